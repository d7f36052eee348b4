"""What comes of one proposal of a batch, wherever it is decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from responselevels.core.deciding.decide import decide
from responselevels.core.orders.book import OrderBook
from responselevels.errors import InputError
from responselevels.files import Entry
from responselevels.models.decisions import Decision
from responselevels.reports.programs.json import decision_json


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of one proposal: its verdict, with the decision or its line of JSON; or why there is none."""

    verdict: str
    decision: Decision | None = None
    line: str | None = None
    error: InputError | None = None


def decided_as_read(
    entry: Entry, book: OrderBook, at: datetime, lang: str | None = None
) -> Decided:
    """Decide what stands in one place of a file; an error of it is placed there.

    With *lang*, the decision is made a line of JSON in that language.
    """
    try:
        decision = _decision(entry, book, at)
    except InputError as error:
        return Decided("unread", error=error)
    verdict = decision.verdict.value
    if lang is None:
        return Decided(verdict, decision)
    return Decided(verdict, line=decision_json(decision, lang, book.scheme.titles))


def _decision(entry: Entry, book: OrderBook, at: datetime) -> Decision:
    if entry.error is not None:
        raise entry.error
    if entry.proposal is None:
        raise LookupError("an entry has a proposal or an error")
    try:
        return decide(book.scheme, book, entry.proposal, at)
    except InputError as error:
        raise entry.placed(error) from None
