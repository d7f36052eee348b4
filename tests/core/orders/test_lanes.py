"""Lanes: steps spliced and painted, held to what holds at each instant."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from responselevels.core.orders.arrays.pairs import SortedPairs
from responselevels.core.orders.lanes import (
    NO_PAIRS,
    RANK_BITS,
    RANK_MASK,
    SILENT,
    Lane,
    LaneBuilder,
    code_of,
    coded_track,
    mark_of,
    repainted,
    silence_of,
    silent_steps,
    spliced,
    track_of,
)
from responselevels.core.timeline import FOREVER

INSTANTS = range(14)
Span = tuple[int, int]
Orders = list[tuple[int, int, int]]


DEFAULT = 2
SILENCE = silence_of(DEFAULT)


def coded(number: int) -> int:
    """Return the code of an order, of some rank."""
    return code_of(number, number % 4)


def at_each(steps: SortedPairs) -> list[int]:
    """Return who holds at each instant."""
    held = [steps.at(instant) for instant in INSTANTS]
    numbers = [code >> RANK_BITS for code in held]
    assert [code & RANK_MASK for code in held] == [DEFAULT if n < 0 else n % 4 for n in numbers]
    return numbers


def assert_canonical(steps: SortedPairs) -> None:
    times, codes = steps.flat()
    assert len(times) == len(codes) == len(steps)
    assert (times[0], codes[0]) == (-FOREVER, SILENCE)
    assert all(one < other for one, other in pairwise(times))
    assert all(one != other for one, other in pairwise(codes))


def spans() -> st.SearchStrategy[Span]:
    return st.tuples(st.integers(0, 9), st.integers(1, 4)).map(lambda pair: (pair[0], sum(pair)))


def orders() -> st.SearchStrategy[Orders]:
    """Draw orders: number, start and end, numbers ascending."""
    return st.lists(spans(), max_size=7).map(lambda some: [(n, *s) for n, s in enumerate(some)])


def by_walking(some: Orders) -> list[int]:
    """Return, for each instant, the last of the orders that hold then."""
    return [max((n for n, s, e in some if s <= i < e), default=SILENT) for i in INSTANTS]


def painted(some: Orders) -> SortedPairs:
    steps = silent_steps(SILENCE)
    for number, start, end in some:
        steps = spliced(steps, start, end, [(start, end, coded(number))])
    return steps


@given(orders())
def test_the_later_order_is_painted_over_the_earlier_exactly_where_both_hold(some: Orders) -> None:
    steps = painted(some)
    assert_canonical(steps)
    assert at_each(steps) == by_walking(some)


@given(orders(), orders(), spans())
def test_splicing_replaces_what_lies_in_the_span_and_nothing_else(
    before: Orders, other: Orders, span: Span
) -> None:
    steps, pieces = painted(before), coded_track(painted(other), *span)
    after = spliced(steps, *span, pieces)
    assert_canonical(after)
    inside, outside = at_each(painted(other)), at_each(steps)
    assert at_each(after) == [inside[i] if span[0] <= i < span[1] else outside[i] for i in INSTANTS]


@given(orders(), orders(), spans())
def test_repainting_paints_a_span_anew_from_the_orders_that_hold(
    before: Orders, now: Orders, span: Span
) -> None:
    steps = painted(before)
    after = repainted(steps, span, [(coded(n), s, e) for n, s, e in now], SILENCE)
    assert_canonical(after)
    inside, outside = by_walking(now), at_each(steps)
    assert at_each(after) == [inside[i] if span[0] <= i < span[1] else outside[i] for i in INSTANTS]


@given(orders(), spans())
def test_a_track_shows_a_window_of_the_steps(some: Orders, window: Span) -> None:
    track = track_of(painted(some), *window)
    assert track[0][0] == window[0]
    assert track[-1][1] == window[1]
    assert all(one[1] == other[0] and one[2] != other[2] for one, other in pairwise(track))
    held = by_walking(some)
    assert {i: n for s, e, n in track for i in range(s, e)} == {
        i: held[i] for i in range(*window) if i in INSTANTS
    }


def lane_of(some: Orders) -> Lane:
    ends = NO_PAIRS
    for number, _, end in some:
        ends = ends.inserted(end, number)
    return Lane(0, 0, painted(some), ends)


@given(orders(), spans())
def test_a_lane_is_active_wherever_an_order_holds(some: Orders, span: Span) -> None:
    holds = any(by_walking(some)[i] != SILENT for i in range(*span) if i in INSTANTS)
    first = min((start for _, start, _ in some), default=FOREVER)
    last = max((end for _, _, end in some), default=-FOREVER)
    assert lane_of(some).active(*span) >= holds
    assert lane_of(some).active(*span) == (first < span[1] and last > span[0])


def test_an_open_order_is_active_for_ever() -> None:
    lane = lane_of([(0, 5, FOREVER)])
    assert lane.active(9, 10)
    assert not lane.active(4, 5)
    assert lane.active(5, 6)


def test_what_marks_a_parted_place_is_nobodys_and_lively_as_long_as_one_of_the_orders() -> None:
    mark = mark_of(2, 5)
    assert mark.active(4, 9)
    assert mark.active(-FOREVER, FOREVER)
    assert not mark.active(5, 9)
    assert not mark.active(0, 2)
    assert mark.parted
    assert not mark.alone
    assert not lane_of([(0, 1, 4)]).parted
    assert [mark_of(*span, mark).steps.keys[1:] for span in ((3, 4), (1, 3), (3, 9))] == [
        (2, 5),
        (1, 5),
        (2, 9),
    ]


def test_a_single_order_without_parts_is_all_there_is_to_its_lane() -> None:
    one = lane_of([(0, 1, 4)])
    assert one.alone
    assert not replace(one, views=((3, one.steps),)).alone
    assert not lane_of([(0, 1, 4), (1, 2, 3)]).alone


def test_the_steps_for_an_area_are_those_of_the_nearest_view_above_it() -> None:
    lines = [(0,), (1, 0), (2, 1, 0), (3, 1, 0), (4, 0), (5, 4, 0)]
    base, wide, narrow = (SortedPairs((n,), (n,)) for n in (1, 2, 3))
    lane = Lane(0, 0, base, NO_PAIRS, ((1, wide), (2, narrow)))
    assert [lane.steps_for(line) for line in lines] == [
        base,
        wide,
        narrow,
        wide,
        base,
        base,
    ]


@given(orders(), orders())
def test_a_builder_paints_each_place_with_the_spans_that_hold_there(
    whole: Orders, part: Orders
) -> None:
    count = min(len(whole), len(part))
    held = {0: whole, 1: part}
    builder = LaneBuilder(4, 3, SILENCE, {0, 1})
    for number in range(count):
        builder.add(coded(number), whole[number][2], lambda n, place: held[place][n][1:])
    lane = builder.freeze()
    assert (lane.issuer, lane.realm) == (4, 3)
    assert lane.steps == painted(whole[:count])
    assert lane.views == ((1, painted(part[:count])),)
    assert lane.ends == lane_of(whole[:count]).ends


def test_a_builder_leaves_out_an_order_that_never_held() -> None:
    builder = LaneBuilder(0, 0, SILENCE, {0})
    builder.add(coded(0), 9, lambda _number, _place: (5, 5))
    assert builder.freeze() == Lane(0, 0, silent_steps(SILENCE), SortedPairs((9,), (0,)))
