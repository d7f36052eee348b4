"""What `due --json` prints: each document, declared once.

`responselevels.reports.due` returns what is declared here; the published schema is made from it.
"""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict  # before Python 3.12, pydantic takes no other

from responselevels.models.documents import (
    CitedDocument,
    ClosedDocument,
    PeriodDocument,
    Written,
)

# `from` is a word of Python, so no class can have it as a field.
_FromTo = TypedDict("_FromTo", {"from": str, "to": str})


class FallDocument(ClosedDocument, _FromTo):
    """The level of an area before and after an order no longer holds there."""

    area: str


class DueRowDocument(ClosedDocument):
    """Something that is due, or comes by itself. `then` says what follows if nobody acts.

    `due` is null where it is not known yet, or nothing says when. `levels` is there for orders that will
    be over, `period` and `missed` for cadences, `until` where an order will be over by itself, and
    `cite` where a clause asks for it.
    """

    kind: str
    due: Written | None
    overdue: bool
    order: str | None
    area: str | None
    name: str | None
    message: str
    then: str
    levels: NotRequired[list[FallDocument]]
    period: NotRequired[PeriodDocument]
    missed: NotRequired[int]
    until: NotRequired[Written]
    track: NotRequired[str]
    cite: NotRequired[CitedDocument]


class DueDocument(ClosedDocument):
    """What `due --json` and `register due --json` print, in order of time."""

    at: Written
    within: str
    known_at: Written | None
    due: list[DueRowDocument]
