"""One function per family of findings (docs/semantics.md, sections 3 to 5).

Each check looks at a case, most of them together with the transition or ending that is
tried on it, and yields findings. A check that yields nothing has looked and found nothing
wrong; one that cannot look must raise, since silence means permit.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from responselevels.core.conditions import completions_beside, filled
from responselevels.core.deciding.case import Case
from responselevels.core.deciding.counting import Tally, counted, refused
from responselevels.core.deciding.evidence import NO_EVIDENCE
from responselevels.core.deciding.findings import (
    areas,
    bodies,
    cite_of,
    decided_at,
    denied,
    finding,
    issue_of,
)
from responselevels.core.orders.entries import Entry, held_until
from responselevels.core.timeline import FOREVER, micros_of, micros_of_duration, sum_within
from responselevels.core.world.scheme import ApprovalRequirement, CompiledRule
from responselevels.models.decisions import Effect, Finding
from responselevels.models.orders import Approval, Assessment
from responselevels.models.proposals import EndProposal, IssueProposal
from responselevels.models.times import FIRST_MICROS, instant_at
from responselevels.text.catalogue import Alternatives, Named


def check_rules(case: Case) -> Iterator[Finding]:
    """`rules.not_in_force`: the decision time is outside the rules' `valid` period."""
    # Half-open: in force at the first instant, no longer at the last.
    code, scheme = "rules.not_in_force", case.scheme
    if case.at < scheme.valid_from:
        start = instant_at(scheme.valid_from)
        yield denied(code, variant="before", decided_at=decided_at(case), start=start)
    elif case.at >= scheme.valid_to:
        end = instant_at(scheme.valid_to)
        yield denied(code, variant="after", decided_at=decided_at(case), end=end)


def check_issuer(case: Case, rule: CompiledRule) -> Iterator[Finding]:
    """`issuer.not_entitled`: the issuer is none of the rule's, or has no area in the line."""
    code, issuer = "issuer.not_entitled", Named("body", case.proposal.issuer)
    if issuer.id not in rule.issuers:
        yield denied(code, rule, issuer=issuer, issuers=bodies(rule.issuers))
    elif case.scheme.acting(issuer.id, case.issuing) is None:
        area = Named("area", case.scheme.tree.ids[case.issuing])
        # Helpful only if it names issuers that do exist for this area.
        there = [
            body for body in rule.issuers if case.scheme.acting(body, case.issuing) is not None
        ]
        variant = "absent" if there else "nobody"
        yield denied(code, rule, variant=variant, issuer=issuer, area=area, issuers=bodies(there))


def check_assessment(
    case: Case, rule: CompiledRule, assessment: Assessment | None
) -> Iterator[Finding]:
    """`assessment.missing`: there is none, a body is absent from it, or its time is later.

    And `assessment.stale`: it was made before the order was issued that is to be ended, or
    longer before the decision than the rule lets it be (section 8).
    """
    asked = rule.assessment
    if asked is None:
        return
    facts: dict[str, object]
    if assessment is None:
        facts = {"variant": "joint" if asked.with_ else "none", "by": bodies(asked.by)}
        if asked.with_:
            facts["with"] = bodies(asked.with_)
        yield finding("assessment.missing", Effect.PENDING, rule, **facts)
        return
    # A joint assessment: who leads and who takes part is all the same to the rule.
    parties = {assessment.by, *assessment.with_}
    absent = {body for body in asked.with_ if body not in parties}
    if parties.isdisjoint(asked.by):
        absent.update(asked.by)
    if absent:
        facts = {"variant": "parts", "absent": bodies(absent)}
        yield finding("assessment.missing", Effect.PENDING, rule, **facts)
    elif micros_of(assessment.at) > case.at:
        facts = {"variant": "late", "at": assessment.at, "decided_at": decided_at(case)}
        yield finding("assessment.missing", Effect.PENDING, rule, **facts)
    elif case.order is not None and micros_of(assessment.at) < case.order.issued:
        facts = {"variant": "before_order", "at": assessment.at, **issue_of(case.order)}
        yield finding("assessment.stale", Effect.PENDING, rule, **facts)
    elif asked.max_age is not None and case.at - micros_of(assessment.at) > micros_of_duration(
        asked.max_age
    ):
        # Exactly as old as it may be is in time.
        facts = {"at": assessment.at, "decided_at": decided_at(case), "max_age": asked.max_age}
        yield finding("assessment.stale", Effect.PENDING, rule, variant="old", **facts)


def check_approval(
    case: Case,
    rule: CompiledRule,
    asked: ApprovalRequirement | None,
    approvals: tuple[Approval, ...],
    *,
    over: frozenset[str] = frozenset(),
) -> Iterator[Finding]:
    """`approval.*`: who refused, what is missing to fill the condition, what does not count.

    Approvals and refusals of the bodies *over* are passed over.
    """
    if asked is None or plainly_filled(case, asked, approvals, over):
        return
    # A refusal that stands denies, whoever else approved; what is missing is said beside it.
    refusals = refused(case, asked, rule, over=over)
    yield from refusals
    tally = counted(case, asked, rule, approvals, over=over)
    if not filled(asked.condition, tally.approved):
        yield _missing(case, rule, asked, tally)
    yield from (note for note in tally.notes if note not in refusals)


def plainly_filled(
    case: Case,
    asked: ApprovalRequirement,
    approvals: tuple[Approval, ...],
    over: frozenset[str] = frozenset(),
) -> bool:
    """Say whether *approvals* fill a requirement in such a plain way that there is nothing to say.

    Those of the bodies *over* are passed over.
    Each of them is then asserted, of a body asked for that acts here and is none of the issuers,
    in time, and bound to nothing. Of anything else the answer is no, whatever it is worth.
    """
    if asked.signed or asked.bound or case.evidence is not NO_EVIDENCE:
        return False
    issuers, assessment = case.issuers, case.assessment
    first = FIRST_MICROS if case.order is None else case.order.issued
    if asked.after_assessment and assessment is not None:
        first = max(first, micros_of(assessment.at))
    counted_bodies: set[str] = set()
    for each in approvals:
        if each.body in over:
            continue
        if (
            each.area is not None
            or each.person is not None
            or each.digest is not None
            or each.body not in asked.bodies
            or each.body in issuers
            or not first <= micros_of(each.at) <= case.at
            or case.scheme.acting(each.body, case.issuing) is None
        ):
            return False
        counted_bodies.add(each.body)
    return filled(asked.condition, counted_bodies)


def plainly_acted(
    case: Case,
    rule: CompiledRule,
    proposal: IssueProposal | EndProposal,
    over: frozenset[str] = frozenset(),
) -> bool:
    """Say whether issuer, assessment, approvals and reason plainly are what *rule* asks for.

    Then the checks of these have nothing to say. As with approvals (`plainly_filled`), of
    anything that takes a longer look the answer is no.
    """
    reason = proposal.reason
    return (
        proposal.issuer in rule.issuers
        and case.scheme.acting(proposal.issuer, case.issuing) is not None
        and (rule.assessment is None or _plainly_assessed(case, rule, proposal.assessment))
        and (rule.approval is None or plainly_filled(case, rule.approval, proposal.approvals, over))
        and (not rule.reason or (reason is not None and bool(reason.strip())))
    )


def _plainly_assessed(case: Case, rule: CompiledRule, assessment: Assessment | None) -> bool:
    asked = rule.assessment
    if asked is None or assessment is None or asked.max_age is not None or rule.table is not None:
        return False
    first = FIRST_MICROS if case.order is None else case.order.issued
    parties = {assessment.by, *assessment.with_}
    return (
        not parties.isdisjoint(asked.by)
        and parties.issuperset(asked.with_)
        and first <= micros_of(assessment.at) <= case.at
    )


def plainly_right(
    case: Case,
    rule: CompiledRule,
    proposal: IssueProposal | EndProposal,
    others: frozenset[str] = frozenset(),
) -> bool:
    """Say whether a proposal plainly is what *rule* asks for, so that there is nothing to say.

    *others* are bodies whose approval something else asks for.
    """
    over = others if rule.approval is None else others - rule.approval.bodies
    if not plainly_acted(case, rule, proposal, over):
        return False
    if not isinstance(proposal, IssueProposal):
        return True
    return not (
        rule.scope_tiers is not None
        or rule.longest is not None
        or rule.notice is not None
        or rule.again_after is not None
        or (rule.explicit and not case.named)
        or (rule.bounded and case.end == FOREVER)
        or (rule.foreseen and proposal.expected_end is None)
    )


def _missing(case: Case, rule: CompiledRule, asked: ApprovalRequirement, tally: Tally) -> Finding:
    # Completions must be open to somebody: not the issuers, nor a body that the line has not.
    able = {
        body
        for body in asked.bodies
        if body not in case.issuers and case.scheme.acting(body, case.issuing) is not None
    }
    # Completions are minimal: no set has a body that the condition could do without.
    sets = completions_beside(asked.condition, tally.readings, able)
    facts: dict[str, object] = {"approved": bodies(tally.approved)}
    if sets:
        facts["ways"] = Alternatives(tuple(bodies(names) for names in sets))
    else:
        facts["variant"] = "nobody"
    return Finding(
        code="approval.missing",
        effect=Effect.PENDING,
        rule=rule.id,
        cite=cite_of("approval.missing", rule),
        facts=facts,
        completions=sets,
    )


def check_reason(rule: CompiledRule, reason: str | None) -> Iterator[Finding]:
    """`reason.missing`: the rule asks for a reason, and none is given."""
    # Blanks alone are no reason: somebody has to be able to read it afterwards.
    if rule.reason and not (reason and reason.strip()):
        yield denied("reason.missing", rule)


def check_scope_named(case: Case, rule: CompiledRule) -> Iterator[Finding]:
    """`scope.missing`: the transition asks for a scope, and none is named."""
    if rule.explicit and not case.named:
        yield denied("scope.missing", rule)


def check_scope_tiers(case: Case, rule: CompiledRule, asked: frozenset[int]) -> Iterator[Finding]:
    """`scope.tier`: an area named, or the issuing one where none is, is of another tier."""
    tiers = case.scheme.tree.tiers
    # Without a scope the issuing area is the scope, so its tier is asked about (section 10).
    others = [a for a in case.named or (case.issuing,) if tiers[a] not in asked]
    if others:
        ids = [tier.id for tier in case.scheme.rules.tiers]
        named = tuple(Named("tier", ids[number]) for number in sorted(asked))
        yield denied("scope.tier", rule, areas=areas(case, others), tiers=named)


def check_scope_inside(case: Case) -> Iterator[Finding]:
    """`scope.outside_area`: a named area lies outside what may be ordered, or ended, for."""
    # Of an order to be ended, *inside* is what lies beneath the areas that it was issued for.
    inside = frozenset(case.inside)
    outside = [area for area in case.named if area not in inside]
    if not outside:
        return
    code, named = "scope.outside_area", areas(case, outside)
    if case.order is not None:
        yield denied(code, variant="order", areas=named, order=Named("order", case.order.id))
    else:
        yield denied(code, areas=named, area=Named("area", case.scheme.tree.ids[case.issuing]))


def check_period_itself(case: Case) -> Iterator[Finding]:
    """`period.empty` and `period.backdated`: what no transition could allow."""
    if case.end <= case.start:
        start, end = instant_at(case.start), instant_at(case.end)
        yield denied("period.empty", start=start, end=end)
    if case.start < case.at:
        start = instant_at(case.start)
        yield denied("period.backdated", start=start, decided_at=decided_at(case))


def check_foreseen_itself(case: Case) -> Iterator[Finding]:
    """`expected_end.outside`: it is not after the start, or after the end.

    See docs/semantics.md, section 10. The very end is in the period.
    """
    proposal = case.proposal
    expected = proposal.expected_end if isinstance(proposal, IssueProposal) else None
    if expected is None:
        return
    code, instant = "expected_end.outside", micros_of(expected)
    if instant <= case.start:
        yield denied(code, expected_end=expected, start=instant_at(case.start))
    elif instant > case.end:
        yield denied(code, variant="end", expected_end=expected, end=instant_at(case.end))


def check_foreseen(rule: CompiledRule, expected_end: datetime | None) -> Iterator[Finding]:
    """`expected_end.missing`: the rule asks for an expected end, and none is given."""
    if rule.foreseen and expected_end is None:
        yield denied("expected_end.missing", rule)


def check_period(case: Case, rule: CompiledRule) -> Iterator[Finding]:
    """`period.unbounded`, `period.too_long` and `period.short_notice`: what the rule asks.

    A period exactly as long as the maximum passes, and so does a start exactly in time.
    """
    # A period without end is longer than any maximum; but that it needs an end is said first.
    endless = case.end == FOREVER
    if endless and rule.bounded:
        yield denied("period.unbounded", rule)
    elif rule.longest is not None and case.end - case.start > rule.longest:
        longest = timedelta(microseconds=rule.longest)
        if endless:
            yield denied("period.too_long", rule, variant="endless", max=longest)
        else:
            length = timedelta(microseconds=case.end - case.start)
            yield denied("period.too_long", rule, length=length, max=longest)
    if rule.notice is not None and case.start < case.at + rule.notice:
        yield denied(
            "period.short_notice",
            rule,
            start=instant_at(case.start),
            notice=timedelta(microseconds=rule.notice),
            earliest=instant_at(sum_within(case.at, rule.notice)),
        )


def check_end(case: Case, order: Entry) -> Iterator[Finding]:
    """`order.not_in_force` and `period.backdated` for an early end.

    See docs/semantics.md, section 4.
    """
    # Over where it is to be ended, not everywhere: a part may have been ended before the rest.
    over = _over(case, order, case.named or order.scope, case.start)
    at = instant_at(case.start)
    if over:
        yield denied("order.not_in_force", order=Named("order", order.id), at=at)
    if case.start < case.at:
        yield denied("period.backdated", variant="end", at=at, decided_at=decided_at(case))


def check_ratifiable(case: Case, order: Entry) -> Iterator[Finding]:
    """`order.not_provisional` and `order.not_in_force` for a ratification (section 5)."""
    named = Named("order", order.id)
    # Both can be so at once, and whoever asks should hear both.
    if order.lapse is None:
        yield denied("order.not_provisional", order=named)
    if _over(case, order, order.scope, case.at):
        yield denied("order.not_in_force", order=named, at=decided_at(case))


def _over(case: Case, order: Entry, places: tuple[int, ...], instant: int) -> bool:
    """Say whether, for each of *places*, the order has run out, lapsed or been ended by *instant*."""
    # At a place outside the order's scope there is no early end to look for: only what ends the
    # order everywhere counts, and `scope.outside_area` says the rest.
    tree, inside = case.scheme.tree, frozenset(case.inside)
    everywhere = order.end if order.lapse is None else min(order.end, order.lapse)
    return all(
        (held_until(order, place, tree) if place in inside else everywhere) <= instant
        for place in places
    )
