"""*Now*: which level holds where, what waits for whom, what is due, what is open and what stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from responselevels.register.history.asking.overview import Overview
from responselevels.server.console.frame.reader import Reader
from responselevels.server.console.views.cards import open_cards, standing_cards, waiting_cards
from responselevels.server.console.views.due import (
    DUE_DAYS,
    due_rows,
    due_shown,
    due_to_me,
)
from responselevels.server.console.views.tree import (
    LevelShown,
    LevelTree,
    level_shown,
    search,
    tree_of,
)
from responselevels.text.catalogue import Named

_RAISED = 60
_DUE = 40


@dataclass(frozen=True, slots=True)
class Raised:
    """An area whose level is not the default one, and until when that holds."""

    area: str
    title: str
    level: LevelShown
    until: datetime | None
    orders: tuple[str, ...]


def now_values(reader: Reader, *, focus: str | None, begin: int, asked: str) -> dict[str, object]:
    """Return what the page shows.

    Raises:
        LookupError: *focus* is no area that may be read.
    """
    overview = reader.reading.overview()
    raised = raised_areas(reader, overview)
    rows = due_rows(reader)
    mine = due_shown(reader, due_to_me(reader, rows))
    default = reader.scheme.levels[reader.scheme.default]
    return {
        "tree": _tree(reader, focus, begin, asked),
        "raised": raised[:_RAISED],
        "raised_more": max(len(raised) - _RAISED, 0),
        "everyday": Named("level", default),
        "waiting": tuple(waiting_cards(reader, overview, mine)),
        "open": tuple(open_cards(reader, overview)),
        "standing": tuple(standing_cards(reader, overview))[:_RAISED],
        "due": due_shown(reader, rows[:_DUE]),
        "due_more": max(len(rows) - _DUE, 0),
        "due_days": DUE_DAYS,
    }


def _tree(reader: Reader, focus: str | None, begin: int, asked: str) -> LevelTree:
    if asked.strip():
        return search(reader, asked.strip())
    return tree_of(reader, focus=focus, begin=begin)


def raised_areas(reader: Reader, overview: Overview) -> list[Raised]:
    """Return the areas that are not at the default level."""
    return [
        Raised(
            area=area,
            title=reader.title("area", area),
            level=level_shown(reader, span.level, span.orders, span.track),
            until=span.end,
            orders=span.orders,
        )
        for area, span in overview.levels
    ]
