"""`Axis`: time from left to right, and the round times that are written at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from responselevels.models.times import FIRST_MICROS, LAST_MICROS, instant_at, local_of, micros_of

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_STEPS = (
    *(timedelta(minutes=one) for one in (1, 5, 10, 30)),
    *(one * _HOUR for one in (1, 2, 3, 6, 12)),
    *(one * _DAY for one in (1, 2, 5, 7, 14)),
)
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 600, 6000)
_MONTH = timedelta(days=30)
_ROOM = 92
"""How far apart times are written at least."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A round time: where it lies, and what is written there."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """The time from *start* to *end*, in microseconds, drawn from *left* to *right*."""

    start: int
    end: int
    left: float
    right: float

    def x(self, micros: int) -> float:
        """Return where an instant lies; what is outside lies at the edge."""
        part = min(max(micros, self.start), self.end) - self.start
        width = self.right - self.left
        return round(self.left + part * width / max(self.end - self.start, 1), 1)

    def has(self, micros: int) -> bool:
        """Say whether an instant lies in it."""
        return self.start <= micros < self.end

    def ticks(self, zone: tzinfo) -> Iterator[Tick]:
        """Yield round times on the wall of *zone*, ascending, with room between them.

        The first has its year.
        """
        most = max(int((self.right - self.left) / _ROOM), 1)
        span = timedelta(microseconds=min(self.end - self.start, LAST_MICROS - FIRST_MICROS))
        step = next((one for one in _STEPS if span <= one * most), None)
        months = next((one for one in _MONTHS if span <= one * most * _MONTH), _MONTHS[-1])
        first = local_of(instant_at(max(self.start, FIRST_MICROS)), zone)
        try:
            walls = _months(first, months) if step is None else _steps(first, step)
            yield from self._told(walls, zone, step)
        except (OverflowError, ValueError):  # at either end of all time
            return

    def _told(
        self, walls: Iterator[datetime], zone: tzinfo, step: timedelta | None
    ) -> Iterator[Tick]:
        first = True
        for wall in walls:
            micros = micros_of(wall.replace(tzinfo=zone))
            if micros >= self.end:
                return
            if micros >= self.start:
                yield Tick(self.x(micros), _label(wall, step, first=first))
                first = False


def _steps(first: datetime, step: timedelta) -> Iterator[datetime]:
    """Yield times on the wall, *step* apart, counted from midnight; weeks begin on a Monday."""
    wall = first.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    if step.days % 7 == 0:
        wall -= wall.weekday() * _DAY
    while True:
        yield wall
        wall += step


def _months(first: datetime, months: int) -> Iterator[datetime]:
    number = first.year * 12 + first.month - 1
    number -= number % months
    while True:
        if number >= 12:
            yield datetime(number // 12, number % 12 + 1, 1)  # noqa: DTZ001 - on the wall
        number += months


def _label(wall: datetime, step: timedelta | None, *, first: bool) -> str:
    """Return what is written: the day, or the time of day between days; the month, of long times."""
    text = wall.isoformat(" ", "minutes").zfill(16)
    if step is None:
        return text[:7]
    if step < _DAY and text[11:] != "00:00" and not first:
        return text[11:]
    if step < _DAY and first:
        return text
    return text[:10] if first else text[5:10]
