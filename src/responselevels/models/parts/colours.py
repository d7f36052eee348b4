"""Colours of levels, as a rules file has them (docs/formats.md, Rules file).

A word is what the paper says; a tone, ``#rrggbb``, is what the author of the file chose. Nothing is
decided by either, and the core knows of none.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Strict, WithJsonSchema
from pydantic_core import PydanticCustomError

TONES = {
    "white": "#ffffff",
    "green": "#7cc7a8",
    "blue": "#1f5fae",
    "yellow": "#f2c500",
    "orange": "#ee7f1d",
    "red": "#b3141d",
    "purple": "#451a66",
    "black": "#111614",
}
"""The words that a file may have, and the tone in which each is drawn: told apart by all who read."""

_TONE = re.compile(r"#[0-9A-Fa-f]{6}", re.ASCII)


def colour_name(value: Any) -> str:
    """Return *value* if it is a word for a colour, or a tone ``#rrggbb``.

    Raises:
        PydanticCustomError: it is neither.
    """
    if isinstance(value, str) and (value in TONES or _TONE.fullmatch(value)):
        return value
    facts = {"value": str(value), "words": ", ".join(TONES)}
    raise PydanticCustomError("colour.form", "no colour", facts)


def tone_of(colour: str) -> str:
    """Return the tone of *colour* in lower case: ``#rrggbb``.

    >>> tone_of("blue"), tone_of("#A0B0C0")
    ('#1f5fae', '#a0b0c0')
    """
    return TONES.get(colour, colour).lower()


Colour = Annotated[
    str,
    Strict(),
    BeforeValidator(colour_name),
    WithJsonSchema(
        {
            "anyOf": [
                {"enum": list(TONES)},
                {"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$"},
            ]
        }
    ),
]
"""The colour of a level: a word of the paper, as ``blue``, or a tone, as ``#1f5fae``."""
