"""`OrderBook`: the orders so far, indexed. Immutable: change returns another book.

Each order is kept once, under its number (its place in the list, which is the
order of issue). For each place named in a scope there are lanes (`lanes.py`);
the places lie in an array over the areas' preorder numbers that knows which
ranges of them are quiet in a period (`trie.py`). A decision therefore looks at the
places on one line upward, and at those beneath its scope that are not quiet: its cost
follows from what is going on there, not from how many orders there ever were.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import ClassVar

from responselevels.core.frozen import maker
from responselevels.core.maps import GrowingMap
from responselevels.core.orders.arrays.pairs import SortedPairs
from responselevels.core.orders.arrays.trie import Trie
from responselevels.core.orders.entries import (
    ALWAYS_KNOWN,
    Entry,
    entries_of,
    held_until,
    partial_places,
)
from responselevels.core.orders.filling import places_of
from responselevels.core.orders.indexes import Graces, graces_of, with_decided, with_grace
from responselevels.core.orders.known import orders_known
from responselevels.core.orders.lanes import (
    NO_PAIRS,
    Lane,
    PlaceLanes,
    StoredLanes,
    code_of,
    folded,
    marked,
    repainted,
    silence_of,
    silent_steps,
    spliced,
)
from responselevels.core.orders.sweep import KeptProfiles
from responselevels.core.orders.wide.lively import Lively
from responselevels.core.timeline import FOREVER
from responselevels.core.world.people import People
from responselevels.core.world.scheme import Scheme
from responselevels.errors import expect
from responselevels.models.orders import Order, Orders

_lane = maker(Lane)

SpokenSteps = tuple[tuple[int, tuple[int, ...], tuple[int, ...], SortedPairs], ...]
"""The steps of several lanes: the area that issued the orders, keys and values, and the steps whole."""

MOST_UNFOLDED = 4096
"""Number of places of which a book remembers the lanes, the first that are asked for."""


@dataclass(frozen=True, slots=True, eq=False)
class OrderBook:
    """All orders so far of one scheme, in order of issue. ``OrderBook(scheme)`` is empty.

    *count* is their number, *last_issued* the instant of the last issue in microseconds.
    The other fields are the index (ask the methods instead): *orders* by number, *places*
    by number of an area, *graces* the orders issued to be ratified by issuing area, as pairs
    (end of the grace, number), ascending, *decided_ends* by number when the ends of an order
    were decided, where any says so, *names* of orders, and *people* that orders name; *known_from*
    since when the orders of each track are known, empty where they always are. *unfolded* remembers
    the lanes of places that were asked for, *heard* the steps of all lanes that cover an area,
    by area and realm, and *profiles* what is asked again (`keeping`): each book begins without any.
    """

    summed: ClassVar[bool] = True
    """Whether what its branches keep summed up holds for it (`wide.summaries`)."""

    scheme: Scheme
    count: int = 0
    last_issued: int | None = None
    orders: Trie[Entry] = field(default_factory=Trie, repr=False)
    places: Trie[StoredLanes] = field(default_factory=Trie, repr=False)
    graces: Trie[Graces] = field(default_factory=Trie, repr=False)
    decided_ends: Trie[tuple[int, ...]] = field(default_factory=Trie, repr=False)
    names: GrowingMap[int] = field(default_factory=GrowingMap, repr=False)
    people: People = field(default_factory=People, repr=False)
    known_from: tuple[int, ...] = ()
    unfolded: dict[int, PlaceLanes] = field(default_factory=dict, init=False, repr=False)
    heard: dict[tuple[int, int], SpokenSteps] = field(default_factory=dict, init=False, repr=False)
    profiles: KeptProfiles = field(default_factory=KeptProfiles, init=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse what is no scheme."""
        expect("scheme", self.scheme, Scheme)

    # -- asking ------------------------------------------------------------------

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[Entry]:
        return (self.entry(number) for number in range(self.count))

    def entry(self, number: int) -> Entry:
        """Return the order with this number.

        Raises:
            LookupError: there is none.
        """
        entry = self.orders.get(number)
        if entry is None:
            raise LookupError(number)
        return entry

    def find(self, order: str) -> Entry | None:
        """Return the order with this id, or None."""
        expect("order", order, str)
        number = self.names.get(order)
        return None if number is None else self.entry(number)

    def known(self, track: int) -> int:
        """Return the instant from which the orders of a track are known (section 14)."""
        return self.known_from[track] if self.known_from else -FOREVER

    def order_ids(self) -> tuple[str, ...]:
        """Return the ids of all orders, in order of issue."""
        return tuple(entry.id for entry in self)

    def order_names(self) -> AbstractSet[str]:
        """Return the ids of all orders as a set that keeps the order of issue."""
        return dict.fromkeys(self.order_ids()).keys()

    def place(self, area: int) -> PlaceLanes:
        """Return the lanes of the orders that name *area* in their scope."""
        lanes = self.unfolded.get(area)
        return self._unfolded(self.places.get(area) or (), area) if lanes is None else lanes

    def _unfolded(self, kept: StoredLanes, place: int) -> PlaceLanes:
        lanes = self.lanes_kept(kept, place)
        # One decision asks for the lanes of a line several times, and so does the next one.
        if len(self.unfolded) < MOST_UNFOLDED:
            self.unfolded[place] = lanes
        return lanes

    def lanes_kept(self, kept: StoredLanes, place: int) -> PlaceLanes:
        """Return the lanes that the index keeps as *kept* for *place*."""
        return self.whole_lanes(kept, place)

    def whole_lanes(self, kept: StoredLanes, place: int) -> PlaceLanes:
        """Return the lanes that the index keeps as *kept* for *place*, with all of their orders."""
        return tuple([self._alone(of, place) if isinstance(of, int) else of for of in kept])

    def _alone(self, number: int, place: int) -> Lane:
        """Return the lane of a single order, made anew from its entry."""
        entry = self.entry(number)
        start, end = entry.start, held_until(entry, place, self.scheme.tree)
        silence = silence_of(self.scheme.default)
        # One order needs two steps: it begins, and is silent again. None, if it never held.
        if start < end:
            codes = (silence, code_of(number, entry.rank), silence)
            steps = SortedPairs((-FOREVER, start, end), codes)
        else:
            steps = silent_steps(silence)
        return _lane(entry.area, entry.realm, steps, SortedPairs((entry.end,), (number,)), ())

    def steps_over(self, area: int, realm: int) -> SpokenSteps:
        """Return the steps of each lane of a realm whose orders count for the level of *area*."""
        steps = self.heard.get((area, realm))
        if steps is None:
            line, widest = self.scheme.tree.lines[area], self.scheme.inherited_from[area][-1]
            lanes = [lane for place in line for lane in self.place(place) if lane.realm == realm]
            # Whoever stands above all that count has a smaller number.
            heard = [(lane.issuer, lane.steps_for(line)) for lane in lanes if lane.issuer >= widest]
            steps = tuple([(issuer, kept.keys, kept.values, kept) for issuer, kept in heard])
            # Whoever asks for the level of an area once will ask for it again.
            if len(self.heard) < MOST_UNFOLDED:
                self.heard[area, realm] = steps
        return steps

    def places_within(
        self, area: int, start: int, end: int, *, realm: int | None = None
    ) -> Iterator[int]:
        """Yield the places in the cover of *area* that may be active in the span, and in *realm*, ascending."""
        for place, lanes in self.lanes_within(area, self.scheme.tree.after[area], start, end):
            if any(lane.counts_in(realm) and lane.active(start, end) for lane in lanes):
                yield place

    def lanes_within(
        self, first: int, last: int, start: int, end: int
    ) -> list[tuple[int, PlaceLanes]]:
        """Return (area, lanes) for areas in ``[first, last)``, ascending, that may be active in the span."""
        known = self.unfolded
        return [
            (place, known.get(place) or self._unfolded(kept, place))
            for place, kept in self.places.active(first, last, start, end)
        ]

    def held(self, number: int, place: int) -> tuple[int, int]:
        """Return the span ``(start, end)`` in which the order holds in the cover of *place*.

        Its period, cut where it lapses and by each early end that covers *place*. An end that
        is not after the start means that it never held there.
        """
        entry = self.entry(number)
        return entry.start, held_until(entry, place, self.scheme.tree)

    def provisional(self, area: int, since: int) -> Iterator[Entry]:
        """Yield the orders of *area* whose grace ends after *since*, by issue.

        These are the orders that were issued to be ratified and never were.
        """
        graces = self.graces.get(area) or ()
        # Sorted by the end of the grace: however many there were, only a tail is looked at.
        late = graces[bisect_right(graces, (since, self.count)) :]
        for number in sorted(number for _, number in late):
            entry = self.entry(number)
            if entry.lapse is not None:
                yield entry

    def lively(self, top: int, start: int, end: int, *, realm: int) -> Lively:
        """Return a walk over *top* and the places beneath it that are lively in a window and *realm*."""
        return Lively(self, top, (start, end), realm)

    # -- changing: each gives another book ------------------------------------------

    def issue(self, entry: Entry) -> OrderBook:
        """Return this book with *entry* issued last; its number must be `count`."""
        grown = replace(
            self,
            count=self.count + 1,
            last_issued=entry.issued,
            orders=self.orders.with_(entry.number, entry, entry.start, entry.end),
            graces=with_grace(self.graces, entry),
            decided_ends=with_decided(self.decided_ends, entry),
            names=self.names.with_(entry.id, entry.number),
            people=self.people.with_(entry.persons),
        )
        return grown.relaid(entry, lambda lane, place: grown.with_entry(lane, place, entry))

    def end(
        self, order: str, at: int, scope: tuple[int, ...] | None, decided: int = ALWAYS_KNOWN
    ) -> OrderBook:
        """Return this book with *order* ended from *at* on, everywhere or in *scope*.

        *decided* is the instant from which on the end is known.

        Raises:
            LookupError: there is no such order.
        """
        entry = self._known(order)
        return self.amended(entry, entry.with_end(at, scope, decided))

    def ratify(self, order: str) -> OrderBook:
        """Return this book with *order* no longer provisional.

        Raises:
            LookupError: there is no such order.
        """
        entry = self._known(order)
        return self.amended(entry, replace(entry, lapse=None))

    def _known(self, order: str) -> Entry:
        entry = self.find(order)
        if entry is None:
            raise LookupError(order)
        return entry

    def amended(self, old: Entry, entry: Entry) -> OrderBook:
        """Return this book with *entry* in place of *old*: its ends or its grace may differ."""
        orders = self.orders.with_(entry.number, entry, entry.start, entry.end)
        # The orders first: repainting asks the new book when each of them holds.
        decided = with_decided(self.decided_ends, entry)
        amended = replace(self, orders=orders, decided_ends=decided)
        return amended.relaid(entry, lambda lane, place: amended.settled(lane, place, old))

    # -- the index --------------------------------------------------------------------

    def relaid(self, entry: Entry, change: Callable[[Lane, int], Lane]) -> OrderBook:
        """Return this book with ``change(lane, place)`` for each lane that *entry* lies in.

        *change* gets an empty lane where *entry* is the first order of its kind at a place.
        """
        places = self.places
        for place in entry.scope:
            # Outside its area's cover an order orders nothing, even if an imported list says so
            # (docs/semantics.md, section 1, "Scope"; in deciding, `scope.outside_area`).
            if not self.scheme.tree.covers(entry.area, place):
                continue
            here = self.lanes_kept(places.get(place) or (), place)
            lanes = {(lane.issuer, lane.realm): lane for lane in here}
            key = (entry.area, entry.realm)
            none = Lane(*key, silent_steps(silence_of(self.scheme.default)), NO_PAIRS)
            lanes[key] = change(lanes.get(key) or none, place)
            places = places.with_(place, folded(lanes.values()), entry.start, entry.end)
            # Where it ended apart, the level may differ from the parent's: the place is marked.
            for part in partial_places(entry, place, self.scheme.tree.after):
                there = marked(places.get(part) or (), entry.start, entry.end)
                places = places.with_(part, there, entry.start, entry.end)
        return replace(self, places=places)

    def with_entry(self, lane: Lane, place: int, entry: Entry) -> Lane:
        """Return *lane* with *entry*, its early ends too, painted over all others."""
        # The newest order is painted last, so its own span is all that changes: no older one
        # has to be looked at, however many the lane holds.
        return replace(
            lane,
            steps=self._painted(lane.steps, entry, place),
            ends=lane.ends.inserted(entry.end, entry.number),
            views=tuple(
                (view, self._painted(steps, entry, view))
                for view, steps in self._views(lane, place, entry)
            ),
        )

    def _views(self, lane: Lane, place: int, entry: Entry) -> list[tuple[int, SortedPairs]]:
        """Return the views of *lane*, and one for each place where *entry* is ended apart."""
        after = self.scheme.tree.after
        views = dict(lane.views)
        for view in partial_places(entry, place, after):
            # A new view begins as a copy of what held there so far.
            views.setdefault(view, lane.steps_for(self.scheme.tree.lines[view]))
        return sorted(views.items())

    def _painted(self, steps: SortedPairs, entry: Entry, place: int) -> SortedPairs:
        start, end = self.held(entry.number, place)
        if start >= end:
            return steps
        return spliced(steps, start, end, [(start, end, code_of(entry.number, entry.rank))])

    def settled(self, lane: Lane, place: int, old: Entry) -> Lane:
        """Return *lane* after the order *old* was changed: views added, spans repainted."""
        return replace(
            lane,
            steps=self._resettled(lane, place, lane.steps, old),
            views=tuple(
                (view, self._resettled(lane, view, steps, old))
                for view, steps in self._views(lane, place, self.entry(old.number))
            ),
        )

    def _resettled(self, lane: Lane, place: int, steps: SortedPairs, old: Entry) -> SortedPairs:
        """Return *steps* of *lane* with the span repainted in which the changed order differs."""
        # The order held until *before* and now holds until *now*: only between the two can
        # another winner appear. There all orders that may still hold are painted anew, the
        # older ones under the newer ones; those that end by the start of it are left out.
        before = held_until(old, place, self.scheme.tree)
        now = self.held(old.number, place)[1]
        start, end = max(old.start, min(before, now)), max(before, now)
        if start >= end:
            return steps
        rivals = (
            (code_of(number, self.entry(number).rank), *self.held(number, place))
            for number in sorted(lane.ends.after(start))
        )
        return repainted(steps, (start, end), rivals, silence_of(self.scheme.default))


def book_of(
    scheme: Scheme, orders: Iterable[Order] | Orders, *, file: str | None = None
) -> OrderBook:
    """Return the book of *orders*, which are in order of issue.

    See docs/formats.md, Orders and proposals. A whole list also says since when they are known.

    Raises:
        InputError: every order that cannot stand in a list: an unknown name, an
            id used twice, an empty period, one issued before its predecessor;
            placed at ``orders[i]…`` of *file*.
    """
    expect("scheme", scheme, Scheme)
    listed, known_from = orders_known(scheme, orders, file=file)
    return filled_book(scheme, entries_of(scheme, listed, file=file), known_from)


def filled_book(
    scheme: Scheme, entries: Iterable[Entry], known_from: tuple[int, ...] = ()
) -> OrderBook:
    """Return a book of *entries*, numbered from 0 in order of issue; see `OrderBook.known_from`.

    Equal in every answer to issuing them one by one, and far quicker: lanes and tries are
    built in place and frozen once.
    """
    orders = list(entries)
    return OrderBook(
        scheme,
        count=len(orders),
        last_issued=max((entry.issued for entry in orders), default=None),
        orders=Trie.of((e.number, e.start, e.end, e) for e in orders),
        places=Trie.of(places_of(scheme.tree, orders, silence_of(scheme.default))),
        graces=graces_of(orders),
        decided_ends=Trie.of(
            (e.number, -FOREVER, max(e.decided), e.decided) for e in orders if e.decided
        ),
        names=GrowingMap({entry.id: entry.number for entry in orders}),
        people=People().with_(person for entry in orders for person in entry.persons),
        known_from=known_from,
    )
