r"""Text that goes out in a grammar of others: Mermaid, Graphviz, Markdown, XML, CSV, a shell, JSON.

Titles and ids are free text, and each of these grammars has words and marks of
its own that would be read into them. Here, and nowhere else, text is written so
that what reads it finds that text again. The rule is the same for all: **what is
known to be safe stays as it is, everything else is written by its number or
between quotes**; nothing is forbidden by a list, so nothing can be missing from it.

What cannot be seen is shown as an escape first (`visible`), in every grammar but
JSON, which has escapes of its own.
"""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from types import SimpleNamespace
from typing import Any

from responselevels.text.catalogue import visible

_LETTERS = ("L", "M", "N")
"""The general categories of letters, of their marks, and of digits."""


def plain(text: str) -> str:
    r"""Return *text* with all that no grammar can hold, or no eye can see, as escapes.

    >>> plain("a\ufffeb\u202e")
    'a\\ufffeb\\u202e'
    """
    shown = visible(text)
    if shown.isascii():
        return shown
    return "".join(_escape(char) if _is_noncharacter(ord(char)) else char for char in shown)


def _is_noncharacter(code: int) -> bool:
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _is_word(char: str) -> bool:
    """Say whether *char* is a letter, a mark on one or a digit, in any writing."""
    return char.isalnum() if char.isascii() else unicodedata.category(char)[0] in _LETTERS


def _is_chinese_mark(char: str) -> bool:
    """Say whether *char* is a mark of Chinese writing, wide as its letters, and no blank."""
    return "\u3001" <= char <= "\u303f" or "\uff01" <= char <= "\uff5e"


def _written(text: str, safe: Callable[[str, int], bool], number: Callable[[str], str]) -> str:
    shown = plain(text)
    return "".join(char if safe(shown, place) else number(char) for place, char in enumerate(shown))


# -- Mermaid -----------------------------------------------------------------------------


def in_mermaid(text: str) -> str:
    """Return *text* as a label of a Mermaid diagram.

    Letters and digits stay, `_` and `-` between two of them, and a blank before a
    digit; for no word of Mermaid begins with a digit, while `direction LR` anywhere
    in a line is an order to it.

    >>> in_mermaid("Level 2: direction LR")
    'Level 2#58;#32;direction#32;LR'
    """
    return _written(text, _safe_in_mermaid, lambda char: f"#{ord(char)};")


def _safe_in_mermaid(text: str, place: int) -> bool:
    char, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if char == " ":
        return place > 0 and after.isdecimal()
    if char in "_-":
        return bool(before and after) and _is_word(before) and _is_word(after)
    return _is_word(char) or _is_chinese_mark(char)


# -- Graphviz ----------------------------------------------------------------------------


def in_dot(text: str) -> str:
    """Return *text* for between the quotes of a label of Graphviz.

    Graphviz reads entities in it first, and then what follows a backslash; so that
    is written twice.

    >>> in_dot('say "a" &amp; b')
    'say &#34;a&#34; &#38;amp&#59; b'
    """
    return _written(text, _safe_in_dot, lambda char: _entity(char) * (2 if char == "\\" else 1))


_SAFE_IN_DOT = frozenset(" .,:-_/+()")


def _safe_in_dot(text: str, place: int) -> bool:
    char = text[place]
    return _is_word(char) or not char.isascii() or char in _SAFE_IN_DOT


def _entity(char: str) -> str:
    return f"&#{ord(char)};"


# -- XML and SVG -------------------------------------------------------------------------


def in_xml(text: str) -> str:
    """Return *text* for XML: between tags, and between the quotes of an attribute.

    >>> in_xml("a < b & c")
    'a &#60; b &#38; c'
    """
    return _written(text, _safe_in_xml, _entity)


_SAFE_IN_XML = frozenset(" .,:;-_/+()[]{}!?@#%*=^|~`$\\")


def _safe_in_xml(text: str, place: int) -> bool:
    char = text[place]
    if char == " ":
        return 0 < place < len(text) - 1 and text[place - 1] != " "
    return _is_word(char) or not char.isascii() or char in _SAFE_IN_XML


# -- Markdown ----------------------------------------------------------------------------


def in_markdown(text: str) -> str:
    r"""Return *text* for a line or the cell of a table in Markdown (CommonMark, and GitHub's).

    A blank stays between two characters that are none, `_` and `-` between
    letters, a dot before a digit; other marks of ASCII get a backslash.

    >>> in_markdown("party_management | <b>*1*</b>")
    'party_management \\| \\<b\\>\\*1\\*\\<\\/b\\>'
    """
    shown = plain(text)
    return "".join(_in_markdown(shown, place) for place in range(len(shown)))


def _in_markdown(text: str, place: int) -> str:
    char, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if char.isspace():
        inside = char == " " and before.strip() and after.strip()
        return char if inside else _entity(char)
    if not char.isascii() or char.isalnum():
        return char
    within = bool(before and after) and _is_word(before) and _is_word(after)
    if (char in "_-" and within) or (char in ",()" and before):
        return char
    if char == "." and after.isdecimal() and not (before.isascii() and before.isalpha()):
        return char
    return f"\\{char}"


# -- CSV ---------------------------------------------------------------------------------


def in_csv(rows: Iterable[Sequence[str]]) -> str:
    """Return *rows* as CSV (RFC 4180), no cell of which a spreadsheet takes for a formula.

    A cell that begins with anything but a letter, a digit or an opening bracket,
    blanks passed over, begins with a quote: spreadsheets take that as the sign of a text.

    >>> print(in_csv([["=1+1", "a,b"]]), end="")
    '=1+1,"a,b"
    """
    lines: list[str] = []
    writer = csv.writer(SimpleNamespace(write=lines.append))
    writer.writerows([[_cell(plain(cell)) for cell in row] for row in rows])
    return "".join(lines)


def _cell(text: str) -> str:
    first = text.lstrip()[:1]
    safe = not first or first in "([（［《“" or _is_word(first)
    # Full-width signs of a formula count as much as narrow ones with some programs.
    return text if safe else f"'{text}"


# -- a shell -----------------------------------------------------------------------------


def in_shell(word: str) -> str:
    """Return *word* as one word of a command for sh, bash and zsh.

    >>> in_shell("XX-2026-05"), in_shell("$(reboot)")
    ('XX-2026-05', "'$(reboot)'")
    """
    shown = plain(word)
    if shown and all(_is_word(char) or char in "@%+:,./-_" for char in shown):
        return shown
    return "'" + shown.replace("'", "'\"'\"'") + "'"


# -- JSON --------------------------------------------------------------------------------

_JSON = json.JSONEncoder(ensure_ascii=False)
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
_PERHAPS_UNSEEN = re.compile(r"[^\x20-\x7e\u3000-\u9fff\uff01-\uff5e]")


def in_json(document: Any) -> str:
    """Return *document* as one line of JSON, in UTF-8 characters as they are.

    Only what would act on a terminal instead of being seen is written as an
    escape, which reads back the same.
    """
    line = _JSON.encode(document)
    # What is printable to Python has nothing in it that cannot be seen.
    return line if line.isprintable() else _PERHAPS_UNSEEN.sub(_escaped, line)


def _escaped(found: re.Match[str]) -> str:
    char = found[0]
    if unicodedata.category(char) not in _UNSEEN and not _is_noncharacter(ord(char)):
        return char
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{int.from_bytes(units[at : at + 2]):04x}" for at in range(0, len(units), 2))
