"""Marks of the second part: what a random decision shows of each feature that is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from responselevels.models.orders import Order
from responselevels.models.proposals import IssueProposal
from responselevels.models.rules import Ending, Transition
from responselevels.testing.reference.findings.asked import Asked
from responselevels.testing.reference.lowered import Lowered
from responselevels.testing.reference.lowering import Way
from responselevels.testing.reference.values import AnyProposal, Decision, Finding, utc
from responselevels.testing.reference.world.ground import Ground
from responselevels.testing.reference.world.groups import among, groups_now, meant
from responselevels.testing.reference.world.standing import in_force
from tests.model.naive import World

SHOWN: dict[str, tuple[str, ...]] = {
    "lowering": (
        "lowering.no_ending",
        "lowering.refused",
        "an ending asked for what is lowered",
        "two endings asked",
        "several orders in one finding",
        "lowered as an ending permits",
        "lowered freely",
        "lowered again, milder than a milder one",
        "lowered beneath a more severe order",
        "lowered behind a grace",
        "lowered by acting first",
        "lowered and denied by nothing else",
        "act older than the lowered order",
        "replaces",
        "replaces a milder order",
    ),
    "freshness": (
        "approval.before_assessment",
        "assessment too old",
        "assessment exactly as old as it may be",
        "approved at the instant of the assessment",
        "an end that was not decided yet",
    ),
    "digest": ("approval.unbound",),
    "tracks": ("order of another track",),
    "scope_tiers": ("scope.tier",),
    "groups": ("group in a scope",),
    "expected_end": ("expected_end.missing", "expected_end.outside"),
    "floors": ("several floor findings", "floor of some tiers"),
    "duties": ("duty of an ending", "duty of a ratification", "duty when raised or lowered"),
    "criteria": (
        "criteria.missing",
        "criteria.differs",
        "criteria.differs as advice",
        "criteria met",
    ),
}
"""What a long enough run must show of each feature."""

EXPECTED_MORE = tuple(mark for marks in SHOWN.values() for mark in marks)


def more_marks_of(
    world: World, proposal: AnyProposal, at: datetime, decision: Decision
) -> Iterator[str]:
    """Yield what the decision shows of the features that are drawn, each once."""
    corners = _marks_of_acts(world, proposal, at, decision) | _marks_of_findings(decision)
    corners |= _marks_of_duties(world, proposal, decision)
    corners["replaces"] = bool(decision.replaces)
    if isinstance(proposal, IssueProposal):
        corners["replaces a milder order"] = _replaces_milder(world, proposal, decision)
        corners["group in a scope"] = bool(among(proposal.scope, groups_now(world.areas)))
        corners["order of another track"] = any(
            order.track != proposal.track for order in world.orders
        )
        yield from _marks_of_lowering(world, proposal, at, decision)
    yield from sorted(mark for mark, shown in corners.items() if shown)


def _marks_of_findings(decision: Decision) -> dict[str, bool]:
    floors = [one for one in decision.findings if one.code == "floor.less_severe"]
    lowers = [one for one in decision.findings if _lowers(one)]
    endings = {one.rule for one in lowers if one.rule is not None}
    weighty = [one for one in decision.findings if one.effect != "note"]
    return {
        "several floor findings": len(floors) > 1,
        "an ending asked for what is lowered": bool(endings),
        "two endings asked": len(endings) > 1,
        "several orders in one finding": any(len(_lowers(one)) > 1 for one in lowers),
        "lowered and denied by nothing else": bool(lowers) and all(map(_lowers, weighty)),
        "act older than the lowered order": any(
            one.code in {"approval.before_order", "assessment.stale"} for one in lowers
        ),
        "assessment too old": any(("variant", "old") in one.facts for one in decision.findings),
        "criteria.differs as advice": any(
            one.code == "criteria.differs" and one.effect == "note" for one in decision.findings
        ),
    }


def _lowers(finding: Finding) -> tuple[str, ...]:
    found: tuple[str, ...] = dict(finding.facts).get("lowers", ())  # type: ignore[assignment]
    return found


def _marks_of_acts(
    world: World, proposal: AnyProposal, at: datetime, decision: Decision
) -> dict[str, bool]:
    given = None if proposal.action == "ratify" else proposal.assessment
    rules: list[Transition | Ending] = [*world.rules.transitions, *world.rules.endings]
    rule = next((one for one in rules if one.id == decision.transition), None)
    wanted = rule.requires.assessment if rule is not None else None
    oldest = wanted.max_age if wanted is not None else None
    codes = decision.codes()
    return {
        "assessment exactly as old as it may be": given is not None
        and oldest is not None
        and at - given.at == oldest,
        "approved at the instant of the assessment": given is not None
        and any(approval.at == given.at for approval in proposal.approvals),
        "an end that was not decided yet": any(
            end.decided_at is not None and end.decided_at > at
            for order in world.orders
            for end in order.ends
        ),
        "criteria met": proposal.action == "issue"
        and wanted is not None
        and wanted.table is not None
        and not any(code.startswith(("criteria.", "assessment.missing")) for code in codes),
        "floor of some tiers": any(
            floor.of is not None and one.rule == floor.id
            for floor in world.rules.floors
            for one in decision.findings
        ),
    }


def _marks_of_duties(world: World, proposal: AnyProposal, decision: Decision) -> dict[str, bool]:
    due = bool(decision.duties)
    rules: list[Transition | Ending] = [*world.rules.transitions, *world.rules.endings]
    duties = [duty for rule in rules if rule.id == decision.transition for duty in rule.duties]
    dos = {row.do for row in decision.duties}
    return {
        "duty of an ending": due and proposal.action == "end",
        "duty of a ratification": due and proposal.action == "ratify",
        "duty when raised or lowered": any(
            duty.when != "always" and duty.do in dos for duty in duties
        ),
    }


def _replaces_milder(world: World, proposal: IssueProposal, decision: Decision) -> bool:
    rank = Ground(world.rules, world.areas).rank
    gone = {row.order for row in decision.replaces}
    return any(o.id in gone and rank(o.level) < rank(proposal.level) for o in world.orders)


def _marks_of_lowering(
    world: World, proposal: IssueProposal, at: datetime, decision: Decision
) -> Iterator[str]:
    ground = Ground(world.rules, world.areas)
    rank = ground.rank(proposal.level)
    severe = [order for order in world.orders if ground.rank(order.level) > rank]
    beside = [order for order in severe if _beside(order, proposal) and order.issued_at <= at]
    if not beside:
        return
    so_far = tuple(order for order in world.orders if order.issued_at <= at)
    areas = meant(proposal.scope, groups_now(world.areas))
    proposal = proposal.model_copy(update={"scope": areas})
    way = Way(Asked(ground, proposal, proposal, "", utc(at), so_far=so_far), proposal)
    lowering = way.lowered
    if lowering.twice:
        yield "lowered again, milder than a milder one"
    if not lowering.orders:
        return
    if way.mode == "as_ending" and decision.verdict == "permit":
        yield "lowered as an ending permits"
    if way.mode == "free" and decision.verdict == "permit":
        yield "lowered freely"
    if decision.provisional_until is not None:
        yield "lowered by acting first"
    yield from _marks_of_places(lowering, proposal.area)


def _marks_of_places(lowering: Lowered, area: str) -> Iterator[str]:
    state, shown = lowering.state, set()
    for (place, (start, _end)), orders in lowering.lowered.items():
        speaks = state.ordered(area, place, start).orders
        if any(order.id not in speaks for order in orders):
            shown.add("lowered beneath a more severe order")
        if any(not in_force(order, place, start) for order in orders):
            shown.add("lowered behind a grace")
    yield from sorted(shown)


def _beside(order: Order, proposal: IssueProposal) -> bool:
    alike = order.drill == proposal.drill and order.track == proposal.track
    return order.area == proposal.area and alike
