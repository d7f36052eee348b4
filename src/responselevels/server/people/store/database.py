"""`Database`: the little that accounts ask of a database, the same of both kinds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

T = TypeVar("T")

Value = str | int | None

# A row may hold anything; who asks knows what it asked for.
Rows = list[tuple[Any, ...]]

Run = Callable[[str, Sequence[Value]], Rows]
"""Runs one statement, its places written ``?``, and returns the rows that come of it."""


class Database(Protocol):
    """A database that threads and processes share."""

    @property
    def name(self) -> str:
        """Where it is, for messages; without a password."""
        ...

    def read(self, work: Callable[[Run], T]) -> T:
        """Call *work* to look, and return what it returned.

        Raises:
            RegisterUnreadable, RegisterBusy: it cannot be read now.
        """
        ...

    def write(self, work: Callable[[Run], T]) -> T:
        """Call *work* in a transaction that no other writes beside, commit, and return what it returned.

        Where *work* raises, nothing is kept.

        Raises:
            RegisterBusy, RegisterUnwritable, OutcomeUnknown: it cannot be written now.
        """
        ...

    def close(self) -> None:
        """Let go of it; it is not used after that."""
        ...
