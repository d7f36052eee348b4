"""Lanes: a level at an instant beside SQLite, issues into a long lane, orders end to end."""

from __future__ import annotations

import random
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from benchmarks.frame import Bench, Figure, row, slope
from benchmarks.worlds import country
from responselevels.core.deciding.decide import decide
from responselevels.core.orders.book import OrderBook, filled_book
from responselevels.core.orders.entries import Entry
from responselevels.core.orders.holdings import level_at
from responselevels.core.world.scheme import Scheme
from responselevels.models.proposals import IssueProposal
from responselevels.models.times import instant_at

AREAS = 20_000
QUESTIONS = 2_000
Question = tuple[str, datetime]


# -- a level at an instant -----------------------------------------------------------------


@row("instant", "a level at an instant, 10⁵ orders")
def instant(bench: Bench) -> Iterator[Figure]:
    """Yield the ratio to SQLite with indexes, and the exponent from 10^3 to 10^5 orders."""
    scheme = country.country(AREAS)
    names = country.names_of(scheme)
    counts = [1_000, 10_000, 100_000]
    known = [list(country.entries(scheme, country.history(names, count))) for count in counts]
    books = [filled_book(scheme, entries) for entries in known]
    asked = _questions(scheme)
    tables = Tables(scheme, known[-1])
    for area, at in asked:
        if level_at(books[-1], area, at).level != country.LEVELS[tables.rank(area, at)]:
            raise SystemExit(f"SQLite says something else of {area} at {at}")
    ways = {
        str(count): partial(_levels, book, asked) for count, book in zip(counts, books, strict=True)
    }
    turns = bench.turns(
        {**ways, "SQLite": partial(tables.ranks, asked)}, rounds=bench.some(9, quick=3)
    )
    yield Figure("ours / SQLite", turns.ratio("100000", "SQLite"), "×", most=0.5)
    points = [(float(count), turns.median(str(count)) / QUESTIONS) for count in counts]
    yield Figure("exponent from 10³ to 10⁵", slope(points), "", most=0.2)
    yield Figure("ours", points[-1][1], "s")
    yield Figure("SQLite", turns.median("SQLite") / QUESTIONS, "s")


def _questions(scheme: Scheme) -> list[Question]:
    rng, ids = random.Random(5), scheme.tree.ids
    span = 1_000 * 24 * 3600
    return [
        (rng.choice(ids), country.START + timedelta(seconds=rng.randrange(span)))
        for _ in range(QUESTIONS)
    ]


def _levels(book: OrderBook, asked: list[Question]) -> None:
    for area, at in asked:
        level_at(book, area, at)


class Tables:
    """The same orders and areas in SQLite, in memory, with an index that covers the question."""

    QUERY = """
        SELECT max(rank) FROM (
            SELECT rank, max(number) FROM line JOIN orders ON orders.place = line.above
            WHERE line.area = ? AND orders.start <= ? AND orders.end > ? GROUP BY orders.issuer)
    """

    def __init__(self, scheme: Scheme, entries: list[Entry]) -> None:
        self.database = sqlite3.connect(":memory:")
        self.database.executescript("""
            CREATE TABLE line (area TEXT, above INTEGER, PRIMARY KEY (area, above)) WITHOUT ROWID;
            CREATE TABLE orders (number INTEGER PRIMARY KEY, place INTEGER, issuer INTEGER,
                rank INTEGER, start INTEGER, end INTEGER);
            CREATE INDEX placed ON orders (place, end, start, issuer, number, rank);
        """)
        lines = enumerate(scheme.tree.lines)
        self.database.executemany(
            "INSERT INTO line VALUES (?, ?)",
            ((scheme.tree.ids[area], above) for area, line in lines for above in line),
        )
        self.database.executemany(
            "INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?)",
            ((e.number, e.scope[0], e.area, e.rank, e.start, min(e.end, 2**62)) for e in entries),
        )
        self.database.execute("ANALYZE")

    def rank(self, area: str, at: datetime) -> int:
        """Return the effective rank of *area* at an instant."""
        micros = (at - country.EPOCH) // timedelta(microseconds=1)
        answer = self.database.execute(self.QUERY, (area, micros, micros)).fetchone()
        return answer[0] or 0

    def ranks(self, asked: list[Question]) -> None:
        """Answer each question."""
        for area, at in asked:
            self.rank(area, at)


# -- long lanes ---------------------------------------------------------------------------


@row("lane", "issuing into a lane of 10⁵ orders")
def lane(bench: Bench) -> Iterator[Figure]:
    """Yield what an issue takes at the end of a lane of one area, and anywhere in it."""
    count = bench.some(100_000, quick=20_000)
    scheme = country.country(200, cities=2, counties=4)
    rows = (country.HistoryRow("u0", "u0", 1 + n % 3, n, n + 1) for n in range(count))
    entries = list(country.entries(scheme, rows))
    book, last = filled_book(scheme, entries), entries[-1]
    rng = random.Random(6)
    starts: dict[str, Callable[[int], int]] = {
        "at the end": lambda n: last.start + n * country.MICROS_A_DAY,
        "anywhere": lambda _n: entries[rng.randrange(count)].start,
    }
    for where, start in starts.items():
        spent, grown = [], book
        for number in range(1, 101):
            begin = start(number)
            entry = replace(
                last,
                number=count - 1 + number,
                id=f"N-{number}",
                start=begin + 1,
                end=begin + country.MICROS_A_DAY + 1,
            )
            begun = time.process_time()
            grown = grown.issue(entry)
            spent.append(time.process_time() - begun)
        yield Figure(f"issue, {where}", statistics.median(spent), "s", most=0.3e-3)


@row("back-to-back", "12,000 back-to-back orders in an open period")
def back_to_back(bench: Bench) -> Iterator[Figure]:
    """Yield what a proposal with an open period takes over 3,000 and 12,000 orders end to end."""
    scheme = country.country(200, cities=2, counties=4)
    points = []
    for count in (3_000, bench.some(12_000, quick=6_000)):
        rows = iter([country.HistoryRow("k0", "k0", 1, 0, 1)])
        base = replace(next(country.entries(scheme, rows)), issued=0)
        entries = [
            replace(
                base,
                number=n,
                id=f"O-{n}",
                rank=1 + n % 3,
                start=base.start + n * country.MICROS_A_DAY // 24,
                end=base.start + (n + 1) * country.MICROS_A_DAY // 24,
            )
            for n in range(count)
        ]
        # A place beneath, with one order all along, fares as the one above in each of the spans.
        beneath = scheme.tree.numbers["u0"]
        unit = replace(base, number=count, id="U", area=beneath, scope=(beneath,), rank=1)
        entries.append(replace(unit, end=entries[-1].end, transition="unit_order"))
        book = filled_book(scheme, entries)
        at = instant_at(base.start) - country.HOUR
        one = country.proposal("P", "city", "c0", "emergency", at + country.HOUR, None)
        decision = decide(scheme, book, one, at)
        if not decision.permitted or len(decision.changes) < count // 3:
            raise SystemExit("not the changes that were meant")
        points.append(
            (float(count), bench.seconds(partial(_again, scheme, book, one, at), rounds=3))
        )
    yield Figure("a decision", points[-1][1], "s", most=0.15, note=f"{points[-1][0]:.0f} orders")
    yield Figure("exponent", slope(points), "")


def _again(scheme: Scheme, book: OrderBook, one: IssueProposal, at: datetime) -> None:
    decide(scheme, book, one, at)
