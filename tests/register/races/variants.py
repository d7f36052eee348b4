"""Stores with a fault in them, by which the tests of races show that they would notice it.

*Unlocked* begins transactions as somebody would who thinks no further: on SQLite
as Python does by itself (a transaction begins at the first write, so that what
was read before is read outside of it), on PostgreSQL at READ COMMITTED without
the lock. *Unchecked* also gives a line whatever number is next as it is
written, so that nothing stops one that was judged on another state.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import psycopg

from responselevels.register.stores.address import Address
from responselevels.register.stores.opening import path_of
from responselevels.register.stores.postgres import PostgresStore
from responselevels.register.stores.sqlite import SqliteStore
from responselevels.register.stores.store import Store, Writing

T = TypeVar("T")


class PythonsOwnMode(SqliteStore):
    """SQLite as the standard library's module drives it by default."""

    def begin(self, connection: sqlite3.Connection) -> None:
        connection.isolation_level = "DEFERRED"  # what Python takes by itself


class Deferred(SqliteStore):
    """SQLite with a transaction that takes the lock at its first write."""

    def begin(self, connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN DEFERRED")


class ReadingLate(PostgresStore):
    """PostgreSQL where lines are read when they are asked for, and not with the lock: there is none."""

    looks_ahead = False


class ReadCommitted(ReadingLate):
    """PostgreSQL by its default, without the lock."""

    def begin(self, connection: psycopg.Connection) -> None:
        connection.execute("BEGIN ISOLATION LEVEL READ COMMITTED")


class RepeatableRead(ReadingLate):
    """PostgreSQL with snapshot isolation, without the lock."""

    def begin(self, connection: psycopg.Connection) -> None:
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")


class AdvisoryLock(ReadingLate):
    """A lock that is taken by a query, which freezes the snapshot before it waits."""

    def begin(self, connection: psycopg.Connection) -> None:
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        connection.execute("SELECT pg_advisory_xact_lock(7)")


class SerializableOnly(ReadingLate):
    """PostgreSQL at SERIALIZABLE, without the lock."""

    def begin(self, connection: psycopg.Connection) -> None:
        connection.execute("BEGIN ISOLATION LEVEL SERIALIZABLE")


class Unchecked:
    """A store that numbers a line as it is written, whatever number it was meant to have."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    def transact(self, work: Callable[[Writing], T]) -> T:
        return self._store.transact(lambda writing: work(_Unchecked(writing)))  # type: ignore[arg-type]


class _Unchecked:
    def __init__(self, writing: Writing) -> None:
        self._writing = writing

    def __getattr__(self, name: str) -> object:
        return getattr(self._writing, name)

    def append(self, _seq: int, line: bytes) -> None:
        self._writing.append(self._writing.size(), line)


Way = type[SqliteStore] | type[PostgresStore]


def opened(url: str, way: Way | None = None, *, patience: float = 20.0) -> Store:
    """Return the store at *url*, in one of the *way*s above, else as it should be."""
    if url.startswith("sqlite"):
        kind = way or SqliteStore
        assert issubclass(kind, SqliteStore)
        return kind(Path(path_of(url)), patience=patience)
    kind = way or PostgresStore
    assert issubclass(kind, PostgresStore)
    return kind(Address.parse(url), patience=patience)
