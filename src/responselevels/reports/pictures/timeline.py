"""`timeline_picture`: the levels of areas over time as one picture, with what it shows in words.

areas, window → `tracks` (asked of the core) → `rows` → with an axis above and a legend beneath: SVG
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.levels import Source
from responselevels.core.timeline import FOREVER, Track, micros_of
from responselevels.models.decisions import Decision
from responselevels.models.proposals import IssueProposal
from responselevels.models.times import instant_at
from responselevels.reports.frame.wording import Locale, named, span_phrase
from responselevels.reports.pictures.axis import Axis
from responselevels.reports.pictures.drawing import (
    FAINT,
    INK,
    LINE,
    MARGIN,
    WIDTH,
    Sheet,
    line,
    svg,
    wide,
    words,
)
from responselevels.reports.pictures.legend import legend
from responselevels.reports.pictures.rows import Draft, Drawing, area_row
from responselevels.reports.pictures.scale import shades_of
from responselevels.reports.pictures.states import State
from responselevels.reports.pictures.tracks import AreaTrack, TracksWindow, area_tracks
from responselevels.text.catalogue import Named

_NAMES = (60.0, 190.0)
"""The least and the greatest width of the column of areas."""

_TOLD = 40
"""Number of spans and orders that are told in words of each area at most."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An instant to be marked, with what is written there."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineAsked:
    """What a picture is made of.

    *at* is drawn as now, where it is in the window. *proposals* are drawn in the rows of what they name,
    each with the decision on it, with crosses beneath where a finding says that it is denied. *tracks* has the tracks of the
    rules that are shown one after the other, None alone where there are none. *more* counts areas that are left out.
    What lies before *since*, in microseconds, is not drawn: other rules held then.
    """

    book: OrderBook
    areas: Sequence[str]
    start: datetime
    end: datetime
    locale: Locale
    at: datetime | None = None
    drill: bool = False
    tracks: Sequence[str | None] = (None,)
    marks: Sequence[Mark] = ()
    proposals: Sequence[tuple[IssueProposal, Decision]] = ()
    more: int = 0
    name: str = "levels"
    since: int | None = None


@dataclass(slots=True)
class _Rows:
    """What was drawn so far, down to *y*, and what it says in words."""

    y: float
    drawn: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def timeline_picture(asked: TimelineAsked) -> str:
    """Return the picture as SVG: a document of its own, which a page may also have in it.

    Raises:
        InputError: no such area or track, no track named where the rules have some, a time
            without offset, or an end not after the start.
    """
    how = _drawing(asked)
    rows = _Rows(MARGIN + 26 + 14 * bool(asked.marks))
    top = rows.y - 8
    for track in asked.tracks:
        window = TracksWindow(asked.start, asked.end, asked.drill, track, asked.since)
        found = [*area_tracks(asked.book, asked.areas, window)]
        if track is not None:
            text = how.locale.says("cli.track", track=Named("track", track))
            rows.drawn.append(words(MARGIN, rows.y + 12, text, font_weight="600", fill=FAINT))
            rows.told.append(text)
            rows.y += 20
        for one in found:
            drawn, rows.y = area_row(one, _drafts(one.area, track, asked, how), rows.y, how)
            rows.drawn += drawn
            rows.told.append(_told(one, how))
    bottom = rows.y - 4
    over = [*_grid(asked, top, bottom, how)]
    below, end = legend(bottom + 14, how)
    if asked.more:
        below.append(
            words(MARGIN, end + 12, how.locale.says("bars.more", count=asked.more), fill=FAINT)
        )
        end += 20
    code = "picture.levels.drill" if asked.drill else "picture.levels"
    title = how.locale.says(code, start=asked.start, end=asked.end)
    sheet = Sheet(
        height=int(end + MARGIN),
        title=title,
        told=" ".join(rows.told),
        lang=how.locale.lang,
        name=asked.name,
        shades=how.shades,
    )
    return svg(sheet, [*over[0], *rows.drawn, *over[1], *below])


def _drawing(asked: TimelineAsked) -> Drawing:
    scheme, locale = asked.book.scheme, asked.locale
    titles = [locale.titles(Named("area", area), locale.lang) or area for area in asked.areas]
    column = min(
        max([_NAMES[0], *(wide(title) * 1.06 + MARGIN + 10 for title in titles)]), _NAMES[1]
    )
    axis = Axis(micros_of(asked.start), micros_of(asked.end), column, WIDTH - MARGIN)
    return Drawing(asked.book, shades_of(scheme), locale, axis, asked.name)


def _grid(
    asked: TimelineAsked, top: float, bottom: float, how: Drawing
) -> tuple[list[str], list[str]]:
    """Return what lies beneath the rows, and what lies over them: times; now, and what else is marked."""
    axis, beneath, over = how.axis, list[str](), list[str]()
    until = 0.0
    for tick in axis.ticks(how.locale.zone):
        beneath.append(line(tick.x, top - 4, (tick.x, bottom), stroke=LINE))
        if tick.x + 3 >= until and tick.x + 3 + wide(tick.label) <= WIDTH:
            beneath.append(words(tick.x + 3, top - 2, tick.label, fill=FAINT, font_size=11))
            until = tick.x + wide(tick.label) + 12
    marks = [(micros_of(mark.at), mark.text, "4 3") for mark in asked.marks]
    if asked.at is not None:
        marks.append((micros_of(asked.at), how.locale.says("picture.now"), "none"))
    for at, text, dashes in marks:
        if axis.has(at):
            x = axis.x(at)
            over.append(
                line(
                    x,
                    MARGIN + 4,
                    (x, bottom),
                    stroke=INK,
                    stroke_width=1.8,
                    stroke_dasharray=dashes,
                )
            )
            left = x + 4 if x + 4 + wide(text) <= WIDTH else x - 4 - wide(text)
            over.append(words(left, MARGIN + 8, text, font_weight="600", font_size=11))
    return beneath, over


def _drafts(area: int, track: str | None, asked: TimelineAsked, how: Drawing) -> list[Draft]:
    found, tree = [], asked.book.scheme.tree
    for proposal, decision in asked.proposals:
        if proposal.track != track or tree.ids[area] not in (proposal.scope or (proposal.area,)):
            continue
        period = proposal.period
        if not (period.start < asked.end and (period.end is None or asked.start < period.end)):
            continue
        rank = asked.book.scheme.ranks[proposal.level]
        verdict = how.locale.says(f"picture.verdict.{decision.verdict.value}")
        against = [
            (micros_of(row.start), FOREVER if row.end is None else micros_of(row.end))
            for finding in decision.findings
            if finding.effect.value == "deny"
            for row in finding.where
            if tree.covers(area, tree.numbers[row.area])
        ]
        end = FOREVER if period.end is None else micros_of(period.end)
        facts = {"order": proposal.id, "level": how.level(rank), "verdict": verdict}
        label = how.locale.says("picture.label.asked", **facts)
        found.append(Draft(area, rank, micros_of(period.start), end, label, tuple(against)))
    return found


# -- in words --------------------------------------------------------------------------------


def _told(one: AreaTrack, how: Drawing) -> str:
    """Return what the row of an area shows."""
    parts = [*_levels_told(one.levels, how), *_orders_told(one, how)]
    rest = len(parts) - _TOLD
    told = parts[:_TOLD]
    if rest > 0:
        told.append(how.locale.says("board.why.more", count=rest))
    joint = how.locale.says("picture.joint")
    return how.locale.says("picture.area", area=how.titled(one.area), told=joint.join(told))


def _levels_told(levels: Track[Source], how: Drawing) -> Iterator[str]:
    for start, end, (rank, _orders) in levels:
        span = span_phrase(instant_at(start), instant_at(end))
        yield how.locale.says("board.piece", level=how.level(rank), span=how.locale.fact(span))


def _orders_told(one: AreaTrack, how: Drawing) -> Iterator[str]:
    for start, end, (rank, orders) in one.floor:
        span = span_phrase(instant_at(start), instant_at(end))
        by = named("order", tuple(how.book.entry(order).id for order in orders))
        yield how.locale.says("picture.floor.told", level=how.level(rank), span=span, orders=by)
    for number, parts in one.bars.items():
        for part in parts:
            span = span_phrase(instant_at(part.start), instant_at(part.end))
            state = how.locale.says(f"picture.legend.{State(part.state).name.lower()}")
            order = Named("order", how.book.entry(number).id)
            yield how.locale.says("picture.order", order=order, span=span, state=state)
