"""What each call costs in depth, scope, orders and breakpoints (docs/cost.md), one at a time."""

from __future__ import annotations

import gc
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from benchmarks.frame import Bench, Figure, held_bytes, row, slope
from benchmarks.worlds import country
from responselevels.core.deciding.decide import decide
from responselevels.core.orders.book import OrderBook, filled_book
from responselevels.core.orders.entries import Entry
from responselevels.core.orders.holdings import level_at, timeline
from responselevels.core.world.scheme import Scheme
from responselevels.machine.levels import compile_scheme
from responselevels.models.areas import Area, Areas
from responselevels.models.proposals import EndProposal, IssueProposal

DAY = country.MICROS_A_DAY


@dataclass(frozen=True, slots=True)
class World:
    """A book, a proposal asked at *at*, and an area whose level is asked: what the calls take."""

    scheme: Scheme
    book: OrderBook
    proposal: IssueProposal
    at: datetime
    area: str
    last: Entry
    ending: str

    def calls(self) -> dict[str, Callable[[], object]]:
        """Return each call by its name."""
        end = self.proposal.period.end
        entry = replace(self.last, number=self.book.count, id="N")
        ending = EndProposal(
            id="E",
            action="end",
            order=self.ending,
            at=self.at + country.HOUR,
            issuer=f"{_tier(self.scheme, self.book.find(self.ending))}_office",
        )
        return {
            "level": partial(level_at, self.book, self.area, self.at),
            "timeline": partial(timeline, self.book, self.area, start=self.at, end=end),
            "decide, issue": partial(decide, self.scheme, self.book, self.proposal, self.at),
            "decide, end": partial(decide, self.scheme, self.book, ending, self.at),
            "book.issue": partial(self.book.issue, entry),
            "book.end": partial(self.book.end, self.ending, self.last.start + 7, None),
        }


def _tier(scheme: Scheme, entry: Entry | None) -> str:
    if entry is None:
        raise LookupError
    return scheme.rules.tiers[scheme.tree.tiers[entry.area]].id


@row("cost", "what each call costs in depth, scope, orders and breakpoints")
def cost(bench: Bench) -> Iterator[Figure]:
    """Yield, for each of the four, what each call takes at either end, and the exponent."""
    kinds: dict[str, tuple[Callable[[int], World], tuple[int, ...]]] = {
        "depth": (deep, (4, 16, 64)),
        "scope": (wide, (1, 32, 1_000)),
        "orders": (long_ago, (100, 3_000, 100_000)),
        "living places": (lively, (10, 100, 1_000)),
        "breakpoints": (restless, (10, 100, 1_000)),
    }
    for kind, (build, sizes) in kinds.items():
        points: dict[str, list[tuple[float, float]]] = {}
        for size in sizes[: 2 if bench.quick else 3]:
            for name, call in build(size).calls().items():
                points.setdefault(name, []).append((float(size), _seconds(bench, call)))
        for name, measured in points.items():
            for at, spent in (measured[0], measured[-1]):
                yield Figure(f"{kind}, {name}: {at:,.0f}", spent, "s")
            yield Figure(f"{kind}, {name}: exponent", slope(measured), "")


def _seconds(bench: Bench, call: Callable[[], object]) -> float:
    """Return what a call takes, the middle of several; short ones are repeated."""
    once = bench.seconds(call)
    times = max(1, min(200, int(0.01 / max(once, 1e-6))))

    def repeated() -> None:
        for _ in range(times):
            call()

    return bench.seconds(repeated, rounds=3) / times


def _entries(scheme: Scheme, rows: list[country.HistoryRow]) -> list[Entry]:
    """Return orders that were all issued before everything."""
    return [replace(entry, issued=0) for entry in country.entries(scheme, iter(rows))]


def _world(
    scheme: Scheme, rows: list[country.HistoryRow], proposal: IssueProposal, area: str
) -> World:
    known = _entries(scheme, rows)
    at = country.START - country.HOUR
    own = next(entry for entry in reversed(known))
    return World(scheme, filled_book(scheme, known), proposal, at, area, own, own.id)


def deep(depth: int) -> World:
    """Return a chain of tiers, an order in force in each area of it; the lowest proposes."""
    tiers = tuple(f"t{n}" for n in range(depth))
    areas = [
        Area(id=f"a{n}", tier=f"t{n}", parent=f"a{n - 1}" if n else None) for n in range(depth)
    ]
    scheme = compile_scheme(country.country_rules(tiers=tiers), Areas(areas=tuple(areas)))
    rows = [country.HistoryRow(f"a{n}", f"a{n}", 1, n / depth, 3) for n in range(depth)]
    low = depth - 1
    period = country.START, country.START + 2 * country.DAY
    one = country.proposal("P", f"t{low}", f"a{low}", "alert", *period)
    return _world(scheme, rows, one, f"a{low}")


def _country(rows: list[country.HistoryRow], tier: str, area: str) -> World:
    scheme = country.country(4_000, cities=4, counties=40)
    period = country.START, country.START + 2 * country.DAY
    return _world(scheme, rows, country.proposal("P", tier, area, "alert", *period), "u0")


def wide(areas: int) -> World:
    """Return a county's proposal that names so many units, an order of the province in force."""
    scheme = country.country(4_000, cities=1, counties=1)
    rows = [country.HistoryRow("p", "p", 1, 0, 3), country.HistoryRow("u0", "u0", 1, 0, 3)]
    units = tuple(f"u{n}" for n in range(areas))
    period = country.START, country.START + 2 * country.DAY
    one = country.proposal("P", "county", "k0", "alert", *period, scope=units)
    world = _world(scheme, rows, one, "u0")
    numbers = tuple(sorted(scheme.tree.numbers[unit] for unit in units))
    county = replace(world.last, area=scheme.tree.numbers["k0"], scope=numbers, id="W", number=2)
    county = replace(county, transition="county_order", issuer="county_office")
    return replace(world, last=county, book=world.book.issue(county), ending="W")


def long_ago(orders: int) -> World:
    """Return a unit's proposal over a book of so many orders of its county, all long ended."""
    rows = [
        country.HistoryRow("k0", f"u{40 * (n % 50)}", 1, n - orders, n - orders + 1)
        for n in range(orders)
    ]
    return _country([*rows, country.HistoryRow("u0", "u0", 1, 0, 3)], "unit", "u0")


def lively(places: int) -> World:
    """Return a city's proposal over so many units that have an order of their own in force."""
    rows = [country.HistoryRow("u0", f"u{0}", 1, 0, 3)]
    units = [f"u{n}" for n in range(3_900) if n % 4 == 0][:places]
    rows += [country.HistoryRow(unit, unit, 1, 0, 3) for unit in units]
    return _country(rows, "city", "c0")


def restless(orders: int) -> World:
    """Return a unit's proposal whose period sees so many orders of the county begin and end."""
    rng = random.Random(9)
    step = 2 / orders
    rows = [
        country.HistoryRow("k0", "u0", rng.choice((1, 2)), n * step, (n + 1) * step)
        for n in range(orders)
    ]
    return _country([*rows, country.HistoryRow("u0", "u0", 1, 0, 3)], "county", "k0")


# -- sizes ---------------------------------------------------------------------------------

SIZES = {
    "a town (100 areas, 1,000 orders)": (100, 1_000),
    "a province (10,000 areas, 100,000 orders)": (10_000, 100_000),
    "a country (665,000 areas, 1,000,000 orders)": (665_000, 1_000_000),
}


@row("sizes", "a town, a province, a country: seconds and bytes")
def sizes(bench: Bench) -> Iterator[Figure]:
    """Yield what compiling, the book, decisions of the lowest and the topmost tier, and a level take."""
    for size, (areas, orders) in [*SIZES.items()][: 2 if bench.quick else 3]:
        shape = {"cities": 2, "counties": 8} if areas < 1_000 else {}
        listed = country.country_areas(areas, **shape)
        gc.collect()
        before = held_bytes()
        schemes: list[Scheme] = []
        rules = country.country_rules()
        spent = bench.seconds(lambda: schemes.append(compile_scheme(rules, listed)))  # noqa: B023
        yield Figure(f"{size}: areas compiled", spent, "s")
        scheme = schemes[-1]
        known = list(country.entries(scheme, country.permitted(country.names_of(scheme), orders)))
        books: list[OrderBook] = []
        spent = bench.seconds(lambda: books.append(filled_book(scheme, known)))  # noqa: B023
        yield Figure(f"{size}: the book made of its entries", spent, "s")
        gc.collect()
        yield Figure(f"{size}: scheme and book in memory", held_bytes() - before, "B")
        book, at = books[-1], country.START + 999 * country.DAY
        begin = at + country.DAY
        for tier, area in (("unit", "u0"), ("county", "k0"), ("province", "p")):
            one = country.proposal("P", tier, area, "emergency", begin, begin + country.DAY)
            decided = decide(scheme, book, one, at)
            note = f"{len(decided.changes):,} changes, {len(decided.overtakes):,} overtakes"
            spent = _seconds(bench, partial(decide, scheme, book, one, at))
            yield Figure(f"{size}: a decision of a {tier}", spent, "s", note=note)
        spent = _seconds(bench, partial(level_at, book, "u0", at))
        yield Figure(f"{size}: a level at an instant", spent, "s")
        last = replace(known[-1], number=book.count, id="N")
        yield Figure(f"{size}: an issue", _seconds(bench, partial(book.issue, last)), "s")
