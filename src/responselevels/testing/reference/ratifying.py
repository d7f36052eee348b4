"""Ratifying a provisional order (section 5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from responselevels.models.orders import Order
from responselevels.models.proposals import RatifyProposal
from responselevels.models.rules import Duty, Transition
from responselevels.testing.reference.consequences import judged
from responselevels.testing.reference.duties import due_of
from responselevels.testing.reference.findings.acts import issuer_findings
from responselevels.testing.reference.findings.approvals import approval_findings, wanted_of
from responselevels.testing.reference.findings.asked import Asked, finding
from responselevels.testing.reference.findings.periods import validity_findings
from responselevels.testing.reference.values import Decision, Finding, utc
from responselevels.testing.reference.verdicts import Attempt, best
from responselevels.testing.reference.world.ground import Ground
from responselevels.testing.reference.world.levels import State
from responselevels.testing.reference.world.standing import ended, over, standing_of


def decide_ratify(asked: Asked, order: Order, proposal: RatifyProposal) -> Decision:
    """Return the decision on ratifying *order*.

    Section 5: "Its issuer must be among the `issuers` of the order's transition, its approvals are
    judged by section 3 against the approval of `ratify`". Section 10: "one on a ratification those
    that `ratify` has in the order's transition" (the duties)
    """
    anyway = [*validity_findings(asked), *_ratify_findings(asked, order)]
    attempts: list[Attempt] = []
    duties: dict[str | None, tuple[Duty, ...]] = {}
    for transition in asked.ground.rules.transitions:
        if transition.ratify is not None and _took(asked.ground, order, transition):
            duties[transition.id] = transition.ratify.duties
            own = [
                *issuer_findings(asked, transition.issuers, transition.id),
                *approval_findings(asked, wanted_of(transition.ratify), transition.id),
            ]
            attempts.append((transition.id, [*own, *anyway]))
    if not attempts:
        facts = {"order": order.id, "level": order.level}
        attempts = [(None, [finding("transition.undefined", variant="ratify", **facts), *anyway])]
    chosen = best(attempts)
    decision = judged(asked, chosen, lambda: _ratified(asked.state, proposal))
    period = utc(order.period.start), _last(asked.ground, order)
    due = due_of(asked, duties.get(chosen[0], ()), decision.changes, period)
    return replace(decision, duties=due)


def _took(ground: Ground, order: Order, transition: Transition) -> bool:
    """Say whether *order* may have been issued by *transition*.

    An order that does not say by which may have come by any of its tier that leads to its level.
    """
    if order.transition is not None:
        return transition.id == order.transition
    return transition.tier == ground.tier[order.area] and order.level in transition.to


def _ratify_findings(asked: Asked, order: Order) -> Iterator[Finding]:
    """Yield what is found whatever the transition.

    Section 5: "the order is not provisional, or no longer" "it has lapsed, run out or been ended by
    the time of the decision"
    """
    standing = standing_of(asked.ground, order)
    if order.provisional_until is None:
        yield finding("order.not_provisional", order=order.id)
    everywhere = all(ended(standing, area, asked.at) for area in order.scope)
    if over(standing, asked.at) or everywhere:
        yield finding("order.not_in_force", order=order.id, at=asked.at)


def _ratified(state: State, proposal: RatifyProposal) -> State:
    """Return the orders as they would be.

    Section 5: "A ratified order holds as if it had never been provisional."
    """
    return State(
        state.ground,
        [
            replace(order, provisional_until=None) if order.id == proposal.order else order
            for order in state.orders
        ],
    )


def _last(ground: Ground, order: Order) -> datetime | None:
    """Return the end that a duty of a ratification counts from.

    Section 10: "the end of the order's period, or the instant from which it was ended everywhere,
    if that is earlier"
    """
    standing = standing_of(ground, order)
    everywhere = ground.covered(order.scope)
    gone = [
        utc(end.at)
        for end in order.ends
        if all(ended(standing, area, utc(end.at)) for area in everywhere)
    ]
    return min([*gone, *([standing.end] if standing.end is not None else [])], default=None)
