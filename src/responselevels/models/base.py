"""What all models share: the base class, and the types of ids, words, flags and numbers.

A validator here raises `PydanticCustomError` whose type is the code of a
problem (``problem.<code>`` in the catalogue); `responselevels.files` turns it
into a placed `Problem`.
"""

from __future__ import annotations

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


class Model(BaseModel):
    """Frozen; unknown keys are refused; nothing is converted silently."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
    )


# -- ids ---------------------------------------------------------------------

_REFUSED_IN_IDS = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def checked_id(value: str) -> str:
    """Return *value* if it can be an id: NFC text that shows what it is.

    Raises:
        PydanticCustomError: it is empty, has blanks at an end, is not in
            Unicode NFC, or has a control, format or surrogate character.
    """
    if value.isascii() and value.isprintable() and value and value == value.strip():
        return value
    if not value.strip():
        raise PydanticCustomError("id.empty", "an id may not be empty")
    if value != value.strip():
        raise PydanticCustomError("id.blanks", "blanks around an id", {"value": value})
    for char in value:
        if unicodedata.category(char) in _REFUSED_IN_IDS:
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
    # A subclass may say anything about itself: what counts is the text that it holds.
    return checked_id(str.__str__(value)) if isinstance(value, str) else value


Id = Annotated[
    str,
    Strict(),
    BeforeValidator(_id_of),
    WithJsonSchema({"type": "string", "minLength": 1}),
]
"""A name: any NFC text without control, format or surrogate characters."""

Words = Annotated[str, Strict()]
"""Free text, one language or none in particular."""

Flag = Annotated[bool, Strict()]
Whole = Annotated[int, Strict()]
