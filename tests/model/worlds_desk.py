"""Where proposals are drawn: who draws, of what, at which time, and how much is spoilt."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from responselevels.models.orders import Order
from responselevels.models.rules import Ending, Transition
from responselevels.testing.reference.world.ground import Ground
from responselevels.testing.reference.world.groups import Groups
from tests.model.worlds_tools import Draw


@dataclass(frozen=True)
class Desk:
    """Where a proposal is drawn: the place, the time, and how much is spoilt.

    No act is dated before *since*, unless that is spoilt.
    """

    draw: Draw
    ground: Ground
    at: datetime
    slips: float = 0.0
    since: datetime | None = None
    groups: Groups = field(default_factory=dict)

    def slip(self, factor: float = 1.0) -> bool:
        """Say whether the next thing is spoilt."""
        return self.draw.chance(self.slips * factor)

    def over(self, order: Order) -> bool:
        """Say whether *order* has run out or lapsed, or has been ended everywhere."""
        lasts = (order.period.end, order.provisional_until, *(end.at for end in order.ends))
        return any(last is not None and last <= self.at for last in lasts)

    def rules_for(self, area: str) -> list[Transition]:
        """Return the transitions of the tier of *area*."""
        tier = self.ground.tier[area]
        return [rule for rule in self.ground.rules.transitions if rule.tier == tier]

    def endings_for(self, order: Order) -> list[Ending]:
        """Return the endings that fit *order*."""
        tier = self.ground.tier[order.area]
        fitting = [rule for rule in self.ground.rules.endings if rule.tier == tier]
        return [rule for rule in fitting if rule.of is None or order.level in rule.of]
