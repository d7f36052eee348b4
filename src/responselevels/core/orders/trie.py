"""A persistent array whose branches know when they are quiet.

`Trie` maps small whole numbers to values, 8 to a node. `with_` gives a new
trie that shares all but one path with the old. Each node keeps a span that
holds the spans of everything under it, so that `active` skips branches where
nothing happens in the time asked about. Spans only grow: after an early end
they may be wider than needed, which costs time and never an answer.
"""

from __future__ import annotations

from typing import Any, Generic, TypeVar

V = TypeVar("V")

_BITS = 3
"""Few to a node: a lively leaf costs a look at its neighbours, and sparse nodes cost memory."""

_MASK = (1 << _BITS) - 1
_HEAD = 2
_Node = tuple[Any, ...]
"""Start and end of the span (the head), then the children, as many as there are up to the last."""

_EMPTY: _Node = (1 << 62, -(1 << 62))


class Trie(Generic[V]):
    """A sparse array with structure sharing; ``None`` stands for nothing there."""

    __slots__ = ("_height", "_root")

    def __init__(self, height: int = 0, root: _Node | None = None) -> None:
        self._height = height
        self._root = root

    @classmethod
    def of(cls, items: dict[int, tuple[int, int, V]]) -> Trie[V]:
        """Build from index → (start, end, value)."""
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
        height, root = self._height, self._root
        while index >> (_BITS * (height + 1)):
            root = None if root is None else (root[0], root[1], root)
            height += 1
        return Trie(height, _put(root, _BITS * height, index, (start, end, value)))

    def active(self, first: int, last: int, start: int, end: int) -> list[tuple[int, V]]:
        """Return (index, value) from *first* up to, not including, *last*, ascending.

        Only what may be active somewhere in ``[start, end)``: leaves are not
        looked into, only their nodes' spans.
        """
        nodes: list[tuple[int, Any]] = [] if self._root is None else [(0, self._root)]
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


def _gathered(level: dict[int, Any], *, leaves: bool) -> dict[int, _Node]:
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
    start, end, value = item
    children = list(node if node is not None else _EMPTY)
    digit = ((index >> shift) & _MASK) + _HEAD
    children += [None] * (digit + 1 - len(children))
    children[0], children[1] = min(start, children[0]), max(end, children[1])
    children[digit] = _put(children[digit], shift - _BITS, index, item) if shift else value
    return tuple(children)
