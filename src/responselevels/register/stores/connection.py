"""A connection that a process and its threads share, and that no fork carries along."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from threading import RLock
from types import FrameType
from typing import Any, Generic, Protocol, TypeVar
from weakref import WeakSet

from responselevels.errors import RegisterClosed


class Closing(Protocol):
    """Anything that can be let go of."""

    def close(self) -> None:
        """Let go of it."""
        ...


C = TypeVar("C", bound=Closing)


class SharedConnection(Generic[C]):
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
        self.unsettled = False
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
            RegisterClosed: it is used after it was closed.
        """
        if self.closed:
            raise RegisterClosed("store.closed")

    def settle(self, owner: object) -> None:
        """Let go of a connection that a transaction of *owner* left unsettled.

        It was broken off (by an interrupt from the keyboard, say) even while it
        was being rolled back. One that is still under way in this thread is left.
        """
        if self.unsettled and not under_way(owner):
            self.drop()
            self.unsettled = False


WORKING = "_transaction"
"""The method of a store that is on the stack as long as it holds the lock of the register."""


def under_way(owner: object) -> bool:
    """Say whether this thread is within a transaction of *owner*, by the frames of its calls.

    A mark that is set and taken away could be left behind by an interrupt.
    """
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 - there is no other way to ask
    while frame is not None:
        if frame.f_code.co_name == WORKING and frame.f_locals.get("self") is owner:
            return True
        frame = frame.f_back
    return False


# Any, for connections to whatever database; nothing is asked of them here.
_ALL: WeakSet[SharedConnection[Any]] = WeakSet()
_AT_FORK: list[SharedConnection[Any]] = []


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
