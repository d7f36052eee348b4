"""The seam: one task over many chunks, on any `concurrent.futures.Executor`.

What every chunk needs (a scheme, the orders so far, a log) is packed once and called by its
digest. A chunk travels with the digest alone; a worker that has not seen it answers so,
and gets the chunk again with the packed bytes. Hence each worker is sent it once, also one
that took the place of another, and no kind of executor needs to be told in advance.

Results come in the order of the chunks. A worker that dies takes nothing along: its chunks
are handed out again, a limited number of times.
"""

from __future__ import annotations

import pickle
import zlib
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    wait,
)
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from threading import Lock
from typing import Generic, TypeVar

from responselevels.errors import WorkersUnusable
from responselevels.parallel.workers import Workers, workers_of
from responselevels.version import __version__

S = TypeVar("S")
C = TypeVar("C")
R = TypeVar("R")

TRIES = 4
"""How often a chunk may be lost with its worker before the work is given up."""

_PATIENCE = 5.0
"""Seconds without a result after which an executor is asked whether anybody works at all."""

_FAST = 1
"""The level of compression: what is sent shrinks eight times, and more effort gains little."""


@dataclass(frozen=True, slots=True)
class Shared(Generic[S]):
    """What all chunks need: packed bytes, their digest, and the function that makes it of the value packed.

    *opened* is called once in each process, and has to be found by its name there.
    """

    digest: str
    packed: bytes
    opened: Callable[..., S]

    @classmethod
    def of(cls, opened: Callable[..., S], *value: object) -> Shared[S]:
        """Pack *value*, of which *opened* makes what a task is given."""
        packed = zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), _FAST)
        name = f"{opened.__module__}.{opened.__qualname__}:".encode()
        return cls(sha256(name + packed).hexdigest(), packed, opened)


def spread(
    executor: Executor,
    task: Callable[[S, C], R],
    shared: Shared[S],
    chunks: Iterable[C],
) -> Iterator[R]:
    """Yield ``task(shared, chunk)`` for each of *chunks*, in their order.

    *task* has to be found by its name in another process. Only a few chunks are drawn
    ahead of the results, so that *chunks* may be endless.

    Raises:
        WorkersUnusable: workers died again and again, are of another version, or there are none.
        Exception: whatever *task* raised, at the place of its chunk.
    """
    workers = workers_of(executor)
    ahead = 2 * workers.width + 1
    crew, left = _Crew(workers, task, shared), iter(chunks)
    waiting: deque[_Errand[C, R]] = deque()
    try:
        while True:
            waiting.extend(crew.errand(chunk) for chunk in islice(left, ahead - len(waiting)))
            if not waiting:
                return
            while not waiting[0].settled:
                crew.attend(waiting)
            yield waiting.popleft().result()
    finally:
        workers.take_back(errand.future for errand in waiting)


class _Errand(Generic[C, R]):
    """A chunk that is under way: where it is, and how often it was lost."""

    __slots__ = ("_found", "chunk", "future", "lost", "settled")

    def __init__(self, chunk: C, future: Future[tuple[str, object]]) -> None:
        self.chunk, self.future = chunk, future
        self.lost = 0
        self.settled = False
        self._found: R | BaseException | None = None

    def settle(self, found: R | BaseException) -> None:
        """Take what came out."""
        self._found, self.settled = found, True

    def result(self) -> R:
        """Return what came out.

        Raises:
            Exception: that is what came out.
        """
        if isinstance(self._found, BaseException):
            raise self._found
        return self._found  # type: ignore[return-value]


class _Crew(Generic[S, C, R]):
    """Hands chunks to workers, and again where they come back undone."""

    def __init__(self, workers: Workers, task: Callable[[S, C], R], shared: Shared[S]) -> None:
        self._workers, self._task, self._shared = workers, task, shared
        self._losses: tuple[type[BaseException], ...] = (
            BrokenExecutor,
            CancelledError,
            *workers.losses,
        )
        self._idle = 0

    def errand(self, chunk: C) -> _Errand[C, R]:
        """Hand out *chunk*, with the digest of what it needs."""
        return _Errand(chunk, self._submitted(chunk))

    def _submitted(self, chunk: C, *, whole: bool = False) -> Future[tuple[str, object]]:
        """Hand out *chunk* by the digest of what it needs; *whole*: with what it needs."""
        shared = self._shared
        # One text for all of it: an engine would look through every list for futures of its own.
        call = pickle.dumps((self._task, shared.digest, shared.opened, chunk))
        try:
            packed = self._workers.carry(shared.digest, shared.packed) if whole else None
            return self._workers.submit(perform, __version__, call, packed)
        except BrokenExecutor:
            # It says so of each chunk: each is counted as lost, until it is too often.
            broken: Future[tuple[str, object]] = Future()
            broken.set_exception(BrokenExecutor())
            return broken

    def attend(self, waiting: Iterable[_Errand[C, R]]) -> None:
        """Wait until something comes back, and see to it."""
        open_ones = {errand.future: errand for errand in waiting if not errand.settled}
        done, _ = wait(open_ones, timeout=_PATIENCE, return_when=FIRST_COMPLETED)
        self._idle = 0 if done else self._idle + 1
        if not done and self._idle > 1:
            # A pool without workers never says anything: ask it.
            self._workers.check()
        for future in done:
            self._settle(open_ones[future])

    def _settle(self, errand: _Errand[C, R]) -> None:
        try:
            answer, found = errand.future.result()
        except self._losses as error:
            errand.lost += 1
            if errand.lost >= TRIES:
                raise WorkersUnusable("lost", {"times": errand.lost}) from error
            errand.future = self._submitted(errand.chunk)
        except ModuleNotFoundError as error:
            raise WorkersUnusable("missing", {"name": error.name}) from error
        except Exception as error:  # noqa: BLE001 - it is raised where its result is asked for
            errand.settle(error)
        else:
            if answer == "absent":
                errand.future = self._submitted(errand.chunk, whole=True)
            elif answer == "version":
                raise WorkersUnusable("version", {"found": found, "own": __version__})
            else:
                errand.settle(found)  # type: ignore[arg-type]


# -- at the worker --------------------------------------------------------------------

_KEPT: OrderedDict[str, object] = OrderedDict()
"""What this process has opened, by digest, the one used last at the end."""

_MOST_KEPT = 2
_LOCK = Lock()


def perform(version: str, call: bytes, packed: bytes | None) -> tuple[str, object]:
    """Return ``("done", …)`` with the result of *call*, or why it cannot be done here.

    ``("absent", None)``: what is shared has not been sent here. ``("version", …)``: this
    process runs another version of the package, which might decide otherwise.
    """
    if version != __version__:
        return "version", __version__
    task, digest, opened, chunk = pickle.loads(call)  # noqa: S301 - written by `spread`
    with _LOCK:
        if digest not in _KEPT:
            if packed is None:
                return "absent", None
            _KEPT[digest] = opened(*pickle.loads(zlib.decompress(packed)))  # noqa: S301 - the same
            if len(_KEPT) > _MOST_KEPT:
                _KEPT.popitem(last=False)
        _KEPT.move_to_end(digest)
        shared = _KEPT[digest]
    return "done", task(shared, chunk)
