"""What comes of one proposal of a batch, wherever it is decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

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


TOGETHER = 16
"""Proposals that are read before the first of them is decided, and decided before the first is written.

To do the same to some, and then the next thing, is a seventh faster than to do all to one: what it
takes is still at hand in the processor. Of a hundred, so much would wait that it is slower again.
"""


def decided_in_turn(
    entries: Iterator[Entry],
    book: OrderBook,
    at: datetime,
    lang: str | None = None,
    *,
    together: int = TOGETHER,
) -> Iterator[Decided]:
    """Yield what comes of each of *entries*, of which so many are taken *together*.

    *lang* is as for `decided_as_read`.
    """
    while read := [*islice(entries, together)]:
        found = [decided_as_read(entry, book, at) for entry in read]
        yield from found if lang is None else [_written(one, book, lang) for one in found]


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
    decided = Decided(decision.verdict.value, decision)
    return decided if lang is None else _written(decided, book, lang)


def _written(decided: Decided, book: OrderBook, lang: str) -> Decided:
    decision = decided.decision
    if decision is None:
        return decided
    return Decided(decided.verdict, line=decision_json(decision, lang, book.scheme.titles))


def _decision(entry: Entry, book: OrderBook, at: datetime) -> Decision:
    if entry.error is not None:
        raise entry.error
    if entry.proposal is None:
        raise LookupError("an entry has a proposal or an error")
    try:
        return decide(book.scheme, book, entry.proposal, at)
    except InputError as error:
        raise entry.placed(error) from None
