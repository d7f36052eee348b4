"""The nearest known name for an unknown one."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responselevels.core.world.names import (
    NO_TITLES,
    TitleIndex,
    as_text,
    nearest,
    shown,
    unknown_name,
)
from responselevels.errors import Place
from responselevels.models.texts import Text

LEVELS = ["green", "orange", "red"]
MANY = [f"area-{n}" for n in range(5000)]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("orage", "orange"),
        ("organe", "orange"),
        ("Orange", "orange"),
        ("ORANG", "orange"),
        ("oranges", "orange"),
        ("rde", "red"),
        ("rad", "red"),
        ("greeen", "green"),
        ("blue", None),
        ("yellow", None),
        ("", None),
        ("R", None),
        ("x" * 65, None),
        ("orange" * 12, None),
    ],
)
def test_a_slip_is_met_with_the_name_that_was_meant(name: str, near: str | None) -> None:
    assert nearest(name, LEVELS) == near


def test_a_single_character_is_only_met_in_another_case() -> None:
    assert nearest("a", ["b", "A"]) == "A"
    assert nearest("4", ["3", "2"]) is None


def test_the_nearest_wins_and_of_equals_the_first() -> None:
    assert nearest("north", ["nort", "north-1", "nroth"]) == "nort"
    assert nearest("city", ["citt", "cita"]) == "citt"
    assert nearest("city", ["citt", "CITY", "City"]) == "CITY"


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("area-1234x", "area-1234"),
        ("are-1234", "area-1234"),
        ("aera-1234", "area-1234"),
        ("arex-1234", "area-1234"),
        ("somewhere", None),
        ("", None),
    ],
)
def test_among_many_names_a_single_slip_is_met(name: str, near: str | None) -> None:
    assert nearest(name, MANY) == near
    assert nearest(name, frozenset(MANY)) == near


@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=8))
def test_only_a_known_name_is_ever_offered(name: str, names: list[str]) -> None:
    assert nearest(name, names) in {None, *names}


def slips(left: str, right: str) -> int:
    """Count the edits between two texts by the textbook, a swap of neighbours being one."""
    table = {(i, 0): i for i in range(len(left) + 1)} | {(0, j): j for j in range(len(right) + 1)}
    for i, char in enumerate(left, 1):
        for j, other in enumerate(right, 1):
            costs = [
                table[i - 1, j] + 1,
                table[i, j - 1] + 1,
                table[i - 1, j - 1] + (char != other),
            ]
            if i > 1 < j and char == right[j - 2] and left[i - 2] == other:
                costs.append(table[i - 2, j - 2] + 1)
            table[i, j] = min(costs)
    return table[len(left), len(right)]


WORDS = st.text(alphabet="abc", min_size=2, max_size=10)


@given(WORDS, st.lists(WORDS, min_size=1, max_size=6))
def test_the_nearest_is_the_textbooks_within_a_slip_in_three(name: str, names: list[str]) -> None:
    best = min(names, key=lambda known: slips(name, known))
    limit = min(3, max(1, len(name) // 3))
    assert nearest(name, names) == (best if slips(name, best) <= limit else None)


def test_a_known_name_is_its_own_nearest() -> None:
    assert [nearest(name, LEVELS) for name in LEVELS] == LEVELS


@pytest.mark.parametrize(
    ("names", "en", "zh"),
    [
        (
            ["red", "green"],
            "unknown level `rde`; known: `red` and `green`; did you mean `red`?",
            "没有级别 `rde`；已有：`red` 和 `green`；是否为 `red`？",
        ),
        (["blue"], "unknown level `rde`; known: `blue`", "没有级别 `rde`；已有：`blue`"),
        ([], "unknown level `rde`; none is known", "没有级别 `rde`；尚未列出任何一个"),
        (
            ["red", *(f"l{n}" for n in range(12))],
            "unknown level `rde`; did you mean `red`?",
            "没有级别 `rde`；是否为 `red`？",
        ),
        ([f"l{n}" for n in range(13)], "unknown level `rde`", "没有级别 `rde`"),
    ],
)
def test_an_unknown_name_is_worded_with_what_is_known(names: list[str], en: str, zh: str) -> None:
    problem = unknown_name("level", "rde", names, ("to", 0))
    assert problem.where == Place(path=("to", 0))
    assert (problem.worded("en"), problem.worded("zh")) == (en, zh)


def test_a_long_name_is_cut() -> None:
    assert shown("x" * 60) == "x" * 60
    assert shown("x" * 61) == "x" * 59 + "…"


def test_names_without_an_order_are_told_in_that_of_the_alphabet() -> None:
    for names in ({"citb", "cita", "citc"}, frozenset({"citc", "citb", "cita"})):
        assert nearest("city", names) == "cita"
        assert str(unknown_name("level", "city", names, ("level",))) == (
            "level: unknown level `city`; known: `cita`, `citb` and `citc`; did you mean `cita`?"
        )


# -- titles, and marks of a Chinese keyboard --------------------------------------------------------


@dataclass(frozen=True)
class Thing:
    id: str
    title: Text | None


THINGS = (
    Thing("safety_office", Text.of({"en": "Safety Office", "zh": "新区平安办"})),
    Thing("city_office", Text.of({"en": "City Safety Office", "zh": "新城平安办"})),
    Thing("committee", Text.of({"zh": "社会治理和平安建设委员会"})),
    Thing("2", Text.of({"en": "Level 2", "zh": "二级"})),
    Thing("bare", None),
)
TITLED = TitleIndex(THINGS)
NAMES = [thing.id for thing in THINGS]


def offered(name: str, lang: str = "en", titled: TitleIndex = TITLED) -> str:
    return unknown_name("body", name, NAMES, ("issuer",), titled).worded(lang)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("safety  OFFICE", "; `safety_office` has that title, write `safety_office`"),
        ("二级", '; `2` has that title, write `"2"`'),
        ("平安办", "`safety_office` (新区平安办) or `city_office` (新城平安办)"),
        ("治理委员会", "did you mean `committee`, whose title is `社会治理和平安建设委员会`?"),
        ("Levl 2", "did you mean `2`, whose title is `Level 2`?"),
        ("“2”", 'in it, `“` is a Chinese quotation mark (press `"`)'),
        ("２", 'write `"2"`'),
        ("bare，新区平安办", "write `bare` and `safety_office`"),
        ("ｎｏｎｅ，ｓｕｃｈ", "write `none,such`"),
        ("bar", "did you mean `bare`?"),
        ("x", "known: `safety_office`"),
        ("渭城（新区）", "known: `safety_office`"),
    ],
)
def test_a_title_or_a_wide_name_finds_the_id(name: str, words: str) -> None:
    assert words in offered(name)
    assert offered(name, "zh")


def test_things_may_be_a_mapping_and_titles_may_be_shared() -> None:
    things = {"a": Thing("", Text.of("甲")), "b": Thing("", Text.of("甲"))}
    assert TitleIndex(things).find("甲") == [("a", "甲"), ("b", "甲")]
    assert "several have such a title" in offered("甲", titled=TitleIndex(things))
    assert NO_TITLES.find("甲") == []


def test_a_name_is_in_quotes_where_it_would_be_a_number() -> None:
    assert [as_text(name) for name in ("2", "-1", "a2")] == ['"2"', '"-1"', "a2"]
