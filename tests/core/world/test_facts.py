"""What is wrong with how a fact is listed, asked for by a row, and stated (the words are in `tests/bad`)."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from responselevels.core.world.facts import (
    problems_in_asked,
    problems_in_fact,
    problems_in_stated,
)
from responselevels.errors import InputError, Path
from responselevels.models.parts.criteria import Fact, FactAsked
from responselevels.text.catalogue import Named

PEOPLE = {"id": "people", "unit": "person", "from": 0}
WATER = {"id": "water", "unit": "metre"}
OUTDOORS = {"id": "outdoors", "type": "yes_no"}
KIND = {"id": "kind", "one_of": ["sport", "concert", "fair"]}
AT = ("facts", "it")

Found = list[tuple[str, Path]]


def fact(written: dict[str, Any]) -> Fact:
    return Fact.model_validate(written)


def asked(written: dict[str, Any], value: Any) -> Found:
    value = TypeAdapter[Any](FactAsked).validate_python(value)
    return [(one.code, one.where.path) for one in problems_in_asked(fact(written), value, AT)]


def stated(written: dict[str, Any], value: Any) -> Found:
    return [(one.code, one.where.path) for one in problems_in_stated(fact(written), value, AT)]


@pytest.mark.parametrize("written", [PEOPLE, WATER, OUTDOORS, KIND])
def test_a_fact_of_one_kind_is_right(written: dict[str, Any]) -> None:
    assert not [*problems_in_fact(fact(written), AT)]


@pytest.mark.parametrize(
    ("written", "code", "path"),
    [
        ({"id": "it"}, "fact.kind", AT),
        ({"id": "it", "unit": "m", "type": "yes_no"}, "fact.kind", AT),
        ({"id": "it", "unit": "m", "one_of": ["a"]}, "fact.kind", AT),
        ({"id": "it", "type": "yes_no", "one_of": ["a"]}, "fact.kind", AT),
        ({"id": "it", "type": "yes_no", "from": 0}, "fact.from", (*AT, "from")),
        ({"id": "it", "one_of": ["a"], "from": 0}, "fact.from", (*AT, "from")),
    ],
)
def test_a_fact_is_of_exactly_one_kind(written: dict[str, Any], code: str, path: Path) -> None:
    assert [(p.code, p.where.path) for p in problems_in_fact(fact(written), AT)] == [(code, path)]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (PEOPLE, {"from": 0}),
        (PEOPLE, {"from": 0, "below": "0.5"}),
        (PEOPLE, {"below": 1}),
        (WATER, {"from": -7}),
        (WATER, {"below": -7}),
        (OUTDOORS, True),
        (OUTDOORS, False),
        (KIND, "fair"),
        (KIND, ["fair", "sport"]),
    ],
)
def test_a_row_may_ask_what_the_fact_can_be(written: dict[str, Any], value: Any) -> None:
    assert asked(written, value) == []


@pytest.mark.parametrize(
    ("written", "value", "code", "path"),
    [
        (PEOPLE, True, "asked.number", ()),
        (PEOPLE, "many", "asked.number", ()),
        (PEOPLE, ["many"], "asked.number", ()),
        (PEOPLE, {}, "range.none", ()),
        (PEOPLE, {"from": -1}, "range.outside", ("from",)),
        (PEOPLE, {"from": "-0.5", "below": -1}, "range.outside", ("from",)),
        (PEOPLE, {"below": 0}, "range.empty", ("below",)),
        (PEOPLE, {"from": 5, "below": 5}, "range.empty", ("below",)),
        (WATER, {"from": 5, "below": "4.9"}, "range.empty", ("below",)),
        (OUTDOORS, {"from": 5}, "asked.yes_no", ()),
        (OUTDOORS, "yes", "asked.yes_no", ()),
        (KIND, True, "asked.one_of", ()),
        (KIND, {"below": 5}, "asked.one_of", ()),
        (KIND, "fairs", "option.unknown", ()),
        (KIND, ["fair", "fairs"], "option.unknown", (1,)),
    ],
)
def test_a_row_may_not_ask_what_the_fact_cannot_be(
    written: dict[str, Any], value: Any, code: str, path: Path
) -> None:
    assert asked(written, value) == [(code, (*AT, *path))]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (PEOPLE, 0),
        (PEOPLE, "0.000000001"),
        (PEOPLE, "20000"),
        (WATER, -3),
        (WATER, "-3.5"),
        (OUTDOORS, True),
        (KIND, "sport"),
    ],
)
def test_an_assessment_may_state_what_the_fact_can_be(written: dict[str, Any], value: Any) -> None:
    assert stated(written, value) == []


@pytest.mark.parametrize(
    ("written", "value", "code"),
    [
        (PEOPLE, -1, "stated.least"),
        (PEOPLE, "-0.000000001", "stated.least"),
        (PEOPLE, "many", "stated.number"),
        (PEOPLE, "1e3", "stated.number"),
        (PEOPLE, True, "stated.number"),
        (OUTDOORS, 1, "stated.yes_no"),
        (OUTDOORS, "yes", "stated.yes_no"),
        (KIND, "fairs", "option.unknown"),
        (KIND, 3, "stated.one_of"),
        (KIND, False, "stated.one_of"),
    ],
)
def test_an_assessment_may_not_state_what_the_fact_cannot_be(
    written: dict[str, Any], value: Any, code: str
) -> None:
    assert stated(written, value) == [(code, AT)]


FACT = {"fact": Named("fact", "people")}


@pytest.mark.parametrize(
    ("written", "value", "facts"),
    [
        (PEOPLE, "many", {**FACT, "value": "many"}),
        (PEOPLE, -1, {**FACT, "value": "-1", "least": 0}),
        (OUTDOORS, 1, {"fact": Named("fact", "outdoors"), "value": "1"}),
        (KIND, 3, {"fact": Named("fact", "kind"), "value": "3"}),
    ],
)
def test_a_problem_of_what_is_stated_names_fact_and_value(
    written: dict[str, Any], value: Any, facts: dict[str, object]
) -> None:
    (problem,) = problems_in_stated(fact(written), value, AT)
    assert problem.facts == facts


@pytest.mark.parametrize(
    ("written", "value", "facts"),
    [
        (PEOPLE, True, FACT),
        (OUTDOORS, "yes", {"fact": Named("fact", "outdoors")}),
        (KIND, True, {"fact": Named("fact", "kind")}),
        (PEOPLE, {"from": -1}, {**FACT, "bound": -1, "least": 0}),
        (PEOPLE, {"from": 5, "below": 5}, {"from": 5, "below": 5}),
        (PEOPLE, {"below": 0}, {"from": 0, "below": 0}),
    ],
)
def test_a_problem_of_what_a_row_asks_names_fact_and_bounds(
    written: dict[str, Any], value: Any, facts: dict[str, object]
) -> None:
    asked_ = TypeAdapter[Any](FactAsked).validate_python(value)
    (problem,) = problems_in_asked(fact(written), asked_, AT)
    assert problem.facts == facts


def test_an_unknown_value_is_offered_the_nearest() -> None:
    (problem,) = problems_in_stated(fact(KIND), "fairs", AT)
    assert "unknown value `fairs`" in str(InputError([problem]))
    assert "did you mean `fair`?" in str(InputError([problem]))


@pytest.mark.parametrize("written", [{"id": "it"}, {"id": "it", "one_of": ["a"], "from": 0}])
def test_a_problem_of_a_listed_fact_names_it(written: dict[str, Any]) -> None:
    (problem,) = problems_in_fact(fact(written), AT)
    assert problem.facts == {"fact": "it"}


def test_what_was_stated_is_named_as_it_is_written() -> None:
    (problem,) = problems_in_stated(fact(PEOPLE), True, AT)
    assert "`true` is no number" in str(InputError([problem]))
    (problem,) = problems_in_stated(fact(KIND), False, AT)
    assert "not `false`" in str(InputError([problem]))
    (problem,) = problems_in_stated(fact(PEOPLE), -1, AT)
    assert "never less than 0; `-1` cannot be" in str(InputError([problem]))
