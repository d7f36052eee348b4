"""The naive engine: docs/semantics.md, sections 2 to 5, written from that page alone.

It is to be read beside the page. It walks every area and every elementary
piece of time between any two instants that occur anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from responselevels.models.proposals import EndProposal, IssueProposal
from responselevels.models.rules import Floor, Transition
from tests.model.known import NOTHING, Known
from tests.model.naive_after import decide_end, decide_ratify
from tests.model.naive_approvals import approval_findings
from tests.model.naive_checks import (
    Asked,
    assessment_findings,
    finding,
    issuer_findings,
    period_findings,
    reason_findings,
    scope_findings,
    transition_findings,
    validity_findings,
)
from tests.model.naive_floors import floor_findings
from tests.model.naive_graces import grace_of, repeated_findings
from tests.model.naive_levels import Ground, Standing, State, state_of
from tests.model.naive_verdicts import Attempt, best, judged
from tests.model.plain import (
    AnyProposal,
    Decision,
    DutyDue,
    Finding,
    World,
    facts_of,
    maybe_utc,
    sorted_findings,
    utc,
)


def decide(world: World, proposal: AnyProposal, at: datetime, known: Known = NOTHING) -> Decision:
    """Return the decision on *proposal* at the instant *at*; *known* is what a register knows."""
    ground = Ground(world.rules, world.areas)
    so_far = [order for order in world.orders if order.issued_at <= at]
    if isinstance(proposal, IssueProposal):
        asked = Asked(
            ground, proposal, proposal.area, proposal.drill, utc(at), known, tuple(so_far)
        )
        return _decide_issue(asked, proposal, state_of(ground, so_far, drill=asked.drill))
    (order,) = [order for order in so_far if order.id == proposal.order]
    asked = Asked(ground, proposal, order.area, order.drill, utc(at), known, tuple(so_far), order)
    state = state_of(ground, so_far, drill=asked.drill)
    if isinstance(proposal, EndProposal):
        return decide_end(asked, proposal, order, state)
    return decide_ratify(asked, proposal, order, state)


def audit(world: World) -> Iterator[Decision]:
    """Yield the decision on each order as of its issue, against those before it in the list."""
    for place, order in enumerate(world.orders):
        asked = order.model_dump(include=set(IssueProposal.model_fields) - {"action"})
        proposal = IssueProposal.model_validate(asked)
        decision = decide(replace(world, orders=world.orders[:place]), proposal, order.issued_at)
        given, until = order.provisional_until, decision.provisional_until
        if given is not None and until is not None and utc(given) > until:
            longer = finding(
                "provisional.longer", rule=decision.transition, given=utc(given), until=until
            )
            findings = sorted_findings([*decision.findings, longer])
            yield Decision("deny", decision.transition, findings, duties=decision.duties)
        else:
            yield decision


# -- section 3: issuing --------------------------------------------------------------


def _decide_issue(asked: Asked, proposal: IssueProposal, state: State) -> Decision:
    ground = asked.ground
    named = proposal.scope or (proposal.area,)
    standing = {state.effective(area, utc(proposal.period.start)).rank for area in named}
    fitting = [t for t in ground.rules.transitions if _fits(asked, proposal, t, standing)]
    anyway = [
        *validity_findings(asked),
        *scope_findings(asked, proposal),
        *period_findings(asked, proposal),
        *floor_findings(state, proposal, _floor_rule(asked)),
    ]
    if not fitting:
        undefined = _undefined_issue(asked, proposal, standing)
        return Decision("deny", None, sorted_findings([undefined, *anyway]))
    attempts: list[Attempt] = [
        (transition.id, [*_issue_findings(asked, proposal, transition), *anyway])
        for transition in fitting
    ]
    chosen = best(attempts)
    transition = next(t for t in fitting if t.id == chosen[0])
    grace = grace_of(asked, proposal, transition.ratify)
    decision = judged(asked, chosen, state, lambda: _issued(state, proposal, grace))
    return replace(
        decision,
        duties=_duties(transition, asked.at),
        provisional_until=None if decision.verdict == "deny" else grace,
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
    asked: Asked, proposal: IssueProposal, transition: Transition
) -> Iterator[Finding]:
    asks, rule = transition.requires, transition.id
    yield from issuer_findings(asked, transition.issuers, rule)
    yield from assessment_findings(asked, asks.assessment, proposal.assessment, rule)
    yield from approval_findings(asked, asks.approval, rule, signed=asks.signed)
    yield from reason_findings(asks.reason, proposal.reason, rule)
    yield from transition_findings(asked, proposal, transition)
    yield from repeated_findings(asked, proposal, transition.ratify, rule)


def _floor_rule(asked: Asked) -> Floor | None:
    tier = asked.ground.tier[asked.area]
    return next((floor for floor in asked.ground.rules.floors if floor.tier == tier), None)


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


def _duties(transition: Transition, at: datetime) -> tuple[DutyDue, ...]:
    return tuple(
        DutyDue(duty.do, duty.to, at + duty.within if duty.within else None)
        for duty in transition.duties
    )
