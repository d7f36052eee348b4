"""The accounts of the register that a command names, opened for one command."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager

import click

from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.options import says
from responselevels.cli.register.session import named, opened, opening_options
from responselevels.server.people.accounts import RegisterAccounts, open_accounts
from responselevels.server.people.passwords import invented
from responselevels.server.settings import ServedAddress, ServerSettings


@contextmanager
def accounts_of(url: str | None, lang: str) -> Iterator[RegisterAccounts]:
    """Open the accounts of the register at *url*, and close them afterwards.

    Raises:
        CommandError: no register is named.
        RegisterError: it cannot be opened.
    """
    address = ServedAddress("register", named(url, lang))
    settings = ServerSettings(registers=(address,), clock=opening_options()["clock"])
    with (
        opened(url, lang, read_only=True) as register,
        closing(open_accounts(address, settings, register)) as accounts,
    ):
        yield accounts


def password_given(lang: str, *, invent: bool) -> str:
    """Return a password: an invented one, which is printed; else typed twice; else a line of standard input.

    Raises:
        CommandError: there is none.
    """
    if invent:
        password = invented()
        sys.stdout.write(says("accounts.invented", lang, password=password) + "\n")
        return password
    if sys.stdin is not None and sys.stdin.isatty():
        typed: str = click.prompt(
            says("accounts.ask", lang),
            hide_input=True,
            confirmation_prompt=says("accounts.ask_again", lang),
            err=True,
        )
        return typed
    line = "" if sys.stdin is None else sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise CommandError(says("error.accounts.no_password", lang))
    return line
