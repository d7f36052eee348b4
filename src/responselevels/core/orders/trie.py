"""`Trie`: a persistent sparse array whose branches know when they are quiet.

It maps small whole numbers to values: a radix tree, three bits of the index to a level,
eight children to a node. Changing it is path copying: `with_` copies the nodes from the
root to one leaf and shares all others with the old trie, so that a book of 100,000
orders and its successor differ by a handful of tuples, and every older book stays valid.

Each node also keeps the hull (the least span that holds them) of the spans of everything
under it, as an interval tree does, and `active` skips branches whose hull misses the
time asked about. Hulls only grow: after an early end they may be wider than needed,
which costs time and never changes an answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

V = TypeVar("V")

_BITS = 3
"""Bits of an index to a level. Few: all values of an active leaf node are looked at, and
sparse nodes waste memory."""

_MASK = (1 << _BITS) - 1
_HEAD = 2
_Node = Sequence[Any]
"""Start and end of the hull (the head), then the children up to the last one there is."""

_EMPTY: _Node = (1 << 62, -(1 << 62))
"""The empty hull: united with any span it gives that span."""


class Trie(Generic[V]):
    """A sparse immutable array; ``None`` stands for nothing there."""

    __slots__ = ("_height", "_root")

    def __init__(self, height: int = 0, root: _Node | None = None) -> None:
        self._height = height
        self._root = root

    @classmethod
    def of(cls, items: dict[int, tuple[int, int, V]]) -> Trie[V]:
        """Build the array of index → (start, end, value), level by level from the leaves up."""
        height, top = 0, max(items, default=0) >> _BITS
        while top:
            height, top = height + 1, top >> _BITS
        level: dict[int, Any] = dict(items)
        for depth in range(height + 1):
            level = _gathered(level, leaves=depth == 0)
        return cls(height, level.get(0))

    def get(self, index: int) -> V | None:
        """Return what is at *index*, or None."""
        node: Any = self._root
        shift = _BITS * self._height
        # An index beyond the capacity would be cut to its lower bits, and another one found.
        if index >> (shift + _BITS):
            return None
        while node is not None:
            digit = ((index >> shift) & _MASK) + _HEAD
            node = node[digit] if digit < len(node) else None
            if not shift:
                break
            shift -= _BITS
        found: V | None = node
        return found

    def with_(self, index: int, value: V, start: int, end: int) -> Trie[V]:
        """Return this array with *value*, active over ``[start, end)``, at *index*."""
        # A larger index puts roots above the root: the old array becomes their first child,
        # under the same hull.
        height, root = self._height, self._root
        while index >> (_BITS * (height + 1)):
            root = None if root is None else (root[0], root[1], root)
            height += 1
        return Trie(height, _put(root, _BITS * height, index, (start, end, value)))

    def active(self, first: int, last: int, start: int, end: int) -> list[tuple[int, V]]:
        """Return (index, value) for indexes in ``[first, last)``, ascending, that may be active.

        Active means somewhere in the span ``[start, end)``; "may", since a value is not
        looked into: what counts is the hull of its node.
        """
        nodes: list[tuple[int, Any]] = [] if self._root is None else [(0, self._root)]
        # Breadth first, one level at a time: indexes come out ascending without recursion,
        # and *base* is the smallest index under a node.
        for height in range(self._height, -1, -1):
            shift = _BITS * height
            below: list[tuple[int, Any]] = []
            for base, node in nodes:
                if node[0] >= end or node[1] <= start:
                    continue
                low = max(0, (first - base) >> shift)
                for digit in range(low, min(len(node) - _HEAD, ((last - 1 - base) >> shift) + 1)):
                    child = node[digit + _HEAD]
                    if child is not None:
                        below.append((base + (digit << shift), child))
            nodes = below
        return nodes


class GrowingTrie(Trie[V]):
    """The same array, changed in place, for whoever keeps no older one (`growing`).

    Its nodes are lists in place of tuples; it is looked up in the same way.
    """

    __slots__ = ()

    def put(self, index: int, value: V, start: int, end: int) -> None:
        """Put *value*, active over ``[start, end)``, at *index*."""
        while index >> (_BITS * (self._height + 1)):
            self._root = None if self._root is None else [*self._root[:_HEAD], self._root]
            self._height += 1
        if self._root is None:
            self._root = [*_EMPTY]
        node: Any = self._root
        for shift in range(_BITS * self._height, -1, -_BITS):
            node[0], node[1] = min(start, node[0]), max(end, node[1])
            digit = ((index >> shift) & _MASK) + _HEAD
            node += [None] * (digit + 1 - len(node))
            if not shift:
                node[digit] = value
            elif node[digit] is None:
                node[digit] = [*_EMPTY]
            node = node[digit]


def _gathered(level: dict[int, Any], *, leaves: bool) -> dict[int, _Node]:
    """Return the nodes above one level of a trie, by their index there."""
    groups: dict[int, list[tuple[int, Any]]] = {}
    for index, item in level.items():
        groups.setdefault(index >> _BITS, []).append((index & _MASK, item))
    nodes: dict[int, _Node] = {}
    for key, members in groups.items():
        children: list[Any] = [None] * (max(digit for digit, _ in members) + 1)
        for digit, item in members:
            children[digit] = item[2] if leaves else item
        start = min(item[0] for _, item in members)
        nodes[key] = (start, max(item[1] for _, item in members), *children)
    return nodes


def _put(node: _Node | None, shift: int, index: int, item: tuple[int, int, Any]) -> _Node:
    """Return a copy of *node* with *item* at *index*, its hull widened; *node* stays as it is."""
    start, end, value = item
    children = list(node if node is not None else _EMPTY)
    digit = ((index >> shift) & _MASK) + _HEAD
    children += [None] * (digit + 1 - len(children))
    children[0], children[1] = min(start, children[0]), max(end, children[1])
    children[digit] = _put(children[digit], shift - _BITS, index, item) if shift else value
    return tuple(children)
