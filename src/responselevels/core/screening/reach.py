"""How far the orders reach that lie beneath an area: until when some order of a level may hold there.

For each issuing area and each area in its cover it is kept, level by level, which orders hold
the longest somewhere beneath. So whether an order more severe than a level may hold beneath a
wide area after an instant is told without a look at the places there, however many they are.
Only the latest ends are kept in order: an order that is ended early is put right when it is met.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappush, heapreplace

from responselevels.core.orders.entries import Entry
from responselevels.core.world.areas import AreaTree

_Heap = list[tuple[int, int]]
"""The end of each order, negative, and its number: the one that holds the longest comes first."""

_CROWDED = 64
"""From how many orders on those that are over are cleared away, each time it has doubled."""


class Reach:
    """The orders beneath each area, by issuing area and realm; it grows in place.

    *until* has, for each order by its number, the instant from which it holds nowhere any more,
    as far as that is known; whoever shortens an order changes it there.
    """

    def __init__(self, tree: AreaTree, levels: int, until: Sequence[int]) -> None:
        self._tree = tree
        self._levels = levels
        self._until = until
        self._heaps: dict[tuple[int, int, int], list[_Heap]] = {}
        self._crowded: dict[tuple[int, int, int, int], int] = {}

    def add(self, entry: Entry, place: int) -> None:
        """Take in that *entry* holds for *place*: it does so beneath all above it, too."""
        item = (-self._until[entry.number], entry.number)
        area, realm, lines = entry.area, entry.realm, self._tree.lines
        for wider in lines[place][1:]:
            if wider < area:
                break
            key = (wider, area, realm)
            heaps = self._heaps.get(key)
            if heaps is None:
                heaps = self._heaps[key] = [[] for _ in range(self._levels)]
            heap = heaps[entry.rank]
            heappush(heap, item)
            if len(heap) >= _CROWDED:
                self._cleared(heap, (*key, entry.rank), entry.issued)

    def _cleared(self, heap: _Heap, key: tuple[int, int, int, int], instant: int) -> None:
        """Clear away what is over by *instant*, once *heap* is twice as large as it was then."""
        if len(heap) < self._crowded.get(key, _CROWDED):
            return
        heap[:] = [item for item in heap if -item[0] > instant]
        heapify(heap)
        self._crowded[key] = 2 * max(len(heap), _CROWDED)

    def most(self, beneath: int, issuer: int, realm: int, after: int) -> int:
        """Return the most severe rank that *issuer* may order *beneath* an area *after* an instant.

        -1 where there is nothing.
        """
        heaps = self._heaps.get((beneath, issuer, realm))
        if heaps is not None:
            for rank in range(self._levels - 1, -1, -1):
                if heaps[rank] and self._latest(heaps[rank]) > after:
                    return rank
        return -1

    def _latest(self, heap: _Heap) -> int:
        """Return the instant until which the orders of *heap* reach, which must not be empty."""
        while True:
            end, number = heap[0]
            until = self._until[number]
            if -end <= until:
                return until
            # Ended early since: put where it belongs now.
            heapreplace(heap, (-until, number))
