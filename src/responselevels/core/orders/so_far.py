"""The orders so far: the book as it stood at an instant, by what was issued and ended by then.

A decision looks at this book alone (docs/decisions/0008). Ends that do not say when they were
decided, and ratifications, stay as the book has them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import ClassVar

from responselevels.core.orders.book import OrderBook, filled_book
from responselevels.core.orders.entries import Entry
from responselevels.core.orders.lanes import (
    Lane,
    LaneBuilder,
    PlaceLanes,
    StoredLanes,
    code_of,
    silence_of,
)
from responselevels.core.timeline import FOREVER
from responselevels.core.world.people import People


def orders_so_far(book: OrderBook, instant: int) -> OrderBook:
    """Return *book* with the orders issued by *instant*, without the ends decided after it."""
    if book.last_issued is not None and book.last_issued > instant:
        # Instants of issue never fall, so a binary search finds how many orders count.
        known = bisect_right(range(book.count), instant, key=lambda n: book.entry(n).issued)
        book = _first_of(book, known)
    if book.decided_ends.root is None:
        return book
    # The index gives the orders with some end decided after the instant, without a walk over all.
    late = tuple(
        number
        for number, decided in book.decided_ends.active(0, book.count, instant, FOREVER)
        if max(decided) > instant
    )
    return _without_ends(book, late, instant) if late else book


@lru_cache(maxsize=4)
def _first_of(book: OrderBook, count: int) -> OrderBook:
    """Return the book of the first *count* orders; cached, since a batch asks for it repeatedly."""
    return EarlierBook(
        book.scheme,
        count=count,
        last_issued=book.entry(count - 1).issued if count else None,
        orders=book.orders,
        places=book.places,
        graces=book.graces,
        decided_ends=book.decided_ends,
        names=book.names,
        people=_EarlierPeople(book.people.known, book, count),
    )


@dataclass(frozen=True, slots=True, eq=False)
class EarlierBook(OrderBook):
    """The first *count* orders of a longer book, whose index it shares.

    The lanes of a place are painted anew without the later orders when they are first asked
    for, so that a decision in the past pays for what it looks at, and not for all that was ordered.
    """

    summed: ClassVar[bool] = False
    earlier: dict[int, tuple[StoredLanes, PlaceLanes]] = field(
        default_factory=dict, init=False, repr=False
    )

    def lanes_kept(self, kept: StoredLanes, place: int) -> PlaceLanes:
        """Return the lanes that the index keeps as *kept* for *place*, without later orders."""
        known = self.earlier.get(place)
        if known is None or known[0] is not kept:
            whole = [of for of in kept if not isinstance(of, int) or of < self.count]
            lanes = (self._before(lane, place) for lane in self.whole_lanes(tuple(whole), place))
            known = (kept, tuple(lane for lane in lanes if lane.parted or len(lane.ends)))
            self.earlier[place] = known
        return known[1]

    def _before(self, lane: Lane, place: int) -> Lane:
        _, numbers = lane.ends.flat()
        if lane.parted or max(numbers) < self.count:
            return lane
        beneath = {place, *(view for view, _ in lane.views)}
        made = LaneBuilder(lane.issuer, lane.realm, silence_of(self.scheme.default), beneath)
        for number in sorted(number for number in numbers if number < self.count):
            entry = self.entry(number)
            made.add(code_of(number, entry.rank), entry.end, self.held)
        return made.freeze()

    def find(self, order: str) -> Entry | None:
        """Return the order with this id, or None."""
        entry = OrderBook.find(self, order)
        return None if entry is None or entry.number >= self.count else entry

    def provisional(self, area: int, since: int) -> Iterator[Entry]:
        """Yield the orders of *area* whose grace ends after *since*, by issue."""
        whole = OrderBook.provisional(self, area, since)
        return (entry for entry in whole if entry.number < self.count)

    def issue(self, entry: Entry) -> OrderBook:
        """Return this book with *entry* issued last: one with an index of its own."""
        return filled_book(self.scheme, self).issue(entry)


@dataclass(frozen=True, slots=True)
class _EarlierPeople(People):
    """The persons whom the first *count* orders of *book* name; *known* are those of all."""

    book: OrderBook = field(kw_only=False, default=None)  # type: ignore[assignment]
    count: int = 0

    def resembled(self, name: str) -> str | None:
        """Return the known person that *name* looks like but is not; None where there is none."""
        # Whoever looks like nobody of all looks like nobody of some.
        if People.resembled(self, name) is None:
            return None
        return _people_of(self.book, self.count).resembled(name)


@lru_cache(maxsize=4)
def _people_of(book: OrderBook, count: int) -> People:
    """Return the persons whom the first *count* orders of *book* name."""
    return People().with_(person for n in range(count) for person in book.entry(n).persons)


@lru_cache(maxsize=4)
def _without_ends(book: OrderBook, orders: tuple[int, ...], instant: int) -> OrderBook:
    """Return *book* without the ends of *orders* (numbers) that were decided after *instant*."""
    for number in orders:
        entry = book.entry(number)
        known = [
            (end, decided)
            for end, decided in zip(entry.ends, entry.decided, strict=True)
            if decided <= instant
        ]
        # Both lists stay in step: the end at a place was decided at the same place of the other.
        ends, decided = tuple(end for end, _ in known), tuple(at for _, at in known)
        book = book.amended(entry, replace(entry, ends=ends, decided=decided))
    return book
