"""Commands are made when they are needed, and what they call exists and takes what it is given."""

from __future__ import annotations

import inspect
import subprocess
import sys
from functools import partial
from typing import Any

import click
import pytest

from responselevels.cli.app import build
from responselevels.cli.frame.lazy import Deferred, LazyGroup
from tests.cli.tool import surroundings
from tests.cli.tree import all_below, commands_of

COMMANDS = {
    " ".join(names): one
    for names, one in all_below(build("en"))
    if not isinstance(one, click.Group)
}
OF_A_SESSION = {"register", "as_json", "person", "body", "key", "sound_part", "time_is_right"}


def parts_of(callback: Any) -> tuple[Deferred, tuple[Any, ...]]:
    """Return what a callback calls in the end, and what comes before the options."""
    given: tuple[Any, ...] = ()
    while isinstance(callback, partial):
        given = (*callback.args, *given)
        callback = callback.func
    assert isinstance(callback, Deferred)
    return callback, given


@pytest.mark.parametrize("name", COMMANDS)
def test_what_a_command_calls_takes_its_options_and_no_others(name: str) -> None:
    command = COMMANDS[name]
    called, given = parts_of(command.callback)
    options = {str(one.name) for one in command.params if one.expose_value}
    while given and isinstance(given[0], Deferred | partial):
        called.resolved()
        if called.name == "with_session":
            options -= OF_A_SESSION
        inner, before = parts_of(given[0])
        called, given = inner, (*before, *given[1:])
    known = inspect.signature(called.resolved()).parameters.values()
    needed = {
        one.name for one in known if one.kind is one.KEYWORD_ONLY and one.default is one.empty
    }
    assert needed <= options | {"as_json"}, called
    if not any(one.kind is one.VAR_KEYWORD for one in known):
        assert options <= {one.name for one in known}, called


def test_listing_the_commands_makes_none() -> None:
    made = []

    def maker(lang: str) -> click.Command:
        made.append(lang)
        return click.Command("check")

    group = LazyGroup(name="program", lang="en", makers={"check": maker, "level": maker})
    context = click.Context(group)
    assert "check  " in group.get_help(context)
    assert [item.value for item in group.shell_complete(context, "le")] == ["level"]
    assert made == []
    assert group.get_command(context, "check") is group.get_command(context, "check")
    assert made == ["en"]
    assert group.get_command(context, "chekc") is None


@pytest.mark.parametrize("typed", ["", "check --ru", "register ", "register issue --d", "log pro"])
def test_completing_a_command_or_an_option_imports_nothing_heavy(typed: str) -> None:
    program = (
        "import sys, contextlib\n"
        "from responselevels.cli import main\n"
        "with contextlib.suppress(SystemExit): main([])\n"
        "print(sorted({'pydantic', 'pydantic_core', 'rich', 'transitions', 'yaml', 'hypothesis'}"
        " & set(sys.modules)))"
    )
    words = f"responselevels {typed}"
    env = surroundings()
    env["_RESPONSELEVELS_COMPLETE"] = "bash_complete"
    env |= {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}
    ran = subprocess.run(
        [sys.executable, "-c", program], env=env, capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines()[-1] == "[]"
    assert len(ran.stdout.splitlines()) > 1


def test_every_command_of_the_program_is_made_once_it_is_asked_for() -> None:
    assert [*commands_of(build("zh"))] == [*commands_of(build("en"))]
