"""`Workers`: an executor that says of itself what spreading has to know; any other is taken for a plain one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Workers(Executor):
    """An executor with *width* workers.

    A chunk pays that is *grain* times as large as with processes of this machine. What a future
    raises for a worker that was lost are *losses*, beside what the standard library has for that.
    """

    width: int = 1
    grain: int = 1
    losses: tuple[type[Exception], ...] = ()

    def carry(self, digest: str, packed: bytes) -> Any:  # noqa: ARG002 - for those who keep it
        """Return what stands for *packed*, called *digest*, in a call."""
        return packed

    def check(self) -> None:
        """Look whether anybody works at all; asked where nothing has come back for a while.

        Raises:
            WorkersUnusable: nobody does.
        """

    def take_back(self, futures: Iterable[Future[Any]]) -> None:
        """Cancel what is not to be done any more."""
        for future in futures:
            future.cancel()


class _Plain(Workers):
    """Another executor, taken for one with a worker on each core."""

    def __init__(self, executor: Executor) -> None:
        self.width = os.cpu_count() or 1
        self._executor = executor

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        return self._executor.submit(fn, *args, **kwargs)


def workers_of(executor: Executor) -> Workers:
    """Return *executor*, taken for a plain one where it says nothing of itself."""
    return executor if isinstance(executor, Workers) else _Plain(executor)
