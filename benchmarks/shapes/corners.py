"""Shapes that hurt: wide scopes, floors counted anywhere, a deep chain, deciding in the past."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial

from benchmarks.frame import Bench, Figure, row, slope
from benchmarks.worlds import country
from responselevels import Register
from responselevels.core.deciding.decide import decide
from responselevels.core.orders.book import OrderBook, filled_book
from responselevels.core.world.scheme import Scheme
from responselevels.machine.levels import compile_scheme
from responselevels.models.areas import Area, Areas
from responselevels.models.proposals import EndProposal, IssueProposal


@row("wide", "one order that names 10,000 areas")
def wide(bench: Bench) -> Iterator[Figure]:
    """Yield what it takes to issue it, to decide another over it, and to end it, each in a register."""
    points: dict[str, list[tuple[float, float]]] = {"issue": [], "decide": [], "end": []}
    for count in (bench.some(2_500, quick=1_000), bench.some(10_000, quick=2_000)):
        areas = country.country_areas(count + 200)
        register = Register(country.country_rules(), areas)
        units = tuple(area.id for area in areas.areas if area.tier == "unit")[:count]
        at = country.START
        period = at + country.HOUR, at + country.DAY
        first = country.proposal("P-1", "province", "p", "watch", *period, scope=units)
        second = country.proposal("P-2", "province", "p", "alert", *period, scope=units)
        ending = EndProposal(
            id="P-3",
            action="end",
            order="P-1",
            at=at + 2 * country.HOUR,
            scope=units[::2],
            issuer="province_office",
        )
        calls: dict[str, Callable[[], object]] = {
            "issue": partial(register.issue, first, at=at),
            "decide": partial(register.decide, second, at=at),
            "end": partial(register.end, ending, at=at),
        }
        for what, call in calls.items():
            points[what].append((float(count), bench.seconds(call)))
    for what, measured in points.items():
        yield Figure(what, measured[-1][1], "s", most=0.5)
        yield Figure(f"{what}: exponent", slope(measured), "")


@row("anywhere", "floors that count orders anywhere, 2,000 living places")
def anywhere(bench: Bench) -> Iterator[Figure]:
    """Yield what a decision takes under `issued` and `touching`, and the exponent of living places."""
    for counts in ("issued", "touching"):
        points = []
        for living in (500, 1_000, bench.some(2_000, quick=2_000)):
            scheme = country.country(
                4_000, rules=country.country_rules(counts), cities=1, counties=40
            )
            book = _living(scheme, living)
            at = country.START + 52 * country.DAY
            one = country.proposal("P", "city", "c0", "emergency", at, at + 30 * country.DAY)
            decision = decide(scheme, book, one, at)
            if not decision.permitted:
                raise SystemExit("not the decision that was meant")
            call = partial(decide, scheme, book, one, at)
            points.append((float(living), bench.seconds(call, rounds=3)))
        yield Figure(f"{counts}: exponent", slope(points), "", most=1.1)
        yield Figure(f"{counts}: a decision", points[-1][1], "s")


def _living(scheme: Scheme, living: int) -> OrderBook:
    """Return a book in which the province has an order of its own in force for each of *living* units.

    They begin and end at days of their own, all in the period that is asked about.
    """
    rng, units = random.Random(7), country.names_of(scheme)["unit"]
    chosen = rng.sample(units, living)
    rows = [
        country.HistoryRow(
            "p", unit, rng.choice((1, 2)), 41 + 10 * n / living, 52 + rng.random() * 20
        )
        for n, unit in enumerate(chosen)
    ]
    return filled_book(scheme, country.entries(scheme, iter(rows)))


@row("chain", "a chain of 50 tiers")
def chain(bench: Bench) -> Iterator[Figure]:
    """Yield what a decision of the topmost area takes, where each area beneath has orders."""
    points = []
    for depth in (13, 25, 50):
        tiers = tuple(f"t{n}" for n in range(depth))
        rules = country.country_rules(tiers=tiers)
        areas = [
            Area(id=f"a{n}", tier=f"t{n}", parent=f"a{n - 1}" if n else None) for n in range(depth)
        ]
        scheme = compile_scheme(rules, Areas(areas=tuple(areas)))
        # Each has eight orders, at times of their own; the topmost proposes over all of them.
        rng = random.Random(8)
        rows = [
            country.HistoryRow(
                f"a{n}", f"a{n}", rng.choice((1, 1, 2, 3)), begin, begin + 1 + rng.random()
            )
            for begin, n in sorted((rng.random() * 6, n) for n in range(depth) for _ in range(8))
        ]
        known = country.entries(scheme, iter(rows))
        book = filled_book(scheme, [replace(entry, issued=0) for entry in known])
        at = country.START - country.HOUR
        one = country.proposal(
            "P", "t0", "a0", "emergency", country.START, country.START + 3 * country.DAY
        )
        if not decide(scheme, book, one, at).overtakes:
            raise SystemExit("not the decision that was meant")
        call = partial(decide, scheme, book, one, at)
        points.append((float(depth), bench.seconds(call, rounds=5)))
    yield Figure("a decision", points[-1][1], "s", most=15e-3)
    yield Figure("exponent of the depth", slope(points), "")


@row("past", "deciding before the last issue, 50,000 orders")
def past(bench: Bench) -> Iterator[Figure]:
    """Yield what a decision takes at instants before the last issue, each asked for once."""
    count = bench.some(50_000, quick=10_000)
    scheme = country.country(20_000)
    names = country.names_of(scheme)
    book = filled_book(scheme, country.entries(scheme, country.history(names, count)))
    asked = []
    for number in range(bench.some(8, quick=4)):
        at = country.START + (200 + 90 * number) * country.DAY
        begin = at + country.HOUR
        asked.append((_raise(f"P-{number}", names["county"][number], begin), at))
    one, last = (
        _raise("P", "k0", country.START + 2_000 * country.DAY),
        country.START + 1_999 * country.DAY,
    )
    now = bench.seconds(partial(decide, scheme, book, one, last), rounds=3)
    spent = bench.seconds(lambda: [decide(scheme, book, each, at) for each, at in asked])
    yield Figure("a decision in the past", spent / len(asked), "s", most=5e-3)
    yield Figure("a decision now", now, "s")


def _raise(name: str, area: str, begin: datetime) -> IssueProposal:
    return country.proposal(name, "county", area, "emergency", begin, begin + 8 * country.HOUR)
