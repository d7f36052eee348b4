"""A time far ahead is not believed, unless somebody says that it is right; then that is recorded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from responselevels.errors import ClockJumped, InputError, TimeRefused
from responselevels.models.times import LAST_MICROS, instant_at, micros_of
from responselevels.register.clocks import GivenClock
from responselevels.register.history.state import State
from responselevels.register.log.bounds import Bounds
from responselevels.register.log.events import Head, events_of
from responselevels.register.log.verification import verify
from responselevels.register.recording.draft import Draft
from responselevels.register.recording.timing import Timekeeper
from tests.register import duty
from tests.register.duty import fields_of, made, opened, order_of

NOW = micros_of(duty.START)
SECOND = 1_000_000
HOUR = 3_600 * SECOND
YEAR = 366 * 24 * HOUR


def clock_at(instant: int) -> GivenClock:
    return GivenClock(instant_at(instant))


def state_at(recorded: int | None, bounds: Bounds | None = None) -> State:
    """Return the state of a register whose last event is so old; None: it is empty."""
    state = State(lambda _digest: None)
    state.bounds = bounds or Bounds()
    if recorded is not None:
        state.recorded, state.head = recorded, Head(1, "ab")
    return state


def taken(keeper: Timekeeper, stored: int | None, state: State) -> tuple[int, list[Any]]:
    """Return the time that *keeper* takes, and what it says of jumps."""
    at = keeper.take(stored, state)
    draft = Draft(state, at)
    keeper.note(draft)
    return at, [event.to_json() for event in draft.drafted]


def keeper(given: int | None, machine: int = NOW, **more: Any) -> Timekeeper:
    clock = None if given is None else clock_at(given)
    return Timekeeper(clock, witness=clock_at(machine), **more)


@pytest.mark.parametrize("stored", [None, NOW])
def test_a_given_time_may_be_an_hour_ahead_of_the_store_or_the_machine(stored: int | None) -> None:
    state, machine = state_at(NOW - 5), NOW if stored is None else NOW + 90 * YEAR
    assert taken(keeper(NOW + 300 * SECOND, machine), stored, state) == (NOW + 300 * SECOND, [])
    at, said = taken(keeper(NOW + HOUR, machine), stored, state)
    assert (at, [one["jump_us"] for one in said]) == (NOW + HOUR, [HOUR])
    with pytest.raises(TimeRefused) as caught:
        taken(keeper(NOW + HOUR + 1, machine), stored, state)
    assert caught.value.code == "time.ahead"


def test_a_given_time_in_the_past_is_taken_however_long_nothing_was_recorded() -> None:
    assert taken(keeper(NOW - HOUR), None, state_at(NOW - 9 * YEAR)) == (NOW - HOUR, [])


def test_how_far_ahead_is_too_far_the_register_says() -> None:
    bounds = Bounds.given(ahead=timedelta(minutes=1), pause=timedelta(days=1))
    with pytest.raises(TimeRefused, match="more than 1 min ahead"):
        taken(keeper(NOW + 61 * SECOND), None, state_at(NOW, bounds))
    with pytest.raises(TimeRefused, match="more than 1 day before"):
        taken(keeper(None, NOW - 2 * HOUR), NOW, state_at(NOW - 25 * HOUR, bounds))


def test_the_clock_of_the_store_wins_over_that_of_the_environment() -> None:
    clock = GivenClock(instant_at(NOW + 90 * YEAR), yields=True)
    one = Timekeeper(clock, witness=clock_at(NOW))
    assert taken(one, NOW, state_at(NOW - 5)) == (NOW, [])
    assert one.source == "database"


def test_a_clock_of_the_store_that_the_machine_bears_out_is_right_after_any_pause() -> None:
    assert taken(keeper(None, NOW), NOW, state_at(NOW - 9 * YEAR)) == (NOW, [])


def test_a_clock_of_the_store_that_nothing_bears_out_is_held_to_the_last_event() -> None:
    assert taken(keeper(None, NOW - 2 * HOUR), NOW, state_at(NOW - YEAR)) == (NOW, [])
    with pytest.raises(TimeRefused) as caught:
        taken(keeper(None, NOW - 2 * HOUR), NOW, state_at(NOW - YEAR - 1))
    assert caught.value.code == "time.pause"
    assert taken(keeper(None, NOW - 2 * HOUR), NOW, state_at(None)) == (NOW, [])


def test_the_machine_alone_is_held_to_the_last_event() -> None:
    with pytest.raises(TimeRefused) as caught:
        taken(Timekeeper(None), None, state_at(NOW - 9 * YEAR))
    assert caught.value.code == "time.pause"
    at, said = taken(Timekeeper(None, right=True), None, state_at(NOW - 9 * YEAR))
    assert said == [
        {"was": "2017-02-22T00:00:00Z", "jump_us": at - NOW + 9 * YEAR, "confirmed": True}
    ]


def test_what_somebody_says_is_right_is_recorded_as_a_jump() -> None:
    far = NOW + 2 * HOUR
    assert taken(keeper(far, right=True), None, state_at(NOW - 5 * SECOND)) == (
        far,
        [{"was": "2026-02-28T23:59:55Z", "jump_us": 2 * HOUR, "confirmed": True}],
    )
    assert taken(keeper(far, right=True), None, state_at(None)) == (
        far,
        [{"was": "2026-03-01T00:00:00Z", "jump_us": 2 * HOUR, "confirmed": True}],
    )
    assert taken(keeper(NOW, right=True), None, state_at(NOW - 5)) == (NOW, [])


@pytest.mark.parametrize("right", [False, True])
@pytest.mark.parametrize(
    ("given", "recorded"),
    [
        (LAST_MICROS, NOW),
        (LAST_MICROS - 48 * HOUR, NOW),
        (NOW, LAST_MICROS - 48 * HOUR - 1),
        (NOW, LAST_MICROS - 1),
        (NOW, LAST_MICROS),
    ],
)
def test_where_time_ends_nothing_is_recorded(given: int, recorded: int, right: bool) -> None:
    with pytest.raises(TimeRefused) as caught:
        taken(keeper(given, right=right), None, state_at(recorded))
    assert caught.value.code == "time.end"


def test_the_last_time_that_is_recorded_has_a_day_after_it_in_every_offset() -> None:
    last = LAST_MICROS - 48 * HOUR - 1
    assert taken(keeper(last, right=True), None, state_at(last - 1))[0] == last
    shown = instant_at(last).astimezone(timezone(timedelta(hours=23))) + timedelta(days=1)
    assert shown.year == 9999


def test_bounds_are_written_and_read_again() -> None:
    bounds = Bounds.given(ahead=timedelta(minutes=90))
    assert bounds.fields() == {"ahead": "PT1H30M", "pause": "P366D"}
    assert Bounds.of(bounds.fields()) == bounds
    assert Bounds.of(None) == Bounds() == Bounds.given()


def test_one_time_that_is_wrong_does_not_spoil_a_register(register_url: str) -> None:
    far = GivenClock(datetime(2099, 1, 1, tzinfo=UTC))
    with pytest.raises(TimeRefused):
        made(register_url, far)
    made(register_url).close()
    with opened(register_url, far) as register:
        with pytest.raises(TimeRefused):
            register.propose(order_of("W-1"))
        assert register.refresh() == 0
    with opened(register_url, duty.clock(duty.at(1))) as register:
        register.propose(order_of("W-1"))
        assert register.state.recorded == micros_of(duty.at(1))


def test_what_was_said_to_be_right_is_an_event_and_the_log_is_sound(register_url: str) -> None:
    far = GivenClock(datetime(2099, 1, 1, tzinfo=UTC))
    with pytest.warns(ClockJumped):
        made(register_url, far, time_is_right=True).close()
    with opened(register_url, far, time_is_right=True) as register:
        with pytest.warns(ClockJumped):
            register.propose(order_of("W-1"))
        lines = list(register.store.lines())
        said = [fields_of(one) for one in events_of(iter(lines), Head()) if one.kind == "clock"]
        assert [one["confirmed"] for one in said] == [True, True]
        assert verify(lines, documents=register.store.document).found is None
        assert register.replay() == []


def test_a_register_says_how_far_ahead_its_times_may_be(register_url: str) -> None:
    bounds = Bounds.given(ahead=timedelta(days=50_000))
    far = GivenClock(datetime(2099, 1, 1, tzinfo=UTC))
    with pytest.warns(ClockJumped):
        made(register_url, far, bounds=bounds).close()
    with opened(register_url) as register:
        assert register.state.bounds == bounds


# -- clocks and bounds of anybody's making ---------------------------------------------------


class Odd:
    """A clock that says what it was told to say."""

    def __init__(self, instant: Any = NOW, steady: Any = None, source: Any = "odd") -> None:
        self.source = source
        self._instant, self._steady = instant, steady

    def instant(self) -> int:
        return self._instant  # type: ignore[no-any-return]

    def steady(self) -> int | None:
        return self._steady  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("clock", "path"),
    [
        (Odd(1.5), "clock.instant"),
        (Odd("now"), "clock.instant"),
        (Odd(None), "clock.instant"),
        (Odd(True), "clock.instant"),
        (Odd(float("nan")), "clock.instant"),
        (Odd(-(10**18)), "clock.instant"),
        (Odd(steady=1.5), "clock.steady"),
        (Odd(steady="1"), "clock.steady"),
        (Odd(source="\ud800"), "clock.source"),
        (Odd(source="a\nb"), "clock.source"),
        (Odd(source=5), "clock.source"),
        (GivenClock(datetime(2026, 3, 1)), "clock.instant"),  # noqa: DTZ001 - it is what is refused
        (GivenClock("2026-03-01"), "clock.instant"),  # type: ignore[arg-type]
        (GivenClock(datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=12)))), "clock.instant"),
    ],
)
def test_a_clock_that_shows_no_time_is_refused_and_nothing_is_recorded(
    sqlite_url: str, clock: Any, path: str
) -> None:
    with pytest.raises(InputError) as caught:
        made(sqlite_url, clock)
    assert path in str(caught.value)
    with made(sqlite_url), opened(sqlite_url, clock) as register:
        with pytest.raises(InputError) as caught:
            register.propose(order_of("P-1"))
        assert path in str(caught.value)
        assert register.head.size == 2


def test_a_witness_that_shows_no_time_is_refused(sqlite_url: str) -> None:
    with pytest.raises(InputError, match=r"witness\.instant"):
        made(sqlite_url, witness=Odd("now"))


@pytest.mark.parametrize(
    "bounds",
    [
        Bounds(ahead=-5),
        Bounds(ahead=0),
        Bounds(pause=1),
        Bounds(pause=2**70),
        Bounds(ahead=1.5),  # type: ignore[arg-type]
        Bounds(ahead=None),  # type: ignore[arg-type]
        Bounds(ahead=True),
        Bounds.given(ahead=timedelta.min),
        Bounds.given(pause=timedelta.max),
    ],
)
def test_bounds_are_whole_seconds_and_more_than_nothing(sqlite_url: str, bounds: Bounds) -> None:
    with pytest.raises(InputError, match="bounds"):
        made(sqlite_url, bounds=bounds)
    with made(sqlite_url) as register:
        assert register.head.size == 2


def test_bounds_are_given_as_spans_of_time() -> None:
    with pytest.raises(InputError, match=r"bounds\.ahead"):
        Bounds.given(ahead="PT1H")  # type: ignore[arg-type]
