"""The declarations of `responselevels accounts` and its commands: names, options, help.

Nothing heavy is imported here; what a command does stands in the module of its family.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import click

from responselevels.cli.frame import options
from responselevels.cli.frame.click_i18n import (
    Count,
    LocalizedCommand,
    LocalizedGroup,
    LocalizedOption,
    OneOf,
)
from responselevels.cli.frame.lazy import Deferred
from responselevels.cli.frame.options import says
from responselevels.cli.register import options as shared

RIGHTS = ("read", "act", "hidden", "people")
"""The rights that an account may have, known without the server."""

TOKEN_RIGHTS = ("read", "act", "hidden")
"""Those that a token may have."""


def accounts(lang: str) -> click.Command:
    """Return the group of commands."""
    group = LocalizedGroup(
        name="accounts",
        lang=lang,
        help=says("help.accounts", lang),
        params=[options.language(lang)],
    )
    for one in (*_keeping(lang), _tokens(lang)):
        group.add_command(one)
    return group


def _keeping(lang: str) -> Iterator[click.Command]:
    """Yield the commands that make, change and list accounts."""
    name = click.Argument(["name"], metavar="NAME")
    yield _command("add", lang, "keeping", [name, *_plan(lang, new=True), *_password(lang)])
    yield _command("list", lang, "telling", [options.as_json(lang)], function="listed")
    yield _command("change", lang, "keeping", [name, *_plan(lang, new=False)])
    invented = options.flag("--invent", "accounts.invent", lang)
    yield _command("password", lang, "keeping", [name, invented])
    yield _command("disable", lang, "keeping", [name])
    yield _command("enable", lang, "keeping", [name])
    yield _command("end-sessions", lang, "keeping", [name], function="end_sessions")
    yield _command("log", lang, "telling", [options.as_json(lang)], function="acts")


def _plan(lang: str, *, new: bool) -> Iterator[click.Parameter]:
    """Yield the options that say what an account is to be."""
    yield options.option("--person", "accounts.person", lang, metavar="PERSON")
    yield options.option("--title", "accounts.title", lang, metavar="TEXT")
    yield _several("--body", "bodies", "accounts.body", lang, metavar="BODY")
    yield _several("--area", "areas", "accounts.area", lang, metavar="AREA")
    if not new:
        yield options.flag("--everywhere", "accounts.everywhere", lang)
        yield options.flag("--no-body", "accounts.no_body", lang)
    yield _several("--right", "rights", "accounts.right", lang, type=OneOf(RIGHTS, lang))
    yield options.option("--oidc", "accounts.oidc", lang, metavar="NAME")


def _password(lang: str) -> Iterator[click.Parameter]:
    yield options.flag("--invent", "accounts.invent", lang)
    yield options.flag("--without-password", "accounts.without_password", lang)


def _tokens(lang: str) -> click.Command:
    """Return the group of commands that make, list and revoke tokens."""
    group = LocalizedGroup(
        name="tokens",
        lang=lang,
        help=says("help.accounts.tokens", lang),
        short_help=says("short.accounts.tokens", lang),
        params=[options.language(lang)],
    )
    account = click.Argument(["account"], metavar="NAME")
    days: dict[str, Any] = {"metavar": "N", "type": Count(lang, 1), "default": 90}
    new = [
        account,
        options.option("--title", "tokens.title", lang, metavar="TEXT", required=True),
        _several("--right", "rights", "tokens.right", lang, type=OneOf(TOKEN_RIGHTS, lang)),
        _several("--body", "bodies", "tokens.body", lang, metavar="BODY"),
        options.option("--days", "tokens.days", lang, **days),
    ]
    maybe = click.Argument(["account"], metavar="[NAME]", required=False)
    revoked = click.Argument(["token"], metavar="TOKEN")
    for one in (
        _command("new", lang, "tokens", new, group="accounts.tokens"),
        _command(
            "list",
            lang,
            "tokens",
            [maybe, options.as_json(lang)],
            group="accounts.tokens",
            function="listed",
        ),
        _command("revoke", lang, "tokens", [revoked], group="accounts.tokens"),
    ):
        group.add_command(one)
    return group


def _several(name: str, to: str, text: str, lang: str, **more: Any) -> click.Option:
    """Return an option that may be given several times."""
    given: dict[str, Any] = {"help": says(f"option.{text}", lang), "multiple": True, **more}
    return LocalizedOption([name, to], lang=lang, **given)


def _command(
    name: str,
    lang: str,
    module: str,
    params: Sequence[click.Parameter],
    *,
    group: str = "accounts",
    function: str | None = None,
) -> click.Command:
    """Return a command, which opens the accounts of the register."""
    run = partial(Deferred("accounts.extra", "run"), module, function or name, lang)
    return LocalizedCommand(
        name,
        lang=lang,
        help=says(f"help.{group}.{name}", lang),
        short_help=says(f"short.{group}.{name}", lang),
        callback=run,
        params=[*params, shared.register(lang), options.language(lang)],
    )
