"""Proposals by HTTP, from the first draft to the order."""

from __future__ import annotations

from typing import Any

import pytest

from responselevels.errors import MovedOn
from responselevels.models.times import instant_of
from tests.register.duty import START, at, on
from tests.server.duty_room import BOARD, MAYOR, NORTH, OFFICER, POLICE, Room
from tests.server.http.story import ASSESSED, RAISE, WARD, issued, proposed, ward_issued


def test_a_proposal_goes_from_draft_to_order_by_the_acts_of_three(room: Room) -> None:
    answer = room.ask(OFFICER, "POST", "/proposals", RAISE)
    assert answer.status_code == 201
    assert answer.headers["Location"] == "/r/duty/api/v1/proposals/D-1"
    assert answer.json()["state"] == "proposed"
    assert room.act(OFFICER, "D-1", "assess", ASSESSED).json()["state"] == "assessed"
    assert room.act(BOARD, "D-1", "approve", {"body": "board"}).status_code == 200
    answer = room.act(OFFICER, "D-1", "issue")
    assert answer.status_code == 200, answer.text
    assert (answer.json()["verdict"], answer.json()["order"]) == ("permit", "D-1")
    assert room.register.order("D-1").proposer == "li.na"


def test_the_etag_of_an_answer_is_the_one_to_act_on_next(room: Room) -> None:
    tag = proposed(room)
    for who, act, body in (
        (OFFICER, "assess", ASSESSED),
        (BOARD, "approve", {"body": "board"}),
        (OFFICER, "decide", None),
        (OFFICER, "issue", None),
    ):
        answer = room.act(who, "D-1", act, body, seen=tag)
        assert answer.status_code == 200, answer.text
        tag = answer.headers["ETag"]
    assert room.etag("D-1") == tag


def test_an_issue_that_still_waits_is_409_with_the_decision(room: Room) -> None:
    proposed(room)
    answer = room.act(OFFICER, "D-1", "issue")
    assert (answer.status_code, answer.headers["Content-Type"]) == (409, "application/problem+json")
    problem = answer.json()
    assert problem["code"] == "verdict.pending"
    assert problem["decision"]["verdict"] == "pending"
    assert problem["decision"]["order"] is None
    codes = [finding["code"] for finding in problem["decision"]["findings"]]
    assert codes == ["assessment.missing", "approval.missing"]
    assert problem["decision"]["event"] == room.register.head.size - 1
    assert answer.headers["ETag"] == room.etag("D-1")


def test_an_issue_that_is_denied_is_409_with_the_findings_and_their_remedies(room: Room) -> None:
    issued(room)
    room.ask(NORTH, "POST", "/proposals", WARD)
    answer = room.act(NORTH, "W-1", "issue")
    assert answer.status_code == 409
    problem = answer.json()
    assert problem["code"] == "verdict.deny"
    (finding,) = problem["decision"]["findings"]
    assert finding["code"] == "floor.less_severe"
    assert finding["remedies"] == [{"level": "alert"}]


def test_a_decision_can_be_had_without_a_trace(room: Room) -> None:
    size = room.register.head.size
    whole = {
        **RAISE,
        "assessment": {**ASSESSED, "at": on(0)},
        "approvals": [{"body": "board", "at": on(0)}],
    }
    answer = room.ask(OFFICER, "POST", "/decisions", whole)
    assert (answer.status_code, answer.json()["verdict"]) == (200, "permit")
    assert room.register.head.size == size
    answer = room.ask(OFFICER, "POST", "/decisions", RAISE)
    assert (answer.status_code, answer.json()["verdict"]) == (200, "pending")


def test_an_amended_proposal_has_a_new_revision_and_keeps_its_id(room: Room) -> None:
    tag = proposed(room)
    other = {**RAISE, "level": "watch"}
    answer = room.ask(OFFICER, "PUT", "/proposals/D-1", other, seen=tag)
    assert (answer.status_code, answer.json()["revision"]) == (200, 2)
    answer = room.ask(OFFICER, "PUT", "/proposals/D-2", other, seen=tag)
    assert (answer.status_code, answer.json()["code"]) == (422, "http.other_id")


def test_a_word_can_be_refused_and_taken_back(room: Room) -> None:
    proposed(room)
    assert room.act(BOARD, "D-1", "refuse", {"body": "board"}).status_code == 200
    assert room.act(BOARD, "D-1", "retract", {"body": "board"}).status_code == 200
    said = room.get("/proposals/D-1").json()["said"]
    assert [one["word"] for one in said] == ["refuse", "withdraw"]
    assert said[0]["actor"]["auth"] == "authenticated; by=duty-room; how=token"
    assert said[0]["approval"]["person"] == "wu.fang"


def test_a_proposal_is_withdrawn_with_a_reason_or_without(room: Room) -> None:
    proposed(room)
    answer = room.act(OFFICER, "D-1", "withdraw", {"reason": "no need"})
    assert answer.json()["state"] == "withdrawn"
    proposed(room, id="D-2")
    assert room.act(OFFICER, "D-2", "withdraw").status_code == 200
    answer = room.act(OFFICER, "D-2", "decide")
    assert (answer.status_code, answer.json()["code"]) == (409, "life.impossible")


def test_of_two_who_act_on_what_they_saw_one_gets_412(room: Room) -> None:
    tag = proposed(room)
    assert room.act(BOARD, "D-1", "approve", {"body": "board"}, seen=tag).status_code == 200
    answer = room.act(MAYOR, "D-1", "approve", {"body": "mayor"}, seen=tag)
    assert (answer.status_code, answer.json()["code"]) == (412, "moved_on")
    assert [one["approval"]["body"] for one in room.get("/proposals/D-1").json()["said"]] == [
        "board"
    ]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "/proposals/D-1", RAISE),
        ("POST", "/proposals/D-1/assess", ASSESSED),
        ("POST", "/proposals/D-1/approve", {"body": "office"}),
        ("POST", "/proposals/D-1/refuse", {"body": "office"}),
        ("POST", "/proposals/D-1/retract", {"body": "office"}),
        ("POST", "/proposals/D-1/signed", {"payload": "", "payloadType": "", "signatures": []}),
        ("POST", "/proposals/D-1/withdraw", {}),
        ("POST", "/proposals/D-1/decide", None),
        ("POST", "/proposals/D-1/issue", None),
        ("POST", "/proposals/D-1/end", None),
        ("POST", "/proposals/D-1/ratify", None),
    ],
)
def test_every_act_on_a_proposal_asks_what_was_seen(
    room: Room, method: str, path: str, body: Any
) -> None:
    proposed(room)
    size = room.register.head.size
    answer = room.ask(OFFICER, method, path, body)
    assert (answer.status_code, answer.json()["code"]) == (428, "condition")
    answer = room.ask(OFFICER, method, path, body, seen='"of yesterday"')
    assert (answer.status_code, answer.json()["code"]) == (412, "moved_on")
    assert room.register.head.size == size


def test_the_same_request_with_the_same_key_is_done_once(room: Room) -> None:
    answers = [room.ask(OFFICER, "POST", "/proposals", RAISE, key="first").json() for _ in range(2)]
    assert answers[0] == answers[1]
    tag, size = room.etag("D-1"), room.register.head.size
    for hour in (1, 2):
        room.at(at(hour))
        answer = room.act(BOARD, "D-1", "approve", {"body": "board"}, seen=tag, key="second")
        assert (answer.status_code, answer.json()["event"]) == (200, size)
    assert room.register.head.size == size + 1
    tag = room.etag("D-1")
    for _ in range(2):
        answer = room.act(OFFICER, "D-1", "issue", seen=tag, key="third")
        assert (answer.status_code, answer.json()["decision"]["event"]) == (409, size + 1)


def test_a_key_that_stood_for_another_request_is_refused(room: Room) -> None:
    room.ask(OFFICER, "POST", "/proposals", RAISE, key="first")
    answer = room.ask(OFFICER, "POST", "/proposals", {**RAISE, "id": "D-2"}, key="first")
    assert (answer.status_code, answer.json()["code"]) == (409, "key_used")


def test_an_id_that_is_taken_is_409(room: Room) -> None:
    proposed(room)
    answer = room.ask(OFFICER, "POST", "/proposals", RAISE)
    assert (answer.status_code, answer.json()["code"]) == (409, "proposal.known")


def test_what_cannot_be_read_is_422_with_every_problem_and_its_place(room: Room) -> None:
    body = {**RAISE, "level": "alerd", "areas": [], "period": {"start": "yesterday"}}
    answer = room.ask(OFFICER, "POST", "/proposals", body)
    assert answer.status_code == 422
    found = {one["code"]: one["path"] for one in answer.json()["problems"]}
    assert found == {
        "level.unknown": "level",
        "key.unknown": "areas",
        "time.malformed": "period.start",
    }
    assert "did you mean `alert`" in answer.json()["detail"]


def test_acts_of_other_bodies_are_403(room: Room) -> None:
    tag = proposed(room)
    for who, act, body, code in (
        (POLICE, "approve", {"body": "board"}, "acts.body"),
        (POLICE, "assess", ASSESSED, "acts.body"),
        (POLICE, "withdraw", None, "acts.body"),
        (POLICE, "issue", None, "acts.body"),
    ):
        answer = room.act(who, "D-1", act, body, seen=tag)
        assert (answer.status_code, answer.json()["code"]) == (403, code)


def test_an_order_is_ended_in_part_of_its_time_on_what_was_seen_of_it(room: Room) -> None:
    ward_issued(room)
    tag = room.get("/orders/W-1", NORTH).headers["ETag"]
    body = {
        "id": "E-1",
        "action": "end",
        "order": "W-1",
        "at": on(30),
        "issuer": "ward_office",
    }
    answer = room.ask(NORTH, "POST", "/orders/W-1/end", body)
    assert answer.status_code == 428
    answer = room.ask(NORTH, "POST", "/orders/W-2/end", body, seen=tag)
    assert (answer.status_code, answer.json()["code"]) == (422, "http.other_order")
    answer = room.ask(NORTH, "POST", "/orders/W-1/ratify", body, seen=tag)
    assert answer.status_code == 409
    answer = room.ask(NORTH, "POST", "/orders/W-1/end", body, seen=tag)
    assert (answer.status_code, answer.json()["order"]) == (200, "W-1")
    answer = room.ask(NORTH, "POST", "/orders/W-1/end", {**body, "id": "E-2"}, seen=tag)
    assert answer.status_code == 412


def test_a_proposal_is_carried_out_only_as_what_it_asks_for(room: Room) -> None:
    proposed(room)
    answer = room.act(OFFICER, "D-1", "ratify")
    assert (answer.status_code, answer.json()["code"]) == (409, "proposal.action")


def test_a_proposal_says_what_its_reader_may_do_with_it(room: Room) -> None:
    proposed(room)
    acts = room.get("/proposals/D-1", BOARD).json()["acts"]
    assert acts == ["assess", "approve", "refuse", "retract", "decide"]
    assert "issue" in room.get("/proposals/D-1").json()["acts"]


def test_what_is_known_already_is_not_sent_again(room: Room) -> None:
    tag = proposed(room)
    answer = room.get("/proposals/D-1", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content) == (304, b"")


def test_ids_are_found_whatever_stands_in_them(room: Room) -> None:
    name = "西咸〔2026〕6号/a b?#%"
    proposed(room, id=name)
    written = "西咸〔2026〕6号%2Fa%20b%3F%23%25"
    answer = room.get(f"/proposals/{written}")
    assert (answer.status_code, answer.json()["proposal"]) == (200, name)
    tag = answer.headers["ETag"]
    answer = room.ask(OFFICER, "POST", f"/proposals/{written}/decide", seen=tag)
    assert answer.status_code == 200
    assert room.get(f"/proposals/{written}/history").json()["name"] == name


def test_a_proposal_that_moves_while_it_is_acted_on_is_noticed_under_the_lock(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    tag = proposed(room)
    served = room.served
    said = {"level": "watch"}
    approve = type(served.register).approve

    def slow(register: Any, *args: Any, **more: Any) -> Any:
        monkeypatch.undo()
        answer = room.ask(OFFICER, "PUT", "/proposals/D-1", {**RAISE, **said}, seen=tag)
        assert answer.status_code == 200
        return approve(register, *args, **more)

    monkeypatch.setattr(type(served.register), "approve", slow)
    answer = room.act(BOARD, "D-1", "approve", {"body": "board"}, seen=tag)
    assert (answer.status_code, answer.json()["code"]) == (412, MovedOn("moved_on").code)


def test_what_is_recorded_is_dated_when_it_is_said(room: Room) -> None:
    proposed(room)
    answer = room.act(OFFICER, "D-1", "assess", {**ASSESSED, "at": on(-1), "summary": "calm"})
    assert answer.status_code == 200
    assert room.get("/proposals/D-1").json()["assessment"]["at"] == on(-1)
    room.act(BOARD, "D-1", "approve", {"body": "board"})
    said = room.get("/proposals/D-1").json()["said"][0]
    assert instant_of(said["approval"]["at"]) >= START
