"""What a decision costs: against a peer deciding the same, and as the orders grow.

    python benchmarks/decide.py [--quick]

Three parts, each with its own figures, all from one run:

1. *Small world.* The Xixian rules, five new cities with streets, 24 standing
   orders. Every proposal is decided by responselevels (all reasons, remedies and
   changes, from a parsed proposal) and by Cedar through `cedarpy`, in turn, in
   the same process. Cedar has no loops, so the floor is one more request for
   each standing order that the area's line has; its policies and entities are
   parsed beforehand. The verdicts must agree, or nothing is printed. Beside it:
   Cedar called as its first example shows (texts), and Cedar given the floor as
   a ready number, for nothing.
2. *Growth.* 20,000 areas, and ever longer histories of 10^3 to 10^5 orders with
   the same number in force at a time; the same proposals decided on each. The
   exponent is the slope of log time over log orders.
3. *Memory.* What the order book of each history holds, by `tracemalloc`.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from math import log
from typing import Any

from responselevels import Register, compile_scheme, load_rules
from responselevels.core.deciding.decide import decide
from responselevels.core.orders.book import OrderBook, book_of
from responselevels.models.areas import Area, Areas
from responselevels.models.orders import Approval, Assessment, Order, Period
from responselevels.models.proposals import IssueProposal
from responselevels.models.times import instant_at

START = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
LIMITS = {"ratio": 0.5, "exponent": 0.2, "bytes an order": 600}
CITIES = ("konggang", "fengdong", "qinhan", "fengxi", "jinghe")

# -- worlds ------------------------------------------------------------------------


def small_areas() -> Areas:
    """Return the new area, five new cities, and three streets in each."""
    areas = [Area(id="xixian", tier="new_area")]
    for city in CITIES:
        areas.append(Area(id=city, tier="new_city", parent="xixian"))
        areas += [Area(id=f"{city}-{n}", tier="street", parent=city) for n in range(3)]
    return Areas(areas=tuple(areas))


def large_areas(count: int) -> Areas:
    """Return one new area, 40 cities, and streets up to *count* areas in all."""
    areas = [Area(id="xixian", tier="new_area")]
    areas += [Area(id=f"c{n}", tier="new_city", parent="xixian") for n in range(40)]
    for n in range(count - len(areas)):
        areas.append(Area(id=f"s{n}", tier="street", parent=f"c{n % 40}"))
    return Areas(areas=tuple(areas))


def an_order(number: int, area: str, scope: str, level: str, begin: datetime) -> Order:  # noqa: PLR0917
    """Return an order of a day."""
    new_area = area == "xixian"
    return Order(
        id=f"O-{number}",
        area=area,
        level=level,
        scope=(scope,),
        period=Period(start=begin, end=begin + 24 * HOUR),
        issuer="safety_office" if new_area else "city_management",
        issued_at=begin - HOUR,
        transition="activate" if new_area else "city_order",
    )


def history(areas: Areas, count: int, rng: random.Random) -> Iterator[Order]:
    """Yield *count* orders of a day each, so spread that 100 are in force at a time.

    Most are a city's for one of its streets; some a city's for itself, a few the
    new area's for a street, a city or the whole.
    """
    parents = {area.id: area.parent for area in areas.areas}
    streets = [area.id for area in areas.areas if area.tier == "street"]
    for number in range(count):
        begin = START + number * (24 * HOUR / 100)
        street = rng.choice(streets)
        city = parents[street] or ""
        draw = rng.random()
        scope = street if draw < 0.80 or 0.90 <= draw < 0.97 else city
        issuing = city if draw < 0.90 else "xixian"
        if draw >= 0.99:
            scope = "xixian"
        yield an_order(number, issuing, scope, rng.choice("321"), begin)


def small_orders(rng: random.Random) -> list[Order]:
    """Return 24 standing orders: 12 of the new area, 12 of its cities."""
    orders = []
    for number in range(24):
        city = CITIES[number % len(CITIES)]
        scope = city if number % 4 else f"{city}-{number % 3}"
        begin = START + (13 + number) * HOUR
        order = an_order(number, city if number % 2 else "xixian", scope, rng.choice("321"), begin)
        orders.append(order.model_copy(update={"issued_at": START + number * HOUR / 2}))
    return orders


def proposals(areas: Areas, at: datetime, count: int, rng: random.Random) -> list[IssueProposal]:
    """Return *count* proposals: half of cities for themselves or a street, half of the new area."""
    cities = [area.id for area in areas.areas if area.tier == "new_city"]
    streets = {city: [a.id for a in areas.areas if a.parent == city] for city in cities}
    made = []
    for number in range(count):
        city = rng.choice(cities)
        street = rng.choice(streets[city])
        whole = rng.random() < 0.5
        new_area = number % 2 == 0
        begin = at + rng.randrange(1, 12) * HOUR
        scope = ("xixian" if number % 10 == 0 else city) if new_area and whole else street
        made.append(
            IssueProposal(
                id=f"P-{number}",
                area="xixian" if new_area else city,
                level=rng.choice("321"),
                scope=(scope if new_area or not whole else city,),
                period=Period(start=begin, end=begin + rng.randrange(1, 48) * HOUR),
                issuer="safety_office" if new_area else "city_management",
                assessment=Assessment(by="safety_office", with_=("public_security",), at=at),
                approvals=(Approval(body="governance_committee", at=at),)
                if rng.random() < 0.8
                else (),
            )
        )
    return made


# -- the peer ------------------------------------------------------------------------

POLICIES = """
@id("base") permit (principal, action, resource);
@id("transition.undefined|deny") forbid (principal, action == Action::"issue", resource)
  when { !(["3", "2", "1"].contains(context.level))
      || !(["new_area", "new_city"].contains(context.tier)) };
@id("issuer.not_entitled|deny") forbid (principal, action == Action::"issue", resource)
  when { (context.tier == "new_area" && context.issuer != "safety_office")
      || (context.tier == "new_city"
          && !(["city_management", "city_safety_office"].contains(context.issuer))) };
@id("assessment.missing|pending") forbid (principal, action == Action::"issue", resource)
  when { context.tier == "new_area" && (!(context has assessed_at)
      || !(context.assessed_by.contains("safety_office"))
      || !(context.assessed_by.contains("public_security"))
      || context.assessed_at > context.at) };
@id("approval.missing|pending") forbid (principal, action == Action::"issue", resource)
  when { context.tier == "new_area"
      && !(context.approved.contains("governance_committee"))
      && !(context.approved.contains("party_management")) };
@id("scope.missing|deny") forbid (principal, action == Action::"issue", resource)
  when { context.scope == [] };
@id("scope.outside_area|deny") forbid (principal, action == Action::"issue", resource)
  when { !(context.place in resource) };
@id("period.unbounded|deny") forbid (principal, action == Action::"issue", resource)
  when { !(context has end) };
@id("period.empty|deny") forbid (principal, action == Action::"issue", resource)
  when { context has end && context.end <= context.start };
@id("period.backdated|deny") forbid (principal, action == Action::"issue", resource)
  when { context.start < context.at };
@id("floor.less_severe|deny") forbid (principal, action == Action::"floor", resource)
  when { context.tier == "new_city" && context.rank < resource.rank
      && resource.start < context.end && context.start < resource.end
      && (context.place in resource.scope || resource.scope in context.place) };
@id("floor.given|deny") forbid (principal, action == Action::"issue", resource)
  when { context has floor && context.rank < context.floor };
"""


def seconds(instant: datetime) -> int:
    """Return *instant* as whole seconds, as Cedar counts."""
    return int(instant.timestamp())


class Cedar:
    """The same decisions by Cedar: one request for the proposal, one for each order above."""

    def __init__(self, areas: Areas, orders: list[Order]) -> None:
        import cedarpy

        self.cedar = cedarpy
        self.tiers = {area.id: area.tier for area in areas.areas}
        self.above = [order for order in orders if order.area == "xixian"]
        self.listed = [*map(self._area, areas.areas), *map(self._order, self.above)]
        self.entities = cedarpy.Entities.from_json_str(json.dumps(self.listed))
        self.policies = cedarpy.PolicySet.from_str(POLICIES)

    @staticmethod
    def _area(area: Area) -> dict[str, Any]:
        parents = [{"type": "Area", "id": area.parent}] if area.parent else []
        return {"uid": {"type": "Area", "id": area.id}, "attrs": {}, "parents": parents}

    @staticmethod
    def _order(order: Order) -> dict[str, Any]:
        end = order.period.end or datetime.max.replace(tzinfo=UTC)
        attrs = {
            "rank": "4321".index(order.level),
            "start": seconds(order.period.start),
            "end": seconds(end),
            "scope": {"__entity": {"type": "Area", "id": order.scope[0]}},
        }
        return {"uid": {"type": "Order", "id": order.id}, "attrs": attrs, "parents": []}

    def requests(self, proposal: IssueProposal, at: datetime) -> list[dict[str, Any]]:
        """Return the requests that together decide *proposal*."""
        context: dict[str, Any] = {
            "tier": self.tiers[proposal.area],
            "level": proposal.level,
            "rank": "4321".index(proposal.level),
            "issuer": proposal.issuer,
            "assessed_by": [],
            "approved": [approval.body for approval in proposal.approvals],
            "scope": list(proposal.scope),
            "place": {"__entity": {"type": "Area", "id": proposal.scope[0]}},
            "start": seconds(proposal.period.start),
            "at": seconds(at),
        }
        if proposal.assessment is not None:
            context["assessed_by"] = [proposal.assessment.by, *proposal.assessment.with_]
            context["assessed_at"] = seconds(proposal.assessment.at)
        if proposal.period.end is not None:
            context["end"] = seconds(proposal.period.end)
        principal = f'Body::"{proposal.issuer}"'
        asked = [("issue", f'Area::"{proposal.area}"')]
        if context["tier"] == "new_city":
            asked += [("floor", f'Order::"{order.id}"') for order in self.above]
        return [
            {
                "principal": principal,
                "action": f'Action::"{action}"',
                "resource": resource,
                "context": context,
            }
            for action, resource in asked
        ]

    def _verdict(self, results: list[Any]) -> str:
        effects = {
            name.partition("|")[2]
            for result in results
            for name in result.diagnostics.id_annotations_by_reason.values()
        }
        return "deny" if "deny" in effects else "pending" if "pending" in effects else "permit"

    def decide(self, proposal: IssueProposal, at: datetime) -> str:
        """Return the verdict, policies and entities parsed before."""
        asked = self.requests(proposal, at)
        return self._verdict(self.cedar.is_authorized_batch(asked, self.policies, self.entities))

    def decide_from_texts(self, proposal: IssueProposal, at: datetime) -> str:
        """Return the verdict, everything handed over as it was written."""
        asked = self.requests(proposal, at)
        return self._verdict(self.cedar.is_authorized_batch(asked, POLICIES, self.listed))

    def decide_given_the_floor(self, proposal: IssueProposal, at: datetime) -> str:
        """Answer one request, as if somebody else had worked the floor out already."""
        asked = self.requests(proposal, at)[0]
        asked["context"]["floor"] = 0
        return self._verdict([self.cedar.is_authorized(asked, self.policies, self.entities)])


# -- measuring -----------------------------------------------------------------------


def micros_per_call(
    call: Callable[[IssueProposal, datetime], object], asked: list[IssueProposal], at: datetime
) -> float:
    """Return the mean processor time of a call, in microseconds."""
    begin = time.process_time()
    for proposal in asked:
        call(proposal, at)
    return (time.process_time() - begin) / len(asked) * 1e6


def small_world(rounds: int) -> float:
    """Print what a decision on the small world costs; return the ratio to the peer deciding it."""
    rng = random.Random(1)
    areas, at = small_areas(), START + 12 * HOUR
    orders = small_orders(rng)
    register = Register(load_rules("xixian"), areas, orders)
    cedar = Cedar(areas, orders)
    asked = proposals(areas, at, 200, rng)
    ours = [str(register.decide(proposal, at=at).verdict) for proposal in asked]
    theirs = [cedar.decide(proposal, at) for proposal in asked]
    if ours != theirs:
        differing = [p.id for p, a, b in zip(asked, ours, theirs, strict=True) if a != b]
        raise SystemExit(f"the two disagree on {differing}")
    scheme, book = register.scheme, register.book
    ways: dict[str, Callable[[IssueProposal, datetime], object]] = {
        "responselevels: all reasons, remedies, changes": partial(decide, scheme, book),
        "cedarpy, the same verdict, all parsed before": cedar.decide,
        "cedarpy, the same verdict, from texts": cedar.decide_from_texts,
        "cedarpy, one request, the floor given to it": cedar.decide_given_the_floor,
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            times[name].append(micros_per_call(way, asked, at))
    first = times[next(iter(ways))]
    verdicts = {verdict: ours.count(verdict) for verdict in sorted(set(ours))}
    print(f"small world: {len(areas.areas)} areas, {len(orders)} orders, {len(asked)} proposals")
    print(f"  verdicts, the same from both: {verdicts}")
    ratios = []
    for name, figures in times.items():
        ratios.append(statistics.median(a / b for a, b in zip(first, figures, strict=True)))
        middle = statistics.median(figures)
        print(f"  {middle:9.1f} µs a decision   ours/it {ratios[-1]:5.2f}   {name}")
    return ratios[1]


def growth(counts: list[int], rounds: int) -> tuple[float, float]:
    """Print how time and memory grow with the number of orders; the histories in turn.

    Returns the exponent of the time, and the most bytes an order took.
    """
    rules, areas = load_rules("xixian"), large_areas(20_000)
    scheme = compile_scheme(rules, areas)
    books, held = [], []
    for count in counts:
        gc.collect()
        tracemalloc.start()
        books.append(book_of(scheme, history(areas, count, random.Random(2))))
        gc.collect()
        held.append(tracemalloc.get_traced_memory()[0] / count)
        tracemalloc.stop()
    asked = [proposals(areas, last_issue(book), 300, random.Random(3)) for book in books]
    times: list[list[float]] = [[] for _ in books]
    for _ in range(rounds):
        for book, made, spent in zip(books, asked, times, strict=True):
            spent.append(micros_per_call(partial(decide, scheme, book), made, last_issue(book)))
    middle = [statistics.median(spent) for spent in times]
    print(f"growth: {len(areas.areas)} areas, 100 orders in force at a time")
    for count, micros, size in zip(counts, middle, held, strict=True):
        print(f"  {count:7d} orders: {micros:8.1f} µs a decision, {size:5.0f} bytes an order")
    points = [(log(n), log(micros)) for n, micros in zip(counts, middle, strict=True)]
    print(f"  exponent {slope(points):.3f}")
    return slope(points), max(held)


def last_issue(book: OrderBook) -> datetime:
    """Return when the last order was issued."""
    return instant_at(book.last_issued or 0)


def slope(points: list[tuple[float, float]]) -> float:
    """Return the slope of the least-squares line through *points*."""
    middle_x = statistics.mean(x for x, _ in points)
    middle_y = statistics.mean(y for _, y in points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / sum(
        (x - middle_x) ** 2 for x, _ in points
    )


def main() -> int:
    """Run all parts; return 1 where a limit is passed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer rounds and orders")
    quick = parser.parse_args().quick
    counts = [1_000, 10_000] if quick else [1_000, 3_000, 10_000, 30_000, 100_000]
    ratio = small_world(3 if quick else 15)
    exponent, size = growth(counts, 3 if quick else 7)
    figures = {"ratio": ratio, "exponent": exponent, "bytes an order": size}
    for name, figure in figures.items():
        print(f"{name} {figure:.2f} (limit {LIMITS[name]})")
    return int(any(figure > LIMITS[name] for name, figure in figures.items()))


if __name__ == "__main__":
    sys.exit(main())
