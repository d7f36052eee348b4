"""The clock that a register takes its time from, when nothing else is given.

This is the one module beside the command line that asks what time it is: a
register records when something happened, and takes that time itself, under its
lock. Tests, and who has a better clock, hand in another.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from responselevels.errors import InputError, Place, Problem
from responselevels.models.times import duration_of, duration_written, micros_of
from responselevels.register.log.plain import held_to, plain_count

_MICROSECOND = timedelta(microseconds=1)

JUMP = 5 * 60 * 1_000_000
"""A clock that moves so much otherwise than time does (microseconds) has jumped."""

_LONGEST = 999_999 * 24 * 60 * 60 * 1_000_000
"""No bound is longer (microseconds)."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far ahead a time may be before a person must say that it is right, in microseconds.

    *ahead* is how far a given clock may be ahead of the store's, or this
    machine's. *pause* is how long nothing may have been recorded before a clock
    that no other bears out is doubted.
    """

    ahead: int = 60 * 60 * 1_000_000
    pause: int = 366 * 24 * 60 * 60 * 1_000_000

    @classmethod
    def of(cls, fields: Mapping[str, Any] | None) -> Bounds:
        """Return the bounds that the first event states; an old one states none."""
        if fields is None:
            return cls()
        spans = {name: duration_of(fields[name]) for name in ("ahead", "pause")}
        return cls(**{name: span // _MICROSECOND for name, span in spans.items()})

    @classmethod
    def given(cls, *, ahead: timedelta | None = None, pause: timedelta | None = None) -> Bounds:
        """Return bounds of so much; what is not given is as always.

        Raises:
            InputError: one of them is no time span.
        """
        spans = {"ahead": ahead, "pause": pause}
        for name, span in spans.items():
            held_to(span, (timedelta, type(None)), "bounds", name)
        return cls(
            **{name: span // _MICROSECOND for name, span in spans.items() if span is not None}
        )

    def plain(self) -> Bounds:
        """Return the bounds as they are read back from the log.

        Raises:
            InputError: they are no whole seconds, or not more than nothing, or too long.
        """
        for name in ("ahead", "pause"):
            micros = plain_count(getattr(self, name), "bounds", name)
            if not 0 < micros <= _LONGEST or micros % 1_000_000:
                facts = {"most": _LONGEST // 86_400_000_000}
                raise InputError([Problem(Place(path=("bounds", name)), "record.bound", facts)])
        return self

    def fields(self) -> dict[str, str]:
        """Return the bounds as the log writes them."""
        return {
            "ahead": duration_written(self.ahead * _MICROSECOND),
            "pause": duration_written(self.pause * _MICROSECOND),
        }


USUAL = Bounds()
"""The bounds of a register where nothing else is said."""


class Clock(Protocol):
    """Tells the time, and how time passes."""

    @property
    def source(self) -> str:
        """What the log calls this clock."""
        ...

    def instant(self) -> int:
        """Return the time: microseconds since 1970-01-01T00:00Z."""
        ...

    def steady(self) -> int | None:
        """Return microseconds that only ever grow, from anywhere; None where unknown."""
        ...


class SystemClock:
    """The clock of this machine."""

    source = "system"

    def instant(self) -> int:
        """Return the machine's time."""
        return time.time_ns() // 1_000

    def steady(self) -> int | None:
        """Return the machine's count of microseconds since it started, or so."""
        return time.monotonic_ns() // 1_000


@dataclass(slots=True)
class GivenClock:
    """A clock that stands at a given instant until it is set again.

    With *yields*, the store's own clock wins over it, where it has one.
    """

    at: datetime
    source: str = "given"
    yields: bool = False

    def instant(self) -> int:
        """Return the given instant."""
        return micros_of(self.at)

    def steady(self) -> int | None:
        """Know nothing of how time passes."""
        return None


@dataclass(frozen=True, slots=True)
class ClockReading:
    """A time that was taken: the clock's, and the count of time beside it."""

    instant: int
    steady: int | None

    def jump_to(self, later: ClockReading) -> int:
        """Return by how much the clock moved otherwise than time did, 0 where that is unknown."""
        if self.steady is None or later.steady is None:
            return 0
        return (later.instant - self.instant) - (later.steady - self.steady)
