"""Words that are signed where the key is: what is shown, what is signed, and what is handed in."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Any

from responselevels.register.ed25519 import SecretKey
from responselevels.register.signatures.rotation import sign_keys
from tests.register.signing import LI, ROOTS, keylist, listed
from tests.server.duty_room import BOARD, OFFICER, Room
from tests.server.http.story import proposed

ENTRY = listed(LI, "wu.fang", "board")


def signed(room: Room, secret: SecretKey) -> dict[str, Any]:
    """Return the envelope that the holder of *secret* makes of what the server shows."""
    asked = room.get("/proposals/D-1/signing?body=board", BOARD).json()
    assert "D-1" in asked["text"]
    signature = b64encode(secret.sign(b64decode(asked["bytes"]))).decode()
    return {
        "payload": asked["payload"],
        "payloadType": asked["payloadType"],
        "signatures": [{"keyid": secret.id, "sig": signature}],
    }


def with_keys(room: Room) -> None:
    room.register.adopt_keys(sign_keys(keylist(register="duty", keys=[ENTRY]), ROOTS[:2]))


def test_a_word_is_signed_where_the_key_is_and_handed_in_by_anybody(room: Room) -> None:
    with_keys(room)
    proposed(room)
    answer = room.act(OFFICER, "D-1", "signed", signed(room, LI))
    assert answer.status_code == 200, answer.text
    (said,) = room.get("/proposals/D-1").json()["said"]
    assert (said["standing"], said["approval"]["person"]) == ("signed", "wu.fang")
    assert said["actor"]["person"] == "li.na"


def test_a_word_signed_with_another_key_is_409_and_recorded_as_an_attempt(room: Room) -> None:
    with_keys(room)
    proposed(room)
    answer = room.act(BOARD, "D-1", "signed", signed(room, ROOTS[2]))
    assert answer.status_code == 409
    assert answer.json()["code"].startswith("approval.")
    assert room.get("/log?limit=1000").json()["items"][-1]["kind"] == "attempt"


def test_where_there_are_no_keys_nothing_can_be_signed(room: Room) -> None:
    proposed(room)
    answer = room.get("/proposals/D-1/signing?body=board", BOARD)
    assert (answer.status_code, answer.json()["code"]) == (409, "keys.none")
