"""How much a measure takes, in words: the amount, how it was worked out, and from which figures.

An amount is worded as its file writes it, its result as `core.measures` works it out
(docs/semantics.md, section 12).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from responselevels.core.measures.amounts import (
    MOST_LACKING,
    Bound,
    FigureMissing,
    FigureUsed,
    amount_written,
)
from responselevels.core.measures.asking import MeasureInForce
from responselevels.models.parts.measures import (
    AnyAmount,
    FigureAmount,
    PerAmount,
    SumAmount,
    TimesAmount,
)
from responselevels.models.rules import Rules
from responselevels.reports.frame.wording import Locale, named
from responselevels.text.catalogue import Named, Phrase

_GROUPED = 10_000
"""The least whole number whose digits English sets apart by threes."""


def number_worded(number: Fraction, lang: str) -> str:
    """Return *number*: whole, as a decimal that is exact, or as a fraction.

    >>> number_worded(Fraction(149_999), "en"), number_worded(Fraction(149_999), "zh")
    ('149,999', '149999')
    """
    written = amount_written(number)
    if lang == "en" and isinstance(written, int) and written >= _GROUPED:
        return f"{written:,}"
    return str(written)


def need_worded(measure: MeasureInForce, locale: Locale) -> str | None:
    """Return how much *measure* takes; None where it says no amount."""
    bounds = (("at_least", measure.at_least), ("at_most", measure.at_most))
    told = [_bound(kind, bound, measure.unit, locale) for kind, bound in bounds if bound]
    return locale.says("measures.need", bounds=tuple(told)) if told else None


def _bound(kind: str, bound: Bound, unit: str | None, locale: Locale) -> str:
    if bound.amount is None:
        return locale.says(f"measures.{kind}.unknown")
    facts = {
        "amount": number_worded(bound.amount, locale.lang),
        "unit": unit_phrase(unit, bound.amount),
    }
    return locale.says(f"measures.{kind}", **facts)


def unit_phrase(unit: str | None, amount: Fraction) -> Phrase:
    """Return the word of a *unit* beside an *amount* of it."""
    return Phrase(f"unit.{unit}.one" if amount == 1 else f"unit.{unit}")


def ways_worded(measure: MeasureInForce, rules: Rules, locale: Locale) -> Iterator[str]:
    """Yield how each bound of *measure* was worked out, where it is more than a number.

    Where several measures strengthen one another, the one that counts is named.
    """
    for kind, bound in (("at_least", measure.at_least), ("at_most", measure.at_most)):
        if bound is None:
            continue
        amount = _amount(rules, bound.measure, kind)
        several = len(measure.members) > 1
        if isinstance(amount, int | str) and not several:
            continue
        told = amount_worded(amount, locale)
        if bound.exact is not None and bound.exact != bound.amount:
            exact = number_worded(bound.exact, locale.lang)
            told = locale.says(f"measures.rounded.{kind}", way=told, exact=exact)
        yield locale.says("measures.by", way=told, measure=bound.measure) if several else told


def _amount(rules: Rules, measure: str, kind: str) -> AnyAmount:
    (need,) = (one.need for one in rules.measures if one.id == measure)
    amount: AnyAmount = getattr(need, kind)
    return amount


def amount_worded(amount: AnyAmount, locale: Locale) -> str:
    """Return an *amount* as the rules file writes it."""
    if isinstance(amount, FigureAmount):
        return locale.fact(Named("figure", amount.figure))
    if isinstance(amount, PerAmount):
        return _per_worded(amount, locale)
    if isinstance(amount, TimesAmount):
        factor, part = amount.times
        return f"{_given(factor, locale)} × {_part_worded(part, locale)}"
    if isinstance(amount, SumAmount):
        return " + ".join(_part_worded(part, locale) for part in amount.sum)
    return _given(amount, locale)


def _part_worded(amount: AnyAmount, locale: Locale) -> str:
    told = amount_worded(amount, locale)
    plain = isinstance(amount, int | str | FigureAmount)
    return told if plain else locale.says("measures.part", amount=told)


def _per_worded(amount: PerAmount, locale: Locale) -> str:
    per = amount.per
    return locale.says(
        "measures.per" if per.steps is None else "measures.per.whole",
        count=_given(per.count, locale),
        every=_given(per.every, locale),
        figure=Named("figure", per.figure),
    )


def _given(number: int | str, locale: Locale) -> str:
    return number_worded(Fraction(number), locale.lang)


def figures_worded(measure: MeasureInForce, locale: Locale) -> Iterator[str]:
    """Yield each figure that *measure* was worked out from, once, and each that is missing."""
    bounds = [bound for bound in (measure.at_least, measure.at_most) if bound is not None]
    used = dict.fromkeys(figure for bound in bounds for figure in bound.figures)
    missing = dict.fromkeys(figure for bound in bounds for figure in bound.missing)
    yield from (_figure_worded(figure, locale) for figure in used)
    yield from (missing_worded(figure, locale) for figure in missing)


def _figure_worded(figure: FigureUsed, locale: Locale) -> str:
    key = "measures.figure.summed" if figure.summed else "measures.figure"
    told = locale.says(
        key if figure.as_of == figure.latest else "measures.figure.summed.days",
        figure=Named("figure", figure.figure),
        value=number_worded(figure.value, locale.lang),
        unit=unit_phrase(figure.unit, figure.value),
        count=figure.summed,
        as_of=figure.as_of,
        latest=figure.latest,
    )
    return locale.says("measures.figure.example", told=told) if figure.example else told


def missing_worded(figure: FigureMissing, locale: Locale) -> str:
    """Return that a figure is missing, and which areas have none."""
    lacking, code = figure.lacking, figure.code
    if lacking == (figure.area,):
        code = f"{code}.own"
    elif len(lacking) == MOST_LACKING:
        code = f"{code}.many"
    return locale.says(
        code,
        figure=figure.figure,
        area=Named("area", figure.area),
        lacking=named("area", lacking),
    )
