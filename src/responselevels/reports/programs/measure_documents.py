"""What `measures --json` prints: the documents, declared once, and the making of them.

The published schema is made from what is declared here.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal, NotRequired

from pydantic import Field

from responselevels.core.measures.amounts import (
    Bound,
    FigureMissing,
    FigureUsed,
    amount_written,
)
from responselevels.core.measures.asking import AreaMeasures, ExtraInForce, MeasureInForce
from responselevels.core.orders.holdings import Holding
from responselevels.models.documents import CitedDocument, ClosedDocument, Written
from responselevels.models.parts.cites import Clause
from responselevels.models.times import instant_written
from responselevels.reports.frame.amounts import missing_worded
from responselevels.reports.frame.wording import Locale
from responselevels.reports.measures import Compared

Amount = int | str
"""An amount: a whole number, or as text a decimal that is exact, or a fraction."""


class CauseDocument(ClosedDocument):
    """A level that holds and the orders it comes from; by `track` where the rules have tracks.

    The level is null where it is not known.
    """

    level: str | None
    orders: list[str]
    track: NotRequired[str]


class FigureUsedDocument(ClosedDocument):
    """A figure that an amount was worked out from.

    `summed` is the number of areas whose figures were added up, 0 where it is the area's own;
    `as_of` is its day, the oldest of those added up, and `latest` the newest.
    """

    figure: str
    area: str
    value: Amount
    unit: str
    as_of: str
    latest: str
    example: bool
    summed: int


class FigureMissingDocument(ClosedDocument):
    """A figure without which an amount is not known: the first areas that have none."""

    code: Literal["figure.missing"]
    figure: str
    area: str
    lacking: list[str]
    message: str


class BoundDocument(ClosedDocument):
    """The least or the greatest amount, null where a figure is missing.

    `exact` is what it was before it was rounded; `measure` is the one that asks it.
    """

    amount: Amount | None
    exact: Amount | None
    measure: str
    figures: list[FigureUsedDocument]
    missing: list[FigureMissingDocument]


class NeedDocument(ClosedDocument):
    """How much: the unit, and the amounts; null where no bound is set on that side."""

    unit: str
    at_least: BoundDocument | None
    at_most: BoundDocument | None


class MeasureCitedDocument(ClosedDocument):
    """The clause that one of the measures comes from."""

    measure: str
    cite: CitedDocument


class MeasureDocument(ClosedDocument):
    """A measure in force, with those in force that strengthen it (`members`).

    `since` is null where it has held as long as nothing else was ordered, and where its level is only
    supposed; `causes` are the levels it holds because of.
    """

    measure: str
    members: list[str]
    do: list[str]
    by: list[str]
    spots: list[str]
    public: bool
    need: NeedDocument | None
    since: Written | None
    causes: list[CauseDocument]
    cites: list[MeasureCitedDocument]


class ExtraDocument(ClosedDocument):
    """What an order asks for beside the measures of the rules."""

    order: str
    area: str
    do: str
    by: list[str]
    since: Written
    track: NotRequired[str]


class MeasureDifferenceDocument(ClosedDocument):
    """A measure that begins, ends or differs at the level that is supposed."""

    measure: str
    change: Literal["begin", "end", "differ"]
    before: MeasureDocument | None
    after: MeasureDocument | None


class SupposedDocument(ClosedDocument):
    """What would hold at the levels that are supposed, and what differs from now."""

    levels: list[CauseDocument]
    measures: list[MeasureDocument]
    differences: list[MeasureDifferenceDocument]


class AreaMeasuresDocument(ClosedDocument):
    """The measures in force in one area at an instant; `supposed` is there with `--compare`."""

    area: str
    at: Written
    drill: bool
    levels: list[CauseDocument]
    measures: list[MeasureDocument]
    extras: list[ExtraDocument]
    supposed: NotRequired[SupposedDocument]


MeasuresDocument = Annotated[
    list[AreaMeasuresDocument], Field(description="What `measures --json` prints.")
]


def measures_document(held: AreaMeasures, locale: Locale) -> AreaMeasuresDocument:
    """Return what holds in one area; sentences are for *locale*."""
    return {
        "area": held.area,
        "at": instant_written(held.at),
        "drill": held.drill,
        "levels": [_cause(level) for level in held.levels],
        "measures": [_measure(measure, locale) for measure in held.measures],
        "extras": [_extra(extra, locale) for extra in held.extras],
    }


def compared_document(compared: Compared, locale: Locale) -> AreaMeasuresDocument:
    """Return what holds in one area, and what would at the level that is supposed."""
    supposed: SupposedDocument = {
        "levels": [_cause(level) for level in compared.then.levels],
        "measures": [_measure(measure, locale) for measure in compared.then.measures],
        "differences": [
            {
                "measure": one.measure,
                "change": one.change,
                "before": None if one.before is None else _measure(one.before, locale),
                "after": None if one.after is None else _measure(one.after, locale),
            }
            for one in compared.differences
        ],
    }
    return {**measures_document(compared.held, locale), "supposed": supposed}


def _cause(holding: Holding) -> CauseDocument:
    cause: CauseDocument = {"level": holding.level, "orders": list(holding.orders)}
    return cause if holding.track is None else {**cause, "track": holding.track}


def _measure(one: MeasureInForce, locale: Locale) -> MeasureDocument:
    return {
        "measure": one.measure,
        "members": list(one.members),
        "do": [text.in_(locale.lang) for text in one.do],
        "by": list(one.by),
        "spots": list(one.spots),
        "public": one.public,
        "need": None if one.unit is None else _need(one, one.unit, locale),
        "since": None if one.since is None else instant_written(one.since),
        "causes": [_cause(cause) for cause in one.causes],
        "cites": [
            {"measure": each.measure, "cite": _cited(each.cite, locale.lang)} for each in one.cites
        ],
    }


def _need(one: MeasureInForce, unit: str, locale: Locale) -> NeedDocument:
    return {
        "unit": unit,
        "at_least": None if one.at_least is None else _bound(one.at_least, locale),
        "at_most": None if one.at_most is None else _bound(one.at_most, locale),
    }


def _bound(bound: Bound, locale: Locale) -> BoundDocument:
    return {
        "amount": _written(bound.amount),
        "exact": _written(bound.exact),
        "measure": bound.measure,
        "figures": [_figure(figure) for figure in bound.figures],
        "missing": [_missing(figure, locale) for figure in bound.missing],
    }


def _written(amount: Fraction | None) -> Amount | None:
    return None if amount is None else amount_written(amount)


def _figure(figure: FigureUsed) -> FigureUsedDocument:
    return {
        "figure": figure.figure,
        "area": figure.area,
        "value": amount_written(figure.value),
        "unit": figure.unit,
        "as_of": figure.as_of,
        "latest": figure.latest,
        "example": figure.example,
        "summed": figure.summed,
    }


def _missing(figure: FigureMissing, locale: Locale) -> FigureMissingDocument:
    return {
        "code": "figure.missing",
        "figure": figure.figure,
        "area": figure.area,
        "lacking": list(figure.lacking),
        "message": missing_worded(figure, locale),
    }


def _extra(extra: ExtraInForce, locale: Locale) -> ExtraDocument:
    document: ExtraDocument = {
        "order": extra.order,
        "area": extra.area,
        "do": extra.do.in_(locale.lang),
        "by": list(extra.by),
        "since": instant_written(extra.since),
    }
    return document if extra.track is None else {**document, "track": extra.track}


def _cited(cite: Clause, lang: str) -> CitedDocument:
    clause = [*cite.clause] if isinstance(cite.clause, tuple) else cite.clause
    document: CitedDocument = {"source": cite.source, "clause": clause}
    if cite.reading is not None:
        document["reading"] = cite.reading.in_(lang)
    return document
