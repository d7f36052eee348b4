"""What becomes of an order in a place: whether its level holds there, or another one, and when."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from responselevels.core.orders.levels import Source, View
from responselevels.core.timeline import MicrosSpan, Track, complement


class State(IntEnum):
    """What becomes of an order in one of its places: the numbers stand in the data of boards."""

    HELD = 0
    OVERTAKEN = 1
    REPLACED = 2
    APART = 3


@dataclass(frozen=True, slots=True)
class OrderBar:
    """A time in which one order of a place has one state."""

    order: int
    start: int
    end: int
    state: State


def bars_of(
    view: View, area: int, numbers: Sequence[int], levels: Track[Source]
) -> Iterator[OrderBar]:
    """Yield what becomes of the orders with the *numbers*, which name *area*, over the window of a view.

    *levels* are the effective levels of the area, at least where such an order is in force.
    """
    book, tracks = view.book, view.tracks(area)
    counted = book.scheme.inherited_from[area]
    starts = [step[0] for step in levels]
    for number in numbers:
        entry = book.entry(number)
        start, end = book.held(number, area)
        start, end = max(start, view.start), min(end, view.end)
        won = [(s, e) for s, e, order in tracks.get(entry.area, ()) if order == number]
        found = [(*span, State.REPLACED) for span in _gaps(won, start, end)]
        for span in won:
            if entry.area in counted:
                found += _held(span, entry.rank, levels, starts)
            else:
                found.append((*span, State.APART))
        for first, last, state in _joined(sorted(found)):
            yield OrderBar(number, first, last, state)


def _gaps(won: Sequence[MicrosSpan], start: int, end: int) -> list[MicrosSpan]:
    return complement(won, start, end) if start < end else []


def _held(
    span: MicrosSpan, rank: int, levels: Track[Source], starts: Sequence[int]
) -> Iterator[tuple[int, int, State]]:
    """Yield the parts of a *span* in which an order of *rank* counts, by whether its level holds."""
    at = max(bisect_right(starts, span[0]) - 1, 0)
    # What is told covers all of the span: an order that counts is one that speaks.
    while at < len(levels) and levels[at][0] < span[1]:
        start, end, (worst, _orders) = levels[at]
        state = State.OVERTAKEN if worst > rank else State.HELD
        yield max(start, span[0]), min(end, span[1]), state
        at += 1


def _joined(pieces: Sequence[tuple[int, int, State]]) -> list[tuple[int, int, State]]:
    joined: list[tuple[int, int, State]] = []
    for start, end, state in pieces:
        if joined and joined[-1][1] == start and joined[-1][2] == state:
            joined[-1] = (joined[-1][0], end, state)
        else:
            joined.append((start, end, state))
    return joined
