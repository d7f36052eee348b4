"""`responselevels diagram`: the levels and transitions of a rules file, drawn."""

from __future__ import annotations

import sys
from functools import partial

import click

from responselevels.cli.frame import options
from responselevels.cli.frame.click_i18n import CommandError, LocalizedCommand
from responselevels.cli.frame.options import says
from responselevels.cli.frame.status import Status
from responselevels.errors import MissingProgram

FORMATS = ("mermaid", "svg", "dot", "table", "csv", "png")
"""What can be drawn; only `png` needs Graphviz."""


def command(lang: str) -> click.Command:
    """Return the command."""
    return LocalizedCommand(
        "diagram",
        lang=lang,
        help=says("help.diagram", lang),
        callback=partial(diagram, lang),
        params=[
            options.choice("--format", FORMATS, lang, "format"),
            options.file("--output", "output", lang),
            options.language(lang),
            options.rules_file(),
        ],
    )


def diagram(lang: str, *, format: str, output: str | None, rules: str) -> int:  # noqa: A002 - ``--format``
    """Draw *rules*; return the exit status."""
    from responselevels.files import load_rules
    from responselevels.machine import diagrams, tables

    known = load_rules(rules)
    texts = {
        "mermaid": diagrams.mermaid,
        "svg": diagrams.svg,
        "dot": diagrams.dot,
        "table": tables.table,
        "csv": tables.csv_table,
    }
    if format in texts:
        return _written(texts[format](known, lang).encode(), output, lang)
    try:
        return _written(diagrams.graphviz(known, lang, picture=format), output, lang)
    except MissingProgram:
        raise CommandError(says("error.graphviz", lang)) from None


def _written(drawn: bytes, output: str | None, lang: str) -> int:
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(drawn)
        return Status.PERMITTED
    from responselevels.cli.frame.writing import write_file

    write_file(output, drawn, lang)
    return Status.PERMITTED
