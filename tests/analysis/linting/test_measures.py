"""What looks wrong in measures: the remark, where it stands, and what draws none."""

from __future__ import annotations

from typing import Any

import pytest

from responselevels.analysis.linting.lint import lint
from responselevels.core.world.soundness import problems_in_rules
from responselevels.models.rules import Rules
from tests.analysis.linting.test_criteria import BASE

PRO_RATA: dict[str, Any] = {"per": {"figure": "people", "every": 10, "count": 2}}
WHOLE: dict[str, Any] = {"per": {**PRO_RATA["per"], "steps": "whole"}}


def remarks(*measures: Any, **changes: Any) -> list[tuple[str, tuple[Any, ...]]]:
    """Return code and path of each remark about measures."""
    rules = Rules.model_validate(
        {
            **BASE,
            "facts": [],
            "tables": [],
            "transitions": [
                {"id": "raise", "tier": "city", "to": ["yellow", "orange"], "issuers": ["hall"]},
                {"id": "post_it", "tier": "street", "to": ["red"], "issuers": ["post"]},
            ],
            "measures": measures,
            **changes,
        }
    )
    assert problems_in_rules(rules) == []
    kinds = ("measure.", "spot.", "text.", "body.")
    return [(one.code, one.where.path) for one in lint(rules) if one.code.startswith(kinds)]


def needing(way: str, weak: Any, strong: Any, **more: Any) -> list[tuple[str, tuple[Any, ...]]]:
    """Return the remarks where a measure strengthens one that asks for *weak* by asking for *strong*."""
    first = {"id": "a", "from": "green", "need": {"unit": "person", way: weak}}
    second = {
        "id": "b",
        "strengthens": "a",
        "from": "yellow",
        "need": {"unit": "person", way: strong},
        **more,
    }
    return remarks(first, second)


WEAKER = [("measure.weaker", ("measures", 1, "need"))]


@pytest.mark.parametrize(
    ("weak", "strong", "weaker"),
    [
        (5, 6, False),
        (5, 5, True),
        ("5.5", "5.4", True),
        ({"figure": "people"}, {"times": [2, {"figure": "people"}]}, False),
        ({"figure": "people"}, {"times": ["0.5", {"figure": "people"}]}, True),
        ({"figure": "people"}, {"figure": "homes"}, False),
        (PRO_RATA, {"per": {"figure": "people", "every": 100, "count": 19}}, True),
        (PRO_RATA, {"per": {"figure": "people", "every": 100, "count": 21}}, False),
        (PRO_RATA, WHOLE, True),
        (WHOLE, PRO_RATA, False),
        (WHOLE, WHOLE, True),
        ({"sum": [PRO_RATA, PRO_RATA, 5]}, {"sum": [{"times": [2, PRO_RATA]}, 4]}, True),
        ({"sum": [PRO_RATA, 5]}, 6, False),
        ({"sum": [PRO_RATA, 5]}, 5, True),
    ],
)
def test_what_strengthens_asks_for_more_by_some_figures(
    weak: Any, strong: Any, weaker: bool
) -> None:
    assert needing("at_least", weak, strong) == (WEAKER if weaker else [])
    assert needing("at_most", strong, weak) == (WEAKER if weaker else [])


def test_another_bound_is_more() -> None:
    first = {"id": "a", "from": "green", "need": {"unit": "person", "at_least": 5}}
    second = {
        "id": "b",
        "strengthens": "a",
        "from": "yellow",
        "need": {"unit": "person", "at_most": 5},
    }
    assert remarks(first, second) == []
    both = {**second, "need": {"unit": "person", "at_least": 4, "at_most": 5}}
    assert remarks(first, both) == []
    assert remarks({**first, "need": second["need"]}, {**second, "need": first["need"]}) == []


def test_what_holds_where_the_other_does_not_is_no_weaker() -> None:
    assert needing("at_least", 5, 5, **{"from": "green"}) == WEAKER
    city = {
        "id": "a",
        "from": "yellow",
        "tiers": ["city"],
        "need": {"unit": "person", "at_least": 5},
    }
    more = {**city, "id": "b", "strengthens": "a"}
    assert remarks(city, {**more, "tiers": ["city", "street"]}) == []
    assert remarks(city, {**more, "from": "green"}) == []
    assert remarks(city, {key: one for key, one in more.items() if key != "tiers"}) == WEAKER
    assert remarks(city, {**more, "need": None}) == []


def test_the_one_above_may_say_nothing_of_how_much() -> None:
    chain = [
        {"id": "a", "from": "green", "need": {"unit": "person", "at_least": 5}},
        {"id": "b", "strengthens": "a", "from": "green", "do": "more"},
        {"id": "c", "strengthens": "b", "from": "green", "need": {"unit": "person", "at_least": 5}},
    ]
    assert remarks(*chain) == [("measure.weaker", ("measures", 2, "need"))]


def test_a_measure_can_hold_where_its_level_can() -> None:
    assert remarks({"id": "a", "from": "red"}) == []
    assert remarks({"id": "a", "from": "red", "tiers": ["street"]}) == []
    assert remarks({"id": "a", "at": ["orange"], "tiers": ["street"]}) == []
    assert remarks({"id": "a", "from": "red", "tiers": ["city"]}) == [
        ("measure.never", ("measures", 0, "from"))
    ]
    alone = [{"id": "city"}, {"id": "street", "inherits": False}]
    assert remarks({"id": "a", "at": ["orange"], "tiers": ["street"]}, tiers=alone) == [
        ("measure.never", ("measures", 0, "at"))
    ]
    assert remarks({"id": "a", "at": ["green"], "tiers": ["street"]}, tiers=alone) == []


def test_kinds_of_places_words_and_bodies_are_looked_at_too() -> None:
    spots = [{"id": "point", "title": {"en": "points", "zh": "点"}}, {"id": "line"}]
    measure = {"id": "a", "do": {"en": "watch"}, "from": "red", "spots": ["point"], "by": ["guard"]}
    bodies = {**BASE["bodies"], "guard": {"tier": "street"}}
    assert remarks(measure, spots=spots, bodies=bodies) == [
        ("spot.unused", ("spots", 1)),
        ("text.untranslated", ("measures", 0, "do")),
    ]


def test_both_languages_word_each_remark() -> None:
    rules = Rules.model_validate({**BASE, "spots": [{"id": "point"}]})
    (found,) = [one for one in lint(rules) if one.code == "spot.unused"]
    assert (found.reason("en"), found.reason("zh")) == (
        "no measure is for `point`",
        "没有措施用于 `point`",
    )
