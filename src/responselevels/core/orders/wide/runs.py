"""Runs of branches: how a cover lies in the array of places, as few whole branches as may be.

A cover is a range of places, and begins and ends in the midst of branches of the array. On the way down
to either end, what lies on the inner side is a run of neighbouring branches: these are looked at
together, so that a cover is few things, however wide it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from responselevels.core.orders.arrays.trie import BITS, Node

WHOLE = 1 << BITS
"""Number of children of a node."""

Run = tuple[Node, int, int, int, int]
"""A node, its height, the first place beneath it, and the children ``[low, high)`` of it."""


def runs_of(branch: Run, first: int, last: int) -> list[Run]:
    """Return the runs beneath a node that make up the places ``[first, last)``, ascending."""
    node, height, base, _, _ = branch
    shift = BITS * height
    # The children that lie in the range with all that is beneath them.
    low = max(0, -((base - first) >> shift))
    high = min(WHOLE, (last - base) >> shift)
    found: list[Run] = []
    begins = first > base and base + (low << shift) > first
    if begins and low <= high:
        found += _beneath(branch, low - 1, first, last)
    if low < high:
        found.append((node, height, base, low, high))
    if high < WHOLE and base + (high << shift) < last:
        found += _beneath(branch, high, first, last)
    return found


def _beneath(branch: Run, digit: int, first: int, last: int) -> list[Run]:
    child = next(children_of((*branch[:3], digit, digit + 1)), None)
    return [] if child is None else runs_of(child, first, last)


def children_of(run: Run) -> Iterator[Run]:
    """Yield each child of a run of nodes, whole."""
    node, height, base, low, high = run
    shift = BITS * height
    children: Any = node.children[low:high]
    for digit, child in enumerate(children, low):
        if child is not None:
            yield child, height - 1, base + (digit << shift), 0, WHOLE
