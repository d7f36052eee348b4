from __future__ import annotations

import io
import sys
from collections.abc import Callable

import pytest

from responselevels.cli import main
from tests.cli.tool import LOCALES, WORLD, Ran

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
