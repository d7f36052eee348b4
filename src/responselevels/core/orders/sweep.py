"""Coded tracks, and the sweep over several of them: what decisions are made of.

A coded track is what a lane says over a window, as codes (`responselevels.core.orders.lanes`):
from ``times[i]`` on ``codes[i]`` holds, until the next time or the end of the window. The first
code holds at the start of the window, whatever its time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

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


# -- what is kept of such sweeps -------------------------------------------------------------
#
# A proposal of an area for a place asks three things of the orders that stand: what the areas above
# demand (the floor), which orders of its own area it would lower, and what it would set in motion.
# The answers depend on the proposal by its level and its period alone. So where one book is asked
# again about the same two areas, they are worked out for all of time (`keeping`), and a decision
# cuts its period out of them (docs/decisions/0063).

LevelMove = tuple[int, int, int, int]
"""Start, end, rank before, rank after."""

LoweredSpan = tuple[int, int, int, int]
"""Start, end, rank and number of the order lowered."""

Held = tuple[int, int, int, int, int, tuple[tuple[int, int], ...]]
"""What holds at a place in a span, by which it is known what a proposal sets in motion.

Its start and its end; the rank heard of areas other than the issuing one, or one above all where
that one is not heard; the rank that the issuing area orders, and the number of its order (negative:
none); rank and number of the orders of lower areas that are not below their floor, downward.
"""

OrderSpan = tuple[int, int, int]
"""Start, end, number of the order that is overtaken or replaced."""


class Moved(NamedTuple):
    """The rows of one place: how its level moves, which orders are overtaken, which replaced."""

    moves: list[LevelMove]
    lifts: list[OrderSpan]
    replaced: list[OrderSpan]

    def within(self, start: int, end: int) -> Moved:
        """Return the rows as far as they lie in ``[start, end)``."""
        return Moved(
            [
                (max(begin, start), min(stop, end), old, new)
                for begin, stop, old, new in self.moves
                if begin < end and stop > start
            ],
            [
                (max(begin, start), min(stop, end), order)
                for begin, stop, order in self.lifts
                if begin < end and stop > start
            ],
            [
                (max(begin, start), min(stop, end), order)
                for begin, stop, order in self.replaced
                if begin < end and stop > start
            ],
        )


class Profile(NamedTuple):
    """What one place of a cover holds over all of time, as one issuing area sees it.

    *above* is the index of the nearest place above it in the same cover, -1 for the topmost.
    Out of ``[first, last)`` the place fares as that one does. *floor* is where the areas above the
    issuing one order more than the least severe level, and *demands* the most severe of it.
    *exposed* are the orders of the issuing area, each with the spans in which no later one that
    holds is milder, and *orders* the most severe of them; both ranks are -1 where there is none.
    *held* follow one another from `-FOREVER` to `FOREVER`. *moved* has what an order of a rank
    would set in motion, by rank, of those that somebody asked for.
    """

    area: int
    above: int
    first: int
    last: int
    floor: tuple[Severe, ...]
    demands: int
    exposed: tuple[LoweredSpan, ...]
    orders: int
    held: tuple[Held, ...]
    moved: dict[int, Moved]

    def active(self, start: int, end: int) -> bool:
        """Say whether the place may fare otherwise than the one above it in ``[start, end)``."""
        return self.first < end and self.last > start

    def below(self, start: int, end: int, rank: int) -> tuple[Severe, ...]:
        """Return where the floor is more severe than *rank* in ``[start, end)``, as `severest` does."""
        if self.demands <= rank:
            return ()
        return tuple(
            [
                (max(begin, start), min(stop, end), most, orders)
                for begin, stop, most, orders in self.floor
                if most > rank and begin < end and stop > start
            ]
        )

    def lowered(self, start: int, end: int, rank: int) -> tuple[LoweredSpan, ...]:
        """Return the orders of the issuing area that one of *rank* would lower in ``[start, end)``.

        As `LoweredOrders.at` does, where no order of that area may be ratified any more.
        """
        if self.orders <= rank:
            return ()
        found = [
            (max(begin, start), min(stop, end), ordered, order)
            for begin, stop, ordered, order in self.exposed
            if ordered > rank and begin < end and stop > start
        ]
        found.sort()
        return tuple(found)


Profiles = tuple[Profile, ...]
"""A place, and those beneath it that an order names, ascending."""


class KeptProfiles(dict[tuple[int, int, int], "Profiles | None"]):
    """The profiles that a book keeps, by issuing area, topmost place and realm.

    Empty ones stand for what was asked about once, None for what is not worth keeping. *rows* is
    how many spans they hold in all. They do not travel to other processes.
    """

    __slots__ = ("rows",)

    def __init__(self) -> None:
        super().__init__()
        self.rows = 0

    def __reduce__(self) -> tuple[type[KeptProfiles], tuple[()]]:
        """Leave out what is kept: it is worked out again where it is needed."""
        return KeptProfiles, ()
