"""What one decision of a history shows: its verdict, its findings, the edges and corners it met."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from responselevels.models.decisions import Effect
from responselevels.models.orders import Assessment, Order
from responselevels.models.parts.conditions import bodies_in
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.rules import Transition
from responselevels.testing.laws.history import History, Step
from responselevels.testing.laws.laws_of_orders import asked_of, order_of, realm_of, rule_of
from responselevels.testing.laws.reference_levels import TICK, graces

SIDES = {-TICK: "a tick before", timedelta(0): "exactly", TICK: "a tick after"}
"""On which side of an edge something lies that lies at it."""


def marks_of(history: History, step: Step) -> set[str]:
    """Return what *step* shows, each mark once."""
    shown = {step.decision.verdict.value, *_findings(step), *_corners(history, step)}
    shown |= {f"{edge} {SIDES[off]}" for edge, off in _edges(history, step) if off in SIDES}
    return {f"{step.proposal.action} {mark}" for mark in shown}


def _findings(step: Step) -> Iterator[str]:
    for found in step.decision.findings:
        if "lowers" in found.facts:
            yield "lowering" if found.code.startswith("lowering.") is False else found.code
        elif found.code == "floor.less_severe":
            yield f"{found.code} {found.rule}"
        else:
            yield found.code


# -- edges ---------------------------------------------------------------------------------


def _edges(history: History, step: Step) -> Iterator[tuple[str, timedelta]]:
    """Yield how far *step* lies from each line that the rules draw."""
    valid, order = history.rules.valid, order_of(step)
    if valid is not None:
        yield from _off("valid.from", step.at, valid.from_)
        yield from _off("valid.to", step.at, valid.to)
    if order is not None:
        at = step.proposal.at if isinstance(step.proposal, EndProposal) else step.at
        yield from _off("order start", at, order.period.start)
        yield from _off("order end", at, order.period.end)
        yield from _off("grace", at, order.provisional_until)
    yield from _edges_of_issues(history, step)
    yield from _edges_of_acts(history, step, order)


def _off(name: str, at: datetime, edge: datetime | None) -> Iterator[tuple[str, timedelta]]:
    if edge is not None:
        yield name, at - edge


def _edges_of_issues(history: History, step: Step) -> Iterator[tuple[str, timedelta]]:
    proposal, rule = step.proposal, rule_of(history, step)
    if not isinstance(proposal, IssueProposal):
        return
    period = proposal.period
    yield "present", period.start - step.at
    if not isinstance(rule, Transition):
        return
    asks = rule.requires
    if asks.max_duration is not None and period.end is not None:
        yield "max_duration", period.end - period.start - asks.max_duration
    if asks.notice is not None:
        yield "notice", period.start - step.at - asks.notice
    wait = None if rule.ratify is None else rule.ratify.again_after
    if wait is not None:
        for lapse in graces(history.reference, step.before, proposal):
            yield "again_after", step.at - lapse - wait


def _edges_of_acts(
    history: History, step: Step, order: Order | None
) -> Iterator[tuple[str, timedelta]]:
    rule = rule_of(history, step)
    given: Assessment | None = getattr(step.proposal, "assessment", None)
    wanted = None
    if rule is not None and not isinstance(step.proposal, RatifyProposal):
        wanted = rule.requires.assessment
    if given is not None:
        yield "assessed at the decision", given.at - step.at
        if wanted is not None and wanted.max_age is not None:
            yield "max_age", step.at - given.at - wanted.max_age
    for one in step.proposal.approvals:
        yield "approved at the decision", one.at - step.at
        if order is not None:
            yield "approved at the issue", one.at - order.issued_at
        if given is not None and wanted is not None:
            yield "approved at the assessment", one.at - given.at


# -- corners -------------------------------------------------------------------------------


def _corners(history: History, step: Step) -> set[str]:
    proposal, reference = step.proposal, history.reference
    bodies = [one.body for one in proposal.approvals]
    asked = None
    rule = rule_of(history, step)
    if rule is not None:
        asked = asked_of(step, rule)
    condition = None if asked is None else asked.approval
    named = set(bodies_in(condition)) if condition is not None else set()
    drill, _track = realm_of(step)
    corners = {
        "same body twice": any(bodies.count(body) > 1 and body in named for body in bodies),
        "drill": drill,
        "drill beside real orders": drill and any(not one.drill for one in step.before),
        "real beside drills": not drill and any(one.drill for one in step.before),
        "several areas named": len(getattr(proposal, "scope", ())) > 1,
        "part": isinstance(proposal, EndProposal) and bool(proposal.scope),
        "evidence": bool(step.evidence.signed or step.evidence.refusals),
        "lowers what stands": bool(step.decision.replaces),
    }
    found = {name for name, shown in corners.items() if shown}
    if isinstance(proposal, IssueProposal):
        covered = reference.cover(
            set(proposal.scope or (proposal.area,)) & reference.covers[proposal.area]
        )
        for one in step.decision.findings:
            areas = one.facts.get("areas", ())
            if one.code == "floor.less_severe" and isinstance(areas, tuple):
                beneath = reference.cover(area.id for area in areas if hasattr(area, "id"))
                found |= {"floor in a part"} if beneath < covered else set()
                found |= {"floor of advice"} if one.effect == Effect.NOTE else set()
    return found | _parties(history, step)


def _parties(history: History, step: Step) -> set[str]:
    """Return what an assessment by or with several shows."""
    rule, given = rule_of(history, step), getattr(step.proposal, "assessment", None)
    if rule is None or given is None or isinstance(step.proposal, RatifyProposal):
        return set()
    wanted = rule.requires.assessment
    if wanted is None:
        return set()
    missing = set(wanted.with_) - {given.by, *given.with_}
    shown = {f"assessed by {given.by}"} if given.by in wanted.by and len(wanted.by) > 1 else set()
    if given.by in wanted.by and missing:
        shown |= {f"assessed without {body}" for body in missing}
    return shown
