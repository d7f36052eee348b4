"""Which measures hold where, and how much of each, read off the definitions (section 12)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from math import ceil, floor

from responselevels.models.orders import Order
from responselevels.models.parts.figures import Figure
from responselevels.models.parts.measures import (
    COUNTED,
    AnyAmount,
    FigureAmount,
    Measure,
    PerAmount,
    TimesAmount,
)
from responselevels.testing.reference.values import utc
from responselevels.testing.reference.world.ground import Ground
from responselevels.testing.reference.world.levels import State, state_of

Levels = Mapping[str | None, int]
"""The effective level of an area in each track, as ranks; of None where the rules have no tracks."""


@dataclass(frozen=True)
class Held:
    """A family of measures that holds somewhere: those in force, and what the bounds come to.

    A bound is None where none is asked for, "missing" where a figure is.
    """

    family: str
    members: tuple[str, ...]
    at_least: Fraction | str | None
    at_most: Fraction | str | None


def tracks_of(ground: Ground) -> list[str | None]:
    """Return the tracks of the rules; only None, where they have none."""
    return [track.id for track in ground.rules.tracks] or [None]


def states_of(ground: Ground, orders: Iterable[Order], *, drill: bool) -> dict[str | None, State]:
    """Return the state of each track, of its drills or of the rest.

    Section 12: "In the world of drills the levels of drills count"
    """
    listed = tuple(orders)
    return {
        track: state_of(ground, listed, drill=drill, track=track) for track in tracks_of(ground)
    }


def taken_over(ground: Ground, measure: Measure, key: str) -> object:
    """Return what *measure* says under *key*, or what it takes over.

    Section 12: "what it leaves out of `do`, `tiers`, `tracks`, `spots` and `by` is as in that one"
    """
    said: object = getattr(measure, key)
    if said is None and measure.strengthens is not None:
        return taken_over(ground, _named(ground, measure.strengthens), key)
    return said


def _named(ground: Ground, name: str) -> Measure:
    (found,) = [measure for measure in ground.rules.measures if measure.id == name]
    return found


def family_of(ground: Ground, measure: Measure) -> str:
    """Return the name of the family of *measure*.

    Section 12: "A measure with all that strengthen it, directly or by way of others, is a
    **family**, called by the name of the one that strengthens no other."
    """
    if measure.strengthens is None:
        return measure.id
    return family_of(ground, _named(ground, measure.strengthens))


def is_public(ground: Ground, measure: Measure) -> bool:
    """Say whether *measure* is shown to everybody.

    Section 12: "A measure with `public: false`, and one that strengthens it, is shown only where
    that is asked for; never in a decision."
    """
    above = measure.strengthens
    return measure.public and (above is None or is_public(ground, _named(ground, above)))


def in_force(ground: Ground, measure: Measure, tier: str, levels: Levels) -> bool:
    """Say whether *measure* is in force in an area of *tier* with these *levels*.

    Section 12: "where it is for the tier of `x` (for every tier, where it names none)" "that of one
    of the tracks that it names, of any track, where it names none" "it holds there and at every severer one"
    "`at` lists the levels at which it holds, and it holds at no other"
    """
    tiers, tracks = taken_over(ground, measure, "tiers"), taken_over(ground, measure, "tracks")
    if isinstance(tiers, tuple) and tier not in tiers:
        return False
    counting = [
        rank for track, rank in levels.items() if not isinstance(tracks, tuple) or track in tracks
    ]
    if measure.from_ is not None:
        return any(rank >= ground.rank(measure.from_) for rank in counting)
    return any(ground.levels[rank] in (measure.at or ()) for rank in counting)


def families_in_force(ground: Ground, tier: str, levels: Levels) -> dict[str, tuple[Measure, ...]]:
    """Return the public measures in force in an area of *tier* with these *levels*, by family."""
    found: dict[str, tuple[Measure, ...]] = {}
    for measure in ground.rules.measures:
        if is_public(ground, measure) and in_force(ground, measure, tier, levels):
            family = family_of(ground, measure)
            found[family] = (*found.get(family, ()), measure)
    return found


# -- how much ------------------------------------------------------------------------


def held_at(
    ground: Ground, states: Mapping[str | None, State], area: str, at: datetime
) -> set[Held]:
    """Return what holds in *area* at *at*, with what it comes to."""
    levels = {track: state.effective(area, utc(at)).rank for track, state in states.items()}
    day = utc(at).date().isoformat()
    return {
        Held(
            family,
            tuple(measure.id for measure in members),
            _bound(ground, members, "at_least", (area, day)),
            _bound(ground, members, "at_most", (area, day)),
        )
        for family, members in families_in_force(ground, ground.tier[area], levels).items()
    }


def _bound(
    ground: Ground, members: Iterable[Measure], way: str, where: tuple[str, str]
) -> Fraction | str | None:
    """Return what counts among *members*.

    Section 12: "the greatest `at_least` and the least `at_most` count" "`at_least` is rounded up
    and `at_most` down, once, when all has been worked out; what is measured, such as minutes, is
    not rounded"
    """
    needs = [m.need for m in members if m.need is not None and getattr(m.need, way) is not None]
    if not needs:
        return None
    worked = [amount_of(ground, getattr(need, way), where) for need in needs]
    known = [amount for amount in worked if amount is not None]
    if len(known) < len(worked):
        return "missing"
    counting = max(known) if way == "at_least" else min(known)
    if needs[0].unit not in COUNTED:
        return counting
    return Fraction(ceil(counting) if way == "at_least" else floor(counting))


def amount_of(ground: Ground, amount: AnyAmount, where: tuple[str, str]) -> Fraction | None:
    """Return what *amount* comes to in an area on a day; None where a figure is missing.

    Section 12: "a number, a figure of the area, a proportion of a figure (pro rata; with `steps:
    whole`, of whole steps only), a multiple, a sum"
    """
    if isinstance(amount, int | str):
        return Fraction(amount)
    if isinstance(amount, FigureAmount):
        return figure_of(ground, amount.figure, *where)
    if isinstance(amount, PerAmount):
        figure = figure_of(ground, amount.per.figure, *where)
        if figure is None:
            return None
        steps = figure / Fraction(amount.per.every)
        counted = Fraction(floor(steps)) if amount.per.steps == "whole" else steps
        return counted * Fraction(amount.per.count)
    if isinstance(amount, TimesAmount):
        times, part = amount.times
        worked = amount_of(ground, part, where)
        return None if worked is None else Fraction(times) * worked
    parts = [amount_of(ground, part, where) for part in amount.sum]
    return None if None in parts else sum((part for part in parts if part is not None), Fraction(0))


def figure_of(ground: Ground, name: str, area: str, day: str) -> Fraction | None:
    """Return the figure of *area* on *day*, None where there is none.

    Section 12: "its own, the newest that is not of a later day; else the sum of those of the areas
    directly beneath it, if each of them has one, its own or such a sum"
    """
    own = [figure for figure in _figures(ground, name, area) if figure.as_of <= day]
    if own:
        return Fraction(max(own, key=lambda figure: figure.as_of).value)
    beneath = [below for below, parent in ground.parent.items() if parent == area]
    parts = [figure_of(ground, name, below, day) for below in beneath]
    known = [part for part in parts if part is not None]
    return sum(known, Fraction(0)) if known and len(known) == len(parts) else None


def _figures(ground: Ground, name: str, area: str) -> Iterator[Figure]:
    for one in ground.areas.areas:
        if one.id == area:
            yield from (one.figures or {}).get(name, ())


def extras_at(
    ground: Ground, orders: Iterable[Order], area: str, at: datetime, *, drill: bool
) -> set[tuple[str, str]]:
    """Return each order whose extras hold in *area* at *at*, with what it asks for.

    Section 12: "Those of an order `o` hold for `x` at `t` where `O(a, x, t)` is `o` for some area
    `a` whose orders `E(x, t)` looks at, whether the level comes from it or not."
    """
    listed = {order.id: order for order in orders}
    return {
        (name, extra.do.in_("en"))
        for state in states_of(ground, listed.values(), drill=drill).values()
        for above in ground.inherited_from(area)
        for name in state.ordered(above, area, utc(at)).orders
        for extra in listed[name].extras
    }
