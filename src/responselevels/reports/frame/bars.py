"""Levels over time as bars: a line for each area, a character for each piece of the time.

A character shows the most severe level that holds anywhere in its piece, so that nothing is too short
to be seen. The characters are of ASCII and one for each level: they are as wide everywhere, and tell
the levels apart in black and white, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from responselevels.core.orders.holdings import LevelSpan
from responselevels.models.times import local_of, micros_of
from responselevels.reports.frame.layout import WIDTH, cells
from responselevels.reports.frame.rows import Columns, Row
from responselevels.reports.frame.wording import Locale
from responselevels.text.catalogue import Named

_MARKS = "-=+*#%@&$ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DEFAULT, _UNKNOWN, _NOW = ".", "?", "^"
_WIDEST = 26
"""Maximum width of the column of areas, in terminal cells."""

_GAP = 2
_LABELS = 4
_DAYS = timedelta(days=4)
"""From so long a time on, the axis has days and no times of day."""


@dataclass(frozen=True, slots=True)
class AreaBar:
    """The levels of an area over a time, span by span; *depth* is its place in the tree."""

    area: str
    spans: tuple[LevelSpan, ...]
    depth: int = 0
    track: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The time that bars show, and the instant that is marked in it.

    *levels* are those of the rules, the least severe first, *default* the place of the usual one.
    """

    start: datetime
    end: datetime
    at: datetime
    levels: tuple[str, ...]
    default: int

    def mark(self, level: str | None) -> str:
        """Return the character of a level.

        >>> from datetime import UTC
        >>> noon = datetime(2026, 2, 10, 4, tzinfo=UTC)
        >>> window = Window(start=noon, end=noon, at=noon, levels=("4", "3", "2"), default=0)
        >>> [window.mark(level) for level in ("4", "3", "2", None)]
        ['.', '-', '=', '?']
        """
        if level not in self.levels:
            return _UNKNOWN
        place = self.levels.index(level)
        if place == self.default:
            return _DEFAULT
        place -= place > self.default
        return _MARKS[place % len(_MARKS)]

    def cell(self, instant: datetime, width: int) -> int:
        """Return the number of the piece that *instant* lies in, of *width* pieces."""
        start, end = micros_of(self.start), micros_of(self.end)
        return (micros_of(instant) - start) * width // (end - start)


def bar_rows(
    bars: Sequence[AreaBar], window: Window, locale: Locale, *, width: int = WIDTH, more: int = 0
) -> Iterator[Row | Columns]:
    """Yield the bars, each track by itself, with the time above and what the characters mean beneath.

    Lines are *width* cells wide. *more* counts areas that are left out, which is said.
    """
    yield Row(locale.says("bars.head", start=window.start, end=window.end))
    texts = [_title(bar, locale) for bar in bars]
    column = min(max((cells(text) for text in texts), default=0), _WIDEST)
    room = width - column - _GAP
    widths = (column, room)
    for track, group in groupby(zip(bars, texts, strict=True), key=lambda one: one[0].track):
        if track is not None:
            yield Row(locale.says("cli.track", track=Named("track", track)), style="strong")
        yield Columns(("", _axis(window, room, locale)), widths, ("", "faint"))
        for bar, text in group:
            drawn = drawn_bar(bar.spans, window, room)
            style = "strong" if set(drawn) - {_DEFAULT} else ""
            yield Columns((text, drawn), widths, (style, ""))
        now = window.cell(window.at, room)
        if 0 < now < room:
            yield Columns(("", "\u00a0" * now + _NOW), widths, ("", "faint"))
    yield from _legend(window, locale, more)


def _title(bar: AreaBar, locale: Locale) -> str:
    title = locale.titles(Named("area", bar.area), locale.lang) or bar.area
    return "\u00a0" * (2 * bar.depth) + title


def drawn_bar(spans: Sequence[LevelSpan], window: Window, width: int) -> str:
    """Return *spans* as *width* characters."""
    ranks = {level: place for place, level in enumerate(window.levels)}
    worst: list[tuple[int, str | None]] = [(-1, None)] * width
    for span in spans:
        first = max(window.cell(max(span.start, window.start), width), 0)
        end = window.end if span.end is None else min(span.end, window.end)
        # The end is excluded: one that falls on the beginning of a piece is not in it.
        last = min(window.cell(end - timedelta(microseconds=1), width), width - 1)
        rank = ranks.get(span.level or "", -1)
        for place in range(first, last + 1):
            worst[place] = max(worst[place], (rank, span.level), key=lambda one: one[0])
    return "".join(window.mark(level) for _rank, level in worst)


def _axis(window: Window, width: int, locale: Locale) -> str:
    """Return instants of the time, each where it begins."""
    long = window.end - window.start >= _DAYS
    text, step = "", (window.end - window.start) / _LABELS
    for number in range(_LABELS):
        local = local_of(window.start + number * step, locale.zone)
        label = local.strftime("|%m-%d" if long else "|%m-%d %H:%M")
        place = number * width // _LABELS
        if len(text) <= place and place + len(label) <= width:
            text = text.ljust(place) + label
    # Blanks at which a line might be broken are kept.
    return text.replace(" ", "\u00a0")


def _legend(window: Window, locale: Locale, more: int) -> Iterator[Row]:
    if more:
        yield Row(locale.says("bars.more", count=more), style="faint")
    for level in window.levels:
        yield Row(locale.fact(Named("level", level)), window.mark(level), indent=2, column=3)
    yield Row(locale.says("bars.legend"), style="faint")
