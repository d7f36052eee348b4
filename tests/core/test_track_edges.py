"""Tracks at their edges: nothing of no length, and whole numbers for all times."""

from __future__ import annotations

from datetime import timedelta

import pytest

from responselevels.core.timeline import Track, micros_of_duration, painted

TRACK: Track[str] = [(0, 5, "a"), (5, 10, "b")]


@pytest.mark.parametrize("at", [0, 3, 5, 10])
def test_painting_nothing_changes_nothing(at: int) -> None:
    assert painted(TRACK, at, at, "c") == TRACK
    assert painted(TRACK, at, at - 1, "c") == TRACK


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (5, 10, [(0, 5, "a"), (5, 10, "c")]),
        (0, 5, [(0, 5, "c"), (5, 10, "b")]),
        (-3, 12, [(0, 10, "c")]),
        (5, 7, [(0, 5, "a"), (5, 7, "c"), (7, 10, "b")]),
        (4, 6, [(0, 4, "a"), (4, 6, "c"), (6, 10, "b")]),
    ],
)
def test_painting_from_a_cut_or_to_it_leaves_no_span_of_no_length(
    start: int, end: int, expected: Track[str]
) -> None:
    assert painted(TRACK, start, end, "c") == expected


def test_durations_are_whole_microseconds_however_long() -> None:
    longest = micros_of_duration(timedelta.max)
    assert longest == 86_399_999_999_999_999_999
    assert type(longest) is int
