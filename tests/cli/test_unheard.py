"""What a command of the register leaves by where nobody can take the answer, or it is broken off."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from responselevels.cli import main
from responselevels.register.register import Register, StoredRegister
from tests.cli.conftest import Command
from tests.cli.desk import Desk
from tests.cli.tool import WORLD


def ran(desk: Desk, command: str, streams: str) -> tuple[int, str]:
    """Run *command* with its streams as a shell says; return its status and what it says."""
    environment = {
        **os.environ,
        "RESPONSELEVELS_REGISTER": f"sqlite:///{desk.folder / 'register.db'}",
        "RESPONSELEVELS_STATE": str(desk.folder),
        "RESPONSELEVELS_CLOCK": "2026-02-11T10:00+08:00",
        "PYTHONUTF8": "1",
    }
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m responselevels {command} {streams}"],
        cwd=WORLD,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return done.returncode, done.stderr


def size(desk: Desk) -> int:
    with Register.open(f"sqlite:///{desk.folder / 'register.db'}", remember=False) as register:
        return register.head.size


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("streams", [">/dev/full", ">&-", ">&- 2>&- <&-"])
@pytest.mark.parametrize(
    ("asked", "status", "recorded"),
    [
        ("register issue permit.yaml", 74, 3),
        ("register decide permit.yaml deny.yaml", 74, 4),
        ("register withdraw nothing --json", 2, 0),
        ("register status", 74, 0),
        ("log verify", 74, 0),
    ],
)
def test_the_status_says_truly_whether_it_was_recorded(  # noqa: PLR0917 - a row of the table
    desk: Desk, asked: str, status: int, recorded: int, streams: str
) -> None:
    before = size(desk)
    left, said = ran(desk, asked, streams)
    assert left == status
    assert size(desk) - before == recorded
    assert "Traceback" not in said
    if recorded and "2>" not in streams:
        assert "all that was asked is done" in said
    if left == 2:
        assert "all that was asked is done" not in said


def test_who_goes_away_does_not_keep_it_from_being_recorded(desk: Desk) -> None:
    before = size(desk)
    left, said = ran(desk, "register decide permit.yaml deny.yaml", "| head -c 1 >/dev/null")
    assert (left, said) == (0, "")
    assert size(desk) - before == 4


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_command_that_is_broken_off_says_that_it_may_have_been_done(
    desk: Desk, command: Command, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    def interrupted(*_args: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(StoredRegister, "withdraw", interrupted)
    url = f"sqlite:///{desk.folder / 'register.db'}"
    broken = command("register", "withdraw", "N-1", "--register", url, "--lang", lang)
    assert broken.status == 130
    assert "`register history`" in broken.err
    monkeypatch.setattr(StoredRegister, "wait", interrupted)
    broken = command("register", "follow", "--register", url, "--lang", lang)
    assert broken.status == 130
    assert "`register history`" not in broken.err


@pytest.mark.parametrize("number", ["99999999999999999999", "-2", "x", "1.5", ""])
def test_numbers_out_of_range_are_refused_or_find_nothing(desk: Desk, number: str) -> None:
    for command in (
        ("register", "follow", "--once", "--after", number),
        ("register", "history", "--last", number),
        ("log", "prove", number),
        ("log", "prove", "1", "--size", number),
        ("log", "prove", "--from", "1", "--to", number),
    ):
        assert main([*command, "--register", f"sqlite:///{desk.folder / 'register.db'}"]) in {0, 2}
