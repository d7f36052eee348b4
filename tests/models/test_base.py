"""What all models share: ids, words, flags and numbers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from responselevels.models.base import Digest, Flag, Id, Whole, Words
from tests.models.making import accepted, refused


@pytest.mark.parametrize(
    "name",
    [
        "4",
        "no",
        "12:30",
        "橙色",
        "a b",
        "r&d;",
        "café",
        "𝔸",
        "🟧",
        "naïve",
        "x" * 300,
        "ー",
        "a\u00a0b",
    ],
)
def test_an_id_is_any_text_that_shows_what_it_is(name: str) -> None:
    assert accepted(Id, name) == name


@pytest.mark.parametrize(
    ("name", "code", "facts"),
    [
        ("", "id.empty", {}),
        ("  ", "id.empty", {}),
        ("\u3000\u2003", "id.empty", {}),
        (" a", "id.blanks", {"value": " a"}),
        ("a\u00a0", "id.blanks", {"value": "a\u00a0"}),
        ("橙\n", "id.blanks", {"value": "橙\n"}),
        ("a\tb", "id.character", {"value": "a\tb", "character": "U+0009"}),
        ("a\x00b", "id.character", {"value": "a\x00b", "character": "U+0000"}),
        ("a\x7fb", "id.character", {"value": "a\x7fb", "character": "U+007F"}),
        ("a\u200bb", "id.character", {"value": "a\u200bb", "character": "U+200B"}),
        ("a\u202eb", "id.character", {"value": "a\u202eb", "character": "U+202E"}),
        ("a\u2066b", "id.character", {"value": "a\u2066b", "character": "U+2066"}),
        ("\ufeffa", "id.character", {"value": "\ufeffa", "character": "U+FEFF"}),
        ("a\u2028b", "id.character", {"value": "a\u2028b", "character": "U+2028"}),
        ("a\u2029b", "id.character", {"value": "a\u2029b", "character": "U+2029"}),
        ("a\u00adb", "id.character", {"value": "a\u00adb", "character": "U+00AD"}),
        ("e\u0301", "id.not_nfc", {"value": "e\u0301", "written": "é"}),
        ("\u212b", "id.not_nfc", {"value": "\u212b", "written": "\u00c5"}),
    ],
)
def test_an_id_that_hides_something_is_refused(name: str, code: str, facts: dict[str, str]) -> None:
    assert refused(Id, name) == (code, facts)


@pytest.mark.parametrize("value", [4, 4.0, True, None, b"4", ["4"], date(2026, 2, 1)])
def test_nothing_but_text_is_an_id(value: object) -> None:
    assert refused(Id, value)[0] == "string_type"


def test_half_a_character_is_no_part_of_an_id() -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Id).validate_python("a\ud800")


@pytest.mark.parametrize(
    ("kind", "wrong"), [(Words, 4), (Flag, "true"), (Flag, 1), (Whole, "1"), (Whole, True)]
)
def test_nothing_is_converted_silently(kind: Any, wrong: object) -> None:
    assert refused(kind, wrong)[0] in {"string_type", "bool_type", "int_type"}


# -- digests -------------------------------------------------------------------------


@pytest.mark.parametrize("digit", ["0", "9", "a", "f"])
def test_a_digest_is_64_hexadecimal_digits_after_the_name_of_the_algorithm(digit: str) -> None:
    assert accepted(Digest, "sha256:" + digit * 64) == "sha256:" + digit * 64


@pytest.mark.parametrize(
    "value",
    [
        "",
        "sha256:",
        "sha256:" + "0" * 63,
        "sha256:" + "0" * 65,
        "sha256:" + "g" * 64,
        "sha256:" + "A" * 64,
        "SHA256:" + "0" * 64,
        "sha512:" + "0" * 64,
        "0" * 64,
        " sha256:" + "0" * 64,
        "sha256:" + "0" * 64 + "\n",
        "sha256:" + "٠" * 64,
    ],
)
def test_what_is_no_digest_is_refused(value: str) -> None:
    assert refused(Digest, value) == ("digest.form", {"value": value})


def test_a_digest_is_text() -> None:
    assert refused(Digest, 5)[0] == "string_type"
