"""`SqliteAccounts`: accounts in a file beside that of the register, for its owner's eyes only."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from responselevels.errors import RegisterFormat, RegisterNotFound, RegisterUnwritable
from responselevels.register.stores.connection import SharedConnection
from responselevels.register.stores.sqlite_errors import FAILURES, Doing, refused, spent
from responselevels.register.stores.sqlite_file import (
    check_file,
    connect,
    number,
    place_of,
    settle_journal,
    undo,
)
from responselevels.server.people.store.database import Rows, Run, Value
from responselevels.server.people.store.tables import MAKING, VERSION

T = TypeVar("T")

APPLICATION = 0x524C4143
"""The mark in the file's header that makes it one of accounts ("RLAC")."""

_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


def path_beside(register: Path) -> Path:
    """Return the file of the accounts of a register.

    >>> path_beside(Path("duty.db")).name
    'duty.accounts.db'
    """
    return register.with_name(f"{register.stem}.accounts.db")


class SqliteAccounts:
    """Accounts in a file; threads may share it, and so may processes."""

    def __init__(self, path: Path, *, patience: float = 10.0, create: bool = True) -> None:
        self._path = path.absolute()
        self._patience = patience
        self._place: tuple[int, int] | None = None
        self._held: SharedConnection[sqlite3.Connection] = SharedConnection()
        if create:
            self._make()
        self.read(lambda _run: None)

    @property
    def name(self) -> str:
        """The path of the file, for messages."""
        return str(self._path)

    def read(self, work: Callable[[Run], T]) -> T:
        """Call *work* to look, and return what it returned."""
        return self._calling(work, None)

    def write(self, work: Callable[[Run], T]) -> T:
        """Call *work* in a transaction that no other writes beside; see `Database`."""
        return self._calling(work, "BEGIN IMMEDIATE")

    def close(self) -> None:
        """Let go of the file; it is not used after that."""
        self._held.close()

    def _calling(self, work: Callable[[Run], T], begin: str | None) -> T:
        doing: Doing = "read" if begin is None else "write"
        with self._held.lock:
            connection = self._connection()
            try:
                if begin is not None:
                    connection.execute(begin)
                result = work(_running(connection))
                if begin is not None:
                    doing = "commit"
                    connection.execute("COMMIT")
            except FAILURES as error:
                if spent(error):
                    self._drop()
                raise refused(error, self.name, doing, known=True) from error
            finally:
                self._settle(connection)
            return result

    def _settle(self, connection: sqlite3.Connection) -> None:
        """Leave no transaction open."""
        try:
            if self._held.current is connection:
                undo(connection)
        except sqlite3.Error:
            self._drop()

    def _drop(self) -> None:
        with suppress(sqlite3.Error):
            self._held.drop()

    def _connection(self) -> sqlite3.Connection:
        self._held.check()
        if self._held.current is not None and not self._in_its_place():
            self._drop()
        if self._held.current is None:
            self._place = check_file(self._path, known=self._place is not None)
            try:
                self._held.current = self._connect()
            except FAILURES as error:
                raise refused(error, self.name, "read") from error
        return self._held.current

    def _in_its_place(self) -> bool:
        """Say whether the file that is open is still the one of that name."""
        try:
            return place_of(self._path.stat()) == self._place
        except OSError:
            return False

    def _connect(self) -> sqlite3.Connection:
        connection = connect(self._path, "rw", self._patience)
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            check_version(connection, self.name)
        except BaseException:
            connection.close()
            raise
        return connection

    def _make(self) -> None:
        """Make the tables where there are none; the file is its owner's alone."""
        try:
            with suppress(FileExistsError):
                os.close(os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except OSError as error:
            facts = {"store": self.name, "said": error.strerror or type(error).__name__}
            code = "store.read_only" if error.errno in _FORBIDDEN else "store.failing"
            raise RegisterUnwritable(code, facts) from error
        check_file(self._path)
        try:
            connection = connect(self._path, "rw", self._patience)
            try:
                if not _holds_nothing(connection):
                    check_version(connection, self.name)  # what is of others is left as it is
                settle_journal(connection, None, self.name)
                _build(connection)
            finally:
                connection.close()
        except FAILURES as error:
            raise refused(error, self.name, "write") from error


def check_version(connection: sqlite3.Connection, name: str) -> None:
    """Return where the open file holds accounts that this version knows.

    Raises:
        RegisterNotFound: it is something else.
        RegisterFormat: a later version made it.
    """
    if number(connection, "application_id") != APPLICATION:
        raise RegisterNotFound("accounts.none", {"store": name})
    version = number(connection, "user_version")
    if version > VERSION:
        facts = {"store": name, "version": version, "known": VERSION}
        raise RegisterFormat("store.later", facts)


def _holds_nothing(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None


def _build(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _holds_nothing(connection):
            for statement in MAKING:
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    finally:
        undo(connection)


def _running(connection: sqlite3.Connection) -> Run:
    def run(statement: str, values: Sequence[Value] = ()) -> Rows:
        return connection.execute(statement, tuple(values)).fetchall()

    return run
