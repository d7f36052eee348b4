"""The file of a register kept by SQLite: made, opened, held to what it should be.

Committed means on the disk: ``synchronous`` is EXTRA, which is FULL and also
waits for the folder. A write-ahead log is used only where SQLite is new enough
(`SAFE_WAL`): before that two connections could lose a commit between them.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from responselevels.errors import (
    FileUnreadable,
    FileUnwritable,
    RegisterBusy,
    RegisterError,
    RegisterExists,
    RegisterFormat,
    RegisterNotFound,
    RegisterUnreadable,
)
from responselevels.register.stores.migrations import LATEST, SQLITE, statements
from responselevels.register.stores.sqlite_errors import code_of, refused

Journal = Literal["wal", "delete", "truncate"]
"""Journal mode of SQLite: a log of what is new, or a copy of what was."""

SAFE_WAL = (3, 51, 3)
"""The first version of SQLite whose write-ahead log never loses a commit."""

APPLICATION = 0x524C5647
"""The mark in the file's header that makes it a register ("RLVG")."""


def safe_journal() -> Journal:
    """Return the journal that a new register gets from the SQLite that is running."""
    return "wal" if sqlite3.sqlite_version_info >= SAFE_WAL else "delete"


def check_file(path: Path, *, known: bool = False) -> tuple[int, int]:
    """Return which file there is at *path*; raise where there is none: opening never makes one.

    With *known*, there was one when the register was opened.

    Raises:
        RegisterNotFound: there is nothing, or no file.
        RegisterUnreadable: it is a folder, cannot be looked at, or was taken away.
    """
    facts = {"store": str(path)}
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        if known:
            raise RegisterUnreadable("store.vanished", facts) from None
        raise RegisterNotFound("store.missing", facts) from None
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise RegisterUnreadable("store.unreadable", {**facts, "said": said}) from None
    if stat.S_ISDIR(found.st_mode):
        raise FileUnreadable("store.folder", facts)
    if not stat.S_ISREG(found.st_mode):
        raise RegisterNotFound("store.none", facts)
    return place_of(found)


def place_of(found: os.stat_result) -> tuple[int, int]:
    """Return what tells one file from any other, by whatever name."""
    return found.st_dev, found.st_ino


def connect(path: Path, mode: Literal["ro", "rw", "rwc"], patience: float) -> sqlite3.Connection:
    """Return a connection that begins no transaction by itself.

    Raises:
        sqlite3.Error: there is nothing that can be opened.
    """
    connection = sqlite3.connect(
        f"file:{quote(path.as_posix())}?mode={mode}",
        uri=True,
        timeout=patience,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA trusted_schema = OFF")
    except BaseException:
        connection.close()
        raise
    return connection


def number(connection: sqlite3.Connection, pragma: str) -> int:
    """Return the value of a pragma that is a number."""
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def check_register(connection: sqlite3.Connection, name: str) -> int:
    """Return the version of the register in an open file.

    Raises:
        RegisterNotFound: it is a database of something else, or one whose making was cut short.
        RegisterFormat: a later version of this program made it.
    """
    version = number(connection, "user_version")
    if number(connection, "application_id") != APPLICATION or version < 1:
        code = "store.half_made" if _holds_nothing(connection) else "store.none"
        raise RegisterNotFound(code, {"store": name})
    if version > LATEST:
        facts = {"store": name, "version": version, "known": LATEST}
        raise RegisterFormat("store.later", facts)
    return version


def settle_journal(connection: sqlite3.Connection, wanted: Journal | None, name: str) -> None:
    """Set the journal: the one *wanted*; else the one that is there, unless it is unsafe.

    Raises:
        RegisterBusy: others have the file open in another mode.
    """
    present = str(connection.execute("PRAGMA journal_mode").fetchone()[0])
    goal = wanted or (safe_journal() if present == "wal" else "delete")
    if present == goal:
        return
    settled = connection.execute(f"PRAGMA journal_mode = {goal}").fetchone()[0]
    if settled != goal:
        raise RegisterBusy("store.journal", {"store": name, "journal": settled})


def migrate(connection: sqlite3.Connection, name: str) -> None:
    """Bring the register in an open file to the latest version, in one transaction.

    Raises:
        RegisterFormat, RegisterNotFound: it is of a later version, or none.
    """
    if check_register(connection, name) == LATEST:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        _build(connection, check_register(connection, name))
        connection.execute("COMMIT")
    finally:
        undo(connection)


def _build(connection: sqlite3.Connection, version: int) -> None:
    for statement in statements(SQLITE, version):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {LATEST}")


def undo(connection: sqlite3.Connection) -> None:
    """Roll back what is still open, if anything is."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def make(path: Path, patience: float, journal: Journal | None) -> None:
    """Make an empty register at *path*, where there is none that holds a line.

    One whose making was cut short holds none, and is made whole.

    Raises:
        RegisterExists: there is one, or something else.
        RegisterUnwritable: the folder is not there or takes no file.
    """
    name = str(path)
    if path.is_dir():
        raise RegisterExists("store.taken", {"store": name})
    if not path.parent.is_dir():
        raise FileUnwritable("store.no_folder", {"store": name, "folder": str(path.parent)})
    try:
        connection = connect(path, "rwc", patience)
        try:
            _make(connection, name, journal)
        finally:
            connection.close()
    except sqlite3.Error as error:
        if code_of(error) == sqlite3.SQLITE_NOTADB:
            raise RegisterExists("store.taken", {"store": name}) from error
        raise refused(error, name, "write") from error


def _make(connection: sqlite3.Connection, name: str, journal: Journal | None) -> None:
    if _holds_nothing(connection):
        settle_journal(connection, journal or safe_journal(), name)
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _holds_nothing(connection):
            _build(connection, 0)
        else:
            _check_unused(connection, name)
        connection.execute("COMMIT")
    finally:
        undo(connection)


def _holds_nothing(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None


def _check_unused(connection: sqlite3.Connection, name: str) -> None:
    try:
        check_register(connection, name)
    except RegisterError:
        raise RegisterExists("store.taken", {"store": name}) from None
    if connection.execute("SELECT 1 FROM event LIMIT 1").fetchone() is not None:
        raise RegisterExists("store.exists", {"store": name})
