"""Random proposals: drawn to be right, then spoilt here and there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from responselevels.models.orders import Order, Period
from responselevels.models.parts.requires import Requires
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.rules import Transition
from responselevels.testing.reference.values import AnyProposal
from responselevels.testing.reference.world.ground import Ground
from responselevels.testing.reference.world.groups import among, groups_now, groups_of
from tests.model.naive import World
from tests.model.worlds_acts import Acts, Binding
from tests.model.worlds_aims import Aim, aim_of
from tests.model.worlds_desk import Desk
from tests.model.worlds_orders import scope_of
from tests.model.worlds_tools import PEOPLE, Draw


def proposal_of(draw: Draw, world: World, at: datetime) -> AnyProposal:
    """Draw a proposal to be decided at *at*; two in three are to issue."""
    slips = draw.one((0.0, 0.06, 0.12, 0.3))
    groups = groups_now(world.areas)
    desk = Desk(draw, Ground(world.rules, world.areas), at, slips, groups=groups)
    known = [order for order in world.orders if order.issued_at <= at]
    standing = [order for order in known if not desk.over(order)]
    if not known or draw.chance(0.6):
        return _issue_of(desk, standing, known)
    provisional = [order for order in standing if order.provisional_until is not None]
    ratify = draw.chance(0.5) and bool(provisional or desk.slip())
    likely = provisional if ratify else standing
    order = draw.one(likely if likely and not desk.slip() else known)
    desk = replace(desk, since=order.issued_at)
    return _ratify_of(desk, order) if ratify else _end_of(desk, order)


# -- to issue ----------------------------------------------------------------------


def _issue_of(desk: Desk, standing: list[Order], known: list[Order]) -> IssueProposal:
    draw, ground = desk.draw, desk.ground
    where: dict[str, Any] = {"drill": draw.chance(0.12)}
    if ground.rules.tracks:
        where["track"] = draw.one(ground.rules.tracks).id
    beside = [order for order in standing if _beside(order, where)]
    aim = aim_of(desk, beside, [order for order in known if order.track == where.get("track")])
    ending = None
    if aim.over is not None:
        own = [order.issued_at for order in known if order.area == aim.area]
        desk = replace(desk, since=None if draw.chance(0.2) else max(own))
        endings = desk.endings_for(aim.over)
        ending = draw.one(endings) if endings and not desk.slip(0.5) else None
    rule = aim.rule
    asks = rule.requires if rule else Requires()
    spoilt = rule is None or desk.slip(0.4)
    level = draw.one(sorted(aim.levels if rule is None or spoilt else aim.levels & set(rule.to)))
    acts = Acts(desk, tuple(one for one in (rule, ending) if one is not None))
    period = period_of(desk, asks)
    bare = IssueProposal(
        **where,
        **_foreseen(desk, asks, period),
        id="P-1",
        area=aim.area,
        level=level,
        scope=_scope_of(desk, aim, asks),
        period=period,
        transition=_named(desk, rule),
        **acts.drawn(level),
    )
    binding = Binding(bare.drill, among(bare.scope, desk.groups))
    return bare.model_copy(update={"approvals": tuple(acts.approvals(bare, aim.area, binding))})


def _beside(order: Order, where: dict[str, Any]) -> bool:
    return order.drill == where["drill"] and order.track == where.get("track")


def _scope_of(desk: Desk, aim: Aim, asks: Requires) -> tuple[str, ...]:
    draw, ground = desk.draw, desk.ground
    scope = scope_of(draw, ground, aim.area, outside=desk.slips)
    if aim.over is not None and draw.chance(0.5):
        inside = tuple(area for area in aim.over.scope if area in ground.cover[aim.area])
        scope = inside or scope
    if not isinstance(asks.scope, str) and not desk.slip():
        right = [
            area for area in sorted(ground.cover[aim.area]) if ground.tier[area] in asks.scope.tiers
        ]
        scope = draw.some(right, 3) if right else scope
    if asks.scope == "explicit" or getattr(asks.scope, "explicit", False):
        scope = () if desk.slip() else scope or (aim.area,)
    return _with_groups(desk, scope, aim.area)


def _with_groups(
    desk: Desk, scope: tuple[str, ...], area: str, own: Mapping[str, Any] | None = None
) -> tuple[str, ...]:
    """Name a group beside *scope*, or in place of it: one of *own*, or of the areas file."""
    groups = {**desk.groups, **(own or {})}
    cover = desk.ground.cover[area]
    right = [name for name, members in groups.items() if set(members) <= cover]
    names = sorted(groups if desk.slip(2) else right)
    if not names or desk.draw.chance(0.6):
        return scope
    name = desk.draw.one(names)
    return (name,) if desk.draw.chance(0.5) else (*scope, name)


def _foreseen(desk: Desk, asks: Requires, period: Period) -> dict[str, Any]:
    """Draw an expected end: at the end of the period or before, or out of it."""
    draw = desk.draw
    if desk.slip() or not (asks.expected_end or draw.chance(0.1)):
        return {}
    end = period.end or period.start + 4 * draw.clock.step
    if desk.slip(2):
        away = draw.one((period.start, period.start - draw.clock.step, end + draw.clock.step))
        return {"expected_end": draw.written(away)}
    off = timedelta(microseconds=draw.one((0, 0, 1)))
    return {
        "expected_end": draw.written(draw.one((end, end, period.start + draw.clock.step)) + off)
    }


def _named(desk: Desk, rule: Transition | None) -> str | None:
    if rule is not None and (rule.ratify or desk.draw.chance(0.15)) and not desk.slip():
        return rule.id
    if desk.slip(0.3) and desk.ground.rules.transitions:
        return desk.draw.one(desk.ground.rules.transitions).id
    return None


def period_of(desk: Desk, asks: Requires) -> Period:
    draw = desk.draw
    earliest = desk.at + (asks.notice or timedelta(0))
    start = earliest + draw.random.choice((0, 0, 0, 1, 2)) * draw.clock.step
    if desk.slip(2):
        start -= draw.random.choice((1, 2)) * draw.clock.step
    if (asks.period == "open" and asks.max_duration is None and draw.chance(0.4)) or desk.slip():
        return Period(start=draw.written(start))
    length = draw.random.randint(1, 7) * draw.clock.step
    if asks.max_duration is not None and not desk.slip(2):
        length = min(length, asks.max_duration)
    if desk.slip(0.5):
        length = -draw.random.choice((0, 1)) * draw.clock.step
    return Period(start=draw.written(start), end=draw.written(start + length))


# -- to end, to ratify ----------------------------------------------------------------


def _end_of(desk: Desk, order: Order) -> EndProposal:
    draw, ground = desk.draw, desk.ground
    rules = desk.endings_for(order)
    acts = Acts(desk, (draw.one(rules),) if rules else ())
    cover = sorted(ground.covered(order.scope))
    scope: tuple[str, ...] = () if draw.chance(0.5) else draw.some(cover, 2)
    if desk.slip():
        scope = draw.some(sorted(ground.tier), 2)
    scope = _with_groups(desk, scope, order.area, groups_of(order))
    steps = -1 if desk.slip() else draw.random.choice((0, 0, 0, 1, 2, 4))
    bare = EndProposal(
        id="P-1",
        action="end",
        order=order.id,
        at=draw.written(desk.at + steps * draw.clock.step),
        scope=scope,
        **acts.drawn(order.level),
    )
    return bare.model_copy(update={"approvals": tuple(acts.approvals_after(bare, order))})


def _ratify_of(desk: Desk, order: Order) -> RatifyProposal:
    draw = desk.draw
    rules = [rule for rule in desk.rules_for(order.area) if rule.ratify]
    own = [rule for rule in rules if order.transition in (None, rule.id)]
    rule = draw.one(own or rules) if rules else None
    acts = Acts(desk, (rule,) if rule else (), ratifying=True)
    bare = RatifyProposal(
        id="P-1",
        action="ratify",
        order=order.id,
        issuer=acts.issuer(),
        proposer=draw.one((None, *PEOPLE)),
    )
    return bare.model_copy(update={"approvals": tuple(acts.approvals_after(bare, order))})
