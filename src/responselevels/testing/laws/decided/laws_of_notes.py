"""Laws about what weighs nothing: the notes on approvals, what is lowered, and the duties.

See docs/semantics.md, sections 3, 4, 8 and 10.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from responselevels.models.decisions import Decision, Effect, Verdict
from responselevels.models.orders import Approval, Order
from responselevels.models.parts.conditions import bodies_in
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.rules import Duty, Ending, Transition
from responselevels.testing.laws import breaches
from responselevels.testing.laws.breaches import Breach, breach
from responselevels.testing.laws.decided.probing import later, plainly_told, probes
from responselevels.testing.laws.history import History, Step
from responselevels.testing.laws.laws_of_lowering import lowered
from responselevels.testing.laws.laws_of_orders import act_of, asked_of, order_of, realm_of, rule_of
from responselevels.testing.laws.reference_levels import (
    ApprovedAct,
    ReferenceLevels,
    ReferenceScheme,
)

NOTES = frozenset(
    f"approval.{name}"
    for name in (
        "not_entitled",
        "self",
        "late",
        "stale",
        "before_order",
        "before_assessment",
        "unbound",
    )
)
"""The notes that tell why an approval does not count, as far as no signature is asked for."""


def notes_as_defined(history: History) -> Iterator[Breach]:
    """Of each approval that does not count is noted why, and of no other."""
    for step in history.recent:
        for asked in (step, *probes(history, step)):
            expected = _notes(history, asked)
            if expected is None:
                continue
            found = {
                (one.code, getattr(one.facts.get("body"), "id", ""))
                for one in asked.decision.findings
                if one.code in NOTES and "lowers" not in one.facts
            }
            for code, _body in sorted(found ^ expected):
                yield breach(
                    "finding",
                    shown=() if asked is step else (asked,),
                    proposal=breaches.order(step.proposal.id),
                    finding=code,
                )
            if any(f.effect != Effect.NOTE for f in asked.decision.findings if f.code in NOTES):
                yield breach("weighs", proposal=breaches.order(step.proposal.id))


def _notes(history: History, step: Step) -> set[tuple[str, str]] | None:
    """Return the notes, each with its body; None where more has to be known than is told."""
    rule = rule_of(history, step)
    asked = None if rule is None else asked_of(step, rule)
    if rule is None or not plainly_told(step, asked) or _lowers_as_ending(history, step):
        return None
    if asked is None or asked.approval is None:
        return set()
    act, entitled = act_of(history, step, asked), frozenset(bodies_in(asked.approval))
    given: tuple[Approval, ...] = step.proposal.approvals
    return {
        (code, one.body)
        for one in given
        for code in _noted(history.reference, one, act, entitled=entitled)
    }


def _lowers_as_ending(history: History, step: Step) -> bool:
    if history.rules.lowering != "as_ending" or not isinstance(step.proposal, IssueProposal):
        return False
    return bool(lowered(history.reference, step, step.proposal))


def _noted(
    reference: ReferenceScheme, one: Approval, act: ApprovedAct, *, entitled: frozenset[str]
) -> Iterator[str]:
    acting = reference.acting(one.body, act.area)
    if one.body not in entitled or acting is None or one.area not in (None, acting):
        yield "approval.not_entitled"
    own = one.body in act.issuers and one.area in (None, acting)
    if own or (one.person is not None and one.person in act.proposers):
        yield "approval.self"
    if one.at > act.at:
        yield "approval.late"
    elif one.at < act.since:
        yield "approval.before_order"
    if one.at < act.assessed:
        yield "approval.before_assessment"
    if one.digest is None and act.bound:
        yield "approval.unbound"
    if one.digest not in (None, act.digest):
        yield "approval.stale"


def lowering_is_noted(history: History) -> Iterator[Breach]:
    """That a level falls is noted exactly where some level falls by it."""
    for step in history.recent:
        noted = any(one.code == "level.lowers" for one in step.decision.findings)
        if noted != (_falls(history.reference, step) if step.carried_out else _told(history, step)):
            name = breaches.order(step.proposal.id)
            yield breach("finding", proposal=name, finding="level.lowers")


def _told(history: History, step: Step) -> bool:
    rank = history.reference.rank
    return any(rank(row.to_level) < rank(row.from_level) for row in step.decision.changes)


def _falls(reference: ReferenceScheme, step: Step) -> bool:
    drill, track = realm_of(step)
    was, is_ = (
        ReferenceLevels(reference, orders, drill=drill, track=track)
        for orders in (step.before, step.after)
    )
    instants = sorted({*was.edges(), *is_.edges()})
    return any(
        is_.effective(area, at) < was.effective(area, at)
        for area in reference.lines
        for at in instants
    )


# -- duties ------------------------------------------------------------------------------


def duties_as_listed(history: History) -> Iterator[Breach]:
    """A decision sets the duties of its rule, each due when the rule says, and no others."""
    for step in history.recent:
        rule = rule_of(history, step)
        expected = [] if rule is None else [*_duties(history, step, rule)]
        found = [(one.do, one.to, one.due) for one in step.decision.duties]
        if found != expected:
            yield breach("duties", proposal=breaches.order(step.proposal.id))


def _duties(
    history: History, step: Step, rule: Transition | Ending
) -> Iterator[tuple[object, object, datetime | None]]:
    listed: tuple[Duty, ...] = rule.duties
    if isinstance(step.proposal, RatifyProposal):
        ratify = rule.ratify if isinstance(rule, Transition) else None
        listed = () if ratify is None else ratify.duties
    moved = _moved(history.reference, step.decision)
    for duty in listed:
        if duty.when == "always" or duty.when in moved:
            since = _counted_from(history.reference, step, duty)
            known = duty.within is not None and since is not None
            yield duty.do, duty.to, later(since, duty.within) if known else None  # type: ignore[arg-type]


def _moved(reference: ReferenceScheme, decision: Decision) -> set[str]:
    """Return whether the changes of *decision* raise some area, and whether they lower some."""
    if decision.verdict == Verdict.DENY:
        return set()
    rank = reference.rank
    ups = {rank(row.to_level) > rank(row.from_level) for row in decision.changes}
    return {"raised" if up else "lowered" for up in ups}


def _counted_from(reference: ReferenceScheme, step: Step, duty: Duty) -> datetime | None:
    order, proposal = order_of(step), step.proposal
    if duty.counts_from == "decision":
        return step.at
    period = order.period if order is not None else getattr(proposal, "period", None)
    if period is None or duty.counts_from == "start":
        return None if period is None else period.start
    if isinstance(proposal, EndProposal):
        return proposal.at
    return period.end if order is None else _over(reference, order)


def _over(reference: ReferenceScheme, order: Order) -> datetime | None:
    """Return when *order* would be over everywhere, once ratified; None where it never is."""
    ratified = order.model_copy(update={"provisional_until": None})
    (held,) = ReferenceLevels(reference, [ratified], drill=order.drill, track=order.track).held
    ends = [*held.until.values()]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None
