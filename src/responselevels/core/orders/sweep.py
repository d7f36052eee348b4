"""Coded tracks, and the sweep over several of them: what decisions are made of.

A coded track is what a lane says over a window, as codes (`responselevels.core.orders.lanes`):
from ``times[i]`` on ``codes[i]`` holds, until the next time or the end of the window. The first
code holds at the start of the window, whatever its time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from responselevels.core.orders.lanes import RANK_BITS, RANK_MASK

Coded = tuple[tuple[int, ...], tuple[int, ...]]
"""Times and codes of one track; the first time is not after the start of the window."""

CodedTracks = Mapping[int, Coded]
"""Issuing area → its coded track at one place; those silent in the whole window are left out."""

Severe = tuple[int, int, int, tuple[int, ...]]
"""Start, end, rank, and the numbers of the orders that attain it, ascending."""


def spans(
    tracks: Sequence[Coded], start: int, end: int
) -> Iterator[tuple[int, int, list[int], list[int]]]:
    """Yield (start, end, codes, their ranks) for each span of the window in which no track changes.

    Both lists, with one for each track, are the same each time, changed in place: look at them
    before asking for the next.
    """
    now = [codes[0] for _, codes in tracks]
    ranks = [code & RANK_MASK for code in now]
    events = [
        (time, slot, code)
        for slot, (times, codes) in enumerate(tracks)
        if len(times) > 1
        for time, code in zip(times[1:], codes[1:], strict=True)
    ]
    events.sort()
    for time, slot, code in events:
        if time >= end:
            break
        if time > start:
            yield start, time, now, ranks
            start = time
        now[slot] = code
        ranks[slot] = code & RANK_MASK
    yield start, end, now, ranks


def latest(tracks: Sequence[Coded], start: int, end: int) -> Coded:
    """Return the track of what was issued last among *tracks*, instant by instant."""
    times: list[int] = []
    codes: list[int] = []
    for time, _, now, _ in spans(tracks, start, end):
        code = max(now)
        if not codes or code != codes[-1]:
            times.append(time)
            codes.append(code)
    return tuple(times), tuple(codes)


def exceeds(codes: Sequence[int], rank: int) -> bool:
    """Say whether something among *codes*, an order or silence, is more severe than *rank*."""
    # A loop is quicker here than `any` with a generator: mostly there are one to three codes.
    for code in codes:  # noqa: SIM110
        if code & RANK_MASK > rank:
            return True
    return False


def above(coded: Coded, window: tuple[int, int], rank: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of a track in which an order more severe than *rank* holds."""
    times, codes = coded
    if exceeds(codes, rank):
        for at, code in enumerate(codes):
            # Silence may stand for a more severe level, and is no order.
            if code >= 0 and code & RANK_MASK > rank:
                start = times[at] if at else window[0]
                yield start, times[at + 1] if at + 1 < len(times) else window[1]


def severest(
    tracks: Sequence[Coded], window: tuple[int, int], *, silence: int, beyond: int
) -> tuple[Severe, ...]:
    """Return where the most severe level of *tracks* exceeds the rank *beyond*, with its orders.

    A track counts as the default level where it is silent. *silence* is the rank of what has
    no track at all. Neighbouring spans differ in level or in orders.
    """
    if silence <= beyond and not any(exceeds(codes, beyond) for _, codes in tracks):
        return ()
    if not tracks:
        return ((*window, silence, ()),)
    rows: list[Severe] = []
    for start, end, codes, ranks in spans(tracks, *window):
        worst = max(silence, *ranks)
        if worst <= beyond:
            continue
        # Several orders may attain the level; all of them are its reasons. Silence is no order.
        attaining = [c >> RANK_BITS for c in codes if c >= 0 and c & RANK_MASK == worst]
        attaining.sort()
        orders = tuple(attaining)
        if rows and rows[-1][1] == start and rows[-1][2:] == (worst, orders):
            rows[-1] = (rows[-1][0], end, worst, orders)
        else:
            rows.append((start, end, worst, orders))
    return tuple(rows)
