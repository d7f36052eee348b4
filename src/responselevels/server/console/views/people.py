"""*People*: who has an account and what they may do, one's own sessions, and the keys that sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from responselevels.errors import Forbidden
from responselevels.models.times import instant_at
from responselevels.reports.frame.rows import Row
from responselevels.reports.keys import keys_rows
from responselevels.server.callers import Right
from responselevels.server.console.frame.reader import Reader
from responselevels.server.console.views.filling.signing import keys_of_person
from responselevels.server.people.account import Account, AccountPlan, OpenSession, Token
from responselevels.server.people.accounts import RegisterAccounts
from responselevels.server.people.tokens import LONGEST, USUAL

_MOST = 400
"""The number of accounts, bodies or areas that a page lists at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountShown:
    """An account in words, with what is in its form."""

    account: Account
    bodies: tuple[str, ...]
    areas: tuple[str, ...]
    rights: tuple[str, ...]
    link: str
    disabled: datetime | None


def keeps(reader: Reader) -> bool:
    """Say whether the reader may keep accounts."""
    return reader.caller.may(Right.PEOPLE)


def check_keeps(reader: Reader, name: str) -> None:
    """Let pass who keeps accounts, and everybody for their own.

    Raises:
        Forbidden: it is the account of another.
    """
    if name != reader.caller.account and not keeps(reader):
        raise Forbidden("keep.others")


def people_values(
    reader: Reader, accounts: RegisterAccounts, filled: AccountPlan | None = None
) -> dict[str, object]:
    """Return what the page of people shows: of all accounts to who keeps them, else of one's own."""
    listed = accounts.accounts() if keeps(reader) else [accounts.account(reader.caller.account)]
    return {
        "accounts": [account_shown(reader, one) for one in listed[:_MOST]],
        "more": max(len(listed) - _MOST, 0),
        "keeps": keeps(reader),
        "mine": reader.link("people", reader.caller.account),
        "keys": keys_shown(reader),
        "filled": filled or AccountPlan(id="", person="", title=""),
        **_choices(reader),
    }


def account_values(
    reader: Reader,
    accounts: RegisterAccounts,
    name: str,
    filled: AccountPlan | None = None,
    *,
    made: str = "",
) -> dict[str, object]:
    """Return what the page of one account shows; *made* is a token that was made just now, told this once.

    Raises:
        Forbidden: it is the account of another, and the reader does not keep accounts.
        InputError: there is none.
    """
    check_keeps(reader, name)
    account = accounts.account(name)
    sessions = accounts.sessions(name)
    tokens = accounts.tokens(name)
    return {
        "shown": account_shown(reader, account),
        "keeps": keeps(reader),
        "own": name == reader.caller.account,
        "filled": filled or account,
        "has_password": account.has_password,
        "sessions": [_session(reader, one) for one in sessions[:_MOST]],
        "tokens": [_token(reader, one) for one in tokens[:_MOST]],
        "token_rights": [
            (right.value, reader.says(f"right.{right.value}"))
            for right in Right
            if right in account.rights - {Right.PEOPLE}
        ],
        "token_bodies": [(one, reader.title("body", one)) for one in sorted(account.bodies)],
        "usual_days": USUAL.days,
        "longest_days": LONGEST.days,
        "made": made,
        "my_keys": keys_of_person(reader, account.person),
        **_choices(reader),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionShown:
    """A session: since when, when it was last in use, how it began, and whether it is the reader's of now."""

    digest: str
    made: datetime
    seen: datetime
    how: str
    here: bool


def _session(reader: Reader, one: OpenSession) -> SessionShown:
    return SessionShown(
        digest=one.digest,
        made=instant_at(one.made),
        seen=instant_at(one.seen),
        how=reader.says(f"how.{one.how.value}"),
        here=one.digest == reader.caller.session,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenShown:
    """A token: what for, what it may do, until when, when it was last used, and whether it still opens anything."""

    token: Token
    may: tuple[str, ...]
    expires: datetime
    seen: datetime | None
    over: bool


def _token(reader: Reader, one: Token) -> TokenShown:
    rights = tuple(reader.says(f"right.{right.value}") for right in Right if right in one.rights)
    bodies = tuple(reader.title("body", body) for body in sorted(one.bodies))
    expires = instant_at(one.expires)
    return TokenShown(
        token=one,
        may=(*rights, *bodies),
        expires=expires,
        seen=None if one.seen is None else instant_at(one.seen),
        over=expires <= reader.at,
    )


def account_shown(reader: Reader, account: Account) -> AccountShown:
    """Return an account in words."""
    return AccountShown(
        account=account,
        bodies=tuple(reader.title("body", one) for one in sorted(account.bodies)),
        areas=()
        if account.areas is None
        else tuple(reader.title("area", one) for one in sorted(account.areas)),
        rights=tuple(reader.says(f"right.{one.value}") for one in Right if one in account.rights),
        link=reader.link("people", account.id),
        disabled=None if account.disabled is None else instant_at(account.disabled),
    )


def _choices(reader: Reader) -> dict[str, object]:
    return {
        "bodies": [(name, reader.title("body", name)) for name in reader.scheme.bodies][:_MOST],
        "rights": [(right.value, reader.says(f"right.{right.value}")) for right in Right],
    }


def keys_shown(reader: Reader) -> Sequence[Row]:
    """Return the key list in force, row by row; nothing where there is none."""
    lists = reader.register.state.keyring.lists()
    return [*keys_rows(lists[-1], reader.locale)] if lists else []
