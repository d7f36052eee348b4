from __future__ import annotations

import pytest
from rich.cells import cell_len

import responselevels
from responselevels.cli.app import build
from tests.cli.conftest import Command
from tests.cli.tool import GOLDENS, run
from tests.cli.tree import all_below
from tests.goldens import assert_golden

NAMES = [names for names, _command in all_below(build("en"))]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", [(), *NAMES], ids=" ".join)
def test_every_command_explains_itself_within_80_columns(
    command: Command, name: tuple[str, ...], lang: str
) -> None:
    ran = command(*name, "--help", "--lang", lang)
    assert_golden(GOLDENS / f"help.{'.'.join(name) or 'all'}.{lang}.txt", ran.out)
    assert (ran.status, ran.err) == (0, "")
    assert max(map(cell_len, ran.out.splitlines())) <= 80


def test_without_arguments_the_help_is_shown(command: Command) -> None:
    assert command().out == command("--help").out
    assert command().status == 0


def test_the_language_is_that_of_the_locale(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert command("check", "--help").out == command("check", "--help", "--lang", "zh").out
    assert command("check", "--help", "--lang=en").out.startswith("Usage: ")


def test_the_version_is_shown(command: Command) -> None:
    assert command("--version").out == f"responselevels {responselevels.__version__}\n"


@pytest.mark.parametrize("args", [["--help"], ["check", "--help"], ["--version"], ["--lang", "zh"]])
def test_help_imports_nothing_heavy(args: list[str]) -> None:
    import subprocess
    import sys

    from tests.cli.tool import surroundings

    program = (
        "import sys; from responselevels.cli import main; main(sys.argv[1:]);"
        "print(sorted({'pydantic', 'pydantic_core', 'rich', 'transitions', 'yaml', 'hypothesis'}"
        " & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, *args],
        env=surroundings(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.splitlines()[-1] == "[]"


def test_the_module_runs_as_a_program() -> None:
    ran = run("--version")
    assert (ran.status, ran.out) == (0, f"responselevels {responselevels.__version__}\n")
