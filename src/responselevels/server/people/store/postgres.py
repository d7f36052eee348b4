"""`PostgresAccounts`: accounts in tables beside those of the register, in the same schema."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import psycopg
from psycopg import sql

from responselevels.errors import RegisterFormat, RegisterUnwritable
from responselevels.register.stores.address import Address
from responselevels.register.stores.connection import SharedConnection
from responselevels.register.stores.postgres_errors import AGAIN, Doing, lost, refused
from responselevels.register.stores.server import connect
from responselevels.server.people.account import kept_in
from responselevels.server.people.store.database import Rows, Run, Value
from responselevels.server.people.store.tables import MAKING, VERSION

T = TypeVar("T")

ATTEMPTS = 5
"""Number of attempts at work before it fails: a connection may have been lost since it was last used."""

_LOCK = "LOCK TABLE account_setting IN SHARE ROW EXCLUSIVE MODE"
_HURRIED = ("42P07", "23505")
"""Two made the same table at once."""


class PostgresAccounts:
    """Accounts on a server; threads may share it, and so may processes and sites."""

    def __init__(self, address: Address, *, patience: float = 10.0, create: bool = True) -> None:
        self._address = address
        self._patience = patience
        self._held: SharedConnection[psycopg.Connection] = SharedConnection()
        if create and not self.read(self._is_there):
            self._make()
        self.read(self._check)

    @property
    def name(self) -> str:
        """The address, for messages; without a password."""
        return self._address.name

    def read(self, work: Callable[[Run], T]) -> T:
        """Call *work* to look, and return what it returned."""
        return self._trying(work, writing=False)

    def write(self, work: Callable[[Run], T]) -> T:
        """Call *work* in a transaction that no other writes beside; see `Database`."""
        return self._trying(work, writing=True)

    def close(self) -> None:
        """Let go of the server; it is not used after that."""
        self._held.close()

    def _trying(self, work: Callable[[Run], T], *, writing: bool) -> T:
        with self._held.lock:
            self._held.check()
            for _ in range(ATTEMPTS - 1):
                try:
                    return self._once(work, writing=writing)
                except _Again:
                    continue
            try:
                return self._once(work, writing=writing)
            except _Again as last:
                raise refused(last.error, self.name, "read", None) from last.error

    def _once(self, work: Callable[[Run], T], *, writing: bool) -> T:
        """Do the work; raise `_Again` where it may do if begun anew, having done nothing."""
        doing: Doing = "write" if writing else "read"
        connection = None
        try:
            connection = self._connection()
            if not writing:
                return work(_running(connection))
            connection.execute("BEGIN")
            connection.execute(_LOCK)
            result = work(_running(connection))
            doing = "commit"
            connection.execute("COMMIT")
        except psycopg.Error as error:
            self._drop()
            gone = connection is not None and lost(error, connection)
            if (gone and doing != "commit") or error.sqlstate in AGAIN:
                raise _Again(error) from error
            raise refused(error, self.name, doing, connection) from error
        except BaseException:
            self._drop()
            raise
        return result

    def _drop(self) -> None:
        """Let go of the connection, and with it of a transaction that was not committed."""
        self._held.drop()

    def _connection(self) -> psycopg.Connection:
        if self._held.current is None:
            self._held.current = connect(self._address, self._patience)
        return self._held.current

    def _is_there(self, run: Run) -> bool:
        found = run("SELECT to_regclass(quote_ident(?) || '.account_setting')", (self._schema,))
        return found[0][0] is not None

    @property
    def _schema(self) -> str:
        return self._address.schema

    def _check(self, run: Run) -> None:
        kept = run("SELECT value FROM account_setting WHERE name = 'version'", ())
        with kept_in("account_setting"):
            version = int(kept[0][0])
        if version > VERSION:
            facts = {"store": self.name, "version": version, "known": VERSION}
            raise RegisterFormat("store.later", facts)

    def _make(self) -> None:
        """Make the tables; another may be making them at this moment.

        Raises:
            RegisterUnwritable: this user may not make tables.
        """
        connection = None
        try:
            connection = connect(self._address, self._patience)
            with connection.transaction():
                schema = sql.Identifier(self._schema)
                connection.execute(sql.SQL("SET LOCAL search_path TO {}").format(schema))
                for statement in MAKING:
                    connection.execute(statement.encode())
                setting = "INSERT INTO account_setting (name, value) VALUES ('version', %s)"
                connection.execute(setting, (str(VERSION),))
        except psycopg.errors.InsufficientPrivilege as error:
            raise RegisterUnwritable("accounts.owner", {"store": self.name}) from error
        except psycopg.Error as error:
            if error.sqlstate not in _HURRIED:
                doing: Doing = "read" if connection is None else "write"
                raise refused(error, self.name, doing, connection) from error
        finally:
            if connection is not None:
                connection.close()


class _Again(Exception):  # noqa: N818 - no error: a request to begin anew
    """The work may do if it is begun anew."""

    def __init__(self, error: psycopg.Error) -> None:
        self.error = error
        super().__init__(error)


def _running(connection: psycopg.Connection) -> Run:
    def run(statement: str, values: Sequence[Value] = ()) -> Rows:
        done = connection.execute(statement.replace("?", "%s").encode(), tuple(values))
        return done.fetchall() if done.description is not None else []

    return run
