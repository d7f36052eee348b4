"""What looks wrong in measures: those that strengthen nothing, never hold, or name what nothing uses."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from responselevels.analysis.linting.reach import reachable
from responselevels.analysis.linting.remarks import Remark, remark
from responselevels.core.world.criteria import number_of
from responselevels.core.world.measuring.families import CompiledMeasure, families_of
from responselevels.core.world.scheme import clause_of
from responselevels.models.parts.measures import (
    AnyAmount,
    FigureAmount,
    PerAmount,
    TimesAmount,
)
from responselevels.models.rules import Rules
from responselevels.text.catalogue import Named


def measures(rules: Rules) -> Iterator[Remark]:
    """Find measures that ask no more than what they strengthen, or can never hold; idle kinds of places."""
    places = {measure.id: number for number, measure in enumerate(rules.measures)}
    lines = {measure.id: _line(rules, measure.id) for measure in rules.measures}
    compiled = {
        member.id: member
        for family in families_of(
            rules,
            ranks={level.id: rank for rank, level in enumerate(rules.levels)},
            tiers={tier.id: number for number, tier in enumerate(rules.tiers)},
            tracks={track.id: number for number, track in enumerate(rules.tracks)},
            clause_of=clause_of,
        )
        for member in family.members
    }
    for name, number in places.items():
        measure = compiled[name]
        above = [compiled[other] for other in lines[name]]
        weaker = next((other for other in above if _asks_no_more(measure, other)), None)
        if weaker is not None:
            facts = {"measure": Named("measure", name), "other": Named("measure", weaker.id)}
            yield remark("measure.weaker", ("measures", number, "need"), **facts)
        if not _can_hold(rules, measure):
            path = ("measures", number, "at" if rules.measures[number].at else "from")
            yield remark("measure.never", path, measure=Named("measure", name))
    used = {spot for measure in rules.measures for spot in measure.spots or ()}
    for number, spot in enumerate(rules.spots):
        if spot.id not in used:
            yield remark("spot.unused", ("spots", number), spot=Named("spot", spot.id))


def _line(rules: Rules, name: str) -> list[str]:
    """Return the measures that one strengthens, directly or by way of others, nearest first."""
    above = {measure.id: measure.strengthens for measure in rules.measures}
    line: list[str] = []
    while (other := above[name]) is not None:
        line.append(other)
        name = other
    return line


# -- which asks more -------------------------------------------------------------------


def _asks_no_more(measure: CompiledMeasure, other: CompiledMeasure) -> bool:
    """Say whether *other* holds wherever *measure* does, and each of its bounds is at least as strict."""
    if measure.need is None or other.need is None or not _within(measure, other):
        return False
    least, most = measure.need.at_least, measure.need.at_most
    if least is not None and not _never_more(least, other.need.at_least):
        return False
    return most is None or (
        other.need.at_most is not None and _never_more(other.need.at_most, most)
    )


def _within(measure: CompiledMeasure, other: CompiledMeasure) -> bool:
    pairs = ((measure.tiers, other.tiers), (measure.tracks, other.tracks))
    among = all(wide is None or (own is not None and own <= wide) for own, wide in pairs)
    return among and measure.ranks <= other.ranks


Terms = dict[tuple[str, Fraction | None], Fraction]
"""What an amount has of each figure: pro rata, or for each whole step of so many; of no figure, as it is."""


def _never_more(amount: AnyAmount, other: AnyAmount | None) -> bool:
    """Say whether *amount* is surely no more than *other*, whatever the figures are."""
    if other is None:
        return False
    rest = _added(_terms(other), _terms(amount, Fraction(-1)))
    slack: dict[str, Fraction] = {}
    for (figure, every), share in rest.items():
        # Whole steps are never more than their share pro rata; that they are more than none helps
        # nowhere beneath the first step.
        if every is None:
            slack[figure] = slack.get(figure, Fraction(0)) + share
        elif share < 0:
            slack[figure] = slack.get(figure, Fraction(0)) + share / every
    return all(share >= 0 for share in slack.values())


def _terms(amount: AnyAmount, times: Fraction = Fraction(1)) -> Terms:
    if isinstance(amount, int | str):
        return {("", None): times * number_of(amount)}
    if isinstance(amount, FigureAmount):
        return {(amount.figure, None): times}
    if isinstance(amount, PerAmount):
        per, every = amount.per, number_of(amount.per.every)
        count = times * number_of(per.count)
        return {(per.figure, every): count} if per.steps else {(per.figure, None): count / every}
    if isinstance(amount, TimesAmount):
        return _terms(amount.times[1], times * number_of(amount.times[0]))
    terms: Terms = {}
    for part in amount.sum:
        terms = _added(terms, _terms(part, times))
    return terms


def _added(one: Terms, other: Terms) -> Terms:
    none = Fraction(0)
    return {key: one.get(key, none) + other.get(key, none) for key in {*one, *other}}


# -- which can hold --------------------------------------------------------------------


def _can_hold(rules: Rules, measure: CompiledMeasure) -> bool:
    """Say whether some area of a tier of *measure* can be at a level at which it holds."""
    tiers = range(len(rules.tiers)) if measure.tiers is None else measure.tiers
    return any(not measure.ranks.isdisjoint(_levels(rules, tier)) for tier in tiers)


def _levels(rules: Rules, tier: int) -> frozenset[int]:
    """Return the ranks that an area of a tier can be at: the default, and what is ordered for it."""
    ranks = {level.id: rank for rank, level in enumerate(rules.levels)}
    first = 0 if rules.tiers[tier].inherits else tier
    heard = {one.id for one in rules.tiers[first : tier + 1]}
    ordered = {
        ranks[level]
        for place in reachable(rules)
        if rules.transitions[place].tier in heard
        for level in rules.transitions[place].to
    }
    return frozenset(ordered | {rank for rank, level in enumerate(rules.levels) if level.default})
