"""`Trie`: a persistent sparse array whose branches know when they are quiet.

It maps small whole numbers to values: a radix tree, four bits of the index to a level,
sixteen children to a node. Changing it is path copying: `with_` copies the nodes from the
root to one leaf and shares all others with the old trie, so that a book of 100,000
orders and its successor differ by a handful of nodes, and every older book stays valid.

Each node also keeps the hull (the least span that holds them) of the spans of everything
under it, as an interval tree does, and `active` skips branches whose hull misses the
time asked about. Hulls only grow: after an early end they may be wider than needed,
which costs time and never changes an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, Generic, TypeVar

from responselevels.core.timeline import FOREVER

V = TypeVar("V")

BITS = 4
"""Bits of an index to a level. More make look-ups quicker, and changes and sparse nodes dearer."""

_MASK = (1 << BITS) - 1


Item = tuple[int, int, int, V]
"""An index, the span ``[start, end)`` in which its value is active, and the value."""


class Node:
    """A node: the hull ``[start, end)`` of all beneath it, and its children up to the last there is.

    *known* keeps what was found out about all beneath it (`summaries`). A node never changes, so
    that stays right; a changed array has new nodes, of which nothing is known yet.
    """

    __slots__ = ("children", "end", "known", "start")

    def __init__(self, start: int, end: int, children: Sequence[Any]) -> None:
        self.start = start
        self.end = end
        self.children = children
        self.known: Any = None

    def __reduce__(self) -> tuple[type[Node], tuple[int, int, Sequence[Any]]]:
        """Leave out what is known: it is found out again where it is needed."""
        return Node, (self.start, self.end, self.children)


class Trie(Generic[V]):
    """A sparse immutable array; ``None`` stands for nothing there."""

    __slots__ = ("height", "root")

    def __init__(self, height: int = 0, root: Node | None = None) -> None:
        self.height = height
        self.root = root

    @classmethod
    def of(cls, items: Iterable[Item[V]]) -> Trie[V]:
        """Build the array of its *items*, ascending by index, level by level from the leaves up."""
        height, level = 0, _gathered(items)
        while len(level) > 1 or (level and level[0][0]):
            height, level = height + 1, _gathered(level)
        return cls(height, level[0][3] if level else None)

    def get(self, index: int) -> V | None:
        """Return what is at *index*, or None."""
        node: Any = self.root
        shift = BITS * self.height
        # An index beyond the capacity would be cut to its lower bits, and another one found.
        if index >> (shift + BITS):
            return None
        if node is None:
            return None
        while True:
            children, digit = node.children, (index >> shift) & _MASK
            if digit >= len(children) or (node := children[digit]) is None:
                return None
            if not shift:
                found: V = node
                return found
            shift -= BITS

    def with_(self, index: int, value: V, start: int, end: int) -> Trie[V]:
        """Return this array with *value*, active over ``[start, end)``, at *index*."""
        # A larger index puts roots above the root: the old array becomes their first child,
        # under the same hull.
        height, root = self.height, self.root
        while index >> (BITS * (height + 1)):
            root = None if root is None else Node(root.start, root.end, (root,))
            height += 1
        return Trie(height, _put(root, BITS * height, index, (start, end, value)))

    def active(self, first: int, last: int, start: int, end: int) -> list[tuple[int, V]]:
        """Return (index, value) for indexes in ``[first, last)``, ascending, that may be active.

        Active means somewhere in the span ``[start, end)``; "may", since a value is not
        looked into: what counts is the hull of its node.
        """
        nodes: list[tuple[int, Any]] = [] if self.root is None else [(0, self.root)]
        # Breadth first, one level at a time: indexes come out ascending without recursion,
        # and *base* is the smallest index under a node.
        for height in range(self.height, -1, -1):
            shift = BITS * height
            below: list[tuple[int, Any]] = []
            for base, node in nodes:
                if node.start >= end or node.end <= start:
                    continue
                children = node.children
                low = max(0, (first - base) >> shift)
                for digit in range(low, min(len(children), ((last - 1 - base) >> shift) + 1)):
                    child = children[digit]
                    if child is not None:
                        below.append((base + (digit << shift), child))
            nodes = below
        return nodes


class GrowingTrie(Trie[V]):
    """The same array, changed in place, for whoever keeps no older one (`growing`).

    The children of its nodes are lists in place of tuples; it is looked up in the same way.
    """

    __slots__ = ()

    def put(self, index: int, value: V, start: int, end: int) -> None:
        """Put *value*, active over ``[start, end)``, at *index*."""
        while index >> (BITS * (self.height + 1)):
            root = self.root
            self.root = None if root is None else Node(root.start, root.end, [root])
            self.height += 1
        if self.root is None:
            self.root = Node(start, end, [])
        node: Any = self.root
        for shift in range(BITS * self.height, -1, -BITS):
            node.start = min(node.start, start)
            node.end = max(node.end, end)
            node.known = None
            children, digit = node.children, (index >> shift) & _MASK
            if digit >= len(children):
                children += [None] * (digit + 1 - len(children))
            child = children[digit]
            if not shift:
                children[digit] = value
            elif child is None:
                child = children[digit] = Node(start, end, [])
            node = child


def _gathered(items: Iterable[Item[Any]]) -> list[Item[Node]]:
    """Return the nodes above one level of a trie: each as an item of the next level."""
    nodes: list[Item[Node]] = []
    for key, members in groupby(items, _above):
        children: list[Any] = []
        start, end = FOREVER, -FOREVER
        for index, begun, ended, value in members:
            digit = index & _MASK
            children += [None] * (digit - len(children))
            children.append(value)
            start, end = min(start, begun), max(end, ended)
        nodes.append((key, start, end, Node(start, end, tuple(children))))
    return nodes


def _above(item: Item[Any]) -> int:
    return item[0] >> BITS


def _put(node: Node | None, shift: int, index: int, item: tuple[int, int, Any]) -> Node:
    """Return a copy of *node* with *item* at *index*, its hull widened; *node* stays as it is."""
    start, end, value = item
    children: list[Any] = []
    if node is not None:
        children, start, end = [*node.children], min(start, node.start), max(end, node.end)
    digit = (index >> shift) & _MASK
    children += [None] * (digit + 1 - len(children))
    children[digit] = _put(children[digit], shift - BITS, index, item) if shift else value
    return Node(start, end, tuple(children))
