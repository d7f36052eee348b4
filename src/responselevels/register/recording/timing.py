"""`Timekeeper`: takes the time of what is recorded, and does not take any time for right.

A time that was recorded is never undone: whatever is recorded later is later. So
one wrong time would spoil a register for good, and a clock that is far ahead of
another, or of all that was recorded, is not believed unless a person says that it
is right. What is believed is recorded as a jump. See docs/decisions/0021.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from responselevels.errors import InputError, Place, Problem, TimeRefused
from responselevels.models.times import LAST_MICROS, instant_at, instant_written
from responselevels.register.clocks import JUMP, Clock, ClockReading, GivenClock, SystemClock
from responselevels.register.history.state import State
from responselevels.register.log.bounds import Bounds
from responselevels.register.log.kinds import ClockEvent
from responselevels.register.log.plain import plain_count, plain_instant, plain_text
from responselevels.register.recording.draft import Draft

_LAST = LAST_MICROS - 2 * 24 * 60 * 60 * 1_000_000
"""From here on nothing is recorded: in every offset, and a day later, there must be a time."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A time that a clock told; *witness* is what another clock shows, where there is one."""

    instant: int
    source: str
    witness: int | None
    given: bool

    @property
    def ahead(self) -> int:
        """By how much it is ahead of the other clock; 0 where there is none."""
        return 0 if self.witness is None else self.instant - self.witness


class Timekeeper:
    """Takes the time from the clock that was given, else the store's, else this machine's.

    *witness* stands for this machine's clock where that is asked to bear out
    another. With *right*, somebody said that the time is right.
    """

    def __init__(
        self, clock: Clock | None, *, witness: Clock | None = None, right: bool = False
    ) -> None:
        self._clock = clock
        self._machine = SystemClock()
        self._witness = witness or self._machine
        self._right = right
        self._taken: ClockReading | None = None
        self.source = ""
        self.jump = 0
        self._told = _Told(0, "", None, given=False)
        self._confirmed = False

    def told(self) -> int:
        """Return the time now, for a trial: nothing is recorded at it."""
        return _shown_by(self._clock or self._machine, "clock")

    def take(self, stored: int | None, state: State) -> int:
        """Return the time of what is about to be recorded after *state*; *stored* is the store's.

        Raises:
            TimeRefused: it is too far ahead of another clock or of what was
                recorded, and nobody said that it is right; or no time is left.
            InputError: what a clock shows is no time.
        """
        told = self._told = self._asked(stored)
        self.source = told.source
        at = max(told.instant, state.recorded + 1)
        if at >= _LAST:
            raise TimeRefused("time.end")
        self.jump, self._confirmed = self._jump_to(told, state), False
        refusal = _refusal(told, state)
        if refusal is not None:
            if not self._right:
                raise refusal
            self._confirmed = True
            self.jump = told.ahead if told.given else told.instant - state.recorded
        return at

    def note(self, draft: Draft) -> None:
        """Draft an event where the clock jumped."""
        if not self.jump:
            return
        was = draft.state.recorded if draft.state.head.size else self._told.instant - self.jump
        draft.add(
            ClockEvent(
                draft.header,
                was=instant_written(instant_at(was)),
                jump_us=self.jump,
                confirmed=self._confirmed,
            )
        )

    def _asked(self, stored: int | None) -> _Told:
        clock = self._clock
        if isinstance(clock, GivenClock) and clock.yields and stored is not None:
            clock = None
        if clock is not None:
            witness = _shown_by(self._witness, "witness") if stored is None else stored
            source = plain_text(clock.source, "clock", "source")
            return _Told(_shown_by(clock, "clock"), source, witness, given=True)
        if stored is not None:
            return _Told(stored, "database", _shown_by(self._witness, "witness"), given=False)
        return _Told(self._machine.instant(), self._machine.source, None, given=False)

    def _jump_to(self, told: _Told, state: State) -> int:
        """Return by how much the clock jumped: against the log, time that passed, another clock."""
        clock = self._clock or self._machine
        steady = clock.steady()
        if steady is not None:
            steady = plain_count(steady, "clock", "steady")
        taken = ClockReading(told.instant, steady)
        passed = 0 if self._taken is None else self._taken.jump_to(taken)
        self._taken = taken
        back = told.instant - state.recorded
        if state.head.size and back < -JUMP:
            return back
        if abs(passed) > JUMP:
            return passed
        return told.ahead if told.given and told.ahead > JUMP else 0


def _shown_by(clock: Clock, name: str) -> int:
    """Return what a clock shows; it may be anybody's.

    Raises:
        InputError: that is no instant.
    """
    try:
        return plain_instant(clock.instant(), name, "instant")
    except (TypeError, AttributeError, ArithmeticError):  # it was given what is no time
        raise InputError([Problem(Place(path=(name, "instant")), "record.instant")]) from None


def _refusal(told: _Told, state: State) -> TimeRefused | None:
    """Return why a time is not believed; None where it is.

    A given clock must not be ahead of another one. The clock of the store or of
    the machine is what others are held to; it is right where another bears it
    out, and where it is not, it is held to what was recorded last.
    """
    bounds: Bounds = state.bounds
    at = _shown(told.instant)
    if told.given:
        if told.ahead <= bounds.ahead:
            return None
        there = _shown(told.instant - told.ahead)
        return TimeRefused("time.ahead", {"at": at, "there": there, "most": _span(bounds.ahead)})
    borne_out = told.witness is not None and told.ahead <= bounds.ahead
    if borne_out or not state.head.size or told.instant <= state.recorded + bounds.pause:
        return None
    last = _shown(state.recorded)
    return TimeRefused("time.pause", {"at": at, "last": last, "most": _span(bounds.pause)})


def _shown(micros: int) -> datetime:
    """Return an instant for a message: to the second."""
    return instant_at(micros).replace(microsecond=0)


def _span(micros: int) -> timedelta:
    return timedelta(microseconds=micros)


def own_time(at: datetime | None) -> None:
    """Refuse a time that is handed in, where a register takes its own.

    Raises:
        InputError: *at* is given.
    """
    if at is not None:
        raise InputError([Problem(Place(path=("at",)), "register.own_time")])
