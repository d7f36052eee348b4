"""A connection that a process and its threads share, and that no fork carries along."""

from __future__ import annotations

import os
from contextlib import suppress
from threading import RLock
from typing import Any, Generic, Protocol, TypeVar
from weakref import WeakSet


class Closing(Protocol):
    """Anything that can be let go of."""

    def close(self) -> None:
        """Let go of it."""
        ...


C = TypeVar("C", bound=Closing)


class Held(Generic[C]):
    """A connection behind a lock, made when it is first needed.

    A fork would leave parent and child with one connection between them: of
    SQLite's locks the child would believe to hold what it does not, and on a
    socket both would speak at once. So it is closed before a fork, and each of
    them connects anew. A thread that forks waits for what others have begun.
    """

    def __init__(self) -> None:
        self.lock = RLock()
        self.current: C | None = None
        self.closed = False
        _ALL.add(self)

    def __del__(self) -> None:
        with suppress(Exception):
            self.drop()

    def drop(self) -> None:
        """Let go of the connection; the next use makes a new one."""
        current, self.current = self.current, None
        if current is not None:
            current.close()

    def close(self) -> None:
        """Let go of the connection for good."""
        with self.lock:
            self.closed = True
            self.drop()

    def check(self) -> None:
        """Raise where the store was closed.

        Raises:
            ValueError: it is used after it was closed.
        """
        if self.closed:
            raise ValueError("the store was closed")


_ALL: WeakSet[Held[Any]] = WeakSet()
_AT_FORK: list[Held[Any]] = []


def _before_fork() -> None:
    for held in list(_ALL):
        held.lock.acquire()
        _AT_FORK.append(held)
        held.drop()


def _after_fork() -> None:
    while _AT_FORK:
        _AT_FORK.pop().lock.release()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_before_fork, after_in_parent=_after_fork, after_in_child=_after_fork
    )
