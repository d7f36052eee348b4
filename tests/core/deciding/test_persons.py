"""Which bodies distinct persons fill together: every table row, and brute force beside it."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis.strategies import dictionaries, integers, sampled_from, sets

from responselevels.core.deciding.persons import MAX_SHARED_BODIES, assignable, maximal_body_sets

A, B, C, D = "abcd"
Rows = list[tuple[str, dict[str, str], dict[str, int], list[str]]]

ROWS: Rows = [
    # what it is about, who signed for which body (a letter a person), how many it needs, readings
    ("nobody signed", {}, {}, [""]),
    ("one person for one body", {A: "x"}, {}, ["a"]),
    ("two persons for one body", {A: "xy"}, {}, ["a"]),
    ("a person each", {A: "x", B: "y"}, {}, ["ab"]),
    ("three bodies, three persons", {A: "x", B: "y", C: "z"}, {}, ["abc"]),
    ("one person for two bodies", {A: "x", B: "x"}, {}, ["a", "b"]),
    ("one person for three bodies", {A: "x", B: "x", C: "x"}, {}, ["a", "b", "c"]),
    ("two persons for three bodies", {A: "xy", B: "xy", C: "xy"}, {}, ["ab", "ac", "bc"]),
    ("the other moves over", {A: "xy", B: "x"}, {}, ["ab"]),
    ("a chain of moves", {A: "xy", B: "yz", C: "x"}, {}, ["abc"]),
    ("a longer chain", {A: "wx", B: "xy", C: "yz", D: "w"}, {}, ["abcd"]),
    ("a chain one too long", {A: "x", B: "xy", C: "y"}, {}, ["ab", "ac", "bc"]),
    ("one apart, two in contest", {A: "x", B: "x", C: "z"}, {}, ["ac", "bc"]),
    ("needs two, has one", {A: "x"}, {A: 2}, [""]),
    ("needs two, has two", {A: "xy"}, {A: 2}, ["a"]),
    ("needs three, has two", {A: "xy"}, {A: 3}, [""]),
    ("needs two, has three", {A: "xyz"}, {A: 2}, ["a"]),
    ("one needs two, the other one", {A: "xy", B: "x"}, {A: 2}, ["a", "b"]),
    ("a third makes both", {A: "xyz", B: "x"}, {A: 2}, ["ab"]),
    ("both need two of three", {A: "xyz", B: "xyz"}, {A: 2, B: 2}, ["a", "b"]),
    ("both need two of four", {A: "wxyz", B: "wxyz"}, {A: 2, B: 2}, ["ab"]),
    ("a large one against two small", {A: "xy", B: "x", C: "y"}, {A: 2}, ["bc", "a"]),
    ("who is short takes nobody away", {A: "x", B: "x"}, {A: 2}, ["b"]),
    ("a need for a body nobody signed for", {A: "x"}, {B: 2}, ["a"]),
    ("two contests side by side", {A: "x", B: "x", C: "y", D: "y"}, {}, ["ac", "ad", "bc", "bd"]),
]


@pytest.mark.parametrize(("name", "signed", "needed", "readings"), ROWS, ids=[r[0] for r in ROWS])
def test_each_person_counts_for_one_body(
    name: str, signed: dict[str, str], needed: dict[str, int], readings: list[str]
) -> None:
    signers = {body: set(persons) for body, persons in signed.items()}
    assert maximal_body_sets(signers, needed) == tuple(map(frozenset, readings)), name


@given(
    signers=dictionaries(sampled_from("abcde"), sets(sampled_from("vwxyz"), min_size=1)),
    needed=dictionaries(sampled_from("abcde"), integers(1, 3)),
)
def test_the_readings_are_what_trying_every_way_gives(
    signers: dict[str, set[str]], needed: dict[str, int]
) -> None:
    persons = sorted(set().union(*signers.values())) if signers else []
    choices = [[body for body in signers if person in signers[body]] for person in persons]
    every = {
        frozenset(body for body in way if way.count(body) >= needed.get(body, 1))
        for way in product(*choices)
    }
    largest = {one for one in every if not any(one < other for other in every)}
    found = maximal_body_sets(signers, needed)
    assert set(found) == largest
    assert len(found) == len(largest)
    assert [*found] == sorted(found, key=lambda one: (-len(one), sorted(one)))


@given(
    signers=dictionaries(sampled_from("abcde"), sets(sampled_from("vwxyz"), min_size=1)),
    more=sampled_from("abcde"),
    person=sampled_from("vwxyz"),
)
def test_one_more_signature_takes_no_reading_away(
    signers: dict[str, set[str]], more: str, person: str
) -> None:
    richer = {body: set(persons) for body, persons in signers.items()}
    richer.setdefault(more, set()).add(person)
    after = maximal_body_sets(richer, {})
    assert all(
        any(reading <= larger for larger in after) for reading in maximal_body_sets(signers, {})
    )


def test_of_too_many_bodies_in_contest_the_rest_is_not_counted() -> None:
    bodies = [f"b{number:02}" for number in range(MAX_SHARED_BODIES + 2)]
    signers = {body: {"x", body} for body in bodies}
    assert maximal_body_sets(signers, {}) == (frozenset(bodies[:MAX_SHARED_BODIES]),)
    within = {body: signers[body] for body in bodies[:MAX_SHARED_BODIES]}
    assert maximal_body_sets(within, {}) == (frozenset(within),)


def test_bodies_that_share_no_person_are_counted_however_many_they_are() -> None:
    bodies = [f"b{number:02}" for number in range(MAX_SHARED_BODIES + 2)]
    signers = {body: {body} for body in bodies}
    assert maximal_body_sets(signers, {}) == (frozenset(bodies),)


def test_bodies_are_filled_one_after_the_other_and_persons_move() -> None:
    signers = {"a": {"x", "y"}, "b": {"x"}, "c": {"y"}}
    assert assignable(["a", "b"], signers, {})
    assert not assignable(["a", "b", "c"], signers, {})
    assert not assignable(["a"], signers, {"a": 3})
    assert assignable([], signers, {})
