"""The commands, put together for one language."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import click

from responselevels.cli.frame.click_i18n import lang_option, no_project
from responselevels.cli.frame.lazy import Deferred, LazyGroup
from responselevels.cli.frame.options import flag
from responselevels.cli.start import PROGRAM
from responselevels.text.catalogue import worded
from responselevels.version import __version__

_MAKERS: Mapping[str, Callable[[str], click.Command]] = {
    "check": Deferred("decisions.commands", "check"),
    "explain": Deferred("decisions.commands", "explain"),
    "level": Deferred("decisions.commands", "level"),
    "timeline": Deferred("decisions.commands", "timeline"),
    "measures": Deferred("decisions.commands", "measures"),
    "due": Deferred("decisions.commands", "due"),
    "board": Deferred("decisions.commands", "board"),
    "sheet": Deferred("decisions.commands", "sheet"),
    "audit": Deferred("decisions.commands", "audit"),
    "digest": Deferred("decisions.commands", "digest"),
    "export": Deferred("exports.commands", "export"),
    "lint": Deferred("rules.commands", "lint"),
    "verify": Deferred("rules.commands", "verify"),
    "diff": Deferred("rules.commands", "diff"),
    "impact": Deferred("rules.commands", "impact"),
    "test": Deferred("rules.commands", "test"),
    "mutate": Deferred("rules.commands", "mutate"),
    "new": Deferred("rules.commands", "new"),
    "schemes": Deferred("rules.commands", "schemes"),
    "show": Deferred("rules.commands", "show"),
    "register": Deferred("register.commands", "register"),
    "log": Deferred("log.commands", "log"),
    "serve": Deferred("serving.commands", "serve"),
    "accounts": Deferred("accounts.commands", "accounts"),
    "diagram": Deferred("rules.commands", "diagram"),
    "codes": Deferred("decisions.commands", "codes"),
    "schema": Deferred("commands", "schema"),
    "config": Deferred("commands", "config"),
    "completion": Deferred("commands", "completion"),
}
"""Makers of the commands, by name; help lists them in this order."""


def build(lang: str) -> LazyGroup:
    """Return the whole command line, its help in *lang*."""
    return LazyGroup(
        name=PROGRAM,
        lang=lang,
        help=worded("cli.help", {}, lang),
        params=[lang_option(lang), no_project(lang), _version_option(lang)],
        makers=_MAKERS,
    )


def _version_option(lang: str) -> click.Option:
    def show(context: click.Context, _param: click.Parameter, asked: bool) -> None:
        if asked and not context.resilient_parsing:
            click.echo(f"{PROGRAM} {__version__}")
            context.exit()

    return flag("--version", "version", lang, callback=show, is_eager=True, expose_value=False)
