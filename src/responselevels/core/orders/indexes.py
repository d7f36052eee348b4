"""The small indexes of a book: which orders wait to be ratified, and which ends are known since when."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable

from responselevels.core.orders.arrays.trie import Trie
from responselevels.core.orders.entries import Entry
from responselevels.core.timeline import FOREVER

Graces = tuple[tuple[int, int], ...]
"""The end of its grace and the number of each order that one area issued to be ratified."""


def with_grace(graces: Trie[Graces], entry: Entry) -> Trie[Graces]:
    """Return *graces* with *entry* added, if it is provisional."""
    if entry.lapse is None:
        return graces
    # No span is known that would do for a search: *again_after* reaches beyond the grace. So
    # each lies over all of time, and the issuing area alone is asked for.
    pairs = [*(graces.get(entry.area) or ())]
    insort(pairs, (entry.lapse, entry.number))
    return graces.with_(entry.area, tuple(pairs), 0, FOREVER)


def with_decided(ends: Trie[tuple[int, ...]], entry: Entry) -> Trie[tuple[int, ...]]:
    """Return *ends* with those of *entry*, if some of them say when they were decided."""
    if not entry.decided:
        return ends
    # Active up to the last of these decisions: until then, an end of it is not known.
    return ends.with_(entry.number, entry.decided, -FOREVER, max(entry.decided))


def graces_of(orders: Iterable[Entry]) -> Trie[Graces]:
    """Return the graces of all *orders*, by issuing area."""
    pairs: dict[int, list[tuple[int, int]]] = {}
    for entry in orders:
        if entry.lapse is not None:
            pairs.setdefault(entry.area, []).append((entry.lapse, entry.number))
    return Trie.of((area, 0, FOREVER, tuple(sorted(pairs[area]))) for area in sorted(pairs))
