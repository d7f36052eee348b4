"""What is refused of the measures of a rules file (docs/semantics.md, section 12)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from responselevels.core.world.criteria import number_of
from responselevels.core.world.looking import Looks
from responselevels.errors import Path, Place, Problem
from responselevels.models.parts.measures import (
    AnyAmount,
    FigureAmount,
    Measure,
    PerAmount,
    SumAmount,
    TimesAmount,
    parts_of_amount,
)
from responselevels.models.rules import Rules
from responselevels.text.catalogue import Named, Phrase

Placed = tuple[Path, AnyAmount]
"""An amount, and where it stands."""


def problems_in_measures(rules: Rules, looks: Looks) -> Iterator[Problem]:
    """Yield what is refused of the measures of *rules*."""
    for number, measure in enumerate(rules.measures):
        path: Path = ("measures", number)
        yield from _names(measure, looks, path)
        if (measure.from_ is None) == (measure.at is None):
            yield Problem(Place(path=path), "measure.levels", {"measure": measure.id})
        need = measure.need
        if need is not None and need.at_least is None and need.at_most is None:
            yield Problem(Place(path=(*path, "need")), "measure.need")
        for where, amount in amounts_of(measure, path):
            yield from _amount(amount, where)
        yield from looks.cited(measure.cite, path)
    yield from _cycles(rules)
    yield from _units_of_families(rules)
    yield from _units_of_figures(rules)


def amounts_of(measure: Measure, path: Path) -> Iterator[Placed]:
    """Yield each amount of *measure*, however deep, with its path."""
    if measure.need is None:
        return
    for key, amount in (("at_least", measure.need.at_least), ("at_most", measure.need.at_most)):
        if amount is not None:
            yield from _within(amount, (*path, "need", key))


def _within(amount: AnyAmount, path: Path) -> Iterator[Placed]:
    yield path, amount
    for step, part in parts_of_amount(amount):
        yield from _within(part, (*path, *step))


def _names(measure: Measure, looks: Looks, path: Path) -> Iterator[Problem]:
    if measure.strengthens is not None:
        yield from looks.known(looks.measures, measure.strengthens, (*path, "strengthens"))
    if measure.from_ is not None:
        yield from looks.known(looks.levels, measure.from_, (*path, "from"))
    yield from looks.some(looks.levels, measure.at, (*path, "at"))
    yield from looks.some(looks.tiers, measure.tiers, (*path, "tiers"))
    yield from looks.some(looks.tracks, measure.tracks, (*path, "tracks"))
    yield from looks.some(looks.spots, measure.spots, (*path, "spots"))
    # Any body may carry out a measure, above the area, in it or beneath.
    yield from looks.some(looks.bodies, measure.by, (*path, "by"))


def _amount(amount: AnyAmount, path: Path) -> Iterator[Problem]:
    """Refuse numbers with which nothing can be counted."""
    if isinstance(amount, int | str):
        yield from _not_negative(amount, path)
    elif isinstance(amount, PerAmount):
        yield from _not_negative(amount.per.count, (*path, "per", "count"))
        if number_of(amount.per.every) <= 0:
            yield Problem(Place(path=(*path, "per", "every")), "amount.every")
    elif isinstance(amount, TimesAmount):
        yield from _not_negative(amount.times[0], (*path, "times", 0))
    elif isinstance(amount, SumAmount) and not amount.sum:
        yield Problem(Place(path=(*path, "sum")), "list.empty")


def _not_negative(number: int | str, path: Path) -> Iterator[Problem]:
    if number_of(number) < 0:
        yield Problem(Place(path=path), "amount.negative", {"value": str(number)})


def _cycles(rules: Rules) -> Iterator[Problem]:
    """Refuse measures that strengthen themselves by way of others; each circle is told once."""
    places = {measure.id: number for number, measure in reversed([*enumerate(rules.measures)])}
    walked: dict[str, str] = {}
    for start in [measure.id for measure in rules.measures]:
        walk: list[str] = []
        here: str | None = start
        # Each measure strengthens one at most: a walk ends, or comes back to where it has been.
        while here is not None and here in places and here not in walked:
            walked[here] = start
            walk.append(here)
            here = rules.measures[places[here]].strengthens
        if here is None or here not in walk:
            continue
        circle = walk[walk.index(here) :]
        first = min(circle, key=places.__getitem__)
        at = circle.index(first)
        names = tuple(Named("measure", name) for name in circle[at:] + circle[:at])
        path: Path = ("measures", places[first], "strengthens")
        yield Problem(Place(path=path), "measure.cycle", {"measures": names})


def _units_of_families(rules: Rules) -> Iterator[Problem]:
    """Refuse a measure in another unit than the one it strengthens: they could not be compared."""
    by_id = {measure.id: measure for measure in reversed(rules.measures)}
    for number, measure in enumerate(rules.measures):
        above = _saying_above(measure, by_id)
        if measure.need is None or above is None or above.need is None:
            continue
        if above.need.unit != measure.need.unit:
            what = Phrase("phrase.unit.measure", {"measure": Named("measure", above.id)})
            path: Path = ("measures", number, "need", "unit")
            yield mismatch(path, measure.need.unit, what, above.need.unit)


def _saying_above(measure: Measure, by_id: Mapping[str, Measure]) -> Measure | None:
    """Return the nearest measure that *measure* strengthens and that says how much, if there is one."""
    seen = {measure.id}
    while measure.strengthens in by_id and measure.strengthens not in seen:
        measure = by_id[str(measure.strengthens)]
        seen.add(measure.id)
        if measure.need is not None:
            return measure
    return None


def _units_of_figures(rules: Rules) -> Iterator[Problem]:
    """Refuse a figure that is taken as it stands in two units: an area has it in one."""
    known: dict[str, str] = {}
    for number, measure in enumerate(rules.measures):
        for path, amount in amounts_of(measure, ("measures", number)):
            if isinstance(amount, FigureAmount) and measure.need is not None:
                unit = measure.need.unit
                other = known.setdefault(amount.figure, unit)
                if other != unit:
                    what = Phrase("phrase.unit.figure", {"figure": amount.figure})
                    yield mismatch((*path, "figure"), unit, what, other)


def mismatch(path: Path, unit: str, what: Phrase, other: str) -> Problem:
    """Return the problem of a *unit* at *path* that is not the *other* one, which *what* has."""
    facts = {
        "unit": Phrase(f"unit.{unit}"),
        "what": what,
        "other": Phrase(f"unit.{other}"),
    }
    return Problem(Place(path=path), "unit.mismatch", facts)
