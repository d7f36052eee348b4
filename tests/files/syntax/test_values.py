"""What an unquoted word stands for, for every kind of word that readers disagree on."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from responselevels.files.syntax.values import Unquoted, meaning
from responselevels.models.base import GREATEST

ODD = [
    "y",
    "Y",
    "n",
    "N",
    "yes",
    "Yes",
    "YES",
    "no",
    "No",
    "NO",
    "on",
    "On",
    "ON",
    "off",
    "Off",
    "OFF",
    "True",
    "TRUE",
    "False",
    "FALSE",
    "Null",
    "NULL",
    "014",
    "0o14",
    "0x1F",
    "0b11",
    "+4",
    "-014",
    "1_000",
    "00",
    "-0",
    "10000000000",
    "1000000001",
    "-1000000001",
    "12:30",
    "1:30:00",
    "190:20:30",
    "12:30:45.5",
    "08:00",
    "1.5",
    ".5",
    "5.",
    "-1.5",
    "1e3",
    "1E3",
    "1.5e3",
    "1e+3",
    "1_000.5",
    ".inf",
    "-.inf",
    "+.INF",
    ".nan",
    ".NaN",
    ".NAN",
    "2021-03-01",
    "2021-3-1",
    "2021-03-01T10:00:00Z",
    "2021-03-01t10:00",
    "2021-03-01T10:00+08:00",
    "2021-03-01T10:00:00.5-05:00",
    "=",
    "<<",
]


@pytest.mark.parametrize("word", [*ODD, "2021-03-01 10:00:00", "2021-03-01 10:00:00 +8"])
def test_what_readers_do_not_agree_on_is_neither_text_nor_number(word: str) -> None:
    assert meaning(word) == Unquoted(word)


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("false", False),
        ("0", 0),
        ("4", 4),
        ("-4", -4),
        ("1000000000", GREATEST),
        ("-1000000000", -GREATEST),
    ],
)
def test_only_these_words_are_something_else_than_text(word: str, value: object) -> None:
    assert meaning(word) == value
    assert type(meaning(word)) is type(value)


@pytest.mark.parametrize(
    "word",
    ["north", "橙色", "3.4.1", "1a", "P30D", "nobody", "-", ".", "+", "no one", "2021-03", "R-1"],
)
def test_a_plain_word_is_text(word: str) -> None:
    assert meaning(word) == word


@given(st.text(alphabet="0123456789._:-+xobeETZ ntfyOoNnaI~", min_size=1, max_size=12))
def test_what_a_reader_of_yaml_1_1_takes_for_no_text_is_never_text_here(word: str) -> None:
    try:
        theirs = yaml.safe_load(f"[{word}]")
    except (yaml.YAMLError, ValueError, OverflowError):
        return
    if theirs and len(theirs) == 1 and not isinstance(theirs[0], str | dict):
        assert not isinstance(meaning(word.strip()), str)
