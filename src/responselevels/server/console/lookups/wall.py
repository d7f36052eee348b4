"""*Wall*: what a room must see from afar, in big letters, without anything to fill in."""

from __future__ import annotations

from responselevels.server.console.frame.reader import Reader
from responselevels.server.console.lookups.board import board_values
from responselevels.server.console.views.cards import open_cards
from responselevels.server.console.views.due import DUE_DAYS, due_rows, due_shown
from responselevels.server.console.views.now import raised_areas
from responselevels.text.catalogue import Named

OFTEN = (15, 30, 60, 300)
"""How often a wall may be asked to renew itself, in seconds."""

USUAL = 30

_LEVELS = 12
_DUE = 6
_ROWS = 16


def wall_values(reader: Reader, every: int) -> dict[str, object]:
    """Return what the wall shows; without JavaScript it renews itself every so many seconds."""
    overview = reader.reading.overview()
    raised, due = raised_areas(reader, overview), due_rows(reader)
    default = reader.scheme.levels[reader.scheme.default]
    return {
        "every": every if every in OFTEN else USUAL,
        "often": OFTEN,
        "raised": raised[:_LEVELS],
        "raised_more": max(len(raised) - _LEVELS, 0),
        "everyday": Named("level", default),
        "due": due_shown(reader, due[:_DUE]),
        "due_more": max(len(due) - _DUE, 0),
        "due_days": DUE_DAYS,
        "open": sum(1 for _ in open_cards(reader, overview)),
        **board_values(reader, "week", None, rows=_ROWS),
    }
