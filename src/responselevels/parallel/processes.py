"""Workers that are processes of this machine: started anew where one was killed, ended with the work.

They are spawned, never forked: a fork copies whatever locks other threads hold just then, and
is not to be had on every system.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future
from concurrent.futures.process import ProcessPoolExecutor
from multiprocessing import parent_process
from multiprocessing.connection import wait
from multiprocessing.context import SpawnContext, SpawnProcess
from threading import Thread
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from responselevels.parallel.workers import Workers

P = ParamSpec("P")
T = TypeVar("T")


class ProcessWorkers(Workers):
    """An executor over *width* processes that outlives their deaths; use it in a ``with``.

    A killed worker breaks the pool of the standard library for good. Here the next chunk
    that is handed out starts a new pool; what was lost is handed out again by
    `responselevels.parallel.spread.spread`.
    """

    def __init__(self, width: int) -> None:
        """Start nothing yet: processes are started as there is work for them."""
        self.width = width
        self._context = _Context()
        self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.width, mp_context=self._context, initializer=_begin)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand out a call, to new processes where one of those before was lost."""
        try:
            return self._pool.submit(fn, *args, **kwargs)
        except BrokenExecutor:
            self._pool.shutdown(wait=False)
            self._pool = self._new_pool()
            return self._pool.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes, as `concurrent.futures.Executor` says."""
        self._pool.shutdown(wait=wait, cancel_futures=cancel_futures)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the processes; at once, where the work is not to be finished."""
        if kind is not None:
            self._context.kill()
        self.shutdown(cancel_futures=True)


class _Context(SpawnContext):
    """Starts processes as the standard library does, and remembers which."""

    def __init__(self) -> None:
        super().__init__()
        self._started: list[SpawnProcess] = []

    def Process(self, *args: Any, **given: Any) -> SpawnProcess:  # type: ignore[override]  # noqa: N802 - the standard library's name
        process = SpawnProcess(*args, **given)
        self._started.append(process)
        return process

    def kill(self) -> None:
        """Kill every process that was started and still runs."""
        for process in self._started:
            if process.is_alive():
                process.kill()


def _begin() -> None:
    """Make this process a worker: silent when interrupted, and gone when its parent is.

    The terminal interrupts all processes at once; the parent is the one that says so.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    parent = parent_process()
    if parent is not None:
        Thread(target=_leave_after, args=(parent.sentinel,), daemon=True).start()


def _leave_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
