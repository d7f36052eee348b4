"""What somebody would write by hand: for the verdict alone, and with spans and changes.

For these rules, this world and one area in a scope: no words, no remedies, no inputs checked. The
second gives the rows of the floor and of the changes as the library does.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from typing import Any

from transitions import Machine

from benchmarks.peers.facts import Facts, StandingOrder, verdict_of
from responselevels.models.areas import Areas
from responselevels.models.orders import Order
from responselevels.models.proposals import IssueProposal

Span = tuple[str, int, int, int, int]
"""Area, start, end, rank before, rank after."""


def effects_of(known: dict[str, Any]) -> set[str]:
    """Return the effects of all rules but the floor."""
    effects = set()
    tier, issuer = known["tier"], known["issuer"]
    if known["level"] not in {"3", "2", "1"} or tier not in {"new_area", "new_city"}:
        effects.add("deny")
    if tier == "new_area":
        if issuer != "safety_office":
            effects.add("deny")
        assessed = known["assessed_by"]
        if not 0 <= known["assessed_at"] <= known["at"] or not (
            "safety_office" in assessed and "public_security" in assessed
        ):
            effects.add("pending")
        approved = known["approved"]
        if "governance_committee" not in approved and "party_management" not in approved:
            effects.add("pending")
    elif issuer not in {"city_management", "city_safety_office"}:
        effects.add("deny")
    if not known["place"] or known["area"] not in known["line"]:
        effects.add("deny")
    if known["end"] <= known["start"] or known["start"] < known["at"]:
        effects.add("deny")
    return effects


class ByHand:
    """A function over the list of orders."""

    def __init__(self, areas: Areas, orders: list[Order]) -> None:
        self.facts = Facts(areas, orders)
        self.beneath = {
            area: [other for other, line in self.facts.lines.items() if area in line]
            for area in self.facts.lines
        }

    def decide(self, proposal: IssueProposal, at: datetime) -> str:
        """Return the verdict on *proposal*."""
        known = self.facts.of(proposal, at)
        effects = effects_of(known)
        if known["tier"] == "new_city" and self.below_floor(known):
            effects.add("deny")
        return verdict_of(effects)

    def below_floor(self, known: dict[str, Any]) -> bool:
        """Say whether some order above is more severe, somewhere and sometime."""
        rank, start, end = known["rank"], known["start"], known["end"]
        line, place, lines = known["line"], known["place"], self.facts.lines
        return any(
            order.area == "xixian"
            and rank < order.rank
            and order.start < end
            and start < order.end
            and (order.scope in line or place in lines[order.scope])
            for order in self.facts.orders
        )

    def decide_with_rows(
        self, proposal: IssueProposal, at: datetime
    ) -> tuple[str, list[Span], list[Span]]:
        """Return the verdict, the rows of the floor, and the changes."""
        known = self.facts.of(proposal, at)
        effects = effects_of(known)
        start, end = known["start"], known["end"]
        live = [order for order in self.facts.orders if order.start < end and start < order.end]
        floor: list[Span] = []
        rows: dict[str, list[Span]] = {}
        lower = known["tier"] == "new_city"
        for area in self.beneath[known["place"]]:
            line = self.facts.lines[area]
            heard = [order for order in live if order.scope in line]
            above = rows.get(line[1], []) if len(line) > 1 else []
            if area != known["place"] and not any(order.scope == area for order in heard):
                rows[area] = [(area, *row[1:]) for row in above]
                continue
            rows[area] = self._swept(area, known, heard, floor if lower else None)
        if floor:
            effects.add("deny")
        changes = [] if "deny" in effects else self._apart(rows, known["place"])
        return verdict_of(effects), floor, changes

    def _apart(self, rows: dict[str, list[Span]], place: str) -> list[Span]:
        changes = []
        for area, own in rows.items():
            line = self.facts.lines[area]
            above = {row[1:] for row in rows.get(line[1], [])} if area != place else set()
            changes += [row for row in own if row[1:] not in above]
        return sorted(changes)

    @staticmethod
    def _swept(
        area: str, known: dict[str, Any], heard: list[StandingOrder], floor: list[Span] | None
    ) -> list[Span]:
        start, end, rank, issuing = known["start"], known["end"], known["rank"], known["area"]
        edges = {start, end}
        for order in heard:
            edges |= {time for time in (order.start, order.end) if start < time < end}
        times = sorted(edges)
        rows: list[Span] = []
        for begin, until in pairwise(times):
            # Orders are in the order of their issue: the last of an area in force is the one.
            winner = {o.area: o.rank for o in heard if o.start <= begin < o.end}
            if floor is not None and (required := winner.get("xixian", 0)) > rank:
                floor.append((area, begin, until, rank, required))
            before = max(winner.values(), default=0)
            after = max((r for a, r in winner.items() if a != issuing), default=0)
            after = max(after, rank)
            if before != after:
                _extend(rows, (area, begin, until, before, after))
        return rows


def _extend(rows: list[Span], row: Span) -> None:
    if rows and rows[-1][2] == row[1] and rows[-1][3:] == row[3:]:
        rows[-1] = (*rows[-1][:2], row[2], *row[3:])
    else:
        rows.append(row)


class GuardedMachine:
    """A machine of `transitions`: levels are states, the rules are conditions on each transition."""

    trigger: Callable[..., bool]
    """Fires a trigger by its name; the machine gives it."""

    def __init__(self, areas: Areas, orders: list[Order]) -> None:
        self.by_hand = ByHand(areas, orders)
        self.state = "4"
        self.effects: set[str] = set()
        self.machine = Machine(self, states=[*"4321"], initial="4", auto_transitions=False)
        for level in "4321":
            self.machine.add_transition(
                f"issue_{level}", "*", level, conditions=["fulfilled", "above_floor"]
            )

    def fulfilled(self, known: dict[str, Any]) -> bool:
        """Say whether the rules but the floor permit it."""
        self.effects = effects_of(known)
        return not self.effects

    def above_floor(self, known: dict[str, Any]) -> bool:
        """Say whether the floor permits it."""
        return known["tier"] != "new_city" or not self.by_hand.below_floor(known)

    def decide(self, proposal: IssueProposal, at: datetime) -> str:
        """Return the verdict on *proposal*: whether its trigger may fire."""
        known = self.by_hand.facts.of(proposal, at)
        if self.trigger(f"issue_{proposal.level}", known):
            return "permit"
        # A condition that failed hides those behind it: what is only pending must be asked further.
        denied = "deny" in self.effects or not self.above_floor(known)
        return "deny" if denied else "pending"
