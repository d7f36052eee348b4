"""Texts that people read: one string, or one per language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from responselevels.errors import expect

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Text:
    """A text that people read: one string, or one per language.

    Written as a plain string, it is the same in every language.
    """

    words: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, value: str | Mapping[str, str]) -> Text:
        """Build a text from a string or from language → string."""
        expect("value", value, str, Mapping)
        if isinstance(value, str):
            return cls((("", value),))
        return cls(tuple(sorted(value.items())))

    def in_(self, lang: str) -> str:
        """Return the words in *lang*; else the plain ones, English, or the first."""
        expect("lang", lang, str)
        known = dict(self.words)
        for wanted in (lang, "", "en"):
            if wanted in known:
                return known[wanted]
        return self.words[0][1]

    def has(self, lang: str) -> bool:
        """Say whether there are words in *lang*, or plain ones for every language."""
        return any(known in (lang, "") for known, _words in self.words)

    def written(self) -> str | dict[str, str]:
        """Return the text as a file writes it."""
        known = dict(self.words)
        return known[""] if set(known) == {""} else known

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: Any, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _text_of,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda text: text.written()
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {
            "anyOf": [
                {"type": "string", "minLength": 1},
                {
                    "type": "object",
                    "minProperties": 1,
                    "propertyNames": {"pattern": f"^{_LANGUAGE.pattern}$"},
                    "additionalProperties": {"type": "string", "minLength": 1},
                },
            ]
        }


def _text_of(value: Any) -> Text:
    if isinstance(value, Text):
        return value
    if isinstance(value, str):
        if not value.strip():
            raise PydanticCustomError("text.empty", "an empty text")
        return Text.of(value)
    if not isinstance(value, Mapping):
        raise PydanticCustomError("text.type", "text expected")
    if not value:
        raise PydanticCustomError("text.empty", "an empty text")
    for lang, words in value.items():
        if not isinstance(lang, str) or not _LANGUAGE.fullmatch(lang):
            raise PydanticCustomError("text.language", "no language", {"value": str(lang)})
        if not isinstance(words, str) or not words.strip():
            raise PydanticCustomError("text.words", "no words", {"language": lang})
    return Text.of(value)
