"""The map that grows by small parts, held to a dictionary."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responselevels.core import maps
from responselevels.core.maps import GrowingMap


class Alike(str):
    """Text of which two hundred have two hashes only."""

    __slots__ = ()

    def __hash__(self) -> int:
        return len(self) % 2

    def __eq__(self, other: object) -> bool:
        return str.__eq__(self, other)


@given(st.lists(st.text(max_size=3), unique=True), st.lists(st.text(max_size=3), unique=True))
def test_it_holds_what_a_dictionary_holds_and_older_ones_stay_as_they_were(
    first: list[str], more: list[str]
) -> None:
    base = {name: number for number, name in enumerate(first)}
    grown, known, versions = GrowingMap(base), dict(base), []
    for number, name in enumerate(more, len(first)):
        if name not in known:
            versions.append((grown, dict(known)))
            grown, known[name] = grown.with_(name, number), number
    versions.append((grown, known))
    for old, expected in versions:
        assert {name: old.get(name) for name in old} == expected
        assert len(old) == len(expected)
        assert all(old.get(name) is None for name in more if name not in expected)


def test_two_that_grow_from_one_know_nothing_of_each_other() -> None:
    root: GrowingMap[int] = GrowingMap()
    for number in range(200):
        root = root.with_(f"n{number}", number)
    left, right = root.with_("new", 1), root.with_("new", 2)
    assert (left.get("new"), right.get("new"), root.get("new")) == (1, 2, None)
    assert len(left) == len(right) == 201


def test_texts_of_one_hash_are_told_apart_however_many_they_are() -> None:
    grown: GrowingMap[int] = GrowingMap()
    names = [Alike("x" * number) for number in range(200)]
    for number, name in enumerate(names):
        grown = grown.with_(name, number)
    assert [grown.get(name) for name in names] == list(range(200))


def test_another_process_finds_the_same_though_its_hashes_differ() -> None:
    grown = GrowingMap({"first": 0})
    for number in range(1, 100):
        grown = grown.with_(f"n{number}", number)
    copied = pickle.loads(pickle.dumps(grown))  # noqa: S301 - our own bytes
    assert copied.count == 0
    assert {name: copied.get(name) for name in copied} == {name: grown.get(name) for name in grown}


def test_an_addition_copies_a_few_small_parts_however_many_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    copied = []
    put = maps._put

    def counting(node: object, *rest: object) -> object:
        copied.append(len(node))  # type: ignore[arg-type]
        return put(node, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(maps, "_put", counting)
    grown: GrowingMap[int] = GrowingMap()
    most = []
    for number in range(20_000):
        copied.clear()
        grown = grown.with_(f"n{number}", number)
        most.append(sum(copied))
    # Some branches of sixteen, and a leaf.
    assert max(most) <= 6 * 16 + maps.FULL


def test_two_maps_are_equal_where_they_hold_the_same_however_they_grew() -> None:
    whole = GrowingMap({"a": 1, "b": 2})
    grown = GrowingMap({"a": 1}).with_("b", 2)
    assert whole == grown
    assert whole != GrowingMap({"a": 1, "b": 3})
    assert whole != GrowingMap({"a": 1})
    assert whole != {"a": 1, "b": 2}
