"""An executor that is this process: what the tests of many chunks need, without the wait."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

from responselevels.parallel.workers import Workers


class Here(Workers):
    """Does each call at once, in this process, and counts what it was handed."""

    def __init__(self, width: int = 2) -> None:
        self.width = width
        self.calls = 0
        self.whole = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.calls += 1
        self.whole += args[-1] is not None
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - as every executor does
            future.set_exception(error)
        return future
