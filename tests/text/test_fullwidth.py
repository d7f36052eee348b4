"""Marks of a Chinese keyboard: what each is called, which key gives what is meant."""

from __future__ import annotations

import pytest

from responselevels.text.catalogue import fact_worded
from responselevels.text.fullwidth import WIDE, mark_of, marks_in, meant, named_marks, narrow

MARKS = {
    "：": ("colon", ":"),
    "，": ("comma", ","),
    "、": ("pause", ","),
    "；": ("semicolon", ";"),
    "“": ("quote", '"'),
    "’": ("quote", "'"),
    "＂": ("quote", '"'),
    "（": ("bracket", "("),
    "】": ("bracket", "]"),
    "－": ("dash", "-"),
    "—": ("dash", "-"),
    "＋": ("plus", "+"),
    "。": ("stop", "."),
    "\u3000": ("blank", " "),
    "２": ("digit", "2"),
    "Ｚ": ("letter", "Z"),
    "＃": ("sign", "#"),
}


@pytest.mark.parametrize("char", MARKS)
def test_every_mark_is_named_and_has_its_key(char: str) -> None:
    mark = mark_of(char)
    assert (mark.kind, mark.key) == MARKS[char]
    assert narrow(char) == mark.key
    assert WIDE.fullmatch(char)
    for lang in ("en", "zh"):
        assert fact_worded(named_marks(char)[0], lang)


def test_of_digits_and_letters_only_the_first_is_named() -> None:
    assert [mark.mark for mark in marks_in("２０２６－０５－０１Ｔ")] == ["２", "－", "Ｔ"]


def test_what_is_chinese_beyond_its_marks_is_meant_as_it_is() -> None:
    assert meant("渭城（新区）") is None
    assert meant("2026-05-01") is None
    assert meant("‘３’") == "3"
    assert meant("“”") == '""'
