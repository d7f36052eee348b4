"""`GrowingBook`: a book to which orders are added in place, one after the other, in order of issue.

For whoever goes through a list of orders and asks at each what the book of those before it
says: an audit. `OrderBook.issue` leaves every older book as it was and copies a path of each of
its arrays for that; here nobody keeps an older one, so that nothing is copied but the lanes of
the order itself. How a lane is painted is `OrderBook`'s, here as there.

An end that was decided later is added when its time has come (`take_until`), so that the
orders are always those that a decision at the instant asked about counts (`so_far`).
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from heapq import heappop, heappush
from typing import Any

from responselevels.core.orders.arrays.trie import GrowingTrie, Trie, V
from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.entries import Entry
from responselevels.core.orders.lanes import MARK, NO_PAIRS, Lane, mark_of, silence_of, silent_steps
from responselevels.core.world.scheme import Scheme

_Kind = tuple[int, int]
"""Issuing area and realm of a lane."""


_NONE: dict[_Kind, Lane] = {}


class GrowingBook:
    """The orders so far, and the instant *until* which each holds anywhere, by number."""

    def __init__(self, scheme: Scheme) -> None:
        """Begin without orders."""
        self.scheme = scheme
        self.until: list[int] = []
        self._orders: list[Entry] = []
        self._lanes: dict[int, dict[_Kind, Lane]] = {}
        self._graces: dict[int, list[tuple[int, int]]] = {}
        self._places: GrowingTrie[tuple[Lane, ...]] = GrowingTrie()
        # Orders with an end that is not known yet: when it was decided, number, the whole order.
        self._late: list[tuple[int, int, Entry]] = []
        self._silent = silent_steps(silence_of(scheme.default))
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

    def lanes(self, place: int) -> Iterable[Lane]:
        """Return the lanes of the orders that name *place* in their scope, of every realm."""
        return self._lanes.get(place, _NONE).values()

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
            self._relay(entry, partial(self._resettled, old))

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
        self._relay(entry, lambda lane, place: self._book.with_entry(lane, place, entry))

    def _resettled(self, old: Entry, lane: Lane, place: int) -> Lane:
        return self._book.settled(lane, place, old)

    def _relay(self, entry: Entry, change: Callable[[Lane, int], Lane]) -> None:
        """Put ``change(lane, place)`` in place of each lane that *entry* lies in."""
        tree, kind = self.scheme.tree, (entry.area, entry.realm)
        for place in entry.scope:
            if not tree.covers(entry.area, place):
                continue
            here = self._lanes.setdefault(place, {})
            lane = here.get(kind)
            if lane is None:
                lane = Lane(*kind, self._silent, NO_PAIRS)
            here[kind] = change(lane, place)
            self._places.put(place, tuple(here.values()), entry.start, entry.end)
            for part in _parts(entry, place, tree.after[place]):
                there = self._lanes.setdefault(part, {})
                there[MARK] = mark_of(entry.start, entry.end, there.get(MARK))
                self._places.put(part, tuple(there.values()), entry.start, entry.end)


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


def _parts(entry: Entry, place: int, after: int) -> Iterator[int]:
    """Yield the areas beneath *place*, up to *after*, for which the order was ended apart."""
    for _at, scope in entry.ends:
        yield from (part for part in scope or () if place < part < after)


def _everywhere(entry: Entry) -> int:
    """Return the instant from which *entry* holds nowhere any more."""
    until = entry.end if entry.lapse is None else min(entry.end, entry.lapse)
    return min((at for at, scope in entry.ends if scope is None and at < until), default=until)
