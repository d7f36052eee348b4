"""The law about lowering: nobody puts aside by a milder order what they could not end.

See docs/semantics.md, section 7, and section 6, invariant 11. Worked out from the list of
orders alone, place by place and piece by piece of time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from responselevels.models.decisions import Effect
from responselevels.models.orders import Order
from responselevels.models.proposals import IssueProposal
from responselevels.models.rules import Ending
from responselevels.testing.laws import breaches
from responselevels.testing.laws.breaches import Breach, breach
from responselevels.testing.laws.counted import fill, refused
from responselevels.testing.laws.history import History, Step
from responselevels.testing.laws.laws_of_orders import digest_of
from responselevels.testing.laws.reference_levels import (
    ApprovedAct,
    ReferenceLevels,
    ReferenceOrder,
    ReferenceScheme,
    assessed,
)
from responselevels.text.catalogue import Named


def lowered_only_by_enders(history: History) -> Iterator[Breach]:
    """An order that is put under a milder one was lowered with what an ending of it asks.

    And what a decision finds of lowering names exactly the orders of which that is not so.
    """
    mode = history.rules.lowering
    for step in history.recent:
        proposal = step.proposal
        if not isinstance(proposal, IssueProposal) or step.decision.transition is None:
            continue
        unmet = {
            order.id
            for order in ([] if mode == "free" else lowered(history.reference, step, proposal))
            if mode == "refused" or not may_be_ended(history, step, proposal, order)
        }
        for name in sorted(unmet if step.carried_out else ()):
            asked, over = breaches.order(proposal.id), breaches.order(name)
            yield breach("lowered", proposal=asked, order=over)
        if unmet != _told(step):
            yield breach("finding", proposal=breaches.order(proposal.id), finding="lowering")


def _told(step: Step) -> set[str]:
    """Return the orders for which a decision finds that they may not be lowered so."""
    named = (
        found.facts.get("lowers", ())
        for found in step.decision.findings
        if found.effect != Effect.NOTE
    )
    orders = (one for names in named if isinstance(names, tuple) for one in names)
    return {one.id for one in orders if isinstance(one, Named)}


def lowered(reference: ReferenceScheme, step: Step, proposal: IssueProposal) -> list[Order]:
    """Return the orders that *proposal* would lower, wherever and whenever."""
    period, rank = proposal.period, reference.rank(proposal.level)
    inside = set(reference.named(proposal)) & reference.covers[proposal.area]
    if period.end is not None and period.end <= period.start:
        return []
    own = [order for order in step.before if order.area == proposal.area]
    apart = {"drill": proposal.drill, "track": proposal.track}
    sure = ReferenceLevels(reference, own, **apart)  # type: ignore[arg-type]
    perhaps = ReferenceLevels(reference, [_ratified(o, step.at) for o in own], **apart)  # type: ignore[arg-type]
    edges = {at for some in (sure, perhaps) for at in some.pieces(period.start, period.end)}
    found: dict[str, Order] = {}
    for at in sorted(edges):
        for place in reference.cover(inside):
            least = len(reference.levels)
            for now, then in zip(reversed(sure.held), reversed(perhaps.held), strict=True):
                if rank < then.rank <= least and _holds(then, place, at):
                    found[then.order.id] = now.order
                if _holds(now, place, at):
                    least = min(least, now.rank)
    return list(found.values())


def _ratified(order: Order, at: datetime) -> Order:
    """Return *order* as it would be once ratified, if it still may be at *at*."""
    until = order.provisional_until
    waits = until is not None and at < until
    return order.model_copy(update={"provisional_until": None}) if waits else order


def _holds(held: ReferenceOrder, place: str, at: datetime) -> bool:
    if place not in held.until or at < held.start:
        return False
    last = held.until[place]
    return last is None or at < last


def may_be_ended(history: History, step: Step, proposal: IssueProposal, order: Order) -> bool:
    """Say whether *proposal* fills what some ending of *order* asks."""
    reference = history.reference
    endings = (
        ending
        for ending in reference.rules.endings
        if ending.tier == reference.tier[order.area]
        and (ending.of is None or order.level in ending.of)
    )
    return any(_fills(history, step, proposal, (ending, order)) for ending in endings)


def _fills(
    history: History, step: Step, proposal: IssueProposal, way: tuple[Ending, Order]
) -> bool:
    reference, (ending, order) = history.reference, way
    asks = ending.requires
    entitled = proposal.issuer in ending.issuers
    if not entitled or reference.acting(proposal.issuer, order.area) is None:
        return False
    if asks.reason and not (proposal.reason or "").strip():
        return False
    if not assessed(asks.assessment, proposal.assessment, step.at, order.issued_at):
        return False
    if asks.approval is None:
        return True
    act = ApprovedAct(
        area=order.area,
        issuers=frozenset({proposal.issuer}),
        proposers=frozenset({proposal.proposer} - {None}),  # type: ignore[arg-type]
        at=step.at,
        digest=digest_of(history, step, proposal),
        since=order.issued_at,
    ).asking(asks, proposal.assessment)
    return fill(history, step, act, asks) and not refused(history, step, act, asks)
