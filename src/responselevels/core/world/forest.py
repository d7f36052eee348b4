"""What is refused of an areas file beyond its shape (docs/formats.md, Areas).

Areas must form one tree or several: every parent exists, no area is above
itself, and each area's tier comes after its parent's in the list of tiers.
Every check takes time linear in the number of areas, and none recurses, so that
all of China, or a chain as long, is checked like any other. However much is wrong, no more
is worded and kept than is told: the first thousand in the order of the file; the rest is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from heapq import nsmallest
from itertools import chain, islice
from operator import itemgetter

from responselevels.core.world.measuring.figures import problems_in_figures
from responselevels.core.world.names import MANY_PROBLEMS, NO_TITLES, TitleIndex, unknown_name
from responselevels.errors import Path, Place, Problem
from responselevels.models.areas import Area, Areas, Group
from responselevels.models.rules import Rules
from responselevels.text.catalogue import Named

_SHOWN = 10
"""Maximum number of areas that the problem of a circle names."""

_SOUGHT = ((20_000, MANY_PROBLEMS), (200_000, 20))
"""Up to how many areas, for how many problems a name is sought among the titles of all of them.

For any more it is not, for to look through the titles of all of China takes its time and memory.
"""

_Found = tuple[int, Callable[[TitleIndex], Problem]]
"""What is wrong, and with which area, by its number; worded only where it is told."""


def problems_in_areas(areas: Areas, rules: Rules | None = None) -> list[Problem]:
    """Return what in *areas* docs/formats.md refuses; empty where sound.

    Of more than `MANY_PROBLEMS` these are the first in the file, and a last one that counts the
    rest. Without *rules* only the trees are checked, not the tiers. The paths are
    those of the areas file, ``("areas", i, key)``.
    """
    listed = areas.areas
    if not listed:
        return [Problem(Place(path=("areas",)), "areas.none")]
    depths = None if rules is None else {tier.id: depth for depth, tier in enumerate(rules.tiers)}
    figures = problems_in_figures(listed, rules)
    if not areas.groups and _is_plain(listed, depths):
        return _told(listed, _listed(figures))
    places: dict[str, int] = {}
    for number, area in enumerate(listed):
        # The first area of an id is the one meant; later ones are reported as repeated.
        places.setdefault(area.id, number)
    circles = _circles(listed, places)
    checks = [_repeated(listed, places), _orphans(listed, places), _circular(listed, circles)]
    if rules is not None and depths is not None:
        checks.append(_unknown_tiers(listed, depths, TitleIndex(rules.tiers)))
        checks.append(_not_below(listed, places, depths, circles))
    after = ((len(listed), made) for _number, made in _listed(_grouped(areas.groups, places)))
    return _told(listed, chain(*checks, after, _listed(figures)))


def _told(listed: Sequence[Area], found: Iterator[_Found]) -> list[Problem]:
    """Return the problems *found*, or the first of too many and how many more there are."""
    told, count = [*islice(found, MANY_PROBLEMS + 1)], 0
    if len(told) > MANY_PROBLEMS:
        counted = _Counted(chain(told, found))
        # Which come first in the file is known only when all were seen; no more are kept for that.
        told = nsmallest(MANY_PROBLEMS, counted, key=itemgetter(0))
        count = counted.count
    sought = next((few for most, few in _SOUGHT if len(listed) <= most), 0)
    titled = TitleIndex(listed)
    problems = [made(titled if n < sought else NO_TITLES) for n, (_at, made) in enumerate(told)]
    if count:
        facts = {"listed": len(told), "count": count - len(told)}
        problems.append(Problem(Place(), "problems.rest", facts))
    return problems


class _Counted:
    """Goes through what was found, and counts it."""

    def __init__(self, found: Iterable[_Found]) -> None:
        self._found, self.count = found, 0

    def __iter__(self) -> Iterator[_Found]:
        for one in self._found:
            self.count += 1
            yield one


def _listed(problems: Iterable[Problem]) -> Iterator[_Found]:
    """Yield *problems* that are worded already, each with the number of its area."""
    for problem in problems:
        yield int(problem.where.path[1]), partial(_as_it_is, problem)


def _as_it_is(problem: Problem, _titled: TitleIndex) -> Problem:
    return problem


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


def _repeated(listed: Sequence[Area], places: Mapping[str, int]) -> Iterator[_Found]:
    # As many ids as areas: none is repeated, and there is no need to go through them.
    if len(places) == len(listed):
        return
    for number, area in enumerate(listed):
        first = places[area.id]
        if first != number:
            yield number, partial(_again, listed, number, first)


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


def _again(listed: Sequence[Area], number: int, first: int, _titled: TitleIndex) -> Problem:
    facts = {"id": listed[number].id, "first": Place(path=("areas", first, "id"))}
    return Problem(Place(path=("areas", number, "id")), "id.repeated", facts)


def _orphans(listed: Sequence[Area], places: Mapping[str, int]) -> Iterator[_Found]:
    for number, area in enumerate(listed):
        if area.parent is not None and area.parent not in places:
            yield number, partial(_orphan, area.parent, places, number)


def _orphan(parent: str, places: Mapping[str, int], number: int, titled: TitleIndex) -> Problem:
    return unknown_name("area", parent, places.keys(), ("areas", number, "parent"), titled)


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


def _circular(listed: Sequence[Area], circles: Sequence[list[int]]) -> Iterator[_Found]:
    for circle in circles:
        yield circle[0], partial(_around, listed, circle)


def _around(listed: Sequence[Area], circle: Sequence[int], _titled: TitleIndex) -> Problem:
    names: list[object] = [Named("area", listed[number].id) for number in circle[:_SHOWN]]
    if len(circle) > _SHOWN:
        names.append("…")
    path = ("areas", circle[0], "parent")
    return Problem(Place(path=path), "areas.circle", {"areas": tuple(names)})


def _unknown_tiers(
    listed: Sequence[Area], depths: Mapping[str, int], tiers: TitleIndex
) -> Iterator[_Found]:
    for number, area in enumerate(listed):
        if area.tier not in depths:
            yield number, partial(_unknown_tier, area.tier, depths, tiers, number)


def _unknown_tier(
    tier: str, depths: Mapping[str, int], tiers: TitleIndex, number: int, _areas: TitleIndex
) -> Problem:
    return unknown_name("tier", tier, depths.keys(), ("areas", number, "tier"), tiers)


def _not_below(
    listed: Sequence[Area],
    places: Mapping[str, int],
    depths: Mapping[str, int],
    circles: Sequence[list[int]],
) -> Iterator[_Found]:
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
            yield number, partial(_too_high, area, parent, number)


def _too_high(area: Area, parent: Area, number: int, _titled: TitleIndex) -> Problem:
    facts = {"tier": area.tier, "parent": parent.id, "above": parent.tier}
    return Problem(Place(path=("areas", number, "tier")), "areas.not_below", facts)
