"""The story of one order, from draft to end, for tests that ask about it."""

from __future__ import annotations

from typing import Any

from tests.register.duty import on
from tests.server.duty_room import BOARD, NORTH, OFFICER, Room

RAISE: dict[str, Any] = {
    "id": "D-1",
    "area": "district",
    "level": "alert",
    "scope": ["district"],
    "period": {"start": on(24), "end": on(48)},
    "issuer": "office",
}
WARD: dict[str, Any] = {
    "id": "W-1",
    "area": "north",
    "level": "watch",
    "scope": ["north"],
    "period": {"start": on(24), "end": on(48)},
    "issuer": "ward_office",
}
ASSESSED = {"by": "office", "with": ["police"]}


def proposed(room: Room, **more: Any) -> str:
    """Propose an order of the district; return the ETag."""
    answer = room.ask(OFFICER, "POST", "/proposals", {**RAISE, **more})
    assert answer.status_code == 201, answer.text
    return str(answer.headers["ETag"])


def issued(room: Room, **more: Any) -> None:
    """Take an order of the district through all its steps."""
    name = more.get("id", "D-1")
    proposed(room, **more)
    assert room.act(OFFICER, name, "assess", ASSESSED).status_code == 200
    assert room.act(BOARD, name, "approve", {"body": "board"}).status_code == 200
    assert room.act(OFFICER, name, "issue").status_code == 200


def ward_issued(room: Room) -> None:
    """Issue an order of the northern ward."""
    assert room.ask(NORTH, "POST", "/proposals", WARD).status_code == 201
    assert room.act(NORTH, "W-1", "issue").status_code == 200
