"""Deciding: attempts → best → verdict → `Decision` (docs/semantics.md, sections 2 to 7).

    resolve → attempts (one per fitting transition) → best → consequences → Decision

A finding is what one check has to say. Findings become a verdict here and nowhere else:
deny outweighs pending, pending outweighs permit, and a note weighs nothing. No finding at
all means permit, so a check that cannot finish must raise: here, silence opens the gate.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from responselevels.core.deciding.case import AnyProposal, Case, resolve
from responselevels.core.deciding.checks import (
    check_approval,
    check_assessment,
    check_end,
    check_foreseen,
    check_foreseen_itself,
    check_issuer,
    check_period,
    check_period_itself,
    check_ratifiable,
    check_reason,
    check_rules,
    check_scope_inside,
    check_scope_named,
    check_scope_tiers,
    plainly_right,
)
from responselevels.core.deciding.consequences import consequences_of
from responselevels.core.deciding.criteria import check_criteria
from responselevels.core.deciding.duties import duties_of
from responselevels.core.deciding.evidence import NO_EVIDENCE, Evidence
from responselevels.core.deciding.findings import denied, finding, level, merit_of, told_with
from responselevels.core.deciding.floors import check_floor
from responselevels.core.deciding.graces import check_repeated, provisional_until
from responselevels.core.deciding.lowering import Lowering, lowering_of
from responselevels.core.deciding.records import as_recorded
from responselevels.core.frozen import maker
from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.levels import effective
from responselevels.core.world.scheme import CompiledRule, Scheme
from responselevels.models.decisions import (
    Change,
    Decision,
    Effect,
    Finding,
    Overtake,
    Replaced,
    Verdict,
)
from responselevels.models.measuring import MeasureChange
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.telling import Telling
from responselevels.models.times import instant_at
from responselevels.text.catalogue import Named

_decision = maker(Decision)


def decide(  # noqa: PLR0917 - the fifth is left out where nothing is known
    scheme: Scheme,
    book: OrderBook,
    proposal: AnyProposal,
    at: datetime,
    evidence: Evidence = NO_EVIDENCE,
) -> Decision:
    """Decide *proposal* at the instant *at*, against the orders of *book* issued so far.

    Pure: the same inputs give the same decision, and nothing is changed. Without
    *evidence*, every approval is what the caller asserts.

    Raises:
        InputError: *proposal* cannot be read (an unknown name), or *at* has no
            offset. Whatever can be read is decided; a denial is no error.
    """
    return decided(resolve(scheme, book, proposal, at, evidence=evidence))


def decided(case: Case) -> Decision:
    """Return the decision on a case that is resolved already."""
    chosen = best(attempts(case))
    changes: tuple[Change, ...] = ()
    overtakes: tuple[Overtake, ...] = ()
    replaces: tuple[Replaced, ...] = ()
    measures: tuple[MeasureChange, ...] = ()
    rule, findings = chosen.rule, chosen.findings
    if rule is not None and chosen.verdict != Verdict.DENY:
        # What would change is worked out for what may still happen; a denied proposal sets
        # nothing in motion.
        moved = consequences_of(case, rule)
        changes, overtakes, replaces = moved.changes, moved.overtakes, moved.replaces
        measures = moved.measures
        findings = (*findings, *check_lowering(case.scheme, changes))
    until = None
    if rule is not None and chosen.verdict != Verdict.DENY:
        until = provisional_until(case, rule)
    # In the order of the fields of a `Decision`.
    return _decision(
        case.proposal.id,
        chosen.verdict,
        None if rule is None else rule.id,
        instant_at(case.at),
        case.scheme.rules.id,
        case.scheme.digest,
        _told(case, findings) if findings else (),
        changes,
        overtakes,
        replaces,
        () if rule is None else duties_of(case, rule, changes),
        None if until is None else instant_at(until),
        case.drill,
        case.track_id,
        case.offset,
        measures,
    )


def _told(case: Case, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    telling = Telling(case.scheme.titles, case.offset)
    return tuple([told_with(finding, telling) for finding in findings])


def verdict_of(findings: Iterable[Finding]) -> Verdict:
    """Return what *findings* add up to: the worst effect among them.

    Neither their order nor repeats matter (docs/semantics.md, section 2, and invariant 8).

    >>> late = Finding(code="approval.late", effect=Effect.NOTE)
    >>> wait = Finding(code="approval.missing", effect=Effect.PENDING)
    >>> verdict_of([wait, late])
    <Verdict.PENDING: 'pending'>
    """
    # The worst of all: neither order nor number of findings can play a part.
    worst = Verdict.PERMIT
    for found in findings:
        if found.effect == Effect.DENY:
            return Verdict.DENY
        if found.effect == Effect.PENDING:
            worst = Verdict.PENDING
    return worst


class Attempt(NamedTuple):
    """A transition or ending (*rule*) tried on a case; *rule* is None where none fits."""

    rule: CompiledRule | None
    findings: tuple[Finding, ...]
    verdict: Verdict

    @classmethod
    def of(cls, rule: CompiledRule | None, findings: Iterable[Finding]) -> Attempt:
        """Return the attempt with these findings, its verdict drawn from them."""
        found = tuple(findings)
        return cls(rule, found, verdict_of(found))


def best(tried: Sequence[Attempt]) -> Attempt:
    """Return the best attempt: permit, pending, deny; fewest findings; the file's order."""
    if len(tried) == 1:
        return tried[0]
    # `min` takes the first of several equal ones, and attempts come in the order of the file.
    return min(tried, key=lambda attempt: merit_of(attempt.findings))


class Common(NamedTuple):
    """What all attempts on a case share: *findings* that need no transition, what is lowered."""

    findings: tuple[Finding, ...]
    lowering: Lowering | None

    @classmethod
    def of(cls, case: Case) -> Common:
        """Return what the attempts on *case* share, each check made once."""
        return cls(_shared_findings(case), lowering_of(case))


def attempts(case: Case) -> list[Attempt]:
    """Return one attempt for each transition or ending that fits, in the file's order.

    Where none fits, one attempt with `transition.undefined` and the checks that need none.
    """
    rules = fitting(case)
    if not rules:
        return [_attempt(case, None, (_undefined(case), *_shared_findings(case)))]
    common = Common.of(case)
    return [attempt_of(case, rule, common) for rule in rules]


def attempt_of(case: Case, rule: CompiledRule, common: Common | None = None) -> Attempt:
    """Return *rule* tried on the case. *common* is what depends on no rule, if known."""
    if common is None:
        common = Common.of(case)
    lowering = common.lowering
    if lowering is None:
        return _attempt(case, rule, (*_own_findings(case, rule), *common.findings))
    own = tuple(_own_findings(case, rule, lowering.asked))
    return _attempt(case, rule, (*own, *lowering.findings(rule, own), *common.findings))


def _attempt(case: Case, rule: CompiledRule | None, findings: tuple[Finding, ...]) -> Attempt:
    """Return the attempt with these findings; of an order of the past, as its record tells."""
    past = case.past
    if past is None or past.recorded is None:
        return Attempt.of(rule, findings)
    return Attempt.of(rule, as_recorded(past, past.recorded, findings))


def fitting(case: Case) -> tuple[CompiledRule, ...]:
    """Return the transitions (or endings) that fit the case.

    See docs/semantics.md, sections 3 to 5.
    """
    proposal, scheme = case.proposal, case.scheme
    key = (scheme.tree.tiers[case.issuing], case.rank)
    if isinstance(proposal, IssueProposal):
        return _fitting_issue(case, proposal, scheme.transitions_to.get(key, ()))
    if isinstance(proposal, EndProposal):
        return scheme.endings_of.get(key, ())
    # What is ratified was issued by a transition, and that one says who must approve. An order
    # that names none (taken over from elsewhere) may have come by any that leads there.
    own = case.order.transition if case.order is not None else None
    known = scheme.transitions_to.get(key, ()) if own is None else (scheme.transitions_by_id[own],)
    return tuple(rule for rule in known if rule.ratify is not None)


def _fitting_issue(
    case: Case, proposal: IssueProposal, rules: tuple[CompiledRule, ...]
) -> tuple[CompiledRule, ...]:
    # Acting first must be asked for: a transition with `ratify` is only tried if it is named.
    wanted = proposal.transition
    if wanted is None:
        rules = tuple([rule for rule in rules if rule.ratify is None])
    else:
        rules = tuple(rule for rule in rules if rule.id == wanted)
    # The levels in force are only worked out if some transition cares where it starts from.
    anything = len(case.scheme.levels)
    if not [rule for rule in rules if len(rule.sources) < anything]:
        return rules
    # One order is proposed for all its areas: the transition must be able to start from every
    # level that any of them stands at.
    standing = standing_ranks(case)
    return tuple(rule for rule in rules if rule.sources.issuperset(standing))


def standing_ranks(case: Case) -> frozenset[int]:
    """Return the effective levels (ranks) of the areas named, at the start of the period."""
    # The view begins at the start of the period, so the first step of a track is that instant.
    places = case.named or (case.issuing,)
    return frozenset(effective(case.view, place)[0][2][0] for place in places)


def _shared_findings(case: Case) -> tuple[Finding, ...]:
    """Return the findings of the checks that need no transition."""
    found: list[Finding] = []
    # A check that is asked costs more than to see that it has nothing to say.
    if not case.scheme.valid_from <= case.at < case.scheme.valid_to:
        found += check_rules(case)
    if len(case.inside) < len(case.named):
        found += check_scope_inside(case)
    if case.order is None:
        if not case.at <= case.start < case.end:
            found += check_period_itself(case)
        if isinstance(case.proposal, IssueProposal) and case.proposal.expected_end is not None:
            found += check_foreseen_itself(case)
        if case.scheme.tree.tiers[case.issuing] in case.scheme.floors:
            found += check_floor(case)
    elif isinstance(case.proposal, EndProposal):
        found += check_end(case, case.order)
    else:
        found += check_ratifiable(case, case.order)
    return tuple(found)


def _own_findings(
    case: Case, rule: CompiledRule, others: frozenset[str] = frozenset()
) -> Iterable[Finding]:
    """Yield the findings of the checks for what *rule* asks.

    *others* are bodies that something else asks to approve, which looks at what they say.
    """
    proposal = case.proposal
    if not isinstance(proposal, RatifyProposal) and plainly_right(case, rule, proposal, others):
        return
    yield from check_issuer(case, rule)
    if isinstance(proposal, RatifyProposal):
        # What is asked here stands in `ratify`, and so does where it comes from.
        ratifying = replace(rule, cites=rule.ratify_cites)
        yield from check_approval(case, ratifying, rule.ratify, proposal.approvals)
        return
    assessed = [*check_assessment(case, rule, proposal.assessment)]
    yield from assessed
    # Facts that do not count yet call for nothing: who has to assess is said first.
    if all(found.code != "assessment.missing" for found in assessed):
        yield from check_criteria(case, rule, proposal.assessment)
    asked = rule.approval
    over = others if asked is None else others - asked.bodies
    yield from check_approval(case, rule, asked, proposal.approvals, over=over)
    if rule.reason:
        yield from check_reason(rule, proposal.reason)
    if isinstance(proposal, IssueProposal):
        yield from _findings_of_issue(case, rule, proposal)


def _findings_of_issue(
    case: Case, rule: CompiledRule, proposal: IssueProposal
) -> Iterable[Finding]:
    # Asked for by few rules; not to look for what nobody asks costs nothing.
    if rule.explicit:
        yield from check_scope_named(case, rule)
    if rule.scope_tiers is not None:
        yield from check_scope_tiers(case, rule, rule.scope_tiers)
    yield from check_period(case, rule)
    if rule.foreseen:
        yield from check_foreseen(rule, proposal.expected_end)
    if rule.again_after is not None:
        yield from check_repeated(case, rule, rule.again_after)


def _undefined(case: Case) -> Finding:
    """Return `transition.undefined`: no transition, or ending, of the scheme fits."""
    proposal, to = case.proposal, level(case, case.rank)
    tier = Named("tier", case.scheme.rules.tiers[case.scheme.tree.tiers[case.issuing]].id)
    code = "transition.undefined"
    if isinstance(proposal, EndProposal):
        return denied(code, variant="end", tier=tier, level=to)
    if isinstance(proposal, RatifyProposal):
        return denied(code, variant="ratify", order=Named("order", proposal.order), level=to)
    standing = tuple(level(case, rank) for rank in sorted(standing_ranks(case)))
    if proposal.transition is None:
        return denied(code, tier=tier, level=to, standing=standing)
    named = Named("transition", proposal.transition)
    return denied(code, variant="named", transition=named, tier=tier, level=to, standing=standing)


def check_lowering(scheme: Scheme, changes: tuple[Change, ...]) -> Iterable[Finding]:
    """`level.lowers`: it would make the effective level of some area less severe."""
    ranks = scheme.ranks
    lowered = {c.area for c in changes if ranks[c.to_level] < ranks[c.from_level]}
    if lowered:
        areas = tuple(Named("area", area) for area in sorted(lowered))
        yield finding("level.lowers", Effect.NOTE, areas=areas)
