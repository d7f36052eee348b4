from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from fastapi import FastAPI
from starlette.types import Message

from tests.server.operations.small import small_app
from tests.server.patience import PATIENCE, UNHURRIED


class Reader:
    """Somebody who reads a stream of events, or is refused one."""

    def __init__(self, app: FastAPI, account: str) -> None:
        self.sent: list[Message] = []
        self._left = asyncio.Event()
        self._began = asyncio.Event()
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/events",
            "query_string": f"account={account}".encode(),
            "headers": [(b"host", b"127.0.0.1")],
            "client": ("127.0.0.1", 1),
        }
        self.task = asyncio.create_task(app(scope, self._receive, self._send))

    async def _receive(self) -> Message:
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        self.sent.append(message)
        self._began.set()

    async def status(self) -> int:
        await asyncio.wait_for(self._began.wait(), PATIENCE)
        return int(self.sent[0]["status"])

    async def leave(self) -> None:
        self._left.set()
        await asyncio.wait_for(self.task, PATIENCE)


async def statuses(app: FastAPI, *accounts: str) -> tuple[list[Reader], list[int]]:
    readers = []
    for account in accounts:
        readers.append(Reader(app, account))
        await readers[-1].status()
    return readers, [await one.status() for one in readers]


def held(app: FastAPI, *accounts: str) -> list[int]:
    async def ask() -> list[int]:
        readers, found = await statuses(app, *accounts)
        for reader in readers:
            await reader.leave()
        return found

    return asyncio.run(ask())


def test_one_account_holds_as_many_streams_as_it_may_and_takes_none_from_others() -> None:
    app = small_app(limits=replace(UNHURRIED, streams_each=2, streams=10))
    assert held(app, "a", "a", "a", "b") == [200, 200, 429, 200]


def test_all_together_hold_no_more_than_there_are() -> None:
    app = small_app(limits=replace(UNHURRIED, streams_each=2, streams=3))
    assert held(app, "a", "b", "c", "d") == [200, 200, 200, 429]


def test_a_stream_that_is_left_can_be_held_by_another() -> None:
    app = small_app(limits=replace(UNHURRIED, streams=1))

    async def ask() -> list[int]:
        first = Reader(app, "a")
        found = [await first.status()]
        await first.leave()
        second = Reader(app, "b")
        found.append(await second.status())
        await second.leave()
        return found

    assert asyncio.run(ask()) == [200, 200]


def test_a_server_on_its_way_down_ends_its_streams_as_whole_answers_and_opens_none() -> None:
    app = small_app()

    async def ask() -> tuple[list[Any], int]:
        reader = Reader(app, "a")
        await reader.status()
        app.state.closing.begin()
        await asyncio.wait_for(reader.task, PATIENCE)
        return reader.sent, await Reader(app, "b").status()

    sent, after = asyncio.run(ask())
    assert sent[0]["status"] == 200
    assert sent[-1] == {"type": "http.response.body", "body": b"", "more_body": False}
    assert after == 503
