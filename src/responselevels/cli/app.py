"""The commands, put together for one language."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import click

from responselevels.cli import commands
from responselevels.cli.decisions import commands as decisions
from responselevels.cli.frame.click_i18n import lang_option, no_project
from responselevels.cli.frame.lazy import LazyGroup
from responselevels.cli.frame.options import flag
from responselevels.cli.log import commands as log
from responselevels.cli.register import commands as register
from responselevels.cli.rules import commands as rules
from responselevels.cli.start import PROGRAM
from responselevels.text.catalogue import worded
from responselevels.version import __version__

_MAKERS: Mapping[str, Callable[[str], click.Command]] = {
    "check": decisions.check,
    "explain": decisions.explain,
    "level": decisions.level,
    "measures": decisions.measures,
    "due": decisions.due,
    "audit": decisions.audit,
    "digest": decisions.digest,
    "lint": rules.lint,
    "verify": rules.verify,
    "diff": rules.diff,
    "impact": rules.impact,
    "test": rules.test,
    "mutate": rules.mutate,
    "new": rules.new,
    "schemes": rules.schemes,
    "show": rules.show,
    "register": register.register,
    "log": log.log,
    "diagram": rules.diagram,
    "schema": commands.schema,
    "config": commands.config,
    "completion": commands.completion,
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
