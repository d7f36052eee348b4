"""Instants read as microseconds, very many of them: by their day and by their time of day.

A long list of orders has a few thousand days, and times of day that come again and again.
Each half is read once, by the very function that reads an instant anywhere
(`responselevels.models.times.instant_of`); from then on an instant costs two look-ups and a sum.
"""

from __future__ import annotations

from datetime import timedelta

from responselevels.models.times import instant_of, micros_of

_DAY = 10
"""Length of the day that an instant begins with, as in ``2026-02-10``."""

_KEPT = 100_000
"""Maximum number of instants and of halves kept of each kind, some 30 MB; then they are begun anew."""

_NOON = "2000-06-15"
_NOON_MICROS = micros_of(instant_of(f"{_NOON}T00:00Z"))
"""The day with which times of day are read; any would do."""

_EDGES = ("0001", "9999")
"""Years in which an offset may carry an instant out of what can be written: read as a whole."""


class _Days(dict[str, int]):
    """Microseconds of the beginning of each day in UTC."""

    def __missing__(self, day: str) -> int:
        if day.startswith(_EDGES):
            raise ValueError(day)
        micros = micros_of(instant_of(f"{day}T00:00Z"))
        if len(self) >= _KEPT:
            self.clear()
        self[day] = micros
        return micros


class _Times(dict[str, tuple[int, timedelta]]):
    """Microseconds from the beginning of the day in UTC, and the offset, of each time of day."""

    def __missing__(self, time: str) -> tuple[int, timedelta]:
        instant = instant_of(_NOON + time)
        found = micros_of(instant) - _NOON_MICROS, instant.utcoffset() or timedelta(0)
        if len(self) >= _KEPT:
            self.clear()
        self[time] = found
        return found


class _Wholes(dict[str, int]):
    """Instants as microseconds, one object for each: many orders begin and end at the same midnight."""

    def __init__(self, days: _Days, times: _Times) -> None:
        self._days = days
        self._times = times

    def __missing__(self, text: str) -> int:
        micros = self._days[text[:_DAY]] + self._times[text[_DAY:]][0]
        if len(self) >= _KEPT:
            self.clear()
        self[text] = micros
        return micros


class Instants:
    """Reads instants as microseconds, and keeps them and their halves."""

    def __init__(self) -> None:
        """Begin with none."""
        self._times = _Times()
        self._wholes = _Wholes(_Days(), self._times)

    def micros(self, text: str) -> int:
        """Return the instant that *text* writes.

        Raises:
            ValueError: it writes none, or one in the first or the last year that can be.
            TypeError: *text* is no text.
        """
        return self._wholes[text]

    def with_offset(self, text: str) -> tuple[int, timedelta]:
        """Return the instant that *text* writes, and its offset; raise as `micros` does."""
        return self._wholes[text], self._times[text[_DAY:]][1]
