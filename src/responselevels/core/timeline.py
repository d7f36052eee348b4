"""Time inside the core: half-open spans of UTC microseconds, and step functions of them.

An instant is an `int`: microseconds since 1970-01-01T00:00Z. A span is a pair
``(start, end)`` with start < end, the end excluded; an open end is `FOREVER`. A *track*
is a step function over a window: a list of ``(start, end, value)`` that covers the
window without gap or overlap, neighbours having different values.

Half-open spans meet without a gap and without an instant in both, so that periods that
follow one another need no special case. Tracks and sets of spans are kept canonical
(sorted, neighbours joined): two that say the same are equal as Python lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TypeVar

from responselevels.models.times import LAST_MICROS, instant_at, micros_of

FOREVER = 1 << 62
"""The end of a span that has none; later than every instant that a datetime can hold."""

MicrosSpan = tuple[int, int]
T = TypeVar("T")
U = TypeVar("U")
Track = list[tuple[int, int, T]]

__all__ = [
    "FOREVER",
    "MicrosSpan",
    "Track",
    "complement",
    "instant_of_micros",
    "mapped",
    "micros_of",
    "micros_of_duration",
    "painted",
    "sum_within",
    "united",
    "zipped",
]


def micros_of_duration(duration: timedelta) -> int:
    """Return *duration* in microseconds."""
    return duration // timedelta(microseconds=1)


def sum_within(instant: int, micros: int) -> int:
    """Return *instant* + *micros*, but no later than the last instant that a datetime can hold."""
    return min(instant + micros, LAST_MICROS)


def end_within(instant: datetime, within: timedelta) -> datetime:
    """Return the instant *within* after another, but no later than the last that a datetime can hold."""
    return instant_at(sum_within(micros_of(instant), micros_of_duration(within)))


def instant_of_micros(micros: int) -> datetime | None:
    """Return the UTC datetime of *micros*, or None for `FOREVER`."""
    return None if micros >= FOREVER else instant_at(micros)


def mapped(track: Iterable[tuple[int, int, T]], of: Callable[[T], U]) -> Track[U]:
    """Return the track of ``of(value)``; neighbours whose values are equal become one step."""
    joined: Track[U] = []
    for start, end, value in track:
        new = of(value)
        if joined and joined[-1][2] == new and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end, new)
        else:
            joined.append((start, end, new))
    return joined


def painted(track: Track[T], start: int, end: int, value: T) -> Track[T]:
    """Return *track* with *value* painted over ``[start, end)``, as far as the window reaches."""
    window_start, window_end = track[0][0], track[-1][1]
    start, end = max(start, window_start), min(end, window_end)
    if start >= end:
        return track
    # What of each step lies before the span, the span, what of each lies after it: a step
    # that reaches over both ends leaves a piece on either side.
    pieces: Track[T] = []
    for left, right, old in track:
        if left < start:
            pieces.append((left, min(right, start), old))
    pieces.append((start, end, value))
    for left, right, old in track:
        if right > end:
            pieces.append((max(left, end), right, old))
    return mapped(pieces, lambda same: same)


def zipped(tracks: Sequence[Track[T]]) -> Iterator[tuple[int, int, tuple[T, ...]]]:
    """Yield the values of several tracks of one window side by side, span by span.

    At least one track is needed, and all must cover the same window. Neighbouring spans
    may have equal values; `mapped` joins them.
    """
    if len(tracks) == 1:
        for start, end, value in tracks[0]:
            yield start, end, (value,)
        return
    # A sweep line over all starts of steps: between two neighbouring cuts no track changes,
    # and each has a current step that is left behind when the line reaches its end.
    cuts = sorted({step[0] for track in tracks for step in track})
    cuts.append(tracks[0][-1][1])
    rest = [iter(track) for track in tracks]
    steps = [next(track) for track in rest]
    for start, end in pairwise(cuts):
        for k, step in enumerate(steps):
            if step[1] <= start:
                steps[k] = next(rest[k])
        yield start, end, tuple([step[2] for step in steps])


def united(spans: Iterable[MicrosSpan]) -> list[MicrosSpan]:
    """Return the union of *spans* as a canonical set: sorted, disjoint, not touching."""
    out: list[MicrosSpan] = []
    for start, end in sorted(spans):
        # Sorted by start, a span can only overlap, or touch, the last one united so far.
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def complement(spans: Sequence[MicrosSpan], start: int, end: int) -> list[MicrosSpan]:
    """Return the parts of ``[start, end)`` that lie in none of *spans*, a canonical set inside it."""
    free: list[MicrosSpan] = []
    # Spans of a canonical set do not touch, so that no gap between two of them is empty.
    for left, right in spans:
        if left > start:
            free.append((start, min(left, end)))
        start = max(start, right)
    if start < end:
        free.append((start, end))
    return free
