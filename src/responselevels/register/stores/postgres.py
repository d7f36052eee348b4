"""`PostgresStore`: a register on a server, between sites.

Each transaction is SERIALIZABLE, and its first statement locks a table that is
there for nothing else: unlike a lock taken by a query, that freezes no
snapshot before it waits, so that what is judged is what is current. The number
of a line is its primary key, which stops a second line at once should a lock
ever fail.

A transaction goes to the server in two messages, each answered as a whole: the lock, the time
and the lines that followed since; and what is recorded, with the commit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from hashlib import sha256
from random import SystemRandom
from time import sleep
from typing import ClassVar, TypeVar

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
    lines_between,
)
from responselevels.register.stores.postgres_errors import AGAIN, Doing, lost, refused
from responselevels.register.stores.postgres_writing import (
    PostgresWriting,
    checkpoints_of,
    document_of,
    looked_ahead,
    size_of,
    some_of,
)
from responselevels.register.stores.server import check_register, connect, migrate
from responselevels.register.stores.store import Writing

T = TypeVar("T")

RETRIES = 10
"""Number of attempts at a transaction before the register counts as busy."""

_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.01, 1.0
_LONGEST_LOOK = 0.25


class _Again(Exception):  # noqa: N818 - no error: a request to begin anew
    """The transaction may do if it is begun anew; *last* is what to raise after the last time."""

    def __init__(self, last: RegisterError) -> None:
        self.last = last
        super().__init__(last)


class PostgresStore:
    """A register in a schema of a database; threads may share it."""

    looks_ahead: ClassVar[bool] = True
    """Whether lines are asked for with the lock, where the last act of this store ended."""

    def __init__(
        self, address: Address, *, patience: float = 20.0, read_only: bool = False
    ) -> None:
        self._address = address
        self._patience = patience
        self._read_only = read_only
        self._version = 0
        self._end_known = 0
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
        return self._read(size_of)

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
        return self._read(lambda connection: document_of(connection, digest, self.name))

    def checkpoints(self) -> tuple[tuple[int, bytes], ...]:
        """Return the checkpoints that were kept, each with its size, from the smallest up."""
        return self._read(lambda connection: checkpoints_of(connection, self._version))

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

        It listens on a connection of its own, so that nobody is held up. On a replica nobody can
        listen: there it looks again and again.
        """
        listener = self._connected()
        try:
            listener.execute(sql.SQL("LISTEN {}").format(sql.Identifier(self._channel)))
            if self.size() > size:
                return True
            heard = listener.notifies(timeout=timeout)
            return any(self.size() > size for _notice in heard)
        except psycopg.errors.ReadOnlySqlTransaction:
            return self._looking(size, timeout)
        except psycopg.Error as error:
            raise self._refused(error, "read", listener) from error
        finally:
            listener.close()

    def _looking(self, size: int, timeout: float) -> bool:
        """Wait as `wait` does, by looking at ever longer intervals."""
        pause = _SHORTEST_PAUSE
        while self.size() <= size:
            if timeout <= 0:
                return False
            sleep(min(pause, timeout))
            timeout -= pause
            pause = min(2 * pause, _LONGEST_LOOK)
        return True

    def close(self) -> None:
        """Let go of the connection; the store is not used after that."""
        self._held.close()

    def begin(self, connection: psycopg.Connection) -> None:
        """Begin a transaction whose first statement takes the lock."""
        connection.execute("BEGIN ISOLATION LEVEL SERIALIZABLE", prepare=False)
        connection.execute("LOCK TABLE register_lock IN EXCLUSIVE MODE", prepare=False)

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
            with _together(connection):
                self.begin(connection)
                start = self._end_known - 1 if self.looks_ahead else -1
                answers = looked_ahead(connection, start)
            writing = PostgresWriting(connection, self.name, self._channel, answers)
            result = work(writing)
            doing = "commit"
            self._commit(connection, writing)
        except psycopg.Error as error:
            raise self._failed(error, doing, connection) from error
        self._end_known = writing.end or self._end_known
        return result

    def _commit(self, connection: psycopg.Connection, writing: PostgresWriting) -> None:
        """Write what is left and commit; a server answers `ROLLBACK` where a statement had failed before."""
        with _together(connection):
            writing.flush()
            committed = connection.execute("COMMIT", prepare=False)
        if committed.statusmessage != "COMMIT":
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
        return self._read(lambda connection: some_of(connection, start, end))

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


def _together(connection: psycopg.Connection) -> AbstractContextManager[object]:
    """Send what is executed in this context in one message, and wait once, at its end.

    A library of PostgreSQL that is too old for that waits for each answer.
    """
    return connection.pipeline() if psycopg.Pipeline.is_supported() else nullcontext()
