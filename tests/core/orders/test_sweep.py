"""The sweep over coded tracks, held to its meaning instant by instant."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from responselevels.core.orders.lanes import RANK_BITS, RANK_MASK, code_of, silence_of
from responselevels.core.orders.lowered import Least
from responselevels.core.orders.sweep import Coded, above, exceeds, latest, severest, spans

START, END = 3, 12
CODES = st.one_of(st.just(silence_of(1)), st.builds(code_of, st.integers(0, 9), st.integers(0, 3)))


@st.composite
def coded(draw: st.DrawFn) -> Coded:
    """Draw a track over the window, whose first time may lie before it."""
    rest = sorted(draw(st.sets(st.integers(START + 1, END - 1), max_size=5)))
    times = (draw(st.sampled_from((START, START - 2))), *rest)
    return times, tuple(draw(CODES) for _ in times)


TRACKS = st.lists(coded(), min_size=1, max_size=4)


def code_at(track: Coded, instant: int) -> int:
    return next(c for t, c in reversed([*zip(*track, strict=True)]) if t <= instant)


def codes_at(tracks: Sequence[Coded], instant: int) -> list[int]:
    return [code_at(track, instant) for track in tracks]


@given(TRACKS, st.integers(START + 1, END))
def test_spans_cover_the_window_and_say_what_holds_in_each(tracks: list[Coded], end: int) -> None:
    found = []
    for left, right, codes, ranks in spans(tracks, START, end):
        found.append((left, right, list(codes)))
        assert ranks == [code & RANK_MASK for code in codes]
    edges = [span[0] for span in found] + [end]
    assert edges[0] == START
    assert edges == sorted(set(edges))
    assert [span[1] for span in found] == edges[1:]
    for left, right, codes in found:
        assert all(codes_at(tracks, instant) == codes for instant in range(left, right))


@given(TRACKS)
def test_the_latest_of_several_is_the_greatest_code(tracks: list[Coded]) -> None:
    joined = latest(tracks, START, END)
    assert joined[0][0] == START
    assert all(one != other for one, other in pairwise(joined[1]))
    for instant in range(START, END):
        assert code_at(joined, instant) == max(codes_at(tracks, instant))


@given(coded(), st.integers(0, 3))
def test_what_exceeds_a_rank_is_an_order_that_is_more_severe(track: Coded, rank: int) -> None:
    inside = {i for left, right in above(track, (START, END), rank) for i in range(left, right)}
    severe = {
        instant
        for instant in range(START, END)
        if (code := code_at(track, instant)) >= 0 and code & RANK_MASK > rank
    }
    assert inside == severe
    assert exceeds(track[1], rank) or not severe


@given(st.lists(coded(), max_size=4), st.integers(0, 2), st.integers(0, 3))
def test_the_most_severe_of_tracks_where_it_exceeds_a_rank(
    tracks: list[Coded], silence: int, beyond: int
) -> None:
    rows = severest(tracks, (START, END), silence=silence, beyond=beyond)
    assert all(a[1] < b[0] or a[2:] != b[2:] for a, b in pairwise(rows))
    for instant in range(START, END):
        codes = codes_at(tracks, instant)
        worst = max([silence, *(code & RANK_MASK for code in codes)])
        orders = sorted(c >> RANK_BITS for c in codes if c >= 0 and c & RANK_MASK == worst)
        told = [row[2:] for row in rows if row[0] <= instant < row[1]]
        assert told == ([(worst, tuple(orders))] if worst > beyond else [])


CAPS = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14), st.integers(0, 4)), max_size=8)


@given(CAPS, st.integers(0, 14), st.integers(0, 14))
def test_ranks_that_are_capped_again_and_again(
    caps: list[tuple[int, int, int]], low: int, high: int
) -> None:
    least, plain = Least(START, END, 4), dict.fromkeys(range(START, END), 4)
    for start, end, most in caps:
        least.cap(start, end, most)
        plain.update({i: min(plain[i], most) for i in range(max(start, START), min(end, END))})
    assert {i: rank for a, b, rank in least.between(START, END) for i in range(a, b)} == plain
    part = {i: rank for a, b, rank in least.between(low, high) for i in range(a, b)}
    assert part == {i: rank for i, rank in plain.items() if low <= i < high}
