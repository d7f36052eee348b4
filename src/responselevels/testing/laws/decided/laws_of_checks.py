"""Laws about what is found: each check says just what the proposal and its rule make so.

See docs/semantics.md, sections 3 to 5 and 10. Each proposal is asked again at its edges: in time
to the very instant, and one tick out of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.models.orders import Assessment, Order
from responselevels.models.parts.requires import AssessmentRule, Requires
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.rules import Ending, Transition
from responselevels.testing.laws import breaches
from responselevels.testing.laws.breaches import Breach, breach
from responselevels.testing.laws.decided.permitting import entitled, in_force, over_at
from responselevels.testing.laws.decided.probing import probe, probes, validity_edges
from responselevels.testing.laws.history import History, Step
from responselevels.testing.laws.laws_of_orders import order_of, rule_of
from responselevels.testing.laws.reference_levels import ReferenceScheme, assessed

Checked = Iterator[tuple[str, bool]]
"""Codes, each with whether the decision must have a finding of it."""


def checked_as_defined(history: History) -> Iterator[Breach]:
    """Of issuer, assessment, reason, scope and times is found just what is so."""
    for step in history.recent:
        for code in _wrong(history, step):
            yield breach("finding", proposal=breaches.order(step.proposal.id), finding=code)


def exact_at_the_edges(history: History) -> Iterator[Breach]:
    """What is just in time passes, and one tick less does not: periods, notice, ages, ends."""
    for step in history.recent:
        for asked in probes(history, step):
            for code in _wrong(history, asked):
                yield _at_edge(step, asked, code)


def valid_while_in_force(history: History) -> Iterator[Breach]:
    """Outside of the time for which the rules are valid all is denied, and within nothing for it."""
    code = "rules.not_in_force"
    for step in history.recent:
        for at in validity_edges(history):
            asked = probe(history, step, step.proposal, at)
            if asked is None:
                continue
            found = any(one.code == code for one in asked.decision.findings)
            denied = asked.decision.verdict.value == "deny"
            if found == in_force(history.rules, at) or (found and not denied):
                yield _at_edge(step, asked, code)


def _at_edge(step: Step, asked: Step, code: str) -> Breach:
    name = breaches.order(step.proposal.id)
    return breach("edge", shown=(asked,), proposal=name, finding=code, at=asked.at)


def _wrong(history: History, step: Step) -> Iterator[str]:
    """Yield each code that the decision of *step* has wrongly, or lacks."""
    # What an ending finds of an order that would be lowered is another law's.
    found = {one.code for one in step.decision.findings if "lowers" not in one.facts}
    for code, expected in _checks(history, step):
        if expected != (code in found):
            yield code


def _checks(history: History, step: Step) -> Checked:
    reference, proposal, order = history.reference, step.proposal, order_of(step)
    rule = rule_of(history, step)
    yield "rules.not_in_force", not in_force(history.rules, step.at)
    area = order.area if order is not None else getattr(proposal, "area", "")
    if rule is not None:
        fits = entitled(reference, rule, proposal.issuer, area)
        yield "issuer.not_entitled", not fits
    if isinstance(proposal, IssueProposal):
        yield from _of_issue(reference, step, proposal)
        if isinstance(rule, Transition):
            yield from _of_transition(reference, step, proposal, rule.requires)
    elif order is not None and isinstance(proposal, EndProposal):
        yield from _of_end(reference, step, proposal, order)
        if isinstance(rule, Ending):
            asks = rule.requires
            yield from _of_assessment(asks.assessment, proposal.assessment, step, order)
            yield "reason.missing", asks.reason and not (proposal.reason or "").strip()
    elif order is not None and isinstance(proposal, RatifyProposal):
        yield "order.not_provisional", order.provisional_until is None
        yield "order.not_in_force", over_at(reference, order, order.scope, step.at)


def _of_issue(reference: ReferenceScheme, step: Step, proposal: IssueProposal) -> Checked:
    """Yield what needs no transition."""
    start, end = proposal.period.start, proposal.period.end
    if set(proposal.scope) <= reference.tier.keys():
        outside = not set(proposal.scope) <= reference.covers[proposal.area]
        yield "scope.outside_area", outside
    yield "period.empty", end is not None and end <= start
    yield "period.backdated", start < step.at
    expected = proposal.expected_end
    beyond = expected is not None and end is not None and expected > end
    yield "expected_end.outside", beyond or (expected is not None and expected <= start)


def _of_transition(
    reference: ReferenceScheme, step: Step, proposal: IssueProposal, asks: Requires
) -> Checked:
    start, end = proposal.period.start, proposal.period.end
    yield from _of_assessment(asks.assessment, proposal.assessment, step, None)
    yield "reason.missing", asks.reason and not (proposal.reason or "").strip()
    yield "scope.missing", asks.scope_named and not proposal.scope
    named = set(proposal.scope or (proposal.area,))
    if named <= reference.tier.keys():
        tiers = {reference.tier[area] for area in named}
        yield "scope.tier", asks.scope_tiers is not None and not tiers <= set(asks.scope_tiers)
    unbounded = end is None and asks.period == "bounded"
    longest = asks.max_duration
    yield "period.unbounded", unbounded
    too_long = longest is not None and (end is None or end - start > longest)
    yield "period.too_long", too_long and not unbounded
    yield "period.short_notice", asks.notice is not None and start - step.at < asks.notice
    yield "expected_end.missing", asks.expected_end and proposal.expected_end is None


def _of_assessment(
    asked: AssessmentRule | None, given: Assessment | None, step: Step, order: Order | None
) -> Checked:
    """Yield what is found of an assessment: not there, by others, dated after, or out of date."""
    if asked is None:
        missing = stale = False
    else:
        fresh = asked.model_copy(update={"max_age": None})
        missing = not assessed(fresh, given, step.at)
        known = given is not None and not missing
        old = known and not assessed(asked, given, step.at)
        before = known and order is not None and given is not None and given.at < order.issued_at
        stale = old or before
    yield "assessment.missing", missing
    yield "assessment.stale", stale


def _of_end(reference: ReferenceScheme, step: Step, proposal: EndProposal, order: Order) -> Checked:
    yield "period.backdated", proposal.at < step.at
    named = set(proposal.scope)
    if named <= reference.tier.keys():
        cover = reference.cover(order.scope)
        yield "scope.outside_area", not named <= cover
        if named <= cover:
            places = proposal.scope or order.scope
            yield "order.not_in_force", over_at(reference, order, places, proposal.at)
