"""Sessions: kept by the server, named to the browser by an id that only it knows.

The id is 256 random bits, new at every signing in; kept is its SHA-256. A session is over when it was
idle too long, when its time is up, and when somebody ends it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from responselevels.models.sha256 import sha256_of
from responselevels.server.callers import How
from responselevels.server.people.account import (
    COLUMNS,
    Account,
    OpenSession,
    account_of,
    kept_in,
)
from responselevels.server.people.store.database import Run

SEEN_EVERY = 60_000_000
"""How often it is written down that a session is in use, in microseconds."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long sessions last, in microseconds: unused, and at all."""

    idle: int
    whole: int

    @classmethod
    def of(cls, idle: timedelta, whole: timedelta) -> Lasting:
        """Return it from durations."""
        micro = timedelta(microseconds=1)
        return cls(idle // micro, whole // micro)

    def is_over(self, session: OpenSession, at: int) -> bool:
        """Say whether the session is over at an instant; a clock that was set back ends none."""
        return at - session.seen >= self.idle or at - session.made >= self.whole


def digest_of(id_: str) -> str:
    """Return what names the session with this id, and opens nothing."""
    return sha256_of(id_.encode("utf-8", "replace"))


def begin(run: Run, account: str, how: How, at: int) -> str:
    """Begin a session, and return its id: for the browser, and nobody else."""
    id_ = secrets.token_urlsafe(32)
    run(
        "INSERT INTO account_session (digest, account, how, made, seen) VALUES (?, ?, ?, ?, ?)",
        (digest_of(id_), account, how, at, at),
    )
    return id_


def find(run: Run, digest: str) -> tuple[OpenSession, Account] | None:
    """Return a session with its account as they are kept; whether it is over is not asked."""
    columns = ", ".join(f"a.{one}" for one in COLUMNS.split(", "))
    rows = run(
        f"SELECT s.digest, s.account, s.how, s.made, s.seen, {columns}"  # noqa: S608 - names only
        " FROM account_session s JOIN account a ON a.id = s.account WHERE s.digest = ?",
        (digest,),
    )
    if not rows:
        return None
    return _session_of(rows[0][:5]), account_of(rows[0][5:])


def of(run: Run, account: str) -> list[OpenSession]:
    """Return the sessions of an account, the newest first."""
    rows = run(
        "SELECT digest, account, how, made, seen FROM account_session WHERE account = ?"
        " ORDER BY made DESC",
        (account,),
    )
    return [_session_of(row) for row in rows]


@kept_in("account_session")
def _session_of(row: tuple[Any, ...]) -> OpenSession:
    digest, account, how, made, seen = row
    return OpenSession(digest=digest, account=account, how=How(how), made=int(made), seen=int(seen))


def touch(run: Run, digest: str, at: int) -> None:
    """Write down that a session is in use."""
    run("UPDATE account_session SET seen = ? WHERE digest = ?", (at, digest))


def end(run: Run, digest: str) -> None:
    """End one session."""
    run("DELETE FROM account_session WHERE digest = ?", (digest,))


def end_all(run: Run, account: str) -> int:
    """End every session of an account, and return how many there were."""
    count = len(of(run, account))
    run("DELETE FROM account_session WHERE account = ?", (account,))
    return count


def sweep(run: Run, lasting: Lasting, at: int) -> None:
    """Forget the sessions that are over."""
    run(
        "DELETE FROM account_session WHERE seen <= ? OR made <= ?",
        (at - lasting.idle, at - lasting.whole),
    )
