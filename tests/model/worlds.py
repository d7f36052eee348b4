"""Random small worlds: scheme, tree, history and proposals from one `random.Random`.

Instants lie on a coarse grid, so that ties and touching periods are common; the
grid of a world has steps of hours, of quarter seconds, or lies over the two
nights when clocks change, and instants are written with several offsets.
Proposals are drawn to be right, nearly right, or plainly hostile.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from responselevels.models.areas import Area, Areas
from responselevels.models.rules import Rules
from responselevels.testing.reference.values import AnyProposal
from tests.model import worlds_orders, worlds_proposals, worlds_rules
from tests.model.naive import World
from tests.model.worlds_tools import GROUPS, Clock, Draw

SPRING = datetime(2026, 3, 28, 22, tzinfo=UTC)
AUTUMN = datetime(2026, 10, 24, 22, tzinfo=UTC)
PLAIN = datetime(2026, 2, 10, tzinfo=UTC)

CLOCKS = (
    Clock(PLAIN, timedelta(hours=6)),
    Clock(PLAIN, timedelta(days=1)),
    Clock(PLAIN, timedelta(milliseconds=250)),
    Clock(SPRING, timedelta(minutes=30)),
    Clock(AUTUMN, timedelta(minutes=30)),
)


@dataclass(frozen=True)
class Question:
    """A proposal and the instant it is decided at."""

    proposal: AnyProposal
    at: datetime


def world_of(random: Random) -> tuple[World, Draw]:
    """Draw a scheme, a tree and a history, and the means to draw proposals for them."""
    draw = Draw(random, random.choice(CLOCKS))
    rules = worlds_rules.rules_of(draw)
    areas = areas_of(draw, rules)
    orders = worlds_orders.orders_of(draw, rules, areas)
    return World(rules, areas, orders), draw


def questions(random: Random, count: int) -> Iterator[tuple[World, Question]]:
    """Yield *count* proposals, each with the world to decide it in; one world has several."""
    world, draw = world_of(random)
    for number in range(count):
        if number % 8 == 0 and number:
            world, draw = world_of(random)
        at = draw.instant_near(draw.tick())
        yield world, Question(worlds_proposals.proposal_of(draw, world, at), at)


def areas_of(draw: Draw, rules: Rules) -> Areas:
    """Draw one tree or several over the tiers of *rules*; tiers may be skipped."""
    tiers = [tier.id for tier in rules.tiers]
    names = draw.names("area", draw.one((1, 3, 5, 6, 7, 8, 9, 10, 12)))
    made: list[tuple[str, int]] = []
    areas = []
    for name in names:
        parents = [(above, tier) for above, tier in made if tier < len(tiers) - 1]
        if parents and draw.chance(0.88):
            parent, above = draw.random.choice(parents)
            steps = 1 if draw.chance(0.8) else draw.random.randint(1, len(tiers) - 1 - above)
            tier = above + steps
            areas.append(Area(id=name, tier=tiers[tier], parent=parent))
        else:
            tier = 0 if draw.chance(0.8) else draw.random.randrange(len(tiers))
            areas.append(Area(id=name, tier=tiers[tier]))
        made.append((name, tier))
    draw.random.shuffle(areas)
    more = groups_of(draw, areas) if draw.chance(0.5) else {}
    return Areas(areas=tuple(areas), **more)


def groups_of(draw: Draw, areas: list[Area]) -> dict[str, Any]:
    """Draw groups of areas that often lie in the cover of one of them."""
    line = {area.id: area.parent for area in areas}

    def above(area: str | None) -> Iterator[str]:
        while area is not None:
            yield area
            area = line[area]

    groups = []
    for name in draw.some(GROUPS):
        wide = draw.one(areas).id
        beneath = [area.id for area in areas if wide in above(area.id)]
        stray = [draw.one(areas).id] if draw.chance(0.15) else []
        members = tuple(dict.fromkeys([*draw.some(beneath), *stray]))
        groups.append({"id": name, "members": members})
    return {"groups": tuple(groups)}
