"""Lay text out in terminal cells: a Chinese character takes two, a combining mark none.

Lines break where the writing allows it: at blanks, and on either side of a wide
character, but never before a closing mark or after an opening one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

WIDTH = 80
"""Maximum width of a line of a report, in terminal cells."""

_INSTANT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")
"""No line breaks between a day and its time of day."""

_NUMBERED = re.compile(r"(?<=[：；])\d+ ")
"""A number of a list in running text, which stays with what it numbers."""

_HARD = "\u00a0"

_CLOSING = frozenset("，。、；：？！）》」』】〉〕·,.;:?!)]}%")
_OPENING = frozenset("（《「『【〈〔([{")
_COUNTED = frozenset("年月日时分秒")


def cells(text: str) -> int:
    """Return how many terminal cells *text* takes.

    >>> cells("level"), cells("级别")
    (5, 4)
    """
    if text.isascii():
        return len(text)
    return sum(map(_cells_of, text))


def _cells_of(char: str) -> int:
    if char < "\u0300":
        return 1
    if unicodedata.east_asian_width(char) in "WF":
        return 2
    return 0 if unicodedata.category(char) in ("Mn", "Me", "Cf") else 1


def padded(text: str, width: int) -> str:
    """Return *text* with blanks after it, so that it takes *width* cells at least.

    >>> padded("级别", 6)
    '级别  '
    """
    return text + " " * (width - cells(text))


def wrapped(text: str, width: int) -> list[str]:
    """Break *text* into lines of at most *width* cells; an empty text is one empty line.

    What is too long for a line by itself is cut where the line is full.

    >>> wrapped("自即日起，由平安办发布", 8)
    ['自即日', '起，由平', '安办发布']
    """
    lines: list[str] = []
    line, used = "", 0
    for atom, blank in _atoms(text):
        size, gap = cells(atom), 1 if blank and line else 0
        if used + gap + size <= width:
            line, used = line + " " * gap + atom, used + gap + size
            continue
        if line:
            lines.append(line)
        *full, line = _cut(atom, width)
        lines.extend(full)
        used = cells(line)
    return [*lines, line]


def _atoms(text: str) -> Iterator[tuple[str, bool]]:
    """Yield what no line may break, each with whether a blank stands before it."""
    for number, word in enumerate(_NUMBERED.sub(_joined, _INSTANT.sub(_joined, text)).split(" ")):
        if word.isascii():  # no line breaks inside
            if word:
                yield word, number > 0
            continue
        atom, blank = "", number > 0
        for char in word:
            if atom and _may_break(atom[-1], char):
                yield atom.replace(_HARD, " "), blank
                atom, blank = "", False
            atom += char
        yield atom.replace(_HARD, " "), blank


def _joined(instant: re.Match[str]) -> str:
    return instant[0].replace(" ", _HARD)


def _may_break(before: str, after: str) -> bool:
    if _HARD in (before, after):
        return False
    if before in _OPENING or after in _CLOSING:
        return False
    if before.isdigit() and after in _COUNTED:
        return False
    size = _cells_of(after)
    return size == 2 or (size == 1 and _cells_of(before) == 2)


def _cut(atom: str, width: int) -> list[str]:
    pieces, piece, used = [], "", 0
    for char in atom:
        size = _cells_of(char)
        if piece and used + size > width:
            pieces.append(piece)
            piece, used = "", 0
        piece, used = piece + char, used + size
    return [*pieces, piece]
