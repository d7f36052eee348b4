"""Ending an order early (section 4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from responselevels.models.orders import Order
from responselevels.models.proposals import EndProposal, IssueProposal
from responselevels.models.rules import Ending
from responselevels.testing.reference.consequences import judged
from responselevels.testing.reference.duties import due_of
from responselevels.testing.reference.findings.acts import (
    assessment_findings,
    issuer_findings,
    reason_findings,
)
from responselevels.testing.reference.findings.approvals import (
    Wanted,
    approval_findings,
    wanted_of,
)
from responselevels.testing.reference.findings.asked import Asked, finding
from responselevels.testing.reference.findings.periods import validity_findings
from responselevels.testing.reference.values import Decision, Finding, utc
from responselevels.testing.reference.verdicts import Attempt, best
from responselevels.testing.reference.world.ground import Ground
from responselevels.testing.reference.world.levels import State
from responselevels.testing.reference.world.standing import ended, over, standing_of


def decide_end(asked: Asked, order: Order, proposal: EndProposal) -> Decision:
    """Return the decision on ending *order*.

    Section 4: "It says who may end, and on what assessment, approval and reason." The findings that
    need no ending are there whether one fits or not. Section 10: "one on an early end those of its
    ending" (the duties)
    """
    fitting = [ending for ending in asked.ground.rules.endings if fits(asked.ground, ending, order)]
    anyway = [*validity_findings(asked), *_end_findings(asked, proposal, order)]
    attempts: list[Attempt] = []
    for ending in fitting:
        wanted = wanted_of(ending.requires, proposal.assessment)
        attempts.append((ending.id, [*ending_findings(asked, proposal, ending, wanted), *anyway]))
    if not fitting:
        facts = {"tier": asked.ground.tier[order.area], "level": order.level}
        attempts = [(None, [finding("transition.undefined", variant="end", **facts), *anyway])]
    chosen = best(attempts)
    decision = judged(asked, chosen, lambda: _with_end(asked.state, proposal))
    duties = next((ending.duties for ending in fitting if ending.id == chosen[0]), ())
    period = utc(order.period.start), utc(proposal.at)
    return replace(decision, duties=due_of(asked, duties, decision.changes, period))


def fits(ground: Ground, ending: Ending, order: Order) -> bool:
    """Say whether *ending* may be tried on *order*.

    Section 4: "An **ending** of the rules fits if it is for the tier of the order's area, and its
    `of`, if it has one, holds the order's level."
    """
    of_tier = ending.tier == ground.tier[order.area]
    return of_tier and (ending.of is None or order.level in ending.of)


def ending_findings(
    asked: Asked, proposal: EndProposal | IssueProposal, ending: Ending, wanted: Wanted | None
) -> Iterator[Finding]:
    """Yield what *ending* asks of the acts of *proposal*; *wanted* is what it asks of approvals."""
    yield from issuer_findings(asked, ending.issuers, ending.id)
    asks = ending.requires
    yield from assessment_findings(asked, asks.assessment, proposal.assessment, ending.id)
    yield from approval_findings(asked, wanted, ending.id)
    yield from reason_findings(asks.reason, proposal.reason, ending.id)


def _end_findings(asked: Asked, proposal: EndProposal, order: Order) -> Iterator[Finding]:
    """Yield what is found whatever the ending.

    Section 4: "a named area is not in the order's cover" "in every named area, or in all of its
    scope if none is named, the order has run out, lapsed or been ended by that instant" "the
    instant is before the decision"
    """
    ground, at = asked.ground, utc(proposal.at)
    standing = standing_of(ground, order)
    cover = ground.covered(order.scope)
    outside = {area for area in proposal.scope if area not in cover}
    if outside:
        yield finding("scope.outside_area", variant="order", areas=tuple(outside), order=order.id)
    named = proposal.scope or order.scope
    if over(standing, at) or all(area in cover and ended(standing, area, at) for area in named):
        yield finding("order.not_in_force", order=order.id, at=at)
    if at < asked.at:
        yield finding("period.backdated", variant="end", at=at, decided_at=asked.at)


def _with_end(state: State, proposal: EndProposal) -> State:
    """Return the orders as they would be.

    Section 4: "When an order ends, an older order of the same area that is still in force speaks
    again."
    """
    covered = state.ground.covered
    orders = []
    for order in state.orders:
        places = frozenset(covered(proposal.scope)) if proposal.scope else order.places
        ends = (*order.ends, (utc(proposal.at), places))
        orders.append(replace(order, ends=ends) if order.id == proposal.order else order)
    return State(state.ground, orders)
