"""The declarations of `config`, `schema` and `completion`: names, options, help.

Nothing heavy is imported here; the commands of the rooms are declared in theirs.
"""

from __future__ import annotations

from functools import partial

import click

from responselevels.cli.frame import options
from responselevels.cli.frame.click_i18n import LocalizedCommand, OneOf
from responselevels.cli.frame.lazy import Deferred
from responselevels.cli.frame.options import says

READ = ("rules", "areas", "orders", "proposal", "deeds", "cases")
PRINTED = (
    "decision",
    "digest",
    "levels",
    "due",
    "measures",
    "audit",
    "lint",
    "verify",
    "diff",
    "impact",
    "test",
    "mutate",
    "schemes",
    "config",
    "status",
    "history",
    "event",
    "verification",
    "replay",
    "proof",
)
FORMATS = (*READ, *PRINTED)
"""The names of the formats, known without reading a model."""

SHELLS = ("bash", "zsh", "fish")
"""The shells that there is a script for."""


def config(lang: str) -> click.Command:
    """Return the command."""
    return LocalizedCommand(
        "config",
        lang=lang,
        help=says("help.config", lang),
        epilog=says("help.config.end", lang),
        callback=partial(Deferred("config", "config"), lang),
        params=[options.as_json(lang), options.language(lang)],
    )


def schema(lang: str) -> click.Command:
    """Return the command."""
    return LocalizedCommand(
        "schema",
        lang=lang,
        help=says("help.schema", lang, read=READ, printed=PRINTED),
        callback=Deferred("schemas", "schema"),
        params=[
            options.language(lang),
            click.Argument(["name"], metavar="FORMAT", type=OneOf(FORMATS, lang)),
        ],
    )


def completion(lang: str) -> click.Command:
    """Return the command."""
    return LocalizedCommand(
        "completion",
        lang=lang,
        help=says("help.completion", lang),
        callback=Deferred("completion", "completion"),
        params=[
            options.language(lang),
            click.Argument(["shell"], metavar="SHELL", type=OneOf(SHELLS, lang)),
        ],
    )
