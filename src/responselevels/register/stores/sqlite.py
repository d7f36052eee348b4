"""`SqliteStore`: a register in one file, on one machine, without a server.

Each transaction begins with ``BEGIN IMMEDIATE``: the lock is taken before
anything is read, so that what is judged is what is current (SQLite lets one
write at a time, and any number read).
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import sleep
from typing import TypeVar

from responselevels.errors import OutcomeUnknown, RegisterUnwritable, ResponseLevelsError
from responselevels.register.stores.connection import SharedConnection
from responselevels.register.stores.pages import (
    AT_ONCE,
    body_of,
    lines_between,
    lines_to_the_end,
)
from responselevels.register.stores.sqlite_errors import (
    FAILURES,
    Doing,
    Failure,
    code_of,
    refused,
    spent,
)
from responselevels.register.stores.sqlite_file import (
    Journal,
    check_file,
    check_register,
    connect,
    migrate,
    place_of,
    settle_journal,
    undo,
)
from responselevels.register.stores.sqlite_line import WaitingLine
from responselevels.register.stores.store import Writing

T = TypeVar("T")

Rows = list[tuple[int, object]]

_LINES = "SELECT seq, line FROM event WHERE seq >= ? AND seq < ? ORDER BY seq LIMIT ?"
_PAUSE, _LONGEST_PAUSE = 0.01, 0.25


class SqliteStore:
    """A register in a file; threads may share it, and so may processes."""

    def __init__(
        self,
        path: Path,
        *,
        patience: float = 20.0,
        read_only: bool = False,
        journal: Journal | None = None,
    ) -> None:
        self._path = path.absolute()
        self._patience = patience
        self._read_only = read_only
        self._journal = journal
        self._version = 0
        self._place: tuple[int, int] | None = None
        self._line = WaitingLine(patience)
        self._held: SharedConnection[sqlite3.Connection] = SharedConnection()
        self._read(lambda _connection: None)

    @property
    def name(self) -> str:
        """The path of the file, for messages."""
        return str(self._path)

    def __repr__(self) -> str:
        return f"SqliteStore({self.name!r})"

    def size(self) -> int:
        """Return the number of lines."""
        return self._read(_size)

    def lines(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Return the lines from number *start* up to (not with) *end*, as they are now.

        What follows later is left out. No lock is held between two lines: what
        is there does not change.

        Raises:
            RegisterDamaged: a line between two others is missing.
        """
        size = self.size()
        last = size if end is None else min(end, size)
        return lines_between(self._some, start, last, self.name)

    def document(self, digest: str) -> bytes | None:
        """Return the document with this digest, None where there is none."""
        return self._read(lambda connection: _document(connection, digest, self.name))

    def checkpoints(self) -> tuple[tuple[int, bytes], ...]:
        """Return the checkpoints that were kept, each with its size, from the smallest up."""
        return self._read(lambda connection: _checkpoints(connection, self._version))

    def transact(self, work: Callable[[Writing], T]) -> T:
        """Take the lock, call *work*, commit, and return what it returned; see `Store`."""
        with self._held.lock:
            if self._read_only:
                raise RegisterUnwritable(
                    "store.read_only", {"store": self.name, "said": "read_only"}
                )
            connection = self._connection()
            if self._held.unsettled:
                raise ValueError("a transaction of this store is under way in this thread")
            self._held.unsettled = True
            try:
                result = self._transaction(connection, work)
            except ResponseLevelsError:
                self._end(connection)
                raise
            except BaseException:  # an interrupt, or no memory: it is not used again
                self._drop()
                raise
            self._held.unsettled = False
            return result

    def wait(self, size: int, timeout: float) -> bool:
        """Wait until there are more than *size* lines; return False after *timeout* seconds.

        A look costs one read of the file's header while nothing has changed.
        """
        pause = _PAUSE
        while self.size() <= size:
            if timeout <= 0:
                return False
            sleep(min(pause, timeout))
            timeout -= pause
            pause = min(2 * pause, _LONGEST_PAUSE)
        return True

    def close(self) -> None:
        """Let go of the file; the store is not used after that."""
        self._held.close()

    def begin(self, connection: sqlite3.Connection) -> None:
        """Begin a transaction that holds the lock from its first statement on."""
        self._line.begin(connection)

    def _transaction(self, connection: sqlite3.Connection, work: Callable[[Writing], T]) -> T:
        doing: Doing = "write"
        try:
            self.begin(connection)
            result = work(SqliteWriting(connection, self.name))
            doing = "commit"
            connection.execute("COMMIT")
        except FAILURES as error:
            raise self._refused(error, doing) from error
        if not self._in_its_place():
            facts = {"store": self.name, "said": os.strerror(errno.ENOENT)}
            raise OutcomeUnknown("store.unknown", facts)
        return result

    def _end(self, connection: sqlite3.Connection) -> None:
        """Leave no transaction open: what was not committed never was."""
        try:
            if self._held.current is connection:
                undo(connection)
            self._held.unsettled = False
        except sqlite3.Error:
            self._drop()

    def _read(self, look: Callable[[sqlite3.Connection], T]) -> T:
        with self._held.lock:
            connection = self._connection()
            try:
                return look(connection)
            except FAILURES as error:
                raise self._refused(error, "read") from error
            except ResponseLevelsError:
                raise
            except BaseException:  # an interrupt, or no memory
                if not self._held.unsettled:
                    self._drop()
                raise

    def _some(self, start: int, end: int) -> Rows:
        return self._read(lambda connection: _some(connection, start, end))

    def _refused(self, error: Failure, doing: Doing) -> Exception:
        if spent(error):
            self._drop()
        return refused(error, self.name, doing, known=self._version > 0)

    def _drop(self) -> None:
        with suppress(sqlite3.Error):
            self._held.drop()
        self._held.unsettled = False

    def _connection(self) -> sqlite3.Connection:
        self._held.check()
        self._held.settle(self)
        if not (self._held.current is None or self._held.unsettled or self._in_its_place()):
            self._drop()
        if self._held.current is None:
            self._place = check_file(self._path, known=self._version > 0)
            try:
                self._held.current = self._connect()
            except FAILURES as error:
                raise self._refused(error, "read") from error
        return self._held.current

    def _in_its_place(self) -> bool:
        """Say whether the file that is open is still the one that the address names.

        What is written to a file that was taken away is lost, and SQLite says nothing.
        """
        try:
            return place_of(self._path.stat()) == self._place
        except OSError:
            return False

    def _connect(self) -> sqlite3.Connection:
        connection = connect(self._path, "ro" if self._read_only else "rw", self._patience)
        try:
            self._version = check_register(connection, self.name)
            if not self._read_only:
                self._prepare(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Make the file ready to be written; one that can only be read is read as it is."""
        try:
            settle_journal(connection, self._journal, self.name)
            migrate(connection, self.name)
        except sqlite3.Error as error:
            if code_of(error) not in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL}:
                raise
        self._version = check_register(connection, self.name)


class SqliteWriting:
    """A transaction of a `SqliteStore`, which holds the lock."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection = connection
        self._name = name
        self._next: int | None = None

    def instant(self) -> int | None:
        """Return None: SQLite has no clock but the machine's."""
        return None

    def size(self) -> int:
        """Return the number of lines, those appended in this transaction included."""
        return _size(self._connection)

    def lines(self, start: int) -> Iterator[bytes]:
        """Return the lines from number *start* on, as they were written."""
        return lines_to_the_end(partial(_some, self._connection), start, self._name)

    def document(self, digest: str) -> bytes | None:
        """Return the document with this digest, None where there is none."""
        return _document(self._connection, digest, self._name)

    def append(self, seq: int, line: bytes) -> None:
        """Append *line* under the number *seq*.

        Raises:
            ValueError: *seq* is not the next number.
        """
        if self._next is None:
            self._next = self.size()
        if seq != self._next:
            raise ValueError(f"{seq} is not the number of the next line")
        self._connection.execute("INSERT INTO event (seq, line) VALUES (?, ?)", (seq, line))
        self._next += 1

    def keep(self, digest: str, body: bytes) -> None:
        """Keep a document under its digest; one that is there already is left as it is."""
        if self.document(digest) is None:
            self._connection.execute(
                "INSERT INTO document (digest, body) VALUES (?, ?)", (digest, body)
            )

    def keep_checkpoint(self, size: int, note: bytes) -> None:
        """Keep a checkpoint that was signed; the same one is kept once."""
        there = "SELECT 1 FROM checkpoint WHERE size = ? AND note = ?"
        if self._connection.execute(there, (size, note)).fetchone() is None:
            self._connection.execute(
                "INSERT INTO checkpoint (size, note) VALUES (?, ?)", (size, note)
            )


def _size(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(seq) + 1, 0) FROM event").fetchone()[0])


def _some(connection: sqlite3.Connection, start: int, end: int) -> Rows:
    return connection.execute(_LINES, (start, end, AT_ONCE)).fetchall()


def _document(connection: sqlite3.Connection, digest: str, name: str) -> bytes | None:
    found = connection.execute("SELECT body FROM document WHERE digest = ?", (digest,)).fetchone()
    return None if found is None else body_of(found[0], digest, name)


def _checkpoints(connection: sqlite3.Connection, version: int) -> tuple[tuple[int, bytes], ...]:
    if version < 2:  # an old register that can only be read
        return ()
    rows = connection.execute("SELECT size, note FROM checkpoint ORDER BY size, note")
    return tuple((int(size), bytes(note)) for size, note in rows)
