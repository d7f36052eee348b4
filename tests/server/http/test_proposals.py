"""Proposals by HTTP, from the first draft to the order."""

from __future__ import annotations

from typing import Any

from tests.register.duty import on
from tests.server.duty_room import BOARD, OFFICER, Room

RAISE: dict[str, Any] = {
    "id": "D-1",
    "area": "district",
    "level": "alert",
    "scope": ["district"],
    "period": {"start": on(24), "end": on(48)},
    "issuer": "office",
}


def proposed(room: Room, **more: Any) -> str:
    body = {**RAISE, **more}
    answer = room.ask(OFFICER, "POST", "/proposals", body)
    assert answer.status_code == 201, answer.text
    return str(body["id"])


def test_a_proposal_goes_from_draft_to_order_by_the_acts_of_three(room: Room) -> None:
    answer = room.ask(OFFICER, "POST", "/proposals", RAISE)
    assert answer.status_code == 201
    assert answer.headers["Location"] == "/r/duty/api/v1/proposals/D-1"
    assert answer.json()["state"] == "proposed"
    stated = {"by": "office", "with": ["police"]}
    assert room.act(OFFICER, "D-1", "assess", stated).json()["state"] == "assessed"
    assert room.act(BOARD, "D-1", "approve", {"body": "board"}).status_code == 200
    answer = room.act(OFFICER, "D-1", "issue")
    assert answer.status_code == 200, answer.text
    assert (answer.json()["verdict"], answer.json()["order"]) == ("permit", "D-1")
    assert room.register.order("D-1").proposer == "li.na"
