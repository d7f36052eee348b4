"""`tracks_picture`: the levels of areas over time, with the orders they come from and the floor.

    book, window → levels, floor, orders of each area (`AreaTrack`) → rows, one beneath the other → SVG

Of each area there is a band, as high as the row where the area ordered it itself and less high where it
comes from above; a line beneath it for the floor; and then its orders, each with what becomes of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.entries import Entry
from responselevels.core.orders.holdings import parse_area, parse_track, parse_window
from responselevels.core.orders.levels import Source, View, effective, floor_over
from responselevels.core.timeline import Track
from responselevels.reports.pictures.states import OrderBar, bars_of


@dataclass(frozen=True, slots=True)
class AreaTrack:
    """What is drawn of an area: its levels, its floor above the default level, and its orders, over the window.

    Instants are microseconds, levels ranks. Before *known* the orders are not known.
    """

    area: int
    levels: Track[Source]
    floor: Track[Source]
    bars: Mapping[int, tuple[OrderBar, ...]]
    known: int


@dataclass(frozen=True, slots=True)
class TracksWindow:
    """What is asked: the time from *start* to *end*, for one track of the rules, drills or the rest.

    Before *since*, in microseconds, other rules held: what was then is as if it were not known.
    """

    start: datetime
    end: datetime
    drill: bool = False
    track: str | None = None
    since: int | None = None


def area_tracks(book: OrderBook, areas: Sequence[str], asked: TracksWindow) -> Iterator[AreaTrack]:
    """Yield what is to be drawn of each of *areas*.

    Raises:
        InputError: no such area or track, no track named where the rules have some, a time
            without offset, or an end not after the start.
    """
    scheme = book.scheme
    start, end = parse_window(asked.start, asked.end)
    track = parse_track(scheme, asked.track)
    numbers = [parse_area(scheme, area) for area in areas]
    known = book.known(track) if asked.since is None else max(book.known(track), asked.since)
    # At least the last moment of the window is looked at, even where it is covered as not known.
    view = View(book, min(max(start, known), end - 1), end, drill=asked.drill, track=track)
    orders = _orders_of(view, {*numbers})
    for area in numbers:
        levels = effective(view, area)
        bars: dict[int, list[OrderBar]] = {}
        for bar in bars_of(view, area, orders[area], levels):
            bars.setdefault(bar.order, []).append(bar)
        found = [*_floor(view, area)]
        yield AreaTrack(
            area=area,
            levels=levels,
            floor=found,
            bars={number: tuple(parts) for number, parts in bars.items()},
            known=known,
        )


def _floor(view: View, area: int) -> Iterator[tuple[int, int, Source]]:
    """Yield the floor in *area* of what the nearest area with a floor rule orders, itself or above."""
    scheme = view.book.scheme
    tiers = scheme.tree.tiers
    bound = next((one for one in scheme.tree.lines[area] if tiers[one] in scheme.floors), None)
    if bound is not None:
        for step in floor_over(view, bound, area):
            if step[2][0] > scheme.default:
                yield step


def _orders_of(view: View, areas: set[int]) -> dict[int, list[int]]:
    """Return the orders that name each of *areas* and are in force at some time of the window, by issue."""
    found: dict[int, list[int]] = {area: [] for area in areas}
    for entry in view.book:
        if entry.start < view.end and view.start < entry.end and view.counts(entry):
            for place in areas.intersection(entry.scope):
                if view.book.scheme.tree.covers(entry.area, place):
                    found[place].append(entry.number)
    return found


def provisional_span(entry: Entry, bars: Sequence[OrderBar]) -> tuple[int, int] | None:
    """Return when an order is provisional, of the times that it is drawn in; None where it is not."""
    if entry.lapse is None or not bars:
        return None
    start, end = bars[0].start, min(bars[-1].end, entry.lapse)
    return (start, end) if start < end else None
