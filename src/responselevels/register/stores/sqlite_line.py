"""Waiting for SQLite's lock so that everybody gets it in the end.

SQLite keeps no queue. Its own way of waiting sleeps longer and longer, so that a
writer who has waited long is passed again and again by others who write one
thing after the other: seconds, where eight are busy. Here who has waited longest
looks most often, and who found others waiting before lets them go first.
"""

from __future__ import annotations

import sqlite3
from math import ceil
from time import sleep

from responselevels.register.stores.sqlite_errors import code_of

_LONGEST, _SHORTEST = 0.008, 0.0005
_HALVED = 0.05
"""Seconds of waiting after which one looks twice as often; after three times as many, four times."""


class WaitingLine:
    """How one store waits; it remembers whether there was anybody else."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._contended = False

    def begin(self, connection: sqlite3.Connection) -> None:
        """Begin a transaction that holds the lock, after as long as it takes within the patience.

        Raises:
            sqlite3.OperationalError: others held it for longer.
        """
        waited = 0.0
        if self._contended and self._patience:
            sleep(_LONGEST)
        connection.execute("PRAGMA busy_timeout = 0")
        try:
            while not _begun(connection, last=waited >= self._patience):
                pause = max(_SHORTEST, _LONGEST / (1 + waited / _HALVED))
                sleep(pause)
                waited += pause
        finally:
            self._contended = waited > 0
            connection.execute(f"PRAGMA busy_timeout = {ceil(1000 * self._patience)}")


def _begun(connection: sqlite3.Connection, *, last: bool) -> bool:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if last or code_of(error) not in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise
        return False
    return True
