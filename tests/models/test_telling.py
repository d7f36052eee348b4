"""The titles and the offset that a finding is told with."""

from __future__ import annotations

from datetime import timedelta, timezone

import pytest

from responselevels.models import telling
from responselevels.models.areas import Areas
from responselevels.models.decisions import Effect, Finding
from responselevels.models.telling import Telling, TitleBook
from responselevels.models.texts import Text
from responselevels.text.catalogue import Alternatives, Named, Phrase

BOOK = TitleBook(
    {
        ("body", "board"): Text.of({"en": "Board", "zh": "理事会"}),
        ("area", "north"): Text.of("North"),
    }
)
TELLING = Telling(BOOK, timedelta(hours=8))


def test_a_title_is_found_in_its_language_and_else_in_one_that_it_has() -> None:
    assert BOOK(Named("body", "board"), "zh") == "理事会"
    assert BOOK(Named("area", "north"), "zh") == "North"
    assert BOOK(Named("area", "board"), "en") is None


def test_what_travels_has_the_titles_of_all_that_is_named_however_deep() -> None:
    board, north, south = Named("body", "board"), Named("area", "north"), Named("area", "south")
    for facts in (
        {"x": board},
        {"x": Alternatives(((board,), (south,)))},
        {"x": Phrase("phrase.line", {"line": (1, [board])})},
    ):
        few = TELLING.only(facts).titles
        assert (few(board, "en"), few(north, "en")) == ("Board", None)
    assert TELLING.only({"x": "board", "y": 3}).titles(board, "en") is None


def test_times_are_told_in_the_offset_of_the_proposal() -> None:
    assert TELLING.zone == timezone(timedelta(hours=8))


def test_a_message_of_a_variant_is_told_by_its_own_sentence() -> None:
    facts = {"variant": "elsewhere", "body": Named("body", "board"), "area": Named("area", "north")}
    finding = Finding(
        code="approval.not_entitled", effect=Effect.NOTE, facts=facts, telling=TELLING
    )
    assert "Board (`board`)" in finding.message()
    assert "理事会（`board`）" in finding.message("zh")


def test_the_titles_of_very_many_areas_are_the_same_sought_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    areas = Areas.model_validate(
        {
            "areas": [
                {"id": "home", "tier": "region", "title": {"en": "Home", "zh": "家"}},
                {"id": "north", "tier": "city", "parent": "home"},
                {"id": "south", "tier": "city", "parent": "home", "title": "South"},
            ],
            "groups": [{"id": "both", "title": "Both", "members": ["north", "south"]}],
        }
    )
    names = ("home", "north", "south", "both", "nowhere")
    # More questions than are sought one by one, so that the table is asked too.
    asked = [(Named("area", name), lang) for name in names for lang in ("en", "zh")]
    titles = TitleBook({}, areas)
    table = [titles(*one) for one in asked]
    monkeypatch.setattr(telling, "_MANY", 2)
    many = TitleBook({}, areas)
    assert [many(*one) for one in asked] == table
    assert table == ["Home", "家", None, None, "South", "South", "Both", "Both", None, None]
