"""Write rows to a stream: with colour on a terminal, as plain text anywhere else."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from typing import TextIO

from responselevels.reports.layout import WIDTH
from responselevels.reports.rows import Columns, Row, lines_of, plain

STYLES = {
    "permit": "bold green",
    "pending": "bold yellow",
    "deny": "bold red",
    "note": "cyan",
    "strong": "bold",
    "faint": "dim",
}
"""What the styles of rows look like."""


def show(rows: Iterable[Row | Columns], stream: TextIO) -> None:
    """Write *rows* to *stream*, at most 80 cells wide.

    Colour is for terminals alone, and for those only where the environment
    does not forbid it (``NO_COLOR``, ``TERM=dumb``).
    """
    if not stream.isatty():
        stream.write(plain(rows))
        return
    _paint(rows, stream, width=max(min(shutil.get_terminal_size().columns, WIDTH), 40))


def _paint(rows: Iterable[Row | Columns], stream: TextIO, *, width: int) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    for line in lines_of(rows, width):
        text = Text(end="")
        for words, style in line:
            text.append(words, STYLES.get(style, ""))
        text.rstrip()
        console.print(text, no_wrap=True, overflow="ignore", crop=False)
