"""The commands, put together for one language."""

from __future__ import annotations

import click

from responselevels import __version__
from responselevels.cli import completion, config, schema
from responselevels.cli.decisions import audit, check, digest, explain, level
from responselevels.cli.frame.click_i18n import LocalizedGroup, lang_option, no_project
from responselevels.cli.frame.options import flag
from responselevels.cli.log import group as log
from responselevels.cli.register import group as register
from responselevels.cli.rules import diagram, diff, impact, lint, mutate, test, verify
from responselevels.text.catalogue import worded

PROGRAM = "responselevels"

_COMMANDS = (
    check,
    explain,
    level,
    audit,
    digest,
    lint,
    verify,
    diff,
    impact,
    test,
    mutate,
    register,
    log,
    diagram,
    schema,
    config,
    completion,
)


def build(lang: str) -> LocalizedGroup:
    """Return the whole command line, its help in *lang*."""
    group = LocalizedGroup(
        name=PROGRAM,
        lang=lang,
        help=worded("cli.help", {}, lang),
        params=[lang_option(lang), no_project(lang), _version_option(lang)],
    )
    for module in _COMMANDS:
        group.add_command(module.command(lang))
    return group


def _version_option(lang: str) -> click.Option:
    def show(context: click.Context, _param: click.Parameter, asked: bool) -> None:
        if asked and not context.resilient_parsing:
            click.echo(f"{PROGRAM} {__version__}")
            context.exit()

    return flag("--version", "version", lang, callback=show, is_eager=True, expose_value=False)
