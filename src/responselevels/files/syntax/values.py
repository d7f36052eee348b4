"""Values of the unquoted words of a file.

YAML readers differ: for some `no` is false, `12:30` is 750, `014` is 12, a day
is a date. Here only `null` and `~`, `true` and `false`, and plain decimal whole
numbers are anything but text. Whatever some reader of YAML 1.1 or 1.2 takes for
something that is not text is kept as `Unquoted`; the models refuse it wherever
it stands, and the message says what to write instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from responselevels.models.base import GREATEST


@dataclass(frozen=True, slots=True)
class Unquoted:
    """Something unquoted that readers do not agree on; never text, never a number."""

    text: str

    def __str__(self) -> str:
        return self.text


_NUMBERS_BEGIN = frozenset("-+.0123456789~=<")
_WORDS_BEGIN = frozenset("tTfFnNyYoO")
"""First characters of words that some reader takes for more than text."""

_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})

_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,9}", re.ASCII)

_ODD = re.compile(
    r"""
    [-+]?(?:
        [0-9][0-9_]*                            # 014, 1_000, too long a number
      | 0[box][0-9a-f_]+                        # 0x1F
      | [0-9][0-9_]*(?::[0-9]+)+(?:\.[0-9_]*)?  # 12:30
      | (?:[0-9][0-9_]*)?\.[0-9_]*(?:e[-+]?[0-9]+)?   # 1.5
      | [0-9][0-9_]*e[-+]?[0-9]+                # 1e3
      | \.inf
    )
  | \.nan | = | <<
  | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}              # a day, perhaps with a time
    (?:(?:t|[ \t]+)[0-9]{1,2}(?::[0-9]{2}(?::[0-9]{2}(?:\.[0-9]*)?)?)?
       (?:[ \t]*(?:z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?)?
    """,
    re.ASCII | re.VERBOSE | re.IGNORECASE,
)

Plain = str | int | bool | Unquoted | None


def meaning(text: str) -> Plain:
    """Return what *text*, written without quotes, stands for.

    >>> meaning("north"), meaning("4"), meaning("true"), meaning("~")
    ('north', 4, True, None)
    >>> meaning("12:30"), meaning("No")
    (Unquoted(text='12:30'), Unquoted(text='No'))
    """
    if not text:
        return None
    if text[0] in _NUMBERS_BEGIN:
        return _number(text)
    if text[0] in _WORDS_BEGIN and len(text) <= 5:
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if text.lower() in _WORDS:
            return Unquoted(text)
    return text


def _number(text: str) -> Plain:
    if text == "~":
        return None
    if _WHOLE.fullmatch(text) and -GREATEST <= int(text) <= GREATEST:
        return int(text)
    if text not in {".", "-", "+"} and _ODD.fullmatch(text):
        return Unquoted(text)
    return text


_CONSTANTS: dict[str, Plain] = {"null": None, "true": True, "false": False}
