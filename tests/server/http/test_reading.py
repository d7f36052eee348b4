"""What is asked by HTTP: each answer is what the description says, and what the register has."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from responselevels.server.http.description import described
from tests.register.duty import at, on
from tests.server.duty_room import BOARD, MAYOR, NORTH, OFFICER, READER, Room
from tests.server.http.story import issued, proposed, ward_issued

QUERIES = {
    "getTimeline": f"?start={on(0)}&end={on(72)}".replace("+", "%2B"),
    "proveConsistency": "?old=2",
}
NAMES = {"{proposal}": "D-1", "{order}": "D-1", "{area}": "north", "{seq}": "3"}
APART = {"followEvents", "readRules", "getToSign"}


@pytest.fixture
def told(room: Room) -> Room:
    """A room with an order of the district, one of a ward, and a proposal that waits."""
    ward_issued(room)
    issued(room)
    proposed(room, id="D-2")
    return room


def test_every_answer_is_what_the_description_says(told: Room) -> None:
    document = described(told.client.app)  # type: ignore[arg-type]
    asked = 0
    for written, item in document["paths"].items():
        operation = item.get("get")
        if operation is None or operation["operationId"] in APART:
            continue
        path = written.removeprefix("/r/{slug}/api/v1")
        for placed, name in NAMES.items():
            path = path.replace(placed, name)
        answer = told.get(path + QUERIES.get(operation["operationId"], ""))
        assert answer.status_code == 200, (path, answer.text)
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        whole = {**schema, "components": document["components"]}
        problems = [one.message for one in Draft202012Validator(whole).iter_errors(answer.json())]
        assert (path, problems) == (path, [])
        asked += 1
    assert asked >= 22


def test_the_register_says_what_it_is_and_who_asks(told: Room) -> None:
    body = told.get("", NORTH).json()
    assert (body["register"], body["levels"]) == ("duty", ["calm", "watch", "alert", "closed"])
    assert body["head"]["size"] == told.register.head.size
    assert body["caller"]["bodies"] == ["ward_office"]
    assert body["caller"]["areas"] == ["north"]
    assert body["behind"] is None


def test_levels_are_told_of_any_time_and_by_what_was_known_then(told: Room) -> None:
    later = on(30).replace("+", "%2B")
    rows = told.get(f"/levels?at={later}").json()["items"]
    assert {row["area"]: row["level"] for row in rows} == {
        "district": "alert",
        "north": "alert",
        "south": "alert",
    }
    before = on(-1).replace("+", "%2B")
    answer = told.get(f"/areas/north/level?at={later}&known_at={before}").json()
    assert answer["levels"] == [{"area": "north", "level": "calm", "orders": []}]


def test_a_timeline_says_why_a_level_moves(told: Room) -> None:
    body = told.get("/areas/south/timeline" + QUERIES["getTimeline"]).json()
    assert [span["level"] for span in body["spans"]] == ["calm", "alert", "calm"]
    moves = [(move["from"], move["to"], move["causes"]) for move in body["moves"]]
    assert moves == [
        ("calm", "alert", [{"order": "D-1", "what": "start"}]),
        ("alert", "calm", [{"order": "D-1", "what": "run_out"}]),
    ]


def test_the_areas_are_found_beneath_one_and_by_what_is_in_their_names(told: Room) -> None:
    rows = told.get("/areas").json()["items"]
    assert [(row["area"], row["depth"]) for row in rows] == [
        ("district", 0),
        ("north", 1),
        ("south", 1),
    ]
    assert [row["area"] for row in told.get("/areas?under=north").json()["items"]] == ["north"]
    assert [row["area"] for row in told.get("/areas?search=OUT").json()["items"]] == ["south"]


def test_what_is_open_what_stands_and_what_is_due(told: Room) -> None:
    status = told.get("/status").json()
    assert [one["proposal"] for one in status["proposals"]] == ["D-2"]
    assert [one["order"] for one in status["orders"]] == ["W-1", "D-1"]
    due = told.get("/due?within=P3D").json()["due"]
    assert [(row["kind"], row["order"]) for row in due if row["order"]] == [
        ("order.runs_out", "D-1"),
        ("order.runs_out", "W-1"),
    ]


def test_an_order_is_told_with_where_it_stands_and_its_life(told: Room) -> None:
    body = told.get("/orders/D-1").json()
    assert (body["order"]["level"], body["state"]) == ("alert", "issued")
    later = on(30).replace("+", "%2B")
    assert told.get(f"/orders/D-1?at={later}").json()["state"] == "in_force"
    steps = told.get("/orders/D-1/history").json()["steps"]
    assert [step["act"] for step in steps][-3:] == ["issue", "start", "run_out"]
    assert [one["order"]["id"] for one in told.get("/orders").json()["items"]] == ["W-1", "D-1"]
    assert told.get("/orders?drill=true").json()["items"] == []


def test_the_rules_are_a_page_for_people_and_data(told: Room) -> None:
    answer = told.get("/rules?lang=zh")
    assert answer.headers["Content-Type"].startswith("text/markdown")
    assert "不低于各上级区域" in answer.text
    raw = told.get("/rules/raw").json()
    assert (raw["rules"]["id"], raw["withheld"]) == ("duty", 0)
    assert len(told.get("/rules/versions").json()["items"]) == 1


def test_measures_that_are_not_public_need_a_right(told: Room) -> None:
    answer = told.get("/areas/north/measures")
    assert answer.status_code == 200
    for path in ("/areas/north/measures", "/rules", "/rules/raw"):
        answer = told.get(f"{path}?hidden=true")
        assert (answer.status_code, answer.json()["code"]) == (403, "acts.hidden")
    compared = told.get("/areas/north/measures?compare=closed").json()
    assert compared["supposed"]["levels"][0]["level"] == "closed"


def test_the_log_is_read_line_by_line_and_proved(told: Room) -> None:
    body = told.get("/log?limit=3").json()
    lines = b"".join(told.register.store.lines()).decode().splitlines(keepends=True)
    assert [one["line"] for one in body["items"]] == lines[:3]
    assert told.get("/log/3").json()["line"] == lines[3]
    proof = told.get("/log/3/proof").json()
    assert (proof["seq"], proof["size"], proof["line"]) == (3, len(lines), lines[3])
    assert told.get("/log/proofs/consistency?old=3").json()["new"] == len(lines)
    assert told.get("/log/verification").json()["sound"] is True
    now = told.get("/log/checkpoints").json()["now"]["checkpoint"]
    assert now.startswith(f"responselevels/duty\n{len(lines)}\n")
    answer = told.get("/log/proofs/consistency?old=999")
    assert (answer.status_code, answer.headers["Content-Type"]) == (422, "application/problem+json")


def test_a_list_is_read_in_parts_that_lead_to_one_another(told: Room) -> None:
    for path, key in (
        ("/proposals", "proposal"),
        ("/orders", "etag"),
        ("/areas", "area"),
        ("/levels", "area"),
        ("/log", "event"),
        ("/history", "event"),
    ):
        whole = [row[key] for row in told.get(path).json()["items"]]
        found: list[Any] = []
        following: str | None = f"{path}?limit=1"
        while following is not None:
            page = told.get(following.removeprefix("/r/duty/api/v1")).json()
            found += [row[key] for row in page["items"]]
            following = page["next"]
        assert found == whole
        assert len(whole) > 1


def test_proposals_are_listed_all_or_those_that_are_open(told: Room) -> None:
    everything = told.get("/proposals").json()["items"]
    assert [row["proposal"] for row in everything] == ["W-1", "D-1", "D-2"]
    (waiting,) = told.get("/proposals?open=true").json()["items"]
    assert (waiting["proposal"], waiting["state"]) == ("D-2", "proposed")
    assert waiting["etag"] == told.etag("D-2").strip('"')


def test_a_recorded_proposal_is_foreseen_at_any_time(told: Room) -> None:
    body = told.get("/proposals/D-2/decision").json()
    assert (body["verdict"], body["proposal"]) == ("pending", "D-2")


def test_a_deed_is_told_only_of_what_there_is(told: Room) -> None:
    size = told.register.head.size
    answer = told.ask(NORTH, "POST", "/deeds", {"duty": "report", "order": "W-1"})
    assert (answer.status_code, answer.json()["problems"][0]["path"]) == (422, "duty")
    answer = told.ask(NORTH, "POST", "/deeds", {"duty": "report"})
    assert (answer.status_code, answer.json()["code"]) == (422, "deed.of")
    answer = told.ask(READER, "POST", "/deeds", {"duty": "report", "order": "W-1"})
    assert answer.status_code == 403
    answer = told.ask(BOARD, "POST", "/deeds", {"duty": "x", "order": "W-1", "body": "mayor"})
    assert (answer.status_code, answer.json()["code"]) == (403, "acts.body")
    assert told.register.head.size == size


def test_what_was_known_then_is_another_register(told: Room) -> None:
    told.at(at(1))
    told.act(MAYOR, "D-2", "approve", {"body": "mayor"})
    assert len(told.get("/proposals/D-2", OFFICER).json()["said"]) == 1
    before = on(0.5).replace("+", "%2B")
    then = told.get(f"/proposals/D-2?known_at={before}").json()
    assert then["said"] == []
