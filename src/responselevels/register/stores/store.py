"""`Store`: the little that a register asks of a database.

A store keeps raw lines under consecutive numbers, and documents under their
digests. It neither reads nor judges them: what they mean is the register's.
Nothing is ever changed or taken away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")


class Writing(Protocol):
    """One transaction that holds the lock of the register; nobody else writes meanwhile."""

    def instant(self) -> int | None:
        """Return the store's own time now, in microseconds; None where it has no clock of its own.

        It is asked for after the lock was taken.
        """
        ...

    def size(self) -> int:
        """Return the number of lines, those appended in this transaction included."""
        ...

    def lines(self, start: int) -> Iterator[bytes]:
        """Yield the lines from number *start* on, as they were written."""
        ...

    def document(self, digest: str) -> bytes | None:
        """Return the document with this digest, None where there is none."""
        ...

    def append(self, seq: int, line: bytes) -> None:
        """Append *line* under the number *seq*, which must be the next one."""
        ...

    def keep(self, digest: str, body: bytes) -> None:
        """Keep a document under its digest; one that is there already is left as it is."""
        ...

    def keep_checkpoint(self, size: int, note: bytes) -> None:
        """Keep a checkpoint that was signed over the first *size* lines, as it was sent out."""
        ...


class Store(Protocol):
    """A place where a register is kept."""

    @property
    def name(self) -> str:
        """The address, for messages; without a password."""
        ...

    def size(self) -> int:
        """Return the number of lines."""
        ...

    def lines(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Yield the lines from number *start* up to (not with) *end*, from one snapshot."""
        ...

    def document(self, digest: str) -> bytes | None:
        """Return the document with this digest, None where there is none."""
        ...

    def checkpoints(self) -> tuple[tuple[int, bytes], ...]:
        """Return the checkpoints that were kept, each with its size, from the smallest up."""
        ...

    def transact(self, work: Callable[[Writing], T]) -> T:
        """Take the lock, call *work*, commit, and return what it returned.

        The lock is taken before anything is read. Where *work* raises, nothing
        is kept. *work* is called again, from the beginning, where the database
        asks for it; after a bounded number of times the register is busy.

        Raises:
            RegisterBusy: others held the lock too long.
            RegisterUnwritable: full, read-only, or failing; nothing was done.
            OutcomeUnknown: the reply to the commit was lost.
        """
        ...

    def wait(self, size: int, timeout: float) -> bool:
        """Wait until there are more than *size* lines; return False after *timeout* seconds."""
        ...

    def close(self) -> None:
        """Let go of the database; the store is not used after that."""
        ...
