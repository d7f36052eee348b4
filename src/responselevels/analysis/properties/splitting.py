"""The floor is not evaded by cutting one order into several, in time or in space."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from responselevels.analysis.enumeration.asked import Facts
from responselevels.analysis.enumeration.examined import Counterexample, ExaminedRules, Proof
from responselevels.analysis.enumeration.examples import weighty
from responselevels.analysis.enumeration.sharing import Kind
from responselevels.analysis.enumeration.worlds import Example
from responselevels.models.orders import Order, Period
from responselevels.models.proposals import IssueProposal
from responselevels.text.catalogue import Named

FLOOR = "floor.less_severe"


def floor_kept(name: str, examined: ExaminedRules) -> Proof:
    """Prove that of an order denied by its floor, cut into pieces, a piece is still denied.

    The pieces are proposed one after the other, those that meet the floor being
    issued before the next.
    """
    failing = examined.rows_that(lambda row: row.against == {FLOOR})
    known: dict[tuple[Kind, Facts], list[bool]] = {}
    looked = 0
    against: list[Counterexample] = []
    for row in failing:
        alike = examined.alike(row)
        if alike not in known:
            example = examined.worlds.example(row.question, row.facts)
            known[alike] = [_evades(examined, example, pieces) for pieces in _cuts(example)]
        looked += len(known[alike])
        if not against and any(known[alike]):
            against.append(examined.shown(row, tier=Named("tier", row.question.tier)))
    return Proof.of(name, looked, against)


def _cuts(example: Example) -> Iterator[list[IssueProposal]]:
    """Yield ways to cut the proposal: at each instant at which something begins, and by places."""
    proposal = example.proposal
    if not isinstance(proposal, IssueProposal):
        return
    start, end = proposal.period.start, proposal.period.end
    within = {order.period.start for order in example.orders if _inside(order, start, end)}
    if end is not None:
        within.add(start + (end - start) / 2)
    for instants in (*([instant] for instant in sorted(within)), sorted(within)):
        if instants:
            yield [_during(proposal, *span) for span in pairwise([start, *instants, end])]
    places = proposal.scope if len(proposal.scope) > 1 else _beneath(example, proposal)
    if len(places) > 1:
        yield [proposal.model_copy(update={"scope": (place,)}) for place in places]


def _inside(order: Order, start: datetime, end: datetime | None) -> bool:
    return start < order.period.start and (end is None or order.period.start < end)


def _during(proposal: IssueProposal, start: datetime | None, end: datetime | None) -> IssueProposal:
    known = proposal.period.start if start is None else start
    return proposal.model_copy(update={"period": Period(start=known, end=end)})


def _beneath(example: Example, proposal: IssueProposal) -> tuple[str, ...]:
    """Return the place that is named and those directly beneath it: together the same cover."""
    top = proposal.scope[0] if proposal.scope else proposal.area
    return (top, *(area.id for area in example.areas if area.parent == top))


def _evades(examined: ExaminedRules, example: Example, pieces: list[IssueProposal]) -> bool:
    """Say whether no piece meets the floor finding."""
    orders = list(example.orders)
    for number, piece in enumerate(pieces, start=1):
        so_far = replace(example, orders=tuple(orders), proposal=piece)
        if FLOOR in weighty(examined.worlds.again(so_far)):
            return False
        orders.append(_issued(piece, f"P-{number}", example.at))
    return True


def _issued(piece: IssueProposal, name: str, at: datetime) -> Order:
    return Order(
        id=name,
        area=piece.area,
        level=piece.level,
        scope=piece.scope or (piece.area,),
        period=piece.period,
        issuer=piece.issuer,
        issued_at=at,
        track=piece.track,
    )
