"""Workers of a cluster that is running already: Dask, reached by the address of its scheduler.

The only module that imports `distributed` (the extra ``cluster``). The engine replaces lost
workers and hands their chunks to others; it takes some milliseconds a chunk, so that chunks are
larger here than for processes of this machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

from responselevels.errors import MissingExtra, WorkersUnusable, expect

P = ParamSpec("P")
T = TypeVar("T")

PATIENCE = 30
"""Seconds to wait for the scheduler, and for its first worker."""

_ROUNDS = 12
"""How often in a row a cluster may be asked in vain whether it has a worker: about a minute."""


class ClusterWorkers(Executor):
    """An executor over the workers of a cluster: ``Client.get_executor(pure=False)``, and the bytes shared.

    *width* is the number of threads that its workers had at the beginning.
    """

    grain = 16
    """How many times as large a chunk pays here as with processes of this machine."""

    def __init__(self, client: Any) -> None:
        """Take a client of `distributed`, which stays open."""
        from distributed import CancelledError, KilledWorker
        from distributed.comm import CommClosedError

        self.losses = (KilledWorker, CancelledError, CommClosedError)
        self.width = max(1, sum(client.nthreads().values()))
        self._client = client
        # Results are never taken from an equal call before: a lost chunk is to be done again.
        self._executor = client.get_executor(pure=False)
        self._carried: dict[str, Any] = {}
        self._vain = 0

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand out a call."""
        try:
            future: Future[T] = self._executor.submit(fn, *args, **kwargs)
        except (RuntimeError, OSError) as error:
            raise BrokenExecutor(str(error)) from error
        return future

    def carry(self, digest: str, packed: bytes) -> Any:
        """Return what stands for *packed* in a call: put to the workers once, and copied among them."""
        carried = self._carried.get(digest)
        if carried is None or carried.status != "finished":
            try:
                carried = self._client.scatter(packed)
            except (RuntimeError, OSError) as error:
                raise BrokenExecutor(str(error)) from error
            self._carried[digest] = carried
        return carried

    def check(self) -> None:
        """Look whether there is any worker.

        Raises:
            WorkersUnusable: there has been none for a while.
        """
        try:
            found = self._client.nthreads()
        except (RuntimeError, OSError):
            found = {}
        self._vain = 0 if found else self._vain + 1
        if self._vain >= _ROUNDS:
            raise WorkersUnusable("none", {"address": self._address})

    @property
    def _address(self) -> str:
        return str(self._client.scheduler.address)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no further calls; the cluster goes on running."""
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
        from distributed import Client
        from distributed.comm import get_address_host_port
    except ModuleNotFoundError:
        raise MissingExtra("cluster", "distributed") from None
    whole = address if "://" in address else f"tcp://{address}"
    try:
        # Asked first: a client that was made for what is no address tries to close for a minute.
        get_address_host_port(whole, strict=True)
        client = Client(whole, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, OverflowError) as error:
        raise WorkersUnusable("unreachable", {"address": address, "reason": str(error)}) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except OSError:
            raise WorkersUnusable("none", {"address": address}) from None
        with ClusterWorkers(client) as workers:
            yield workers
