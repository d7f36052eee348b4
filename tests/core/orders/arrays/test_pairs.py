"""Sorted pairs in chunks, held to plain lists of pairs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responselevels.core.orders.arrays import pairs as module
from responselevels.core.orders.arrays.pairs import SortedPairs
from responselevels.core.orders.lanes import spliced

Pair = tuple[int, int]


@pytest.fixture(autouse=True)
def _short_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut into chunks of three, so that a few pairs have many."""
    monkeypatch.setattr(module, "CHUNK", 3)


def several() -> st.SearchStrategy[list[Pair]]:
    return st.lists(st.tuples(st.integers(0, 30), st.integers(0, 99)), max_size=40)


def of(some: list[Pair]) -> SortedPairs:
    return SortedPairs.of([key for key, _ in some], [value for _, value in some])


def listed(some: SortedPairs) -> list[Pair]:
    keys, values = some.flat()
    return [*zip(keys, values, strict=True)]


@given(several())
def test_pairs_put_in_one_by_one_are_sorted_and_those_of_one_key_in_the_order_of_coming(
    some: list[Pair],
) -> None:
    grown, versions = SortedPairs((), ()), []
    for count, pair in enumerate(some):
        versions.append((grown, sorted(some[:count], key=lambda one: one[0])))
        grown = grown.inserted(*pair)
    at_once = of(sorted(some, key=lambda one: one[0]))
    assert listed(grown) == listed(at_once)
    assert grown == at_once
    assert hash(grown) == hash(at_once)
    assert len(grown) == len(some)
    assert [listed(old) for old, _ in versions] == [before for _, before in versions]


@given(several(), st.integers(-1, 31))
def test_those_after_a_key_are_the_tail(some: list[Pair], key: int) -> None:
    whole = sorted(some)
    tail = whole[bisect_right([k for k, _ in whole], key) :]
    assert of(whole).after(key) == tuple(value for _, value in tail)


def steps() -> st.SearchStrategy[list[Pair]]:
    """Draw pairs with different keys and values, the first at -1."""
    keys = st.lists(st.integers(0, 40), unique=True, max_size=40).map(sorted)
    return keys.map(lambda found: [(key, n) for n, key in enumerate([-1, *found])])


@given(steps(), st.integers(0, 42), st.integers(1, 9))
def test_a_look_up_finds_what_holds_at_a_key_and_between_two(
    some: list[Pair], start: int, length: int
) -> None:
    made, keys = of(some), [key for key, _ in some]
    first, last = bisect_right(keys, start) - 1, bisect_left(keys, start + length)
    assert made.at(start) == some[first][1]
    found = made.between(start, start + length)
    assert [*zip(*found, strict=True)] == some[first:last]
    assert made.last() == some[-1]
    assert made.second() == (some[1][0] if len(some) > 1 else None)


@given(steps(), st.integers(0, 42), st.integers(1, 9), st.integers(0, 40))
def test_what_is_spliced_into_chunks_is_what_is_spliced_into_one_list(
    some: list[Pair], start: int, length: int, value: int
) -> None:
    end = start + length
    keys, values = [key for key, _ in some], [value for _, value in some]
    short = SortedPairs(tuple(keys), tuple(values))
    pieces = [(start, end, value)]
    assert spliced(of(some), start, end, pieces) == spliced(short, start, end, pieces)


def test_a_change_copies_one_chunk_and_shares_the_others() -> None:
    random = Random(4)
    grown = SortedPairs((), ())
    for number in range(300):
        before, grown = grown, grown.inserted(random.randrange(1_000), number)
        shared = {id(chunk) for chunk in before.chunks} & {id(chunk) for chunk in grown.chunks}
        assert len(before.chunks) - len(shared) <= 1
    assert max(len(keys) for keys, _ in grown.chunks) <= 6


def test_of_many_chunks_that_shrink_to_one_two_plain_lists_are_left() -> None:
    many = of([(key, key) for key in range(12)])
    assert len(many.chunks) == 4
    left = many.closed(0, 4, [5, 6], [1, 2])
    assert (left.keys, left.values, left.chunks) == ((5, 6), (1, 2), ())


def test_pairs_are_equal_to_nothing_else() -> None:
    assert SortedPairs((1,), (2,)) != ((1,), (2,))
