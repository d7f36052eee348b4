"""A decision on the small world, beside peers that decide the same."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from benchmarks.frame import Bench, Figure, row
from benchmarks.peers.by_hand import ByHand, GuardedMachine
from benchmarks.peers.cedar import Cedar, LeanCedar
from benchmarks.peers.expressions import Casbin, Cel, Zen
from benchmarks.peers.facts import seconds
from benchmarks.worlds.town import AT, town_areas, town_orders, town_proposals
from responselevels import compile_scheme, load_rules
from responselevels.core.deciding.decide import decide
from responselevels.core.orders.book import book_of
from responselevels.models.decisions import Decision
from responselevels.models.proposals import IssueProposal

Decide = Callable[[IssueProposal, datetime], Any]
PROPOSALS = 200
SLOW = {"casbin": 20}
"""How many proposals a peer is asked for where all would take too long."""


@row(
    "decision",
    "a decision: 21 areas, 24 orders, all reasons, changes, overtakes",
    needs=("cedarpy",),
)
def decision(bench: Bench) -> Iterator[Figure]:
    """Yield the ratios to Cedar, asked once and asked again of the same book, and all times."""
    rng = random.Random(1)
    areas, orders = town_areas(), town_orders(rng)
    scheme = compile_scheme(load_rules("xixian"), areas)
    book = book_of(scheme, orders)
    asked = town_proposals(areas, AT, PROPOSALS, rng)
    peers = agreeing(areas, orders, asked, [decide(scheme, book, one, AT) for one in asked])
    ways: dict[str, Callable[[], object]] = {
        "again": partial(each, partial(decide, scheme, book), asked),
        **{name: partial(each, way, asked[: SLOW.get(name)]) for name, way in peers.items()},
    }
    # A book that nobody asked anything yet, for each proposal: made before, and not timed.
    fresh: list[Any] = []

    def once() -> None:
        for one, unasked in zip(asked, fresh, strict=True):
            decide(scheme, unasked, one, AT)

    spent: dict[str, list[float]] = {name: [] for name in ("once", *ways)}
    for number in range(bench.some(15, quick=3) + 1):
        fresh[:] = [book_of(scheme, orders) for _ in asked]
        turn = bench.turns({"once": once, **ways}, rounds=1)
        if number:
            for name, times in turn.spent.items():
                spent[name] += times
    yield from figures(spent)


def agreeing(
    areas: Any, orders: Any, asked: list[IssueProposal], decided: list[Decision]
) -> dict[str, Decide]:
    """Return the peers by name; leave where one of them says something else than we do."""
    ours = [str(one.verdict) for one in decided]
    by_hand = ByHand(areas, orders)
    peers: dict[str, Decide] = {
        "cedarpy": Cedar(areas, orders).decide,
        "cedarpy, lean": LeanCedar(areas, orders).decide,
    }
    kinds: dict[str, Callable[..., Any]] = {"CEL": Cel, "zen": Zen, "casbin": Casbin}
    for name, kind in kinds.items():
        try:
            peers[name] = kind(areas, orders).decide
        except ImportError as missing:
            print(f"{name} is left out: {missing}")
    peers["transitions"] = GuardedMachine(areas, orders).decide
    peers["by hand, verdict"] = by_hand.decide
    for name, way in peers.items():
        theirs = [way(one, AT) for one in asked[: SLOW.get(name)]]
        if theirs != ours[: SLOW.get(name)]:
            raise SystemExit(f"{name} does not decide the same")
    for one, proposal in zip(decided, asked, strict=True):
        verdict, _floor, changes = by_hand.decide_with_rows(proposal, AT)
        if verdict != str(one.verdict) or changes != rows_of(one):
            raise SystemExit(f"by hand, with changes: not the same of {proposal.id}")
    peers["by hand, spans, changes"] = by_hand.decide_with_rows
    return peers


def rows_of(one: Decision) -> list[tuple[str, int, int, int, int]]:
    """Return the changes of a decision as those by hand are."""
    return sorted(
        (
            change.area,
            seconds(change.start),
            seconds(change.end or change.start),
            "4321".index(change.from_level),
            "4321".index(change.to_level),
        )
        for change in one.changes
    )


def each(way: Decide, asked: list[IssueProposal]) -> None:
    """Decide each proposal."""
    for proposal in asked:
        way(proposal, AT)


def figures(spent: dict[str, list[float]]) -> Iterator[Figure]:
    """Yield the ratios that count, then the time of each way."""
    from benchmarks.frame import Turns

    turns = Turns(spent)
    yield Figure("asked once / cedarpy", turns.ratio("once", "cedarpy"), "×", most=0.4)
    yield Figure("asked again / cedarpy", turns.ratio("again", "cedarpy"), "×", most=0.3)
    yield Figure("asked again / lean cedarpy", turns.ratio("again", "cedarpy, lean"), "×")
    for name in spent:
        yield Figure(name, turns.median(name) / SLOW.get(name, PROPOSALS), "s")
