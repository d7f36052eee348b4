"""What every peer is told of a proposal of the small world, and of the orders.

Peers that know no tree of areas get the line of an area as a list. Levels are ranks, instants whole
seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from responselevels.models.areas import Areas
from responselevels.models.orders import Order
from responselevels.models.proposals import IssueProposal

RANKS = {level: rank for rank, level in enumerate("4321")}


def seconds(instant: datetime) -> int:
    """Return *instant* as whole seconds."""
    return int(instant.timestamp())


@dataclass(frozen=True, slots=True)
class StandingOrder:
    """An order in numbers: its *id*, issuing *area*, *rank*, *scope* (one area), *start* and *end*."""

    id: str
    area: str
    rank: int
    scope: str
    start: int
    end: int


class Facts:
    """The areas and orders of the world, and the facts of a proposal in it."""

    def __init__(self, areas: Areas, orders: list[Order]) -> None:
        parents = {area.id: area.parent for area in areas.areas}
        self.tiers = {area.id: area.tier for area in areas.areas}
        self.lines = {area: tuple(_line(area, parents)) for area in parents}
        self.orders = [_standing(order) for order in orders]

    def of(self, proposal: IssueProposal, at: datetime) -> dict[str, Any]:
        """Return the facts of *proposal* as plain data."""
        assessment = proposal.assessment
        end = proposal.period.end
        place = proposal.scope[0] if proposal.scope else ""
        return {
            "tier": self.tiers[proposal.area],
            "level": proposal.level,
            "rank": RANKS[proposal.level],
            "issuer": proposal.issuer,
            "area": proposal.area,
            "assessed_by": [] if assessment is None else [assessment.by, *assessment.with_],
            "assessed_at": -1 if assessment is None else seconds(assessment.at),
            "approved": [approval.body for approval in proposal.approvals],
            "place": place,
            "line": list(self.lines.get(place, ())),
            "above": list(self.lines[proposal.area][1:]),
            "start": seconds(proposal.period.start),
            "end": -1 if end is None else seconds(end),
            "at": seconds(at),
        }


def _line(area: str | None, parents: dict[str, str | None]) -> list[str]:
    line = []
    while area is not None:
        line.append(area)
        area = parents[area]
    return line


def _standing(order: Order) -> StandingOrder:
    end = order.period.end
    return StandingOrder(
        order.id,
        order.area,
        RANKS[order.level],
        order.scope[0],
        seconds(order.period.start),
        2**40 if end is None else seconds(end),
    )


def verdict_of(effects: set[str]) -> str:
    """Return the verdict of the *effects* found: deny outweighs pending, pending permit."""
    return "deny" if "deny" in effects else "pending" if "pending" in effects else "permit"


CONDITIONS = {
    "transition.undefined|deny": """not (level in ["3", "2", "1"] and tier in ["new_area", "new_city"])""",
    "issuer.not_entitled|deny": """(tier == "new_area" and issuer != "safety_office")
        or (tier == "new_city" and not (issuer in ["city_management", "city_safety_office"]))""",
    "assessment.missing|pending": """tier == "new_area" and (assessed_at < 0 or assessed_at > at
        or not ("safety_office" in assessed_by) or not ("public_security" in assessed_by))""",
    "approval.missing|pending": """tier == "new_area" and not ("governance_committee" in approved)
        and not ("party_management" in approved)""",
    "scope.missing|deny": 'place == ""',
    "scope.outside_area|deny": "not (area in line)",
    "period.unbounded|deny": "end < 0",
    "period.empty|deny": "end >= 0 and end <= start",
    "period.backdated|deny": "start < at",
}
"""The rules but the floor, in the words that languages of expressions have in common."""


def conditions(facts: Facts) -> dict[str, str]:
    """Return all conditions by code and effect, one of them for each order.

    An order binds the areas beneath the one that issued it. That no new city has another above
    it is known to these rules and this world, and to nobody who translates an order.
    """
    floors = {
        f"floor.less_severe {order.id}|deny": (
            f'tier == "new_city" and "{order.area}" in above and rank < {order.rank} and {order.start} < end '
            f'and start < {order.end} and ("{order.scope}" in line or place in ['
            + ", ".join(f'"{area}"' for area in facts.lines[order.scope])
            + "])"
        )
        for order in facts.orders
    }
    return {code: " ".join(text.split()) for code, text in {**CONDITIONS, **floors}.items()}
