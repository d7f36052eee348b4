"""Random proposals: drawn to be right, then spoilt here and there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from responselevels.models.conditions import bodies_in
from responselevels.models.orders import Approval, Assessment, Order, Period
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.rules import AssessmentRule, Ending, EndingRequires, Requires, Transition
from tests.model.naive_checks import Condition, digest_of
from tests.model.naive_levels import Ground
from tests.model.plain import AnyProposal, World
from tests.model.worlds_orders import scope_of
from tests.model.worlds_tools import PEOPLE, Draw


@dataclass(frozen=True)
class Desk:
    """Where a proposal is drawn: the place, the time, and how much is spoilt."""

    draw: Draw
    ground: Ground
    at: datetime
    slips: float = 0.0

    def slip(self, factor: float = 1.0) -> bool:
        """Say whether the next thing is spoilt."""
        return self.draw.chance(self.slips * factor)

    def over(self, order: Order) -> bool:
        """Say whether *order* has run out or lapsed, or has been ended everywhere."""
        lasts = (order.period.end, order.provisional_until, *(end.at for end in order.ends))
        return any(last is not None and last <= self.at for last in lasts)


def proposal_of(draw: Draw, world: World, at: datetime) -> AnyProposal:
    """Draw a proposal to be decided at *at*; two in three are to issue."""
    desk = Desk(draw, Ground(world.rules, world.areas), at, draw.one((0.0, 0.06, 0.12, 0.3)))
    known = [order for order in world.orders if order.issued_at <= at]
    standing = [order for order in known if not desk.over(order)]
    if not known or draw.chance(0.6):
        unratified = [order for order in known if order.provisional_until is not None]
        return _issue_of(desk, standing, unratified)
    provisional = [order for order in standing if order.provisional_until is not None]
    if draw.chance(0.5) and (provisional or desk.slip()):
        return _ratify_of(desk, draw.one(provisional if provisional and not desk.slip() else known))
    return _end_of(desk, draw.one(standing if standing and not desk.slip() else known))


# -- to issue ----------------------------------------------------------------------


def _issue_of(desk: Desk, orders: list[Order], unratified: list[Order]) -> IssueProposal:
    draw, ground = desk.draw, desk.ground
    area, levels = _aim_of(desk, orders)
    rules = [rule for rule in _rules_for(ground, area) if levels & set(rule.to)]
    again = _again(desk, unratified)
    if again and draw.chance(0.35):
        area, named = draw.one(again)
        rules, levels = [named], set(named.to)
    rule = draw.one(rules or [None])
    level = draw.one(sorted(levels & set(rule.to) if rule and not desk.slip(0.4) else levels))
    asks = rule.requires if rule else Requires()
    scope = scope_of(draw, ground, area, outside=desk.slips)
    if asks.scope == "explicit":
        scope = () if desk.slip() else scope or (area,)
    bare = IssueProposal(
        id="P-1",
        area=area,
        level=level,
        scope=scope,
        period=_period_of(desk, asks),
        issuer=_issuer_of(desk, rule),
        proposer=draw.one((None, *PEOPLE)),
        assessment=_assessment_of(desk, asks.assessment),
        reason=_reason_of(desk, asked=asks.reason),
        transition=_named(desk, rule),
        drill=draw.chance(0.12),
    )
    return bare.model_copy(
        update={"approvals": tuple(_approvals_of(desk, asks.approval, bare, (area, bare.drill)))}
    )


def _aim_of(desk: Desk, orders: list[Order]) -> tuple[str, set[str]]:
    """Return an area and levels to choose from: anywhere, or over or under a standing order."""
    draw, ground = desk.draw, desk.ground
    able = [area for area in sorted(ground.tier) if _rules_for(ground, area)]
    order = draw.one(orders) if orders else None
    if order is not None and draw.chance(0.4):
        rank, line = ground.rank(order.level), ground.line
        over = [area for area in able if area in line[order.area][1:]]
        under = [area for area in able if order.area in line[area][1:]]
        if over and rank + 1 < len(ground.levels):
            return draw.one(over), set(ground.levels[rank + 1 :])
        wider = [area for area in under if (ground.cover[area] - {area}) & set(order.scope)]
        if under and rank:
            return draw.one(wider or under), set(ground.levels[:rank])
    anywhere = sorted(ground.tier)
    return draw.one(able if able and not desk.slip(0.4) else anywhere), set(ground.levels)


def _again(desk: Desk, unratified: list[Order]) -> list[tuple[str, Transition]]:
    """Return the areas that acted first already, each with the ways to do so again."""
    return [
        (order.area, rule)
        for order in unratified
        for rule in _rules_for(desk.ground, order.area)
        if rule.ratify
    ]


def _rules_for(ground: Ground, area: str) -> list[Transition]:
    return [rule for rule in ground.rules.transitions if rule.tier == ground.tier[area]]


def _named(desk: Desk, rule: Transition | None) -> str | None:
    if rule is not None and (rule.ratify or desk.draw.chance(0.15)) and not desk.slip():
        return rule.id
    if desk.slip(0.3) and desk.ground.rules.transitions:
        return desk.draw.one(desk.ground.rules.transitions).id
    return None


def _period_of(desk: Desk, asks: Requires) -> Period:
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
    rules = [rule for rule in ground.rules.endings if rule.tier == ground.tier[order.area]]
    rules = [rule for rule in rules if rule.of is None or order.level in rule.of]
    rule = draw.one(rules) if rules else None
    asks = rule.requires if rule else EndingRequires()
    cover = sorted(ground.covered(order.scope))
    scope: tuple[str, ...] = () if draw.chance(0.5) else draw.some(cover, 2)
    if desk.slip():
        scope = draw.some(sorted(ground.tier), 2)
    steps = -1 if desk.slip() else draw.random.choice((0, 0, 0, 1, 2, 4))
    bare = EndProposal(
        id="P-1",
        action="end",
        order=order.id,
        at=draw.written(desk.at + steps * draw.clock.step),
        scope=scope,
        issuer=_issuer_of(desk, rule),
        proposer=draw.one((None, *PEOPLE)),
        assessment=_assessment_of(desk, asks.assessment),
        reason=_reason_of(desk, asked=asks.reason),
    )
    given = _approvals_of(desk, asks.approval, bare, (order.area, order.drill))
    return bare.model_copy(update={"approvals": tuple(given)})


def _ratify_of(desk: Desk, order: Order) -> RatifyProposal:
    draw, ground = desk.draw, desk.ground
    rules = [rule for rule in _rules_for(ground, order.area) if rule.ratify]
    own = [rule for rule in rules if order.transition in (None, rule.id)]
    rule = draw.one(own or rules) if rules else None
    condition = rule.ratify.approval if rule and rule.ratify else None
    bare = RatifyProposal(
        id="P-1",
        action="ratify",
        order=order.id,
        issuer=_issuer_of(desk, rule),
        proposer=draw.one((None, *PEOPLE)),
    )
    given = _approvals_of(desk, condition, bare, (order.area, order.drill))
    return bare.model_copy(update={"approvals": tuple(given)})


# -- what any proposal brings along ---------------------------------------------------


def _issuer_of(desk: Desk, rule: Transition | Ending | None) -> str:
    if rule is None or desk.slip(0.7):
        return desk.draw.one(sorted(desk.ground.rules.bodies))
    return desk.draw.one(rule.issuers)


def _assessment_of(desk: Desk, asked: AssessmentRule | None) -> Assessment | None:
    draw = desk.draw
    if (asked is None and draw.chance(0.9)) or desk.slip(0.7):
        return None
    bodies = sorted(desk.ground.rules.bodies)
    by, *with_ = [draw.one(asked.by), *asked.with_] if asked else draw.some(bodies, 3)
    if desk.slip():
        by = draw.one(bodies)
    if with_ and desk.slip():
        with_.pop()
    return Assessment(by=by, with_=tuple(with_), at=_earlier(desk))


def _earlier(desk: Desk) -> datetime:
    """Return an instant up to the decision, now and then after it."""
    steps = desk.draw.random.choice((1, 2) if desk.slip() else (0, 0, -1, -2))
    return desk.draw.written(desk.at + steps * desk.draw.clock.step)


def _reason_of(desk: Desk, *, asked: bool) -> str | None:
    if (asked or desk.draw.chance(0.1)) and not desk.slip():
        return "a reason"
    return desk.draw.one((None, "", " "))


def _approvals_of(
    desk: Desk, condition: Condition | None, bare: AnyProposal, place: tuple[str, bool]
) -> Iterator[Approval]:
    """Yield approvals of most bodies of *condition*, and some that nobody asked for."""
    bodies = sorted(set(bodies_in(condition))) if condition is not None else []
    if desk.draw.chance(0.2):
        bodies = bodies[:1]
    wanted = [body for body in bodies if desk.draw.chance(0.85) or desk.slips == 0.0]
    if desk.slip(1.5):
        wanted.append(desk.draw.one(sorted(desk.ground.rules.bodies)))
    if bare.issuer in wanted and not desk.slip(3):
        wanted.remove(bare.issuer)
    desk.draw.random.shuffle(wanted)
    for body in wanted:
        yield _approval_of(desk, body, bare, place)


def _approval_of(desk: Desk, body: str, bare: AnyProposal, place: tuple[str, bool]) -> Approval:
    draw, (order_area, drill) = desk.draw, place
    area = desk.ground.acting_area(body, order_area) if draw.chance(0.3) else None
    if desk.slip():
        area = draw.one(sorted(desk.ground.tier))
    person = draw.one((None, None, *(name for name in PEOPLE if name != bare.proposer)))
    if desk.slip():
        person = bare.proposer
    digest = digest_of(bare, drill=drill) if draw.chance(0.3) else None
    if desk.slip():
        digest = draw.one(("sha256:" + 64 * "0", digest_of(bare, drill=not drill)))
    return Approval(body=body, area=area, person=person, at=_earlier(desk), digest=digest)
