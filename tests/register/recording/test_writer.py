"""The writer takes the time under the lock, after all that was recorded, and notices jumps."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from responselevels.errors import ClockJumped
from responselevels.models.areas import Areas
from responselevels.models.rules import Rules
from responselevels.register.clocks import ClockReading, GivenClock, SystemClock
from responselevels.register.history.dossiers import to_json
from responselevels.register.history.state import State
from responselevels.register.log.actors import Actor
from responselevels.register.log.events import Head, events_of
from responselevels.register.log.kinds import ClockEvent, RegisterEvent
from responselevels.register.log.plain import plain_document
from responselevels.register.recording.draft import Draft
from responselevels.register.recording.timing import Timekeeper
from responselevels.register.recording.writer import LogWriter, Request
from tests.register import duty
from tests.register.duty import fields_of

MINUTE = 60_000_000


@dataclass
class Shown:
    """A clock that shows what it is told, beside a count of time that goes its own way."""

    at: int
    passed: int | None = 0
    source: str = "shown"

    def instant(self) -> int:
        return self.at

    def steady(self) -> int | None:
        return self.passed


def writer(clock: Shown | GivenClock | None) -> LogWriter:
    return LogWriter(Timekeeper(clock, witness=clock), engine="0.1.0", site=None, client=None)


def nothing(_digest: str) -> bytes | None:
    return None


def state_at(recorded: int) -> State:
    state = State(nothing)
    state.recorded, state.head = recorded, Head(1, "ab")
    return state


def jumps(one: LogWriter, state: State, *, at: int) -> list[int]:
    draft = Draft(state, at)
    one.note_jump(draft)
    return [event.jump_us for event in draft.drafted if isinstance(event, ClockEvent)]


def test_the_time_is_that_of_the_clock_unless_it_was_recorded_already() -> None:
    one = writer(Shown(5_000))
    assert one.take_time(None, state_at(4_000)) == 5_000
    assert one.take_time(None, state_at(5_000)) == 5_001
    assert one.take_time(None, state_at(9_000)) == 9_001


def test_without_a_clock_the_store_tells_the_time_else_the_machine() -> None:
    one = writer(None)
    before = SystemClock().instant()
    state = state_at(before - 1_000)
    assert one.take_time(before - 7, state) == before - 7
    assert before <= one.take_time(None, state) <= SystemClock().instant()


def sources(one: LogWriter, own: int | None) -> str:
    state = State(nothing)
    draft = Draft(state, one.take_time(own, state))
    draft.add(RegisterEvent(draft.header, title=None))
    request = Request(act="begin", content={}, by=Actor())
    (event,) = events_of(one.lines(draft, request, "duty"), Head())
    return event.header.time_source


def test_each_event_says_where_its_time_came_from() -> None:
    assert sources(writer(None), 77) == "database"
    assert sources(writer(None), None) == "system"
    assert sources(writer(Shown(5)), 77) == "shown"
    yielding = GivenClock(duty.START, yields=True)
    assert sources(writer(yielding), 77) == "database"
    assert sources(writer(yielding), None) == "given"
    assert sources(writer(GivenClock(duty.START)), None) == "given"


@pytest.mark.parametrize(
    ("later", "passed", "jump"),
    [
        (10 * MINUTE, 10 * MINUTE, None),
        (10 * MINUTE, 5 * MINUTE, None),
        (10 * MINUTE, 5 * MINUTE - 1, 5 * MINUTE + 1),
        (10 * MINUTE, None, None),
        (10 * 365 * 1440 * MINUTE, MINUTE, (10 * 365 * 1440 - 1) * MINUTE),
    ],
)
def test_a_clock_that_moves_otherwise_than_time_has_jumped(
    later: int, passed: int | None, jump: int | None
) -> None:
    clock, state = Shown(0), state_at(-1)
    one = writer(clock)
    at = one.take_time(None, state)
    assert jumps(one, state, at=at) == []
    clock.at, clock.passed = later, passed
    at = one.take_time(None, state)
    assert jumps(one, state, at=at) == ([] if jump is None else [jump])


@pytest.mark.parametrize(("back", "jump"), [(5 * MINUTE, False), (5 * MINUTE + 1, True)])
def test_a_clock_that_is_behind_what_was_recorded_was_set_back(back: int, jump: bool) -> None:
    state = state_at(100 * MINUTE)
    one = writer(Shown(100 * MINUTE - back))
    at = one.take_time(None, state)
    assert at == 100 * MINUTE + 1
    assert jumps(one, state, at=at) == ([-back] if jump else [])
    if jump:
        with pytest.warns(ClockJumped):
            one.warn_of_jump()
    else:
        one.warn_of_jump()


def test_a_clock_event_says_what_was_recorded_last() -> None:
    state = state_at(100 * MINUTE)
    one = writer(Shown(0))
    draft = Draft(state, one.take_time(None, state))
    one.note_jump(draft)
    (event,) = draft.drafted
    assert event.kind == "clock"
    assert event.to_json() == {"was": "1970-01-01T01:40:00Z", "jump_us": -100 * MINUTE}


def test_an_empty_register_knows_of_no_jump() -> None:
    state = State(nothing)
    one = writer(Shown(0))
    at = one.take_time(None, state)
    assert at == 0
    assert jumps(one, state, at=at) == []


def test_times_that_were_taken_differ_by_what_no_time_explains() -> None:
    assert ClockReading(10, 10).jump_to(ClockReading(30, 20)) == 10
    assert ClockReading(10, None).jump_to(ClockReading(30, 20)) == 0
    assert ClockReading(10, 10).jump_to(ClockReading(30, None)) == 0


def test_the_same_request_has_the_same_digest_whoever_asks() -> None:
    one = Request(act="propose", content={"of": "P-1"}, by=Actor(person="a"), key="k")
    other = Request(act="propose", content={"of": "P-1"}, by=Actor(person="b"), key="l")
    assert one.digest == other.digest
    assert one.digest != Request(act="amend", content={"of": "P-1"}, by=Actor(), key="k").digest
    assert one.digest != Request(act="propose", content={"of": "P-2"}, by=Actor(), key="k").digest
    assert (
        Request(act="x", content={}, by=Actor()).key != Request(act="x", content={}, by=Actor()).key
    )


def test_what_was_written_before_is_asked_in_the_same_words() -> None:
    rules, areas = plain_document(duty.RULES, Rules), plain_document(duty.AREAS, Areas)
    content = {"rules": to_json(rules.model), "areas": to_json(areas.model)}
    written = (("rules", rules.written), ("areas", areas.written))
    whole = Request(act="begin", content={**content, "id": "港"}, by=Actor())
    short = Request(act="begin", content={"id": "港"}, by=Actor(), written=written)
    assert short.digest == whole.digest


def test_the_lines_of_one_act_follow_each_other() -> None:
    state = State(nothing)
    one = writer(Shown(5))
    draft = Draft(state, one.take_time(None, state), Actor(person="li.na"))
    draft.add(RegisterEvent(draft.header, title="Duty"))
    draft.add(ClockEvent(draft.header, was="1970-01-01T00:00:00Z", jump_us=1))
    request = Request(act="begin", content={}, by=draft.by, key="k")
    read = [*events_of(one.lines(draft, request, "duty"), Head())]
    assert [event.to_json() for event in read] == [event.to_json() for event in draft.drafted]
    assert [event.seq for event in read] == [0, 1]
    assert {fields_of(event)["idem"] for event in read} == {"k"}
    assert {fields_of(event)["recorded_at"] for event in read} == {"1970-01-01T00:00:00.000005Z"}
    assert {fields_of(event)["engine"] for event in read} == {"0.1.0"}
