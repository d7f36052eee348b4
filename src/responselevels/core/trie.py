"""A persistent array whose branches know when they are quiet.

`Trie` maps small whole numbers to values, 32 to a node. `with_` gives a new
trie that shares all but one path with the old. Each node keeps a span that
holds the spans of everything under it, so that `active` skips branches where
nothing happens in the time asked about. Spans only grow: after an early end
they may be wider than needed, which costs time and never an answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Generic, TypeVar

V = TypeVar("V")

_BITS = 5
_WIDTH = 1 << _BITS
_MASK = _WIDTH - 1
_NEVER = (1 << 62, -(1 << 62))
_Node = tuple[int, int, tuple[Any, ...]]


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
        node = self._root
        if node is None or index >> (_BITS * (self._height + 1)):
            return None
        shift = _BITS * self._height
        while shift:
            children = node[2]
            digit = (index >> shift) & _MASK
            if digit >= len(children):
                return None
            node = children[digit]
            if node is None:
                return None
            shift -= _BITS
        leaves = node[2]
        digit = index & _MASK
        return leaves[digit] if digit < len(leaves) else None

    def with_(self, index: int, value: V, start: int, end: int) -> Trie[V]:
        """Return this array with *value*, active over ``[start, end)``, at *index*."""
        height, root = self._height, self._root
        while index >> (_BITS * (height + 1)):
            root = None if root is None else (root[0], root[1], (root,))
            height += 1
        return Trie(height, _put(root, _BITS * height, index, (start, end, value)))

    def active(self, first: int, last: int, start: int, end: int) -> Iterator[tuple[int, V]]:
        """Yield (index, value) from *first* up to, not including, *last*, ascending.

        Only what may be active somewhere in ``[start, end)``: leaves are not
        looked into, only their nodes' spans.
        """
        if self._root is not None:
            yield from _active(self._root, _BITS * self._height, (0, first, last), (start, end))


def _gathered(level: dict[int, Any], *, leaves: bool) -> dict[int, _Node]:
    groups: dict[int, list[tuple[int, Any]]] = {}
    for index, item in level.items():
        groups.setdefault(index >> _BITS, []).append((index & _MASK, item))
    nodes: dict[int, _Node] = {}
    for key, members in groups.items():
        children: list[Any] = [None] * (max(digit for digit, _ in members) + 1)
        for digit, item in members:
            children[digit] = item[2] if leaves else item
        nodes[key] = (
            min(item[0] for _, item in members),
            max(item[1] for _, item in members),
            tuple(children),
        )
    return nodes


def _put(node: _Node | None, shift: int, index: int, item: tuple[int, int, Any]) -> _Node:
    start, end, value = item
    low, high, children = node if node is not None else (*_NEVER, ())
    digit = (index >> shift) & _MASK
    if digit >= len(children):
        children += (None,) * (digit + 1 - len(children))
    new = value if not shift else _put(children[digit], shift - _BITS, index, item)
    return (
        start if start < low else low,
        end if end > high else high,
        (*children[:digit], new, *children[digit + 1 :]),
    )


def _active(
    node: _Node, shift: int, indexes: tuple[int, int, int], span: tuple[int, int]
) -> Iterator[tuple[int, Any]]:
    low, high, children = node
    if low >= span[1] or high <= span[0]:
        return
    base, first, last = indexes
    for digit in range(max(0, (first - base) >> shift), len(children)):
        index = base + (digit << shift)
        if index >= last:
            return
        child = children[digit]
        if child is None:
            continue
        if shift:
            yield from _active(child, shift - _BITS, (index, first, last), span)
        else:
            yield index, child
