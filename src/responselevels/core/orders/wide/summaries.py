"""What holds in a run of whole branches of the array of places, so that it can be passed over as one.

Found out when first asked for, and kept with the node, which never changes:

- *lasting*: for each rank the instant by which its last order is over, and the same for the
  widest areas with orders for others. Nothing has to be looked at after an instant by which all
  is over.
- *calm*: a span about the instant asked last in which nothing beneath begins or ends, and which
  ranks are in force in it. It is found anew for the branches in which something has begun or
  ended since, so that time passing costs what happened in it.

Both take orders of every realm together, which may say more than is there, never less.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from responselevels.core.orders.arrays.pairs import SortedPairs
from responselevels.core.orders.arrays.trie import Trie
from responselevels.core.orders.lanes import RANK_MASK, Lane, PlaceLanes, StoredLanes
from responselevels.core.orders.wide.runs import WHOLE, Run, children_of
from responselevels.core.timeline import FOREVER
from responselevels.core.world.scheme import Scheme

NOBODY = 1 << 60
"""The widest area where none has ordered for another; greater than every number of an area."""

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


class Seen(NamedTuple):
    """What is in force in a window, in a branch or at a place.

    *steady* are the ranks (a bit for each) of the orders that hold all through it, without
    anything else in their lanes, *moving* those of the other ones; *handed* those of either that
    an area issued for another place than itself. *widest* is the least number of an area that
    issued such a one, which is the widest: what covers an area has a smaller number. An order
    for the own area is of none that is wider than the place.
    """

    steady: int = 0
    moving: int = 0
    handed: int = 0
    widest: int = NOBODY


NOTHING = Seen()


class _Lasting(NamedTuple):
    """*ranks*: by rank when the last order is over. *issuers*: (area, when), both ascending.

    From one to the next of *issuers*, the area is narrower and its orders for others last longer;
    an area left out has a wider one whose orders last as long.
    """

    ranks: tuple[int, ...]
    issuers: tuple[tuple[int, int], ...]


_Span = tuple[int, int, Seen]
"""From when on, until when, and what is the same all the while."""

_NEVER: _Span = (FOREVER, -FOREVER, NOTHING)


@dataclass(slots=True)
class _Known:
    """What was found out of a node: *lasting*, what is *left* of it at the instant asked last, *calm*.

    *runs* has the same for some of its children. There are as many of them as there are
    covers that begin or end beneath the node.
    """

    lasting: _Lasting | None = None
    left: _Span = _NEVER
    calm: _Span = _NEVER
    runs: dict[tuple[int, int], _Known] | None = None


class Summaries:
    """The summaries of runs of branches of one book's array of places."""

    __slots__ = ("_book", "_levels")

    def __init__(self, book: Book) -> None:
        self._book = book
        self._levels = len(book.scheme.levels)

    def lasting(self, run: Run, start: int) -> Seen:
        """Return what may be in force from *start* on: all of it may move."""
        known = _known(run)
        since, until, seen = known.left
        if not since <= start < until:
            since, until, seen = known.left = self._left(self._lasting(run), start)
        return seen

    def calm(self, run: Run, window: tuple[int, int]) -> Seen | None:
        """Return what is in force throughout the window; None where something begins or ends in it."""
        start, end = window
        since, until, seen = self._calm(run, start)
        return seen if since <= start and end <= until else None

    # -- lasting ---------------------------------------------------------------------

    def _lasting(self, run: Run) -> _Lasting:
        known = _known(run)
        if known.lasting is None:
            # Nothing that ever ended, where there is no child at all.
            ranks, pairs = (-FOREVER,) * self._levels, list[tuple[int, int]]()
            if run[1]:
                for one in map(self._lasting, children_of(run)):
                    ranks = tuple(map(max, ranks, one.ranks))
                    pairs += one.issuers
            else:
                ranks, pairs = self._lasting_here(run)
            known.lasting = _Lasting(ranks, tuple(_stairs(pairs)))
        return known.lasting

    def _lasting_here(self, run: Run) -> tuple[tuple[int, ...], list[tuple[int, int]]]:
        ranks = [-FOREVER] * self._levels
        pairs: list[tuple[int, int]] = []
        for place, lane in self._lanes(run):
            for steps in _all_steps(lane):
                until = _widened(ranks, steps)
                if lane.issuer != place:
                    pairs.append((lane.issuer, until))
        return tuple(ranks), pairs

    @staticmethod
    def _left(lasting: _Lasting, at: int) -> _Span:
        """Return what of *lasting* is not over at an instant, and in which span that is so."""
        since, until, moving = -FOREVER, FOREVER, 0
        for rank, over in enumerate(lasting.ranks):
            if over > at:
                moving |= 1 << rank
                until = min(until, over)
            else:
                since = max(since, over)
        for issuer, over in lasting.issuers:
            if over > at:
                return since, min(until, over), Seen(0, moving, moving, issuer)
            since = max(since, over)
        return since, until, Seen(0, moving, 0, NOBODY)

    # -- calm ------------------------------------------------------------------------

    def _calm(self, run: Run, at: int) -> _Span:
        known = _known(run)
        if not known.calm[0] <= at < known.calm[1]:
            parts: Iterable[_Span] = self._steps_at(run, at)
            if run[1]:
                parts = [self._calm(child, at) for child in children_of(run)]
            known.calm = _together(parts)
        return known.calm

    def _steps_at(self, run: Run, at: int) -> Iterator[_Span]:
        for place, lane in self._lanes(run):
            for steps in _all_steps(lane):
                start, end, code = steps.step(at)
                rank = 1 << (code & RANK_MASK) if code >= 0 else 0
                if lane.issuer != place and rank:
                    yield start, end, Seen(rank, 0, rank, lane.issuer)
                else:
                    yield start, end, Seen(rank)

    def _lanes(self, run: Run) -> Iterator[tuple[int, Lane]]:
        node, _, base, low, high = run
        for place, kept in enumerate(node.children[low:high], base + low):
            if kept is not None:
                for lane in self._book.lanes_kept(kept, place):
                    yield place, lane


def _known(run: Run) -> _Known:
    node, _, _, low, high = run
    known: _Known | None = node.known
    if known is None:
        known = node.known = _Known()
    if high - low == WHOLE:
        return known
    if known.runs is None:
        known.runs = {}
    part = known.runs.get((low, high))
    if part is None:
        part = known.runs[low, high] = _Known()
    return part


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


def _together(parts: Iterable[_Span]) -> _Span:
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
            if ranks and lane.issuer != place:
                widest = min(widest, lane.issuer)
                handed |= ranks
    return Seen(steady, moving, handed, widest)
