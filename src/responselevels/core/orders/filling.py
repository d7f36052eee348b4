"""The places of a book that is filled at once: the orders of each put together, then its lanes built.

One place after the other: what its lanes are built from is given back before the next one is
begun, so that filling a book takes little more memory than the book.
"""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.core.orders.arrays.pairs import SortedPairs
from responselevels.core.orders.arrays.trie import Item
from responselevels.core.orders.entries import Entry, held_until, partial_places
from responselevels.core.orders.lanes import (
    Lane,
    LaneBuilder,
    StoredLanes,
    code_of,
    folded,
    mark_of,
    splice,
)
from responselevels.core.timeline import FOREVER
from responselevels.core.world.areas import AreaTree

Kind = tuple[int, int]
"""The issuing area and the realm of a lane."""


def places_of(tree: AreaTree, orders: list[Entry], silence: int) -> Iterator[Item[StoredLanes]]:
    """Yield each place of the index, ascending, with its span of activity and its lanes."""
    fill = _Filling(tree, silence)
    for entry in orders:
        fill.part(entry)
    named = _named(tree, orders)
    for place in sorted({*named, *fill.spans}):
        yield fill.place(place, named.pop(place, []))


def _named(tree: AreaTree, orders: list[Entry]) -> dict[int, list[Entry]]:
    """Return the orders that name each place in their scope, in order of issue."""
    after = tree.after
    named: dict[int, list[Entry]] = {}
    for entry in orders:
        area = entry.area
        beyond = after[area]
        for place in entry.scope:
            # Outside its area's cover an order orders nothing (`OrderBook.relaid`).
            if area <= place < beyond:
                here = named.get(place)
                if here is None:
                    named[place] = [entry]
                else:
                    here.append(entry)
    return named


class _Filling:
    """What the lanes of all places are built with.

    Where orders were ended apart, *views* has the areas that the lanes of a place need steps of
    their own for, and *spans* the periods of these areas, which are places themselves.
    """

    def __init__(self, tree: AreaTree, silence: int) -> None:
        self.tree = tree
        self.silence = silence
        self.views: dict[int, dict[Kind, set[int]]] = {}
        self.spans: dict[int, tuple[int, int]] = {}

    def part(self, entry: Entry) -> None:
        """Take in where *entry* was ended apart: a lane paints all orders into every view."""
        for place in entry.scope if entry.ends else ():
            if not self.tree.covers(entry.area, place):
                continue
            for part in partial_places(entry, place, self.tree.after):
                views = self.views.setdefault(place, {})
                views.setdefault((entry.area, entry.realm), set()).add(part)
                low, high = self.spans.get(part, (FOREVER, -FOREVER))
                self.spans[part] = min(low, entry.start), max(high, entry.end)

    def place(self, place: int, orders: list[Entry]) -> Item[StoredLanes]:
        """Return *place* with its span and lanes; *orders* are those that name it, in order of issue."""
        start, end = self.spans.get(place, (FOREVER, -FOREVER))
        # The mark of a parted place is a lane like any other, of nobody's.
        marks = (mark_of(start, end),) if place in self.spans else ()
        for entry in orders:
            start, end = min(start, entry.start), max(end, entry.end)
        return place, start, end, (*self._lanes(place, orders), *marks)

    def _lanes(self, place: int, orders: list[Entry]) -> StoredLanes:
        views = self.views.get(place, {})
        if len(orders) == 1 and not views:
            return (orders[0].number,)
        kinds: dict[Kind, list[Entry]] = {}
        for entry in orders:
            kinds.setdefault((entry.area, entry.realm), []).append(entry)
        return folded(
            self._viewed(kind, listed, (place, *views[kind]))
            if kind in views
            else self._plain(kind, listed, place)
            for kind, listed in kinds.items()
        )

    def _plain(self, kind: Kind, orders: list[Entry], place: int) -> Lane:
        """Return the lane of orders of which none was ended apart, painted one over the other."""
        times, codes = [-FOREVER], [self.silence]
        for entry in orders:
            start, until = entry.start, entry.end
            if entry.ends or entry.lapse is not None:
                until = held_until(entry, place, self.tree)
            if start >= until:
                continue
            code = code_of(entry.number, entry.rank)
            # Most orders begin when those before them are over: they stand behind them.
            if start > times[-1]:
                times += (start, until)
                codes += (code, self.silence)
            else:
                splice(times, codes, (start, until), [(start, until, code)])
        ends = sorted([(entry.end, entry.number) for entry in orders])
        return Lane(
            *kind,
            SortedPairs.of(times, codes),
            SortedPairs.of([end for end, _ in ends], [number for _, number in ends]),
        )

    def _viewed(self, kind: Kind, orders: list[Entry], places: tuple[int, ...]) -> Lane:
        """Return the lane of orders of which some were ended apart; the first of *places* is its own."""
        lane = LaneBuilder(*kind, self.silence, places)
        known = {entry.number: entry for entry in orders}
        for entry in orders:
            code = code_of(entry.number, entry.rank)
            lane.add(code, entry.end, lambda number, place: self._held(known[number], place))
        return lane.freeze()

    def _held(self, entry: Entry, place: int) -> tuple[int, int]:
        return entry.start, held_until(entry, place, self.tree)
