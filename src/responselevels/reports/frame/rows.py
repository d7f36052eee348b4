"""Rows: what a report says, before it is broken into lines and painted.

A row is a label in a column of its own and a text beside it. `lines_of` breaks
it into lines of styled pieces; `plain` and `responselevels.reports.frame.paint` write
those. Every text passes `visible` here, so nothing from a file reaches the
terminal as anything but text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from responselevels.reports.frame.layout import WIDTH, cells, padded, wrapped
from responselevels.text.catalogue import visible

Piece = tuple[str, str]
"""A piece of text and its style; the empty style is plain."""

Line = tuple[Piece, ...]

_GAP = 2
"""Number of blanks between two columns."""


@dataclass(frozen=True, slots=True)
class Row:
    """A text with a label before it. The style is the label's, or the text's where none is.

    *column* is where the text starts, counted from *indent*, in cells.
    """

    text: str = ""
    label: str = ""
    style: str = ""
    indent: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Columns:
    """Texts side by side, each within its own width in cells, with its style.

    A text is broken inside its column; *indent* holds for the first alone. The
    last column gives way where the terminal is narrow.
    """

    texts: tuple[str, ...]
    widths: tuple[int, ...]
    styles: tuple[str, ...]
    indent: int = 0


BLANK = Row()


def lines_of(rows: Iterable[Row | Columns], width: int = WIDTH) -> Iterator[Line]:
    """Yield the lines of *rows*, each at most *width* cells."""
    for row in rows:
        yield from _row_lines(row, width) if isinstance(row, Row) else _column_lines(row, width)


def _column_lines(row: Columns, width: int) -> Iterator[Line]:
    *fixed, last = row.widths
    widths = (*fixed, max(min(last, width - sum(fixed) - _GAP * len(fixed)), 8))
    first, *others = zip(row.texts, widths, strict=True)
    broken = [wrapped(visible(first[0]), max(first[1] - row.indent, 8))]
    broken += [wrapped(visible(text), size) for text, size in others]
    margin = " " * row.indent
    for head, *tail in zip_longest(*broken, fillvalue=""):
        texts = (margin + head, *tail)
        yield tuple(
            (padded(text, size + _GAP), style)
            for text, size, style in zip(texts, widths, row.styles, strict=True)
        )


def _row_lines(row: Row, width: int) -> Iterator[Line]:
    label = visible(row.label)
    column = max(row.column, cells(label) + 1) if label else row.column
    margin, gap = " " * row.indent, " " * column
    style = "" if label else row.style
    lines = wrapped(visible(row.text), max(width - row.indent - column, 8))
    for number, line in enumerate(lines):
        if number == 0 and label:
            start: Line = ((margin, ""), (padded(label, column), row.style))
        else:
            start = ((margin + gap, ""),)
        yield (*start, (line, style)) if line else start


def plain(rows: Iterable[Row | Columns], width: int = WIDTH) -> str:
    """Return *rows* as text without any colour, each line ended."""
    return "".join(
        "".join(text for text, _style in line).rstrip() + "\n" for line in lines_of(rows, width)
    )
