"""`Kept`: what was worked out, kept under all that it was worked out from, and worked out once however many ask.

A key names everything that its value depends on. What is kept is therefore never wrong, but old:
it is asked for no more, and makes room for what is asked for now.
"""

from __future__ import annotations

from asyncio import wrap_future
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

from anyio import CapacityLimiter
from anyio.to_thread import run_sync

V = TypeVar("V")


class _Dropped(Exception):  # noqa: N818 - no error: a request to begin anew
    """Who was to work it out went away before it was begun."""


class Kept(Generic[V]):
    """The values that were asked for last, up to a weight of *most* in all; threads share it.

    Who asks while a value is being worked out waits for it. What cannot be worked out is an error
    to all who wait for it, and is not kept.
    """

    def __init__(self, most: int, weigh: Callable[[V], int] = lambda _value: 1) -> None:
        """Keep nothing yet; *weigh* says how heavy a value is, each as heavy as the others unless it is given."""
        self._most, self._weigh = most, weigh
        self._lock = Lock()
        self._values: dict[Hashable, Future[V]] = {}
        self._weights: dict[Hashable, int] = {}

    def __len__(self) -> int:
        """The number of values that are kept."""
        return len(self._weights)

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """Return the value under *key*, made by *make* where there is none. To be called in a thread."""
        while True:
            future, mine = self._claim(key)
            if mine:
                return self._settle(key, future, make)
            try:
                return future.result()
            except _Dropped:
                continue

    async def fetch(
        self, key: Hashable, make: Callable[[], V], limiter: CapacityLimiter | None = None
    ) -> V:
        """Return the same in the loop of a server: *make* is called in a thread, of those that *limiter* allows."""
        while True:
            future, mine = self._claim(key)
            if mine:
                try:
                    return await run_sync(self._settle, key, future, make, limiter=limiter)
                finally:
                    self._drop(key, future)
            try:
                return future.result() if future.done() else await wrap_future(future)
            except _Dropped:
                continue

    def _claim(self, key: Hashable) -> tuple[Future[V], bool]:
        """Return what holds the value or will, and whether it is for the caller to work it out."""
        with self._lock:
            found = self._values.pop(key, None)
            if found is not None:
                self._values[key] = found  # it was asked for last
                return found, False
            future = self._values[key] = Future()
            future.set_running_or_notify_cancel()  # whoever waits may leave, and it goes on
            return future, True

    def _settle(self, key: Hashable, future: Future[V], make: Callable[[], V]) -> V:
        try:
            value = make()
        except BaseException as error:
            self._forget(key)
            future.set_exception(error)
            raise
        with self._lock:
            self._weights[key] = self._weigh(value)
            self._make_room(key)
        future.set_result(value)
        return value

    def _drop(self, key: Hashable, future: Future[V]) -> None:
        """Have others work it out where it never came to that: the request was called off."""
        if not future.done():
            self._forget(key)
            future.set_exception(_Dropped())

    def _forget(self, key: Hashable) -> None:
        with self._lock:
            self._values.pop(key, None)
            self._weights.pop(key, None)

    def _make_room(self, newest: Hashable) -> None:
        """Let go of what was not asked for longest; the newest stays, however heavy."""
        for key in [key for key in self._values if key in self._weights and key != newest]:
            if sum(self._weights.values()) <= self._most:
                return
            del self._values[key], self._weights[key]
