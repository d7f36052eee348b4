"""`Errands`: small things that many wait for at once, done one after the other in one thread.

What is recorded is news to every stream of events at the same moment. Would each take a thread to ask
its database, they would hold all of them, and wait for one another's locks; who decides or acts would wait behind.
"""

from __future__ import annotations

from asyncio import Future, Task, create_task, get_running_loop
from collections.abc import Callable
from typing import Any, TypeVar

from anyio.to_thread import run_sync

T = TypeVar("T")

_Errand = tuple[Callable[[], Any], Future[Any]]


class Errands:
    """Does what those of one loop ask for; what is asked meanwhile is done next, all at once."""

    def __init__(self) -> None:
        """Begin with nothing to do."""
        self._asked: list[_Errand] = []
        self._doing: Task[None] | None = None

    async def run(self, work: Callable[[], T]) -> T:
        """Return what *work* returns, called in a thread."""
        done: Future[T] = get_running_loop().create_future()
        self._asked.append((work, done))
        if self._doing is None or self._doing.done():
            self._doing = create_task(self._all())
        return await done

    async def _all(self) -> None:
        """Do all there is. It is a task of its own: who asked first may go before it is done."""
        while self._asked:
            errands, self._asked = self._asked, []
            for (_work, done), (result, error) in zip(
                errands, await run_sync(_results, errands), strict=True
            ):
                if done.done():  # whoever asked has gone
                    continue
                if error is None:
                    done.set_result(result)
                else:
                    done.set_exception(error)


def _results(errands: list[_Errand]) -> list[tuple[Any, Exception | None]]:
    return [_result(work) for work, _done in errands]


def _result(work: Callable[[], Any]) -> tuple[Any, Exception | None]:
    try:
        return work(), None
    except Exception as error:  # noqa: BLE001 - it is raised where it was asked for
        return None, error
