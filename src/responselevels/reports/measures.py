"""What the measures are somewhere, and what changes with the level, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from responselevels.core.measures.asking import (
    AreaMeasures,
    ExtraInForce,
    MeasureDifference,
    MeasureInForce,
)
from responselevels.core.orders.holdings import Holding
from responselevels.models.rules import Rules
from responselevels.reports.frame.amounts import figures_worded, need_worded, ways_worded
from responselevels.reports.frame.layout import cells
from responselevels.reports.frame.rows import BLANK, Row
from responselevels.reports.frame.wording import Locale, clause_worded, named, titled_sources
from responselevels.reports.tables import level_worded
from responselevels.text.catalogue import Named, listed

_INDENT = 2
_WIDEST = 18
"""Maximum width of the column of ids, in terminal cells."""

_LABELS = ("way", "figure", "spots", "by", "since", "clause", "order")


@dataclass(frozen=True, slots=True)
class Compared:
    """What holds in an area (*held*), what would *then*, at the level supposed, and how they differ."""

    held: AreaMeasures
    then: AreaMeasures
    differences: tuple[MeasureDifference, ...]


def measures_rows(
    held: Sequence[AreaMeasures], rules: Rules, locale: Locale, *, hidden: bool
) -> Iterator[Row]:
    """Yield what holds in each area, measure by measure: how much, from which fact, since when, why.

    *hidden* says that what is not for everybody was asked for, too.
    """
    for number, one in enumerate(held):
        if number:
            yield BLANK
        yield _headline(one, locale)
        yield from _Table(rules, locale, hidden=hidden).of(one)
    yield from _legend((measure for one in held for measure in one.measures), locale)


def comparison_rows(
    compared: Sequence[Compared], rules: Rules, locale: Locale, *, hidden: bool
) -> Iterator[Row]:
    """Yield what would begin, end and differ in each area, were its level another."""
    for number, one in enumerate(compared):
        if number:
            yield BLANK
        before, after = _levels(one.held, locale), _levels(one.then, locale)
        facts = {"area": Named("area", one.held.area), "before": before, "after": after}
        yield Row(locale.says("measures.head.compared", **facts), style="strong")
        yield from _Table(rules, locale, hidden=hidden).differing(one.differences)
    told = [shown for one in compared for each in one.differences if (shown := _shown(each))]
    yield from _legend(told, locale)


def _headline(held: AreaMeasures, locale: Locale) -> Row:
    key = "measures.head.drill" if held.drill else "measures.head"
    facts = {"area": Named("area", held.area), "levels": _levels(held, locale)}
    return Row(locale.says(key, **facts), style="strong")


def _levels(held: AreaMeasures, locale: Locale) -> str:
    return listed([_level(level, locale) for level in held.levels], locale.lang, joint="series")


def _level(holding: Holding, locale: Locale) -> str:
    key = "measures.level" if not holding.orders else "measures.level.orders"
    told = locale.says(
        key, level=level_worded(holding.level, locale), orders=named("order", holding.orders)
    )
    if holding.track is None:
        return told
    return locale.says("measures.level.track", track=Named("track", holding.track), level=told)


def _shown(difference: MeasureDifference) -> MeasureInForce | None:
    """Return the measure whose details are told with a difference: as it would be, else as it is."""
    return difference.after or difference.before


def _legend(measures: Iterable[MeasureInForce], locale: Locale) -> Iterator[Row]:
    """Yield what the short titles of the sources stand for, once each."""
    told = titled_sources((each.cite for one in measures for each in one.cites), locale)
    if told:
        yield BLANK
    yield from (Row(each, style="faint") for each in told)


class _Table:
    """The measures of one area: ids beside what is done, and beneath it how it comes about."""

    def __init__(self, rules: Rules, locale: Locale, *, hidden: bool) -> None:
        self._rules = rules
        self._locale = locale
        # Said by the rules and not by the place, so that nobody learns where something is withheld.
        withheld = not hidden and any(not measure.public for measure in rules.measures)
        self._nothing = ".public" if withheld else ""
        self._words = {label: locale.says(f"measures.label.{label}") for label in _LABELS}
        self._inner = max(map(cells, self._words.values())) + 2

    def of(self, held: AreaMeasures) -> Iterator[Row]:
        """Yield the measures and extras that hold."""
        ids = [one.measure for one in held.measures] + [one.order for one in held.extras]
        column = _column(ids)
        if not ids:
            unknown = any(level.level is None for level in held.levels)
            key = "measures.unknown" if unknown else f"measures.none{self._nothing}"
            yield Row(self._locale.says(key), indent=_INDENT)
        for measure in held.measures:
            told = self._told(measure)
            yield Row(told, measure.measure, "strong", _INDENT, column)
            yield from self._details(measure, column)
        for extra in held.extras:
            yield from self._extra(extra, column)

    def differing(self, differences: Sequence[MeasureDifference]) -> Iterator[Row]:
        """Yield the measures that begin, end or differ."""
        if not differences:
            yield Row(self._locale.says(f"measures.same{self._nothing}"), indent=_INDENT)
        column = _column([one.measure for one in differences])
        for one in differences:
            yield Row(self._differs(one), one.measure, "strong", _INDENT, column)
            shown = _shown(one)
            if shown is not None:
                yield from self._details(shown, column, causes=False)

    def _told(self, measure: MeasureInForce) -> str:
        """Return what is done, and how much."""
        doing = tuple(text.in_(self._locale.lang) for text in measure.do)
        need = need_worded(measure, self._locale)
        if not doing or need is None:
            return need or self._locale.says("measures.doing", do=doing or (measure.measure,))
        return self._locale.says("measures.told", do=doing, need=need)

    def _differs(self, one: MeasureDifference) -> str:
        if one.before is None or one.after is None:
            whole = _shown(one)
            told = "" if whole is None else self._told(whole)
            return self._locale.says(f"measures.change.{one.change}", told=told)
        before = need_worded(one.before, self._locale) if one.before.do == one.after.do else None
        before, after = before or self._told(one.before), self._told(one.after)
        return self._locale.says("measures.change.differ", before=before, after=after)

    def _details(
        self, measure: MeasureInForce, column: int, *, causes: bool = True
    ) -> Iterator[Row]:
        locale = self._locale
        texts: dict[str, list[str]] = {
            "way": list(ways_worded(measure, self._rules, locale)),
            "figure": list(figures_worded(measure, locale)),
            "spots": [locale.fact(named("spot", measure.spots))] if measure.spots else [],
            "by": [locale.fact(named("body", measure.by))] if measure.by else [],
            "since": [self._since(measure)] if causes else [],
            "clause": list(self._clauses(measure)),
        }
        yield from self._labelled(texts, column)

    def _clauses(self, measure: MeasureInForce) -> Iterator[str]:
        """Yield what each member cites; which member, where there are several."""
        for one in measure.cites:
            clause = clause_worded(one.cite, self._locale)
            if len(measure.members) > 1:
                name = f"`{one.measure}`"
                clause = self._locale.says("measures.cited", clause=clause, measure=name)
            yield clause

    def _since(self, measure: MeasureInForce) -> str:
        locale = self._locale
        causes = listed(
            [_level(one, locale) for one in measure.causes], locale.lang, joint="series"
        )
        key = "measures.since.always" if measure.since is None else "measures.since"
        return locale.says(key, since=measure.since, causes=causes)

    def _extra(self, extra: ExtraInForce, column: int) -> Iterator[Row]:
        locale = self._locale
        yield Row(extra.do.in_(locale.lang), extra.order, "strong", _INDENT, column)
        texts = {
            "by": [locale.fact(named("body", extra.by))] if extra.by else [],
            "since": [locale.says("measures.since.plain", since=extra.since)],
            "order": [
                locale.says(
                    "measures.extra",
                    order=Named("order", extra.order),
                    area=Named("area", extra.area),
                )
            ],
        }
        yield from self._labelled(texts, column)

    def _labelled(self, texts: dict[str, list[str]], column: int) -> Iterator[Row]:
        for label, told in texts.items():
            for number, text in enumerate(told):
                word = "" if number else self._words[label]
                indent = _INDENT + column
                yield Row(text, word, "faint" if word else "", indent, self._inner)


def _column(ids: Sequence[str]) -> int:
    return min(max(map(cells, ids), default=0), _WIDEST) + 2
