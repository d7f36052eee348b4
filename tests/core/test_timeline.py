"""Spans and tracks, each operation held to what it means instant by instant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import portion
import pytest
from hypothesis import given
from hypothesis import strategies as st

from responselevels.core.timeline import (
    FOREVER,
    MicrosSpan,
    Track,
    complement,
    end_within,
    instant_of_micros,
    mapped,
    micros_of,
    micros_of_duration,
    painted,
    sum_within,
    united,
    zipped,
)
from responselevels.models.times import FIRST_MICROS, LAST_MICROS

START, END = 3, 15
INSTANTS = range(START, END)
Values = dict[int, int]


def track_of(values: Values) -> Track[int]:
    """Return the track that has *values*, one step where neighbours are equal."""
    track: Track[int] = []
    for instant, value in values.items():
        if track and track[-1][2] == value:
            track[-1] = (track[-1][0], instant + 1, value)
        else:
            track.append((instant, instant + 1, value))
    return track


def at_each(track: Iterable[tuple[int, int, int]]) -> Values:
    return {i: value for start, end, value in track for i in range(start, end)}


def assert_canonical(track: Track[int]) -> None:
    assert (track[0][0], track[-1][1]) == (START, END)
    assert all(start < end for start, end, _ in track)
    for (_, end, value), (start, _, other) in pairwise(track):
        assert end == start
        assert value != other


def values() -> st.SearchStrategy[Values]:
    listed = st.lists(st.integers(0, 3), min_size=len(INSTANTS), max_size=len(INSTANTS))
    return listed.map(lambda made: dict(zip(INSTANTS, made, strict=True)))


def spans() -> st.SearchStrategy[MicrosSpan]:
    starts = st.integers(0, 20)
    return st.tuples(starts, st.integers(1, 6)).map(lambda pair: (pair[0], sum(pair)))


@given(values(), st.integers(0, 20), st.integers(0, 20), st.integers(0, 4))
def test_painting_lays_a_value_over_a_span_and_leaves_the_rest(
    before: Values, start: int, end: int, value: int
) -> None:
    after = painted(track_of(before), start, end, value)
    assert_canonical(after)
    assert at_each(after) == {i: value if start <= i < end else before[i] for i in INSTANTS}


def test_painting_up_to_a_step_joins_it_where_the_value_is_the_same() -> None:
    assert painted([(0, 4, 1), (4, 9, 2)], 2, 4, 2) == [(0, 2, 1), (2, 9, 2)]


@given(values())
def test_mapping_gives_the_value_of_each_instant_with_equal_neighbours_made_one(
    before: Values,
) -> None:
    after = mapped(track_of(before), lambda value: value // 2)
    assert_canonical(after)
    assert at_each(after) == {i: value // 2 for i, value in before.items()}


def test_painting_over_nothing_changes_nothing() -> None:
    track = [(0, 4, 1), (4, 9, 2)]
    for start, end in ((2, 2), (4, 4), (5, 3), (9, 12), (-3, 0)):
        assert painted(track, start, end, 7) == track


def test_mapping_does_not_bridge_a_gap() -> None:
    assert mapped([(0, 1, "a"), (2, 3, "a")], len) == [(0, 1, 1), (2, 3, 1)]


@given(st.lists(values(), min_size=1, max_size=4))
def test_zipping_gives_the_values_of_all_tracks_side_by_side(several: list[Values]) -> None:
    found = list(zipped([track_of(one) for one in several]))
    assert [start for start, _, _ in found] == [START, *(end for _, end, _ in found[:-1])]
    assert found[-1][1] == END
    assert {i: row for start, end, row in found for i in range(start, end)} == {
        i: tuple(one[i] for one in several) for i in INSTANTS
    }


def test_zipping_cuts_only_where_some_track_steps() -> None:
    one, other = [(0, 4, "a"), (4, 9, "b")], [(0, 9, "x")]
    assert list(zipped([one, other])) == [(0, 4, ("a", "x")), (4, 9, ("b", "x"))]


def covered(some: Iterable[MicrosSpan]) -> portion.Interval:
    return portion.Interval(*(portion.closedopen(start, end) for start, end in some))


def bounds(interval: portion.Interval) -> list[MicrosSpan]:
    return [(piece.lower, piece.upper) for piece in interval if not piece.empty]


@given(st.lists(spans(), max_size=6))
def test_united_spans_are_sorted_disjoint_and_do_not_touch(some: list[MicrosSpan]) -> None:
    assert united(some) == bounds(covered(some))
    assert united(reversed(united(some))) == united(some)


@given(st.lists(spans(), max_size=6), spans())
def test_the_complement_is_what_of_a_window_the_spans_leave_free(
    some: list[MicrosSpan], window: MicrosSpan
) -> None:
    within = [(max(s, window[0]), min(e, window[1])) for s, e in some]
    taken = united((s, e) for s, e in within if s < e)
    assert complement(taken, *window) == bounds(covered([window]) - covered(some))


def test_a_window_that_is_covered_leaves_nothing_free() -> None:
    assert complement([(2, 9)], 2, 9) == []
    assert complement([], 2, 9) == [(2, 9)]
    assert complement([(0, 3)], 2, FOREVER) == [(3, FOREVER)]


def test_forever_is_later_than_every_instant_that_can_be_written() -> None:
    assert LAST_MICROS < FOREVER
    assert instant_of_micros(FOREVER) is None
    assert instant_of_micros(LAST_MICROS) == datetime.max.replace(tzinfo=UTC)
    assert instant_of_micros(FIRST_MICROS) == datetime.min.replace(tzinfo=UTC)


@given(st.datetimes(timezones=st.just(UTC)))
def test_an_instant_comes_back_from_its_microseconds(instant: datetime) -> None:
    assert instant_of_micros(micros_of(instant)) == instant


def test_durations_are_counted_in_microseconds() -> None:
    assert micros_of_duration(timedelta(days=1, microseconds=1)) == 86_400_000_001
    assert micros_of_duration(timedelta.max) == 86_399_999_999_999_999_999


@pytest.mark.parametrize(
    ("instant", "micros", "total"),
    [(5, 7, 12), (LAST_MICROS - 7, 7, LAST_MICROS), (LAST_MICROS - 7, 8, LAST_MICROS)],
)
def test_no_sum_goes_past_the_last_instant_that_can_be_written(
    instant: int, micros: int, total: int
) -> None:
    assert sum_within(instant, micros) == total


def test_the_last_instant_is_the_end_of_any_time_that_goes_beyond_it() -> None:
    last = datetime(9999, 12, 31, 23, 59, tzinfo=UTC)
    assert end_within(last, timedelta(days=14)) == datetime.max.replace(tzinfo=UTC)
    assert end_within(last, timedelta(seconds=30)) == last + timedelta(seconds=30)
