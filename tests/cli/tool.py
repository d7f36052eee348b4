"""Run the command line in this process, or as a process of its own, from the sample world."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
WORLD = HERE / "world"
GOLDENS = HERE / "goldens"
SOURCES = HERE.parents[1] / "src"
FILES = ("--rules", "rules.yaml", "--areas", "areas.yaml", "--orders", "orders.yaml")
AT = ("--at", "2026-02-11T12:00+08:00")
LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")


@dataclass(frozen=True)
class Ran:
    """What came out of a run."""

    status: int
    out: str
    err: str


def run(
    *args: str, given: bytes = b"", env: Mapping[str, str] | None = None, cwd: Path = WORLD
) -> Ran:
    """Run ``python -m responselevels`` with *args* as a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-m", "responselevels", *args],
        cwd=cwd,
        env=surroundings(env),
        input=given,
        capture_output=True,
        check=False,
    )
    return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())


def surroundings(env: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return this process's environment without its locale, with *env*."""
    kept = {name: value for name, value in os.environ.items() if name not in LOCALES}
    path = os.pathsep.join(filter(None, [str(SOURCES), os.environ.get("PYTHONPATH", "")]))
    return {**kept, "PYTHONPATH": path, **(env or {})}


def unmeasured() -> dict[str, str]:
    """Return the same without what has coverage measured, for programs that are interrupted.

    What measures takes a lock that an interrupt may leave behind, and then waits for it for ever.
    """
    return {name: at for name, at in surroundings().items() if not name.startswith("COVERAGE_")}
