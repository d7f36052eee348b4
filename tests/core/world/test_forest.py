"""What docs/formats.md refuses of areas: names, circles, tiers; and quickly, however many there are."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responselevels.core.world import forest as forest_module
from responselevels.core.world.names import MANY_PROBLEMS, NO_TITLES
from responselevels.core.world.soundness import problems_in_areas
from responselevels.errors import Path, Place, Problem
from responselevels.models.areas import Area, Areas
from responselevels.models.rules import Rules
from responselevels.text.catalogue import Named

RULES = Rules.model_validate(
    {
        "format": 1,
        "id": "port",
        "levels": [{"id": "green", "default": True}, {"id": "red"}],
        "tiers": [{"id": "a"}, {"id": "b"}, {"id": "c"}],
    }
)

Row = tuple[str, str, str | None]


def forest(rows: Sequence[Row]) -> Areas:
    return Areas(areas=tuple(Area(id=id_, tier=tier, parent=up) for id_, tier, up in rows))


def found(*rows: Row, rules: Rules | None = RULES) -> list[tuple[str, Path]]:
    problems = problems_in_areas(forest(rows), rules)
    return [(problem.code, problem.where.path) for problem in problems]


ROWS = st.lists(
    st.tuples(
        st.sampled_from("uvwxyz"), st.sampled_from("abcd"), st.none() | st.sampled_from("uvwxyzn")
    ),
    max_size=6,
)


@given(ROWS, st.sampled_from([RULES, None]))
def test_what_is_seen_to_be_sound_at_once_is_sound_by_every_check(
    rows: list[Row], rules: Rules | None
) -> None:
    at_once = found(*rows, rules=rules)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(forest_module, "_is_plain", lambda *_given: False)
        assert at_once == found(*rows, rules=rules)


def test_areas_that_follow_their_parents_need_no_other_check(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(forest_module, "_circles")
    assert found(("y", "a", None), ("x", "c", "y"), ("z", "b", None)) == []
    assert found(("y", "a", None), ("x", "a", "y"), rules=None) == []


def test_one_tree_or_several_and_steps_may_be_skipped() -> None:
    assert found(("x", "c", "y"), ("y", "a", None), ("z", "b", None), ("w", "b", "y")) == []


def test_at_least_one_area() -> None:
    assert found() == [("areas.none", ("areas",))]


def test_an_id_is_used_once() -> None:
    rows: list[Row] = [("x", "a", None), ("x", "b", None), ("y", "b", "x"), ("x", "a", None)]
    assert found(*rows) == [
        ("id.repeated", ("areas", 1, "id")),
        ("id.repeated", ("areas", 3, "id")),
    ]


def test_a_parent_is_there_and_the_nearest_name_is_offered() -> None:
    (problem,) = problems_in_areas(forest([("north", "a", None), ("x", "b", "nroth")]))
    assert problem.worded() == (
        "unknown area `nroth`; known: `north` and `x`; did you mean `north`?"
    )
    assert problem.where.path == ("areas", 1, "parent")


def test_a_tier_is_one_of_the_rules_and_below_the_parents() -> None:
    rows: list[Row] = [
        ("x", "b", None),
        ("same", "b", "x"),
        ("above", "a", "x"),
        ("below", "c", "x"),
        ("none", "d", "x"),
        ("under", "c", "none"),
        ("lost", "a", "nowhere"),
    ]
    assert found(*rows) == [
        ("area.unknown", ("areas", 6, "parent")),
        ("tier.unknown", ("areas", 4, "tier")),
        ("areas.not_below", ("areas", 1, "tier")),
        ("areas.not_below", ("areas", 2, "tier")),
    ]


def test_without_rules_tiers_are_not_looked_at() -> None:
    assert found(("x", "q", None), ("y", "q", "x"), rules=None) == []


def test_each_circle_is_named_once_beginning_with_its_first_area() -> None:
    rows: list[Row] = [
        ("hanging", "c", "z"),
        ("x", "a", "y"),
        ("y", "b", "z"),
        ("z", "c", "x"),
        ("self", "a", "self"),
        ("root", "a", None),
    ]
    problems = problems_in_areas(forest(rows), RULES)
    assert [(p.code, p.where.path, p.facts) for p in problems] == [
        (
            "areas.circle",
            ("areas", 1, "parent"),
            {"areas": (Named("area", "x"), Named("area", "y"), Named("area", "z"))},
        ),
        ("areas.circle", ("areas", 4, "parent"), {"areas": (Named("area", "self"),)}),
        ("areas.not_below", ("areas", 0, "tier"), {"tier": "c", "parent": "z", "above": "c"}),
    ]


def test_of_a_long_circle_the_first_ten_are_named() -> None:
    rows: list[Row] = [(f"n{n}", "a", f"n{(n + 1) % 1000}") for n in range(1000)]
    (problem,) = problems_in_areas(forest(rows))
    assert problem.worded() == (
        "these areas lie in a circle, each within the next: `n0`, `n1`, `n2`, `n3`, `n4`, `n5`, "
        "`n6`, `n7`, `n8`, `n9` and …; let one of them have another parent, or none"
    )


@pytest.mark.parametrize("shape", ["chain", "star", "circle", "orphans"])
def test_a_hundred_and_fifty_thousand_areas_of_any_shape_are_checked(shape: str) -> None:
    size = 150_000
    parents: dict[str, list[str | None]] = {
        "chain": [None, *(f"n{n}" for n in range(size - 1))],
        "star": [None, *["n0"] * (size - 1)],
        "circle": [f"n{(n + 1) % size}" for n in range(size)],
        "orphans": [f"m{n}" for n in range(size)],
    }
    areas = Areas.model_construct(
        areas=tuple(
            Area.model_construct(id=f"n{n}", tier="a", parent=parent)
            for n, parent in enumerate(parents[shape])
        )
    )
    problems = problems_in_areas(areas, RULES)
    assert len(problems) in {0, 1, MANY_PROBLEMS + 1}
    for rest in problems[MANY_PROBLEMS:]:
        facts = {"listed": MANY_PROBLEMS, "count": 148_999 + (shape == "orphans")}
        assert (rest.code, rest.facts) == ("problems.rest", facts)


def test_of_too_many_the_first_in_the_file_are_told_and_the_rest_is_counted() -> None:
    size = MANY_PROBLEMS
    rows: list[Row] = [("root", "a", None)]
    rows += ((f"t{n}", "a", "root") for n in range(size - 1))
    rows += [("x", "b", "nowhere"), ("last", "b", "nowhere")]
    # One too few: all are told, kind by kind; unknown parents come before wrong tiers.
    few = problems_in_areas(forest(rows[:-1]), RULES)
    assert len(few) == size
    assert [few[0].code, few[1].code] == ["area.unknown", "areas.not_below"]
    # One too many: in the order of the file, whatever their kind.
    *told, rest = problems_in_areas(forest(rows), RULES)
    assert [problem.where.path[1] for problem in told] == [*range(1, size + 1)]
    assert told[-1].code == "area.unknown"
    assert rest.code == "problems.rest"
    assert rest.worded() == "there are 1 more problems; correct these 1000 first"
    assert rest.worded("zh") == "另有 1 处问题；请先改正以上 1000 处".replace(" ", "")


def test_every_kind_of_mistake_is_counted() -> None:
    rows: list[Row] = [("root", "a", None)]
    for n in range(400):
        rows += [(f"o{n}", "b", f"no{n}"), (f"c{n}", "b", f"c{n}"), (f"t{n}", "q", "root")]
        rows += [("root", "b", None), (f"h{n}", "a", "root")]
    *told, rest = problems_in_areas(forest(rows), RULES)
    assert {problem.code for problem in told} == {
        "area.unknown",
        "areas.circle",
        "tier.unknown",
        "id.repeated",
        "areas.not_below",
    }
    assert rest.facts == {"listed": 1000, "count": 1000}


@pytest.mark.parametrize(("size", "sought"), [(20_000, 1000), (20_001, 20), (200_001, 0)])
def test_of_very_many_areas_only_the_first_names_are_sought_among_the_titles(
    size: int, sought: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    known: list[bool] = []

    def unknown(*said: object) -> object:
        known.append(said[-1] is not NO_TITLES)
        return Problem(Place(), "area.unknown")

    monkeypatch.setattr(forest_module, "unknown_name", unknown)
    areas = Areas.model_construct(
        areas=tuple(
            Area.model_construct(id=f"n{n}", tier="a", parent="nowhere") for n in range(size)
        )
    )
    problems_in_areas(areas)
    assert (len(known), sum(known)) == (1000, sought)


def test_what_is_wrong_with_groups_comes_after_all_areas() -> None:
    rows = [
        {"id": "root", "tier": "a"},
        *({"id": f"n{n}", "tier": "a", "parent": "root"} for n in range(999)),
    ]
    groups = [{"id": f"g{n}", "members": ["nowhere"]} for n in range(5)]
    areas = Areas.model_validate({"areas": rows, "groups": groups})
    *told, rest = problems_in_areas(areas, RULES)
    assert [problem.where.path[0] for problem in told[-2:]] == ["areas", "groups"]
    assert rest.facts == {"listed": 1000, "count": 4}
