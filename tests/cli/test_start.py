"""`--version` alone is answered before the command line is put together; nothing else is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from responselevels.cli import main
from responselevels.cli.start import PROGRAM
from responselevels.version import __version__
from tests.cli.tool import surroundings

SAID = f"{PROGRAM} {__version__}\n"


def loaded(*args: str) -> tuple[str, set[str]]:
    """Return what the program prints, and which of these modules it loads."""
    program = (
        "import sys; from responselevels.cli import main; main(sys.argv[1:]);"
        "print('loaded', *{'click', 'tomllib', 'responselevels.cli.run'} & set(sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, *args],
        env=surroundings(),
        capture_output=True,
        text=True,
        check=True,
    )
    said, _, modules = ran.stdout.partition("loaded")
    return said, {*modules.split()}


@pytest.mark.untraced  # what traces a process loads modules in it
def test_the_version_alone_needs_no_command_line() -> None:
    assert loaded("--version") == (SAID, set())
    assert loaded("--no-project", "--version") == (SAID, set())


def test_the_version_with_anything_else_is_an_option_of_the_command_line() -> None:
    said, modules = loaded("--lang", "zh", "--version")
    assert said == SAID
    assert "responselevels.cli.run" in modules


def test_a_stream_that_somebody_put_in_place_gets_the_version(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == SAID


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_version_that_cannot_be_written_is_lost_like_any_answer() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "responselevels", "--version"],
            env=surroundings(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ran.returncode == 74
    assert ran.stderr.startswith("responselevels: the answer could not be written")


def test_only_a_process_of_its_own_looks_for_circles_less_often() -> None:
    program = (
        "import gc, sys; from responselevels.cli import main; before = gc.get_threshold();"
        "main(['config']); assert gc.get_threshold() == before;"
        "sys.argv = ['responselevels', 'config']; main(); assert gc.get_threshold() > before"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], env=surroundings(), capture_output=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
