"""`SortedPairs`: keys in ascending order, each with a value, in tuples that are copied in part.

A lane keeps two of these: which order holds from which instant on, and which order's period
ends when. Both are whole numbers. A look-up is a binary search.

Most lanes are short: two tuples side by side. Changing one copies it. A long one is cut into
chunks of a few hundred pairs, so that a change copies one chunk and the list of chunks, not
100,000 pairs; every older version stays as it was, as with every part of the book.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort

from responselevels.core.timeline import FOREVER

Flat = tuple[tuple[int, ...], tuple[int, ...]]
"""Keys, and the value of each."""

CHUNK = 256
"""Number of pairs in a new chunk; one is cut once it has more than twice as many."""


class SortedPairs:
    """Keys in ascending order with their values; immutable.

    Without *chunks*, *keys* and *values* are all there is. With them, *keys* are the first
    key of each chunk and *values* are empty.
    """

    __slots__ = ("chunks", "keys", "values")

    def __init__(
        self, keys: tuple[int, ...], values: tuple[int, ...], chunks: tuple[Flat, ...] = ()
    ) -> None:
        self.keys = keys
        self.values = values
        self.chunks = chunks

    @classmethod
    def of(cls, keys: list[int], values: list[int]) -> SortedPairs:
        """Return the pairs of two lists of one length."""
        if len(keys) <= 2 * CHUNK:
            return cls(tuple(keys), tuple(values))
        return cls._joined(tuple(_cut(keys, values)))

    @classmethod
    def _joined(cls, chunks: tuple[Flat, ...]) -> SortedPairs:
        if len(chunks) == 1:
            return cls(*chunks[0])
        return cls(tuple([keys[0] for keys, _ in chunks]), (), chunks)

    def flat(self) -> Flat:
        """Return all keys and all values."""
        if not self.chunks:
            return self.keys, self.values
        return _united(self.chunks)

    def __eq__(self, other: object) -> bool:
        # Where the chunks were cut says what happened before, not what is there.
        return isinstance(other, SortedPairs) and self.flat() == other.flat()

    def __hash__(self) -> int:
        return hash(self.flat())

    def __len__(self) -> int:
        return sum(len(keys) for keys, _ in self.chunks) if self.chunks else len(self.keys)

    # -- asking ------------------------------------------------------------------

    def at(self, key: int) -> int:
        """Return the value of the last key that is not after *key*; there must be one."""
        index = bisect_right(self.keys, key) - 1
        if not self.chunks:
            return self.values[index]
        keys, values = self.chunks[index]
        return values[bisect_right(keys, key) - 1]

    def between(self, start: int, end: int) -> Flat:
        """Return the pairs from the last key not after *start*, which must be there, up to *end*.

        The first pair is the one that counts at *start*; the keys of the others lie inside
        ``(start, end)``.
        """
        keys, values = self.keys, self.values
        if self.chunks:
            first, last = bisect_right(keys, start) - 1, bisect_left(keys, end)
            keys, values = _united(self.chunks[first:last])
        low, high = bisect_right(keys, start) - 1, bisect_left(keys, end)
        return keys[low:high], values[low:high]

    def step(self, key: int) -> tuple[int, int, int]:
        """Return the last key not after *key*, which must be there, the key behind it, and the value.

        `FOREVER` stands for the key behind the last.
        """
        keys, values, beyond = self.keys, self.values, FOREVER
        if self.chunks:
            chunk = bisect_right(keys, key)
            beyond = keys[chunk] if chunk < len(keys) else FOREVER
            keys, values = self.chunks[chunk - 1]
        index = bisect_right(keys, key)
        return keys[index - 1], keys[index] if index < len(keys) else beyond, values[index - 1]

    def tail(self) -> Flat:
        """Return the pairs of the last chunk; all of them, where there are few."""
        return self.chunks[-1] if self.chunks else (self.keys, self.values)

    def after(self, key: int) -> tuple[int, ...]:
        """Return the values of all keys after *key*."""
        keys, values = self.keys, self.values
        if self.chunks:
            keys, values = _united(self.chunks[max(bisect_right(keys, key) - 1, 0) :])
        return values[bisect_right(keys, key) :]

    def second(self) -> int | None:
        """Return the second key, None where there is none."""
        if not self.chunks:
            return self.keys[1] if len(self.keys) > 1 else None
        keys, _ = self.chunks[0]
        return keys[1] if len(keys) > 1 else self.keys[1]

    def last(self) -> tuple[int, int]:
        """Return the last key and its value; there must be one."""
        keys, values = self.tail()
        return keys[-1], values[-1]

    # -- changing: each gives others ------------------------------------------------

    def inserted(self, key: int, value: int) -> SortedPairs:
        """Return these pairs and one more, behind those with the same key."""
        chunk = max(bisect_right(self.keys, key) - 1, 0) if self.chunks else 0
        keys, values = self.opened(chunk, chunk + 1)
        insort(keys, key)
        values.insert(bisect_right(keys, key) - 1, value)
        return self.closed(chunk, chunk + 1, keys, values)

    def touched(self, start: int, end: int) -> tuple[int, int]:
        """Return which chunks ``[first, last)`` hold the key before *start* up to *end*, both included."""
        if not self.chunks:
            return 0, 1
        return max(bisect_left(self.keys, start) - 1, 0), bisect_right(self.keys, end)

    def opened(self, first: int, last: int) -> tuple[list[int], list[int]]:
        """Return the pairs of the chunks ``[first, last)`` as lists that may be changed."""
        keys, values = _united(self.chunks[first:last]) if self.chunks else self.flat()
        return [*keys], [*values]

    def closed(self, first: int, last: int, keys: list[int], values: list[int]) -> SortedPairs:
        """Return these pairs with *keys* and *values* in place of the chunks ``[first, last)``."""
        if not self.chunks:
            return SortedPairs.of(keys, values)
        chunks = (*self.chunks[:first], *_cut(keys, values), *self.chunks[last:])
        return SortedPairs._joined(chunks)


def _united(chunks: tuple[Flat, ...]) -> Flat:
    if len(chunks) == 1:
        return chunks[0]
    keys = tuple([key for keys, _ in chunks for key in keys])
    return keys, tuple([value for _, values in chunks for value in values])


def _cut(keys: list[int], values: list[int]) -> list[Flat]:
    size = len(keys) if len(keys) <= 2 * CHUNK else CHUNK
    return [
        (tuple(keys[at : at + size]), tuple(values[at : at + size]))
        for at in range(0, len(keys), max(size, 1))
    ]
