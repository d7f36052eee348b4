from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from responselevels.cli import main
from tests.cli.desk import BEGUN, INIT, Desk
from tests.cli.tool import LOCALES, WORLD, Ran
from tests.parallel.here import Here

Command = Callable[..., Ran]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Command:
    """Run a command line in this process, from the sample world and without a locale."""
    for name in LOCALES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(WORLD)

    def ran(*args: str, given: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
        status = main(args)
        out, err = capsysbinary.readouterr()
        return Ran(status, out.decode(), err.decode())

    return ran


@pytest.fixture
def workers_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ``--workers`` be this process, which is quicker; what it spreads is the same."""
    monkeypatch.setattr("responselevels.parallel.processes.ProcessWorkers", Here)


@pytest.fixture
def empty(command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Desk:
    """A desk without a register."""
    return Desk(command, monkeypatch.setenv, tmp_path)


@pytest.fixture
def desk(empty: Desk) -> Desk:
    """A desk with a register that took over the orders of the sample world."""
    ran = empty(BEGUN, *INIT, "--from-orders", "orders.yaml", "--title", "Sample room")
    assert (ran.status, ran.err) == (0, "")
    return empty
