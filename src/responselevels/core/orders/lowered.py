"""Which orders of an area a milder one of the same area would lower (docs/semantics.md, section 7).

Lowered, at a place and an instant, is each order that holds there and is more severe than
the proposed level, unless a later one that *surely* holds there is milder than it. A
provisional order whose grace still runs may be ratified: it is looked at to the end of its
period, but surely holds only within its grace.

Where all orders surely hold, something is lowered exactly where the order seen, the one
issued last, is more severe than the proposed level. So the tracks of the view say where to
look, and orders are only gone through one by one where something is lowered.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from responselevels.core.orders.entries import Entry, held_until
from responselevels.core.orders.lanes import Lane
from responselevels.core.orders.levels import View
from responselevels.core.orders.sweep import LoweredSpan, above, exceeds
from responselevels.core.timeline import MicrosSpan, mapped, united

_Key = tuple[tuple[int, int | None], ...]


class LoweredOrders:
    """The orders of *issuing* that an order of *rank* would lower, over the window of *view*.

    *at* is the instant of the decision: a grace that is over by then is not waited for.
    """

    def __init__(self, view: View, issuing: int, rank: int, *, at: int) -> None:
        self._view = view
        self._issuing = issuing
        self._rank = rank
        self._at = at
        self._tree = view.book.scheme.tree
        self._pending = [
            order
            for order in view.book.provisional(issuing, at)
            if view.counts(order)
            and order.rank > rank
            and order.start < view.end
            and order.end > view.start
        ]
        self._known: dict[_Key, tuple[LoweredSpan, ...]] = {}

    def places(self, top: int) -> list[int]:
        """Return *top* and the places beneath it that may fare otherwise than those above them."""
        active = [heard.area for heard in self._view.heard_from(top, self._issuing)]
        if not self._pending:
            return active
        places = set(active)
        # Behind its grace a provisional order is in no lane: the places where it begins and
        # where it was ended apart from the rest may be quiet.
        for order in self._pending:
            parts = (place for _, scope in order.ends for place in scope or ())
            places.update(p for p in (*order.scope, *parts) if top <= p < self._tree.after[top])
        return sorted(places)

    def at(self, place: int) -> tuple[LoweredSpan, ...]:
        """Return the orders lowered at *place*, each with the spans in which it is."""
        if not self._pending:
            # Nearly everywhere nothing more severe of this area is in force.
            own = self._view.coded(place).get(self._issuing)
            if own is None or not exceeds(own[1], self._rank):
                return ()
        within = self._suspected(place)
        if not within:
            return ()
        lanes = [
            (at, lane) for at, lane in self._view.lanes_over(place) if lane.issuer == self._issuing
        ]
        # What holds at a place follows from these lanes, each by its nearest view above. Most
        # places beneath a wide scope share them.
        key = tuple((at, lane.view_for(self._tree.lines[place])) for at, lane in lanes)
        known = self._known.get(key)
        if known is None:
            alone = lanes[0][1].ends.values if len(lanes) == 1 and lanes[0][1].alone else ()
            if alone and not self._pending:
                # Of a single order there is no later one: it is lowered where it is seen.
                rank = self._view.rank(alone[0])
                known = tuple([(start, end, rank, alone[0]) for start, end in within])
            else:
                hull = within[0][0], within[-1][1]
                known = self._lowered(place, [lane for _, lane in lanes], hull)
            self._known[key] = known
        return known

    def _lowered(
        self, place: int, lanes: list[Lane], within: MicrosSpan
    ) -> tuple[LoweredSpan, ...]:
        start, end = within
        # The least severe rank among later orders that surely hold, from the last order backward.
        least = Least(start, end, len(self._view.book.scheme.levels))
        found: list[LoweredSpan] = []
        holding = self._holding(lanes, start, end)
        for order in reversed(holding):
            sure = held_until(order, place, self._tree)
            if order.rank > self._rank:
                pending = self._is_pending(order)
                perhaps = held_until(order, place, self._tree, ratified=True) if pending else sure
                spans = [
                    (left, right)
                    for left, right, rank in least.between(order.start, perhaps)
                    if rank >= order.rank
                ]
                found += [(*span, order.rank, order.number) for span in united(spans)]
            if order is not holding[0]:
                least.cap(order.start, sure, order.rank)
        return tuple(sorted(found))

    def _suspected(self, place: int) -> list[MicrosSpan]:
        """Return the spans outside of which nothing is lowered at *place*."""
        view = self._view
        own = view.coded(place).get(self._issuing)
        spans = [*above(own, (view.start, view.end), self._rank)] if own is not None else []
        for order in self._pending:
            if self._tree.within(place, order.scope):
                until = held_until(order, place, self._tree, ratified=True)
                spans.append((max(order.start, view.start), min(until, view.end)))
        return united(span for span in spans if span[0] < span[1])

    def _holding(self, lanes: list[Lane], start: int, end: int) -> list[Entry]:
        """Return the orders of *lanes* whose period meets ``[start, end)``, in order of issue."""
        entry = self._view.book.entry
        numbers: set[int] = set()
        for lane in lanes:
            numbers.update(lane.ends.after(start))
        return [order for order in map(entry, sorted(numbers)) if order.start < end]

    def _is_pending(self, order: Entry) -> bool:
        return order.lapse is not None and order.lapse > self._at


class Least:
    """A step function of ranks over ``[start, end)`` that is capped again and again, in place."""

    def __init__(self, start: int, end: int, most: int) -> None:
        self._times = [start]
        self._ranks = [most]
        self._end = end

    def between(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Yield (start, end, rank) for each piece of ``[start, end)``, as far as there are any."""
        times, end = self._times, min(end, self._end)
        start = max(start, times[0])
        at = bisect_right(times, start) - 1
        while start < end:
            until = min(times[at + 1], end) if at + 1 < len(times) else end
            yield start, until, self._ranks[at]
            start, at = until, at + 1

    def cap(self, start: int, end: int, most: int) -> None:
        """Let nothing above *most* be in ``[start, end)``."""
        # Only the pieces of the span are touched, so that orders that follow one another cost
        # little, however many there are.
        pieces = list(self.between(start, end))
        if all(rank <= most for _, _, rank in pieces):
            return
        first, last = pieces[0][0], pieces[-1][1]
        low, high = bisect_left(self._times, first), bisect_left(self._times, last)
        capped = mapped(pieces, lambda rank: min(rank, most))
        times = [piece[0] for piece in capped]
        ranks = [piece[2] for piece in capped]
        # Where the span ends within a piece, that one begins anew behind it.
        if last < self._end and (high == len(self._times) or self._times[high] != last):
            times.append(last)
            ranks.append(self._ranks[high - 1])
        self._times[low:high] = times
        self._ranks[low:high] = ranks
