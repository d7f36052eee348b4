"""Completions for the shell: ids of shipped schemes, areas and tracks of files, names in a register."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import BashComplete, CompletionItem, add_completion_class

from responselevels.cli.frame.settings import setting_value
from responselevels.text.escaping import in_shell

if TYPE_CHECKING:
    from responselevels.models.rules import Rules
    from responselevels.register.register import StoredRegister

_CHEAP = 1_000_000
"""Maximum size in bytes of an areas file that is read for a completion; a larger one takes too long."""


@add_completion_class
class Bash(BashComplete):
    """Completion for bash, which would run what it finds in an id: it puts words in as they come."""

    def format_completion(self, item: CompletionItem[str]) -> str:
        """Return the item for the script, which takes one backslash of two away."""
        if item.type != "plain":
            return super().format_completion(item)
        return f"{item.type},{in_shell(item.value)}".replace("\\", "\\\\")


def known_rules(
    _context: click.Context, _param: click.Parameter, typed: str
) -> list[CompletionItem]:
    """Return the shipped schemes whose id begins with what is typed, and files."""
    from responselevels.files.shipped import shipped_ids

    found = [CompletionItem(name) for name in shipped_ids() if name.startswith(typed)]
    return [*found, CompletionItem(typed, type="file")]


def known_areas(
    context: click.Context, _param: click.Parameter, typed: str
) -> list[CompletionItem]:
    """Return the areas whose id begins with what is typed, where that is cheap to find out."""
    from responselevels.errors import InputError
    from responselevels.files import load_areas

    path = context.params.get("areas")
    try:
        if path is None or Path(path).stat().st_size > _CHEAP:
            return []
        areas = load_areas(path).areas
    except (InputError, OSError):
        return []
    return [CompletionItem(area.id) for area in areas if area.id.startswith(typed)]


def known_tracks(
    context: click.Context, _param: click.Parameter, typed: str
) -> list[CompletionItem]:
    """Return the tracks of the rules whose id begins with what is typed."""
    return _in_rules(context, typed, lambda rules: (track.id for track in rules.tracks))


def known_levels(
    context: click.Context, _param: click.Parameter, typed: str
) -> list[CompletionItem]:
    """Return the levels of the rules whose id begins with what is typed."""
    return _in_rules(context, typed, lambda rules: (level.id for level in rules.levels))


def _in_rules(
    context: click.Context, typed: str, names: Callable[[Rules], Iterable[str]]
) -> list[CompletionItem]:
    """Return those of *names* that begin with what is typed, where rules are named and can be read."""
    from responselevels.errors import InputError
    from responselevels.files import load_rules

    path = context.params.get("rules")
    try:
        found = () if path is None else names(load_rules(path))
        return [CompletionItem(name) for name in found if name.startswith(typed)]
    except (InputError, OSError):
        return []


# -- of a register ----------------------------------------------------------------------


def open_proposals(
    context: click.Context, _param: click.Parameter, typed: str
) -> list[CompletionItem]:
    """Return the proposals of the register that are still open, and files."""
    from responselevels.machine.lifecycle import OPEN

    found = _recorded(
        context, typed, lambda known: (d.id for d in known.dossiers if d.life in OPEN)
    )
    return [*found, CompletionItem(typed, type="file")]


def recorded_names(
    context: click.Context, _param: click.Parameter, typed: str
) -> list[CompletionItem]:
    """Return the proposals and orders of the register."""
    return _recorded(context, typed, lambda known: {**known.state.dossiers, **known.state.orders})


def recorded_areas(
    context: click.Context, _param: click.Parameter, typed: str
) -> list[CompletionItem]:
    """Return the areas of the register."""
    return _recorded(context, typed, lambda known: known.scheme.tree.ids)


def recorded_tracks(
    context: click.Context, _param: click.Parameter, typed: str
) -> list[CompletionItem]:
    """Return the tracks of the rules that are in force in the register."""
    return _recorded(context, typed, lambda known: known.scheme.tracks)


def recorded_cadences(
    context: click.Context, _param: click.Parameter, typed: str
) -> list[CompletionItem]:
    """Return the cadences of the rules that are in force in the register."""
    return _recorded(context, typed, lambda known: _of_deeds(known, "does"))


def recorded_duties(
    context: click.Context, _param: click.Parameter, typed: str
) -> list[CompletionItem]:
    """Return the duties with an id of the rules that are in force in the register."""
    return _recorded(context, typed, lambda known: _of_deeds(known, "duty"))


def recorded_reviews(
    context: click.Context, _param: click.Parameter, typed: str
) -> list[CompletionItem]:
    """Return the reviews of the rules that are in force in the register."""
    return _recorded(context, typed, lambda known: _of_deeds(known, "review"))


def _of_deeds(known: StoredRegister, kind: str) -> Iterable[str]:
    from responselevels.core.due.deeds import names_of_deeds

    return names_of_deeds(known.scheme.rules)[kind]


def recorded_levels(
    context: click.Context, _param: click.Parameter, typed: str
) -> list[CompletionItem]:
    """Return the levels of the rules that are in force in the register."""
    return _recorded(context, typed, lambda known: known.scheme.levels)


def _recorded(
    context: click.Context, typed: str, names: Callable[[StoredRegister], Iterable[str]]
) -> list[CompletionItem]:
    """Return those of *names* that begin with what is typed, where a register is named and opens."""
    from responselevels.errors import ResponseLevelsError
    from responselevels.register.register import Register

    url = context.params.get("register") or setting_value("register", context)
    if not url:
        return []
    try:
        with Register.open(url, read_only=True, remember=False, patience=1.0) as known:
            return [CompletionItem(name) for name in names(known) if name.startswith(typed)]
    except ResponseLevelsError:
        return []
