"""Texts: one string, or one per language."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from responselevels.models.texts import Text
from tests.models.making import accepted, refused


def test_a_plain_text_is_the_same_in_every_language() -> None:
    text = accepted(Text, "Routine")
    assert text == Text.of("Routine")
    assert (text.in_("en"), text.in_("zh"), text.written()) == ("Routine", "Routine", "Routine")


def test_a_text_in_several_languages_answers_in_each() -> None:
    text = accepted(Text, {"zh": "常态", "en": "Routine"})
    assert (text.in_("zh"), text.in_("en"), text.in_("fr")) == ("常态", "Routine", "Routine")
    assert text.written() == {"zh": "常态", "en": "Routine"}
    assert text == accepted(Text, {"en": "Routine", "zh": "常态"})


def test_a_text_without_the_language_or_english_answers_in_the_first_it_has() -> None:
    assert accepted(Text, {"zh": "常态", "fr": "Routine"}).in_("de") == "Routine"
    assert accepted(Text, {"zh": "常态"}).written() == {"zh": "常态"}


def test_a_text_already_made_is_taken_as_it_is() -> None:
    text = Text.of({"zh-Hans": "常态"})
    assert accepted(Text, text) is text


@pytest.mark.parametrize(
    ("value", "code", "facts"),
    [
        ("", "text.empty", {}),
        (" \n", "text.empty", {}),
        ({}, "text.empty", {}),
        (4, "text.type", {}),
        (None, "text.type", {}),
        (["a"], "text.type", {}),
        ({"EN": "x"}, "text.language", {"value": "EN"}),
        ({"english": "x"}, "text.language", {"value": "english"}),
        ({"en_GB": "x"}, "text.language", {"value": "en_GB"}),
        ({"en\n": "x"}, "text.language", {"value": "en\n"}),
        ({"": "x"}, "text.language", {"value": ""}),
        ({1: "x"}, "text.language", {"value": "1"}),
        ({"en": ""}, "text.words", {"language": "en"}),
        ({"en": " "}, "text.words", {"language": "en"}),
        ({"en": "x", "zh": None}, "text.words", {"language": "zh"}),
    ],
)
def test_a_text_that_says_nothing_or_in_no_language_is_refused(
    value: object, code: str, facts: dict[str, str]
) -> None:
    assert refused(Text, value) == (code, facts)


def test_a_text_has_words_in_its_languages_and_a_plain_one_in_every_language() -> None:
    assert Text.of({"zh": "意见"}).has("zh")
    assert not Text.of({"zh": "意见"}).has("en")
    assert Text.of("Opinion").has("zh")


def test_a_text_is_written_as_it_was_read() -> None:
    adapter = TypeAdapter(Text)
    for value in ("Routine", {"en": "Routine", "zh": "常态"}):
        assert adapter.dump_python(adapter.validate_python(value)) == value


def test_the_schema_of_a_text_asks_for_what_the_model_asks() -> None:
    assert TypeAdapter(Text).json_schema() == {
        "anyOf": [
            {"type": "string", "minLength": 1},
            {
                "type": "object",
                "minProperties": 1,
                "propertyNames": {"pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"},
                "additionalProperties": {"type": "string", "minLength": 1},
            },
        ]
    }
