"""Tokens for programs: ``rlt_ID_SECRET``, told once; kept is the SHA-256 of the whole.

A token may do what its account may at the moment it is used, and of that no more than it was made for.
It keeps no accounts, and always expires.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hmac import compare_digest

from responselevels.errors import Forbidden, InputError, Place, Problem, Unauthenticated
from responselevels.models.sha256 import sha256_of
from responselevels.server.callers import Caller, How, Right
from responselevels.server.people import book
from responselevels.server.people.account import (
    TOKEN_COLUMNS,
    Account,
    Token,
    token_of,
    written,
)
from responselevels.server.people.book import Keeping
from responselevels.server.people.store.database import Run

_MARK = "rlt_"
LONGEST = timedelta(days=366)
"""Maximum time that a token lasts."""

USUAL = timedelta(days=90)
"""How long it lasts unless it is said."""

_LONGEST_TITLE = 200

DAY = 86_400_000_000
"""How often it is written down that a token is in use, in microseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenPlan:
    """What a token is to be: what for (*title*), what it may do, and how long it lasts."""

    account: str
    title: str
    rights: frozenset[Right]
    bodies: frozenset[str]
    lasts: timedelta = USUAL


def issue(keeping: Keeping, plan: TokenPlan) -> str:
    """Make a token, and return it: it is told now, and never again.

    Raises:
        InputError: there is no such account; it would last too long, or be over at once; or it is not
            said what it is for.
        Forbidden: the account itself may not do so much, or it would keep accounts.
    """
    account = book.known(keeping.run, plan.account)
    if not timedelta(0) < plan.lasts <= LONGEST:
        facts = {"days": LONGEST.days}
        raise InputError([Problem(Place(path=("expires",)), "token.lasts", facts)])
    title = plan.title.strip()
    if not title or len(title) > _LONGEST_TITLE or not title.isprintable():
        facts = {"longest": _LONGEST_TITLE}
        raise InputError([Problem(Place(path=("title",)), "token.title", facts)])
    if Right.PEOPLE in plan.rights:
        raise Forbidden("token.people")
    if account.disabled or not (plan.rights <= account.rights and plan.bodies <= account.bodies):
        raise Forbidden("token.more", {"account": account.id})
    id_ = secrets.token_hex(8)
    token = f"{_MARK}{id_}_{secrets.token_urlsafe(32)}"
    expires = keeping.at + plan.lasts // timedelta(microseconds=1)
    keeping.run(
        "INSERT INTO account_token (id, digest, account, title, rights, bodies, made, expires)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            id_,
            sha256_of(token.encode()),
            account.id,
            plan.title,
            written(plan.rights),
            written(plan.bodies),
            keeping.at,
            expires,
        ),
    )
    keeping.note(
        "token", account.id, token=id_, rights=sorted(plan.rights), bodies=sorted(plan.bodies)
    )
    return token


def revoke(keeping: Keeping, id_: str, *, of: str | None = None) -> Token:
    """Let a token open nothing any more, from now on; *of* an account, where it must be of that.

    Raises:
        InputError: there is none.
    """
    rows = keeping.run(f"SELECT {TOKEN_COLUMNS} FROM account_token WHERE id = ?", (id_,))  # noqa: S608
    token = token_of(rows[0]) if rows else None
    if token is None or of not in (None, token.account):
        raise InputError([Problem(Place(path=("token",)), "token.unknown", {"token": id_})])
    keeping.run(
        "UPDATE account_token SET revoked = ? WHERE id = ? AND revoked IS NULL", (keeping.at, id_)
    )
    keeping.note("token_revoked", token.account, token=id_)
    return token


def listed(run: Run, account: str | None = None) -> list[Token]:
    """Return the tokens of an account, or of all; the newest first."""
    where, values = ("", ()) if account is None else (" WHERE account = ?", (account,))
    rows = run(f"SELECT {TOKEN_COLUMNS} FROM account_token{where} ORDER BY made DESC, id", values)  # noqa: S608
    return [token_of(row) for row in rows]


def holder(run: Run, token: str, at: int) -> tuple[Token, Account]:
    """Return what a token is, and whose.

    Raises:
        Unauthenticated: there is none like it; it is over or revoked; or its account is disabled.
    """
    mark, _, rest = token.partition("_")
    columns = f"SELECT {TOKEN_COLUMNS}, digest FROM account_token WHERE id = ?"  # noqa: S608
    rows = run(columns, (rest.partition("_")[0],)) if f"{mark}_" == _MARK else []
    given = sha256_of(token.encode("utf-8", "replace"))
    if not rows or not compare_digest(rows[0][-1], given):
        raise Unauthenticated("token.unknown")
    known = token_of(rows[0][:-1])
    account = book.find(run, known.account)
    if known.revoked is not None or account is None or account.disabled is not None:
        raise Unauthenticated("token.revoked")
    if at >= known.expires:
        raise Unauthenticated("token.expired")
    return known, account


def caller_of(token: Token, account: Account, server: str) -> Caller:
    """Return who asks with a token: the account, with what both may."""
    return Caller(
        account=account.id,
        person=account.person,
        title=account.title,
        bodies=token.bodies & account.bodies,
        areas=account.areas,
        rights=token.rights & account.rights - {Right.PEOPLE},
        how=How.TOKEN,
        server=server,
    )


def touch(run: Run, token: Token, at: int) -> None:
    """Write down that a token was used, once a day."""
    if token.seen is None or at - token.seen >= DAY:
        run("UPDATE account_token SET seen = ? WHERE id = ?", (at, token.id))
