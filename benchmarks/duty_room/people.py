"""The people, all in one process beside the servers: it reads a plan, and tells what was noted.

``python -m benchmarks.duty_room.people < PLAN``: ``begin`` and ``end`` on standard output where the
time that counts begins and ends, then a line of JSON. See `benchmarks.duty_room.__main__`.
"""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import time
from collections.abc import Mapping
from itertools import count
from typing import Any

from benchmarks.duty_room.actors import CITIES, Approver, City, Officer
from benchmarks.duty_room.noted import Noted
from benchmarks.duty_room.readers import Reader
from benchmarks.duty_room.wire import Connection


class Seats:
    """Hands out connections: each person at an address of their own, with one of the servers in turn."""

    def __init__(self, servers: list[str]) -> None:
        self._servers, self._numbers = servers, count()

    def seat(self, headers: Mapping[str, str], connections: int = 1) -> list[Connection]:
        """Return the connections of one person, all from one address to one server."""
        number = next(self._numbers)
        source = f"127.0.{1 + number // 250}.{1 + number % 250}"
        server = self._servers[number % len(self._servers)]
        return [Connection(server, source, headers) for _ in range(connections)]


async def people(plan: Mapping[str, Any]) -> dict[str, Any]:
    """Have everybody of *plan* read and act; return what was noted."""
    now = time.monotonic()
    begun = now + plan["before"]
    noted, seats = Noted(begun, begun + plan["seconds"]), Seats(plan["servers"])
    readers = [_reader(name, one, seats, noted) for name, one in plan["readers"].items()]
    told = asyncio.create_task(_told(noted))
    async with asyncio.TaskGroup() as group:
        for reader in readers:
            group.create_task(reader.read())
        acting = asyncio.create_task(_act(plan, seats, noted))
        await acting
    await told
    return noted.told()


def _reader(name: str, session: str, seats: Seats, noted: Noted) -> Reader:
    pages, stream = seats.seat(_cookie(session), 2)
    return Reader(name, (pages, stream), noted)


async def _act(plan: Mapping[str, Any], seats: Seats, noted: Noted) -> None:
    """Have those act who act; officers go on until what they began is done."""
    approvals: asyncio.Queue[tuple[str, asyncio.Event]] = asyncio.Queue()

    def at_pages(kind: type[Any], name: str) -> Any:
        return kind(name, seats.seat(_cookie(plan["pages"][name]))[0], noted)

    async with asyncio.TaskGroup() as group:
        approver = group.create_task(at_pages(Approver, "approver").work(approvals))
        officers = [at_pages(Officer, name) for name in plan["pages"] if name != "approver"]
        tasks = [group.create_task(one.work(approvals)) for one in officers]
        tasks += [
            group.create_task(City(name, seats.seat(_bearing(token))[0], noted, city=city).work())
            for (name, token), city in zip(plan["programs"].items(), CITIES, strict=True)
        ]
        for task in tasks:
            await task
        approver.cancel()


def _bearing(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _cookie(session: str) -> dict[str, str]:
    return {"Cookie": f"responselevels-duty={session}", "Accept-Language": "zh"}


async def _told(noted: Noted) -> None:
    """Say when the time that counts begins and ends."""
    await asyncio.sleep(noted.begun - time.monotonic())
    print("begin", time.process_time(), flush=True)
    await asyncio.sleep(noted.until - time.monotonic())
    print("end", time.process_time(), flush=True)


def main() -> None:
    """Read the plan, have people read and act, and tell what was noted."""
    plan = json.load(sys.stdin)
    gc.freeze()
    print(json.dumps(asyncio.run(people(plan))), flush=True)


if __name__ == "__main__":
    main()
