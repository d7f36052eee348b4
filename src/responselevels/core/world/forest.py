"""What is refused of an areas file beyond its shape (docs/formats.md, Areas).

Areas must form one tree or several: every parent exists, no area is above
itself, and each area's tier comes after its parent's in the list of tiers.
Every check takes time linear in the number of areas, and none recurses, so that
a file of 150,000 areas, or a chain as long, is checked like any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice

from responselevels.core.world.measuring.figures import problems_in_figures
from responselevels.core.world.names import MAX_PROBLEMS, TitleIndex, unknown_name
from responselevels.errors import Path, Place, Problem
from responselevels.models.areas import Area, Areas, Group
from responselevels.models.rules import Rules
from responselevels.text.catalogue import Named

_SHOWN = 10
"""Maximum number of areas that the problem of a circle names."""


def problems_in_areas(areas: Areas, rules: Rules | None = None) -> list[Problem]:
    """Return what in *areas* docs/formats.md refuses, up to `MAX_PROBLEMS`; empty where sound.

    Without *rules* only the trees are checked, not the tiers. The paths are
    those of the areas file, ``("areas", i, key)``.
    """
    listed = areas.areas
    if not listed:
        return [Problem(Place(path=("areas",)), "areas.none")]
    depths = None if rules is None else {tier.id: depth for depth, tier in enumerate(rules.tiers)}
    figures = problems_in_figures(listed, rules)
    if not areas.groups and _is_plain(listed, depths):
        return [*islice(figures, MAX_PROBLEMS)]
    places: dict[str, int] = {}
    for number, area in enumerate(listed):
        # The first area of an id is the one meant; later ones are reported as repeated.
        places.setdefault(area.id, number)
    circles = _circles(listed, places)
    checks = [_repeated(listed, places), _orphans(listed, places), _circular(listed, circles)]
    if rules is not None and depths is not None:
        checks.append(_unknown_tiers(listed, depths, TitleIndex(rules.tiers)))
        checks.append(_not_below(listed, places, depths, circles))
    checks += [_grouped(areas.groups, places), figures]
    return [*islice(chain.from_iterable(checks), MAX_PROBLEMS)]


def _is_plain(listed: Sequence[Area], depths: Mapping[str, int] | None) -> bool:
    """Say whether *listed* is sound and easily seen to be: each area stands after its parent, once.

    Where it is not, nothing is wrong yet: the checks tell. Without *depths* tiers are not looked at.
    """
    # What stands after its parent is in no circle, and its parent exists.
    deep: dict[str | None, int] = {None: -1}
    for area in listed:
        above = deep.get(area.parent)
        if above is None:
            return False
        own = above if depths is None else depths.get(area.tier, above)
        if depths is not None and own <= above:
            return False
        deep[area.id] = own
    return len(deep) == len(listed) + 1


def _repeated(listed: Sequence[Area], places: Mapping[str, int]) -> Iterator[Problem]:
    # As many ids as areas: none is repeated, and there is no need to go through them.
    if len(places) == len(listed):
        return
    for number, area in enumerate(listed):
        first = places[area.id]
        if first != number:
            facts = {"id": area.id, "first": Place(path=("areas", first, "id"))}
            yield Problem(Place(path=("areas", number, "id")), "id.repeated", facts)


def _grouped(groups: Sequence[Group], places: Mapping[str, int]) -> Iterator[Problem]:
    """Find groups with the id of an area or of another group, and members that are no areas.

    Areas are numbered in *places*. That a member lies within another does no harm.
    """
    first: dict[str, Path] = {name: ("areas", number) for name, number in places.items()}
    names = {group.id for group in groups}
    for number, group in enumerate(groups):
        path: Path = ("groups", number)
        known = first.setdefault(group.id, path)
        if known != path:
            facts = {"id": group.id, "first": Place(path=(*known, "id"))}
            yield Problem(Place(path=(*path, "id")), "id.repeated", facts)
        if not group.members:
            yield Problem(Place(path=(*path, "members")), "list.empty")
        for place, member in enumerate(group.members):
            where = (*path, "members", place)
            if member in places:
                if group.members.index(member) != place:
                    first_ = Place(path=(*path, "members", group.members.index(member)))
                    yield Problem(
                        Place(path=where), "list.repeated", {"name": member, "first": first_}
                    )
            elif member in names:
                yield Problem(Place(path=where), "groups.nested", {"group": member})
            else:
                yield unknown_name("area", member, places.keys(), where)


def _orphans(listed: Sequence[Area], places: Mapping[str, int]) -> Iterator[Problem]:
    titled = TitleIndex(listed)
    for number, area in enumerate(listed):
        if area.parent is not None and area.parent not in places:
            path = ("areas", number, "parent")
            yield unknown_name("area", area.parent, places.keys(), path, titled)


def _circles(listed: Sequence[Area], places: Mapping[str, int]) -> list[list[int]]:
    """Return each circle of parents once, as numbers of areas."""
    # Cycle detection in a graph where each node has at most one successor, its parent:
    # every node is marked with the walk that reached it first, so each is visited once.
    # A walk that meets its own mark has closed a circle; one that meets an older mark
    # has run into ground already known.
    circles: list[list[int]] = []
    walked_from = [-1] * len(listed)
    for start in range(len(listed)):
        here: int | None = start
        while here is not None and walked_from[here] == -1:
            walked_from[here] = start
            parent = listed[here].parent
            here = None if parent is None else places.get(parent)
        if here is not None and walked_from[here] == start:
            circles.append(_circle(listed, places, here))
    return circles


def _circle(listed: Sequence[Area], places: Mapping[str, int], inside: int) -> list[int]:
    """Return the areas of the circle that *inside* is in, beginning with the first listed."""
    circle = [inside]
    while (above := places[str(listed[circle[-1]].parent)]) != inside:
        circle.append(above)
    # The walk may enter a circle anywhere; rotated, the report does not depend on where.
    first = circle.index(min(circle))
    return circle[first:] + circle[:first]


def _circular(listed: Sequence[Area], circles: Sequence[list[int]]) -> Iterator[Problem]:
    for circle in circles:
        names: list[object] = [Named("area", listed[number].id) for number in circle[:_SHOWN]]
        if len(circle) > _SHOWN:
            names.append("…")
        path = ("areas", circle[0], "parent")
        yield Problem(Place(path=path), "areas.circle", {"areas": tuple(names)})


def _unknown_tiers(
    listed: Sequence[Area], depths: Mapping[str, int], titled: TitleIndex
) -> Iterator[Problem]:
    for number, area in enumerate(listed):
        if area.tier not in depths:
            yield unknown_name("tier", area.tier, depths.keys(), ("areas", number, "tier"), titled)


def _not_below(
    listed: Sequence[Area],
    places: Mapping[str, int],
    depths: Mapping[str, int],
    circles: Sequence[list[int]],
) -> Iterator[Problem]:
    """Find areas whose tier is not below their parent's.

    Areas of a circle are left out: the circle was reported, and on it every order of
    tiers is wrong somewhere.
    """
    circling = {number for circle in circles for number in circle}
    for number, area in enumerate(listed):
        above = None if area.parent is None else places.get(area.parent)
        if above is None or number in circling:
            continue
        parent = listed[above]
        # An unknown tier counts as the top of a parent and the bottom of a child: it is
        # reported once as unknown, and not a second time here.
        if depths.get(parent.tier, -1) >= depths.get(area.tier, len(depths)):
            facts = {"tier": area.tier, "parent": parent.id, "above": parent.tier}
            yield Problem(Place(path=("areas", number, "tier")), "areas.not_below", facts)
