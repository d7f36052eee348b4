"""`Lively`: the places beneath one that may fare otherwise than what is above them, in preorder.

A place where an order is in force may have a level of its own. Yet most such orders make no difference to
what is asked: beneath a red province, what a town ordered for itself changes nothing. Whoever
walks tells so (`Lively.bar`): which ranks make no difference beneath a place that was reached. Then
whole branches in which nothing else is in force (`summaries`) are passed over, and the walk costs
what it finds, however many orders are in force.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from responselevels.core.orders.arrays.trie import BITS
from responselevels.core.orders.wide.runs import WHOLE, Run, children_of, runs_of
from responselevels.core.orders.wide.summaries import NOTHING, Book, Seen, Summaries, seen_at

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
        return [wider for wider in above if self._seen(wider) != NOTHING]

    def _seen(self, place: int) -> Seen:
        return seen_at(self._book, place, self._window, self._realm)

    def _places(self) -> Iterator[int]:
        """Yield the places beneath the top that the bars let through, ascending."""
        places, (start, end) = self._book.places, self._window
        if places.root is None:
            return
        root = places.root, places.height, 0, 0, WHOLE
        # Depth first, the last one pushed first: what comes is ascending.
        stack = runs_of(root, self._top + 1, self._after[self._top])[::-1]
        while stack:
            run = stack.pop()
            node, height, base, low, high = run
            if node.start >= end or node.end <= start or self._nothing_in(run):
                continue
            if height:
                stack += [*children_of(run)][::-1]
                continue
            for place, kept in enumerate(node.children[low:high], base + low):
                if kept is not None and self._comes(place):
                    yield place

    def _comes(self, place: int) -> bool:
        """Say whether something is in force at *place* that the nearest bar lets through."""
        self._drop(place)
        seen = self._seen(place)
        return seen != NOTHING and not _without_interest(seen, self._bars[-1])

    def _nothing_in(self, run: Run) -> bool:
        """Say whether nothing is in force in a run that its bars let through."""
        _, height, base, low, high = run
        self._drop(base + (low << BITS * height))
        _, _, never, steady = self._bars[-1]
        if not self._book.summed or not (never or steady):
            return False
        behind = base + (high << BITS * height)
        if self._barred(self._summaries.lasting(run, self._window[0]), behind):
            return True
        calm = self._summaries.calm(run, self._window)
        return calm is not None and self._barred(calm, behind)

    def _barred(self, seen: Seen, behind: int) -> bool:
        """Say whether what was seen in a run before the place *behind* makes no difference.

        That is, to each of the bars that may be the nearest one for a place in it.
        """
        at = len(self._bars) - 1
        while _without_interest(seen, self._bars[at]):
            # The first bar of all reaches as far as any run.
            if self._bars[at][0] >= behind:
                return True
            at -= 1
        return False

    def _drop(self, place: int) -> None:
        """Drop the bars whose covers end before *place*."""
        while len(self._bars) > 1 and self._bars[-1][0] <= place:
            self._bars.pop()


def _without_interest(seen: Seen, bar: _Bar) -> bool:
    """Say whether all that was seen makes no difference, by what was told about one place."""
    _, place, never, lasting = bar
    steady, moving, handed, widest = seen
    if widest <= place or moving & ~never or steady & ~(never | lasting):
        return False
    # An area's order for another place stands in for what it ordered in between, which may have
    # been passed over since there was nothing to say beneath it.
    return not lasting or not handed & never
