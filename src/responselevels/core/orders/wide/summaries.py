"""What holds in a whole branch of the array of places, so that it can be passed over as one.

Found out when first asked for, and kept with the node, which never changes:

- *lasting*: for each rank the instant by which its last order is over, and the same for the
  widest issuing areas. Nothing has to be looked at after an instant by which all is over.
- *calm*: a span about the instant asked last in which nothing beneath begins or ends, and which
  ranks are in force in it. It is found anew for the branches in which something has begun or
  ended since, so that time passing costs what happened in it.

Both take orders of every realm together, which may say more than is there, never less.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from responselevels.core.orders.arrays.pairs import SortedPairs
from responselevels.core.orders.arrays.trie import BITS, Node, Trie
from responselevels.core.orders.lanes import RANK_MASK, Lane, PlaceLanes, StoredLanes
from responselevels.core.timeline import FOREVER
from responselevels.core.world.scheme import Scheme

NOBODY = 1 << 60
"""The widest issuing area where no order is in force; greater than every number of an area."""

_LOOKED_BACK = 16
"""Number of steps of a lane that are looked at from its end; all before are over by then."""


class Book(Protocol):
    """What is asked of an `OrderBook` here."""

    @property
    def summed(self) -> bool:
        """Whether what its branches keep holds for it."""

    @property
    def scheme(self) -> Scheme:
        """The scheme of the orders."""

    @property
    def places(self) -> Trie[StoredLanes]:
        """The array of places."""

    def place(self, area: int) -> PlaceLanes:
        """Return the lanes of a place."""

    def lanes_kept(self, kept: StoredLanes, place: int) -> PlaceLanes:
        """Return the lanes that the array keeps as *kept* for a place."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is in force in a window, in a branch or at a place.

    *steady* are the ranks (a bit for each) of the orders that hold all through it, without
    anything else in their lanes, *moving* those of the other ones; *handed* those of either that
    an area issued for another place than itself. *widest* is the least number of an issuing
    area, which is the widest: what covers an area has a smaller number.
    """

    steady: int = 0
    moving: int = 0
    handed: int = 0
    widest: int = NOBODY


@dataclass(frozen=True, slots=True)
class _Lasting:
    """*ranks*: by rank when the last order is over. *issuers*: (area, when), both ascending.

    From one to the next of *issuers*, the area is narrower and its orders last longer; an area
    left out has a wider one whose orders last as long.
    """

    ranks: tuple[int, ...]
    issuers: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class _Known:
    lasting: _Lasting | None = None
    calm: tuple[int, int, Seen] | None = None


class Summaries:
    """The summaries of the branches of one book's array of places."""

    __slots__ = ("_book", "_levels")

    def __init__(self, book: Book) -> None:
        self._book = book
        self._levels = len(book.scheme.levels)

    def lasting(self, node: Node, height: int, base: int, start: int) -> Seen:
        """Return what may be in force from *start* on: all of it may move."""
        found = self._lasting(node, height, base)
        moving = 0
        for rank, until in enumerate(found.ranks):
            if until > start:
                moving |= 1 << rank
        widest = next((area for area, until in found.issuers if until > start), NOBODY)
        return Seen(0, moving, moving, widest)

    def calm(self, node: Node, height: int, base: int, window: tuple[int, int]) -> Seen | None:
        """Return what is in force throughout the window; None where something begins or ends in it."""
        start, end = window
        low, high, seen = self._calm(node, height, base, start)
        return seen if low <= start and end <= high else None

    # -- lasting ---------------------------------------------------------------------

    def _lasting(self, node: Node, height: int, base: int) -> _Lasting:
        known = _known(node)
        if known.lasting is None:
            if height:
                beneath = [self._lasting(*child) for child in _children(node, height, base)]
                ranks = tuple(map(max, zip(*(one.ranks for one in beneath), strict=True)))
                pairs = [pair for one in beneath for pair in one.issuers]
            else:
                ranks, pairs = self._lasting_here(node, base)
            known.lasting = _Lasting(ranks, tuple(_stairs(pairs)))
        return known.lasting

    def _lasting_here(self, node: Node, base: int) -> tuple[tuple[int, ...], list[tuple[int, int]]]:
        ranks = [-FOREVER] * self._levels
        pairs: list[tuple[int, int]] = []
        for _, lane in self._lanes(node, base):
            pairs += ((lane.issuer, _widened(ranks, steps)) for steps in _all_steps(lane))
        return tuple(ranks), pairs

    # -- calm ------------------------------------------------------------------------

    def _calm(self, node: Node, height: int, base: int, at: int) -> tuple[int, int, Seen]:
        known = _known(node)
        calm = known.calm
        if calm is None or not calm[0] <= at < calm[1]:
            if height:
                parts = [self._calm(*child, at) for child in _children(node, height, base)]
            else:
                parts = [*self._steps_at(node, base, at)]
            calm = known.calm = _together(parts)
        return calm

    def _steps_at(self, node: Node, base: int, at: int) -> Iterator[tuple[int, int, Seen]]:
        for place, lane in self._lanes(node, base):
            for steps in _all_steps(lane):
                start, end, code = steps.step(at)
                rank = 1 << (code & RANK_MASK) if code >= 0 else 0
                handed = rank if lane.issuer != place else 0
                yield start, end, Seen(rank, 0, handed, lane.issuer if rank else NOBODY)

    def _lanes(self, node: Node, base: int) -> Iterator[tuple[int, Lane]]:
        for digit, kept in enumerate(node.children):
            if kept is not None:
                for lane in self._book.lanes_kept(kept, base + digit):
                    yield base + digit, lane


def _known(node: Node) -> _Known:
    if node.known is None:
        node.known = _Known()
    known: _Known = node.known
    return known


def _children(node: Node, height: int, base: int) -> Iterator[tuple[Node, int, int]]:
    shift = BITS * height
    for digit, child in enumerate(node.children):
        if child is not None:
            yield child, height - 1, base + (digit << shift)


def _all_steps(lane: Lane) -> Iterable[SortedPairs]:
    return (lane.steps, *(steps for _, steps in lane.views)) if lane.views else (lane.steps,)


def _widened(ranks: list[int], steps: SortedPairs) -> int:
    """Raise *ranks* to when the orders of *steps* are over; return when the last of all is."""
    times, codes = steps.tail()
    end, last = FOREVER, -FOREVER
    for at in range(len(times) - 1, max(len(times) - 1 - _LOOKED_BACK, -1), -1):
        code = codes[at]
        if code >= 0:
            last = max(last, end)
            ranks[code & RANK_MASK] = max(ranks[code & RANK_MASK], end)
        end = times[at]
    # What lies further back is over by the earliest time that was looked at.
    for rank, until in enumerate(ranks):
        ranks[rank] = max(until, end)
    return max(last, end)


def _stairs(pairs: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield those of *pairs* that last longer than all of wider areas, from the widest on."""
    latest = -FOREVER
    for area, until in sorted(pairs):
        if until > latest:
            latest = until
            yield area, until


def _together(parts: list[tuple[int, int, Seen]]) -> tuple[int, int, Seen]:
    """Return the span in which none of *parts* ends, and what is in force in it."""
    low, high, steady, handed, widest = -FOREVER, FOREVER, 0, 0, NOBODY
    for start, end, seen in parts:
        low, high = max(low, start), min(high, end)
        steady |= seen.steady
        handed |= seen.handed
        widest = min(widest, seen.widest)
    return low, high, Seen(steady, 0, handed, widest)


def seen_at(book: Book, place: int, window: tuple[int, int], realm: int) -> Seen:
    """Return what is in force in a window at a place, in one realm."""
    steady, moving, handed, widest = 0, 0, 0, NOBODY
    for lane in book.place(place):
        if not lane.counts_in(realm):
            continue
        for steps in _all_steps(lane):
            _, codes = steps.between(*window)
            ranks = 0
            for code in codes:
                if code >= 0:
                    ranks |= 1 << (code & RANK_MASK)
            if len(codes) == 1:
                steady |= ranks
            else:
                moving |= ranks
            if ranks:
                widest = min(widest, lane.issuer)
                handed |= ranks if lane.issuer != place else 0
    return Seen(steady, moving, handed, widest)
