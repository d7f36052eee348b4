"""Errands: many at once in one thread, each with its own answer."""

from __future__ import annotations

import asyncio
from threading import Event, current_thread

import pytest

from responselevels.server.operations.errands import Errands


def test_what_many_ask_for_at_once_is_done_in_one_thread_and_answered_to_each() -> None:
    threads = set[str]()

    def work(number: int) -> int:
        threads.add(current_thread().name)
        return number * number

    async def all_at_once() -> list[int]:
        errands = Errands()
        return await asyncio.gather(*(errands.run(lambda n=n: work(n)) for n in range(20)))  # type: ignore[misc]

    assert asyncio.run(all_at_once()) == [n * n for n in range(20)]
    assert len(threads) == 1


def test_an_error_is_told_to_the_one_who_asked() -> None:
    known: dict[str, int] = {}

    async def two() -> int:
        errands = Errands()
        wrong = asyncio.create_task(errands.run(lambda: known["nothing"]))
        right = asyncio.create_task(errands.run(lambda: 3))
        with pytest.raises(KeyError):
            await wrong
        return await right

    assert asyncio.run(two()) == 3


def test_who_asked_first_may_go_and_the_others_are_answered() -> None:
    begun, more = Event(), Event()

    def slow() -> int:
        begun.set()
        assert more.wait(60)
        return 1

    async def first_goes() -> int:
        errands = Errands()
        first = asyncio.create_task(errands.run(slow))
        assert await asyncio.to_thread(begun.wait, 60)
        second = asyncio.create_task(errands.run(lambda: 2))
        await asyncio.sleep(0)
        first.cancel()
        await asyncio.wait([first])
        more.set()
        return await second

    assert asyncio.run(first_goes()) == 2
