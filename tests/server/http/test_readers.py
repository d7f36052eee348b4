"""Readers of the real stream: one who does not read harms nobody, and nobody holds all streams."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from itertools import islice

import httpx2

from tests.register.duty import order_of
from tests.server.http.story import RAISE
from tests.server.http.streams import PATIENCE, Streaming, numbers, streaming

LONG = "a long reason " * 2_000
"""So that some events are more than the system keeps for a reader who is behind."""


def fill(server: Streaming, first: int, count: int) -> int:
    """Record proposals with long reasons; return how many events there are."""
    for number in range(first, first + count):
        server.register.propose(order_of(f"L-{number}", reason=LONG))
    return server.register.head.size


def eventually(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def test_a_reader_who_does_not_read_is_closed_and_all_others_get_every_event(
    sqlite_url: str,
) -> None:
    with streaming(sqlite_url, stuck_seconds=1.0) as server:
        size = fill(server, 0, 60)
        stuck = server.reader_who_does_not_read("zhao.min")
        assert eventually(lambda: server.open_streams() == 1)

        def read() -> list[int]:
            with (
                server.client("li.na") as client,
                client.stream("GET", "/events?after=-1") as answer,
            ):
                return list(islice(numbers(answer), size + 20))

        with ThreadPoolExecutor(2) as threads, server.client("wu.fang") as client:
            readers = [threads.submit(read) for _ in range(2)]
            assert client.get("/status").status_code == 200
            assert fill(server, 60, 20) == size + 20
            for one in readers:
                assert one.result() == list(range(size + 20))
        assert eventually(lambda: server.open_streams() == 0)
        got = 0
        with suppress(ConnectionError):
            while part := stuck.recv(65_536):
                got += len(part)
        stuck.close()
        assert got < size * len(LONG)


def test_streams_are_counted_by_account_and_in_all_and_leave_room_for_whatever_else_is_asked(
    sqlite_url: str,
) -> None:
    with streaming(sqlite_url, streams=5, streams_each=2) as server, ExitStack() as held:

        def opened(who: str) -> httpx2.Response:
            client = held.enter_context(server.client(who))
            return held.enter_context(client.stream("GET", "/events"))

        found = [opened(who) for who in ("li.na", "li.na", "li.na", "wu.fang", "wu.fang")]
        assert [one.status_code for one in found] == [200, 200, 429, 200, 200]
        assert [opened("zhao.min").status_code for _ in range(2)] == [200, 429]
        refused = found[2]
        assert refused.headers["Retry-After"]
        refused.read()
        assert refused.json()["code"] == "streams"
        assert server.open_streams() == 5
        with server.client("li.na") as client:
            assert client.get("/status").status_code == 200
            assert client.post("/proposals", json=RAISE).status_code == 201
        found[0].close()
        assert eventually(lambda: opened("zhao.min").status_code == 200)


def test_hundreds_of_streams_that_are_held_open_leave_others_their_answers(sqlite_url: str) -> None:
    with streaming(sqlite_url, streams=200, streams_each=150) as server, ExitStack() as held:
        for who, count in (("li.na", 150), ("wu.fang", 50)):
            for _ in range(count):
                held.enter_context(server.reader_who_does_not_read(who))
        assert eventually(lambda: server.open_streams() == 200)
        with server.client("zhao.min") as client:
            assert client.get("/events").status_code == 429
            assert client.get("/status").status_code == 200
            assert client.get("/log/verification").json()["sound"] is True
