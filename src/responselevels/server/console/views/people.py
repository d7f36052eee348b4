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
from responselevels.server.people.account import Account, AccountPlan
from responselevels.server.people.accounts import RegisterAccounts

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
    reader: Reader, accounts: RegisterAccounts, name: str, filled: AccountPlan | None = None
) -> dict[str, object]:
    """Return what the page of one account shows.

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
        "sessions": [
            (instant_at(one.made), instant_at(one.seen), reader.says(f"how.{one.how.value}"))
            for one in sessions[:_MOST]
        ],
        "tokens": [
            (one, instant_at(one.expires), one.revoked is not None) for one in tokens[:_MOST]
        ],
        **_choices(reader),
    }


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
