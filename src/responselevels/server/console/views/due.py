"""What is due, in words, with what a deed of it would be of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from responselevels.core.due.rows import Due
from responselevels.reports.due import due_document
from responselevels.server.callers import Right
from responselevels.server.console.frame.reader import Reader

DUE_DAYS = 7
"""How many days ahead a page looks for what is due."""

_FAR_DAYS = 400
"""How many days ahead the page of one order or area looks, where there are few to be asked about."""

_AREA_DAYS = 92

_FEW = 2_000
_LOOKED, _MINE = 5_000, 40


@dataclass(frozen=True, slots=True)
class DueShown:
    """Something that is due, in words; *link* leads to the order or the area that it is of.

    *deed* says what a deed of it would be of: the kind and the name, none where none can be told.
    """

    due: datetime | None
    overdue: bool
    message: str
    then: str
    row: Due
    link: str | None = None
    deed: tuple[str, str] | None = None

    @property
    def is_past(self) -> bool:
        """Whether it is of a calendar period that is over: a deed counts for it only if it was done then."""
        return self.row.period is not None and self.overdue


def due_rows(
    reader: Reader, *, order: str | None = None, area: str | None = None, days: int = DUE_DAYS
) -> list[Due]:
    """Return what is due, of all that may be read, of one order or by one area, in order of time."""
    return [row for row in reader.reading.due(timedelta(days=days)) if _is_of(row, order, area)]


def due_shown(reader: Reader, rows: Sequence[Due], days: int = DUE_DAYS) -> list[DueShown]:
    """Return *rows* in words, each with what a deed of it would be of."""
    within = timedelta(days=days)
    told = due_document(rows, reader.locale, at=reader.at, within=within, zone=reader.zone)["due"]
    may_act = reader.caller.may(Right.ACT)
    return [
        DueShown(
            due=row.due,
            overdue=row.overdue,
            message=one["message"],
            then=one["then"],
            row=row,
            link=_link(reader, row),
            deed=deed_of(row, reader.at) if may_act and _may_tell(reader, row) else None,
        )
        for row, one in zip(rows, told, strict=True)
    ]


def due_to_me(reader: Reader, rows: Sequence[Due]) -> list[Due]:
    """Return those of *rows* that the reader may tell of as done, for a body of theirs; the first few."""
    mine = (
        row for row in islice(rows, _LOOKED) if deed_of(row, reader.at) and _is_mine(reader, row)
    )
    return [*islice(mine, _MINE)] if reader.caller.may(Right.ACT) else []


def days_ahead(reader: Reader, *, area: bool = False) -> int:
    """Return how many days ahead the page of an order or an *area* looks: further, where that is soon told."""
    asked = 0 if reader.drill else len(reader.scheme.rules.cadence) * len(reader.scheme.tree)
    if asked > _FEW:
        return DUE_DAYS
    return _AREA_DAYS if area else _FAR_DAYS


def _is_of(row: Due, order: str | None, area: str | None) -> bool:
    if order is not None:
        return row.order == order
    return area is None or (row.kind == "cadence" and row.area == area)


def _link(reader: Reader, row: Due) -> str | None:
    if row.order is not None:
        return reader.link("orders", row.order)
    if row.kind == "proposal.starts" and row.name is not None:
        return reader.link("proposals", row.name)
    return None if row.area is None else reader.link("areas", row.area)


_DEEDS = {"duty": "duty", "review": "review", "cadence": "does"}


def deed_of(row: Due, at: datetime) -> tuple[str, str] | None:
    """Return what a deed of *row* would be of: the kind and the name; None where none can be told.

    What is asked of a calendar period cannot be done before it begins.
    """
    kind = _DEEDS.get(row.kind)
    if kind is None or not row.name or (row.period is not None and row.period[0] > at):
        return None
    return kind, row.name


def _is_mine(reader: Reader, row: Due) -> bool:
    """Say whether *row* is for a body that the reader acts for: the issuer's, or one of the area's tier."""
    bodies, scheme = reader.caller.bodies, reader.scheme
    if row.order is not None:
        order = reader.register.state.orders.get(row.order)
        return order is not None and order.issuer in reader.acting.bodies_for(order)
    number = None if row.area is None else scheme.tree.numbers.get(row.area)
    if number is None:
        return False
    tier = scheme.tree.tiers[number]
    return any(
        scheme.bodies.get(body) == tier and reader.acting.may(body, row.area) for body in bodies
    )


def _may_tell(reader: Reader, row: Due) -> bool:
    """Say whether the reader may tell of *row* as done."""
    order = None if row.order is None else reader.register.state.orders.get(row.order)
    area = row.area if order is None else order.area
    mine = order is not None and order.issuer in reader.acting.bodies_for(order)
    return mine or area is None or reader.acting.acts_in(area)


# -- what was done -------------------------------------------------------------------------------

_DONE = 30
"""The number of deeds that a page lists."""


@dataclass(frozen=True, slots=True)
class DeedShown:
    """Something that was done: what, when, by whom, and the number of the event."""

    what: str
    at: datetime
    by: str
    event: int


def deeds_shown(
    reader: Reader, *, order: str | None = None, area: str | None = None
) -> list[DeedShown]:
    """Return what was done of an order, or by an area, the last first."""
    found = [
        event
        for event in reader.register.state.deeds
        if event.deed.order == order and event.deed.area == area
    ]
    latest = sorted(found, key=lambda event: event.deed.at, reverse=True)[:_DONE]
    return [
        DeedShown(
            what=reader.named(_CALLED[event.deed.of[0]], event.deed.of[1]),
            at=event.deed.at,
            by=event.actor.person or "",
            event=event.seq,
        )
        for event in latest
    ]


_CALLED = {"does": "cadence", "duty": "duty", "review": "review"}
