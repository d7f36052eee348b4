"""`GrowingBook`: a book to which orders are added in place, one after the other, in order of issue.

For whoever goes through a list of orders and asks at each what the book of those before it
says. `OrderBook.issue` leaves every older book as it was and copies a path of each of its arrays
for that; here nobody keeps an older one, and nothing is copied.

An end that was decided later is added when its time has come (`take_until`), so that the
orders are always those that a decision at the instant asked about counts (`orders.so_far`).
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from heapq import heappop, heappush
from typing import Any

from responselevels.core.orders.arrays.trie import GrowingTrie, Trie, V
from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.entries import Entry, partial_places
from responselevels.core.orders.lanes import Lane, mark_of
from responselevels.core.screening.open_lanes import OpenLane
from responselevels.core.world.scheme import Scheme


class _Place:
    """The *lanes* of the orders that name one place in their scope, one for each area and realm.

    Gone through, it is what a book has stored for the place, its *mark* too, where an order was
    ended apart.
    """

    __slots__ = ("lanes", "mark")

    def __init__(self) -> None:
        self.lanes: list[OpenLane] = []
        self.mark: Lane | None = None

    def __iter__(self) -> Iterator[Lane]:
        yield from (lane.shown() for lane in self.lanes)
        if self.mark is not None:
            yield self.mark

    def lane_of(self, issuer: int, realm: int) -> OpenLane | None:
        """Return the lane of an area and a realm; None where there is none."""
        # A place has few lanes: its own area's, and those of some above it.
        for lane in self.lanes:
            if lane.issuer == issuer and lane.realm == realm:
                return lane
        return None


class GrowingBook:
    """The orders so far, and the instant *until* which each holds anywhere, by number."""

    def __init__(self, scheme: Scheme) -> None:
        """Begin without orders."""
        self.scheme = scheme
        self.until: list[int] = []
        self._orders: list[Entry] = []
        self._here: dict[int, _Place] = {}
        self._graces: dict[int, list[tuple[int, int]]] = {}
        self._places: GrowingTrie[_Place] = GrowingTrie()
        # Orders with an end that is not known yet: when it was decided, number, the whole order.
        self._late: list[tuple[int, int, Entry]] = []
        # The very same lists, as a book looks them up: they grow under it.
        self._book = OrderBook(
            scheme,
            orders=_LookedUp(self._orders.__getitem__),
            places=self._places,  # type: ignore[arg-type]
            graces=_LookedUp(self._graces.get),
        )

    def __len__(self) -> int:
        return len(self._orders)

    @property
    def book(self) -> OrderBook:
        """The orders so far as a book, good until the next one is added."""
        return replace(
            self._book,
            count=len(self._orders),
            last_issued=self._orders[-1].issued if self._orders else None,
        )

    # -- asking --------------------------------------------------------------------

    def lanes(self, place: int) -> Iterable[OpenLane]:
        """Return the lanes of the orders that name *place* in their scope, of every realm."""
        here = self._here.get(place)
        return () if here is None else here.lanes

    def lanes_beneath(self, area: int, issuer: int, entry: Entry) -> Iterator[OpenLane]:
        """Yield the lanes of *issuer* for places beneath *area* in the realm and period of *entry*."""
        first, after = area + 1, self.scheme.tree.after[area]
        for _, here in self._places.active(first, after, entry.start, entry.end):
            lane = here.lane_of(issuer, entry.realm)
            if lane is not None:
                yield lane

    def graces_after(self, area: int, instant: int) -> bool:
        """Say whether *area* issued an order to be ratified whose grace ends after *instant*."""
        graces = self._graces.get(area, [])
        return bool(graces) and graces[-1][0] > instant

    def pending(self, entry: Entry) -> bool:
        """Say whether *entry* would hold beside a more severe order of its area that may be ratified yet."""
        graces = self._graces.get(entry.area)
        if graces is None:
            return False
        waiting = graces[bisect_right(graces, (entry.issued, len(self))) :]
        orders = (self._orders[number] for _, number in waiting)
        return any(
            order.realm == entry.realm
            and order.rank > entry.rank
            and order.start < entry.end
            and order.end > entry.start
            for order in orders
        )

    # -- growing -------------------------------------------------------------------

    def take_until(self, instant: int) -> None:
        """Take in the ends that were decided by *instant*."""
        while self._late and self._late[0][0] <= instant:
            _, number, whole = heappop(self._late)
            old, entry = self._orders[number], known_by(whole, instant)
            self._orders[number] = entry
            self.until[number] = _everywhere(entry)
            for place, lane in self._lanes_of(entry):
                lane.settle(old, entry, self._orders.__getitem__)
                self._put(entry, place)

    def add(self, entry: Entry) -> None:
        """Add *entry*, which was issued last; its number must be the number of orders so far."""
        whole, entry = entry, known_by(entry, entry.issued)
        for decided in whole.decided:
            if decided > entry.issued:
                heappush(self._late, (decided, entry.number, whole))
        self._orders.append(entry)
        self.until.append(_everywhere(entry))
        if entry.lapse is not None:
            insort(self._graces.setdefault(entry.area, []), (entry.lapse, entry.number))
        for place, lane in self._lanes_of(entry):
            lane.add(entry)
            self._put(entry, place)

    def grow(self, entry: Entry) -> None:
        """Add *entry*, after the ends that were decided before it was issued."""
        self.take_until(entry.issued)
        self.add(entry)

    def _lanes_of(self, entry: Entry) -> Iterator[tuple[int, OpenLane]]:
        """Yield (place, lane) for each lane that *entry* lies in; new lanes are begun."""
        realm, covers = entry.realm, self.scheme.tree.covers
        for place in entry.scope:
            # Outside its area's cover an order orders nothing (`OrderBook.relaid`).
            if covers(entry.area, place):
                here = self._at(place)
                lane = here.lane_of(entry.area, realm)
                if lane is None:
                    lane = OpenLane(entry, place, self.scheme)
                    here.lanes.append(lane)
                yield place, lane

    def _at(self, place: int) -> _Place:
        here = self._here.get(place)
        if here is None:
            here = self._here[place] = _Place()
        return here

    def _put(self, entry: Entry, place: int) -> None:
        """Put *place* where it is looked up, and the areas beneath it where *entry* was ended apart."""
        # Also where it is there already: what was found out about it holds no longer.
        self._places.put(place, self._here[place], entry.start, entry.end)
        for part in partial_places(entry, place, self.scheme.tree.after) if entry.ends else ():
            there = self._at(part)
            there.mark = mark_of(entry.start, entry.end, there.mark)
            self._places.put(part, there, entry.start, entry.end)


class _LookedUp(Trie[V]):
    """An array that somebody else keeps, looked up as a book does."""

    __slots__ = ("get",)

    def __init__(self, get: Callable[[int], Any]) -> None:
        super().__init__()
        self.get = get  # type: ignore[assignment, method-assign]


def known_by(entry: Entry, instant: int) -> Entry:
    """Return *entry* without the ends that were decided after *instant*."""
    if not entry.decided or max(entry.decided) <= instant:
        return entry
    both = zip(entry.ends, entry.decided, strict=True)
    known = [(end, decided) for end, decided in both if decided <= instant]
    ends, decided = tuple(end for end, _ in known), tuple(at for _, at in known)
    return replace(entry, ends=ends, decided=decided)


def _everywhere(entry: Entry) -> int:
    """Return the instant from which *entry* holds nowhere any more."""
    until = entry.end if entry.lapse is None else min(entry.end, entry.lapse)
    return min((at for at, scope in entry.ends if scope is None and at < until), default=until)
