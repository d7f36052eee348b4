"""What changes over time, as bars: areas beneath each other, time from left to right.

A bar is drawn in SVG without any text in it, so that it can be as wide as the page; what it shows
is told in words beside it and in a table, for who cannot see it or has no colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from responselevels.models.decisions import Change, Decision
from responselevels.models.measuring import MeasureChange
from responselevels.models.times import micros_of
from responselevels.reports.frame.wording import measures_worded
from responselevels.server.console.frame.reader import Reader
from responselevels.server.console.frame.severity import shade_of
from responselevels.server.console.views.tree import LevelShown, level_shown

WIDTH = 1000
"""The width of a bar in units of its own; on the page it is as wide as there is room."""

_ROWS = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar: from where, how wide, in which colour or *style*, and what it stands for."""

    x: int
    width: int
    shade: int | None
    label: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a picture: what it is of, the pieces, and the same in words.

    *before* are thinner pieces beneath: what there was. *depth* is how far it lies beneath the top.
    """

    id: str
    title: str
    pieces: tuple[Piece, ...]
    steps: tuple[LevelShown, ...] = ()
    told: tuple[str, ...] = ()
    before: tuple[Piece, ...] = ()
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """Bars over one window of time, with the instants to write beneath; *more* counts what is left out."""

    bars: tuple[Bar, ...]
    ticks: tuple[datetime, ...]
    lines: tuple[int, ...]
    more: int = 0
    now: int | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A window of time that is drawn: what lies outside of it is cut off."""

    start: datetime
    end: datetime

    def x(self, instant: datetime | None) -> int:
        """Return where an instant lies; None is beyond the end."""
        if instant is None or instant >= self.end:
            return WIDTH
        span = max(micros_of(self.end) - micros_of(self.start), 1)
        return max(0, (micros_of(instant) - micros_of(self.start)) * WIDTH // span)

    def has(self, instant: datetime) -> bool:
        """Say whether an instant lies in it."""
        return self.start <= instant < self.end

    def ticks(self, count: int = 4) -> tuple[datetime, ...]:
        """Return instants at equal distances, from the start to the end."""
        step = (self.end - self.start) / count
        return tuple(self.start + step * number for number in range(count + 1))


def piece(
    frame: Frame, span: tuple[datetime, datetime | None], shade: int | None, label: str
) -> Piece:
    """Return the part of a bar that a *span* of time is, never too narrow to be seen."""
    start, end = span
    x = frame.x(start)
    return Piece(min(x, WIDTH - 4), max(frame.x(end) - x, 4), shade, label)


def picture_of(reader: Reader, decision: Decision) -> Picture | None:
    """Return the picture of what a decision would change; None where that is nothing."""
    changes = decision.changes
    if not changes:
        return None
    frame = _frame_of(changes)
    areas: dict[str, list[Change]] = {}
    for change in changes:
        if reader.sees(change.area):
            areas.setdefault(change.area, []).append(change)
    shown = list(areas.items())[:_ROWS]
    return Picture(
        bars=tuple(_bar(reader, frame, area, rows) for area, rows in shown),
        ticks=frame.ticks(),
        lines=tuple(frame.x(tick) for tick in frame.ticks()),
        more=len(areas) - len(shown),
        now=frame.x(reader.at) if frame.has(reader.at) else None,
    )


def _frame_of(changes: Sequence[Change | MeasureChange]) -> Frame:
    """Return a window with all changes in it, and some room on both sides."""
    start = min(change.start for change in changes)
    ends = [change.end for change in changes if change.end is not None]
    last = max([*ends, *(change.start for change in changes)])
    if len(ends) < len(changes) or last <= start:
        last = max(last, start) + max(last - start, timedelta(days=1))
    room = (last - start) / 12
    try:
        return Frame(start - room, last + room)
    except OverflowError:
        return Frame(start, last)


def _bar(reader: Reader, frame: Frame, area: str, changes: list[Change]) -> Bar:
    scheme, title = reader.scheme, reader.title
    before = [
        piece(frame, (c.start, c.end), shade_of(scheme, c.from_level), title("level", c.from_level))
        for c in changes
    ]
    after = [
        piece(frame, (c.start, c.end), shade_of(scheme, c.to_level), title("level", c.to_level))
        for c in changes
    ]
    told = [
        reader.says(
            "picture.change" if c.end else "picture.change.open",
            before=title("level", c.from_level),
            after=title("level", c.to_level),
            start=reader.time(c.start),
            end=None if c.end is None else reader.time(c.end),
        )
        for c in changes
    ]
    steps = _steps(reader, changes)
    return Bar(area, title("area", area), tuple(after), steps, tuple(told), tuple(before))


def _steps(reader: Reader, changes: Iterable[Change]) -> tuple[LevelShown, ...]:
    """Return the levels that an area goes through, each once in a row."""
    names = [name for c in changes for name in (c.from_level, c.to_level)]
    kept = names[:1] + [after for before, after in pairwise(names) if before != after]
    return tuple(level_shown(reader, name) for name in kept[:6])


# -- measures ------------------------------------------------------------------------------------


def measures_picture(reader: Reader, decision: Decision) -> Picture | None:
    """Return the picture of the measures that would begin, end or differ; None where none would.

    As with levels, what there would be is a bar, and what there was a thinner one beneath.
    """
    told = dict(zip(decision.measures, measures_worded(decision, reader.locale), strict=True))
    rows: dict[tuple[str, str], list[MeasureChange]] = {}
    for row in decision.measures:
        if reader.sees(row.area):
            rows.setdefault((row.measure, row.area), []).append(row)
    if not rows:
        return None
    frame = _frame_of([*decision.changes, *decision.measures])
    shown = list(rows.items())[:_ROWS]
    return Picture(
        bars=tuple(
            Bar(
                id=f"{measure}:{area}",
                title=f"{reader.title('measure', measure)} · {reader.title('area', area)}",
                pieces=tuple(_drawn(reader, frame, row) for row in changes if row.after),
                before=tuple(_drawn(reader, frame, row) for row in changes if row.before),
                told=tuple(told[row] for row in changes),
            )
            for (measure, area), changes in shown
        ),
        ticks=frame.ticks(),
        lines=tuple(frame.x(tick) for tick in frame.ticks()),
        more=len(rows) - len(shown),
        now=frame.x(reader.at) if frame.has(reader.at) else None,
    )


def _drawn(reader: Reader, frame: Frame, row: MeasureChange) -> Piece:
    """Return when a measure would begin, end or differ, in a style that says which."""
    bare = piece(frame, (row.start, row.end), None, reader.title("measure", row.measure))
    return replace(bare, style=f"m-{row.change}")
