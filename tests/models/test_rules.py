"""The shape of rules and areas: conditions, defaults, unknown keys."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from responselevels.models.areas import Areas
from responselevels.models.base import Number
from responselevels.models.parts.conditions import (
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    Quorum,
    bodies_in,
    parts_of,
)
from responselevels.models.parts.requires import Requires
from responselevels.models.rules import Rules, Transition
from tests.core.desk import RULES
from tests.models.making import accepted, problems, refused

NEST = {
    "any_of": ["mayor", {"all_of": ["board", {"at_least": {"count": 1, "of": ["mayor", "watch"]}}]}]
}
NESTED = AnyOf(
    any_of=(
        "mayor",
        AllOf(all_of=("board", AtLeast(at_least=Quorum(count=1, of=("mayor", "watch"))))),
    )
)


# -- conditions -----------------------------------------------------------------------------------


def test_conditions_nest() -> None:
    assert accepted(Condition, NEST) == NESTED
    assert accepted(Condition, "mayor") == "mayor"


def test_a_condition_already_made_is_taken_as_it_is() -> None:
    adapter: TypeAdapter[Any] = TypeAdapter(Condition)
    for made in (NESTED, *parts_of(NESTED), *parts_of(parts_of(NESTED)[1])):
        assert adapter.validate_python(made) == made


def test_every_body_in_a_condition_is_found_as_often_as_it_stands_there() -> None:
    assert list(bodies_in(NESTED)) == ["mayor", "board", "mayor", "watch"]
    assert list(bodies_in("mayor")) == ["mayor"]
    assert parts_of("mayor") == ()


@pytest.mark.parametrize(
    ("value", "code", "facts"),
    [
        (
            {"all_of": ["a"], "any_of": ["b"], "note": 1},
            "condition.two_operators",
            {"operators": ["all_of", "any_of"]},
        ),
        ({}, "condition.operator", {"keys": []}),
        ({"anyof": ["a"], 4: "b"}, "condition.operator", {"keys": ["anyof", "4"]}),
        (4, "condition.type", {}),
        (None, "condition.type", {}),
        (["a", "b"], "condition.type", {}),
        (True, "condition.type", {}),
        ("", "id.empty", {}),
    ],
)
def test_what_is_no_condition_is_refused(
    value: object, code: str, facts: dict[str, object]
) -> None:
    assert refused(Condition, value) == (code, facts)


def test_a_mistake_deep_in_a_condition_has_its_path() -> None:
    deep = {"any_of": ["a", {"at_least": {"count": "2", "of": ["b", {"of": []}]}}]}
    found = problems(Condition, deep)
    assert [code for code, _ in found] == ["int_type", "condition.operator"]
    assert found[1][1][-2:] == ("of", 1)


def test_an_operator_takes_no_other_key() -> None:
    assert problems(Condition, {"any_of": ["a"], "of": ["b"]}) == [
        ("extra_forbidden", ("<any_of>", "of"))
    ]


# -- rules ------------------------------------------------------------------------------------------


def test_what_is_left_out_of_requires_is_not_asked_but_the_period_is_bounded() -> None:
    asks = Requires()
    assert asks.model_dump() == {
        "assessment": None,
        "approval": None,
        "approval_after_assessment": None,
        "signed": False,
        "digest": "optional",
        "period": "bounded",
        "max_duration": None,
        "scope": "optional",
        "notice": None,
        "expected_end": False,
        "reason": False,
        "cites": {},
    }


def test_what_is_left_out_of_a_rules_file_has_its_default() -> None:
    rules = accepted(
        Rules,
        {
            "format": 1,
            "id": "least",
            "levels": [{"id": "a", "default": True}, {"id": "b"}],
            "tiers": [{"id": "t"}],
            "floors": [{"id": "f", "tier": "t"}],
        },
    )
    assert rules.tiers[0].inherits is True
    assert (rules.floors[0].counts, rules.floors[0].binding) == ("covering", True)
    assert (rules.bodies, rules.transitions, rules.endings, rules.valid) == ({}, (), (), None)


def test_a_transition_reads_from_and_with_by_the_names_of_the_file() -> None:
    written = {
        "id": "up",
        "tier": "t",
        "from": ["a"],
        "to": ["b"],
        "issuers": ["mayor"],
        "requires": {"assessment": {"by": ["mayor"], "with": ["board"]}},
    }
    read = accepted(Transition, written)
    assert read.from_ == ("a",)
    assert read.requires.assessment.with_ == ("board",)
    assert read.model_dump(exclude_unset=True, mode="json") == written


@pytest.mark.parametrize(
    ("key", "value"),
    [("period", "closed"), ("scope", "named"), ("reason", "yes"), ("notice", 6), ("approvals", [])],
)
def test_requires_takes_no_other_words(key: str, value: object) -> None:
    assert [place[0] for _, place in problems(Requires, {key: value})] == [key]


def test_rules_are_frozen() -> None:
    rules = accepted(Rules, {"format": 1, "id": "by_hand", **RULES})
    with pytest.raises(ValueError, match="frozen"):
        rules.id = "other"


def test_every_mistake_of_shape_is_found_at_once() -> None:
    broken = {
        "format": "1",
        "id": "",
        "levels": [{"id": 4, "default": "yes"}, {"name": "b"}],
        "tiers": "t",
        "bodies": {"": {"tier": "t"}},
        "note": "x",
    }
    assert sorted(problems(Rules, broken)) == [
        ("bool_type", ("levels", 0, "default")),
        ("extra_forbidden", ("levels", 1, "name")),
        ("extra_forbidden", ("note",)),
        ("id.empty", ("bodies", "", "[key]")),
        ("id.empty", ("id",)),
        ("int_type", ("format",)),
        ("missing", ("levels", 1, "id")),
        ("string_type", ("levels", 0, "id")),
        ("tuple_type", ("tiers",)),
    ]


def test_an_area_needs_an_id_and_a_tier() -> None:
    assert problems(Areas, {"areas": [{"parent": "a"}]}) == [
        ("missing", ("areas", 0, "id")),
        ("missing", ("areas", 0, "tier")),
    ]


@pytest.mark.parametrize("value", [True, 2.5, "2,5", "1e3", "05", ".5", "", None])
def test_what_is_no_exact_number_is_refused(value: object) -> None:
    assert refused(Number, value) == ("number.form", {"value": str(value)})


@pytest.mark.parametrize("value", [0, -3, 10**9, "2.5", "-0.125", "7"])
def test_whole_numbers_and_decimals_in_text_are_numbers(value: object) -> None:
    assert accepted(Number, value) == value
