"""What a random decision exercises, counted: so that no corner stays empty unnoticed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from responselevels.models.orders import Order
from responselevels.models.proposals import IssueProposal
from responselevels.testing.reference.values import AnyProposal, Decision
from responselevels.testing.reference.world.ground import Ground
from responselevels.testing.reference.world.groups import groups_now, groups_of, meant
from tests.model.marks_more import EXPECTED_MORE, more_marks_of
from tests.model.naive import World
from tests.model.worlds_tools import EDGES

CODES = (
    "transition.undefined",
    "issuer.not_entitled",
    "assessment.missing",
    "assessment.stale",
    "approval.missing",
    "approval.not_entitled",
    "approval.self",
    "approval.before_order",
    "approval.late",
    "approval.stale",
    "rules.not_in_force",
    "reason.missing",
    "scope.missing",
    "scope.outside_area",
    "period.unbounded",
    "period.empty",
    "period.backdated",
    "period.too_long",
    "period.short_notice",
    "floor.less_severe",
    "level.lowers",
    "provisional.repeated",
    "order.not_in_force",
    "order.not_provisional",
)

FLOORS = tuple(
    f"floor {counts} {effect}"
    for counts in ("covering", "issued", "touching")
    for effect in ("deny", "note")
)

CORNERS = (
    "drill",
    "drill beside real orders",
    "several alternatives",
    "alternatives of different worth",
    "provisional until",
    "permitted part-ending",
    "remedy period",
    "remedy scope",
    "changes",
    "overtakes",
    "tie in issue time",
    "end before the start",
    "provisional order in force",
    "partial scope beneath a wider proposal",
    "nested named areas",
    "order beyond its own cover",
    "tier that does not inherit",
    "default that is not the first level",
    "several trees",
    "skipped tier",
    "fractions of a second",
    "clocks change within the period",
    "open period",
    "grace cut short",
    "issuer of a tier that the line lacks",
    "ratified by the body that issued",
    "ratified by who proposed",
)

VERDICTS = tuple(
    f"{action} {verdict}"
    for action in ("issue", "end", "ratify")
    for verdict in ("permit", "pending", "deny")
)

EXPECTED = (*VERDICTS, *CODES, *FLOORS, *CORNERS, *EXPECTED_MORE)
"""Every mark that a long enough run must show."""


def marks_of(
    world: World, proposal: AnyProposal, at: datetime, decision: Decision
) -> Iterator[str]:
    """Yield what this decision exercises, each mark once."""
    yield f"{proposal.action} {decision.verdict}"
    yield from sorted({finding.code for finding in decision.findings})
    yield from _floor_marks(world, decision)
    corners = _corners_of(world, proposal, decision, at)
    corners |= _corners_of_time(world, proposal, at)
    yield from sorted(name for name, shown in corners.items() if shown)
    yield from more_marks_of(world, proposal, at, decision)


def _floor_marks(world: World, decision: Decision) -> Iterator[str]:
    counts = {floor.id: floor.counts for floor in world.rules.floors}
    for finding in decision.findings:
        if finding.code == "floor.less_severe" and finding.rule is not None:
            yield f"floor {counts[finding.rule]} {finding.effect}"
    kinds = {one.kind for finding in decision.findings for one in finding.remedies}
    yield from sorted({f"remedy {kind}" for kind in kinds} & set(CORNERS))


def _corners_of(
    world: World, proposal: AnyProposal, decision: Decision, at: datetime
) -> dict[str, bool]:
    ground = Ground(world.rules, world.areas)
    drills = {order.drill for order in world.orders}
    tiers = [tier.id for tier in world.rules.tiers]
    parents = [(area, above) for area, above in ground.parent.items() if above is not None]
    named = _named(world, proposal)
    fitting = _alternatives(ground, proposal)
    return {
        "drill": _is_drill(world, proposal),
        "drill beside real orders": len(drills) == 2,
        "several alternatives": fitting > 1,
        "alternatives of different worth": fitting > 1 and decision.verdict == "permit",
        "provisional until": decision.provisional_until is not None,
        "permitted part-ending": proposal.action == "end"
        and bool(named)
        and decision.verdict == "permit",
        "grace cut short": _cut_short(world, at, decision),
        "issuer of a tier that the line lacks": _says(decision, "issuer.not_entitled", "absent")
        or _says(decision, "issuer.not_entitled", "nobody"),
        "ratified by the body that issued": _says(decision, "approval.self", "order_body"),
        "ratified by who proposed": _says(decision, "approval.self", "order_person"),
        "changes": bool(decision.changes),
        "overtakes": bool(decision.overtakes),
        "partial scope beneath a wider proposal": isinstance(proposal, IssueProposal)
        and any(_partial_beneath(ground, proposal, named, order) for order in world.orders),
        "nested named areas": any(a in ground.cover[b] for a in named for b in named if a != b),
        "order beyond its own cover": any(
            set(order.scope) - ground.cover[order.area] for order in world.orders
        ),
        "tier that does not inherit": any(
            not ground.inherits[ground.tier[area]] for area, _above in parents
        ),
        "default that is not the first level": ground.default > 0,
        "several trees": list(ground.parent.values()).count(None) > 1,
        "skipped tier": any(
            tiers.index(ground.tier[area]) - tiers.index(ground.tier[above]) > 1
            for area, above in parents
        ),
    }


def _says(decision: Decision, code: str, variant: str) -> bool:
    return any(
        found.code == code and ("variant", variant) in found.facts for found in decision.findings
    )


def _cut_short(world: World, at: datetime, decision: Decision) -> bool:
    """Say whether the order would have to be ratified sooner, since another grace runs."""
    until = decision.provisional_until
    return until is not None and any(
        rule.id == decision.transition and rule.ratify and until < at + rule.ratify.within
        for rule in world.rules.transitions
    )


def _corners_of_time(world: World, proposal: AnyProposal, at: datetime) -> dict[str, bool]:
    issued = [order.issued_at for order in world.orders]
    period = proposal.period if isinstance(proposal, IssueProposal) else None
    return {
        "tie in issue time": len(set(issued)) < len(issued),
        "end before the start": any(
            end.at < order.period.start for order in world.orders for end in order.ends
        ),
        "provisional order in force": any(
            order.provisional_until is not None and order.issued_at <= at < order.provisional_until
            for order in world.orders
        ),
        "fractions of a second": bool(at.microsecond),
        "clocks change within the period": period is not None
        and period.end is not None
        and any(period.start < edge < period.end for edge in EDGES),
        "open period": period is not None and period.end is None,
    }


def _is_drill(world: World, proposal: AnyProposal) -> bool:
    if isinstance(proposal, IssueProposal):
        return proposal.drill
    return any(order.id == proposal.order and order.drill for order in world.orders)


def _alternatives(ground: Ground, proposal: AnyProposal) -> int:
    """Count the transitions that fit but for `from`, which looks at levels."""
    if not isinstance(proposal, IssueProposal) or proposal.transition is not None:
        return 0
    tier = ground.tier[proposal.area]
    return sum(
        rule.tier == tier and proposal.level in rule.to and rule.ratify is None
        for rule in ground.rules.transitions
    )


def _named(world: World, proposal: AnyProposal) -> tuple[str, ...]:
    """Return the areas that *proposal* names, the members of groups among them."""
    if proposal.action == "ratify":
        return ()
    groups = groups_now(world.areas)
    if proposal.action == "end":
        (order,) = [one for one in world.orders if one.id == proposal.order]
        groups |= groups_of(order)
    return meant(proposal.scope, groups)


def _partial_beneath(
    ground: Ground, proposal: IssueProposal, named: tuple[str, ...], order: Order
) -> bool:
    """Say whether *order* holds in a part of the place of a lower area that is proposed for."""
    below = ground.covered(named or (proposal.area,))
    lower = order.area in ground.cover[proposal.area] and order.area != proposal.area
    return lower and order.area not in order.scope and bool(set(order.scope) & below)
