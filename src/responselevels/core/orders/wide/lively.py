"""`Lively`: the places beneath one that may fare otherwise than what is above them, in preorder.

A place where an order is in force may have a level of its own. Yet most such orders make no difference to
what is asked: beneath a red province, what a town ordered for itself changes nothing. Whoever
walks tells so (`Lively.bar`): which ranks make no difference beneath a place that was reached. Then
whole branches in which nothing else is in force (`summaries`) are passed over, and the walk costs
what it finds, however many orders are in force.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from responselevels.core.orders.arrays.trie import BITS, Node
from responselevels.core.orders.wide.summaries import NOBODY, Book, Seen, Summaries, seen_at

ALL_RANKS = -1
"""Every rank, as bits."""

_Bar = tuple[int, int, int, int]
"""Of what is told about a place: the number after its cover, the widest area that is of no
interest, and the ranks without interest: at all, and where they hold all through the window."""


def without_difference(spans: Iterable[tuple[int, int, int, int]], levels: int) -> tuple[int, int]:
    """Return the ranks that make no difference beneath a place to what a proposal sets in motion there.

    The first of the two are those of `Lively.bar`'s *never*, the second of its *steady*. *spans* are what
    holds at the place over the window, one after the other: the most severe rank that it hears from
    areas other than the issuing one, what the issuing area orders for it before and after, and
    the most severe of all that is ordered for it before, heard or not. *levels* is their number.
    Only for rules whose default level is the least severe.
    """
    never = steady = (1 << levels) - 1
    for heard, before, after, ordered in spans:
        both, either = min(before, after), max(before, after)
        for rank in range(levels):
            # The level moves there as it does here: the order is drowned out by what is heard,
            # or by what the area orders before and after; or it moves nowhere at all.
            moves_alike = rank <= max(heard, both) or before == after or heard >= either
            # An order is overtaken where it was not below the floor so far, and would be.
            if not moves_alike or ordered <= rank < after:
                never &= ~(1 << rank)
            # Nothing moves where more is ordered than by the area before and after.
            if rank < either:
                steady &= ~(1 << rank)
    return never, steady & ~never


class Lively:
    """A walk over *top* and the places beneath it, in a window of time and one realm.

    *top* comes first, then in preorder each place that is lively (an order may be in force there
    in the window), less those that no bar lets through. With a place comes every lively place
    between it and *top*.
    """

    __slots__ = ("_after", "_bars", "_book", "_realm", "_summaries", "_top", "_window")

    def __init__(self, book: Book, top: int, window: tuple[int, int], realm: int) -> None:
        self._book = book
        self._top = top
        self._after = book.scheme.tree.after
        self._window = window
        self._realm = realm
        self._summaries = Summaries(book)
        self._bars: list[_Bar] = [(self._after[top], top, 0, 0)]

    def bar(self, never: int, steady: int = 0) -> None:
        """Tell of the place that came last which orders beneath it make no difference.

        That is, orders issued by areas beneath that place, as far as no other bar is set further
        down: those of the ranks *never* (a bit for each), whenever they hold; and those of the
        ranks *steady* where they hold all through the window, and make of each place that they
        cover one of which there is nothing to say. Orders of wider areas are never passed over.
        """
        after, place, _, _ = self._bars[-1]
        self._bars[-1] = (after, place, never, steady)

    def __iter__(self) -> Iterator[int]:
        yield self._top
        for place in self._places():
            # What lies between was of no interest by itself; what comes now is seen in its light.
            for wider in (*reversed(self._passed_over(place)), place):
                self._bars.append((self._after[wider], wider, 0, 0))
                yield wider

    def reached(self, by: int) -> Iterator[int]:
        """Yield the places beneath the top in which an order of *by*, or of a wider area, may be in force.

        *by* must be the top, or above it.
        """
        self._bars = [(self._after[self._top], by, ALL_RANKS, 0)]
        yield from self._places()

    def _passed_over(self, place: int) -> list[int]:
        """Return the lively places between *place* and the last one above it that came, upward."""
        line = self._book.scheme.tree.lines[place]
        above = line[1 : line.index(self._bars[-1][1])]
        return [wider for wider in above if self._seen(wider).widest != NOBODY]

    def _seen(self, place: int) -> Seen:
        return seen_at(self._book, place, self._window, self._realm)

    def _places(self) -> Iterator[int]:
        """Yield the places beneath the top that the bars let through, ascending."""
        places = self._book.places
        first, last = self._top + 1, self._after[self._top]
        # Depth first, the last child pushed first: what comes is ascending.
        stack = [] if places.root is None else [(places.root, places.height, 0)]
        while stack:
            node, height, base = stack.pop()
            shift = BITS * height
            if self._nothing_in(node, height, base):
                continue
            low = max(0, (first - base) >> shift)
            high = min(len(node.children), ((last - 1 - base) >> shift) + 1)
            for digit in range(low, high) if not height else range(high - 1, low - 1, -1):
                child = node.children[digit]
                if child is None:
                    continue
                if height:
                    stack.append((child, height - 1, base + (digit << shift)))
                elif self._comes(base + digit):
                    yield base + digit

    def _comes(self, place: int) -> bool:
        """Say whether something is in force at *place* that the nearest bar lets through."""
        self._drop(place)
        seen = self._seen(place)
        return seen.widest != NOBODY and not _without_interest(seen, self._bars[-1])

    def _nothing_in(self, node: Node, height: int, base: int) -> bool:
        """Say whether nothing is in force in a branch that its bars let through."""
        start, end = self._window
        if node.start >= end or node.end <= start:
            return True
        self._drop(base)
        bars = self._bars_over(base + (1 << (BITS * (height + 1))))
        if not self._book.summed or not any(never or steady for _, _, never, steady in bars):
            return False
        lasting = self._summaries.lasting(node, height, base, start)
        if all(_without_interest(lasting, bar) for bar in bars):
            return True
        calm = self._summaries.calm(node, height, base, self._window)
        return calm is not None and all(_without_interest(calm, bar) for bar in bars)

    def _bars_over(self, last: int) -> list[_Bar]:
        """Return the bars that may be the nearest one for a place before *last*."""
        found = []
        for bar in reversed(self._bars):
            found.append(bar)
            if bar[0] >= last:
                break
        return found

    def _drop(self, place: int) -> None:
        """Drop the bars whose covers end before *place*."""
        while len(self._bars) > 1 and self._bars[-1][0] <= place:
            self._bars.pop()


def _without_interest(seen: Seen, bar: _Bar) -> bool:
    """Say whether all that was seen makes no difference, by what was told about one place."""
    _, place, never, steady = bar
    if seen.widest <= place or seen.moving & ~never or seen.steady & ~(never | steady):
        return False
    # An area's order for another place stands in for what it ordered in between, which may have
    # been passed over since there was nothing to say beneath it.
    return not steady or not seen.handed & never
