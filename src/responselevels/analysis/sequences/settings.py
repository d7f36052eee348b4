"""Small trees in which sequences are played: a line of areas, with a brother or sister and a part.

In each setting one area acts, of one tier, and the nearest area above it that may order, for
its orders set the floor and are inherited. Lines that lack a tier have settings of their own,
where some body of that tier is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from responselevels.analysis.enumeration.scenes import areas_of
from responselevels.core.world.scheme import Scheme
from responselevels.machine.levels import compile_scheme
from responselevels.models.areas import Area, Areas
from responselevels.models.parts.conditions import bodies_in
from responselevels.models.rules import Ending, Rules, Transition


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """Areas, and who acts in them.

    *own* is the area that acts, *above* the one above it that acts, too (None where none may),
    *part* an area beneath *own* (None where there is no tier beneath), *beside* one of the tier
    of *own* next to it (None at the top). *lacks* is the tier that the line lacks, if any. *lengths*
    are those that the rules name, ascending, *rest* is the longest `again_after`.
    """

    rules: Rules
    scheme: Scheme
    areas: tuple[Area, ...]
    begin: datetime
    own: str
    tier: str
    above: str | None
    part: str | None
    beside: str | None
    lacks: str | None = None
    lengths: tuple[timedelta, ...] = ()
    rest: timedelta = timedelta(0)

    @property
    def acting(self) -> tuple[str, ...]:
        """The areas that act: the one above first."""
        return (self.own,) if self.above is None else (self.above, self.own)

    @property
    def told_apart(self) -> bool:
        """Whether a floor looks at what is ordered elsewhere than in the area itself."""
        return any(f.tier == self.tier and f.counts != "covering" for f in self.rules.floors)

    def tier_of(self, area: str) -> str:
        """Return the tier of one of the areas."""
        return next(one.tier for one in self.areas if one.id == area)


def settings(rules: Rules, begin: datetime) -> Iterator[Setting]:
    """Yield a setting for each tier that may order, and for each such line that lacks a tier."""
    shape = tuple(tier.id for tier in rules.tiers)
    ordering = {transition.tier for transition in rules.transitions}
    for number, tier in enumerate(shape):
        if tier not in ordering:
            continue
        yield _setting(rules, tier, begin=begin)
        for missing in shape[:number]:
            if missing in _asked(rules, tier):
                yield _setting(rules, tier, begin=begin, lacks=missing)


def _setting(rules: Rules, tier: str, *, begin: datetime, lacks: str | None = None) -> Setting:
    shape = [one.id for one in rules.tiers]
    line = tuple(name for name in shape if name != lacks)
    areas = areas_of(line, 2)
    place = line.index(tier)
    ordering = {transition.tier for transition in rules.transitions}
    above = next((name for name in reversed(line[:place]) if name in ordering), None)
    beneath = line[place + 1] if place + 1 < len(line) else None
    return Setting(
        rules=rules,
        scheme=compile_scheme(rules, Areas(areas=areas)),
        areas=areas,
        begin=begin,
        own=f"{tier}-1",
        tier=tier,
        above=None if above is None or lacks is not None else f"{above}-1",
        part=None if beneath is None else f"{beneath}-1",
        beside=f"{tier}-2" if place else None,
        lacks=lacks,
        lengths=_lengths(rules),
        rest=max(_rests(rules), default=timedelta(0)),
    )


def _asked(rules: Rules, tier: str) -> frozenset[str]:
    """Return the tiers whose bodies some rule of *tier* names."""
    named: set[str] = set()
    asking: tuple[Transition | Ending, ...] = (*rules.transitions, *rules.endings)
    for rule in asking:
        if rule.tier != tier:
            continue
        named |= set(rule.issuers)
        if rule.requires.approval is not None:
            named |= set(bodies_in(rule.requires.approval))
        if rule.requires.assessment is not None:
            named |= {*rule.requires.assessment.by, *rule.requires.assessment.with_}
        if isinstance(rule, Transition) and rule.ratify is not None:
            named |= set(bodies_in(rule.ratify.approval))
    return frozenset(rules.bodies[body].tier for body in named)


def _lengths(rules: Rules) -> tuple[timedelta, ...]:
    """Return the lengths that a time left is compared with: those of periods, graces and rests."""
    found = {SHORT, *_rests(rules)}
    for way in rules.transitions:
        found |= {one for one in (longest_of(way), way.ratify and way.ratify.within) if one}
    return tuple(sorted(found))


def _rests(rules: Rules) -> Iterator[timedelta]:
    for way in rules.transitions:
        if way.ratify is not None and way.ratify.again_after is not None:
            yield way.ratify.again_after


SHORT = timedelta(hours=1)
"""The short period that is looked at."""

LONG = timedelta(days=30)
"""The long one, where the rules ask for an end and set no limit."""


def longest_of(way: Transition) -> timedelta | None:
    """Return the longest period that may be ordered by *way*; None where it needs no end."""
    asked = way.requires
    if asked.max_duration is not None:
        return asked.max_duration
    if asked.period == "open":
        return None
    return max(LONG, 2 * way.ratify.within) if way.ratify else LONG
