"""Workers of a cluster that is running already: Dask, reached by the address of its scheduler.

The only module that imports `distributed` (the extra ``cluster``). The engine replaces lost
workers and hands their chunks to others; it takes some milliseconds a chunk, so that chunks are
larger here than for processes of this machine.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future
from contextlib import contextmanager, suppress
from typing import Any, ParamSpec, TypeVar

from responselevels.errors import MissingExtra, WorkersUnusable, expect
from responselevels.parallel.workers import Workers

P = ParamSpec("P")
T = TypeVar("T")

PATIENCE = 30
"""Seconds to wait for the scheduler, and for its first worker."""

_FAREWELL = 5
"""Seconds to wait until the scheduler knows that this client has left."""

_ROUNDS = 12
"""How often in a row a cluster may be asked in vain whether anybody works: about a minute."""


class ClusterWorkers(Workers):
    """An executor over the workers of a cluster: ``Client.get_executor(pure=False)``, and the bytes shared.

    *width* is the number of threads that its workers had at the beginning.
    """

    grain = 16

    def __init__(self, client: Any) -> None:
        """Take a client of `distributed`, which stays open."""
        from distributed import CancelledError, KilledWorker
        from distributed.comm import CommClosedError

        self.losses = (KilledWorker, CancelledError, CommClosedError)
        self._client = client
        self._address = client.scheduler.address
        self.width = max(1, sum(self._threads().values()))
        # Results are never taken from an equal call before: a lost chunk is to be done again.
        self._executor = client.get_executor(pure=False)
        self._kept: dict[str, Any] = {}
        self._vain = 0

    @property
    def _connected(self) -> bool:
        return bool(self._client.status == "running")

    def _threads(self) -> dict[str, int]:
        """Return the number of threads of each worker; none where nobody can be asked."""
        if not self._connected:
            return {}
        try:
            return dict(self._client.nthreads())
        except (AttributeError, OSError, RuntimeError):  # the client closes as it is asked
            return {}

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand out a call.

        Raises:
            BrokenExecutor: the connection broke just now.
            WorkersUnusable: the scheduler is gone.
        """
        future: Future[T] = self._asked(self._executor.submit, fn, *args, **kwargs)
        return future

    def carry(self, digest: str, packed: bytes) -> Any:
        """Return what stands for *packed* in a call: put to a worker once, and copied among them.

        Raises:
            BrokenExecutor: the connection broke just now.
            WorkersUnusable: the scheduler is gone.
        """
        kept = self._kept.get(digest)
        if kept is None or kept.status != "finished":
            # Never under the name that the same bytes had before: a worker that was fetching them
            # as their holder died would forget the new ones, and every chunk wait for it for ever.
            kept = self._kept[digest] = self._asked(self._client.scatter, packed, hash=False)
        return kept

    def _asked(self, call: Callable[..., Any], *args: Any, **given: Any) -> Any:
        if not self._connected:
            raise WorkersUnusable("gone")
        try:
            return call(*args, **given)
        except (AttributeError, OSError, RuntimeError) as error:
            raise BrokenExecutor(str(error)) from error

    def check(self) -> None:
        """Look whether any worker does anything, be it for others.

        Raises:
            WorkersUnusable: none has for a while, there has been none, or the scheduler is gone.
        """
        if not self._connected:
            raise WorkersUnusable("gone")
        threads = self._threads()
        self._vain = 0 if threads and self._at_work() else self._vain + 1
        if self._vain >= _ROUNDS:
            raise WorkersUnusable("idle" if threads else "none", {"address": self._address})

    def _at_work(self) -> bool:
        """Whether any worker is at a call just now; not, where nobody can be asked."""
        try:
            return any(self._client.call_stack().values())
        except (AttributeError, OSError, RuntimeError):  # a worker dies, or the client closes
            return False

    def take_back(self, futures: Iterable[Future[Any]]) -> None:
        """Cancel what is not to be done any more, where there still is a scheduler to be told."""
        if self._connected:
            super().take_back(futures)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no further calls; the cluster goes on running."""
        if self._connected:
            self._executor.shutdown(wait=wait and not cancel_futures)


@contextmanager
def cluster(address: str) -> Iterator[ClusterWorkers]:
    """Connect to the scheduler at *address*, such as ``tcp://10.0.0.5:8786``, and let go of it after.

    Raises:
        MissingExtra: `distributed` is not installed.
        WorkersUnusable: there is no scheduler at that address, or it has no worker.
    """
    expect("address", address, str)
    try:
        import distributed  # noqa: F401 - it sets its loggers up as it is imported
    except ModuleNotFoundError:
        raise MissingExtra("cluster", "distributed") from None
    with _silenced():
        client = _client_at(address)
        try:
            try:
                client.wait_for_workers(1, timeout=PATIENCE)
            except OSError:
                raise WorkersUnusable("none", {"address": address}) from None
            yield ClusterWorkers(client)
        finally:
            # A scheduler that is gone is waited for no longer than one that is there.
            with suppress(OSError, RuntimeError):
                client.close(timeout=_FAREWELL)


@contextmanager
def _silenced() -> Iterator[None]:
    """Keep the client of the engine from logging what is said as an error here, and from advice.

    It advises whoever sends much with one call; a chunk is sent once, and is best sent so.
    """
    logger = logging.getLogger("distributed.client")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Sending large graph")
            yield
    finally:
        logger.setLevel(level)


def _client_at(address: str) -> Any:
    from distributed import Client
    from distributed.comm import get_address_host_port

    whole = address if "://" in address else f"tcp://{address}"
    try:
        # Asked first: a client that was made for what is no address tries to close for a minute.
        get_address_host_port(whole, strict=True)
        return Client(whole, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, OverflowError) as error:
        raise WorkersUnusable("unreachable", {"address": address, "reason": str(error)}) from None
