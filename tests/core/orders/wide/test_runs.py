"""A cover is made up of runs of whole branches: all of its places, in order, and few runs."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from responselevels.core.orders.arrays.trie import BITS, Trie
from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.wide.runs import WHOLE, Run, children_of, runs_of
from tests.core.orders.wide.test_lively import SCHEMES

places = st.integers(0, 5_000)


def within(run: Run) -> Iterator[int]:
    """Yield the places beneath a run at which there is something."""
    node, height, base, low, high = run
    if height:
        for child in children_of(run):
            yield from within(child)
    else:
        for place, kept in enumerate(node.children[low:high], base + low):
            if kept is not None:
                yield place


@given(st.one_of(st.sets(places), st.just(set(range(4_200)))), places, places)
def test_runs_hold_all_places_of_a_range_and_no_other(
    known: set[int], first: int, last: int
) -> None:
    array = Trie.of((place, 0, 1, place) for place in sorted(known))
    assert array.root is not None or not known
    runs = (
        [] if array.root is None else runs_of((array.root, array.height, 0, 0, WHOLE), first, last)
    )
    found = [place for run in runs for place in within(run)]
    assert found == [place for place in sorted(known) if first <= place < last]
    assert len(runs) <= 2 * array.height + 1
    for _, height, base, low, high in runs:
        assert 0 <= low < high <= WHOLE
        assert first <= base + (low << BITS * height)
        assert base + (high << BITS * height) <= last


def test_nothing_is_lively_in_an_empty_book() -> None:
    assert [*OrderBook(SCHEMES[0]).lively(0, 0, 9, realm=0)] == [0]
