"""`responselevels timeline`: the levels of areas over time, as bars or as a picture (docs/command-line.md)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from responselevels.cli.decisions.deciding import now
from responselevels.cli.frame.inputs import read_inputs
from responselevels.cli.frame.locales import locale_of
from responselevels.cli.frame.status import Status
from responselevels.cli.frame.writing import write_file
from responselevels.core.groups import areas_meant, groups_named
from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.holdings import timeline as timeline_of
from responselevels.core.timeline import end_within
from responselevels.models.times import micros_of
from responselevels.register.history.asking.snapshot import RegisterSnapshot
from responselevels.register.history.versions import RulesVersion, versions_known
from responselevels.reports.frame.bars import AreaBar, Window, bar_rows
from responselevels.reports.frame.paint import show, width_of
from responselevels.reports.frame.rows import Columns, Row, plain
from responselevels.reports.frame.wording import Locale
from responselevels.reports.pictures.timeline import TimelineAsked, timeline_picture

FORTNIGHT = timedelta(days=14)

MOST = 40
"""Maximum number of areas that are shown where none is named."""


def timeline(  # noqa: PLR0913 - each is an option
    lang: str,
    *,
    rules: str,
    areas: str,
    orders: str | None,
    at: datetime | None,
    since: datetime | None,
    within: timedelta,
    drill: bool,
    track: str | None,
    format: str,  # noqa: A002 - ``--format``
    output: str | None,
    area: tuple[str, ...],
) -> int:
    """Print the bars, or write them or a picture into the file *output*; return the exit status."""
    inputs, moment = read_inputs(rules, areas, orders, orders_as_book=True), at or now()
    book = inputs.book()
    scheme = book.scheme
    window = Window(
        start=since or moment,
        end=end_within(since or moment, within),
        at=moment,
        levels=tuple(scheme.levels),
        default=scheme.default,
    )
    named = areas_meant(area, groups_named(area, scheme.groups))
    names, more = (named, 0) if named else areas_ordered(book, window, drill=drill)
    tree = scheme.tree
    tracks = (track,) if track is not None else (*scheme.tracks,) or (None,)
    locale = locale_of(lang, inputs.titles).within(moment)
    if format == "svg":
        asked = TimelineAsked(
            book=book,
            areas=names,
            start=window.start,
            end=window.end,
            at=moment,
            locale=locale,
            drill=drill,
            tracks=tracks,
            more=more,
        )
        return timeline_written(timeline_picture(asked), output, lang)
    bars = [
        AreaBar(
            name,
            timeline_of(book, name, start=window.start, end=window.end, drill=drill, track=one),
            0 if named else len(tree.lines[tree.numbers[name]]) - 1,
            one,
        )
        for one in tracks
        for name in names
    ]
    rows = bar_rows(bars, window, locale, width=width_of(sys.stdout), more=more)
    if output is not None:
        return timeline_written(plain(rows), output, lang)
    show(rows, sys.stdout)
    return Status.PERMITTED


def timeline_written(text: str, output: str | None, lang: str) -> int:
    """Print *text*, or write it into the file *output*; return the exit status."""
    if output is None:
        sys.stdout.write(text)
    else:
        write_file(output, text.encode(), lang)
    return Status.PERMITTED


def areas_ordered(book: OrderBook, window: Window, *, drill: bool) -> tuple[tuple[str, ...], int]:
    """Return the areas that orders of the time name, and the widest; and how many are left out."""
    tree, start, end = book.scheme.tree, micros_of(window.start), micros_of(window.end)
    found = {number for number, parent in enumerate(tree.parents) if parent < 0}
    for number in range(book.count):
        entry = book.entry(number)
        if entry.start < end and start < entry.end and entry.drill == drill:
            found.update(entry.scope)
    ordered = sorted(found)
    return tuple(tree.ids[one] for one in ordered[:MOST]), max(len(ordered) - MOST, 0)


# -- of a register ----------------------------------------------------------------------------


def window_of(
    known: RegisterSnapshot, at: datetime, start: datetime, within: timedelta = FORTNIGHT
) -> Window:
    """Return the time from *start* on, by the levels of the rules that were in force *at* the instant."""
    scheme = versions_known(known.versions, micros_of(at))[-1].scheme
    return Window(
        start=start,
        end=end_within(start, within),
        at=at,
        levels=tuple(scheme.levels),
        default=scheme.default,
    )


@dataclass(frozen=True, slots=True)
class Bars:
    """The levels of the areas *named* over a time, or of those that orders name, as *known* of a register."""

    known: RegisterSnapshot
    window: Window
    drill: bool = False
    track: str | None = None
    named: tuple[str, ...] = ()

    def rows(self, locale: Locale, width: int) -> Iterator[Row | Columns]:
        """Yield the bars in lines of *width* cells."""
        known, window = self.known, self.window
        version, names, more, tracks = self._shown()
        tree = version.scheme.tree
        bars = [
            AreaBar(
                name,
                known.timeline(name, window.start, window.end, drill=self.drill, track=one),
                0 if self.named else len(tree.lines[tree.numbers[name]]) - 1,
                one,
            )
            for one in tracks
            for name in names
        ]
        yield from bar_rows(bars, window, locale, width=width, more=more)

    def _shown(self) -> tuple[RulesVersion, tuple[str, ...], int, tuple[str | None, ...]]:
        """Return the rules of the time, the areas that are shown, how many are left out, and the tracks."""
        known, window = self.known, self.window
        version = versions_known(known.versions, micros_of(window.at))[-1]
        names, more = self.named, 0
        if not names:
            book = version.book_known(known.known)
            names, more = areas_ordered(book, window, drill=self.drill)
        tracks = (self.track,) if self.track is not None else known.tracks(window.at) or (None,)
        return version, names, more, tracks

    def picture(self, locale: Locale) -> str:
        """Return the same as a picture, since the rules of the time were adopted, with orders and floors."""
        version, names, more, tracks = self._shown()
        asked = TimelineAsked(
            book=version.book_known(self.known.known),
            areas=names,
            start=self.window.start,
            end=self.window.end,
            at=self.window.at,
            locale=locale,
            drill=self.drill,
            tracks=tracks,
            more=more,
            since=version.since if len(self.known.versions) > 1 else None,
        )
        return timeline_picture(asked)
