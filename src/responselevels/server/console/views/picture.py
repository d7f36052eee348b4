"""What changes over time, as bars: areas beneath each other, time from left to right.

A bar is drawn in SVG whose places are shares of its width, so that it can be as wide as the page and
its patterns stay as they are. A level has a colour, a pattern and, where there is room, its name; what
is ordered for the area itself fills the row, what comes from above the middle of it. The same is told
in words beside it, for who cannot see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from responselevels.models.decisions import Change, Decision
from responselevels.models.measuring import MeasureChange
from responselevels.models.times import local_of, micros_of
from responselevels.reports.frame.wording import measures_worded
from responselevels.reports.pictures.changes import window_of
from responselevels.server.console.frame.reader import Reader
from responselevels.server.console.frame.severity import UNKNOWN, Hue, hue_of
from responselevels.server.console.views.tree import LevelShown, level_shown

WIDTH = 1000
"""The width of a bar in units of its own; on the page it is as wide as there is room."""

_ROWS = 60

_NAMED = 70
"""How wide a piece must be for the name of its level to stand in it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar: from where, how wide, in which colour or *style*, and what it stands for.

    *own*: it is ordered for the area itself, or is the everyday level; else it comes from above.
    """

    x: int
    width: int
    hue: Hue
    label: str
    style: str = ""
    own: bool = True

    @property
    def named(self) -> bool:
        """Whether there is room in it for its name."""
        return self.own and not self.style and self.width >= _NAMED


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
class Mark:
    """An instant on the axis: where it lies, and what is written there."""

    x: int
    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Bars over one window of time, with the instants to write beneath; *more* counts what is left out."""

    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
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

    def picture(self, reader: Reader, bars: Iterable[Bar], *, more: int = 0) -> Picture:
        """Return the picture of *bars*, with the time of the reader on it where it lies within."""
        now = self.x(reader.at) if self.has(reader.at) else None
        return Picture(tuple(bars), tuple(self.marks(reader)), more, now)

    def marks(self, reader: Reader) -> Iterator[Mark]:
        """Yield full hours or days of the rules' zone, no more than a telephone has room for."""
        span = self.end - self.start
        step = next((one for one in _STEPS if span <= one * _MARKS), span / (_MARKS - 1))
        try:
            for instant in _round(self.start, self.end, step, reader):
                yield Mark(self.x(instant), _label(reader, instant, step))
        except OverflowError:  # at the end of all time
            return


_MARKS = 7
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_STEPS = (
    *(timedelta(minutes=one) for one in (10, 30)),
    *(one * _HOUR for one in (1, 2, 4, 6, 12)),
    *(one * _DAY for one in (1, 2, 5, 10, 30, 90, 365)),
)


def _round(start: datetime, end: datetime, step: timedelta, reader: Reader) -> Iterator[datetime]:
    """Yield the instants between that are full steps, counted from a midnight of the rules' zone."""
    midnight = local_of(start, reader.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    instant = midnight
    while instant < end:
        if instant >= start:
            yield instant
        instant += step


def _label(reader: Reader, instant: datetime, step: timedelta) -> str:
    """Return what is written at an instant: its day, or the time of day between days."""
    text = reader.time(instant)
    day, time = text[5:10], text[11:16]
    if step > 30 * _DAY:
        return text[:7]
    return day if step >= _DAY or time == "00:00" else time


def piece(
    frame: Frame,
    span: tuple[datetime, datetime | None],
    hue: Hue,
    label: str,
    *,
    own: bool = True,
) -> Piece:
    """Return the part of a bar that a *span* of time is, never too narrow to be seen."""
    start, end = span
    x = frame.x(start)
    return Piece(min(x, WIDTH - 4), max(frame.x(end) - x, 4), hue, label, own=own)


def picture_of(reader: Reader, decision: Decision) -> Picture | None:
    """Return the picture of what a decision would change; None where that is nothing."""
    changes = decision.changes
    if not changes:
        return None
    frame = Frame(*window_of(changes))
    areas: dict[str, list[Change]] = {}
    for change in changes:
        if reader.sees(change.area):
            areas.setdefault(change.area, []).append(change)
    shown = list(areas.items())[:_ROWS]
    bars = [_bar(reader, frame, area, rows) for area, rows in shown]
    return frame.picture(reader, bars, more=len(areas) - len(shown))


def _bar(reader: Reader, frame: Frame, area: str, changes: list[Change]) -> Bar:
    scheme, title = reader.scheme, reader.title
    before = [
        piece(frame, (c.start, c.end), hue_of(scheme, c.from_level), title("level", c.from_level))
        for c in changes
    ]
    after = [
        piece(frame, (c.start, c.end), hue_of(scheme, c.to_level), title("level", c.to_level))
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
    frame = Frame(*window_of([*decision.changes, *decision.measures]))
    shown = list(rows.items())[:_ROWS]
    bars = [
        Bar(
            id=f"{measure}:{area}",
            title=f"{reader.title('measure', measure)} · {reader.title('area', area)}",
            pieces=tuple(_drawn(reader, frame, row) for row in changes if row.after),
            before=tuple(_drawn(reader, frame, row) for row in changes if row.before),
            told=tuple(told[row] for row in changes),
        )
        for (measure, area), changes in shown
    ]
    return frame.picture(reader, bars, more=len(rows) - len(shown))


def _drawn(reader: Reader, frame: Frame, row: MeasureChange) -> Piece:
    """Return when a measure would begin, end or differ, in a style that says which."""
    bare = piece(frame, (row.start, row.end), UNKNOWN, reader.title("measure", row.measure))
    return replace(bare, style=f"m-{row.change}")
