from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from starlette.types import Message

from responselevels.server.operations.limits import asker_of
from responselevels.server.settings import Limits
from tests.server.operations.small import asking, small_app
from tests.server.patience import UNHURRIED

SMALL = replace(UNHURRIED, body=100)


def test_a_body_of_the_size_that_is_allowed_arrives_whole() -> None:
    answer = asking(small_app(limits=SMALL)).post("/echo", content=b"x" * 100)
    assert (answer.status_code, answer.content) == (200, b"x" * 100)


def test_a_body_that_says_it_is_too_large_is_refused_before_it_comes() -> None:
    answer = asking(small_app(limits=SMALL)).post("/echo", content=b"x" * 101)
    assert (answer.status_code, answer.json()["code"]) == (413, "large")
    assert answer.headers["connection"] == "close"


def test_a_body_that_does_not_say_how_large_it_is_is_counted() -> None:
    def parts() -> Iterator[bytes]:
        for _ in range(50):
            yield b"x" * 10

    client = asking(small_app(limits=SMALL))
    assert client.post("/echo", content=parts()).json()["code"] == "large"


@pytest.mark.parametrize("length", ["-1", "1e9", "٣", ""])
def test_a_length_that_is_no_number_does_not_help(length: str) -> None:
    headers = [(b"Content-Length", length.encode())]
    answer = asking(small_app(limits=SMALL)).post("/echo", content=b"x" * 101, headers=headers)
    assert answer.status_code == 413


def test_a_body_that_trickles_is_refused_in_time() -> None:
    async def receive() -> Message:
        await asyncio.sleep(0.02)
        return {"type": "http.request", "body": b"x", "more_body": True}

    sent = asyncio.run(asked(receive, replace(UNHURRIED, body_seconds=0.05)))
    assert sent[0]["status"] == 408
    assert (b"connection", b"close") in [(n.lower(), v) for n, v in sent[0]["headers"]]


def test_who_goes_away_while_sending_gets_no_answer_and_harms_nothing() -> None:
    async def receive() -> Message:
        return {"type": "http.disconnect"}

    assert asyncio.run(asked(receive, UNHURRIED)) == []


async def asked(receive: Any, limits: Limits) -> list[Message]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/echo",
        "query_string": b"",
        "headers": [(b"host", b"127.0.0.1"), (b"transfer-encoding", b"chunked")],
        "client": ("127.0.0.1", 1),
    }
    await small_app(limits=limits)(scope, receive, send)
    return sent


def test_too_many_requests_from_one_address_are_refused_with_when_to_come_again() -> None:
    client = asking(small_app(limits=Limits(rate="3/minute")))
    answers = [client.get("/hello/you") for _ in range(5)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429, 429]
    assert answers[-1].json()["code"] == "often"
    assert answers[-1].headers["retry-after"] == "60"


def test_one_address_does_not_use_up_what_another_may() -> None:
    app = small_app(limits=Limits(rate="1/minute"))
    here, there = (asking(app, client=(host, 1)) for host in ("10.0.0.1", "10.0.0.2"))
    assert [here.get("/hello/a").status_code for _ in range(2)] == [200, 429]
    assert there.get("/hello/a").status_code == 200


@pytest.mark.parametrize(
    ("host", "asker"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
    ],
)
def test_an_asker_is_an_address_or_a_network_of_one_household(host: str, asker: str) -> None:
    assert asker_of({"client": (host, 1)}) == asker


def test_who_has_no_address_is_one_asker() -> None:
    assert asker_of({"client": None}) == asker_of({}) == "nobody"
