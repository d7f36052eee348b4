"""Histories: what a decision takes as the orders grow, and what an order holds in memory."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator
from datetime import datetime
from functools import partial

from benchmarks.frame import Bench, Figure, row, slope
from benchmarks.worlds import country
from responselevels.core.deciding.decide import decide
from responselevels.core.orders.book import OrderBook, filled_book
from responselevels.core.world.scheme import Scheme
from responselevels.models.proposals import IssueProposal
from responselevels.models.times import instant_at

AREAS = 20_000
COUNTS = (1_000, 10_000, 100_000)
WAYS = ("a tenth in force", "100 in force")


@row("history", "decisions of counties as the orders grow, 20,000 areas; bytes an order")
def histories(bench: Bench) -> Iterator[Figure]:
    """Yield exponents: where the orders in force grow, too, and where always 100 are; and bytes.

    The answers have as many rows as there are: here, more is said where more is in force.
    """
    scheme = country.country(AREAS)
    counts = COUNTS[:2] if bench.quick else COUNTS
    for way in WAYS:
        books = [_book(scheme, count, way) for count in counts]
        asked = [_proposals(scheme, book) for book in books]
        ways = {
            str(count): partial(_each, scheme, book, made)
            for count, book, made in zip(counts, books, asked, strict=True)
        }
        turns = bench.turns(ways, rounds=bench.some(5, quick=2))
        points = [(float(count), turns.median(str(count)) / 100) for count in counts]
        most = 0.2 if way == WAYS[1] else None
        yield Figure(f"exponent, {way}", slope(points), "", most=most)
        yield Figure(f"a decision, {way}", points[-1][1], "s", note=f"{counts[-1]:,} orders")
    yield Figure("an order in a book", _bytes(scheme, counts[-1]), "B", most=450)


def _rows(scheme: Scheme, count: int, way: str) -> Iterator[country.HistoryRow]:
    rows = country.permitted(country.names_of(scheme), count)
    if way == WAYS[0]:
        yield from rows
        return
    # The same orders a hundred a day, each of a day.
    yield next(rows)
    for number, one in enumerate(rows):
        yield country.HistoryRow(one.area, one.scope, one.rank, number / 100, number / 100 + 1)


def _book(scheme: Scheme, count: int, way: str) -> OrderBook:
    return filled_book(scheme, country.entries(scheme, _rows(scheme, count, way)))


def _proposals(scheme: Scheme, book: OrderBook) -> list[tuple[IssueProposal, datetime]]:
    at = instant_at(book.last_issued or 0)
    counties = country.names_of(scheme)["county"]
    begin, end = at + country.DAY, at + 2 * country.DAY
    return [
        (country.proposal(f"P-{n}", "county", counties[n], "alert", begin, end), at)
        for n in range(100)
    ]


def _each(scheme: Scheme, book: OrderBook, asked: list[tuple[IssueProposal, datetime]]) -> None:
    for one, at in asked:
        decide(scheme, book, one, at)


def _bytes(scheme: Scheme, count: int) -> float:
    """Return what a book holds for each of its orders, their entries and ids included."""
    gc.collect()
    tracemalloc.start()
    book = _book(scheme, count, WAYS[0])
    gc.collect()
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return held / book.count
