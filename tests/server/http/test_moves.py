"""Two people race for one proposal: one gets 412, and sees what changed; on each store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from responselevels.errors import RegisterUnreadable
from responselevels.server import marks
from responselevels.server.http import problems
from tests.register.duty import AREAS, on
from tests.server.duty_room import BOARD, MAYOR, NORTH, OFFICER, Room, room_over, second_room
from tests.server.http.story import ASSESSED, RAISE, proposed, ward_issued


@pytest.fixture
def stored(register_url: str) -> Iterator[Room]:
    """A room on each store in turn."""
    with room_over(register_url) as found:
        yield found


def moved(answer: Any) -> list[tuple[str, str | None, str | None]]:
    """Return what a 412 says of what changed: each event by kind, thing and person."""
    assert (answer.status_code, answer.json()["code"]) == (412, "moved_on"), answer.text
    changes = answer.json()["changes"]
    assert [one["event"] for one in changes] == sorted(one["event"] for one in changes)
    return [(one["kind"], one["of"], one["actor"]["person"]) for one in changes]


def test_who_comes_second_sees_what_the_first_did_and_acts_on_it(stored: Room) -> None:
    tag = proposed(stored)
    stored.act(OFFICER, "D-1", "assess", ASSESSED, seen=tag)
    first = stored.act(BOARD, "D-1", "approve", {"body": "board"})
    answer = stored.act(MAYOR, "D-1", "approve", {"body": "mayor"}, seen=tag)
    assert moved(answer) == [("assessment", "D-1", "li.na"), ("approval", "D-1", "wu.fang")]
    told = answer.json()["changes"][-1]
    assert told["told"] == "approved by `board` (authenticated), by `wu.fang`"
    assert told["event"] == stored.register.head.size - 1
    assert told["recorded_at"] == stored.get(f"/log/{told['event']}").json()["recorded_at"]
    assert answer.headers["ETag"] == first.headers["ETag"] == stored.etag("D-1")
    again = stored.act(MAYOR, "D-1", "approve", {"body": "mayor"}, seen=answer.headers["ETag"])
    assert again.status_code == 200


def test_what_another_server_recorded_is_told_as_well(stored: Room) -> None:
    tag = proposed(stored)
    with second_room(stored) as other:
        assert other.act(BOARD, "D-1", "refuse", {"body": "board"}, seen=tag).status_code == 200
    answer = stored.act(OFFICER, "D-1", "withdraw", seen=tag)
    assert moved(answer) == [("approval", "D-1", "wu.fang")]


def test_what_changed_is_told_in_chinese(room: Room) -> None:
    tag = proposed(room)
    room.act(BOARD, "D-1", "approve", {"body": "board"}, seen=tag)
    answer = room.act(MAYOR, "D-1", "issue", seen=tag, headers={"Accept-Language": "zh"})
    assert answer.status_code == 403
    answer = room.act(OFFICER, "D-1", "issue", seen=tag, headers={"Accept-Language": "zh"})
    assert answer.json()["changes"][0]["told"] == "`board` 批准（经身份鉴别），经办人 `wu.fang`"


def test_an_order_tells_who_ended_it_in_part_meanwhile(room: Room) -> None:
    ward_issued(room)
    tag = room.get("/orders/W-1", NORTH).headers["ETag"]
    body = {"id": "E-1", "action": "end", "order": "W-1", "at": on(30), "issuer": "ward_office"}
    assert room.ask(NORTH, "POST", "/orders/W-1/end", body, seen=tag).status_code == 200
    answer = room.ask(NORTH, "POST", "/orders/W-1/end", {**body, "id": "E-2"}, seen=tag)
    assert moved(answer) == [("end", "E-1", "sun.yi")]
    assert answer.headers["ETag"] == room.get("/orders/W-1", NORTH).headers["ETag"]
    assert "to end early" in answer.json()["changes"][0]["told"]


def test_a_proposal_to_end_tells_what_became_of_its_order(room: Room) -> None:
    ward_issued(room)
    body = {"id": "E-1", "action": "end", "order": "W-1", "at": on(30), "issuer": "ward_office"}
    tag = room.ask(NORTH, "POST", "/proposals", body).headers["ETag"]
    order = room.get("/orders/W-1", NORTH).headers["ETag"]
    quicker = {**body, "id": "E-2", "at": on(40)}
    assert room.ask(NORTH, "POST", "/orders/W-1/end", quicker, seen=order).status_code == 200
    answer = room.act(NORTH, "E-1", "end", seen=tag)
    assert moved(answer) == [("end", "E-2", "sun.yi")]


def test_other_rules_and_areas_are_a_change_too(room: Room) -> None:
    tag = proposed(room)
    wards = [*AREAS.model_dump(mode="json", exclude_defaults=True)["areas"]]
    more = {"areas": [*wards, {"id": "west", "tier": "ward", "parent": "district"}]}
    room.register.adopt(areas=type(AREAS).model_validate(more))
    answer = room.act(BOARD, "D-1", "approve", {"body": "board"}, seen=tag)
    assert moved(answer) == [("adoption", None, None)]
    assert answer.json()["changes"][0]["told"] == "rules or areas adopted"


def test_what_was_never_seen_has_no_changes_and_the_state_of_now(room: Room) -> None:
    tag = proposed(room)
    answer = room.act(BOARD, "D-1", "approve", {"body": "board"}, seen='"of yesterday"')
    assert answer.status_code == 412
    assert "changes" not in answer.json()
    assert answer.headers["ETag"] == tag


def test_of_several_states_that_were_seen_the_last_counts(room: Room) -> None:
    first = proposed(room)
    second = room.act(OFFICER, "D-1", "assess", ASSESSED, seen=first).headers["ETag"]
    room.act(BOARD, "D-1", "approve", {"body": "board"}, seen=second)
    answer = room.act(MAYOR, "D-1", "approve", {"body": "mayor"}, seen=f"{first}, {second}")
    assert moved(answer) == [("approval", "D-1", "wu.fang")]


def test_a_state_of_long_ago_is_not_looked_for(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marks, "LOOKED_BACK", 2)
    tags = [proposed(room)]
    for number in range(3):
        other = {**RAISE, "reason": f"reason {number}"}
        answer = room.ask(OFFICER, "PUT", "/proposals/D-1", other, seen=tags[-1])
        tags.append(answer.headers["ETag"])
    answer = room.act(OFFICER, "D-1", "decide", seen=tags[1])
    assert moved(answer) == [("amendment", "D-1", "li.na")] * 2
    assert "changes" not in room.act(OFFICER, "D-1", "decide", seen=tags[0]).json()


def test_where_the_log_cannot_be_read_it_has_moved_on_all_the_same(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vanish(*_args: object) -> None:
        raise RegisterUnreadable("store.vanished", {"store": "x"})

    tag = proposed(room)
    room.act(BOARD, "D-1", "approve", {"body": "board"}, seen=tag)
    monkeypatch.setattr(problems, "moves_since", vanish)
    answer = room.act(MAYOR, "D-1", "approve", {"body": "mayor"}, seen=tag)
    assert answer.status_code == 412
    assert "changes" not in answer.json()


def test_what_is_recorded_of_others_is_no_change(room: Room) -> None:
    tag = proposed(room)
    ward_issued(room)
    assert room.act(OFFICER, "D-1", "assess", ASSESSED, seen=tag).status_code == 200
