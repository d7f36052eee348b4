"""Commands in processes of their own: what each used, as the system tells when it ends."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PROGRAM = (sys.executable, "-m", "responselevels", "--no-project")


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that ended: processor *seconds*, seconds on the *clock*, *peak* bytes, *status*."""

    seconds: float
    clock: float
    peak: int
    status: int


def ran(command: Sequence[str], *, into: Path | None = None, expected: Sequence[int] = (0,)) -> Ran:
    """Run *command*, its output thrown away or written *into* a file; what it used is for it alone.

    Only where there is `wait4`, which is everywhere but on Windows.
    """
    with (into or Path(os.devnull)).open("wb") as out:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.PIPE)
        said = process.stderr.read() if process.stderr else b""
        _pid, status, used = os.wait4(process.pid, 0)
        clock = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.stderr:
        process.stderr.close()
    if process.returncode not in expected:
        raise SystemExit(f"{' '.join(command)}: {said.decode(errors='replace')}")
    seconds = used.ru_utime + used.ru_stime
    return Ran(seconds, clock, used.ru_maxrss * 1024, process.returncode)


def ours(*arguments: str, into: Path | None = None, expected: Sequence[int] = (0,)) -> Ran:
    """Run a command of responselevels."""
    return ran([*PROGRAM, *arguments], into=into, expected=expected)


def best(runs: Sequence[Ran]) -> Ran:
    """Return the run that used the least: what came on top was of others."""
    return min(runs, key=lambda one: one.seconds)
