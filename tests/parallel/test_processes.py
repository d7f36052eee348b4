from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import wait
from pathlib import Path

import pytest

from responselevels.errors import WorkersUnusable
from responselevels.parallel.processes import ProcessWorkers
from responselevels.parallel.spread import spread
from tests.parallel.tasks import (
    CHUNKS,
    SHOUTED,
    die,
    die_once,
    openings,
    refuse,
    shared_in,
    shout,
)


def test_processes_give_the_same_in_the_same_order(
    processes: ProcessWorkers, tmp_path: Path
) -> None:
    assert list(spread(processes, shout, shared_in(tmp_path), CHUNKS)) == SHOUTED
    assert set(openings(tmp_path)) == {"x"}
    assert len(openings(tmp_path)) <= 2


def test_a_process_that_is_killed_takes_nothing_along(
    processes: ProcessWorkers, tmp_path: Path
) -> None:
    assert list(spread(processes, die_once, shared_in(tmp_path), CHUNKS)) == SHOUTED
    assert (tmp_path / "died").exists()


def test_an_error_crosses_over_and_the_processes_go_on(
    processes: ProcessWorkers, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match=r"^not number 6$"):
        list(spread(processes, refuse, shared_in(tmp_path), CHUNKS))
    assert list(spread(processes, shout, shared_in(tmp_path), CHUNKS)) == SHOUTED


def test_work_that_kills_every_process_is_given_up(
    processes: ProcessWorkers, tmp_path: Path
) -> None:
    with pytest.raises(WorkersUnusable) as caught:
        list(spread(processes, die, shared_in(tmp_path), CHUNKS))
    assert caught.value.code == "lost"
    assert list(spread(processes, shout, shared_in(tmp_path), CHUNKS)) == SHOUTED


def test_processes_end_at_once_where_the_work_is_not_to_be_finished() -> None:
    workers = ProcessWorkers(1)
    future = workers.submit(signal.pause)
    while not future.running():
        wait([future], timeout=0.05)
    with pytest.raises(KeyboardInterrupt), workers:
        raise KeyboardInterrupt
    assert isinstance(future.exception(), Exception)


PARENT = """
import os, sys
from responselevels.parallel.processes import ProcessWorkers

if __name__ == "__main__":
    workers = ProcessWorkers(1)
    print(workers.submit(os.getpid).result(), flush=True)
    sys.stdin.read()
"""


def test_processes_leave_when_their_parent_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.kill()
        parent.wait()
    # A pipe that the worker inherited ends with it; a process that is gone cannot be asked.
    for _ in range(2400):
        if not is_running(worker):
            return
        time.sleep(0.05)
    pytest.fail("the worker is still there after two minutes")


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return (
        not state.exists() or state.read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    )
