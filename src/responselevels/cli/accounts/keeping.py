"""Accounts made, changed, disabled: `add`, `change`, `password`, `disable`, `enable`, `end-sessions`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace

from responselevels.cli.accounts.session import accounts_of, password_given
from responselevels.cli.frame.options import says
from responselevels.cli.frame.status import Status
from responselevels.server.callers import Right
from responselevels.server.people.account import Account, AccountPlan
from responselevels.server.people.accounts import RegisterAccounts


def add(  # noqa: PLR0913 - each is an option
    lang: str,
    *,
    register: str | None,
    name: str,
    person: str | None,
    title: str | None,
    bodies: tuple[str, ...],
    areas: tuple[str, ...],
    rights: tuple[str, ...],
    oidc: str | None,
    invent: bool,
    without_password: bool,
) -> int:
    """Make an account; return the exit status. Who acts for a body may act, unless rights are said."""
    given = {Right(one) for one in rights} or ({Right.ACT} if bodies else set())
    plan = AccountPlan(
        id=name,
        person=name if person is None else person,
        title=person or name if title is None else title,
        bodies=frozenset(bodies),
        areas=frozenset(areas) or None,
        rights=frozenset({Right.READ, *given}),
        oidc=oidc,
    )
    with accounts_of(register, lang) as accounts:
        password = None if without_password else password_given(lang, invent=invent)
        return _told("added", accounts.add(plan, password), lang)


def change(  # noqa: PLR0913 - each is an option
    lang: str,
    *,
    register: str | None,
    name: str,
    person: str | None,
    title: str | None,
    bodies: tuple[str, ...],
    areas: tuple[str, ...],
    everywhere: bool,
    no_body: bool,
    rights: tuple[str, ...],
    oidc: str | None,
) -> int:
    """Change what is said of an account, and leave the rest; return the exit status."""
    with accounts_of(register, lang) as accounts:
        plan: AccountPlan = accounts.account(name)
        if person is not None:
            plan = replace(plan, person=person)
        if title is not None:
            plan = replace(plan, title=title)
        if bodies or no_body:
            plan = replace(plan, bodies=frozenset(bodies))
        if areas or everywhere:
            plan = replace(plan, areas=frozenset(areas) or None)
        if rights:
            plan = replace(plan, rights=frozenset(Right(one) for one in rights))
        if oidc is not None:
            plan = replace(plan, oidc=oidc or None)
        return _told("changed", accounts.change(plan), lang)


def password(lang: str, *, register: str | None, name: str, invent: bool) -> int:
    """Give an account another password; return the exit status."""
    with accounts_of(register, lang) as accounts:
        accounts.account(name)
        given = password_given(lang, invent=invent)
        return _told("password", accounts.set_password(name, given), lang)


def disable(lang: str, *, register: str | None, name: str) -> int:
    """Let an account ask for nothing any more; return the exit status."""
    return _done("disabled", lang, register, lambda accounts: accounts.disable(name))


def enable(lang: str, *, register: str | None, name: str) -> int:
    """Let an account ask again; return the exit status."""
    return _done("enabled", lang, register, lambda accounts: accounts.enable(name))


def end_sessions(lang: str, *, register: str | None, name: str) -> int:
    """End every session of an account; return the exit status."""
    with accounts_of(register, lang) as accounts:
        count = accounts.end_sessions(name)
    sys.stdout.write(says("accounts.sessions_ended", lang, account=name, count=count) + "\n")
    return Status.PERMITTED


def _done(
    what: str, lang: str, register: str | None, work: Callable[[RegisterAccounts], Account]
) -> int:
    with accounts_of(register, lang) as accounts:
        return _told(what, work(accounts), lang)


def _told(what: str, account: Account, lang: str) -> int:
    sys.stdout.write(says(f"accounts.{what}", lang, account=account.id) + "\n")
    return Status.PERMITTED
