"""The persistent array held to a plain dictionary, and its quiet branches to brute force."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from responselevels.core.orders.arrays.trie import GrowingTrie, Trie

NODE = 16
"""So many neighbours share a node, and thus a span."""


@dataclass(frozen=True)
class Put:
    """A value laid at an index, active over ``[start, end)``."""

    index: int
    value: int
    start: int
    end: int


def puts() -> st.SearchStrategy[list[Put]]:
    indexes = (
        st.integers(0, 30)
        | st.integers(0, 5_000)
        | st.sampled_from([15, 16, 255, 256, 4_095, 4_096])
    )
    start = st.integers(0, 20)
    one = st.tuples(indexes, st.integers(0, 99), start, st.integers(1, 5))
    return st.lists(one.map(lambda p: Put(p[0], p[1], p[2], p[2] + p[3])), max_size=25)


def grown(some: list[Put]) -> Trie[int]:
    trie: Trie[int] = Trie()
    for put in some:
        trie = trie.with_(put.index, put.value, put.start, put.end)
    return trie


def at_once(some: list[Put]) -> Trie[int]:
    last = {put.index: put for put in some}
    return Trie.of((i, last[i].start, last[i].end, last[i].value) for i in sorted(last))


def in_place(some: list[Put]) -> Trie[int]:
    trie: GrowingTrie[int] = GrowingTrie()
    for put in some:
        trie.put(put.index, put.value, put.start, put.end)
    return trie


def everything(trie: Trie[int]) -> list[tuple[int, int]]:
    return trie.active(0, 10_000, -1, 1_000)


@given(puts(), st.integers(0, 40_000))
def test_it_holds_what_a_dictionary_holds(some: list[Put], elsewhere: int) -> None:
    known = {put.index: put.value for put in some}
    for trie in (grown(some), at_once(some), in_place(some)):
        assert {index: trie.get(index) for index in known} == known
        assert trie.get(elsewhere) == known.get(elsewhere)
        assert everything(trie) == sorted(known.items())


@given(puts())
def test_old_versions_stay_as_they_were(some: list[Put]) -> None:
    versions: list[Trie[int]] = [Trie()]
    for put in some:
        versions.append(versions[-1].with_(put.index, put.value, put.start, put.end))
    for count, trie in enumerate(versions):
        assert everything(trie) == sorted({put.index: put.value for put in some[:count]}.items())


def hulls(some: list[Put]) -> dict[int, tuple[int, int]]:
    """Return, for each node of neighbours, the span that holds all that was ever put there."""
    found: dict[int, tuple[int, int]] = {}
    for put in some:
        low, high = found.get(put.index // NODE, (put.start, put.end))
        found[put.index // NODE] = (min(low, put.start), max(high, put.end))
    return found


def looked_for(some: list[Put], first: int, last: int, span: tuple[int, int]) -> list[int]:
    start, end = span
    lively = {node for node, (low, high) in hulls(some).items() if low < end and high > start}
    indexes = {put.index for put in some if first <= put.index < last}
    return sorted(index for index in indexes if index // NODE in lively)


def runs(most: int, width: int) -> st.SearchStrategy[tuple[int, int]]:
    lengths = st.integers(1, width)
    return st.tuples(st.integers(0, most), lengths).map(lambda pair: (pair[0], sum(pair)))


@given(puts(), runs(600, 600), runs(25, 9))
def test_active_finds_all_neighbours_of_what_happens_in_the_span_and_no_others(
    some: list[Put], run: tuple[int, int], span: tuple[int, int]
) -> None:
    for trie in (grown(some), in_place(some)):
        found = trie.active(*run, *span)
        assert [index for index, _ in found] == looked_for(some, *run, span)
    kept = list({put.index: put for put in some}.values())
    found = at_once(some).active(*run, *span)
    assert [index for index, _ in found] == looked_for(kept, *run, span)


def test_spans_are_half_open() -> None:
    trie = Trie[str]().with_(5, "here", 10, 20)
    assert trie.active(0, 8, 19, 20) == trie.active(5, 6, 10, 11) == [(5, "here")]
    assert trie.active(0, 8, 20, 30) == trie.active(0, 8, 0, 10) == []
    assert trie.active(0, 5, 10, 20) == trie.active(6, 9, 10, 20) == []


def test_an_empty_one_holds_nothing() -> None:
    empty: Trie[str] = Trie()
    assert empty.get(0) is empty.get(9) is None
    assert empty.active(0, 9, 0, 9) == []
    assert Trie.of([]).get(3) is None


def test_an_index_beyond_its_height_is_not_taken_for_another() -> None:
    trie = Trie[str]().with_(1, "one", 0, 1)
    assert trie.get(1 + 16) is None
    assert trie.get(1 + 256) is None
