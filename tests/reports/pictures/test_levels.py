"""The picture of the levels: it draws what the level machine has, and words in it are words."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest
from hypothesis import given

from responselevels.files import load_rules
from responselevels.files.sheets import load_sheet
from responselevels.files.shipped import shipped_ids
from responselevels.machine.levels import LevelMachine
from responselevels.models.rules import Level, Rules, Tier, Transition
from responselevels.models.texts import Text
from responselevels.reports.pictures.ladder import ladder_of
from responselevels.reports.pictures.levels import levels_picture
from responselevels.testing.strategies import schemes
from responselevels.text.catalogue import LANGUAGES
from tests.reports.pages.test_page import HOSTILE

SVG = "{http://www.w3.org/2000/svg}"


def drawn(rules: Rules, lang: str = "en") -> ET.Element:
    return ET.fromstring(levels_picture(rules, lang, alone=True))


def edges(picture: ET.Element) -> Iterator[tuple[int, int, int | None]]:
    """Yield what is drawn: the number of the rule, from which level, to which; None: it ends early."""
    starts = [one.attrib for one in picture.iter() if "data-from" in one.attrib]
    ends = [one.attrib for one in picture.iter() if "data-to" in one.attrib]
    for start in starts:
        step = start["data-step"]
        reached: list[int | None] = [
            int(one["data-to"]) for one in ends if one["data-step"] == step
        ]
        for target in reached or [None]:
            yield int(step), int(start["data-from"]), target


def expected(rules: Rules) -> set[tuple[int, int, int | None]]:
    numbers = {step.rule: step.number for step in ladder_of(rules)}
    ranks = {level.id: rank for rank, level in enumerate(rules.levels)}
    return {
        (
            numbers[edge.rule],
            ranks[edge.source],
            None if edge.target is None else ranks[edge.target],
        )
        for edge in LevelMachine(rules).edges()
    }


@given(schemes.rules())
def test_what_is_drawn_are_the_edges_of_the_level_machine(rules: Rules) -> None:
    found = [*edges(drawn(rules))]
    assert len(found) == len(set(found))
    assert set(found) == expected(rules)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_shipped_scheme_is_drawn_with_its_titles_and_rules(lang: str) -> None:
    rules = load_rules("fpcon")
    picture = drawn(rules, lang)
    assert set(edges(picture)) == expected(rules)
    told = [one.text for one in picture.iter(f"{SVG}text")]
    for level in rules.levels:
        assert level.title is not None
        assert level.title.in_(lang) in told
    names = [*(one.id for one in rules.transitions), *(one.id for one in rules.endings)]
    for number, name in enumerate(names, 1):
        assert any(text and text.startswith(f"{number} ") and name in text for text in told)


def test_of_a_template_what_is_filled_in_is_drawn() -> None:
    for name in shipped_ids():
        sheet = load_sheet(name)
        assert bool(levels_picture(sheet.rules, "zh")) == bool(sheet.rules.levels)


def test_words_of_others_are_words_in_a_picture() -> None:
    title = Text.of(HOSTILE)
    rules = Rules(
        format=1,
        id="sample",
        title=title,
        levels=(Level(id="0", default=True, title=title), Level(id="1", title=title)),
        tiers=(Tier(id="t", title=title),),
        transitions=(
            Transition(id=HOSTILE.replace("\u2028", ""), tier="t", to=("1",), issuers=("b",)),
        ),
    )
    picture = drawn(rules)
    assert {one.tag for one in picture.iter()} == {
        f"{SVG}{tag}"
        for tag in ("svg", "title", "style", "rect", "defs", "pattern", "path", "circle", "text")
    }
    inline = levels_picture(rules, "en", name="old")
    assert "<script" not in inline
    assert 'id="old-1"' in inline
    assert "<style" not in inline
