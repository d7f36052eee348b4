"""What is kept: worked out once, for all who ask, and never more than there is room for."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from anyio import CapacityLimiter

from responselevels.server.operations.kept import Kept


def test_what_is_kept_is_worked_out_once_for_a_key() -> None:
    kept, asked = Kept[str](8), list[str]()

    def made(text: str) -> str:
        asked.append(text)
        return text

    assert [kept.get(("a", 1), lambda: made("one")) for _ in range(3)] == ["one"] * 3
    assert kept.get(("a", 2), lambda: made("two")) == "two"
    assert asked == ["one", "two"]


def test_threads_that_ask_at_once_wait_for_the_one_that_works() -> None:
    kept, asked, together = Kept[int](8), list[int](), Barrier(4)

    def made() -> int:
        asked.append(1)
        return 7

    def ask() -> int:
        together.wait(60)
        return kept.get("key", made)

    with ThreadPoolExecutor(4) as threads:
        found = [threads.submit(ask) for _ in range(4)]
        assert [one.result() for one in found] == [7] * 4
    assert asked == [1]


def test_an_error_is_one_of_all_who_wait_and_is_not_kept() -> None:
    kept, nothing = Kept[int](8), dict[str, int]()
    with pytest.raises(LookupError):
        kept.get("key", lambda: nothing["there"])
    assert kept.get("key", lambda: 3) == 3


def test_what_was_asked_for_last_stays_when_there_is_no_more_room() -> None:
    kept = Kept[str](10, len)
    for key, text in (("a", "12345"), ("b", "12345")):
        kept.get(key, lambda text=text: text)  # type: ignore[misc]
    kept.get("a", lambda: "")
    kept.get("c", lambda: "123")
    assert len(kept) == 2
    assert kept.get("a", lambda: "made anew") == "12345"
    assert kept.get("b", lambda: "made anew") == "made anew"


def test_what_is_heavier_than_all_the_room_is_still_answered() -> None:
    kept = Kept[str](3, len)
    assert kept.get("a", lambda: "12345") == "12345"
    assert kept.get("b", lambda: "1234567") == "1234567"
    assert len(kept) == 1


def test_requests_of_a_loop_share_one_thread() -> None:
    kept, asked, begun, more = Kept[int](8), list[int](), Event(), Event()

    def made() -> int:
        asked.append(1)
        begun.set()
        assert more.wait(60)
        return 5

    async def all_at_once() -> list[int]:
        limiter = CapacityLimiter(1)
        waiting = [asyncio.create_task(kept.fetch("key", made, limiter)) for _ in range(5)]
        assert await asyncio.to_thread(begun.wait, 60)
        more.set()
        return await asyncio.gather(*waiting)

    assert asyncio.run(all_at_once()) == [5] * 5
    assert asked == [1]


def test_who_was_to_work_it_out_and_went_leaves_it_to_the_next() -> None:
    kept = Kept[int](8)

    async def first_goes() -> int:
        limiter = CapacityLimiter(1)
        async with limiter:  # nobody may begin yet
            first = asyncio.create_task(kept.fetch("key", lambda: 1, limiter))
            await asyncio.sleep(0)
            second = asyncio.create_task(kept.fetch("key", lambda: 2, limiter))
            await asyncio.sleep(0)
            first.cancel()
            await asyncio.wait([first])
        assert first.cancelled()
        return await second

    assert asyncio.run(first_goes()) == 2


def test_who_waits_and_goes_harms_nobody() -> None:
    kept, begun, more = Kept[int](8), Event(), Event()

    def made() -> int:
        begun.set()
        assert more.wait(60)
        return 5

    async def one_goes() -> list[int]:
        stays = [asyncio.create_task(kept.fetch("key", made)) for _ in range(2)]
        goes = asyncio.create_task(kept.fetch("key", made))
        assert await asyncio.to_thread(begun.wait, 60)
        goes.cancel()
        await asyncio.wait([goes])
        more.set()
        return await asyncio.gather(*stays)

    assert asyncio.run(one_goes()) == [5, 5]
