"""Random proposals held against two rules files: whether any comes out otherwise.

Worlds and proposals are those of `tests.model.worlds`: own orders that begin later, are
hidden or lowered, acts older than the order they are to end, groups, tracks and tables, lines
that skip tiers, drills, graces that run and that lapsed. What is told of a decision is what
docs/verification.md calls a difference, read here a second time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from responselevels.analysis.comparison.structure import Pairing
from responselevels.core.deciding.decide import decide
from responselevels.core.deciding.evidence import Evidence
from responselevels.core.orders.book import OrderBook, book_of
from responselevels.core.world.scheme import Scheme
from responselevels.errors import InputError
from responselevels.machine.levels import compile_scheme
from responselevels.models.decisions import Decision
from responselevels.models.orders import Order
from responselevels.models.proposals import IssueProposal
from responselevels.models.rules import Rules
from responselevels.testing.reference.values import AnyProposal
from tests.model import worlds_orders, worlds_proposals
from tests.model.naive import World
from tests.model.worlds import PLAIN, areas_of
from tests.model.worlds_tools import PEOPLE, Clock, Draw

CLOCKS = (Clock(PLAIN, timedelta(hours=1)), Clock(PLAIN, timedelta(hours=6)))
"""The grids of instants; the limits of the pairs lie on both."""

SHARED_WORLD = 8
"""Number of proposals that are drawn for one world."""


@dataclass(frozen=True)
class Told:
    """A proposal that two files decide otherwise, and all that it takes to see it."""

    world: World
    proposal: AnyProposal
    at: datetime
    evidence: Evidence
    old: tuple[object, ...]
    new: tuple[object, ...]


def told(decision: Decision) -> tuple[object, ...]:
    """Return what files can differ in: the verdict, advice, and what a permitted order brings."""
    verdict = decision.verdict.value
    if verdict == "deny":
        return (verdict,)
    advice = {"floor.less_severe", "criteria.differs"}
    noted = {f.code for f in decision.findings if f.code in advice and f.effect == "note"}
    if verdict == "pending":
        return (verdict, frozenset(noted))
    duties = {(str(d.do), str(d.to), d.due) for d in decision.duties}
    return (verdict, frozenset(noted), frozenset(duties), decision.provisional_until)


@dataclass(frozen=True)
class _Side:
    """One file over the areas of a world, with the orders as it calls them."""

    scheme: Scheme
    book: OrderBook
    names: Mapping[str, str]

    @classmethod
    def of(cls, rules: Rules, world: World, names: Mapping[str, str]) -> _Side:
        scheme = compile_scheme(rules, world.areas)
        return cls(scheme, book_of(scheme, [renamed(o, names) for o in world.orders]), names)

    def told(self, proposal: AnyProposal, at: datetime, evidence: Evidence) -> tuple[object, ...]:
        asked = renamed_in(proposal, self.names)
        return told(decide(self.scheme, self.book, asked, at, evidence))


def renamed_in(proposal: AnyProposal, names: Mapping[str, str]) -> AnyProposal:
    """Return *proposal* with the transition that it names by its other name.

    Raises:
        LookupError: it has none.
    """
    if not isinstance(proposal, IssueProposal) or proposal.transition is None:
        return proposal
    if proposal.transition not in names:
        raise LookupError(proposal.transition)
    return proposal.model_copy(update={"transition": names[proposal.transition]})


def renamed(order: Order, names: Mapping[str, str]) -> Order:
    """Return *order* with the transition that it took by its other name; none, if it has none."""
    if order.transition is None:
        return order
    return order.model_copy(update={"transition": names.get(order.transition)})


def worlds(old: Rules, new: Rules, random: Random) -> Iterator[tuple[World, Draw]]:
    """Yield worlds without end; proposals are aimed at the one file or the other."""
    while True:
        draw = Draw(random, random.choice(CLOCKS))
        rules = random.choice((old, new))
        areas = areas_of(draw, rules)
        yield World(rules, areas, worlds_orders.orders_of(draw, rules, areas)), draw


def compared(
    files: tuple[Rules, Rules], pairing: Pairing, random: Random, count: int
) -> Iterator[Told | None]:
    """Yield for each of *count* proposals that both files can read what is told otherwise, if any."""
    (old, new), made = files, 0
    same = {old_name: old_name for old_name, _ in pairing.pairs}
    forth = dict(pairing.pairs)
    back = {new_name: old_name for old_name, new_name in pairing.pairs}
    for world, draw in worlds(old, new, random):
        names = same if world.rules is old else back
        plain = replace(world, orders=tuple(renamed(order, names) for order in world.orders))
        try:
            sides = (_Side.of(old, plain, same), _Side.of(new, plain, forth))
        except InputError:
            continue
        for _ in range(SHARED_WORLD):
            if made == count:
                return
            at = draw.instant_near(draw.tick())
            drawn = worlds_proposals.proposal_of(draw, world, at)
            evidence = _signed(drawn, random)
            try:
                proposal = renamed_in(drawn, names)
                before, after = (side.told(proposal, at, evidence) for side in sides)
            except (InputError, LookupError):
                continue
            made += 1
            other = before != after
            yield Told(plain, proposal, at, evidence, before, after) if other else None


def _signed(proposal: AnyProposal, random: Random) -> Evidence:
    """Return whose approvals are signed: by persons of their own, or by few for several bodies."""
    likely = random.choice((0.0, 0.5, 1.0))
    few = random.random() < 0.2
    return Evidence(
        signed={
            n: random.choice(PEOPLE) if few else approval.person or f"#{n}"
            for n, approval in enumerate(proposal.approvals)
            if random.random() < likely
        }
    )
