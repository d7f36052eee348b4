"""Random histories: any orders that a list may hold, not only lawful ones.

Some orders name parts beyond the issuing area, some end before they start,
some are provisional, some are drills, and several share one instant of issue.
"""

from __future__ import annotations

from typing import Any

from responselevels.models.areas import Areas
from responselevels.models.orders import End, Order, Period
from responselevels.models.rules import Rules, Transition
from responselevels.testing.reference.world.ground import Ground
from tests.model.worlds_tools import GROUPS, PEOPLE, Draw


def orders_of(draw: Draw, rules: Rules, areas: Areas) -> tuple[Order, ...]:
    """Draw up to eight orders in order of issue."""
    ground = Ground(rules, areas)
    issued = sorted(draw.tick(0, 9) for _ in range(draw.one((0, 1, 2, 3, 4, 5, 6, 7, 8, 8))))
    ids = draw.random.sample(range(1, 90), len(issued))
    busy = draw.one(sorted(ground.tier)) if draw.chance(0.4) else None
    return tuple(
        _order_of(draw, ground, f"R-{number}", (tick, busy if draw.chance(0.7) else None))
        for number, tick in zip(ids, issued, strict=True)
    )


def _order_of(draw: Draw, ground: Ground, name: str, what: tuple[int, str | None]) -> Order:
    """Draw an order that is issued at a tick, by a given area or by any."""
    tick, area = what
    level = draw.one(ground.levels)
    if area is None and draw.chance(0.25):
        area = ground.line[draw.one(sorted(ground.tier))][-1]
        level = max(level, draw.one(ground.levels), key=ground.rank)
    area = area or draw.one(sorted(ground.tier))
    scope = scope_of(draw, ground, area, outside=0.08) or (area,)
    lawful = _transitions_for(ground, area, level)
    transition = draw.one(lawful) if lawful and draw.chance(0.7) else None
    provisional = draw.chance(0.75 if transition and transition.ratify else 0.08)
    start = draw.tick(max(tick - 1, 0), tick + 3)
    last = None if draw.chance(0.3) else draw.instant(start + draw.random.randint(1, 12))
    more: dict[str, Any] = {}
    if draw.chance(0.2):
        scope, more["scope_named"] = _named_of(draw, ground, scope)
    if ground.rules.tracks:
        more["track"] = draw.one(ground.rules.tracks).id
    return Order(
        **more,
        id=name,
        area=area,
        level=level,
        scope=scope,
        period=Period(start=draw.instant(start), end=last),
        issuer=draw.one(sorted(ground.rules.bodies)),
        issued_at=draw.instant(tick),
        transition=transition.id if transition else None,
        ends=tuple(
            _end_of(draw, ground, scope, (tick, start)) for _ in range(draw.one((0, 0, 0, 0, 1, 2)))
        ),
        provisional_until=draw.instant(tick + draw.random.randint(1, 6)) if provisional else None,
        drill=draw.chance(0.12),
        proposer=draw.one((None, *PEOPLE)),
    )


def _named_of(
    draw: Draw, ground: Ground, scope: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[Any, ...]]:
    """Draw groups that were named beside *scope*; return all areas, and what was named."""
    beneath = sorted(ground.covered(scope))
    named: list[Any] = list(scope) if draw.chance(0.5) else []
    areas = list(named)
    for group in draw.some(GROUPS, 2):
        members = draw.some(beneath)
        named.append({"group": group, "members": members})
        areas += members
    draw.random.shuffle(named)
    return tuple(dict.fromkeys(areas)), tuple(named)


def _transitions_for(ground: Ground, area: str, level: str) -> list[Transition]:
    return [
        transition
        for transition in ground.rules.transitions
        if transition.tier == ground.tier[area] and level in transition.to
    ]


def _end_of(draw: Draw, ground: Ground, scope: tuple[str, ...], ticks: tuple[int, int]) -> End:
    """Draw an early end of an order that was issued and begins at *ticks*."""
    issued, start = ticks
    tick = draw.tick(start - 1, start + 6)
    more: dict[str, Any] = {}
    if draw.chance(0.4):
        more["decided_at"] = draw.instant(issued + draw.random.randint(0, 6))
    if not draw.chance(0.4):
        more["scope"] = draw.some(sorted(ground.covered(scope)), 2)
    return End(at=draw.instant(tick), **more)


def scope_of(draw: Draw, ground: Ground, area: str, outside: float) -> tuple[str, ...]:
    """Draw what an order of *area* names: nothing, itself, parts (also nested), or too much."""
    cover = sorted(ground.cover[area])
    named: list[str] = []
    if draw.chance(0.25):
        named.append(area)
    elif draw.chance(0.75):
        named.extend(draw.some(cover, 3))
    if draw.chance(outside):
        stray = draw.one(sorted(ground.tier))
        named.append(stray)
    draw.random.shuffle(named)
    return tuple(named)
