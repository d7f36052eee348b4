"""What is issued in a sequence: representatives of the orders that the rules tell apart.

Each way to issue (each transition, acting first included), to the least and the most severe of
the levels that no rule tells apart, for an hour and for as long as may be, at once or as soon as
the notice allows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from responselevels.analysis.sequences.settings import SHORT, Setting, longest_of
from responselevels.models.rules import Rules, Transition


@dataclass(frozen=True, slots=True, eq=False)
class Wish:
    """What to issue: by which transition, to which level, for how long, for which place."""

    way: Transition
    area: str
    level: str
    length: timedelta | None
    scope: str


def wishes_of(setting: Setting, area: str) -> Iterator[Wish]:
    """Yield what *area* may want to issue."""
    levels = representatives(setting.rules, setting.tier)
    targets = [one for one in _targets(setting, area) if one[1] in levels]
    for way, level in targets:
        for length in lengths_of(way, above=area != setting.own):
            yield Wish(way, area, level, length, _place(setting, way, area))
    if area != setting.own and targets:
        # What is ordered elsewhere counts by how severe it is: the most severe shows most.
        ranks = setting.scheme.ranks
        way, level = max(targets, key=lambda one: (one[0].ratify is None, ranks[one[1]]))
        for place in _elsewhere(setting):
            yield Wish(way, area, level, longest_of(way), place)


def _targets(setting: Setting, area: str) -> Iterator[tuple[Transition, str]]:
    """Yield each way to each level; of an area above one that stays, and one that may lapse."""
    tier, known = setting.tier_of(area), set()
    for way in setting.rules.transitions:
        for level in way.to if way.tier == tier else ():
            kind = way.id if area == setting.own else way.ratify is None
            if (kind, level) not in known:
                known.add((kind, level))
                yield way, level


def lengths_of(way: Transition, *, above: bool) -> tuple[timedelta | None, ...]:
    """Return the lengths of period to look at: an hour, and the longest; for orders *above* only that."""
    longest = longest_of(way)
    if above or (longest is not None and longest <= SHORT):
        return (longest,)
    return (SHORT, longest)


def _place(setting: Setting, way: Transition, area: str) -> str:
    """Return the place that an order of *area* names: itself, or what the tiers asked for have beneath."""
    tiers = way.requires.scope_tiers
    if tiers is None or setting.tier_of(area) in tiers:
        return area
    covers, numbers = setting.scheme.tree.covers, setting.scheme.tree.numbers
    beneath = [one.id for one in setting.areas if covers(numbers[area], numbers[one.id])]
    return next((name for name in beneath if setting.tier_of(name) in tiers), area)


def _elsewhere(setting: Setting) -> Iterator[str]:
    """Yield places where what an area above orders counts for the area looked at, by its floors."""
    counts = {floor.counts for floor in setting.rules.floors if floor.tier == setting.tier}
    places = {"issued": setting.beside, "touching": setting.part}
    yield from (place for kind, place in places.items() if kind in counts and place)


def representatives(rules: Rules, tier: str) -> frozenset[str]:
    """Return the levels to look at: of those that no rule of *tier* tells apart, the least and the most severe.

    And the default, which every way back leads to.
    """
    ways = [rule for rule in rules.transitions if rule.tier == tier]
    ends = [rule for rule in rules.endings if rule.tier == tier]
    asking = [
        *(rule.from_ for rule in ways if rule.from_ is not None),
        *(rule.to for rule in ways),
        *(rule.of for rule in ends if rule.of is not None),
    ]
    alike: dict[tuple[bool, ...], list[str]] = {}
    for level in rules.levels:
        if not level.default:
            alike.setdefault(tuple(level.id in one for one in asking), []).append(level.id)
    default = {level.id for level in rules.levels if level.default}
    return frozenset(default.union(*({one[0], one[-1]} for one in alike.values())))
