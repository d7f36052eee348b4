"""`GrowingMap`: text → value, of which a change copies a handful of small parts, and shares the rest.

A tree over the bits of a text's hash: each branch has sixteen children, each leaf a small
dictionary, which is cut into sixteen once it is full. So adding one costs the same however many
there are, whoever else adds something to the same older map; no addition pays for many.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Generic, TypeVar

V = TypeVar("V")

_BITS = 4
_MASK = (1 << _BITS) - 1

FULL = 24
"""Number of texts of a leaf before it is cut."""

_DEEP = 15
"""Number of branches above a leaf that is not cut any more: the bits of the hash are used up."""


class GrowingMap(Generic[V]):
    """An immutable map. *base* is a large dictionary that is never changed, the tree has the rest."""

    __slots__ = ("base", "count", "root")

    def __init__(
        self, base: Mapping[str, V] | None = None, root: Any = None, count: int = 0
    ) -> None:
        self.base: Mapping[str, V] = {} if base is None else base
        self.root: Any = {} if root is None else root
        self.count = count

    def __len__(self) -> int:
        return len(self.base) + self.count

    def __iter__(self) -> Iterator[str]:
        """Yield the texts: those of the base in its order, then the others in no order that means anything."""
        yield from self.base
        waiting = [self.root]
        while waiting:
            node = waiting.pop()
            if isinstance(node, dict):
                yield from node
            else:
                waiting += node

    def __eq__(self, other: object) -> bool:
        """Say whether *other* is a map with the same values for the same texts."""
        if not isinstance(other, GrowingMap) or len(self) != len(other):
            return False
        return all(self.get(name) == other.get(name) for name in self)

    __hash__ = None  # type: ignore[assignment]

    def get(self, name: str) -> V | None:
        """Return the value of *name*, or None."""
        found = self.base.get(name)
        if found is not None or not self.count:
            return found
        node, bits = self.root, hash(name)
        while not isinstance(node, dict):
            node, bits = node[bits & _MASK], bits >> _BITS
        value: V | None = node.get(name)
        return value

    def with_(self, name: str, value: V) -> GrowingMap[V]:
        """Return this map and one text more, which must not be in it."""
        return GrowingMap(self.base, _put(self.root, hash(name), 0, (name, value)), self.count + 1)

    def __reduce__(self) -> tuple[type[GrowingMap[V]], tuple[dict[str, V]]]:
        """Leave out the tree: texts have other hashes in another process."""
        return GrowingMap, (
            {name: value for name in self if (value := self.get(name)) is not None},
        )


def _put(node: Any, bits: int, depth: int, item: tuple[str, Any]) -> Any:
    if not isinstance(node, dict):
        children = [*node]
        digit = bits & _MASK
        children[digit] = _put(children[digit], bits >> _BITS, depth + 1, item)
        return tuple(children)
    leaf = {**node, item[0]: item[1]}
    if len(leaf) <= FULL or depth == _DEEP:
        return leaf
    parts: list[dict[str, Any]] = [{} for _ in range(_MASK + 1)]
    for name, value in leaf.items():
        parts[(hash(name) >> (_BITS * depth)) & _MASK][name] = value
    return tuple(parts)
