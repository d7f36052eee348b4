"""What docs/formats.md refuses at load, on rules built in Python (the files in `tests/bad` have the words)."""

from __future__ import annotations

from typing import Any

import pytest

from responselevels.core.world.names import MAX_PROBLEMS
from responselevels.core.world.soundness import FORMAT, format_problem, problems_in_rules
from responselevels.errors import Path, Place
from responselevels.models.rules import Rules

SOUND: dict[str, Any] = {
    "format": 1,
    "id": "port",
    "sources": {"code": {"title": "Port code"}},
    "levels": [{"id": "green", "default": True}, {"id": "orange"}, {"id": "red"}],
    "tiers": [{"id": "harbour"}, {"id": "quay"}],
    "bodies": {
        "master": {"tier": "harbour"},
        "council": {"tier": "harbour"},
        "foreman": {"tier": "quay"},
    },
    "transitions": [{"id": "raise", "tier": "quay", "to": ["red"], "issuers": ["foreman"]}],
    "endings": [{"id": "lower", "tier": "quay", "issuers": ["foreman"]}],
    "floors": [{"id": "floor", "tier": "quay"}],
}

Found = list[tuple[str, Path]]


def found(**changes: Any) -> Found:
    """Return the code and path of each problem in the sound rules with *changes*."""
    rules = Rules.model_validate({**SOUND, **changes})
    return [(problem.code, problem.where.path) for problem in problems_in_rules(rules)]


def raising(**changes: Any) -> Found:
    """Return the problems where the one transition has *changes*."""
    return found(transitions=[{**SOUND["transitions"][0], **changes}])


def ending(**changes: Any) -> Found:
    """Return the problems where the one ending has *changes*."""
    return found(endings=[{**SOUND["endings"][0], **changes}])


def approved_by(condition: Any, issuers: tuple[str, ...] = ("master",)) -> Found:
    """Return the problems where an order of the harbour needs *condition*."""
    requires = {"approval": condition}
    found_ = raising(tier="harbour", issuers=issuers, requires=requires)
    at = ("transitions", 0, "requires", "approval")
    assert all(path[:4] == at for _code, path in found_)
    return [(code, path[4:]) for code, path in found_]


def test_sound_rules_have_no_problems() -> None:
    assert found() == []


def test_what_may_be_left_out_may_be_left_out() -> None:
    bare = {key: SOUND[key] for key in ("format", "id", "levels", "tiers")}
    assert problems_in_rules(Rules.model_validate(bare)) == []


# -- single things -----------------------------------------------------------------


@pytest.mark.parametrize(("written", "code"), [(2, "format.later"), (0, "format.unknown")])
def test_of_another_format_nothing_else_is_said(written: int, code: str) -> None:
    assert found(format=written, levels=[]) == [(code, ("format",))]
    assert format_problem(written).facts == {"written": written, "known": FORMAT}


@pytest.mark.parametrize(
    ("valid", "problems"),
    [
        (None, []),
        ({}, []),
        ({"from": "2021-03-01T00:00Z"}, []),
        ({"to": "2021-03-01T00:00Z"}, []),
        ({"from": "2021-03-01T00:00Z", "to": "2021-03-01T00:00:00.000001Z"}, []),
        ({"from": "2021-03-01T00:00Z", "to": "2021-03-01T00:00Z"}, ["valid.empty"]),
        ({"from": "2021-03-01T00:00Z", "to": "2021-03-01T07:00+08:00"}, ["valid.empty"]),
        ({"from": "2021-03-01T08:00+08:00", "to": "2021-03-01T01:00Z"}, []),
    ],
)
def test_rules_are_in_force_for_some_time(valid: Any, problems: list[str]) -> None:
    assert found(valid=valid) == [(code, ("valid", "to")) for code in problems]


def test_a_scheme_has_two_levels_and_one_default() -> None:
    alone: dict[str, Any] = {"transitions": [], "endings": [], "floors": []}
    assert found(levels=[], **alone) == [
        ("levels.few", ("levels",)),
        ("levels.no_default", ("levels",)),
    ]
    assert found(levels=[{"id": "green", "default": True}], **alone) == [
        ("levels.few", ("levels",))
    ]
    assert found(levels=[{"id": "green"}, {"id": "red"}]) == [("levels.no_default", ("levels",))]


def test_every_further_default_is_named_with_the_first() -> None:
    levels = [{"id": "a"}, *({"id": name, "default": True} for name in ("b", "red", "d"))]
    rules = Rules.model_validate({**SOUND, "levels": levels})
    problems = problems_in_rules(rules)
    first = Place(path=("levels", 1))
    assert [(p.code, p.where.path, p.facts) for p in problems] == [
        ("levels.second_default", ("levels", 2, "default"), {"level": "red", "first": first}),
        ("levels.second_default", ("levels", 3, "default"), {"level": "d", "first": first}),
    ]


@pytest.mark.parametrize("section", ["levels", "tiers", "transitions", "endings", "floors"])
def test_an_id_is_used_once_in_its_kind(section: str) -> None:
    things = SOUND[section]
    twice = {key: value for key, value in things[0].items() if key != "default"}
    problems = found(**{section: [*things, twice, twice]})
    repeated = [path for code, path in problems if code == "id.repeated"]
    assert repeated == [(section, len(things), "id"), (section, len(things) + 1, "id")]


def test_things_of_different_kinds_may_share_an_id() -> None:
    shared = {"transitions": "raise", "endings": "raise", "floors": "raise"}
    changes = {section: [{**SOUND[section][0], "id": name}] for section, name in shared.items()}
    assert found(**changes) == []


# -- names -------------------------------------------------------------------------


def test_every_name_in_a_transition_is_known() -> None:
    assert raising(
        tier="quai",
        **{"from": ["gren", "red"]},
        to=["orange", "blue"],
        issuers=["foreman", "mster"],
        requires={
            "assessment": {"by": ["police"], "with": ["council", "fire"]},
            "approval": {"any_of": ["board", {"all_of": ["council", "crew"]}]},
        },
        ratify={"approval": {"at_least": {"count": 1, "of": ["chief"]}}, "within": "PT1H"},
        cite={"source": "law", "clause": "1"},
    ) == [
        ("level.unknown", ("transitions", 0, "from", 0)),
        ("level.unknown", ("transitions", 0, "to", 1)),
        ("tier.unknown", ("transitions", 0, "tier")),
        ("body.unknown", ("transitions", 0, "issuers", 1)),
        ("body.unknown", ("transitions", 0, "requires", "assessment", "by", 0)),
        ("body.unknown", ("transitions", 0, "requires", "assessment", "with", 1)),
        ("body.unknown", ("transitions", 0, "requires", "approval", "any_of", 0)),
        ("body.unknown", ("transitions", 0, "requires", "approval", "any_of", 1, "all_of", 1)),
        ("source.unknown", ("transitions", 0, "cite", "source")),
        ("body.unknown", ("transitions", 0, "ratify", "approval", "at_least", "of", 0)),
    ]


def test_every_name_in_endings_floors_and_bodies_is_known() -> None:
    assert found(
        bodies={**SOUND["bodies"], "guard": {"tier": "gate"}},
        endings=[
            {
                "id": "lower",
                "tier": "quay",
                "of": ["red", "pink"],
                "issuers": ["foreman"],
                "requires": {"approval": "board", "assessment": {"by": ["police"]}},
                "cite": {"source": "law", "clause": "1"},
            }
        ],
        floors=[{"id": "floor", "tier": "gate", "cite": {"source": "law", "clause": "1"}}],
    ) == [
        ("tier.unknown", ("bodies", "guard", "tier")),
        ("level.unknown", ("endings", 0, "of", 1)),
        ("body.unknown", ("endings", 0, "requires", "assessment", "by", 0)),
        ("body.unknown", ("endings", 0, "requires", "approval")),
        ("source.unknown", ("endings", 0, "cite", "source")),
        ("tier.unknown", ("floors", 0, "tier")),
        ("source.unknown", ("floors", 0, "cite", "source")),
    ]


# -- lists -------------------------------------------------------------------------


def test_these_lists_may_not_be_empty_and_from_may() -> None:
    empty = ("list.empty",)
    assert raising(to=[]) == [(*empty, ("transitions", 0, "to"))]
    assert raising(issuers=[]) == [(*empty, ("transitions", 0, "issuers"))]
    assert raising(**{"from": []}) == []
    assert ending(of=[]) == [(*empty, ("endings", 0, "of"))]
    by = ("transitions", 0, "requires", "assessment", "by")
    assert raising(requires={"assessment": {"by": []}}) == [(*empty, by)]
    assert approved_by({"any_of": []}) == [(*empty, ("any_of",))]
    assert approved_by({"all_of": []}) == [(*empty, ("all_of",))]
    assert approved_by({"at_least": {"count": 1, "of": []}}) == [(*empty, ("at_least", "of"))]


def test_no_list_names_the_same_thing_twice() -> None:
    twice = ["red", "orange", "red", "red"]
    assert raising(to=twice, **{"from": twice}) == [
        ("list.repeated", ("transitions", 0, key, number))
        for key in ("from", "to")
        for number in (2, 3)
    ]
    assert ending(of=["red", "red"], issuers=["foreman", "foreman"]) == [
        ("list.repeated", ("endings", 0, "of", 1)),
        ("list.repeated", ("endings", 0, "issuers", 1)),
    ]
    assessment = {"by": ["master", "master"], "with": ["council", "council"]}
    where = ("transitions", 0, "requires", "assessment")
    assert raising(requires={"assessment": assessment}) == [
        ("list.repeated", (*where, "by", 1)),
        ("list.repeated", (*where, "with", 1)),
    ]
    for operator in ("any_of", "all_of"):
        assert approved_by({operator: ["council", "council"]}) == [("list.repeated", (operator, 1))]
    nested = {"any_of": ["council", {"all_of": ["council"]}, {"all_of": ["council"]}]}
    assert approved_by(nested) == [("list.repeated_part", ("any_of", 2))]


def test_a_rule_cites_one_clause_or_several_and_none_twice() -> None:
    def citing(clause: Any) -> Found:
        return raising(cite={"source": "code", "clause": clause})

    where = ("transitions", 0, "cite", "clause")
    assert citing("4") == citing(["4"]) == citing(["4", "5"]) == []
    assert citing([]) == [("list.empty", where)]
    assert citing(["4", "5", "4"]) == [("list.repeated", (*where, 2))]


@pytest.mark.parametrize(
    ("count", "wrong"), [(-1, True), (0, True), (1, False), (2, False), (3, True)]
)
def test_a_count_lies_between_one_and_what_it_counts(count: int, wrong: bool) -> None:
    condition = {"at_least": {"count": count, "of": ["council", {"all_of": ["council"]}]}}
    expected = [("condition.count", ("at_least", "count"))] if wrong else []
    assert approved_by(condition) == expected


# -- bodies of a lower tier --------------------------------------------------------


def test_no_body_beneath_the_tier_of_a_rule_has_a_part_in_it() -> None:
    assert raising(
        tier="harbour",
        issuers=["master", "foreman"],
        requires={
            "assessment": {"by": ["foreman"], "with": ["foreman"]},
            "approval": {"any_of": ["council", {"all_of": ["foreman"]}]},
        },
        ratify={"approval": {"any_of": ["council", "foreman"]}, "within": "PT1H"},
    ) == [
        ("body.beneath", ("transitions", 0, "issuers", 1)),
        ("body.beneath", ("transitions", 0, "requires", "assessment", "by", 0)),
        ("body.beneath", ("transitions", 0, "requires", "assessment", "with", 0)),
        ("body.beneath", ("transitions", 0, "requires", "approval", "any_of", 1, "all_of", 0)),
        ("body.beneath", ("transitions", 0, "ratify", "approval", "any_of", 1)),
    ]
    assert ending(tier="harbour") == [("body.beneath", ("endings", 0, "issuers", 0))]


def test_a_body_of_the_same_or_a_higher_tier_may_have_a_part() -> None:
    requires = {"assessment": {"by": ["foreman", "master"]}, "approval": "council"}
    assert raising(issuers=["foreman", "master"], requires=requires) == []


def test_where_a_tier_is_unknown_nothing_is_said_of_above_and_beneath() -> None:
    bodies = {**SOUND["bodies"], "foreman": {"tier": "gate"}}
    assert found(bodies=bodies) == [("tier.unknown", ("bodies", "foreman", "tier"))]
    assert raising(tier="gate") == [("tier.unknown", ("transitions", 0, "tier"))]


# -- conditions that nobody fills ----------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "issuers", "fillable"),
    [
        ("council", ("master",), True),
        ("master", ("master",), False),
        ("master", ("master", "council"), True),
        ({"all_of": ["master", "council"]}, ("master",), False),
        ({"all_of": ["master", "council"]}, ("master", "council"), False),
        ({"any_of": ["master", "council"]}, ("master",), True),
        ({"at_least": {"count": 2, "of": ["master", "council"]}}, ("master",), False),
        ({"at_least": {"count": 1, "of": ["master", "council"]}}, ("master",), True),
        ({"all_of": ["council", {"any_of": ["master", "council"]}]}, ("master",), True),
    ],
)
def test_some_issuers_order_can_be_approved(
    condition: Any,
    issuers: tuple[str, ...],
    fillable: bool,
) -> None:
    expected = [] if fillable else [("condition.unfillable", ())]
    assert approved_by(condition, issuers) == expected


def test_a_condition_with_other_problems_is_not_judged_further() -> None:
    assert approved_by({"all_of": ["master", "mster"]}) == [("body.unknown", ("all_of", 1))]


def test_without_known_issuers_a_condition_is_not_judged() -> None:
    requires = {"approval": "council"}
    assert raising(issuers=[], requires=requires) == [("list.empty", ("transitions", 0, "issuers"))]
    assert raising(issuers=["nobody"], requires=requires) == [
        ("body.unknown", ("transitions", 0, "issuers", 0))
    ]


def test_signatures_are_demanded_of_approvals_only() -> None:
    code = "signed.without_approval"
    assert raising(requires={"signed": True}) == [(code, ("transitions", 0, "requires", "signed"))]
    assert ending(requires={"signed": True}) == [(code, ("endings", 0, "requires", "signed"))]
    assert raising(requires={"signed": True, "approval": "council"}) == []
    assert raising(requires={"signed": False}) == []
    assert raising(ratify={"approval": "council", "within": "PT1H", "signed": True}) == []


# -- floors, and no end of problems --------------------------------------------------


def test_a_tier_may_have_several_floor_rules() -> None:
    floors = [{"id": name, "tier": "quay", "of": ["harbour"]} for name in "abc"]
    assert found(floors=floors) == []


def test_orders_that_make_a_floor_are_of_known_tiers_above_its_own() -> None:
    floors = [
        {"id": "a", "tier": "quay", "of": ["harbour", "quay"]},
        {"id": "b", "tier": "quay", "of": []},
        {"id": "c", "tier": "quay", "of": ["harbor", "harbour", "harbour"]},
        {"id": "d", "tier": "key", "of": ["quay"]},
    ]
    problems = problems_in_rules(Rules.model_validate({**SOUND, "floors": floors}))
    assert [(p.code, p.where.path) for p in problems] == [
        ("floor.of_not_above", ("floors", 0, "of", 1)),
        ("list.empty", ("floors", 1, "of")),
        ("tier.unknown", ("floors", 2, "of", 0)),
        ("list.repeated", ("floors", 2, "of", 2)),
        ("tier.unknown", ("floors", 3, "tier")),
    ]
    assert problems[0].facts == {"of": "quay", "tier": "quay"}


def test_tiers_of_a_scope_are_known_and_not_above_the_transition() -> None:
    assert raising(requires={"scope": {"tiers": ["quay"]}}) == []
    assert raising(
        tier="quay", issuers=["foreman"], requires={"scope": {"tiers": ["harbour"]}}
    ) == [("scope.tier_above", ("transitions", 0, "requires", "scope", "tiers", 0))]
    for tiers, code, more in (
        ([], "list.empty", ()),
        (["key"], "tier.unknown", (0,)),
        (["quay", "quay"], "list.repeated", (1,)),
    ):
        path = ("transitions", 0, "requires", "scope", "tiers", *more)
        assert raising(requires={"scope": {"explicit": True, "tiers": tiers}}) == [(code, path)]


def test_a_file_full_of_mistakes_ends_somewhere() -> None:
    assert len(raising(to=[f"l{n}" for n in range(1000)])) == MAX_PROBLEMS


def test_no_two_duties_of_a_file_have_one_id_wherever_they_stand() -> None:
    told = {"id": "told", "do": "tell"}
    ratify = {"approval": "council", "within": "P1D", "duties": [{"do": "file"}, told]}
    assert raising(duties=[told, {"do": "tell"}], ratify=ratify) == [
        ("id.repeated", ("transitions", 0, "ratify", "duties", 1, "id"))
    ]
    assert ending(duties=[told, told]) == [("id.repeated", ("endings", 0, "duties", 1, "id"))]


# -- grounds -----------------------------------------------------------------------


def test_a_cite_has_a_clause_or_a_reading_and_a_source_that_is_known() -> None:
    at = ("transitions", 0, "cite")
    assert raising(cite={"source": "code", "clause": "1", "reading": "so"}) == []
    assert raising(cite={"source": "code", "reading": "so"}) == []
    assert raising(cite={"source": "code"}) == [("cite.bare", at)]
    assert raising(cite={"source": "cod", "reading": "so"}) == [("source.unknown", (*at, "source"))]
    assert raising(cite={"source": "code", "clause": [], "reading": "so"}) == [
        ("list.empty", (*at, "clause"))
    ]


def test_a_key_that_asks_nothing_may_have_a_ground_and_one_that_cannot_be_may_not() -> None:
    known, other = {"source": "code", "clause": "1"}, {"source": "cod", "clause": "1"}
    within = ("transitions", 0, "requires", "cites")
    assert raising(requires={"cites": {"approval": known, "notice": known}}) == []
    assert raising(requires={"cites": {"within": known, "notice": other}}) == [
        ("key.unknown", (*within, "within")),
        ("source.unknown", (*within, "notice", "source")),
    ]
    assert ending(requires={"cites": {"notice": known, "reason": known}}) == [
        ("key.unknown", ("endings", 0, "requires", "cites", "notice"))
    ]
    ratify = {"approval": "council", "within": "PT4H", "cites": {"scope": known, "within": known}}
    assert raising(ratify=ratify) == [
        ("key.unknown", ("transitions", 0, "ratify", "cites", "scope"))
    ]
    assert raising(requires={"cites": {"cites": known}}) == [("key.unknown", (*within, "cites"))]


def test_a_duty_may_have_a_ground() -> None:
    assert raising(duties=[{"do": "tell"}, {"do": "file", "cite": {"source": "code"}}]) == [
        ("cite.bare", ("transitions", 0, "duties", 1, "cite"))
    ]
