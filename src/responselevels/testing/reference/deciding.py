"""The naive engine: docs/semantics.md, sections 2 to 5, written from that page alone.

It is to be read beside the page. It walks every area and every elementary
piece of time between any two instants that occur anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from responselevels.core.deciding.evidence import NO_EVIDENCE, Evidence
from responselevels.models.orders import Order
from responselevels.models.proposals import EndProposal, IssueProposal
from responselevels.models.rules import Transition
from responselevels.testing.reference.cites import cited
from responselevels.testing.reference.duties import due_of
from responselevels.testing.reference.ending import decide_end, decide_ratify
from responselevels.testing.reference.findings.approvals import approval_findings, wanted_of
from responselevels.testing.reference.findings.checks import (
    Asked,
    assessment_findings,
    digest_of,
    finding,
    issuer_findings,
    period_findings,
    reason_findings,
    scope_findings,
    transition_findings,
    validity_findings,
)
from responselevels.testing.reference.findings.criteria import criteria_findings
from responselevels.testing.reference.findings.floors import floor_findings
from responselevels.testing.reference.findings.graces import grace_of, repeated_findings
from responselevels.testing.reference.lowering import Way, replaces_of
from responselevels.testing.reference.values import (
    AnyProposal,
    Decision,
    Finding,
    World,
    facts_of,
    maybe_utc,
    sorted_findings,
    utc,
)
from responselevels.testing.reference.verdicts import Attempt, best, judged
from responselevels.testing.reference.world.groups import (
    Groups,
    among,
    groups_now,
    groups_of,
    meant,
    named_in,
)
from responselevels.testing.reference.world.levels import Ground, Standing, State


def decide(
    world: World,
    proposal: AnyProposal,
    at: datetime,
    evidence: Evidence = NO_EVIDENCE,
    *,
    groups: Groups | None = None,
) -> Decision:
    """Return the decision on *proposal* at the instant *at*; *evidence* is what a register knows.

    *groups* are those as of the decision, where they are not those of the areas file.
    """
    made = _decided(
        world, proposal, (at, evidence), groups_now(world.areas) if groups is None else groups
    )
    ratifying = proposal.action == "ratify"
    findings = cited(world.rules, made.findings, ratifying=ratifying)
    return replace(made, findings=sorted_findings([*findings]))


def _decided(
    world: World, proposal: AnyProposal, when: tuple[datetime, Evidence], groups: Groups
) -> Decision:
    at, evidence = when
    ground = Ground(world.rules, world.areas)
    so_far = tuple(as_known(order, at) for order in world.orders if order.issued_at <= at)
    if isinstance(proposal, IssueProposal):
        members = among(proposal.scope, groups)
        digest = digest_of(proposal, drill=proposal.drill, members=members)
        plain = proposal.model_copy(update={"scope": meant(proposal.scope, groups)})
        return _decide_issue(Asked(ground, plain, plain, digest, utc(at), evidence, so_far), plain)
    (order,) = [one for one in so_far if one.id == proposal.order]
    if isinstance(proposal, EndProposal):
        groups = {**groups, **groups_of(order)}
        members = among(proposal.scope, groups)
        digest = digest_of(proposal, drill=order.drill, members=members)
        ending = proposal.model_copy(update={"scope": meant(proposal.scope, groups)})
        asked = Asked(ground, ending, order, digest, utc(at), evidence, so_far, order)
        return decide_end(asked, order, ending)
    digest = digest_of(proposal, drill=order.drill)
    asked = Asked(ground, proposal, order, digest, utc(at), evidence, so_far, order)
    return decide_ratify(asked, order, proposal)


def as_known(order: Order, at: datetime) -> Order:
    """Return *order* without the ends that were decided later (section 8)."""
    known = tuple(end for end in order.ends if end.decided_at is None or end.decided_at <= at)
    return order.model_copy(update={"ends": known})


def audit(world: World) -> Iterator[Decision]:
    """Yield the decision on each order as of its issue, against those before it in the list."""
    for place, order in enumerate(world.orders):
        before = replace(world, orders=world.orders[:place])
        decision = decide(before, _proposed(order), order.issued_at, groups=groups_of(order))
        given, until = order.provisional_until, decision.provisional_until
        if given is not None and until is not None and utc(given) > until:
            longer = finding(
                "provisional.longer", rule=decision.transition, given=utc(given), until=until
            )
            findings = cited(world.rules, [*decision.findings, longer], ratifying=False)
            denied = Decision("deny", decision.transition, sorted_findings([*findings]))
            yield replace(denied, duties=decision.duties)
        else:
            yield decision


def _proposed(order: Order) -> IssueProposal:
    """Return the proposal that *order* was; one for its own area may have named no area."""
    asked = order.model_dump(include=set(IssueProposal.model_fields) - {"action"})
    named = IssueProposal.model_validate(asked | {"scope": named_in(order)})
    unnamed = named.model_copy(update={"scope": ()})
    bound = {approval.digest for approval in order.approvals}
    alone = order.scope == (order.area,) and not groups_of(order)
    if alone and digest_of(unnamed, drill=order.drill) in bound:
        return unnamed
    return named


# -- section 3: issuing --------------------------------------------------------------


def _decide_issue(asked: Asked, proposal: IssueProposal) -> Decision:
    ground, state = asked.ground, asked.state
    named = proposal.scope or (proposal.area,)
    standing = {state.effective(area, utc(proposal.period.start)).rank for area in named}
    fitting = [t for t in ground.rules.transitions if _fits(asked, proposal, t, standing)]
    anyway = [
        *validity_findings(asked),
        *scope_findings(asked, proposal),
        *period_findings(asked, proposal),
        *floor_findings(state, proposal),
    ]
    if not fitting:
        undefined = _undefined_issue(asked, proposal, standing)
        return Decision("deny", None, sorted_findings([undefined, *anyway]))
    way = Way(asked, proposal)
    attempts: list[Attempt] = [
        (transition.id, [*_issue_findings(asked, proposal, transition, way), *anyway])
        for transition in fitting
    ]
    chosen = best(attempts)
    transition = next(t for t in fitting if t.id == chosen[0])
    grace = grace_of(asked, proposal, transition.ratify)
    after = _issued(state, proposal, grace)
    decision = judged(asked, chosen, state, lambda: after)
    denied = decision.verdict == "deny"
    period = utc(proposal.period.start), maybe_utc(proposal.period.end)
    return replace(
        decision,
        duties=due_of(asked, transition.duties, decision.changes, period),
        replaces=replaces_of(state, after, proposal.area, asked.at) if not denied else (),
        provisional_until=None if denied else grace,
    )


def _fits(
    asked: Asked, proposal: IssueProposal, transition: Transition, standing: set[int]
) -> bool:
    levels = asked.ground.levels
    if proposal.transition is None:
        tried = transition.ratify is None
    else:
        tried = proposal.transition == transition.id
    return (
        tried
        and transition.tier == asked.ground.tier[proposal.area]
        and proposal.level in transition.to
        and (transition.from_ is None or all(levels[n] in transition.from_ for n in standing))
    )


def _undefined_issue(asked: Asked, proposal: IssueProposal, standing: set[int]) -> Finding:
    facts: dict[str, object] = {
        "tier": asked.ground.tier[proposal.area],
        "level": proposal.level,
        "standing": tuple(asked.ground.levels[rank] for rank in standing),
    }
    if proposal.transition is not None:
        facts |= {"variant": "named", "transition": proposal.transition}
    return Finding("transition.undefined", "deny", None, facts_of(facts))


def _issue_findings(
    asked: Asked, proposal: IssueProposal, transition: Transition, way: Way
) -> list[Finding]:
    asks, rule = transition.requires, transition.id
    wanted = wanted_of(asks, proposal.assessment)
    own = [
        *issuer_findings(asked, transition.issuers, rule),
        *assessed_findings(asked, proposal, transition),
        *approval_findings(asked, wanted and replace(wanted, elsewhere=way.named), rule),
        *reason_findings(asks.reason, proposal.reason, rule),
        *transition_findings(asked, proposal, transition),
        *repeated_findings(asked, proposal, transition.ratify, rule),
    ]
    return [*own, *way.findings(transition, own)]


def assessed_findings(
    asked: Asked, proposal: IssueProposal, transition: Transition
) -> Iterator[Finding]:
    """Yield what is found of the assessment, and of its facts where none is missing."""
    wanted, given = transition.requires.assessment, proposal.assessment
    of_it = list(assessment_findings(asked, wanted, given, transition.id))
    yield from of_it
    if not any(one.code == "assessment.missing" for one in of_it):
        yield from criteria_findings(asked, proposal, transition)


def _issued(state: State, proposal: IssueProposal, grace: datetime | None) -> State:
    order = Standing(
        id=f"the order of {proposal.id}",
        area=proposal.area,
        rank=state.ground.rank(proposal.level),
        scope=proposal.scope or (proposal.area,),
        start=utc(proposal.period.start),
        end=maybe_utc(proposal.period.end),
        ends=(),
        provisional_until=grace,
    )
    return State(state.ground, [*state.orders, order])
