"""`responselevels schema`: the JSON Schema of a format."""

from __future__ import annotations

import sys

import click

from responselevels.cli.frame import options
from responselevels.cli.frame.click_i18n import LocalizedCommand, OneOf
from responselevels.cli.frame.options import says
from responselevels.cli.frame.status import Status

FORMATS = (
    "rules",
    "areas",
    "orders",
    "proposal",
    "cases",
    "decision",
    "levels",
    "audit",
    "status",
    "history",
)
"""The names of the formats, known without reading a model."""


def command(lang: str) -> click.Command:
    """Return the command."""
    return LocalizedCommand(
        "schema",
        lang=lang,
        help=says("help.schema", lang, formats=FORMATS),
        callback=schema,
        params=[
            options.language(lang),
            click.Argument(["name"], metavar="FORMAT", type=OneOf(FORMATS, lang)),
        ],
    )


def schema(*, name: str) -> int:
    """Print the schema of the format *name*; return the exit status."""
    from responselevels.cli.schemas import schema_text_of

    sys.stdout.write(schema_text_of(name))
    return Status.PERMITTED
