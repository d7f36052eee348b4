"""Tokens for programs: `new`, `list`, `revoke`."""

from __future__ import annotations

import sys
from datetime import timedelta

from responselevels.cli.accounts.session import accounts_of
from responselevels.cli.accounts.telling import local, written
from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.options import says
from responselevels.cli.frame.status import Status
from responselevels.cli.register.session import print_document
from responselevels.errors import Forbidden
from responselevels.server.callers import Right
from responselevels.server.people.account import Token
from responselevels.server.people.plans import folded
from responselevels.server.people.tokens import TokenPlan
from responselevels.text.catalogue import Phrase, instant_worded


def new(
    lang: str,
    *,
    register: str | None,
    account: str,
    title: str,
    rights: tuple[str, ...],
    bodies: tuple[str, ...],
    days: int,
) -> int:
    """Make a token, and print it: once, and never again; return the exit status."""
    plan = TokenPlan(
        account=folded(account),
        title=title,
        rights=frozenset({Right.READ, *(Right(one) for one in rights)}),
        bodies=frozenset(bodies),
        lasts=timedelta(days=min(days, 100_000)),
    )
    with accounts_of(register, lang) as accounts:
        try:
            token = accounts.issue_token(plan)
        except Forbidden as error:
            raise CommandError(error.worded(lang)) from error
    sys.stderr.write(says("tokens.once", lang) + "\n")
    sys.stdout.write(token + "\n")
    return Status.PERMITTED


def listed(lang: str, *, register: str | None, account: str | None, as_json: bool) -> int:
    """List the tokens of an account, or of all; return the exit status."""
    with accounts_of(register, lang) as accounts:
        if account is not None:
            account = accounts.account(account).id
        found = accounts.tokens(account)
    for token in found:
        if as_json:
            print_document(_document(token))
        else:
            sys.stdout.write(_worded(token, lang) + "\n")
    if not found and not as_json:
        sys.stdout.write(says("tokens.none", lang) + "\n")
    return Status.PERMITTED


def revoke(lang: str, *, register: str | None, token: str) -> int:
    """Let a token open nothing any more; return the exit status."""
    with accounts_of(register, lang) as accounts:
        known = accounts.revoke_token(token)
    sys.stdout.write(says("tokens.revoked", lang, token=known.id, account=known.account) + "\n")
    return Status.PERMITTED


def _document(token: Token) -> dict[str, object]:
    return {
        "token": token.id,
        "account": token.account,
        "title": token.title,
        "rights": sorted(token.rights),
        "bodies": sorted(token.bodies),
        "made": written(token.made),
        "expires": written(token.expires),
        "seen": None if token.seen is None else written(token.seen),
        "revoked": None if token.revoked is None else written(token.revoked),
    }


def _worded(token: Token, lang: str) -> str:
    until = local(token.expires)
    state = "cli.tokens.is_revoked" if token.revoked is not None else "cli.tokens.is_valid"
    facts = {
        "token": token.id,
        "account": token.account,
        "title": token.title,
        "rights": tuple(f"`{one}`" for one in sorted(token.rights)),
        "bodies": tuple(f"`{one}`" for one in sorted(token.bodies)),
        "expires": instant_worded(until, until.tzinfo),
        "state": Phrase(state),
    }
    return says("tokens.row", lang, **facts)
