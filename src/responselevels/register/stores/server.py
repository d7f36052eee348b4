"""The schema of a register kept by PostgreSQL: made, connected to, held to what it should be."""

from __future__ import annotations

from math import ceil

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from responselevels.errors import (
    RegisterAddress,
    RegisterExists,
    RegisterFormat,
    RegisterNotFound,
)
from responselevels.register.stores.address import Address
from responselevels.register.stores.migrations import LATEST, POSTGRES, statements
from responselevels.register.stores.postgres_errors import Doing, refused

_MARGIN = 30.0
"""Maximum time, in seconds, of a statement beside waiting, and of work that holds the lock and sends nothing."""

_SESSION = """
SELECT set_config('search_path', quote_ident(%(schema)s) || ', pg_temp', false),
       set_config('lock_timeout', %(lock)s, false),
       set_config('statement_timeout', %(statement)s, false),
       set_config('idle_in_transaction_session_timeout', %(idle)s, false),
       set_config('default_transaction_read_only', %(read_only)s, false),
       set_config('synchronous_commit', CASE current_setting('synchronous_commit')
           WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false)
"""

_HURRIED = ("42P06", "42P07", "23505")
"""Two made the same schema or table at once."""


def connect(address: Address, patience: float, *, read_only: bool = False) -> psycopg.Connection:
    """Return a connection that begins no transaction by itself and waits no longer than it may.

    Raises:
        RegisterAddress: the address is malformed.
        psycopg.Error: the server cannot be reached, or lets nobody in.
    """
    try:
        given = conninfo_to_dict(address.conninfo)
    except psycopg.ProgrammingError:
        # What psycopg says may repeat the password.
        raise RegisterAddress("store.address", {"address": address.name}) from None
    defaults: dict[str, str | int] = {
        "application_name": "responselevels",
        "connect_timeout": max(2, ceil(patience)),
        "tcp_user_timeout": ceil(1000 * (patience + _MARGIN)),
    }
    connection = psycopg.connect(**{**defaults, **given}, autocommit=True)  # type: ignore[arg-type]
    try:
        connection.execute(_SESSION, _session(address, patience, read_only=read_only))
    except BaseException:
        connection.close()
        raise
    return connection


def _session(address: Address, patience: float, *, read_only: bool) -> dict[str, str]:
    return {
        "schema": address.schema,
        "lock": str(max(1, ceil(1000 * patience))),
        "statement": str(ceil(1000 * (patience + _MARGIN))),
        "idle": str(ceil(1000 * _MARGIN)),
        "read_only": "on" if read_only else "off",
    }


def check_register(connection: psycopg.Connection, address: Address) -> int:
    """Return the version of the register in the schema.

    Raises:
        RegisterNotFound: there is none.
        RegisterFormat: a later version of this program made it.
    """
    table = sql.Identifier(address.schema, "register_version")
    row = connection.execute(sql.SQL("SELECT max(version) FROM {}").format(table)).fetchone()
    version = row[0] if row else None
    if version is None:
        raise RegisterNotFound("store.none", {"store": address.name})
    if version > LATEST:
        facts = {"store": address.name, "version": version, "known": LATEST}
        raise RegisterFormat("store.later", facts)
    return int(version)


def migrate(connection: psycopg.Connection, address: Address) -> None:
    """Bring the register to the latest version, in one transaction under the lock.

    Raises:
        RegisterFormat: this user may not; or it is of a later version.
        RegisterNotFound: there is none.
    """
    version = check_register(connection, address)
    if version == LATEST:
        return
    try:
        with connection.transaction():
            connection.execute("LOCK TABLE register_lock IN EXCLUSIVE MODE")
            _build(connection, check_register(connection, address))
    except psycopg.errors.InsufficientPrivilege as error:
        facts = {"store": address.name, "version": version, "known": LATEST}
        raise RegisterFormat("store.older", facts) from error


def _build(connection: psycopg.Connection, version: int) -> None:
    for statement in statements(POSTGRES, version):
        connection.execute(statement.encode())
    connection.execute("UPDATE register_version SET version = %s", (LATEST,))


def make_schema(address: Address, patience: float) -> None:
    """Make an empty register, where there is none that holds a line.

    Raises:
        RegisterExists: there is one, or its tables' names are taken.
        RegisterUnreadable, RegisterUnwritable: the server cannot be reached, or this user may not.
    """
    connection = None
    try:
        connection = connect(address, patience)
        for last in (False, True):
            if _made(connection, address, last=last):
                return
    except psycopg.Error as error:
        doing: Doing = "read" if connection is None else "write"
        raise refused(error, address.name, doing, connection) from error
    finally:
        if connection is not None:
            connection.close()


def _made(connection: psycopg.Connection, address: Address, *, last: bool) -> bool:
    """Make it; return False where another is making it at this moment, unless it is the *last* try."""
    try:
        with connection.transaction():
            _make(connection, address)
    except psycopg.Error as error:
        if error.sqlstate not in _HURRIED:
            raise
        if last:
            raise RegisterExists("store.taken", {"store": address.name}) from error
        return False
    return True


def _make(connection: psycopg.Connection, address: Address) -> None:
    schema = sql.Identifier(address.schema)
    there = connection.execute(
        "SELECT 1 FROM pg_namespace WHERE nspname = %s", (address.schema,)
    ).fetchone()
    if there is None:
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(schema))
    found = connection.execute(
        "SELECT to_regclass(quote_ident(%s) || '.register_version')", (address.schema,)
    ).fetchone()
    if found is None or found[0] is None:
        _build(connection, 0)
    elif connection.execute("SELECT 1 FROM event LIMIT 1").fetchone() is not None:
        raise RegisterExists("store.exists", {"store": address.name})
