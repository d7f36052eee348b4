"""What is refused of an areas file beyond its shape (FORMATS, Areas).

One tree or several: every parent is there, no area is above itself, and each
area's tier is below its parent's. Everything here is linear in the number of
areas, and nothing recurses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice

from responselevels.core.names import MOST_PROBLEMS, unknown_name
from responselevels.errors import Place, Problem
from responselevels.models.areas import Area, Areas
from responselevels.models.rules import Rules

_SHOWN = 10
"""So many areas of a circle are named."""


def problems_in_areas(areas: Areas, rules: Rules | None = None) -> list[Problem]:
    """Return what in *areas* FORMATS refuses, up to `MOST_PROBLEMS`; empty where sound.

    Without *rules* only the trees are checked, not the tiers. The paths are
    those of the areas file, ``("areas", i, key)``.
    """
    listed = areas.areas
    if not listed:
        return [Problem(Place(path=("areas",)), "areas.none")]
    places: dict[str, int] = {}
    for number, area in enumerate(listed):
        places.setdefault(area.id, number)
    checks = [_repeated(listed, places), _orphans(listed, places), _circles(listed, places)]
    if rules is not None:
        checks.append(_tiers(listed, places, rules))
    return [*islice(chain.from_iterable(checks), MOST_PROBLEMS)]


def _repeated(listed: Sequence[Area], places: Mapping[str, int]) -> Iterator[Problem]:
    if len(places) == len(listed):
        return
    for number, area in enumerate(listed):
        first = places[area.id]
        if first != number:
            facts = {"id": area.id, "first": Place(path=("areas", first, "id"))}
            yield Problem(Place(path=("areas", number, "id")), "id.repeated", facts)


def _orphans(listed: Sequence[Area], places: Mapping[str, int]) -> Iterator[Problem]:
    for number, area in enumerate(listed):
        if area.parent is not None and area.parent not in places:
            yield unknown_name("area", area.parent, places.keys(), ("areas", number, "parent"))


def _circles(listed: Sequence[Area], places: Mapping[str, int]) -> Iterator[Problem]:
    """Find each circle once: walk upward from every area, and never over one seen before."""
    walked_from = [-1] * len(listed)
    for start in range(len(listed)):
        here: int | None = start
        while here is not None and walked_from[here] == -1:
            walked_from[here] = start
            parent = listed[here].parent
            here = None if parent is None else places.get(parent)
        if here is not None and walked_from[here] == start:
            yield _circle(listed, places, here)


def _circle(listed: Sequence[Area], places: Mapping[str, int], inside: int) -> Problem:
    circle = [inside]
    while (above := places[str(listed[circle[-1]].parent)]) != inside:
        circle.append(above)
    first = circle.index(min(circle))
    circle = circle[first:] + circle[:first]
    names = tuple(listed[number].id for number in circle[:_SHOWN])
    if len(circle) > _SHOWN:
        names += ("…",)
    path = ("areas", circle[0], "parent")
    return Problem(Place(path=path), "areas.circle", {"areas": names})


def _tiers(listed: Sequence[Area], places: Mapping[str, int], rules: Rules) -> Iterator[Problem]:
    depths = {tier.id: depth for depth, tier in enumerate(rules.tiers)}
    for number, area in enumerate(listed):
        depth = depths.get(area.tier)
        if depth is None:
            yield unknown_name("tier", area.tier, depths.keys(), ("areas", number, "tier"))
        elif area.parent is not None and area.parent in places:
            parent = listed[places[area.parent]]
            if parent.id != area.id and depths.get(parent.tier, -1) >= depth:
                facts = {"tier": area.tier, "parent": parent.id, "above": parent.tier}
                yield Problem(Place(path=("areas", number, "tier")), "areas.not_below", facts)
