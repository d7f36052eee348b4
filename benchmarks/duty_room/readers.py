"""Somebody who reads live, as a browser does for them: a page, a stream of events, and the page anew when there is news.

What the script of the console does (`console.js`): a page asks for itself anew a moment of its own after
news, not more often than every other second, and at least once a minute; it says what it has, so that
an answer without a body is enough where nothing changed. After some seconds they go on to another page.
"""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import suppress
from random import Random
from typing import Any

from benchmarks.duty_room.noted import Noted
from benchmarks.duty_room.wire import Answer, Connection

FIRST, MORE, BETWEEN, ANYHOW = 0.2, 0.8, 2.0, 60.0
"""Seconds from news to asking anew: at least, and by chance so many more; between two times; without news."""

STAY = (8.0, 20.0)
"""For how many seconds somebody stays on a page."""

PAGES = ("", "", "", "board", "log", "of", "of")
"""Where they go; ``of``: to the proposal that there was news of last."""


class Reader:
    """Somebody who reads live."""

    def __init__(self, name: str, connections: tuple[Connection, Connection], noted: Noted) -> None:
        """Read by two connections: one for pages, and one for the stream."""
        self._name, self._noted = name, noted
        self._pages, self._stream = connections
        self._chance = Random(name)
        self._news = asyncio.Event()
        self._last: bytes = b""

    async def read(self) -> None:
        """Read until the time is up."""
        await asyncio.sleep(self._chance.uniform(0, 5))
        while not self._noted.over:
            following = asyncio.create_task(self._follow())
            try:
                await self._stay(self._somewhere(), self._chance.uniform(*STAY))
            finally:
                following.cancel()
                with suppress(asyncio.CancelledError):
                    await following
                self._stream.close()
        self._pages.close()

    def _somewhere(self) -> str:
        page = self._chance.choice(PAGES)
        if page != "of":
            return f"/r/duty/{page}"
        of = _of(self._last)
        return f"/r/duty/proposals/{of}" if of else "/r/duty/"

    async def _stay(self, path: str, seconds: float) -> None:
        """Open a page and have it kept up to date."""
        mark = (await self._ask(path, None)).headers.get("etag")
        renewed = time.monotonic()
        leave = min(renewed + seconds, self._noted.until)
        self._news.set()  # the script makes sure once that the page is live
        while (now := time.monotonic()) < leave:
            with suppress(TimeoutError):
                async with asyncio.timeout(min(leave, renewed + ANYHOW) - now):
                    await self._news.wait()
            now = time.monotonic()
            if now >= leave:
                return
            wait = FIRST + MORE * self._chance.random()
            await asyncio.sleep(max(wait, renewed + BETWEEN - now))
            self._news.clear()
            answer = await self._ask(path, mark)
            mark, renewed = answer.headers.get("etag", mark), time.monotonic()

    async def _ask(self, path: str, mark: str | None) -> Answer:
        headers = {"Accept": "text/html"} | ({"If-None-Match": mark} if mark else {})
        answer = await self._pages.ask("GET", path, headers)
        self._noted.answers[f"page {answer.status}"] += 1
        if answer.status not in {200, 304}:
            raise RuntimeError(f"{path}: {answer.status}")
        self._noted.took("page", answer.seconds)
        return answer

    async def _follow(self) -> None:
        """Take in the stream; a reader is told of each event, in order."""
        before: int | None = None
        async for line in self._stream.follow("/r/duty/api/v1/events", {}):
            if line.startswith(b"id: "):
                event = int(line[4:])
                self._noted.hear(self._name, event, before)
                before = event
                self._news.set()
            elif line.startswith(b"data: "):
                self._last = line[6:]


def _of(data: bytes) -> str | None:
    """Return the proposal that an event is of, None where it is of none."""
    told: dict[str, Any] = json.loads(data) if data else {}
    of = told.get("of")
    return of if isinstance(of, str) else None
