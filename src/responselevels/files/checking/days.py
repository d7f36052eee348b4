"""Days in files of orders: the days of the rules' zone (docs/semantics.md, section 14).

Where a record says that its times are known to the day, days may stand for them, and they may
stand in `known_from`. Each becomes its first instant in the zone, before anything else is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any

from pydantic_core import PydanticCustomError

from responselevels.errors import Path, Place, Problem
from responselevels.files.syntax.documents import Document, placed_problems
from responselevels.machine.zones import zone_of
from responselevels.models.times import day_of, instant_kept

_TIMES: tuple[Path, ...] = (
    ("period", "start"),
    ("period", "end"),
    ("issued_at",),
    ("expected_end",),
    ("recorded", "announced"),
)
"""Where in an order a day may stand, beside its ends."""


def first_instant(day: str, zone: tzinfo) -> datetime:
    """Return the first instant of a *day* in a *zone*, with the offset that holds then.

    Where clocks go forward at midnight, the day begins later.
    """
    midnight = datetime.combine(date.fromisoformat(day), datetime.min.time(), zone)
    # By way of UTC: a midnight that clocks pass over is no time, and what follows on it is.
    try:
        local = midnight.astimezone(UTC).astimezone(zone)
    except OverflowError:  # before the first instant or after the last, which is refused as such
        offset = midnight.utcoffset() or timedelta(0)
        return midnight.replace(tzinfo=timezone(offset - offset % timedelta(minutes=1)))
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta(0)))


def with_instants(document: Document, zone: str | None) -> Document:
    """Return *document*, a list of orders, with instants for its days; without any, itself.

    Without a *zone* each day is a flaw: nobody can tell when it begins.
    """
    data = document.data
    found = [*_days_in(data)] if isinstance(data, dict) else []
    if not found:
        return document

    def meant() -> Document | None:
        other = document.as_meant and document.as_meant()
        return other and with_instants(other, zone)

    known = None if zone is None else zone_of(zone)
    if known is None:
        flaws = placed_problems(
            ((Problem(Place(path=path), "day.zone", {"value": day}), False) for path, day in found),
            document,
        )
        gaps = (path for path, _day in found)
        return replace(
            document, flaws=(*document.flaws, *flaws), gaps=(*document.gaps, *gaps), as_meant=meant
        )
    data = deepcopy(data)
    for path, day in found:
        _put(data, path, instant_kept(first_instant(day, known)))
    return replace(document, data=data, as_meant=meant)


def _days_in(data: dict[Any, Any]) -> Iterator[tuple[Path, str]]:
    """Yield each day that stands where one may, with its path."""
    since = data.get("known_from")
    paths: list[Path] = [("known_from",)]
    if isinstance(since, dict):
        paths = [("known_from", name) for name in since]
    for path in paths:
        yield from _day_at(data, path, ())
    orders = data.get("orders")
    for number, order in enumerate(orders if isinstance(orders, list) else ()):
        record = order.get("recorded") if isinstance(order, dict) else None
        if isinstance(record, dict) and record.get("precision") == "day":
            for path in _TIMES:
                yield from _day_at(order, path, ("orders", number))
            ends = order.get("ends")
            for place in range(len(ends) if isinstance(ends, list) else 0):
                for key in ("at", "decided_at"):
                    yield from _day_at(order, ("ends", place, key), ("orders", number))


def _day_at(data: Any, path: Path, base: Path) -> Iterator[tuple[Path, str]]:
    """Yield the day at *path* of *data*, if one stands there."""
    for step in path:
        try:
            data = data[step]
        except (LookupError, TypeError):
            return
    try:
        yield (*base, *path), day_of(data)
    except PydanticCustomError:
        return


def _put(data: Any, path: Path, value: str) -> None:
    for step in path[:-1]:
        data = data[step]
    data[path[-1]] = value
