"""Levels and floors of every place at all times, as the core has them: what a board draws.

A place is an area that an order names, or in which one ended apart from the rest. All other areas
fare as the nearest place above them, as far as their tiers inherit: a board fills them in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.levels import Source, View, effective, floor_by, floor_over
from responselevels.core.timeline import FOREVER, MicrosSpan, Track, complement


class State(IntEnum):
    """What becomes of an order in one of its places: the numbers stand in the data of a board."""

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


@dataclass(frozen=True, slots=True)
class PlaceLevels:
    """The level of a place over time, its floor, and its orders.

    *beneath* is the floor for the areas right beneath it that have no orders; None where that is
    its level. *plain* says that a single order holds there for all of its time, and nothing else.
    """

    area: int
    levels: Track[Source]
    floor: Track[Source]
    beneath: Track[Source] | None
    bars: tuple[OrderBar, ...]
    plain: bool


def places_of(book: OrderBook, *, drill: bool, track: int) -> Iterator[PlaceLevels]:
    """Yield every place of one track, real orders or drills, ascending."""
    orders = _orders_by_place(book, 2 * track + drill)
    if not orders:
        return
    # Before all orders there is a moment at which none holds yet.
    start = min(book.entry(number).start for numbers in orders.values() for number in numbers) - 1
    view = View(book, start, FOREVER, drill=drill, track=track)
    for root in _roots(book):
        for heard in view.heard(root):
            yield _place(view, heard.area, orders.get(heard.area, ()))


def _roots(book: OrderBook) -> Iterator[int]:
    return (area for area, parent in enumerate(book.scheme.tree.parents) if parent < 0)


def _orders_by_place(book: OrderBook, realm: int) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = {}
    for entry in book:
        if entry.realm == realm:
            for place in entry.scope:
                if book.scheme.tree.covers(entry.area, place):
                    found.setdefault(place, []).append(entry.number)
    return found


def _place(view: View, area: int, numbers: Sequence[int]) -> PlaceLevels:
    scheme = view.book.scheme
    line = scheme.tree.lines[area]
    levels, floor = effective(view, area), floor_over(view, area, area)
    counted = scheme.inherited_from[area]
    beneath = None if len(counted) == len(line) else floor_by(view, line, area)
    return PlaceLevels(
        area=area,
        levels=levels,
        floor=floor,
        beneath=beneath,
        bars=tuple(_bars(view, area, numbers, levels)),
        plain=beneath is None and _plain(view, numbers, levels, floor),
    )


def _plain(view: View, numbers: Sequence[int], levels: Track[Source], floor: Track[Source]) -> bool:
    if len(numbers) != 1 or len(floor) != 1 or floor[0][2][1]:
        return False
    default = (view.book.scheme.default, ())
    before, *rest = levels
    held = [step for step in rest if step[2] != default]
    if before[2] != default or len(held) != 1 or held[0][2][1] != (numbers[0],):
        return False
    entry = view.book.entry(numbers[0])
    return held[0][:2] == (entry.start, until_everywhere(view.book, numbers[0]))


def until_everywhere(book: OrderBook, number: int) -> int:
    """Return the instant from which an order holds nowhere any more: ends of a part left out."""
    entry = book.entry(number)
    ends = [at for at, scope in entry.ends if scope is None]
    return min([entry.end, *ends, *([] if entry.lapse is None else [entry.lapse])])


def _bars(
    view: View, area: int, numbers: Sequence[int], levels: Track[Source]
) -> Iterator[OrderBar]:
    book, tracks = view.book, view.tracks(area)
    counted = book.scheme.inherited_from[area]
    starts = [step[0] for step in levels]
    for number in numbers:
        entry = book.entry(number)
        start, end = book.held(number, area)
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
