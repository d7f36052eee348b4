"""What is refused of measures; most of it stands in tests/bad, a file for each."""

from __future__ import annotations

from typing import Any

import pytest

from responselevels import InputError
from tests.core.desk import rules, scheme_of
from tests.core.measures.ground import PATROL, SPOTS
from tests.model.scenes import Data


def problems(*measures: Data) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        scheme_of(rules(measures=list(measures), spots=SPOTS))
    return [(problem.code, str(problem.where)) for problem in caught.value.problems]


def one(name: str, **more: Any) -> Data:
    return {"id": name, "from": "green", **more}


def test_a_circle_is_told_once_however_it_is_reached() -> None:
    found = problems(
        one("x", strengthens="c"),
        one("a", strengthens="b"),
        one("b", strengthens="c"),
        one("c", strengthens="a"),
        one("own", strengthens="own"),
    )
    assert found == [
        ("measure.cycle", "measures[1].strengthens"),
        ("measure.cycle", "measures[4].strengthens"),
    ]


def test_a_unit_is_held_against_the_nearest_one_that_says_how_much() -> None:
    minutes = {"unit": "minute", "at_least": 1}
    assert problems(
        PATROL,
        one("between", strengthens="patrol"),
        one("far", strengthens="between", need=minutes),
    ) == [("unit.mismatch", "measures[2].need.unit")]


def test_units_of_a_circle_are_compared_once_round() -> None:
    need = {"unit": "minute", "at_least": 1}
    found = problems(one("a", strengthens="b", need=need), one("b", strengthens="a"))
    assert found == [("measure.cycle", "measures[0].strengthens")]


def test_a_negative_multiple_and_a_negative_count_are_refused() -> None:
    figure = {"figure": "people"}
    per = {"per": {"figure": "people", "every": "0.5", "count": -1}}
    need = {"unit": "person", "at_least": {"times": ["-1", figure]}, "at_most": per}
    assert problems(one("a", need=need)) == [
        ("amount.negative", "measures[0].need.at_least.times[0]"),
        ("amount.negative", "measures[0].need.at_most.per.count"),
    ]


def test_what_a_measure_cites_is_looked_at() -> None:
    assert problems(one("a", cite={"source": "gone", "clause": "1"})) == [
        ("source.unknown", "measures[0].cite.source")
    ]
