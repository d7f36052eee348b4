"""`Due`: one thing that is due, or will come by itself, with what follows if nobody acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from responselevels.models.parts.cites import Clause
from responselevels.models.texts import Text

KINDS = (
    "order.runs_out",
    "order.ends",
    "order.lapses",
    "order.expected_end",
    "duty",
    "review",
    "cadence",
    "rules.expire",
    "key.expires",
    "proposal.starts",
)
"""The kinds of rows, in the order in which those of one instant are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """The effective level of an area before and after an order no longer holds there."""

    area: str
    from_level: str
    to_level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something that is due, or comes by itself.

    *kind* is ``order.runs_out``, ``order.ends``, ``order.lapses``, ``order.expected_end``, ``duty``,
    ``review``, ``cadence``, ``rules.expire``, ``key.expires`` or ``proposal.starts``. *due* is None where it is not known yet, or nothing says when.
    *overdue* says that it has passed. *order* and *area* are what it is of; *name* is the id of
    the duty, the review, the cadence, the rules, the key or the proposal. *do* and *to* are what
    is to be done, and for whom. *falls* has what becomes of levels, *until* when the order is
    over, and *period* the calendar period, of which *missed* is set where it is the last of so
    many without a deed. *track* is there where the rules have tracks.
    """

    kind: str
    due: datetime | None
    overdue: bool = False
    order: str | None = None
    area: str | None = None
    name: str | None = None
    do: Text | None = None
    to: Text | None = None
    falls: tuple[Fall, ...] = ()
    until: datetime | None = None
    period: tuple[datetime, datetime] | None = None
    missed: int = 0
    track: str | None = None
    cite: Clause | None = None


def in_order(rows: list[Due]) -> tuple[Due, ...]:
    """Return *rows* in order of time; those without a time come last."""
    return tuple(sorted(rows, key=_place))


def _place(row: Due) -> tuple[bool, float, int, str, str, str]:
    when = 0.0 if row.due is None else row.due.timestamp()
    names = (row.order or "", row.area or "", row.name or "")
    return (row.due is None, when, KINDS.index(row.kind), *names)
