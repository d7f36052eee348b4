"""Write rows to a stream: with colour on a terminal, as plain text anywhere else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from typing import TextIO

from responselevels.reports.frame.layout import WIDTH
from responselevels.reports.frame.rows import Columns, Row, lines_of, plain

STYLES = {
    "permit": "bold green",
    "pending": "bold yellow",
    "deny": "bold red",
    "note": "cyan",
    "strong": "bold",
    "faint": "dim",
}
"""Terminal attributes of each style of rows."""


def show(rows: Iterable[Row | Columns], stream: TextIO) -> None:
    """Write *rows* to *stream*, at most 80 cells wide.

    Colour is for terminals, unless the environment says otherwise (`is_coloured`).
    """
    terminal, width = stream.isatty(), width_of(stream)
    if is_coloured(os.environ, terminal=terminal):
        _paint(rows, stream, width=width)
    else:
        stream.write(plain(rows, width))


def width_of(stream: TextIO) -> int:
    """Return how many cells wide lines on *stream* are."""
    return max(min(shutil.get_terminal_size().columns, WIDTH), 40) if stream.isatty() else WIDTH


def is_coloured(environ: Mapping[str, str], *, terminal: bool) -> bool:
    """Say whether output is coloured, by what most programs agree on.

    ``NO_COLOR``, if it is not empty, forbids colour whatever else is said.
    ``FORCE_COLOR`` then asks for it, or forbids it where it is ``0`` or ``false``;
    ``CLICOLOR_FORCE`` asks for it unless it is ``0``. Else a terminal is coloured,
    but for a dumb one and where ``CLICOLOR`` is ``0``.

    >>> is_coloured({"FORCE_COLOR": "1"}, terminal=False)
    True
    >>> is_coloured({"FORCE_COLOR": "1", "NO_COLOR": "1"}, terminal=True)
    False
    """
    if environ.get("NO_COLOR"):
        return False
    forced = environ.get("FORCE_COLOR", "")
    if forced:
        return forced.lower() not in {"0", "false"}
    if environ.get("CLICOLOR_FORCE", "0") not in {"", "0"}:
        return True
    return terminal and environ.get("TERM") != "dumb" and environ.get("CLICOLOR") != "0"


def _paint(rows: Iterable[Row | Columns], stream: TextIO, *, width: int) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(
        file=stream,
        highlight=False,
        markup=False,
        emoji=False,
        force_terminal=True,
        color_system="standard",
        no_color=False,
    )
    for line in lines_of(rows, width):
        text = Text(end="")
        for words, style in line:
            text.append(words, STYLES.get(style, ""))
        text.rstrip()
        console.print(text, no_wrap=True, overflow="ignore", crop=False)
