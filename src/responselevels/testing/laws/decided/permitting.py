"""Whether the rules permit a proposal, worked out from the orders and the rules alone.

Both ways: what the rules permit must be permitted, and nothing else. See docs/semantics.md,
sections 3 to 5 and 7. Nothing is said of what somebody refused, of groups of areas, and of tables
with too many sets of facts to try.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from responselevels.models.orders import Order
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.rules import Ending, Rules, Transition
from responselevels.testing.laws.history import History, Step
from responselevels.testing.laws.laws_of_lowering import lowered, may_be_ended
from responselevels.testing.laws.laws_of_orders import (
    approved,
    order_of,
    shortfalls,
    slips,
)
from responselevels.testing.laws.reference_levels import (
    ReferenceLevels,
    ReferenceScheme,
    assessed,
    repeated,
)
from responselevels.testing.laws.reference_tables import levels_left, table_of


class Unsaid(Exception):  # noqa: N818 - says what is the matter
    """Nothing is said of this proposal here."""


def permitted(history: History, step: Step) -> bool | None:
    """Return whether the rules permit the proposal of *step*; None where nothing is said of it."""
    proposal = step.proposal
    if step.evidence.refusals:
        return None
    try:
        if isinstance(proposal, IssueProposal):
            return _may_issue(history, step, proposal)
        order = order_of(step)
        if order is None:
            return None
        if isinstance(proposal, EndProposal):
            return _may_end(history, step, (proposal, order))
        return _may_ratify(history, step, (proposal, order))
    except Unsaid:
        return None


def in_force(rules: Rules, at: datetime) -> bool:
    """Say whether *rules* are in force at *at*: from the first instant on, to before the last."""
    valid = rules.valid
    if valid is None:
        return True
    return (valid.from_ is None or valid.from_ <= at) and (valid.to is None or at < valid.to)


def entitled(reference: ReferenceScheme, rule: Transition | Ending, issuer: str, area: str) -> bool:
    """Say whether *rule* names *issuer*, and there is one for *area*."""
    return issuer in rule.issuers and reference.acting(issuer, area) is not None


# -- to issue ----------------------------------------------------------------------------


def _may_issue(history: History, step: Step, proposal: IssueProposal) -> bool:
    reference, rules = history.reference, history.rules
    named = {proposal.area, *proposal.scope}
    if not named <= reference.tier.keys():
        raise Unsaid  # it names a group
    fits = [
        rule
        for rule in rules.transitions
        if rule.tier == reference.tier[proposal.area]
        and proposal.level in rule.to
        and (rule.ratify is None if proposal.transition is None else rule.id == proposal.transition)
    ]
    if not in_force(rules, step.at):
        return False
    if any(floor.binding for floor, _worst in shortfalls(reference, step.before, proposal)):
        return False
    if any(not _may_lower(history, step, proposal, order) for order in _lowered(history, step)):
        return False
    return any(_filled(history, step, proposal, rule) for rule in fits)


def _lowered(history: History, step: Step) -> list[Order]:
    if history.rules.lowering == "free" or not isinstance(step.proposal, IssueProposal):
        return []
    return lowered(history.reference, step, step.proposal)


def _may_lower(history: History, step: Step, proposal: IssueProposal, order: Order) -> bool:
    mode = history.rules.lowering
    return mode != "refused" and may_be_ended(history, step, proposal, order)


def _filled(history: History, step: Step, proposal: IssueProposal, rule: Transition) -> bool:
    """Say whether *proposal* has all that *rule* asks for."""
    reference, asks = history.reference, rule.requires
    wait = None if rule.ratify is None else rule.ratify.again_after
    return (
        entitled(reference, rule, proposal.issuer, proposal.area)
        and not any(slips(reference, step, proposal, rule))
        and assessed(asks.assessment, proposal.assessment, step.at)
        and _called_for(history.rules, proposal, rule)
        and approved(history, step, rule)
        and not repeated(reference, step.before, proposal, at=step.at, wait=wait)
    )


def _called_for(rules: Rules, proposal: IssueProposal, rule: Transition) -> bool:
    """Say whether the facts stated call for the level, as far as the table of *rule* binds."""
    asked, given = rule.requires.assessment, proposal.assessment
    table = table_of(rules, asked)
    if table is None or asked is None or given is None:
        return True
    left = levels_left(rules, table, given.facts)
    if left is None:
        raise Unsaid
    calls = [proposal.level in levels for levels in left]
    return all(calls) or (not asked.binding and not any(calls))


# -- to end, to ratify -------------------------------------------------------------------


def over_at(
    reference: ReferenceScheme, order: Order, places: Iterable[str], instant: datetime
) -> bool:
    """Say whether *order* has run out, lapsed or been ended at each of *places* by *instant*."""
    (held,) = ReferenceLevels(reference, [order], drill=order.drill, track=order.track).held
    ends = [held.until[place] for place in places if place in held.until]
    return all(end is not None and end <= instant for end in ends)


def _may_end(history: History, step: Step, asked: tuple[EndProposal, Order]) -> bool:
    reference, (proposal, order) = history.reference, asked
    if not set(proposal.scope) <= reference.tier.keys():
        raise Unsaid  # it names a group
    fits = endings_of(reference, order)
    if not in_force(history.rules, step.at) or proposal.at < step.at:
        return False
    if not set(proposal.scope) <= reference.cover(order.scope):
        return False
    if over_at(reference, order, proposal.scope or order.scope, proposal.at):
        return False
    return any(_ends(history, step, asked, rule) for rule in fits)


def endings_of(reference: ReferenceScheme, order: Order) -> list[Ending]:
    """Return the endings that fit *order*: for the tier of its area, and `of` its level."""
    return [
        rule
        for rule in reference.rules.endings
        if rule.tier == reference.tier[order.area] and (rule.of is None or order.level in rule.of)
    ]


def _ends(history: History, step: Step, asked: tuple[EndProposal, Order], rule: Ending) -> bool:
    proposal, order = asked
    asks = rule.requires
    return (
        entitled(history.reference, rule, proposal.issuer, order.area)
        and (not asks.reason or bool((proposal.reason or "").strip()))
        and assessed(asks.assessment, proposal.assessment, step.at, order.issued_at)
        and approved(history, step, rule)
    )


def _may_ratify(history: History, step: Step, asked: tuple[RatifyProposal, Order]) -> bool:
    reference, (proposal, order) = history.reference, asked
    fits = [
        rule
        for rule in history.rules.transitions
        if rule.ratify is not None
        and (rule.id == order.transition if order.transition else _leads_to(reference, rule, order))
    ]
    if not in_force(history.rules, step.at) or order.provisional_until is None:
        return False
    if over_at(reference, order, order.scope, step.at):
        return False
    return any(
        entitled(reference, rule, proposal.issuer, order.area) and approved(history, step, rule)
        for rule in fits
    )


def _leads_to(reference: ReferenceScheme, rule: Transition, order: Order) -> bool:
    return rule.tier == reference.tier[order.area] and order.level in rule.to
