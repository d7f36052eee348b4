"""What there is of accounts, for people and programs: `list` and `log`."""

from __future__ import annotations

import sys
from datetime import datetime

from responselevels.cli.accounts.session import accounts_of
from responselevels.cli.frame.options import says
from responselevels.cli.frame.status import Status
from responselevels.cli.register.session import now, print_document
from responselevels.models.times import instant_at, instant_written
from responselevels.server.people.account import Account, AccountAct
from responselevels.text.catalogue import Phrase, instant_worded


def listed(lang: str, *, register: str | None, as_json: bool) -> int:
    """List the accounts; return the exit status."""
    with accounts_of(register, lang) as accounts:
        found = [(one, len(accounts.sessions(one.id))) for one in accounts.accounts()]
    for account, sessions in found:
        if as_json:
            print_document(account_document(account, sessions))
        else:
            sys.stdout.write(_worded(account, sessions, lang) + "\n")
    if not found and not as_json:
        sys.stdout.write(says("accounts.none", lang) + "\n")
    return Status.PERMITTED


def acts(lang: str, *, register: str | None, as_json: bool) -> int:
    """List what was done to accounts, by whom; return the exit status."""
    after = 0
    with accounts_of(register, lang) as accounts:
        while found := accounts.acts(after=after):
            for one in found:
                _tell(one, lang, as_json=as_json)
            after = found[-1].seq
    return Status.PERMITTED


def account_document(account: Account, sessions: int) -> dict[str, object]:
    """Return an account for programs."""
    return {
        "account": account.id,
        "person": account.person,
        "title": account.title,
        "bodies": sorted(account.bodies),
        "areas": None if account.areas is None else sorted(account.areas),
        "rights": sorted(account.rights),
        "oidc": account.oidc,
        "password": account.has_password,
        "disabled": None if account.disabled is None else written(account.disabled),
        "sessions": sessions,
    }


def written(micros: int) -> str:
    """Return a time as documents write it."""
    return instant_written(instant_at(micros))


def local(micros: int) -> datetime:
    """Return a time in the offset of this place."""
    return instant_at(micros).astimezone(now().tzinfo)


def _worded(account: Account, sessions: int, lang: str) -> str:
    disabled = account.disabled is not None
    facts = {
        "account": account.id,
        "person": account.person,
        "title": account.title,
        "bodies": tuple(f"`{one}`" for one in sorted(account.bodies)),
        "areas": Phrase("cli.accounts.everywhere")
        if account.areas is None
        else tuple(f"`{one}`" for one in sorted(account.areas)),
        "rights": tuple(f"`{one}`" for one in sorted(account.rights)),
        "state": Phrase("cli.accounts.is_disabled" if disabled else "cli.accounts.in_use"),
        "sessions": sessions,
    }
    return says("accounts.row", lang, **facts)


def _tell(act: AccountAct, lang: str, *, as_json: bool) -> None:
    if as_json:
        fields = {"seq": act.seq, "at": written(act.at), "by": act.by, "act": act.act}
        print_document({**fields, "account": act.account, "facts": act.facts})
        return
    facts = {"at": instant_worded(local(act.at), local(act.at).tzinfo), "by": act.by}
    what = Phrase(f"cli.accounts.act.{act.act}")
    sys.stdout.write(
        says("accounts.act", lang, seq=act.seq, account=act.account, what=what, **facts) + "\n"
    )
