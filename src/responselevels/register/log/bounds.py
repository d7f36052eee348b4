"""`Bounds`: how far ahead a time may be before a person must say that it is right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from responselevels.errors import InputError, Place, Problem
from responselevels.models.times import duration_of, duration_written
from responselevels.register.log.plain import held_to, plain_count

_MICROSECOND = timedelta(microseconds=1)

_LONGEST = 999_999 * 24 * 60 * 60 * 1_000_000
"""No bound is longer (microseconds)."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Limits, in microseconds, beyond which a time counts only once a person says that it is right.

    *ahead* is how far a given clock may be ahead of the store's, or this
    machine's. *pause* is how long nothing may have been recorded before a clock
    that no other bears out is doubted.
    """

    ahead: int = 60 * 60 * 1_000_000
    pause: int = 366 * 24 * 60 * 60 * 1_000_000

    @classmethod
    def of(cls, fields: Mapping[str, object] | None) -> Bounds:
        """Return the bounds that the first event states; an old one states none."""
        if fields is None:
            return cls()
        spans = {name: duration_of(fields[name]) for name in ("ahead", "pause")}
        return cls(**{name: span // _MICROSECOND for name, span in spans.items()})

    @classmethod
    def read(cls, value: object) -> object:
        """Return the bounds that a line says, for whoever reads it; bounds stay as they are.

        Raises:
            ValueError: they are no two durations.
        """
        if isinstance(value, Bounds) or value is None:
            return value
        if not isinstance(value, Mapping) or not value.keys() >= {"ahead", "pause"}:
            raise ValueError("ahead, pause")
        return cls.of(value)

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
