"""Processes that share the folder of what was seen: while one records, no other accuses it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from responselevels.cli import main
from responselevels.errors import RegisterShrunk
from responselevels.register.log.events import Head
from responselevels.register.recording.rollback import RollbackGuard
from tests.register.duty import clock, made, opened, ward_order

ROOT = Path(__file__).resolve().parents[2]
READS = 8

WRITER = """
import sys
from pathlib import Path
from time import sleep
from tests.register.duty import opened, ward_order
address, folder = sys.argv[1:]
with opened(address, remember=True, remember_in=Path(folder)) as register:
    print("ready", flush=True)
    number = 0
    while not (Path(folder) / "enough").exists():
        number += 1
        register.propose(ward_order(f"W-{number}"))
        sleep(0.01)
"""


@contextmanager
def recording(address: str, folder: Path) -> Iterator[None]:
    """Have another process record as fast as it can."""
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", WRITER, address, str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        try:
            yield
        finally:
            (folder / "enough").touch()
            _out, err = writer.communicate(timeout=300)
    assert (writer.returncode, err) == (0, "")


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., tuple[int, str]]:
    """Run a command at the same site."""
    monkeypatch.setenv("RESPONSELEVELS_STATE", str(tmp_path))
    monkeypatch.delenv("RESPONSELEVELS_CLOCK", raising=False)

    def ran(*args: str) -> tuple[int, str]:
        return main(args), capsys.readouterr().err

    return ran


@pytest.mark.filterwarnings("ignore::responselevels.errors.ClockJumped")
def test_while_one_process_records_others_read_record_and_verify_without_alarm(
    register_url: str, tmp_path: Path, run: Callable[..., tuple[int, str]]
) -> None:
    with made(register_url, remember=True, remember_in=tmp_path) as register:
        for number in range(READS):
            register.propose(ward_order(f"P-{number}"))
    alarms = []
    with recording(register_url, tmp_path):
        for number in range(READS):
            for command in (
                ("register", "status"),
                ("register", "withdraw", f"P-{number}"),
                ("log", "verify"),
            ):
                status, err = run(*command, "--register", register_url)
                if status:
                    alarms.append((command, status, err))
    assert alarms == []


def test_what_others_record_between_two_looks_is_no_alarm(
    register_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is looked at first, somebody records right after it."""
    writer = made(register_url, remember=True, remember_in=tmp_path)
    numbers = iter(range(1000))
    looks: list[str] = []
    held: list[Any] = []

    def under_lock() -> bool:
        return any(store._held.unsettled for store in held)

    def intrude(where: str) -> None:
        if under_lock():  # then nobody else records
            return
        looks.append(where)
        writer.propose(ward_order(f"P-{next(numbers)}"))

    with opened(register_url, clock(), remember=True, remember_in=tmp_path) as probe:
        kind = type(probe.store)
    for name in ("size", "lines", "document", "_some"):
        _followed(monkeypatch, kind, name, intrude, unless=writer.store)
    _followed(monkeypatch, RollbackGuard, "of", intrude, unless=writer._log._guard)
    reader = opened(register_url, clock(), remember=True, remember_in=tmp_path)
    held.append(reader.store)
    assert {"size", "lines", "of"} <= set(looks)
    for act in (reader.refresh, lambda: reader.propose(ward_order("R-1")), reader.refresh):
        writer.propose(ward_order(f"P-{next(numbers)}"))
        act()
    monkeypatch.undo()
    reader.refresh()
    assert reader.head == opened(register_url, clock(), remember=True, remember_in=tmp_path).head


def _followed(
    monkeypatch: pytest.MonkeyPatch,
    kind: type,
    name: str,
    intrude: Callable[[str], None],
    *,
    unless: object,
) -> None:
    """Have *intrude* called right after *name* was, but for what the intruder calls."""
    plain = getattr(kind, name)

    def call(self: object, *args: object, **named: object) -> object:
        found = plain(self, *args, **named)
        if self is not unless:
            intrude(name)
        return found

    monkeypatch.setattr(kind, name, call)


def test_what_another_process_of_the_site_has_seen_is_held_to_before_anything_is_taken_in(
    register_url: str, tmp_path: Path
) -> None:
    """An old copy is put in the place of the store that goes as far as this process knows."""
    register = made(register_url, remember=True, remember_in=tmp_path)
    known = register.head
    RollbackGuard(tmp_path).remember("duty", Head(known.size + 1, "0" * 64))
    for act in (register.refresh, lambda: register.propose(ward_order("P-1"))):
        with pytest.raises(RegisterShrunk) as refusal:
            act()
        assert refusal.value.code == "shrunk"
    assert register.head == known
    other = opened(register_url, clock())
    other.propose(ward_order("P-2"))
    for act in (register.refresh, lambda: register.propose(ward_order("P-1")), register.refresh):
        with pytest.raises(RegisterShrunk) as refusal:
            act()
        assert refusal.value.code == "other_history"
    assert register.head == known


def test_threads_read_while_a_line_is_taken_in(sqlite_url: str) -> None:
    register = made(sqlite_url)
    done, wrong = Event(), list[BaseException]()

    def read() -> None:
        while not done.is_set():
            try:
                _ = register.orders, list(register.dossiers), register.head
            except BaseException as error:  # noqa: BLE001 - whatever it is, it is wrong
                wrong.append(error)
                return

    threads = [Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(20):
        register.issue(ward_order(f"P-{number}"))
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(register.orders) == 20
