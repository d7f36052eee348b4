"""`changes_picture`: what a proposal would change, of each area what there is and what there would be.

Levels have a colour, a pattern and a title; what the picture says is told in words with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from responselevels.core.timeline import FOREVER
from responselevels.core.world.scheme import Scheme
from responselevels.models.decisions import Change
from responselevels.models.times import micros_of
from responselevels.reports.frame.wording import Locale, span_phrase
from responselevels.reports.pictures.axis import Axis
from responselevels.reports.pictures.drawing import (
    BED,
    FAINT,
    INK,
    LINE,
    MARGIN,
    WIDTH,
    Sheet,
    box,
    cut,
    fitting,
    level_box,
    line,
    plated,
    svg,
    wide,
    words,
)
from responselevels.reports.pictures.scale import Shade, shades_of
from responselevels.text.catalogue import Named

_NAMES = (60.0, 190.0)
_TOP = 22
_ROW = 48
_BEFORE, _AFTER = (0, 15), (17, 22)
"""Where in its row a bar begins, and how high it is."""

MOST = 30
"""Number of areas that are drawn at most."""


class Changing(Protocol):
    """What has a time from its start to its end; None is never."""

    @property
    def start(self) -> datetime:
        """The first instant."""

    @property
    def end(self) -> datetime | None:
        """The first instant after."""


def changes_picture(
    changes: Sequence[Change], scheme: Scheme, locale: Locale, *, name: str = "changes"
) -> str:
    """Return the picture of *changes* as SVG; nothing where there are none.

    *name* begins the ids within, so that a page may have several pictures.
    """
    areas: dict[str, list[Change]] = {}
    for change in changes:
        areas.setdefault(change.area, []).append(change)
    if not areas:
        return ""
    shown = list(areas.items())[:MOST]
    titles = [_title("area", area, locale) for area, _rows in shown]
    column = min(max([_NAMES[0], *(wide(one) * 1.06 + MARGIN + 10 for one in titles)]), _NAMES[1])
    start, end = window_of(changes)
    axis = Axis(micros_of(start), micros_of(end), column, WIDTH - MARGIN)
    bottom = _TOP + len(shown) * _ROW
    shades = shades_of(scheme)
    drawn = [*_grid(axis, bottom, locale)]
    for at, (title, (_area, rows)) in enumerate(zip(titles, shown, strict=True)):
        drawn += _row(title, rows, _TOP + 6 + at * _ROW, (scheme, locale, axis, name, shades))
    drawn += _legend(bottom + 16, len(areas) - len(shown), locale)
    sheet = Sheet(
        height=bottom + 26,
        title=locale.says("sheet.picture"),
        told=" ".join(
            _told(title, rows, locale) for title, (_area, rows) in zip(titles, shown, strict=True)
        ),
        lang=locale.lang,
        name=name,
        shades=shades,
    )
    return svg(sheet, drawn)


def window_of(changes: Sequence[Changing]) -> tuple[datetime, datetime]:
    """Return the time that is drawn of *changes*: all of them, with some room on both sides."""
    start = min(change.start for change in changes)
    ends = [change.end for change in changes if change.end is not None]
    last = max([*ends, *(change.start for change in changes)])
    try:
        if len(ends) < len(changes) or last <= start:
            last = max(last, start) + max(last - start, timedelta(days=1))
        room = (last - start) / 12
        return start - room, last + room
    except OverflowError:
        return start, last


def _title(kind: str, name: str, locale: Locale) -> str:
    return locale.titles(Named(kind, name), locale.lang) or name


def _grid(axis: Axis, bottom: float, locale: Locale) -> Iterator[str]:
    until = 0.0
    for tick in axis.ticks(locale.zone):
        yield line(tick.x, _TOP - 6, (tick.x, bottom), stroke=LINE)
        if tick.x >= until and tick.x + 3 + wide(tick.label) <= WIDTH:
            yield words(tick.x + 3, _TOP - 8, tick.label, fill=FAINT, font_size=11)
            until = tick.x + wide(tick.label) + 9


_How = tuple[Scheme, Locale, Axis, str, Sequence[Shade]]


def _row(title: str, changes: Sequence[Change], y: float, how: _How) -> Iterator[str]:
    scheme, locale, axis, name, shades = how
    yield words(MARGIN, y + 24, cut(title, axis.left - MARGIN - 6), font_weight="600")
    yield box(axis.left, y, axis.right - axis.left, _ROW - 9, fill=BED)
    for change in changes:
        x = axis.x(micros_of(change.start))
        end = axis.x(FOREVER if change.end is None else micros_of(change.end))
        for level, (top, height) in ((change.from_level, _BEFORE), (change.to_level, _AFTER)):
            rank = scheme.ranks[level]
            edge = 0.75 if (top, height) == _BEFORE else 1.8
            place = (x, y + top, end - x, height)
            pattern = f"{name}-level-{rank}"
            yield level_box(place, shades[rank], pattern, stroke=INK, stroke_width=edge)
            text = fitting(_title("level", level, locale), end - x - 10)
            yield plated(x + 6, y + top + height / 2 + 4.5, text, shades[rank])


def _legend(y: float, more: int, locale: Locale) -> Iterator[str]:
    x: float = MARGIN
    for name, (_top, height), edge in (("before", _BEFORE, 0.75), ("after", _AFTER, 1.8)):
        text = locale.says(f"picture.legend.{name}")
        high = height * 0.7
        yield box(x + 1, y - 4 - high / 2, 32, high, fill="none", stroke=INK, stroke_width=edge)
        yield words(x + 40, y, text)
        x += 40 + wide(text) + 18
    if more:
        yield words(x, y, locale.says("sheet.more", count=more), fill=FAINT)


def _told(title: str, changes: Sequence[Change], locale: Locale) -> str:
    told = [
        locale.says(
            "picture.change.told",
            before=Named("level", change.from_level),
            after=Named("level", change.to_level),
            span=span_phrase(change.start, change.end),
        )
        for change in changes
    ]
    return locale.says("picture.area", area=title, told=locale.says("picture.joint").join(told))
