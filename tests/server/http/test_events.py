"""Events as they are recorded: resumed where they were left, cut to what is theirs to read, and ended in time."""

from __future__ import annotations

import json
from typing import Any

import pytest

from responselevels.errors import RegisterUnreadable
from responselevels.server.http.endpoints import events
from tests.server.duty_room import NOBODY, NORTH, OFFICER, SOUTH, Room
from tests.server.http.story import issued, proposed, ward_issued


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a stream end soon."""
    monkeypatch.setattr(events, "_LONGEST", 4)
    monkeypatch.setattr(events, "_PAUSE", 0.01)


def told(answer: Any) -> list[dict[str, str]]:
    """Return the events of a stream, each by its fields."""
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/event-stream")
    found = []
    for block in answer.text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if line[:1] != ":")
        if fields and "retry" not in fields:
            found.append(fields)
    return found


def test_a_stream_begins_with_what_is_recorded_from_now_on(room: Room) -> None:
    proposed(room)
    assert told(room.get("/events")) == []


def test_a_stream_goes_on_after_the_last_event_that_was_received(room: Room) -> None:
    issued(room)
    size = room.register.head.size
    whole = told(room.get("/events?after=-1"))
    assert [int(one["id"]) for one in whole] == list(range(size))
    rest = told(room.get("/events?after=-1", headers={"Last-Event-ID": whole[2]["id"]}))
    assert rest == whole[3:]
    assert told(room.get("/events", headers={"Last-Event-ID": str(size - 1)})) == []


def test_an_event_has_what_the_log_has(room: Room) -> None:
    proposed(room)
    (*_before, last) = told(room.get("/events?after=-1"))
    assert last["event"] == "proposal"
    assert json.loads(last["data"]) == room.get(f"/log/{last['id']}").json()


def test_many_events_come_in_parts(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "_BATCH", 2)
    issued(room)
    whole = told(room.get("/events?after=-1"))
    assert [int(one["id"]) for one in whole] == list(range(room.register.head.size))


def test_events_of_other_areas_are_passed_over(room: Room) -> None:
    ward_issued(room)
    kinds = [one["event"] for one in told(room.get("/events?after=-1", SOUTH))]
    assert kinds == ["register", "adoption"]
    kinds = [one["event"] for one in told(room.get("/events?after=-1", NORTH))]
    assert kinds == ["register", "adoption", "proposal", "decision", "order"]


def test_a_stream_says_that_it_is_alive_and_when_it_is_behind(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "_BEAT", 1)
    assert ": still here" in room.get("/events").text
    error = RegisterUnreadable("store.vanished", {"store": "x"})
    monkeypatch.setattr(room.served.following, "behind", error)
    monkeypatch.setattr(type(room.served.register), "wait", lambda *_: (_ for _ in ()).throw(error))
    (behind,) = told(room.get("/events"))
    assert behind["event"] == "behind"
    assert "no longer there" in json.loads(behind["data"])["detail"]


def test_who_may_not_read_gets_no_stream(room: Room) -> None:
    assert room.get("/events", NOBODY).status_code == 403
    assert room.get("/events", None).status_code == 401


@pytest.mark.parametrize("last", ["x", "-1", "1.5", "00", "99999999999999999999"])
def test_what_is_no_number_of_an_event_is_refused(room: Room, last: str) -> None:
    answer = room.get("/events", headers={"Last-Event-ID": last})
    assert answer.status_code == 422


def test_a_number_that_is_still_to_come_waits(room: Room) -> None:
    proposed(room)
    assert told(room.get("/events?after=9999", OFFICER)) == []
