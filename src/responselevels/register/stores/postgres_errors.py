"""What PostgreSQL says when it fails, as errors that say what to do."""

from __future__ import annotations

import re
from typing import Literal

import psycopg

from responselevels.errors import (
    OutcomeUnknown,
    RegisterBusy,
    RegisterDamaged,
    RegisterError,
    RegisterNotFound,
    RegisterUnreadable,
    RegisterUnwritable,
)

Doing = Literal["read", "write", "commit"]
"""What was going on: nothing that was written counts before the commit."""

AGAIN = ("40001", "40P01", "23505")
"""Another was quicker: serialization failure, deadlock, the number is taken. Begun anew, it may do."""

_BUSY = (*AGAIN, "55P03", "57014", "53300", "57P03")
_STATES: dict[str, tuple[type[RegisterError], str]] = {
    **dict.fromkeys(_BUSY, (RegisterBusy, "store.busy")),
    "25006": (RegisterUnwritable, "store.read_only"),
    "3D000": (RegisterNotFound, "store.no_database_there"),
    "3F000": (RegisterNotFound, "store.none"),
    "42P01": (RegisterNotFound, "store.none"),
    "53100": (RegisterUnwritable, "store.full"),
    "XX001": (RegisterDamaged, "store.damaged"),
    "XX002": (RegisterDamaged, "store.damaged"),
}
_REFUSED = "28"
_NO_RIGHTS = "42501"


def lost(error: psycopg.Error, connection: psycopg.Connection | None) -> bool:
    """Say whether *error* means that the connection is no more, or never was."""
    if connection is None:
        return isinstance(error, psycopg.OperationalError) and error.sqlstate is None
    return bool(connection.closed)


def refused(
    error: psycopg.Error, name: str, doing: Doing, connection: psycopg.Connection | None
) -> RegisterError:
    """Return what *error* means for somebody who was *doing* something with the register *name*.

    A server that answers a commit with an error did not do it. One that does
    not answer may have.
    """
    facts = {"store": name, "said": said(error)}
    if doing == "commit" and lost(error, connection):
        return OutcomeUnknown("store.unknown", facts)
    state = error.sqlstate or _state_of(facts["said"])
    if state in _STATES:
        kind, code = _STATES[state]
        return kind(code, facts)
    if state.startswith(_REFUSED):
        return RegisterUnreadable("store.refused", facts)
    if state == _NO_RIGHTS:
        return (RegisterUnreadable if doing == "read" else RegisterUnwritable)(
            "store.no_rights", facts
        )
    if lost(error, connection):
        return RegisterUnreadable("store.server", facts)
    if doing == "read":
        return RegisterUnreadable("store.unreadable", facts)
    return RegisterUnwritable("store.failing", facts)


def said(error: psycopg.Error) -> str:
    """Return the first line of what was said; a server repeats no password."""
    lines = (error.diag.message_primary or str(error)).strip().splitlines()
    return lines[0] if lines else type(error).__name__


_AT_THE_DOOR = (
    (re.compile(r'FATAL: +database ".*" does not exist'), "3D000"),
    (re.compile(r"FATAL: +(?:password|role|.*authentication|no pg_hba)|no password"), "28000"),
    (re.compile(r"FATAL: +(?:sorry, too many|remaining connection)"), "53300"),
    (re.compile(r"FATAL: +the database system is"), "57P03"),
)


def _state_of(text: str) -> str:
    """Return the state that a server meant which let nobody in: it comes as text only.

    A server may say it in another language; then it is one that cannot be reached.
    """
    return next((state for pattern, state in _AT_THE_DOOR if pattern.search(text)), "")
