from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest

from responselevels.server.operations.logs import start_logging
from tests.server.operations.small import asking, small_app


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    start_logging(stream)
    yield stream
    start_logging()


def entries(logged: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in logged.getvalue().splitlines()]


def test_each_answer_has_an_id_of_its_own_and_keeps_a_plain_one_that_was_brought() -> None:
    client = asking(small_app())
    first, second = (client.get("/hello/you").headers["x-request-id"] for _ in range(2))
    assert first != second
    brought = client.get("/hello/you", headers={"X-Request-ID": "proxy-17.a_b"})
    assert brought.headers["x-request-id"] == "proxy-17.a_b"


@pytest.mark.parametrize("odd", ["", "-", "a b", "a" * 65, 'a"b', "<script>", "é"])
def test_an_id_that_could_be_mistaken_for_something_else_is_not_taken_over(odd: str) -> None:
    answer = asking(small_app()).get("/hello/you", headers=[(b"X-Request-ID", odd.encode())])
    assert answer.headers["x-request-id"] != odd
    assert len(answer.headers["x-request-id"]) == 32


def test_a_request_is_one_line_of_the_log_without_anything_that_was_sent(
    logged: io.StringIO,
) -> None:
    client = asking(small_app())
    headers = {
        "Authorization": "Bearer s3cret-1",
        "Cookie": "responselevels-duty=s3cret-2",
        "X-Proxy-Secret": "s3cret-3",
    }
    answer = client.post("/echo?token=s3cret-4", content=b"password=s3cret-5", headers=headers)
    [line] = entries(logged)
    assert line.pop("time").endswith("+00:00")
    assert line.pop("ms") >= 0
    assert line == {
        "level": "info",
        "event": "request",
        "request": answer.headers["x-request-id"],
        "method": "POST",
        "path": "/echo",
        "route": "/echo",
        "status": 200,
        "bytes": 17,
        "account": None,
        "client": "testclient",
    }
    assert "s3cret" not in logged.getvalue()


def test_the_log_names_the_account_and_the_pattern_of_the_address(logged: io.StringIO) -> None:
    client = asking(small_app())
    client.get("/hello/you")
    client.get("/events?account=gc-003&most=1")
    client.get("/nothing/here")
    assert [(one["route"], one["account"], one["status"]) for one in entries(logged)] == [
        ("/hello/{name}", None, 200),
        ("/events", "gc-003", 200),
        ("none", None, 404),
    ]


def test_a_line_break_in_an_address_does_not_make_a_line_of_the_log(logged: io.StringIO) -> None:
    asking(small_app()).get("/hello/you%0a%7B%22event%22%3A%22forged%22%7D")
    assert [one["event"] for one in entries(logged)] == ["request"]


def test_a_mistake_of_ours_is_one_sentence_with_the_number_of_the_request(
    logged: io.StringIO,
) -> None:
    answer = asking(small_app()).get("/mistake?secret=s3cret", headers={"Accept-Language": "zh"})
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {
        "type": "about:blank",
        "title": "程序出错",
        "status": 500,
        "detail": "服务器程序出错；所请求事项是否已经办理，请查登记册日志，并报告本次请求编号",
        "code": "mistake",
        "request": answer.headers["x-request-id"],
    }
    assert answer.headers["content-security-policy"]
    told = entries(logged)[0]
    assert (told["event"], told["level"], told["error"]) == ("mistake", "error", "RuntimeError")
    assert told["way"][-1].endswith(" mistake")
    assert "s3cret" not in logged.getvalue()


def test_a_browser_gets_a_page_of_one_sentence() -> None:
    headers = {"Accept": "text/html,*/*;q=0.8", "X-Request-ID": "n-1"}
    answer = asking(small_app()).get("/mistake", headers=headers)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert '<html lang="en">' in answer.text
    assert "<h1>500: not done</h1>" in answer.text
    assert "Number of this request: n-1" in answer.text


def test_half_an_answer_is_not_passed_off_as_a_whole_one(logged: io.StringIO) -> None:
    with pytest.raises(RuntimeError):
        asking(small_app()).get("/half")
    assert [one["event"] for one in entries(logged)] == ["mistake", "request"]
