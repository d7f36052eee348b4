"""Colours of levels: words of a paper, or tones; both are told apart by who reads, and by whoever cannot see all."""

from __future__ import annotations

from itertools import combinations

import pytest

from responselevels.analysis.linting.sight import (
    LEAST_APART,
    LEAST_CONTRAST,
    apart_at_least,
    contrast,
    ink_on,
)
from responselevels.models.parts.colours import TONES, Colour, tone_of
from tests.models.making import accepted, refused


@pytest.mark.parametrize("value", [*TONES, "#1f5fae", "#ABCDEF"])
def test_a_word_or_a_tone_is_a_colour(value: str) -> None:
    assert accepted(Colour, value) == value


@pytest.mark.parametrize(
    "value",
    [
        "",
        "#fff",
        "#1f5fa",
        "1f5fae",
        "#1f5fae ",
        "#１２３４５６",
        "rebeccapurple",
        "Red",
        "红",
        7,
        None,
        ["red"],
    ],
)
def test_what_is_written_otherwise_is_none(value: object) -> None:
    assert refused(Colour, value)[0] == "colour.form"


def test_every_word_can_be_written_on_and_told_from_every_other() -> None:
    assert all(contrast(tone, ink_on(tone)) >= LEAST_CONTRAST for tone in TONES.values())
    for one, other in combinations(TONES.values(), 2):
        assert apart_at_least(one, other) >= LEAST_APART


def test_a_tone_is_itself_in_lower_case() -> None:
    assert tone_of("#ABCDEF") == "#abcdef"
