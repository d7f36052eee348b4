"""`Account`, and what else is kept of who may ask: values, as they are read from the store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from responselevels.errors import RegisterDamaged
from responselevels.server.callers import Caller, How, Right

ALWAYS = frozenset({Right.READ})


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPlan:
    """What an account is to be: who it is of, and what they may see and do.

    *id* is what is typed to sign in, and what a proxy calls them; *oidc* is what the OpenID provider
    calls them. *areas* bounds what is read, and where the bodies act; None: nothing does.
    """

    id: str
    person: str
    title: str
    bodies: frozenset[str] = frozenset()
    areas: frozenset[str] | None = None
    rights: frozenset[Right] = field(default=ALWAYS)
    oidc: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account(AccountPlan):
    """An account: what was planned, and what became of it. Times are microseconds since 1970."""

    has_password: bool = False
    disabled: int | None = None
    made: int = 0
    changed: int = 0

    def caller(self, how: How, server: str, session: str | None = None) -> Caller:
        """Return who asks with this account."""
        return Caller(
            account=self.id,
            person=self.person,
            title=self.title,
            bodies=self.bodies,
            areas=self.areas,
            rights=self.rights,
            how=how,
            server=server,
            session=session,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSession:
    """A session that is not over; *digest* names it, and opens nothing."""

    digest: str
    account: str
    how: How
    made: int
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token for a program: what it may do is what its account may, and no more than this."""

    id: str
    account: str
    title: str
    rights: frozenset[Right]
    bodies: frozenset[str]
    made: int
    expires: int
    seen: int | None = None
    revoked: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountAct:
    """What was done to an account, by whom: a person, or the command line."""

    seq: int
    at: int
    by: str
    act: str
    account: str
    facts: dict[str, Any]


@contextmanager
def kept_in(table: str) -> Iterator[None]:
    """Read what rows of *table* hold.

    Raises:
        RegisterDamaged: they hold what no version of this program writes there.
    """
    try:
        yield
    except (ValueError, TypeError, IndexError, RecursionError) as error:
        raise RegisterDamaged("accounts.damaged", {"table": table}) from error


COLUMNS = "id, person, title, bodies, areas, rights, oidc, password, disabled, made, changed"
"""The columns that `account_of` takes, in their order."""


@kept_in("account")
def account_of(row: tuple[Any, ...]) -> Account:
    """Return the account that a row of `COLUMNS` is."""
    name, person, title, bodies, areas, rights, oidc, password, disabled, made, changed = row
    return Account(
        id=name,
        person=person,
        title=title,
        bodies=frozenset(json.loads(bodies)),
        areas=None if areas is None else frozenset(json.loads(areas)),
        rights=rights_of(rights),
        oidc=oidc,
        has_password=password is not None,
        disabled=disabled,
        made=int(made),
        changed=int(changed),
    )


TOKEN_COLUMNS = "id, account, title, rights, bodies, made, expires, seen, revoked"  # noqa: S105
"""The columns that `token_of` takes, in their order."""


@kept_in("account_token")
def token_of(row: tuple[Any, ...]) -> Token:
    """Return the token that a row of `TOKEN_COLUMNS` is."""
    name, account, title, rights, bodies, made, expires, seen, revoked = row
    return Token(
        id=name,
        account=account,
        title=title,
        rights=rights_of(rights),
        bodies=frozenset(json.loads(bodies)),
        made=int(made),
        expires=int(expires),
        seen=None if seen is None else int(seen),
        revoked=revoked,
    )


def rights_of(written: str) -> frozenset[Right]:
    """Return the rights that a text of the store lists; one that is not known gives nothing."""
    known = {right.value: right for right in Right}
    return frozenset(known[one] for one in json.loads(written) if one in known)


def written(names: Iterable[str] | None) -> str | None:
    """Return several names as the store keeps them."""
    return None if names is None else json.dumps(sorted(names), ensure_ascii=False)
