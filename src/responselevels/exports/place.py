"""`Place`: how far a register was delivered to a receiver, kept so that no kill loses it.

It is a file of SQLite: what is written in it is on the disk before the next event is sent, and whoever
delivers holds its lock, which ends with them however they end, so that two never deliver side by side.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Self

from responselevels.errors import Undelivered
from responselevels.register.log.events import ORIGIN, Head

_TABLE = (
    "CREATE TABLE IF NOT EXISTS delivered"
    " (register TEXT PRIMARY KEY, size INTEGER NOT NULL, hash TEXT NOT NULL)"
)


class Place:
    """How far it is, in the file *path*; use it in a ``with`` statement."""

    def __init__(self, path: Path) -> None:
        """Open the file, made where it is not there, and take its lock.

        Raises:
            Undelivered: others hold it, or it cannot be read or written.
        """
        self._path = path
        try:
            self._database = sqlite3.connect(path, timeout=0, isolation_level=None)
            for statement in ("PRAGMA locking_mode = EXCLUSIVE", "PRAGMA synchronous = FULL"):
                self._database.execute(statement).close()
            self._database.execute(_TABLE).close()
            # The lock is taken by the first writing, and held until the file is closed.
            self._database.execute("BEGIN EXCLUSIVE").close()
            self._database.execute("COMMIT").close()
        except sqlite3.Error as error:
            raise self._failure(error) from None

    def _failure(self, error: sqlite3.Error) -> Undelivered:
        held = error.sqlite_errorcode in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
        facts = {"path": str(self._path), "reason": str(error)}
        return Undelivered("place.held" if held else "place.broken", facts)

    def of(self, register: str) -> Head | None:
        """Return how far *register* was delivered, None where nothing of it ever was.

        Raises:
            Undelivered: the file cannot be read.
        """
        try:
            with closing(
                self._database.execute(
                    "SELECT size, hash FROM delivered WHERE register = ?", (register,)
                )
            ) as found:
                row = found.fetchone()
        except sqlite3.Error as error:
            raise self._failure(error) from None
        return None if row is None else Head(int(row[0]), str(row[1]))

    def keep(self, register: str, head: Head) -> None:
        """Keep that *register* was delivered up to *head*: it is on the disk when this returns.

        Raises:
            Undelivered: it cannot be written.
        """
        try:
            self._database.execute(
                "INSERT INTO delivered VALUES (?, ?, ?) ON CONFLICT (register)"
                " DO UPDATE SET size = excluded.size, hash = excluded.hash",
                (register, head.size, head.hash),
            ).close()
        except sqlite3.Error as error:
            raise self._failure(error) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._database.close()


NOWHERE = Head(0, ORIGIN)
"""The place before the first event."""
