"""`World`: what a decision depends on, in one; and the reference engine asked about one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from responselevels.core.deciding.evidence import NO_EVIDENCE, Evidence
from responselevels.models.areas import Areas
from responselevels.models.orders import Order
from responselevels.models.rules import Rules
from responselevels.testing import reference
from responselevels.testing.reference.values import AnyProposal, Decision
from responselevels.testing.reference.world.ground import Ground


@dataclass(frozen=True)
class World:
    """Everything a decision depends on, apart from the proposal and the time."""

    rules: Rules
    areas: Areas
    orders: tuple[Order, ...]

    @cached_property
    def ground(self) -> Ground:
        """The rules and the areas as the reference engine takes them."""
        return Ground(self.rules, self.areas)


def decide(
    world: World, proposal: AnyProposal, at: datetime, known: Evidence = NO_EVIDENCE
) -> Decision:
    """Return the reference engine's decision."""
    return reference.decide(world.rules, world.areas, world.orders, proposal, at, known)


def audit(world: World) -> Iterator[Decision]:
    """Yield the reference engine's decision on each order as of its issue."""
    for _order, decision in reference.audit(world.rules, world.areas, world.orders):
        yield decision
