"""What the shell offers: ids of shipped schemes, areas of the areas file."""

from __future__ import annotations

from pathlib import Path

import click
from click.shell_completion import CompletionItem

_CHEAP = 1_000_000
"""An areas file of more bytes than this is not read while somebody waits for a key."""


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
