"""The clock that a register takes its time from, when nothing else is given.

This is the one module beside the command line that asks what time it is: a
register records when something happened, and takes that time itself, under its
lock. Tests, and who has a better clock, hand in another.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from responselevels.models.times import micros_of

JUMP = 5 * 60 * 1_000_000
"""A clock that moves so much otherwise than time does (microseconds) has jumped."""


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
