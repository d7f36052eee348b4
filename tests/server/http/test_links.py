"""Links of the description: each leads from an answer to something that can be asked with what it says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from responselevels.server.http.links import WAYS, add_links
from tests.register.duty import on
from tests.server.duty_room import BOARD, OFFICER, Room
from tests.server.http.story import ASSESSED, RAISE, issued, proposed, ward_issued

KEPT: dict[str, Any] = json.loads(
    (Path(__file__).resolve().parents[3] / "docs" / "openapi.json").read_text(encoding="utf-8")
)
OPERATIONS: dict[str, tuple[str, str, dict[str, Any]]] = {
    operation["operationId"]: (method.upper(), path, operation)
    for path, item in KEPT["paths"].items()
    for method, operation in item.items()
}
LINKS: dict[str, Any] = KEPT["components"]["links"]


def links_of(name: str, status: int) -> dict[str, Any]:
    """Return the links from an answer of an operation, each with what it leads to."""
    answer = OPERATIONS[name][2]["responses"][str(status)]
    return {one: LINKS[one] for one in answer.get("links", {})}


def found(expression: str, answer: Any, path: dict[str, str]) -> str | None:
    """Return what an expression finds in an answer, None where there is nothing."""
    if expression == "$response.header.ETag":
        return str(answer.headers["ETag"])
    if expression.startswith("$request.path."):
        return path[expression.removeprefix("$request.path.")]
    value: Any = answer.json()
    for step in expression.removeprefix("$response.body#/").split("/"):
        try:
            value = value[int(step) if isinstance(value, list) else step]
        except (IndexError, KeyError):
            return None
    return None if value is None else str(value)


def followed(room: Room, link: dict[str, Any], answer: Any, path: dict[str, str]) -> Any:
    """Ask what a link leads to; None where the answer does not have what that takes."""
    method, address, operation = OPERATIONS[link["operationId"]]
    query: dict[str, str] = {}
    headers = {"Authorization": "Bearer li.na"}
    for name, expression in link["parameters"].items():
        value = found(expression, answer, path)
        if value is None:
            return None
        place, _, named = name.partition(".")
        if place == "path":
            address = address.replace(f"{{{named}}}", quote(value, safe=""))
        else:
            {"query": query, "header": headers}[place][named] = value
    if link["operationId"] == "getTimeline":
        query = {"start": on(0), "end": on(48)}
    body: Any = {} if "requestBody" in operation else None
    return room.client.request(method, address, params=query, headers=headers, json=body)


def check(room: Room, name: str, answer: Any, **path: str) -> list[str]:
    """Follow every link of an answer; return where those led that could be followed.

    What they name is there, and as it was seen until the first act that something comes of: acts whose
    body is missing here get as far as that.
    """
    links = links_of(name, answer.status_code)
    assert links, name
    led, moved = [], False
    for one, link in links.items():
        there = followed(room, link, answer, {"slug": "duty", **path})
        if there is None:
            continue
        led.append(link["operationId"])
        acts = "header.If-Match" in link["parameters"]
        if acts and moved:
            assert there.status_code in {412, 422}, (name, one, there.text)
            continue
        assert there.status_code in ({200, 409, 422} if acts else {200}), (name, one, there.text)
        moved = moved or (acts and there.status_code != 422)
    return led


def test_from_a_new_proposal_links_lead_to_each_act_and_reading_of_it(room: Room) -> None:
    answer = room.ask(OFFICER, "POST", "/proposals", RAISE)
    led = check(room, "propose", answer)
    assert {"assess", "approve", "amend", "decide"} <= set(led)
    proposed(room, id="D-2")
    assert check(room, "getProposal", room.get("/proposals/D-2")) == led[:-2]


def test_what_was_refused_leads_to_what_is_missing_and_what_moved_on_to_the_same_once_more(
    room: Room,
) -> None:
    tag = proposed(room)
    waits = room.act(OFFICER, "D-1", "issue")
    assert waits.status_code == 409
    assert "assess" in check(room, "issue", waits, proposal="D-1")
    late = room.ask(OFFICER, "POST", "/proposals/D-1/assess", ASSESSED, seen=tag)
    assert late.status_code == 412
    assert check(room, "assess", late, proposal="D-1") == ["assess", "getProposal"]


def test_what_was_issued_leads_to_the_order_and_that_to_its_end(room: Room) -> None:
    proposed(room)
    room.act(OFFICER, "D-1", "assess", ASSESSED)
    room.act(BOARD, "D-1", "approve", {"body": "board"})
    answer = room.act(OFFICER, "D-1", "issue")
    led = check(room, "issue", answer, proposal="D-1")
    assert {"getOrder", "getOrderHistory", "getProposal", "proveInclusion"} <= set(led)
    led = check(room, "getOrder", room.get("/orders/D-1"), order="D-1")
    assert led == ["endOrder", "ratifyOrder", "getOrderHistory"]


@pytest.mark.parametrize(
    ("name", "path", "to"),
    [
        ("listProposals", "/proposals", "getProposal"),
        ("listOrders", "/orders", "getOrder"),
        ("listAreas", "/areas", "getMeasures"),
        ("listLevels", "/levels", "getTimeline"),
        ("getStatus", "/status", "getOrder"),
        ("readLog", "/log", "proveInclusion"),
        ("getEvent", "/log/3", "proveInclusion"),
        ("listVersions", "/rules/versions", "getEvent"),
        ("getRegister", "", "proveConsistency"),
        ("listCheckpoints", "/log/checkpoints", "proveConsistency"),
    ],
)
def test_lists_lead_to_what_they_list(room: Room, name: str, path: str, to: str) -> None:
    ward_issued(room)
    issued(room)
    proposed(room, id="D-2")
    answer = room.get(path)
    assert to in check(room, name, answer, seq="3")


def test_every_operation_on_something_by_its_id_is_led_to() -> None:
    apart = {"getRegister", "followEvents", "getToSign"}
    led = {LINKS[one]["operationId"] for one in LINKS}
    by_id = {name for name, (_, path, _) in OPERATIONS.items() if path.count("{") > 1}
    assert by_id - led <= apart
    for name, answers in WAYS.items():
        for status in answers:
            assert links_of(name, int(status)), (name, status)


def test_two_links_of_one_name_that_lead_elsewhere_are_a_mistake() -> None:
    operations: dict[str, Any] = {
        name: {"responses": {status: {} for status in answers}} for name, answers in WAYS.items()
    }
    with pytest.raises(ValueError, match="amend"):
        add_links(operations, {"links": {"amend": {}}})


def test_the_answers_that_links_take_an_etag_from_say_that_they_have_one() -> None:
    for name, status in (("propose", "201"), ("getOrder", "200"), ("issue", "412")):
        assert "ETag" in OPERATIONS[name][2]["responses"][status]["headers"]
