"""Problems by HTTP: each with its status, code and sentence, in the language asked for, and nothing of the program."""

from __future__ import annotations

from typing import Any
from unittest.mock import Mock

import pytest

from responselevels.errors import (
    OutcomeUnknown,
    RegisterBusy,
    RegisterError,
    RegisterUnreadable,
)
from responselevels.register.register import StoredRegister
from responselevels.server.registers import ServedRegister
from tests.server.duty_room import AS, BASE, NOBODY, OFFICER, READER, Room
from tests.server.http.story import RAISE, proposed


def problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    """Return the problem that *answer* is; it has the form of all."""
    assert (answer.status_code, answer.json().get("code")) == (status, code), answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert {"type", "title", "status", "detail", "code", "request"} <= set(body)
    assert body["request"]
    return body


def test_who_is_not_known_is_401_and_told_how_to_ask(room: Room) -> None:
    answer = room.get("/status", None)
    problem(answer, 401, "needed")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_who_may_not_read_is_403_everywhere(room: Room) -> None:
    for path in ("", "/status", "/levels", "/proposals", "/rules", "/log", "/log/verification"):
        problem(room.get(path, NOBODY), 403, "acts.read")
    problem(room.ask(READER, "POST", "/proposals", RAISE), 403, "acts.right")


def test_what_is_not_there_is_404(room: Room) -> None:
    problem(room.get("/proposals/D-9"), 404, "proposal")
    problem(room.get("/orders/D-9"), 404, "order")
    problem(room.get("/areas/east/level"), 404, "area")
    problem(room.get("/log/999"), 404, "event")
    problem(room.act(OFFICER, "D-9", "issue", seen="*"), 404, "proposal")
    problem(room.get("/nothing"), 404, "http.404")
    answer = room.client.get("/r/other/api/v1/status", headers={AS: "Bearer li.na"})
    problem(answer, 404, "register")


def test_an_address_says_by_which_methods_it_is_asked(room: Room) -> None:
    answer = room.ask(OFFICER, "DELETE", "/proposals")
    problem(answer, 405, "http.405")
    assert answer.headers["Allow"] == "GET, POST"
    answer = room.ask(OFFICER, "DELETE", "/proposals/D-1")
    assert answer.headers["Allow"] == "GET, PUT"


def test_what_is_no_json_is_refused_by_what_it_says_it_is(room: Room) -> None:
    headers = {AS: "Bearer li.na", "Content-Type": "application/yaml"}
    answer = room.client.post(f"{BASE}/proposals", content=b"id: D-1", headers=headers)
    problem(answer, 415, "http.415")
    headers["Content-Type"] = "application/json; charset=utf-8"
    answer = room.client.post(f"{BASE}/proposals", content=b"\xff\xfe", headers=headers)
    problem(answer, 422, "http.encoding")
    answer = room.client.post(f"{BASE}/proposals", content=b"{'id': 1}", headers=headers)
    body = problem(answer, 422, "json.syntax")
    assert (body["problems"][0]["line"], body["problems"][0]["column"]) == (1, 2)
    problem(room.client.post(f"{BASE}/proposals", headers=headers), 422, "file.empty")


@pytest.mark.parametrize(
    ("query", "path", "code"),
    [
        ("at=yesterday", "at", "time.malformed"),
        ("at=2026-03-01T08:00", "at", "time.naive"),
        ("known_at=", "known_at", "time.malformed"),
        ("drill=yes", "drill", "choice.unknown"),
        ("lang=fr", "lang", "choice.unknown"),
        ("wihtin=P1D", "wihtin", "http.parameter"),
        ("within=P1Y", "within", "duration.malformed"),
    ],
)
def test_what_cannot_be_read_after_the_question_mark_is_422_with_its_name(
    room: Room, query: str, path: str, code: str
) -> None:
    body = problem(room.get(f"/due?{query}"), 422, code)
    assert [one["path"] for one in body["problems"]] == [path]


def test_a_parameter_that_an_address_could_only_pass_over_is_refused(room: Room) -> None:
    for path in ("/proposals?drill=true", "/areas?track=x", "/history?drill=true", "?at=now"):
        problem(room.get(path), 422, "http.parameter")


def test_numbers_have_bounds(room: Room) -> None:
    for query in ("limit=0", "limit=1001", "limit=1.5", "limit=x", "start=-1"):
        answer = room.get(f"/proposals?{query}")
        assert answer.status_code == 422, query
        assert answer.json()["problems"][0]["path"] == query.split("=", maxsplit=1)[0]


def test_every_problem_is_told_in_chinese_too(room: Room) -> None:
    answer = room.get("/proposals/D-9", headers={"Accept-Language": "fr, zh-CN;q=0.8, en;q=0.5"})
    assert answer.headers["Content-Language"] == "zh"
    assert answer.json()["detail"] == "没有可供查阅的提议 `D-9`；请核对编号"
    assert answer.json()["title"] == "没有此项内容"
    answer = room.get("/proposals/D-9?lang=en", headers={"Accept-Language": "zh"})
    assert answer.headers["Content-Language"] == "en"
    tag = proposed(room)
    headers = {"Accept-Language": "zh"}
    answer = room.act(OFFICER, "D-1", "issue", seen=tag, headers=headers)
    assert answer.json()["decision"]["findings"][0]["message"].startswith("尚无研判意见")
    answer = room.act(OFFICER, "D-1", "issue", seen=tag, headers=headers)
    assert answer.json()["detail"] == "`D-1` 在查看之后已有变化，未作任何处理；请重新查看后再办理"


@pytest.mark.parametrize(
    ("error", "status", "again"),
    [
        (RegisterBusy("store.busy", {"store": "x", "said": "y"}), 503, "2"),
        (RegisterUnreadable("store.vanished", {"store": "x"}), 503, "2"),
        (RegisterError("too_long", {"size": 3, "most": 2}), 422, None),
    ],
)
def test_a_register_that_cannot_just_now_says_when_to_ask_again(
    room: Room, error: RegisterError, status: int, again: str | None
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StoredRegister, "propose", Mock(side_effect=error))
        answer = room.ask(OFFICER, "POST", "/proposals", RAISE)
    problem(answer, status, error.code)
    assert answer.headers.get("Retry-After") == again


def test_where_nobody_knows_the_outcome_the_key_to_ask_again_is_told(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(*_args: object, **more: Any) -> None:
        raise OutcomeUnknown("store.unknown", {"store": "x", "said": "y"}, key=more["key"])

    monkeypatch.setattr(StoredRegister, "propose", lose)
    body = problem(room.ask(OFFICER, "POST", "/proposals", RAISE, key="mine"), 503, "store.unknown")
    assert body["key"] == "mine"


def test_a_mistake_of_the_program_shows_nothing_of_it(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(_served: ServedRegister) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(ServedRegister, "moment", break_down)
    answer = room.get("/status")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
