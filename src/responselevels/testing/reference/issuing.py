"""Issuing an order (section 3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from responselevels.models.proposals import IssueProposal
from responselevels.models.rules import Transition
from responselevels.testing.reference.consequences import judged, replaces_of
from responselevels.testing.reference.duties import due_of
from responselevels.testing.reference.findings.acts import (
    assessment_findings,
    issuer_findings,
    reason_findings,
)
from responselevels.testing.reference.findings.approvals import approval_findings, wanted_of
from responselevels.testing.reference.findings.asked import Asked, finding
from responselevels.testing.reference.findings.criteria import criteria_findings
from responselevels.testing.reference.findings.floors import floor_findings
from responselevels.testing.reference.findings.graces import grace_of, repeated_findings
from responselevels.testing.reference.findings.periods import (
    foreseen_findings,
    period_findings,
    scope_findings,
    transition_findings,
    validity_findings,
)
from responselevels.testing.reference.findings.records import as_told
from responselevels.testing.reference.lowering import Way
from responselevels.testing.reference.values import Decision, Finding, maybe_utc, utc
from responselevels.testing.reference.verdicts import Attempt, best
from responselevels.testing.reference.world.levels import State
from responselevels.testing.reference.world.standing import Standing


def decide_issue(asked: Asked, proposal: IssueProposal) -> Decision:
    """Return the decision on issuing *proposal*, in whose scope groups stand for their members.

    Section 3: "If several fit, each is tried and the best outcome is the decision" "Duties never
    weigh in the verdict." Section 10: "A decision on a new order has the duties of its transition"
    "Transitions, endings and floors are for all tracks alike, and so is the default level." Section 7: "A denied proposal replaces nothing"
    """
    state = asked.state
    standing = standing_levels(asked, proposal)
    rules = asked.ground.rules
    fitting = [one for one in rules.transitions if _fits(asked, proposal, one, standing)]
    anyway = list(_anyway(asked, proposal))
    if not fitting:
        findings = as_told(asked.past, [_undefined(asked, proposal, standing), *anyway])
        return judged(asked, (None, findings), lambda: state)
    way = Way(asked, proposal)
    attempts: list[Attempt] = [
        (
            transition.id,
            as_told(asked.past, [*_own_findings(asked, proposal, transition, way), *anyway]),
        )
        for transition in fitting
    ]
    chosen = best(attempts)
    transition = next(one for one in fitting if one.id == chosen[0])
    grace = grace_of(asked, proposal, transition.ratify)
    after = _issued(state, proposal, grace)
    decision = judged(asked, chosen, lambda: after)
    denied = decision.verdict == "deny"
    period = utc(proposal.period.start), maybe_utc(proposal.period.end)
    return replace(
        decision,
        duties=due_of(asked, transition.duties, decision.changes, period),
        replaces=() if denied else replaces_of(state, after, proposal.area, asked.since),
        provisional_until=None if denied else grace,
    )


def standing_levels(asked: Asked, proposal: IssueProposal) -> set[str]:
    """Return the levels that *proposal* starts from.

    Section 3: "every level that the effective level has at the start of the period, before the
    proposal, in the areas that the scope names" "Where a transition does not ask for a scope and
    none is named, the scope is the issuing area."
    """
    start, levels = utc(proposal.period.start), asked.ground.levels
    named = proposal.scope or (proposal.area,)
    return {levels[asked.state.effective(area, start).rank] for area in named}


def _fits(
    asked: Asked, proposal: IssueProposal, transition: Transition, standing: set[str]
) -> bool:
    """Say whether *transition* fits *proposal*.

    Section 3: "A **transition** of the rules fits a proposal when it is for the tier of the issuing
    area, leads `to` the proposed level, and, if it has `from`, may start from every level" "If the
    proposal names a transition, no other is tried. A transition with `ratify` (section 5) is tried
    only if it is named."
    """
    if proposal.transition is None:
        tried = transition.ratify is None
    else:
        tried = proposal.transition == transition.id
    return (
        tried
        and transition.tier == asked.ground.tier[proposal.area]
        and proposal.level in transition.to
        and (transition.from_ is None or standing <= set(transition.from_))
    )


def _undefined(asked: Asked, proposal: IssueProposal, standing: set[str]) -> Finding:
    """Return `transition.undefined`.

    Section 3: "no transition fits"
    """
    facts: dict[str, object] = {
        "tier": asked.ground.tier[proposal.area],
        "level": proposal.level,
        "standing": tuple(standing),
    }
    if proposal.transition is not None:
        facts |= {"variant": "named", "transition": proposal.transition}
    return finding("transition.undefined", "deny", None, **facts)


def _anyway(asked: Asked, proposal: IssueProposal) -> Iterator[Finding]:
    """Yield what is found whatever the transition.

    Section 3: "Where no transition fits, the checks that need none are made all the same:
    `rules.not_in_force`, `scope.outside_area`, `period.empty`, `period.backdated` and
    `floor.less_severe`."
    """
    yield from validity_findings(asked)
    yield from scope_findings(asked, proposal)
    yield from period_findings(asked, proposal)
    yield from foreseen_findings(proposal)
    yield from floor_findings(asked.state, proposal)


def _own_findings(
    asked: Asked, proposal: IssueProposal, transition: Transition, way: Way
) -> list[Finding]:
    """Return what *transition* finds of *proposal*, and the endings of what it would lower.

    Section 5: "It permits without that approval, and the order is *provisional*." So the approval
    that `ratify` has is not asked for here.
    """
    asks, rule = transition.requires, transition.id
    wanted = wanted_of(asks, proposal.assessment)
    own = [
        *issuer_findings(asked, transition.issuers, rule),
        *_assessed_findings(asked, proposal, transition),
        *approval_findings(asked, wanted and replace(wanted, elsewhere=way.named), rule),
        *reason_findings(asks.reason, proposal.reason, rule),
        *transition_findings(asked, proposal, transition),
        *repeated_findings(asked, proposal, transition.ratify, rule),
    ]
    return [*own, *way.findings(transition, own)]


def _assessed_findings(
    asked: Asked, proposal: IssueProposal, transition: Transition
) -> Iterator[Finding]:
    """Yield what is found of the assessment, and of its facts.

    Section 11: "They are looked at where an assessment is asked for with a table and none is
    missing (no `assessment.missing`)" "A table says nothing of endings and ratifications"
    """
    wanted, given = transition.requires.assessment, proposal.assessment
    of_it = list(assessment_findings(asked, wanted, given, transition.id))
    yield from of_it
    if not any(one.code == "assessment.missing" for one in of_it):
        yield from criteria_findings(asked, proposal, transition)


def _issued(state: State, proposal: IssueProposal, grace: datetime | None) -> State:
    """Return the orders as they would be.

    Section 1: "So a later order of an area takes the place of an earlier one exactly where both
    hold and when both hold, and nowhere else." Section 5: "Until then it is in force like any
    other."
    """
    order = Standing(
        id=f"the order of {proposal.id}",
        area=proposal.area,
        rank=state.ground.rank(proposal.level),
        places=frozenset(state.ground.covered(proposal.scope or (proposal.area,))),
        start=utc(proposal.period.start),
        end=maybe_utc(proposal.period.end),
        ends=(),
        provisional_until=grace,
    )
    return State(state.ground, [*state.orders, order])
