"""Tries to sign in, counted before they are judged, whether there is such an account or not.

Counted are those of one name from one place, of one name from anywhere, and from one place for any
name. After some that failed, each further one has to wait, twice as long each time up to a quarter of
an hour; nobody is locked out for good, and nothing that is open is closed.
"""

from __future__ import annotations

from dataclasses import dataclass

from responselevels.errors import TooManyTries
from responselevels.models.sha256 import sha256_of
from responselevels.server.people.account import kept_in
from responselevels.server.people.store.database import Run

_SECOND = 1_000_000
_FIRST, _LONGEST = 30 * _SECOND, 900 * _SECOND
_FORGOTTEN = 86_400 * _SECOND


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted together, and how many may fail before one has to wait."""

    who: str
    free: int


def counted(name: str, place: str) -> tuple[Counted, ...]:
    """Return all under which a try of *name* from *place* is counted."""
    return (
        Counted(_mixed("both", name, place), 5),
        Counted(_mixed("name", name, ""), 50),
        Counted(_mixed("place", "", place), 100),
    )


def count(run: Run, name: str, place: str, at: int) -> None:
    """Count a try that is about to be judged as one that failed.

    Raises:
        TooManyTries: it comes too early; nothing is counted then.
    """
    run("DELETE FROM account_try WHERE last <= ?", (at - _FORGOTTEN,))
    kinds = counted(name, place)
    failed: dict[str, int] = {}
    for kind in kinds:
        rows = run("SELECT failed, waits FROM account_try WHERE who = ?", (kind.who,))
        with kept_in("account_try"):
            failed[kind.who], waits = map(int, rows[0] if rows else (0, 0))
        if at < waits:
            seconds = -(-(waits - at) // _SECOND)
            raise TooManyTries("sign_in.wait", {"seconds": seconds}, seconds=seconds)
    for kind in kinds:
        number = failed[kind.who] + 1
        run("DELETE FROM account_try WHERE who = ?", (kind.who,))
        run(
            "INSERT INTO account_try (who, failed, last, waits) VALUES (?, ?, ?, ?)",
            (kind.who, number, at, at + _wait(number - kind.free)),
        )


def succeeded(run: Run, name: str, place: str) -> None:
    """Take back that the last try failed; those of this name from this place are forgotten."""
    both, *others = counted(name, place)
    run("DELETE FROM account_try WHERE who = ?", (both.who,))
    for kind in others:
        run(
            "UPDATE account_try SET failed = failed - 1, waits = 0 WHERE who = ? AND failed > 0",
            (kind.who,),
        )


def forgive(run: Run, name: str) -> None:
    """Forget all tries: of *name* from anywhere. Those of one place are found by its hash alone."""
    run("DELETE FROM account_try WHERE who = ?", (_mixed("name", name, ""),))
    run("DELETE FROM account_try WHERE who LIKE ?", (f"both:{sha256_of(name.encode())}:%",))


def _wait(beyond: int) -> int:
    """Return how long the next try has to wait after so many beyond those that are free."""
    if beyond < 0:
        return 0
    return min(_FIRST << min(beyond, 10), _LONGEST)


def _mixed(kind: str, name: str, place: str) -> str:
    return f"{kind}:{sha256_of(name.encode())}:{sha256_of(place.encode())}"
