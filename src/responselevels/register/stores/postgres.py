"""`PostgresStore`: a register on a server, between sites.

Each transaction is SERIALIZABLE, and its first statement locks a table that is
there for nothing else: unlike a lock taken by a query, that freezes no
snapshot before it waits, so that what is judged is what is current. The number
of a line is its primary key, which stops a second line at once should a lock
ever fail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from random import SystemRandom
from time import sleep
from typing import TypeVar

import psycopg
from psycopg import sql

from responselevels.errors import (
    RegisterError,
    RegisterNotFound,
    RegisterUnreadable,
    RegisterUnwritable,
    ResponseLevelsError,
)
from responselevels.register.stores.address import Address
from responselevels.register.stores.connection import SharedConnection
from responselevels.register.stores.pages import (
    AT_ONCE,
    body_of,
    lines_between,
    lines_to_the_end,
)
from responselevels.register.stores.postgres_errors import AGAIN, Doing, lost, refused
from responselevels.register.stores.server import check_register, connect, migrate
from responselevels.register.stores.store import Writing

T = TypeVar("T")

RETRIES = 10
"""Number of attempts at a transaction before the register counts as busy."""

_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.01, 1.0
_LINES = "SELECT seq, line FROM event WHERE seq >= %s AND seq < %s ORDER BY seq LIMIT %s"
_APPEND = "INSERT INTO event (seq, line) SELECT * FROM unnest(%s::bigint[], %s::bytea[])"
_SIZE = "SELECT coalesce(max(seq) + 1, 0) FROM event"


class _Again(Exception):  # noqa: N818 - no error: a request to begin anew
    """The transaction may do if it is begun anew; *last* is what to raise after the last time."""

    def __init__(self, last: RegisterError) -> None:
        self.last = last
        super().__init__(last)


class PostgresStore:
    """A register in a schema of a database; threads may share it."""

    def __init__(
        self, address: Address, *, patience: float = 20.0, read_only: bool = False
    ) -> None:
        self._address = address
        self._patience = patience
        self._read_only = read_only
        self._version = 0
        self._held: SharedConnection[psycopg.Connection] = SharedConnection()
        self._read(lambda _connection: None)

    @property
    def name(self) -> str:
        """The address, for messages; without a password."""
        return self._address.name

    def __repr__(self) -> str:
        return f"PostgresStore({self.name!r})"

    def size(self) -> int:
        """Return the number of lines."""
        return self._read(_size)

    def lines(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Return the lines from number *start* up to (not with) *end*, as they are now.

        What follows later is left out.

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
        """Take the lock, call *work*, commit, and return what it returned; see `Store`.

        It is begun anew, at most `RETRIES` times, where another was quicker and
        where the connection is lost before the commit.
        """
        if self._read_only:
            raise RegisterUnwritable("store.read_only", {"store": self.name, "said": "read_only"})
        with self._held.lock:
            for retry in range(RETRIES):
                try:
                    return self._once(work)
                except _Again:
                    sleep(_pause(retry))
            try:
                return self._once(work)
            except _Again as again:
                raise again.last from again

    def wait(self, size: int, timeout: float) -> bool:
        """Wait until there are more than *size* lines; return False after *timeout* seconds.

        It listens on a connection of its own, so that nobody is held up.
        """
        listener = self._connected()
        try:
            listener.execute(sql.SQL("LISTEN {}").format(sql.Identifier(self._channel)))
            if self.size() > size:
                return True
            heard = listener.notifies(timeout=timeout)
            return any(self.size() > size for _notice in heard)
        except psycopg.Error as error:
            raise self._refused(error, "read", listener) from error
        finally:
            listener.close()

    def close(self) -> None:
        """Let go of the connection; the store is not used after that."""
        self._held.close()

    def begin(self, connection: psycopg.Connection) -> None:
        """Begin a transaction whose first statement takes the lock."""
        connection.execute(
            "BEGIN ISOLATION LEVEL SERIALIZABLE; LOCK TABLE register_lock IN EXCLUSIVE MODE",
            prepare=False,
        )

    def connect(self) -> psycopg.Connection:
        """Return a new connection to the server."""
        return connect(self._address, self._patience, read_only=self._read_only)

    @property
    def _channel(self) -> str:
        return f"responselevels_{sha256(self._address.schema.encode()).hexdigest()[:16]}"

    def _once(self, work: Callable[[Writing], T]) -> T:
        connection = self._ready()
        if self._held.unsettled:
            raise ValueError("a transaction of this store is under way in this thread")
        self._held.unsettled = True
        try:
            result = self._transaction(connection, work)
        except (ResponseLevelsError, _Again):
            self._end(connection)
            raise
        except BaseException:  # an interrupt, or no memory: it is not used again
            self._drop()
            raise
        self._held.unsettled = False
        return result

    def _transaction(self, connection: psycopg.Connection, work: Callable[[Writing], T]) -> T:
        doing: Doing = "write"
        try:
            self.begin(connection)
            writing = PostgresWriting(connection, self.name, self._channel)
            result = work(writing)
            writing.flush()
            doing = "commit"
            self._commit(connection)
        except psycopg.Error as error:
            raise self._failed(error, doing, connection) from error
        return result

    def _commit(self, connection: psycopg.Connection) -> None:
        """Commit; a server answers `ROLLBACK` where a statement had failed before."""
        if connection.execute("COMMIT", prepare=False).statusmessage != "COMMIT":
            facts = {"store": self.name, "said": "ROLLBACK"}
            raise RegisterUnwritable("store.failing", facts)

    def _failed(
        self, error: psycopg.Error, doing: Doing, connection: psycopg.Connection
    ) -> Exception:
        reason = self._refused(error, doing, connection)
        if lost(error, connection):
            return reason if doing == "commit" else _Again(reason)
        return _Again(reason) if error.sqlstate in AGAIN else reason

    def _end(self, connection: psycopg.Connection) -> None:
        """Leave no transaction open, and no connection that is lost."""
        try:
            if connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
                connection.execute("ROLLBACK", prepare=False)
            self._held.unsettled = False
        except psycopg.Error:
            self._drop()

    def _drop(self) -> None:
        self._held.drop()
        self._held.unsettled = False

    def _refused(
        self, error: psycopg.Error, doing: Doing, connection: psycopg.Connection | None
    ) -> RegisterError:
        """Return what *error* means; a register that was there is not looked for elsewhere."""
        reason = refused(error, self.name, doing, connection)
        if self._version and isinstance(reason, RegisterNotFound):
            return RegisterUnreadable("store.unreadable", reason.facts)
        return reason

    def _ready(self) -> psycopg.Connection:
        """Return the connection; while the server cannot be reached, ask to try again."""
        try:
            return self._connection()
        except psycopg.errors.ConnectionTimeout as error:
            raise self._refused(error, "read", None) from error
        except psycopg.Error as error:
            reason = self._refused(error, "read", None)
            raise (_Again(reason) if error.sqlstate is None else reason) from error

    def _read(self, look: Callable[[psycopg.Connection], T]) -> T:
        """Return what *look* sees; a connection that was lost is made anew, once."""
        with self._held.lock:
            used = self._held.current
            try:
                return self._look(look)
            except psycopg.Error as error:
                if used is None or not lost(error, used):
                    raise self._refused(error, "read", self._held.current) from error
            self._held.drop()
            try:
                return self._look(look)
            except psycopg.Error as error:
                raise self._refused(error, "read", self._held.current) from error

    def _look(self, look: Callable[[psycopg.Connection], T]) -> T:
        try:
            return look(self._connection())
        except (psycopg.Error, ResponseLevelsError):
            raise
        except BaseException:  # an interrupt, or no memory
            if not self._held.unsettled:
                self._drop()
            raise

    def _some(self, start: int, end: int) -> list[tuple[int, object]]:
        return self._read(lambda connection: _some(connection, start, end))

    def _connected(self) -> psycopg.Connection:
        self._held.check()
        try:
            return self.connect()
        except psycopg.Error as error:
            raise self._refused(error, "read", None) from error

    def _connection(self) -> psycopg.Connection:
        self._held.check()
        self._held.settle(self)
        if self._held.current is not None and self._held.current.closed:
            self._held.drop()
        if self._held.current is None:
            connection = self.connect()
            try:
                self._prepare(connection)
            except BaseException:
                connection.close()
                raise
            self._held.current = connection
        return self._held.current

    def _prepare(self, connection: psycopg.Connection) -> None:
        if not self._read_only:
            migrate(connection, self._address)
        self._version = check_register(connection, self._address)


def _pause(retry: int) -> float:
    """Return how long to wait before a try: longer each time, and never as long as the others."""
    longest = min(_SHORTEST_PAUSE * 2**retry, _LONGEST_PAUSE)
    return SystemRandom().uniform(longest / 2, longest)


class PostgresWriting:
    """A transaction of a `PostgresStore`, which holds the lock."""

    def __init__(self, connection: psycopg.Connection, name: str, channel: str) -> None:
        self._connection = connection
        self._name = name
        self._channel = channel
        self._first = 0
        self._pending: list[bytes] = []

    def instant(self) -> int | None:
        """Return the server's time now, in microseconds: not that of the transaction's beginning."""
        row = self._connection.execute(
            "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint"
        ).fetchone()
        return None if row is None else int(row[0])

    def size(self) -> int:
        """Return the number of lines, those appended in this transaction included."""
        self.flush()
        return _size(self._connection)

    def lines(self, start: int) -> Iterator[bytes]:
        """Return the lines from number *start* on, as they were written."""
        self.flush()
        return lines_to_the_end(partial(_some, self._connection), start, self._name)

    def document(self, digest: str) -> bytes | None:
        """Return the document with this digest, None where there is none."""
        return _document(self._connection, digest, self._name)

    def append(self, seq: int, line: bytes) -> None:
        """Append *line* under the number *seq*; those of one act go to the server together.

        Raises:
            ValueError: *seq* is not the next number.
        """
        if not self._pending:
            self._first = _size(self._connection)
        if seq != self._first + len(self._pending):
            raise ValueError(f"{seq} is not the number of the next line")
        self._pending.append(line)

    def flush(self) -> None:
        """Write what was appended, and have those told who listen, once it is committed."""
        lines, self._pending = self._pending, []
        if lines:
            numbers = list(range(self._first, self._first + len(lines)))
            self._connection.execute(_APPEND, (numbers, lines))
            self._connection.execute("SELECT pg_notify(%s, '')", (self._channel,))

    def keep(self, digest: str, body: bytes) -> None:
        """Keep a document under its digest; one that is there already is left as it is."""
        if self.document(digest) is None:
            self._connection.execute(
                "INSERT INTO document (digest, body) VALUES (%s, %s)", (digest, body)
            )

    def keep_checkpoint(self, size: int, note: bytes) -> None:
        """Keep a checkpoint that was signed; the same one is kept once."""
        there = "SELECT 1 FROM checkpoint WHERE size = %s AND note = %s"
        if self._connection.execute(there, (size, note)).fetchone() is None:
            self._connection.execute(
                "INSERT INTO checkpoint (size, note) VALUES (%s, %s)", (size, note)
            )


def _size(connection: psycopg.Connection) -> int:
    row = connection.execute(_SIZE).fetchone()
    return 0 if row is None else int(row[0])


def _some(connection: psycopg.Connection, start: int, end: int) -> list[tuple[int, object]]:
    return connection.execute(_LINES, (start, end, AT_ONCE)).fetchall()


def _document(connection: psycopg.Connection, digest: str, name: str) -> bytes | None:
    row = connection.execute("SELECT body FROM document WHERE digest = %s", (digest,)).fetchone()
    return None if row is None else body_of(row[0], digest, name)


def _checkpoints(connection: psycopg.Connection, version: int = 2) -> tuple[tuple[int, bytes], ...]:
    if version < 2:  # an old register that can only be read
        return ()
    rows = connection.execute("SELECT size, note FROM checkpoint ORDER BY size, note")
    return tuple((int(size), bytes(note)) for size, note in rows)
