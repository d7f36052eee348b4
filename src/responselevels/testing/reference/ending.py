"""What is done to an order after its issue: ending it early, ratifying it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from responselevels.models.orders import Order
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.rules import Ending, Transition
from responselevels.testing.reference.duties import due_of
from responselevels.testing.reference.findings.approvals import Wanted, approval_findings, wanted_of
from responselevels.testing.reference.findings.checks import (
    Asked,
    assessment_findings,
    finding,
    issuer_findings,
    reason_findings,
    validity_findings,
)
from responselevels.testing.reference.values import Decision, Finding, facts_of, utc
from responselevels.testing.reference.verdicts import Attempt, best, judged
from responselevels.testing.reference.world.levels import (
    Ground,
    Standing,
    State,
    ended,
    standing_of,
)

# -- section 4: ending early -----------------------------------------------------------


def decide_end(asked: Asked, order: Order, proposal: EndProposal) -> Decision:
    """Return the decision on ending the order asked about."""
    ground, state = asked.ground, asked.state
    tier = ground.tier[order.area]
    fitting = [
        ending
        for ending in ground.rules.endings
        if ending.tier == tier and (ending.of is None or order.level in ending.of)
    ]
    anyway = [*validity_findings(asked), *_end_findings(asked, proposal, order)]

    def wanted_by(ending: Ending) -> Wanted | None:
        return wanted_of(ending.requires, proposal.assessment)

    attempts: list[Attempt] = [
        (ending.id, [*ending_findings(asked, proposal, ending, wanted_by(ending)), *anyway])
        for ending in fitting
    ]
    if not fitting:
        facts = {"variant": "end", "tier": tier, "level": order.level}
        undefined = Finding("transition.undefined", "deny", None, facts_of(facts))
        attempts = [(None, [undefined, *anyway])]
    chosen = best(attempts)
    decision = judged(asked, chosen, state, lambda: _with_end(state, proposal))
    duties = next((ending.duties for ending in fitting if ending.id == chosen[0]), ())
    period = utc(order.period.start), utc(proposal.at)
    return replace(decision, duties=due_of(asked, duties, decision.changes, period))


def ending_findings(
    asked: Asked, proposal: EndProposal | IssueProposal, ending: Ending, wanted: Wanted | None
) -> Iterator[Finding]:
    """Yield what *ending* asks of the acts of *proposal*, which would end the order asked about."""
    yield from issuer_findings(asked, ending.issuers, ending.id)
    asks = ending.requires
    yield from assessment_findings(asked, asks.assessment, proposal.assessment, ending.id)
    yield from approval_findings(asked, wanted, ending.id)
    yield from reason_findings(asks.reason, proposal.reason, ending.id)


def _end_findings(asked: Asked, proposal: EndProposal, order: Order) -> Iterator[Finding]:
    ground, at = asked.ground, utc(proposal.at)
    standing = standing_of(ground, order)
    cover = ground.covered(order.scope)
    outside = {area for area in proposal.scope if area not in cover}
    if outside:
        yield finding("scope.outside_area", variant="order", areas=tuple(outside), order=order.id)
    if _over(standing, at) or all(
        area in cover and ended(ground, standing, area, at)
        for area in proposal.scope or order.scope
    ):
        yield finding("order.not_in_force", order=order.id, at=at)
    if at < asked.at:
        yield finding("period.backdated", variant="end", at=at, decided_at=asked.at)


def _over(order: Standing, at: datetime) -> bool:
    """Say whether *order* has run out or lapsed by *at*."""
    return any(last is not None and last <= at for last in (order.end, order.provisional_until))


def _with_end(state: State, proposal: EndProposal) -> State:
    end = (utc(proposal.at), proposal.scope or None)
    return State(
        state.ground,
        [
            replace(order, ends=(*order.ends, end)) if order.id == proposal.order else order
            for order in state.orders
        ],
    )


# -- section 5: ratifying ----------------------------------------------------------------


def decide_ratify(asked: Asked, order: Order, proposal: RatifyProposal) -> Decision:
    """Return the decision on ratifying the order asked about."""
    state = asked.state
    fitting = [t for t in asked.ground.rules.transitions if _took(asked.ground, order, t)]
    anyway = [*validity_findings(asked), *_ratify_findings(asked, order)]
    attempts: list[Attempt] = [
        (
            transition.id,
            [
                *issuer_findings(asked, transition.issuers, transition.id),
                *approval_findings(asked, wanted_of(transition.ratify), transition.id),
                *anyway,
            ],
        )
        for transition in fitting
        if transition.ratify is not None
    ]
    if not fitting:
        facts = {"variant": "ratify", "order": order.id, "level": order.level}
        undefined = Finding("transition.undefined", "deny", None, facts_of(facts))
        attempts = [(None, [undefined, *anyway])]
    chosen = best(attempts)
    decision = judged(asked, chosen, state, lambda: _ratified(state, proposal))
    duties = next((t.ratify.duties for t in fitting if t.id == chosen[0] and t.ratify), ())
    period = utc(order.period.start), _last(asked.ground, order)
    return replace(decision, duties=due_of(asked, duties, decision.changes, period))


def _last(ground: Ground, order: Order) -> datetime | None:
    """Return from when *order* holds nowhere: its end, or an early end of the last of its areas."""
    standing = standing_of(ground, order)
    everywhere = ground.covered(order.scope)
    over = [
        utc(end.at)
        for end in order.ends
        if all(ended(ground, standing, area, utc(end.at)) for area in everywhere)
    ]
    return min([*over, *([standing.end] if standing.end is not None else [])], default=None)


def _took(ground: Ground, order: Order, transition: Transition) -> bool:
    """Say whether *order* may have been issued by this transition, to be ratified."""
    if transition.ratify is None:
        return False
    if order.transition is not None:
        return transition.id == order.transition
    return transition.tier == ground.tier[order.area] and order.level in transition.to


def _ratify_findings(asked: Asked, order: Order) -> Iterator[Finding]:
    standing = standing_of(asked.ground, order)
    if order.provisional_until is None:
        yield finding("order.not_provisional", order=order.id)
    if _over(standing, asked.at) or all(
        ended(asked.ground, standing, area, asked.at) for area in order.scope
    ):
        yield finding("order.not_in_force", order=order.id, at=asked.at)


def _ratified(state: State, proposal: RatifyProposal) -> State:
    return State(
        state.ground,
        [
            replace(order, provisional_until=None) if order.id == proposal.order else order
            for order in state.orders
        ],
    )
