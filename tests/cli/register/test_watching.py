"""`timeline`, `register timeline`, `status --bars` and `watch`: levels as bars, and live."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.conftest import Command
from tests.cli.desk import Desk
from tests.cli.tool import FILES, GOLDENS, surroundings
from tests.goldens import assert_golden

TIMELINE = ("timeline", *FILES, "--at", "2026-02-19T12:00+08:00")
LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])


@LANGUAGES
def test_levels_over_time_are_bars_within_80_columns(command: Command, lang: str) -> None:
    ran = command(
        *TIMELINE, "--since", "2026-02-10T00:00+08:00", "--within", "P20D", "--lang", lang
    )
    assert (ran.status, ran.err) == (0, "")
    assert_golden(GOLDENS / f"timeline.{lang}.txt", ran.out)
    assert max(map(cell_len, ran.out.splitlines())) <= 80


def test_areas_can_be_named_and_drills_looked_at(command: Command) -> None:
    named = command(*TIMELINE, "south").out
    assert "South City" in named
    assert "Region" not in named
    drills = command(*TIMELINE, "--drill").out
    assert set(drills.splitlines()[2].split()[-1]) == {"."}
    assert "unknown area `nrth`" in command(*TIMELINE, "nrth").err


@LANGUAGES
def test_a_register_shows_the_same_bars(desk: Desk, lang: str) -> None:
    asked = ("--at", "2026-02-19T12:00+08:00", "--lang", lang)
    ran = desk("12T10:00", "timeline", *asked)
    files = desk.command(*TIMELINE, "--lang", lang)
    assert (ran.status, ran.out) == (0, files.out)
    drawn = desk("12T10:00", "timeline", *asked, "--format", "svg")
    assert (drawn.status, drawn.err) == (0, "")
    assert "url(#levels-level-" in drawn.out
    status = desk("12T10:00", "status", *asked)
    with_bars = desk("12T10:00", "status", *asked, "--bars")
    assert with_bars.out == f"{status.out}\n{ran.out}"


def test_the_watch_shows_the_state_and_the_bars(desk: Desk) -> None:
    ran = desk("12T10:00", "watch", "--once")
    assert ran.out == desk("12T10:00", "status", "--bars").out


def test_the_watch_follows_what_others_record(desk: Desk) -> None:
    """A program of its own shows what is recorded beside it, without being asked again."""
    watching = subprocess.Popen(
        [sys.executable, "-m", "responselevels", "register", "watch"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=surroundings(),
        cwd=os.getcwd(),  # noqa: PTH109 - where the desk stands
    )
    try:
        assert b"P-8" not in read_until(watching, b"`^`")
        assert desk("12T10:05", "propose", "pending.yaml", "--as", "zhang.wei").err == ""
        assert b"P-8" in read_until(watching, b"`^`")
    finally:
        watching.kill()
        watching.communicate()


def read_until(process: subprocess.Popen[bytes], mark: bytes) -> bytes:
    """Return what *process* prints, up to *mark*; a minute is long enough on any machine."""
    assert process.stdout is not None
    found = b""
    while mark not in found:
        ready, _, _ = select.select([process.stdout], [], [], 60)
        assert ready, found
        piece = os.read(process.stdout.fileno(), 65_536)
        assert piece, found
        found += piece
    return found


def test_bars_of_a_register_may_be_written_to_a_file(desk: Desk, tmp_path: Path) -> None:
    asked = ("timeline", "--at", "2026-02-19T12:00+08:00")
    out = tmp_path / "levels.txt"
    assert desk("12T10:00", *asked, "--output", str(out)).status == 0
    assert out.read_text(encoding="utf-8") == desk("12T10:00", *asked).out
