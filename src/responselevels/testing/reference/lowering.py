"""Lowering (docs/semantics.md, section 7): which orders a later, milder one would end in all but name.

It walks every area of the proposed cover and every elementary piece of the
proposed period, and asks of each order of the area whether it is lowered there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from responselevels.models.conditions import bodies_in
from responselevels.models.orders import Order
from responselevels.models.proposals import IssueProposal
from responselevels.models.rules import Ending, Transition
from responselevels.testing.reference.ending import ending_findings
from responselevels.testing.reference.findings.approvals import Wanted, wanted_of
from responselevels.testing.reference.findings.checks import Asked
from responselevels.testing.reference.values import (
    Finding,
    Remedy,
    Replaced,
    Span,
    facts_of,
    maybe_utc,
    utc,
)
from responselevels.testing.reference.verdicts import Attempt, best
from responselevels.testing.reference.world.levels import (
    Piece,
    Standing,
    State,
    in_force,
    joined,
    pieces,
    without_the_parents,
)


class Lowering:
    """Every order that is lowered, for each place and piece of the proposal."""

    def __init__(self, asked: Asked, proposal: IssueProposal) -> None:
        ground, state = asked.ground, asked.state
        self.state, self.rank = state, ground.rank(proposal.level)
        named = proposal.scope or (proposal.area,)
        self.places = ground.covered(place for place in named if place in ground.cover[asked.area])
        period = utc(proposal.period.start), maybe_utc(proposal.period.end)
        mine = [order for order in state.orders if order.area == proposal.area]
        self.mine = [(order, _to_the_end(order, asked.at)) for order in mine]
        looked = State(ground, [long for _order, long in self.mine])
        self.cuts = pieces(state.instants() | looked.instants(), *period)
        self.lowered = {
            (place, piece): self._lowered(place, piece[0])
            for place in self.places
            for piece in self.cuts
        }

    @property
    def twice(self) -> bool:
        """Whether somewhere an order is not lowered, since a milder one lowered it already."""
        ground = self.state.ground
        return any(
            order.rank > self.rank and order not in lowered and in_force(ground, long, place, start)
            for (place, (start, _end)), lowered in self.lowered.items()
            for order, long in self.mine
        )

    def _lowered(self, place: str, at: datetime) -> list[Standing]:
        ground, found = self.state.ground, []
        for number, (order, long) in enumerate(self.mine):
            later = [one for one, _long in self.mine[number + 1 :]]
            if (
                order.rank > self.rank
                and in_force(ground, long, place, at)
                and not any(o.rank < order.rank and in_force(ground, o, place, at) for o in later)
            ):
                found.append(order)
        return found

    @property
    def orders(self) -> list[Standing]:
        """The orders lowered anywhere at any time, in order of issue."""
        found = {order.id for orders in self.lowered.values() for order in orders}
        return [order for order, _long in self.mine if order.id in found]

    def where(self, orders: set[str]) -> tuple[Span, ...]:
        """Return where and when each of *orders* is lowered."""
        ground, rows = self.state.ground, []
        for order in self.orders:
            if order.id in orders:
                level = ground.levels[order.rank]
                rows += [
                    Span(area, start, end, level, (order.id,))
                    for area, start, end in self._rows(order)
                ]
        return tuple(sorted(rows, key=lambda row: (row.area, row.start, row.required, row.orders)))

    def _rows(self, order: Standing) -> list[tuple[str, datetime, datetime | None]]:
        rows = {
            place: joined((cut, True) for cut in self.cuts if order in self.lowered[place, cut])
            for place in self.places
        }
        shortened = without_the_parents(self.state.ground, rows)
        return [(area, start, end) for area, ((start, end), _) in shortened]

    def remedies(self) -> tuple[Remedy, ...]:
        """Return the least severe level that lowers nothing, and the times and places without."""
        ground = self.state.ground
        level = ground.levels[max(order.rank for order in self.orders)]
        calm = [c for c in self.cuts if not any(self.lowered[place, c] for place in self.places)]
        times = [piece for piece, _ in joined((cut, True) for cut in calm)]
        wide = {place for place in self.places if self._calm_beneath(place, self.cuts)}
        return (
            Remedy("level", level),
            *(Remedy("period", piece) for piece in times),
            *([Remedy("scope", ground.topmost(wide))] if wide else []),
        )

    def _calm_beneath(self, place: str, cuts: list[Piece]) -> bool:
        cover = self.state.ground.cover[place]
        return not any(self.lowered[below, cut] for below in cover for cut in cuts)


def _to_the_end(order: Standing, at: datetime) -> Standing:
    """Return *order* as it would hold once ratified, if that may still come."""
    until = order.provisional_until
    return replace(order, provisional_until=None) if until is not None and at < until else order


# -- what it takes ---------------------------------------------------------------------

Key = tuple[str, object]
"""A finding, so far as two of them are one."""


class Way:
    """How a proposal may lower what it lowers: the ending that each order has to go by."""

    def __init__(self, asked: Asked, proposal: IssueProposal) -> None:
        self.asked, self.proposal = asked, proposal
        self.lowering = Lowering(asked, proposal)
        self.mode = asked.ground.rules.lowering
        issued = {order.id: order for order in asked.so_far}
        self.by_ending: dict[str | None, list[Order]] = {}
        if self.mode == "as_ending":
            for order in self.lowering.orders:
                self.by_ending.setdefault(self._best(issued[order.id]), []).append(issued[order.id])
        self.endings = [e for e in asked.ground.rules.endings if e.id in self.by_ending]

    def _best(self, order: Order) -> str | None:
        ground, given = self.asked.ground, self.proposal.assessment
        attempts: list[Attempt] = [
            (ending.id, self._found(ending, order, wanted_of(ending.requires, given)))
            for ending in ground.rules.endings
            if ending.tier == ground.tier[order.area]
            and (ending.of is None or order.level in ending.of)
        ]
        return best(attempts)[0] if attempts else None

    def _found(self, ending: Ending, order: Order, wanted: Wanted | None) -> list[Finding]:
        asked = replace(self.asked, order=order)
        return list(ending_findings(asked, self.proposal, ending, wanted))

    @property
    def named(self) -> frozenset[str]:
        """The bodies whose approval an ending asks for."""
        asking = [e.requires.approval for e in self.endings if e.requires.approval is not None]
        return frozenset(body for condition in asking for body in bodies_in(condition))

    def findings(self, transition: Transition, own: Iterable[Finding]) -> Iterator[Finding]:
        """Yield what is found of lowering beside *own*, what *transition* finds by itself."""
        if self.mode == "refused" and self.lowering.orders:
            yield self._denied("lowering.refused", self.lowering.orders)
        if None in self.by_ending:
            yield self._denied("lowering.no_ending", self.by_ending[None])
        said = {_key(note) for note in own if note.effect == "note"}
        asking = transition.requires.approval
        named = self.named | (frozenset(bodies_in(asking)) if asking is not None else frozenset())
        strangers = asking is None
        for ending in self.endings:
            wanted = wanted_of(ending.requires, self.proposal.assessment)
            if wanted is not None:
                wanted = replace(wanted, elsewhere=named, strangers=strangers)
                strangers = False
            for key, (shown, orders) in self._shown(ending, wanted).items():
                if key not in said:
                    yield self._told(shown, orders)
                if shown.effect == "note":
                    said.add(key)

    def _shown(self, ending: Ending, wanted: Wanted | None) -> Shown:
        """Return each finding of *ending*, as of the last of the orders that show it."""
        shown: Shown = {}
        for order in self.by_ending[ending.id]:
            for one in self._found(ending, order, wanted):
                before = shown[_key(one)][1] if _key(one) in shown else []
                shown[_key(one)] = one, [*before, order]
        return shown

    def _denied(self, code: str, orders: Iterable[Order | Standing]) -> Finding:
        told = self._told(Finding(code, "deny"), orders)
        facts: dict[str, object] = {
            "areas": self.asked.ground.topmost({span.area for span in told.where}),
            "level": self.proposal.level,
        }
        return replace(told, facts=facts_of(facts | dict(told.facts)))

    def _told(self, found: Finding, orders: Iterable[Order | Standing]) -> Finding:
        names = {order.id for order in orders}
        return replace(
            found,
            facts=facts_of(dict(found.facts) | {"lowers": tuple(names)}),
            where=self.lowering.where(names),
            remedies=self.lowering.remedies(),
        )


Shown = dict[Key, tuple[Finding, list[Order]]]


def _key(found: Finding) -> Key:
    """Return what two findings of one rule have alike where they are one."""
    if found.effect != "note" and found.code != "approval.refused":
        return found.code, found.rule
    apart = {"order", "issued"} if found.code == "approval.before_order" else set()
    return found.code, tuple(fact for fact in found.facts if fact[0] not in apart)


# -- what it replaces --------------------------------------------------------------------


def replaces_of(before: State, after: State, issuing: str, at: datetime) -> tuple[Replaced, ...]:
    """Return the orders of *issuing* from which its ordered level comes, and no longer would."""
    ground = before.ground
    cuts = pieces(before.instants() | after.instants(), at, None)
    gone: dict[str, dict[str, list[Piece]]] = {}
    for place in ground.cover[issuing]:
        for cut in cuts:
            was, would_be = (s.ordered(issuing, place, cut[0]).orders for s in (before, after))
            for order in set(was) - set(would_be):
                gone.setdefault(order, {}).setdefault(place, []).append(cut)
    rows = [
        Replaced(order, area, start, end)
        for order, places in gone.items()
        for area, ((start, end), _) in without_the_parents(
            ground, {place: joined((cut, True) for cut in cuts) for place, cuts in places.items()}
        )
    ]
    return tuple(sorted(rows, key=lambda row: (row.area, row.start, row.order)))
