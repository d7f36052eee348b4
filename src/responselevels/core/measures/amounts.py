"""Amounts worked out from the figures of an area: exact rationals, rounded once, at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice
from math import ceil, floor
from typing import Literal

from responselevels.core.world.criteria import number_of
from responselevels.core.world.measuring.families import CompiledMeasure
from responselevels.core.world.scheme import Scheme
from responselevels.models.parts.measures import (
    COUNTED,
    AnyAmount,
    FigureAmount,
    PerAmount,
    SumAmount,
    TimesAmount,
)

Way = Literal["at_least", "at_most"]
"""Which bound of a need is asked about."""

MOST_LACKING = 10
"""Maximum number of areas without a figure that are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureUsed:
    """A figure that an amount was worked out from.

    *as_of* is the day that it is of, as a file writes it; *latest* is another one only where figures of several days
    were added up: then *as_of* is the oldest, *latest* the newest. *summed* is the number of areas
    it was added up from, 0 where it is the area's own. *example* says that some of it is made up.
    """

    figure: str
    area: str
    value: Fraction
    unit: str
    as_of: str
    latest: str
    example: bool
    summed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureMissing:
    """A figure that an area does not have, so that an amount cannot be worked out.

    *lacking* are the areas directly beneath it that have none, at most `MOST_LACKING`; the area
    itself, where it has no parts.
    """

    figure: str
    area: str
    lacking: tuple[str, ...]
    code: str = field(default="figure.missing", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """The least or the greatest amount that holds somewhere, and where it comes from.

    *measure* is the id of the one whose need counts. *exact* is what it comes to, *amount* the
    same rounded, where it is of what is counted. Both are None where a figure is missing.
    """

    amount: Fraction | None
    exact: Fraction | None
    measure: str
    figures: tuple[FigureUsed, ...]
    missing: tuple[FigureMissing, ...]


class Working:
    """Works out amounts for one area on one day; *used* and *missing* are the figures looked for."""

    def __init__(self, scheme: Scheme, area: int, day: str) -> None:
        """Look for the figures of *area* as they count on *day*."""
        self._tree, self._book = scheme.tree, scheme.figures
        self._area, self._day = area, day
        self.used: dict[str, FigureUsed] = {}
        self.missing: dict[str, FigureMissing] = {}

    def value(self, amount: AnyAmount) -> Fraction | None:
        """Return what *amount* comes to, exactly; None where a figure is missing."""
        if isinstance(amount, int | str):
            return number_of(amount)
        if isinstance(amount, FigureAmount):
            return self._figure(amount.figure)
        if isinstance(amount, PerAmount):
            known = self._figure(amount.per.figure)
            if known is None:
                return None
            steps = known / number_of(amount.per.every)
            return (floor(steps) if amount.per.steps else steps) * number_of(amount.per.count)
        if isinstance(amount, TimesAmount):
            part = self.value(amount.times[1])
            return None if part is None else number_of(amount.times[0]) * part
        return self._sum(amount)

    def _sum(self, amount: SumAmount) -> Fraction | None:
        # Each part is asked, so that all figures that are missing are told at once.
        parts = [self.value(part) for part in amount.sum]
        known = [part for part in parts if part is not None]
        return None if len(known) < len(parts) else sum(known, Fraction(0))

    def _figure(self, name: str) -> Fraction | None:
        ids = self._tree.ids
        known = self._book.known(name, self._area, self._day)
        if known is None:
            lacking = islice(self._book.lacking(name, self._area, self._day), MOST_LACKING)
            self.missing[name] = FigureMissing(
                figure=name, area=ids[self._area], lacking=tuple(ids[area] for area in lacking)
            )
            return None
        self.used[name] = FigureUsed(
            figure=name,
            area=ids[self._area],
            value=known.value,
            unit=known.unit,
            as_of=known.as_of,
            latest=known.latest,
            example=known.example,
            summed=known.summed,
        )
        return known.value


def bound_of(
    scheme: Scheme, members: Sequence[CompiledMeasure], way: Way, area: int, *, day: str
) -> Bound | None:
    """Return the bound that counts among *members*, which hold in *area*: None where none has one.

    The greatest `at_least` and the least `at_most` count; of equal ones the first. Where a
    figure that one of them needs is missing, nobody knows which counts.
    """
    found: Bound | None = None
    for member in members:
        amount = None if member.need is None else getattr(member.need, way)
        if member.need is None or amount is None:
            continue
        working = Working(scheme, area, day)
        exact = working.value(amount)
        bound = Bound(
            amount=None if exact is None else rounded(exact, way, member.need.unit),
            exact=exact,
            measure=member.id,
            figures=tuple(working.used.values()),
            missing=tuple(working.missing.values()),
        )
        if bound.exact is None:
            return bound
        if found is None or found.exact is None or _counts(bound.exact, found.exact, way):
            found = bound
    return found


def _counts(exact: Fraction, other: Fraction, way: Way) -> bool:
    return exact > other if way == "at_least" else exact < other


def rounded(exact: Fraction, way: Way, unit: str) -> Fraction:
    """Return *exact* as it is asked for: of what is counted, `at_least` up and `at_most` down.

    >>> rounded(Fraction("74.9995"), "at_least", "person"), rounded(Fraction(5, 2), "at_most", "minute")
    (Fraction(75, 1), Fraction(5, 2))
    """
    if unit not in COUNTED:
        return exact
    return Fraction(ceil(exact) if way == "at_least" else floor(exact))


def amount_written(amount: Fraction) -> int | str:
    """Return *amount* as documents write it: a whole number, a decimal as text, else a fraction.

    >>> [amount_written(Fraction(each)) for each in ("75", "2.5", "10/3")]
    [75, '2.5', '10/3']
    """
    if amount.denominator == 1:
        return amount.numerator
    power, rest = 0, amount.denominator
    for factor in (2, 5):
        times = 0
        while rest % factor == 0:
            rest //= factor
            times += 1
        power = max(power, times)
    if rest > 1:
        return f"{amount.numerator}/{amount.denominator}"
    whole, part = divmod(abs(amount.numerator) * 10**power // amount.denominator, 10**power)
    return f"{'-' if amount < 0 else ''}{whole}.{part:0{power}d}"
