"""Levels and floors of every place at all times, as the core has them: what a board draws.

A place is an area that an order names, or in which one ended apart from the rest. Of each, only the
times are told in which its own orders speak: in all others it fares as the nearest place above it, as far
as its tier inherits, and so does every area beneath that is none. A board fills these in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.lanes import Lane
from responselevels.core.orders.levels import (
    PlaceHeard,
    Source,
    View,
    effective,
    floor_by,
    floor_over,
)
from responselevels.core.timeline import (
    FOREVER,
    MicrosSpan,
    Track,
    mapped,
    united,
    zipped,
)
from responselevels.reports.pictures.states import OrderBar, bars_of

_MINUTE = 60_000_000


@dataclass(frozen=True, slots=True)
class PlaceLevels:
    """The level of a place, its floor, and its orders: where its own orders speak, and nowhere else.

    A step of *levels* with the rank `BESIDES` is the level of the area above, by one order more; what is left
    out is that level. *floor* tells of the times in which an area above orders something for the place itself.
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
    # Before all orders there is a minute in which none holds yet.
    first = min(book.entry(number).start for numbers in orders.values() for number in numbers)
    view = View(book, first - _MINUTE, FOREVER, drill=drill, track=track)
    for root in _roots(book):
        for heard in view.heard(root):
            yield _place(view, heard, orders.get(heard.area, ()))


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


def _place(view: View, heard: PlaceHeard, numbers: Sequence[int]) -> PlaceLevels:
    area, scheme = heard.area, view.book.scheme
    line = scheme.tree.lines[area]
    lanes = [lane for lane in view.book.place(area) if lane.realm == view.realm]
    # Where an order ended apart from the rest, all there is may differ from what is above.
    apart = heard.parted or any(lane.parted for lane in view.book.place(area))
    everything = [(view.start, view.end)]
    speaking = everything if apart else _speaking(view, line, lanes)
    others = [lane for lane in lanes if lane.issuer != area]
    bound = everything if apart else _speaking(view, line, others)
    levels, floor, beneath = list[_Step](), list[_Step](), list[_Step]()
    inherits = len(scheme.inherited_from[area]) == len(line)
    told = list[_Step]()
    for start, end in speaking:
        part = View(view.book, start, end, drill=view.drill, track=view.track)
        found = effective(part, area)
        levels += found
        told += _besides(found, _above(part, area))
        if not inherits:
            beneath += floor_by(part, line, area)
    for start, end in bound:
        part = View(view.book, start, end, drill=view.drill, track=view.track)
        floor += floor_over(part, area, area)
    return PlaceLevels(
        area=area,
        levels=told,
        floor=floor,
        beneath=None if inherits else beneath,
        bars=tuple(bars_of(view, area, numbers, levels)),
        plain=inherits and not floor and _plain(view, numbers, told),
    )


_Step = tuple[int, int, Source]


def _above(part: View, area: int) -> Track[Source]:
    """Return the level that an area would have without orders for itself."""
    scheme = part.book.scheme
    parent, default = scheme.tree.parents[area], scheme.default
    if len(scheme.inherited_from[area]) == 1:
        return [(part.start, part.end, (default, ()))]
    # Silence counts as the default level, which comes from no order.
    raised: Source = (default, ())
    track = effective(part, parent)
    if all(source[0] > default for _start, _end, source in track):
        return track
    return mapped(track, lambda source: source if source[0] > default else raised)


def _besides(levels: Track[Source], above: Track[Source]) -> Iterator[_Step]:
    """Yield the steps of *levels* that differ from those *above*.

    The rank `BESIDES` stands for: what is above, and this order as well.
    """
    found: list[tuple[int, int, Source | None]] = []
    for start, end, (own, over) in zipped([levels, above]):
        found.append((start, end, _beside(own, over)))
    for start, end, source in mapped(found, lambda source: source):
        if source is not None:
            yield start, end, source


BESIDES = -1


def _beside(own: Source, over: Source) -> Source | None:
    if own == over:
        return None
    if own[0] == over[0] and len(own[1]) == len(over[1]) + 1:
        (*more,) = set(own[1]).difference(over[1])
        if len(more) == 1:
            return BESIDES, (more[0],)
    return own


def _speaking(view: View, line: tuple[int, ...], lanes: Sequence[Lane]) -> list[MicrosSpan]:
    """Return the times in which some of *lanes* speak."""
    spans: list[MicrosSpan] = []
    for lane in lanes:
        times, codes = lane.steps_for(line).between(view.start, view.end)
        ends = (*times[1:], view.end)
        for start, end, code in zip(times, ends, codes, strict=True):
            if code >= 0:
                spans.append((max(start, view.start), end))
    return united(spans)


def _plain(view: View, numbers: Sequence[int], levels: Track[Source]) -> bool:
    if len(numbers) != 1 or len(levels) != 1:
        return False
    entry = view.book.entry(numbers[0])
    if levels[0][2] not in {(entry.rank, (numbers[0],)), (BESIDES, (numbers[0],))}:
        return False
    return levels[0][:2] == (entry.start, until_everywhere(view.book, numbers[0]))


def until_everywhere(book: OrderBook, number: int) -> int:
    """Return the instant from which an order holds nowhere any more: ends of a part left out."""
    entry = book.entry(number)
    ends = [at for at, scope in entry.ends if scope is None]
    return min([entry.end, *ends, *([] if entry.lapse is None else [entry.lapse])])
