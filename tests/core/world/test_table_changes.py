"""Facts and tables of two files: what both can state, and where it cannot be told what moved."""

from __future__ import annotations

from typing import Any

from responselevels.core.world.table_changes import (
    calls_no_more,
    held_together,
    kind_of,
    shared_facts,
)
from responselevels.models.parts.criteria import Fact
from responselevels.models.rules import Rules

PEOPLE: dict[str, Any] = {"id": "people", "unit": "person", "from": 0}
OUTDOORS: dict[str, Any] = {"id": "outdoors", "type": "yes_no"}
KIND: dict[str, Any] = {"id": "kind", "one_of": ["sport", "fair"]}


def rules(*facts: dict[str, Any], below: int = 5, levels: tuple[str, ...] = ("a", "b")) -> Rules:
    rows = [
        {"when": {"people": {"below": below}}, "levels": [levels[0]]},
        {"when": {"people": {"from": below}}, "levels": [levels[1]]},
    ]
    return Rules.model_validate(
        {
            "format": 1,
            "id": "made_up",
            "levels": [{"id": level, "default": level == levels[0]} for level in levels],
            "tiers": [{"id": "city"}],
            "facts": facts or (PEOPLE, OUTDOORS, KIND),
            "tables": [{"id": "grade", "rows": rows}],
        }
    )


def same_kind(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return kind_of(Fact.model_validate(one)) == kind_of(Fact.model_validate(other))


def test_titles_and_units_do_not_make_another_kind_of_fact() -> None:
    assert same_kind(PEOPLE, {**PEOPLE, "unit": "visitor", "title": "People"})
    assert same_kind(OUTDOORS, {**OUTDOORS, "title": "Outdoors"})
    assert not same_kind(PEOPLE, {"id": "people", "unit": "person"})
    assert not same_kind(PEOPLE, {**OUTDOORS, "id": "people"})
    assert not same_kind(KIND, {**KIND, "one_of": ["sport"]})
    assert not same_kind({"id": "people", "unit": "person"}, {"id": "people", "one_of": ["a"]})


def test_facts_that_every_file_lists_alike_can_be_stated_to_all() -> None:
    old = rules(PEOPLE, OUTDOORS, KIND)
    new = rules({**PEOPLE, "from": 1}, KIND, {**OUTDOORS, "title": "Outdoors"})
    assert [fact.id for fact in shared_facts([old])] == ["people", "outdoors", "kind"]
    assert [fact.id for fact in shared_facts([old, new])] == ["outdoors", "kind"]
    assert [fact.id for fact in shared_facts([new, old])] == ["kind", "outdoors"]
    assert [fact.id for fact in shared_facts([old, old, rules(PEOPLE)])] == ["people"]


def test_rows_are_held_together_by_the_levels_of_both_files() -> None:
    old, new = rules(), rules(below=7, levels=("b", "c"))
    held = held_together((old, old.tables[0]), (new, new.tables[0]))
    assert held is not None
    ranks, pairs = held
    assert ranks == {"a": 0, "b": 1, "c": 2}
    assert [(pair.old.levels, pair.new.levels, pair.example) for pair in pairs] == [
        (frozenset({0}), frozenset({1}), (("people", 0),)),
        (frozenset({1}), frozenset({1}), (("people", 5),)),
        (frozenset({1}), frozenset({2}), (("people", 7),)),
    ]


def test_what_calls_for_a_level_no_more_and_alike() -> None:
    old, less = rules(), rules(below=7)
    before, after = (old, old.tables[0]), (less, less.tables[0])
    assert calls_no_more(before, after, "b", alike=False)
    assert not calls_no_more(before, after, "a", alike=False)
    assert not calls_no_more(before, after, "b", alike=True)
    assert calls_no_more(before, before, "b", alike=True)


def test_a_fact_of_another_kind_leaves_it_untold() -> None:
    old, new = rules(), rules({"id": "people", "unit": "person"})
    assert held_together((old, old.tables[0]), (new, new.tables[0])) is None
    assert not calls_no_more((old, old.tables[0]), (new, new.tables[0]), "b", alike=False)
