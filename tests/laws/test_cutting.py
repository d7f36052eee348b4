"""docs/semantics.md, section 6, invariant 10: cutting an order into several that say the same gains nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from responselevels.models.orders import Order, Period
from responselevels.models.proposals import IssueProposal
from responselevels.testing.reference.values import Decision
from tests.laws.strategies import Held, held, issues, registers
from tests.laws.test_deciding import decided
from tests.model.shrink import Scene

Ordered = tuple[str | None, frozenset[str]]


def cut_in_time(period: Period, instants: Iterable[datetime]) -> Iterator[Period]:
    """Yield *period* in pieces, cut at those of *instants* that lie inside."""
    start = period.start
    for at in sorted(instants):
        if start < at and (period.end is None or at < period.end):
            yield Period(start=start, end=at)
            start = at
    yield Period(start=start, end=period.end)


def pieces_of(order: Order, instants: Iterable[datetime]) -> Iterator[Order]:
    """Yield *order* cut at *instants* and into one order for each area it names."""
    for number, period in enumerate(cut_in_time(order.period, instants)):
        for area in dict.fromkeys(order.scope):
            name = f"{order.id}.{number}.{area}"
            update = {"id": name, "period": period, "scope": (area,), "scope_named": ()}
            yield order.model_copy(update=update)


@given(registers(), st.randoms(use_true_random=False))
def test_cutting_orders_in_time_and_scope_changes_no_effective_level(
    world: Held, random: Random
) -> None:
    instants = world.instants()
    cuts = [random.choice(instants) for _ in range(3)]
    orders = tuple(piece for order in world.world.orders for piece in pieces_of(order, cuts))
    apart = held(replace(world.world, orders=orders))
    for area in world.areas:
        assert named_by_whole(apart, area, instants[0]) == named_by_whole(world, area, instants[0])


def named_by_whole(world: Held, area: str, start: datetime) -> list[tuple[datetime, Ordered]]:
    """Return the level of *area* from *start* on, and the whole orders it comes from."""
    steps: list[tuple[datetime, Ordered]] = []
    for span in world.register.timeline(area, start, None, track=world.track):
        found = (span.level, frozenset(name.split(".")[0] for name in span.orders))
        if not steps or steps[-1][1] != found:
            steps.append((span.start, found))
    return steps


def floored(decision: Decision) -> set[str]:
    return {one.effect for one in decision.findings if one.code == "floor.less_severe"}


@given(issues(), st.randoms(use_true_random=False))
def test_cutting_a_proposal_in_time_and_scope_evades_no_floor(scene: Scene, random: Random) -> None:
    proposal = scene.proposal
    assert isinstance(proposal, IssueProposal)
    cuts = [random.choice(held(scene.world).instants()) for _ in range(3)]
    scopes: list[tuple[str, ...]] = [(area,) for area in proposal.scope]
    parts = [
        proposal.model_copy(update={"period": period, "scope": scope})
        for period in cut_in_time(proposal.period, cuts)
        for scope in scopes or [()]
    ]
    apart = [floored(decided(replace(scene, proposal=part))) for part in parts]
    assert set().union(*apart) == floored(decided(scene))
