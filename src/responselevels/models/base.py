"""What all models share: the base class, and the types of ids, words, flags and numbers.

A validator here raises `PydanticCustomError` whose type is the code of a
problem (``problem.<code>`` in the catalogue); `responselevels.files` turns it
into a placed `Problem`.
"""

from __future__ import annotations

import inspect
import re
import unicodedata
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Strict,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from responselevels.models.sha256 import WRITTEN


class Model(BaseModel):
    """Base class of the formats' models: frozen, refuses unknown keys, converts nothing silently."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
    )


def split_docstring(text: str) -> tuple[str, dict[str, str]]:
    """Return what a docstring says of its class, and of each field (its section *Attributes*).

    `help` shows both; the published schemas have each where it belongs.
    """
    about, _, section = inspect.cleandoc(text).partition("\n\nAttributes:\n")
    rows = re.findall(r"^    (\w+): (.*(?:\n {5,}.*)*)", section, re.MULTILINE)
    return about, {name: " ".join(said.split()) for name, said in rows}


# -- ids ---------------------------------------------------------------------

_REFUSED_IN_IDS = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_UNSEEN = frozenset(
    map(
        chr,
        (
            0x034F,  # joins graphemes
            *(0x115F, 0x1160, 0x3164, 0xFFA0),  # letters of Hangul that stand for none
            *(0x17B4, 0x17B5),  # vowels of Khmer that nobody writes
            *(0x180B, 0x180C, 0x180D, 0x180F),  # variants of Mongolian letters
            0x2800,  # Braille without a dot
            *range(0xFE00, 0xFE10),  # variants of any letter
            *range(0xE0100, 0xE01F0),
        ),
    )
)
"""Characters of other categories that show nothing."""


def checked_id(value: str) -> str:
    """Return *value* if it can be an id: NFC text that shows what it is.

    Raises:
        PydanticCustomError: it is empty, has blanks at an end, is not in
            Unicode NFC, or has a control, format or surrogate character, or
            another that shows nothing.
    """
    if value.isascii() and value.isprintable() and value and value == value.strip():
        return value
    if not value.strip():
        raise PydanticCustomError("id.empty", "an id may not be empty")
    if value != value.strip():
        raise PydanticCustomError("id.blanks", "blanks around an id", {"value": value})
    for char in value:
        if unicodedata.category(char) in _REFUSED_IN_IDS or char in _UNSEEN:
            raise PydanticCustomError(
                "id.character",
                "a character that cannot be seen",
                {"value": value, "character": f"U+{ord(char):04X}"},
            )
    composed = unicodedata.normalize("NFC", value)
    if composed != value:
        raise PydanticCustomError("id.not_nfc", "not NFC", {"value": value, "written": composed})
    return value


def _id_of(value: Any) -> Any:
    # Most ids are as plain as can be, and each of a million orders has ten.
    if type(value) is str and value.isascii() and value.isprintable() and value == value.strip():
        return value or checked_id(value)
    # A subclass may say anything about itself: what counts is the text that it holds.
    return checked_id(str.__str__(value)) if isinstance(value, str) else value


Id = Annotated[
    str,
    Strict(),
    BeforeValidator(_id_of),
    WithJsonSchema({"type": "string", "minLength": 1}),
]
"""A name: any NFC text without control, format or surrogate characters."""

Person = Id
"""The id of a person, like any other id; who is behind it stands elsewhere."""

Words = Annotated[str, Strict()]
"""Free text, one language or none in particular."""


def checked_digest(value: str) -> str:
    """Return *value* if it is a digest: ``sha256:`` and 64 hexadecimal digits, in lower case.

    Raises:
        PydanticCustomError: it is none.
    """
    if WRITTEN.fullmatch(value) is None:
        raise PydanticCustomError("digest.form", "no digest", {"value": value})
    return value


def _digest_of(value: Any) -> Any:
    return checked_digest(value) if type(value) is str else value


Digest = Annotated[
    str,
    Strict(),
    BeforeValidator(_digest_of),
    WithJsonSchema({"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}),
]
"""What a text is known by, whatever its layout: ``sha256:`` and 64 hexadecimal digits."""

Flag = Annotated[bool, Strict()]
Whole = Annotated[int, Strict()]


GREATEST = 10**9
"""Greatest absolute value of a whole number, in files as in Python; a greater one is refused."""

_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?")


def checked_number(value: Any) -> Any:
    """Return *value* if it is an integer, or a decimal number written as text.

    A greater integer than files can have as a number is text, too.

    Raises:
        PydanticCustomError: it is none of these.
    """
    if type(value) is int and abs(value) <= GREATEST:
        return value
    if type(value) is str and _DECIMAL.fullmatch(value):
        return value
    raise PydanticCustomError("number.form", "no number", {"value": str(value)})


Number = Annotated[
    int | str,
    BeforeValidator(checked_number),
    WithJsonSchema(
        {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": f"^{_DECIMAL.pattern}$"}]}
    ),
]
"""An exact number: an integer, or a decimal such as ``"2.5"``, written as text."""
