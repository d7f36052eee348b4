"""*Now*: which level holds where, what waits for whom, what is due, what is open and what stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from weakref import WeakKeyDictionary

from responselevels.core.due.rows import Due
from responselevels.models.times import micros_of
from responselevels.register.history.asking.overview import Overview
from responselevels.register.register import StoredRegister
from responselevels.reports.due import due_document
from responselevels.server.console.frame.reader import Reader
from responselevels.server.console.views.cards import open_cards, standing_cards, waiting_cards
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
DUE_DAYS = 7
"""How many days ahead a page looks for what is due."""


@dataclass(frozen=True, slots=True)
class Raised:
    """An area whose level is not the default one, and until when that holds."""

    area: str
    title: str
    level: LevelShown
    until: datetime | None
    orders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DueShown:
    """Something that is due, in words; *link* leads to the order that it is of."""

    due: datetime | None
    overdue: bool
    message: str
    then: str
    row: Due
    link: str | None = None


def now_values(reader: Reader, *, focus: str | None, begin: int, asked: str) -> dict[str, object]:
    """Return what the page shows.

    Raises:
        LookupError: *focus* is no area that may be read.
    """
    overview = reader.reading.overview()
    raised = _raised(reader, overview)
    due = due_shown(reader)
    default = reader.scheme.levels[reader.scheme.default]
    return {
        "tree": _tree(reader, focus, begin, asked),
        "raised": raised[:_RAISED],
        "raised_more": max(len(raised) - _RAISED, 0),
        "everyday": Named("level", default),
        "waiting": tuple(waiting_cards(reader, overview)),
        "open": tuple(open_cards(reader, overview)),
        "standing": tuple(standing_cards(reader, overview))[:_RAISED],
        "due": due[:_DUE],
        "due_more": max(len(due) - _DUE, 0),
        "due_days": DUE_DAYS,
    }


def _tree(reader: Reader, focus: str | None, begin: int, asked: str) -> LevelTree:
    if asked.strip():
        return search(reader, asked.strip())
    return tree_of(reader, focus=focus, begin=begin)


def _raised(reader: Reader, overview: Overview) -> list[Raised]:
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


def due_shown(reader: Reader, *, order: str | None = None) -> list[DueShown]:
    """Return what is due, of all that may be read or of one order, in words."""
    within = timedelta(days=DUE_DAYS)
    rows = [row for row in _due(reader, within) if order is None or row.order == order]
    told = due_document(rows, reader.locale, at=reader.at, within=within, zone=reader.zone)["due"]
    return [
        DueShown(
            due=row.due,
            overdue=row.overdue,
            message=one["message"],
            then=one["then"],
            row=row,
            link=None if row.order is None else reader.link("orders", row.order),
        )
        for row, one in zip(rows, told, strict=True)
    ]


# -- kept for a moment ---------------------------------------------------------------------------

_MOMENT = 20_000_000
"""How long what is due is kept, in microseconds: of 140,000 areas it takes most of a second."""

_Key = tuple[int, int, bool, frozenset[str] | None]
_KEPT: WeakKeyDictionary[StoredRegister, dict[_Key, tuple[Due, ...]]] = WeakKeyDictionary()
_KEEPING = Lock()


def _due(reader: Reader, within: timedelta) -> tuple[Due, ...]:
    """Return what is due, as of a moment ago if nothing was recorded since."""
    reading = reader.reading
    register = reading.served.register
    moment = micros_of(reader.at) // _MOMENT
    key = (register.head.size, moment, reader.drill, reader.caller.areas)
    with _KEEPING:
        kept = _KEPT.setdefault(register, {})
        found = kept.get(key)
    if found is None:
        found = reading.due(within)
        with _KEEPING:
            for old in [one for one in kept if one[:2] != key[:2]]:
                del kept[old]
            kept[key] = found
    return found
