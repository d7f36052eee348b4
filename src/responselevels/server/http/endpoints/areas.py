"""``/areas`` and ``/levels``: which level holds where and when, and what that means on the ground."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from responselevels.core.orders.causes import LevelChange
from responselevels.core.orders.holdings import LevelSpan
from responselevels.models.documents import LevelRow
from responselevels.models.times import Instant, instant_written
from responselevels.reports.programs.json import level_document
from responselevels.reports.programs.measure_documents import (
    AreaMeasuresDocument,
    compared_document,
    measures_document,
)
from responselevels.server.http.answers import AskedRealm, Asking, RealmQuery
from responselevels.server.http.documents import (
    AreaLevelDocument,
    AreaPage,
    AreaRow,
    LevelMoveDocument,
    LevelPage,
    LevelSpanDocument,
    TimelineDocument,
)
from responselevels.server.http.paging import Paged, PagedRealm, page_of
from responselevels.server.readings import Reading
from responselevels.text.catalogue import Named

router = APIRouter(tags=["areas"])


class AreasQuery(Paged):
    """Which areas are listed."""

    under: str | None = Field(None, min_length=1, description="this area and those beneath it")
    search: str | None = Field(None, min_length=1, description="areas with this in id or title")


class LevelsQuery(PagedRealm):
    """Of which areas the level is listed."""

    under: str | None = Field(None, min_length=1, description="this area and those beneath it")


class TimelineQuery(AskedRealm):
    """Over which time."""

    start: Instant | None = Field(None, description="from when on; left out: now")
    end: Instant | None = Field(None, description="until when; left out: without end")


class MeasuresQuery(AskedRealm):
    """Which measures."""

    hidden: Literal["true", "false"] = Field("false", description="those not public, too")
    compare: str | None = Field(None, min_length=1, description="beside those at this level")


@router.get("/areas", operation_id="listAreas", response_model=AreaPage)
def list_areas(ask: Asking, query: Annotated[AreasQuery, Query()]) -> Response:
    """List the areas, each after the wider one."""
    reading = ask.reading(query)
    rows = _areas(reading, query, ask.lang)
    items, following = page_of(ask.request, rows, query)
    page: AreaPage = {"items": items, "next": following}
    return ask.answer(page)


def _areas(reading: Reading, query: AreasQuery, lang: str) -> Iterator[AreaRow]:
    scheme = reading.version.scheme
    tree, wanted = scheme.tree, (query.search or "").casefold()
    tiers = [tier.id for tier in scheme.rules.tiers]
    for number in reading.places(query.under):
        name, parent = tree.ids[number], tree.parents[number]
        title = scheme.titles(Named("area", name), lang)
        if wanted in name.casefold() or wanted in (title or "").casefold():
            yield {
                "area": name,
                "title": title,
                "tier": tiers[tree.tiers[number]],
                "parent": tree.ids[parent] if parent >= 0 else None,
                "depth": len(tree.lines[number]) - 1,
            }


@router.get("/levels", operation_id="listLevels", response_model=LevelPage)
def list_levels(ask: Asking, query: Annotated[LevelsQuery, Query()]) -> Response:
    """List the level in force in each area, of each track."""
    reading = ask.reading(query)
    names = (reading.version.scheme.tree.ids[one] for one in reading.places(query.under))
    found, following = page_of(ask.request, names, query)
    page: LevelPage = {
        "at": instant_written(reading.at),
        "items": [row for name in found for row in _levels(reading, name)],
        "next": following,
    }
    return ask.answer(page)


def _levels(reading: Reading, area: str) -> list[LevelRow]:
    return level_document((area, holding) for holding in reading.level(area))


@router.get("/areas/{area:path}/level", operation_id="getLevel", response_model=AreaLevelDocument)
def get_level(ask: Asking, area: str, query: RealmQuery) -> Response:
    """Return the level in force in one area, of each track."""
    reading = ask.reading(query)
    document: AreaLevelDocument = {
        "area": area,
        "at": instant_written(reading.at),
        "known_at": None if query.known_at is None else instant_written(query.known_at),
        "levels": _levels(reading, area),
    }
    return ask.answer(document)


@router.get(
    "/areas/{area:path}/timeline", operation_id="getTimeline", response_model=TimelineDocument
)
def get_timeline(ask: Asking, area: str, query: Annotated[TimelineQuery, Query()]) -> Response:
    """Return the level of one area over a time, span by span, and why it moves."""
    reading = ask.reading(query)
    start = query.start or reading.at
    spans, moves = reading.timeline(area, start, query.end)
    document: TimelineDocument = {
        "area": area,
        "start": instant_written(start),
        "end": None if query.end is None else instant_written(query.end),
        "known_at": None if query.known_at is None else instant_written(query.known_at),
        "spans": [_span(span) for span in spans],
        "moves": [_move(move) for move in moves],
    }
    return ask.answer(document)


def _span(span: LevelSpan) -> LevelSpanDocument:
    document: LevelSpanDocument = {
        "start": instant_written(span.start),
        "end": None if span.end is None else instant_written(span.end),
        "level": span.level,
        "orders": list(span.orders),
    }
    return document if span.track is None else {**document, "track": span.track}


def _move(move: LevelChange) -> LevelMoveDocument:
    document: LevelMoveDocument = {
        "at": instant_written(move.at),
        "from": move.from_level,
        "to": move.to_level,
        "causes": [{"order": cause.order, "what": cause.kind.value} for cause in move.causes],
    }
    return document if move.track is None else {**document, "track": move.track}


@router.get(
    "/areas/{area:path}/measures", operation_id="getMeasures", response_model=AreaMeasuresDocument
)
def get_measures(ask: Asking, area: str, query: Annotated[MeasuresQuery, Query()]) -> Response:
    """Return what is in force on the ground in one area; beside it, what would be at another level."""
    reading, hidden = ask.reading(query), query.hidden == "true"
    compared = reading.measures(area, hidden=hidden, compare=query.compare)
    if query.compare is None:
        return ask.answer(measures_document(compared.held, ask.locale))
    return ask.answer(compared_document(compared, ask.locale))
