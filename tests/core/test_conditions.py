"""Conditions: when filled, and the smallest ways to fill them, held to trying every set."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responselevels.core.conditions import MAX_COMPLETIONS, Condition, completions, filled
from responselevels.models.parts.conditions import AllOf, AnyOf, AtLeast, Quorum
from responselevels.testing.reference.findings import conditions as naive_checks

BODIES = ("board", "chief", "mayor", "office", "police")


def combined(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, min_size=1, max_size=4).map(tuple)
    counted = several.flatmap(lambda of: st.integers(1, len(of)).map(lambda n: at_least(n, *of)))
    return several.map(lambda of: any_of(*of)) | several.map(lambda of: all_of(*of)) | counted


def any_of(*parts: Condition) -> AnyOf:
    return AnyOf(any_of=parts)


def all_of(*parts: Condition) -> AllOf:
    return AllOf(all_of=parts)


def at_least(count: int, *parts: Condition) -> AtLeast:
    return AtLeast(at_least=Quorum(count=count, of=parts))


def conditions(leaves: int = 9) -> st.SearchStrategy[Condition]:
    names: st.SearchStrategy[Condition] = st.sampled_from(BODIES)
    return st.recursive(names, combined, max_leaves=leaves)


def bodies() -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(BODIES))


def by_trying(
    condition: Condition, approved: AbstractSet[str], able: AbstractSet[str]
) -> list[tuple[str, ...]]:
    """Return the smallest sets that fill *condition*, found by trying all of them."""
    found: list[tuple[str, ...]] = []
    for size in range(len(able) + 1):
        for names in combinations(sorted(able), size):
            holds_one = any(set(one) <= set(names) for one in found)
            if not holds_one and filled(condition, approved | set(names)):
                found.append(names)
    return found


@given(conditions(), bodies())
def test_a_condition_is_filled_as_its_words_say(condition: Condition, some: frozenset[str]) -> None:
    assert filled(condition, some) == naive_checks.filled(condition, set(some))


@given(conditions(), bodies(), bodies())
def test_one_more_body_never_unfills_a_condition(
    condition: Condition, some: frozenset[str], more: frozenset[str]
) -> None:
    assert filled(condition, some | more) >= filled(condition, some)


@given(conditions(), bodies(), bodies())
def test_completions_are_the_smallest_sets_that_would_do(
    condition: Condition, approved: frozenset[str], able: frozenset[str]
) -> None:
    assert list(completions(condition, approved, able)) == by_trying(
        condition, approved, able - approved
    )


@given(st.data())
def test_so_many_of_nested_conditions_are_completed_by_the_smallest_sets(
    data: st.DataObject,
) -> None:
    parts = data.draw(st.lists(conditions(3), min_size=2, max_size=4))
    condition = at_least(data.draw(st.integers(1, len(parts))), *parts)
    approved = data.draw(st.frozensets(st.sampled_from(BODIES), max_size=2))
    able = frozenset(BODIES)
    expected = by_trying(condition, approved, able - approved)
    assert list(completions(condition, approved, able)) == expected


@pytest.mark.parametrize(
    ("approved", "expected"),
    [
        ("", ["board chief mayor", "board office police", "chief mayor office police"]),
        ("board", ["chief mayor", "office police"]),
        ("mayor", ["board chief", "board office police", "chief office police"]),
        ("board chief", ["mayor", "office police"]),
        ("board office", ["police", "chief mayor"]),
        ("board chief mayor", [""]),
    ],
)
def test_two_of_three_where_two_of_them_are_pairs(approved: str, expected: list[str]) -> None:
    condition = at_least(2, "board", all_of("chief", "mayor"), all_of("office", "police"))
    found = completions(condition, frozenset(approved.split()), frozenset(BODIES))
    assert [" ".join(names) for names in found] == expected


def test_so_many_of_parts_that_several_could_fill() -> None:
    condition = at_least(2, any_of("board", "chief"), any_of("mayor", "office"), "police")
    assert completions(condition, {"police"}, set(BODIES)) == (
        ("board",),
        ("chief",),
        ("mayor",),
        ("office",),
    )
    assert completions(condition, set(), {"chief", "mayor", "office"}) == (
        ("chief", "mayor"),
        ("chief", "office"),
    )


def test_however_many_ways_there_are_the_first_are_found_at_once() -> None:
    many = [f"b{n:02}" for n in range(40)]
    found = completions(at_least(20, *many), set(), set(many))
    assert found[0] == tuple(many[:20])
    assert len(found) == MAX_COMPLETIONS


def test_what_is_filled_needs_nobody() -> None:
    assert completions("board", {"board"}, {"board", "chief"}) == ((),)
    assert completions(at_least(1, "board", "chief"), {"chief"}, {"board"}) == ((),)


def test_where_nobody_could_there_are_no_completions() -> None:
    assert completions("board", set(), {"chief"}) == ()
    assert completions(all_of("board", "chief"), {"board"}, {"mayor"}) == ()
    assert completions(at_least(2, "board", "chief"), set(), {"chief"}) == ()


def test_smaller_sets_come_first_then_by_name() -> None:
    condition = any_of(all_of("police", "board"), "mayor", all_of("chief", "board"))
    assert completions(condition, set(), set(BODIES)) == (
        ("mayor",),
        ("board", "chief"),
        ("board", "police"),
    )


def test_a_body_that_counts_in_two_parts_is_asked_once() -> None:
    condition = at_least(2, any_of("board", "mayor"), any_of("board", "police"), "chief")
    assert completions(condition, set(), set(BODIES))[0] == ("board",)


def test_only_so_many_completions_are_listed_the_smallest_first() -> None:
    many = [f"b{n:02}" for n in range(12)]
    found = completions(at_least(6, *many), set(), set(many))
    assert len(found) == MAX_COMPLETIONS
    assert found == tuple(combinations(many, 6))[:MAX_COMPLETIONS]
    pairs = all_of(*(any_of(f"a{n}", f"z{n}") for n in range(10)))
    able = {f"{letter}{n}" for letter in "az" for n in range(10)}
    assert len(completions(pairs, set(), able)) == MAX_COMPLETIONS
