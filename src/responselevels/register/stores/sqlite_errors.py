"""What SQLite says when it fails, as errors that say what to do."""

from __future__ import annotations

import sqlite3
from typing import Literal

from responselevels.errors import (
    FileUnreadable,
    OutcomeUnknown,
    RegisterBusy,
    RegisterDamaged,
    RegisterError,
    RegisterUnreadable,
    RegisterUnwritable,
)

Doing = Literal["read", "write", "commit"]
"""What was going on: nothing that was written counts before the commit."""

FAILURES = (sqlite3.Error, UnicodeDecodeError)
"""What `sqlite3` raises: the second where the file is so damaged that it cannot say how."""

Failure = sqlite3.Error | UnicodeDecodeError

_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FORMAT)
_FORBIDDEN = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)
_SPENT = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def code_of(error: Failure) -> int:
    """Return the primary result code; 0 where SQLite was not asked at all."""
    if isinstance(error, UnicodeDecodeError):
        return sqlite3.SQLITE_CORRUPT
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def spent(error: Failure) -> bool:
    """Say whether a connection that gave *error* should not be used again."""
    return code_of(error) in _SPENT


def refused(error: Failure, name: str, doing: Doing, *, known: bool = False) -> RegisterError:
    """Return what *error* means for somebody who was *doing* something with the register *name*.

    With *known*, it was a register when it was opened. A failing disk leaves it open whether a commit was done: the frames or the
    end of the journal may have reached the disk or not.
    """
    code = code_of(error)
    facts = {"store": name, "said": _said(error)}
    if code in _BUSY:
        return RegisterBusy("store.busy", facts)
    if code == sqlite3.SQLITE_NOTADB:
        return (RegisterDamaged if known else FileUnreadable)("store.no_database", facts)
    if code in _DAMAGED:
        return RegisterDamaged("store.damaged", facts)
    if doing == "read":
        return RegisterUnreadable("store.unreadable", facts)
    if code in _FORBIDDEN:
        return RegisterUnwritable("store.read_only", facts)
    if code == sqlite3.SQLITE_FULL:
        return RegisterUnwritable("store.full", facts)
    if doing == "commit":
        return OutcomeUnknown("store.unknown", facts)
    return RegisterUnwritable("store.failing", facts)


def _said(error: Failure) -> str:
    if isinstance(error, UnicodeDecodeError):
        return bytes(error.object).decode("utf-8", "backslashreplace")
    name = getattr(error, "sqlite_errorname", None)
    return f"{error} ({name})" if name else str(error)
