"""What a random proposal is to issue: anywhere, beside a standing order, again, or milder."""

from __future__ import annotations

from dataclasses import dataclass

from responselevels.models.orders import Order
from responselevels.models.rules import Transition
from tests.model.worlds_desk import Desk


@dataclass(frozen=True)
class Aim:
    """What is to be issued: an area, levels to choose from, by which rule; *over* which order."""

    area: str
    levels: set[str]
    rule: Transition | None = None
    over: Order | None = None


def aim_of(desk: Desk, orders: list[Order], known: list[Order]) -> Aim:
    """Return what to issue: anywhere, over or under a standing order, again, or milder."""
    draw = desk.draw
    if draw.chance(0.5):
        milder = _milder(desk, orders)
        if milder:
            return draw.one(milder)
    again = _again(desk, [order for order in known if order.provisional_until is not None])
    if again and draw.chance(0.35):
        return draw.one(again)
    area, levels = _place_of(desk, orders)
    rules = [rule for rule in desk.rules_for(area) if levels & set(rule.to)]
    return Aim(area, levels, draw.one(rules) if rules else None)


def _milder(desk: Desk, orders: list[Order]) -> list[Aim]:
    """Return the ways to order something milder over a standing order of the same area."""
    levels, rank = desk.ground.levels, desk.ground.rank
    return [
        Aim(order.area, set(levels[: rank(order.level)]) & set(rule.to), rule, order)
        for order in orders
        for rule in desk.rules_for(order.area)
        if any(rank(level) < rank(order.level) for level in rule.to)
    ]


def _place_of(desk: Desk, orders: list[Order]) -> tuple[str, set[str]]:
    """Return an area and levels to choose from: anywhere, or over or under a standing order."""
    draw, ground = desk.draw, desk.ground
    able = [area for area in sorted(ground.tier) if desk.rules_for(area)]
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


def _again(desk: Desk, unratified: list[Order]) -> list[Aim]:
    """Return the ways to act first again, for areas that did so already."""
    return [
        Aim(order.area, set(rule.to), rule)
        for order in unratified
        for rule in desk.rules_for(order.area)
        if rule.ratify
    ]
