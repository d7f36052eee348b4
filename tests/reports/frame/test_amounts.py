"""Amounts in words: as a file writes them, rounded or not, of one or of many, known or not."""

from __future__ import annotations

from fractions import Fraction

import pytest

from responselevels import AreaMeasures, Register
from responselevels.core.measures.amounts import MOST_LACKING, FigureMissing
from responselevels.models.areas import Areas
from responselevels.models.rules import Rules
from responselevels.reports.frame.amounts import (
    figures_worded,
    missing_worded,
    need_worded,
    number_worded,
    unit_phrase,
    ways_worded,
)
from responselevels.reports.frame.wording import Locale
from tests.reports.made import T0

FIGURE = {"figure": "posts"}
PER = {"per": {"figure": "people", "every": 1000, "count": "1.5"}}
WHOLE = {"per": {"figure": "people", "every": 1000, "count": 3, "steps": "whole"}}


def held(need: dict[str, object], **figures: tuple[object, str]) -> tuple[AreaMeasures, Rules]:
    """Return what holds in a port whose only measure has that *need*, and the rules."""
    rules = Rules.model_validate(
        {
            "format": 1,
            "id": "port",
            "levels": [{"id": "green", "default": True}, {"id": "red"}],
            "tiers": [{"id": "port"}],
            "bodies": {"master": {"tier": "port"}},
            "transitions": [{"id": "up", "tier": "port", "to": ["red"], "issuers": ["master"]}],
            "endings": [{"id": "down", "tier": "port", "issuers": ["master"]}],
            "measures": [{"id": "watch", "from": "green", "need": need}],
        }
    )
    rows = {
        name: [{"value": value, "unit": unit, "as_of": "2020-11-01"}]
        for name, (value, unit) in figures.items()
    }
    areas = Areas.model_validate({"areas": [{"id": "port", "tier": "port", "figures": rows}]})
    return Register(rules, areas).measures("port", at=T0), rules


@pytest.mark.parametrize(
    ("need", "figures", "told", "way"),
    [
        ({"unit": "person", "at_least": 3}, {}, "at least 3 persons", None),
        ({"unit": "person", "at_most": 1}, {}, "at most 1 person", None),
        ({"unit": "hour", "at_most": "0.5"}, {}, "at most 0.5 hours", None),
        (
            {"unit": "person", "at_least": PER},
            {"people": (2500, "person")},
            "at least 4 persons",
            "1.5 for every 1000 of `people`, pro rata: 3.75, rounded up",
        ),
        (
            {"unit": "vehicle", "at_most": PER},
            {"people": (2500, "person")},
            "at most 3 vehicles",
            "1.5 for every 1000 of `people`, pro rata: 3.75, rounded down",
        ),
        (
            {"unit": "person", "at_least": WHOLE},
            {"people": (2999, "person")},
            "at least 6 persons",
            "3 for every whole 1000 of `people`",
        ),
        (
            {"unit": "post", "at_least": {"times": ["2.5", FIGURE]}},
            {"posts": (7, "post")},
            "at least 18 posts",
            "2.5 × `posts`: 17.5, rounded up",
        ),
        (
            {"unit": "person", "at_least": {"sum": [{"times": [2, PER]}, 4]}},
            {"people": (1000, "person")},
            "at least 7 persons",
            "(2 × (1.5 for every 1000 of `people`, pro rata)) + 4",
        ),
    ],
)
def test_an_amount_is_told_with_how_it_comes_about(
    need: dict[str, object], figures: dict[str, tuple[object, str]], told: str, way: str | None
) -> None:
    found, rules = held(need, **figures)
    (watch,) = found.measures
    assert need_worded(watch, Locale("en")) == told
    assert [*ways_worded(watch, rules, Locale("en"))] == ([] if way is None else [way])


@pytest.mark.parametrize(
    ("lang", "told", "missing"),
    [
        (
            "en",
            "the least amount is not known, since a figure is missing, at most 9 persons",
            "`port` has no figure `people` yet",
        ),
        ("zh", "下限因缺少数据尚不能算出、不超过9人", "`port` 尚无数据 `people`"),
    ],
)
def test_what_cannot_be_worked_out_is_said(lang: str, told: str, missing: str) -> None:
    found, _rules = held({"unit": "person", "at_least": PER, "at_most": 9})
    (watch,) = found.measures
    assert need_worded(watch, Locale(lang)) == told
    assert [*figures_worded(watch, Locale(lang))] == [missing]
    found, _rules = held({"unit": "person", "at_most": PER})
    (watch,) = found.measures
    assert need_worded(watch, Locale("en")) == (
        "the greatest amount is not known, since a figure is missing"
    )


@pytest.mark.parametrize(("count", "said"), [(2, False), (MOST_LACKING, True)])
def test_areas_without_a_figure_are_named_and_that_they_may_be_more(count: int, said: bool) -> None:
    lacking = tuple(f"n{number}" for number in range(count))
    told = missing_worded(FigureMissing(figure="people", area="a", lacking=lacking), Locale("en"))
    assert "`n0`" in told
    assert told.endswith("perhaps of others") == said


def test_numbers_are_written_as_each_language_writes_them() -> None:
    big, third = Fraction(149_999), Fraction(10, 3)
    assert [number_worded(big, lang) for lang in ("en", "zh")] == ["149,999", "149999"]
    assert [number_worded(third, lang) for lang in ("en", "zh")] == ["10/3", "10/3"]
    assert Locale("en").fact(unit_phrase("team", Fraction(1))) == "team"
    assert Locale("zh").fact(unit_phrase("team", Fraction(2))) == "支队伍"
