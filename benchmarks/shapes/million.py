"""10^6 orders on 140,000 areas, a tenth of them in force: decisions of each tier, and issues."""

from __future__ import annotations

import gc
import random
import statistics
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial

from benchmarks.frame import Bench, Figure, held_bytes, row, slope
from benchmarks.worlds import country
from responselevels.core.deciding.decide import decide
from responselevels.core.orders.book import OrderBook, filled_book
from responselevels.core.orders.entries import Entry
from responselevels.core.world.scheme import Scheme
from responselevels.models.proposals import IssueProposal
from responselevels.models.times import instant_at

AREAS = 140_000
EACH = 30
ISSUES = 3_000


@row("million", "a decision and an issue at 10⁶ orders on 140,000 areas")
def million(bench: Bench) -> Iterator[Figure]:
    """Yield what grows from 10^3 to 10^6 orders, by proposing tier; and what an issue takes.

    The answers have as many rows everywhere: the proposal raises its own area from "alert" to
    "emergency", and whatever is ordered beneath was overtaken before, or is as severe.
    """
    scheme = country.country(AREAS)
    counts = [1_000, 10_000, bench.some(1_000_000, quick=100_000)]
    names = country.names_of(scheme)
    books: list[OrderBook] = []
    entries: list[Entry] = []
    spent, before, read = 0.0, 0, 0
    for count in counts:
        gc.collect()
        before = held_bytes()
        entries = [*country.entries(scheme, country.history(names, count))]
        read = held_bytes()
        spent = bench.seconds(lambda: books.append(filled_book(scheme, list(entries))))  # noqa: B023
    entries.clear()
    gc.collect()
    yield Figure("book of the most orders", spent, "s", most=10)
    yield Figure("book, bytes an order without entries", (held_bytes() - read) / counts[-1], "B")
    yield Figure("book, bytes an order", (held_bytes() - before) / counts[-1], "B", most=450)
    gc.freeze()  # what stands is no concern of what is measured next
    yield from _by_tier(bench, scheme, books, counts)
    yield from _issues(bench, scheme, books[-1])


def _by_tier(
    bench: Bench, scheme: Scheme, books: list[OrderBook], counts: list[int]
) -> Iterator[Figure]:
    for tier in country.TIERS:
        asked = [_proposals(scheme, book, tier, at) for book, at in _ends(books)]
        ways = {
            str(count): partial(_each, scheme, book, at, made)
            for count, (book, at), made in zip(counts, _ends(books), asked, strict=True)
        }
        turns = bench.turns(ways, rounds=bench.some(5, quick=2))
        least, most = str(counts[0]), str(counts[-1])
        each = [turns.median(str(n)) / len(asked[i]) for i, n in enumerate(counts)]
        share = len(asked[0]) / len(asked[-1])
        yield Figure(f"{tier}: most to 10³", turns.ratio(most, least) * share, "×", most=1.5)
        yield Figure(f"{tier}: a decision at the most", each[-1], "s")
        points = list(zip(map(float, counts), each, strict=True))
        yield Figure(f"{tier}: exponent", slope(points), "")


def _ends(books: list[OrderBook]) -> list[tuple[OrderBook, datetime]]:
    return [(book, instant_at(book.last_issued or 0)) for book in books]


def _proposals(scheme: Scheme, book: OrderBook, tier: str, at: datetime) -> list[IssueProposal]:
    """Return proposals of *tier* that are permitted and change one row."""
    rng, names = random.Random(3), country.names_of(scheme)[tier]
    begin = at.replace(hour=8, minute=0) + country.DAY
    found: list[IssueProposal] = []
    for number in range(400):
        area = rng.choice(names)
        one = country.proposal(
            f"P-{number}", tier, area, "emergency", begin, begin + 8 * country.HOUR
        )
        if len(found) == (EACH if len(names) > 20 else 3):
            break
        decision = decide(scheme, book, one, at)
        if decision.permitted and len(decision.changes) == 1 and not decision.overtakes:
            found.append(one)
    if not found:
        raise SystemExit(f"no proposal of a {tier} with one row")
    return found


def _each(scheme: Scheme, book: OrderBook, at: datetime, asked: list[IssueProposal]) -> None:
    for one in asked:
        decide(scheme, book, one, at)


def _issues(bench: Bench, scheme: Scheme, book: OrderBook) -> Iterator[Figure]:
    """Yield what it takes to issue one order more, and one more: the entry is there already."""
    names, last = country.names_of(scheme), book.entry(book.count - 1)
    rng, spent = random.Random(4), []
    for number in range(book.count, book.count + bench.some(ISSUES, quick=1_000)):
        area = scheme.tree.numbers[rng.choice(names["unit"])]
        entry = replace(last, number=number, id=f"O-{number}", area=area, scope=(area,))
        begun = time.process_time()
        book = book.issue(entry)
        spent.append(time.process_time() - begun)
    yield Figure("issue in memory, median", statistics.median(spent), "s", most=60e-6)
    yield Figure("issue in memory, worst", max(spent), "s", most=5e-3, note=f"of {len(spent)}")
