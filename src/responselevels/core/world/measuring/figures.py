"""Figures of areas: what is refused of them, and which one counts on a day (docs/semantics.md, section 12)."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from responselevels.core.world.areas import AreaTree
from responselevels.core.world.criteria import number_of
from responselevels.core.world.measuring.checks import amounts_of, mismatch
from responselevels.core.world.tables import value_as_written
from responselevels.errors import Path, Place, Problem
from responselevels.models.areas import Area
from responselevels.models.parts.figures import Figure
from responselevels.models.parts.measures import FigureAmount
from responselevels.models.rules import Rules
from responselevels.text.catalogue import Named, Phrase

Listed = tuple[int, str, int, Figure]
"""Number of the area in the list, id of the figure, number in its list, the figure."""


def problems_in_figures(listed: Sequence[Area], rules: Rules | None) -> Iterator[Problem]:
    """Yield what is refused of the figures of the areas *listed*, whose trees may be unsound.

    With *rules*, their units must be those in which measures take them as they stand.
    """
    figures = [*_figures(listed)]
    if not figures:
        return
    yield from _single(figures)
    yield from _units(figures, rules)
    yield from _differing(listed, figures)


def _figures(listed: Sequence[Area]) -> Iterator[Listed]:
    for number, area in enumerate(listed):
        if area.figures:
            for name, known in area.figures.items():
                for place, figure in enumerate(known):
                    yield number, name, place, figure


def _path(number: int, name: str, place: int, key: str) -> Path:
    return ("areas", number, "figures", name, place, key)


def _single(figures: Sequence[Listed]) -> Iterator[Problem]:
    """Refuse negative figures, and two of one area and day."""
    seen: dict[tuple[int, str, str], int] = {}
    for number, name, place, figure in figures:
        if number_of(figure.value) < 0:
            path = _path(number, name, place, "value")
            yield Problem(Place(path=path), "amount.negative", {"value": str(figure.value)})
        first = seen.setdefault((number, name, figure.as_of), place)
        if first != place:
            facts = {"first": Place(path=_path(number, name, first, "as_of"))}
            yield Problem(Place(path=_path(number, name, place, "as_of")), "figure.repeated", facts)


def _units(figures: Sequence[Listed], rules: Rules | None) -> Iterator[Problem]:
    """Refuse a figure in two units, or in another one than a measure takes it in."""
    known: dict[str, tuple[str, Phrase]] = {}
    for number, measure in enumerate(() if rules is None else rules.measures):
        for _where, amount in amounts_of(measure, ("measures", number)):
            if isinstance(amount, FigureAmount) and measure.need is not None:
                what = Phrase("phrase.unit.measure", {"measure": Named("measure", measure.id)})
                known.setdefault(amount.figure, (measure.need.unit, what))
    for number, name, place, figure in figures:
        what = Phrase("phrase.unit.figure", {"figure": name})
        unit, said = known.setdefault(name, (figure.unit, what))
        if unit != figure.unit:
            yield mismatch(_path(number, name, place, "unit"), figure.unit, said, unit)


def _differing(listed: Sequence[Area], figures: Sequence[Listed]) -> Iterator[Problem]:
    """Refuse a figure that is not the sum of those of the same day that all parts of its area have."""
    places: dict[str, int] = {}
    for number, area in enumerate(listed):
        places.setdefault(area.id, number)
    above = [-1 if area.parent is None else places.get(area.parent, -1) for area in listed]
    parts = Counter(above)
    days: dict[tuple[str, str], dict[int, tuple[Fraction, int]]] = {}
    for number, name, place, figure in figures:
        own = days.setdefault((name, figure.as_of), {})
        own.setdefault(number, (number_of(figure.value), place))
    for (name, day), own in days.items():
        sums = _sums({number: value for number, (value, _) in own.items()}, above, parts)
        for number, (value, place) in own.items():
            if number in sums and sums[number] != value:
                facts = {
                    "own": value_as_written(value),
                    "sum": value_as_written(sums[number]),
                    "day": day,
                }
                where = Place(path=_path(number, name, place, "value"))
                yield Problem(where, "figure.differs", facts)


def _sums(
    own: Mapping[int, Fraction], above: Sequence[int], parts: Mapping[int, int]
) -> dict[int, Fraction]:
    """Return the sum of the parts of each area of which all have a figure, *own* or such a sum."""
    sums: dict[int, Fraction] = {}
    heard: Counter[int] = Counter()
    complete: dict[int, Fraction] = {}
    # Each area is taken once, whatever the tree looks like; a circle ends of itself.
    waiting = [*own.items()]
    while waiting:
        number, value = waiting.pop()
        parent = above[number]
        if parent < 0 or complete.get(parent) is not None:
            continue
        sums[parent] = sums.get(parent, Fraction(0)) + value
        heard[parent] += 1
        if heard[parent] == parts[parent]:
            complete[parent] = sums[parent]
            if parent not in own:
                waiting.append((parent, sums[parent]))
    return complete


Dated = tuple[list[str], list[Figure]]
"""The days of the figures of one area, ascending, and the figures."""


# -- which one counts ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Known:
    """A figure as of a day; *summed* is the number of areas that it was added up from, 0 if it is own.

    *as_of* is the oldest day among these, *latest* the newest, both as a file writes them.
    """

    value: Fraction
    unit: str
    as_of: str
    latest: str
    example: bool
    summed: int = 0


class FigureBook:
    """The figures of all areas, by number; built from areas that are sound."""

    __slots__ = ("_known", "_tree")

    def __init__(self, areas: Iterable[Area], tree: AreaTree) -> None:
        """Gather the figures of *areas*, which are numbered by *tree*."""
        self._tree = tree
        self._known: dict[str, dict[int, Dated]] = {}
        for area in areas:
            for name, known in (area.figures or {}).items():
                listed = sorted(known, key=lambda figure: figure.as_of)
                by_area = self._known.setdefault(name, {})
                by_area[tree.numbers[area.id]] = ([one.as_of for one in listed], listed)

    def known(self, name: str, area: int, day: str) -> Known | None:
        """Return the figure *name* of *area* that counts on *day*, None where there is none.

        Its own, the newest not later than *day*; else the sum of those of its children, only
        if every child has one.
        """
        by_area = self._known.get(name)
        return None if by_area is None else self._of(by_area, area, day)

    def lacking(self, name: str, area: int, day: str) -> Iterator[int]:
        """Yield the children of *area* that have no figure *name* on *day*; itself, where it has none."""
        by_area = self._known.get(name, {})
        children = [*self._tree.children(area)]
        if not children:
            yield area
        for child in children:
            if self._of(by_area, child, day) is None:
                yield child

    def _of(self, by_area: Mapping[int, Dated], area: int, day: str) -> Known | None:
        own = _own(by_area.get(area), day)
        if own is not None:
            return own
        parts: list[Known] = []
        # No deeper than there are tiers: each area's tier comes after its parent's.
        for child in self._tree.children(area):
            part = self._of(by_area, child, day)
            if part is None:
                return None
            parts.append(part)
        return _sum(parts) if parts else None


def _own(listed: Dated | None, day: str) -> Known | None:
    if listed is None:
        return None
    days, figures = listed
    at = bisect_right(days, day) - 1
    if at < 0:
        return None
    figure = figures[at]
    value = number_of(figure.value)
    return Known(value, figure.unit, figure.as_of, figure.as_of, figure.example)


def _sum(parts: Sequence[Known]) -> Known:
    return Known(
        value=sum((part.value for part in parts), Fraction(0)),
        unit=parts[0].unit,
        as_of=min(part.as_of for part in parts),
        latest=max(part.latest for part in parts),
        example=any(part.example for part in parts),
        summed=sum(part.summed or 1 for part in parts),
    )
