"""`responselevels diagram`: the levels and transitions of a rules file, drawn."""

from __future__ import annotations

import sys

from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.options import says
from responselevels.cli.frame.status import Status
from responselevels.cli.frame.writing import write_file
from responselevels.errors import MissingProgram
from responselevels.files import load_rules
from responselevels.machine import diagrams, tables


def diagram(lang: str, *, format: str, output: str | None, rules: str) -> int:  # noqa: A002 - ``--format``
    """Draw *rules*; return the exit status."""
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

    write_file(output, drawn, lang)
    return Status.PERMITTED
