"""The Merkle tree of a log: roots, proofs, and what verifies them (RFC 9162, section 2.1).

A leaf is SHA-256 of 0x00 and the raw line, a node SHA-256 of 0x01 and the two
hashes beneath it (RFC 6962 has the same). `Frontier` keeps what an append and a root
need, logarithmically many hashes; `Tree` keeps every hash, so that it can prove.
The functions that verify take nothing on trust: every number is held to its
range and every hash to its length before anything is computed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

from responselevels.errors import ProofRefused

SIZE = 32
"""Bytes of a hash."""

EMPTY = sha256(b"").digest()
"""The root of a tree without leaves."""

_LONGEST = 64
"""No tree is so high that a proof has more hashes."""


def leaf_hash(line: bytes) -> bytes:
    """Return the hash of the leaf that stands for *line*."""
    return sha256(b"\x00" + line).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of the node over two others."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """A tree that only grows: the roots of its full subtrees, from the left."""

    __slots__ = ("_full", "size")

    def __init__(self) -> None:
        self.size = 0
        self._full: list[bytes] = []

    def copy(self) -> Frontier:
        """Return another that grows on its own."""
        other = Frontier()
        other.size, other._full = self.size, self._full.copy()
        return other

    def append(self, line: bytes) -> None:
        """Add the leaf of *line*."""
        full, rest = self._full, self.size
        hashed = leaf_hash(line)
        while rest & 1:
            hashed = node_hash(full.pop(), hashed)
            rest >>= 1
        full.append(hashed)
        self.size += 1

    def append_tree(self, leaves: int, root: bytes) -> None:
        """Add a full subtree of *leaves* leaves, a power of two that divides the size so far."""
        full, rest = self._full, self.size // leaves
        hashed = root
        while rest & 1:
            hashed = node_hash(full.pop(), hashed)
            rest >>= 1
        full.append(hashed)
        self.size += leaves

    def root(self) -> bytes:
        """Return the root over all leaves so far."""
        if not self._full:
            return EMPTY
        *others, root = self._full
        for left in reversed(others):
            root = node_hash(left, root)
        return root


class Stretch:
    """Some leaves in the middle of a tree: *trees* are its full subtrees that lie among them, from the left.

    Each is a pair of how many leaves it has and its root, as `Frontier.append_tree` takes them.
    """

    __slots__ = ("size", "trees")

    def __init__(self, start: int) -> None:
        """Begin with leaf number *start*."""
        self.size = start
        self.trees: list[tuple[int, bytes]] = []

    def append(self, line: bytes) -> None:
        """Add the leaf of *line*."""
        trees, leaves, rest = self.trees, 1, self.size
        hashed = leaf_hash(line)
        # A tree has a neighbour on its left where its number is odd; it may begin before the stretch.
        while rest & 1 and trees and trees[-1][0] == leaves:
            hashed = node_hash(trees.pop()[1], hashed)
            rest >>= 1
            leaves *= 2
        trees.append((leaves, hashed))
        self.size += 1


class Tree:
    """A tree that can prove: it keeps the hash of every full subtree, 64 bytes a leaf."""

    def __init__(self, lines: Iterable[bytes] = ()) -> None:
        """Start with the leaves of *lines*."""
        self._levels = [bytearray()]
        for line in lines:
            self.append(line)

    @property
    def size(self) -> int:
        """The number of leaves."""
        return len(self._levels[0]) // SIZE

    def append(self, line: bytes) -> None:
        """Add the leaf of *line*."""
        level, height = self._levels[0], 0
        level += leaf_hash(line)
        while len(level) % (2 * SIZE) == 0:
            hashed, height = (
                node_hash(bytes(level[-2 * SIZE : -SIZE]), bytes(level[-SIZE:])),
                height + 1,
            )
            if height == len(self._levels):
                self._levels.append(bytearray())
            level = self._levels[height]
            level += hashed

    def leaf(self, seq: int) -> bytes:
        """Return the hash of leaf *seq*, which is there."""
        return self._over(seq, seq + 1)

    def root(self, size: int | None = None) -> bytes:
        """Return the root over the first *size* leaves, over all unless given.

        Raises:
            ProofRefused: the tree has fewer leaves.
        """
        size = self._size(size)
        return self._over(0, size) if size else EMPTY

    def inclusion(self, seq: int, size: int | None = None) -> tuple[bytes, ...]:
        """Return the proof that leaf *seq* is in the tree of the first *size* leaves.

        Raises:
            ProofRefused: there is no such leaf, or the tree is smaller than *size*.
        """
        size = self._size(size)
        if not 0 <= seq < size:
            raise ProofRefused("proof.no_event", {"seq": seq, "size": size})
        path: list[bytes] = []
        start, end = 0, size
        while end - start > 1:
            middle = start + _split(end - start)
            if seq < middle:
                path.append(self._over(middle, end))
                end = middle
            else:
                path.append(self._over(start, middle))
                start = middle
        return tuple(reversed(path))

    def consistency(self, old: int, new: int | None = None) -> tuple[bytes, ...]:
        """Return the proof that the tree of the first *new* leaves only adds to that of *old*.

        Raises:
            ProofRefused: *old* is more than *new*, or the tree is smaller than *new*.
        """
        new = self._size(new)
        if not 0 <= old <= new:
            raise ProofRefused("proof.order", {"old": old, "new": new})
        if old in {0, new}:
            return ()
        path: list[bytes] = []
        start, end, whole = 0, new, True
        while end != old:
            middle = start + _split(end - start)
            if old <= middle:
                path.append(self._over(middle, end))
                end = middle
            else:
                path.append(self._over(start, middle))
                start, whole = middle, False
        if not whole:
            path.append(self._over(start, end))
        return tuple(reversed(path))

    def _size(self, size: int | None) -> int:
        if size is None:
            return self.size
        if not 0 <= size <= self.size:
            raise ProofRefused("proof.no_size", {"size": size, "has": self.size})
        return size

    def _over(self, start: int, end: int) -> bytes:
        """Return the hash over the leaves from *start* to *end*, of which there is one at least."""
        width = end - start
        if width & (width - 1) == 0 and start % width == 0:
            place = start // width * SIZE
            return bytes(self._levels[width.bit_length() - 1][place : place + SIZE])
        middle = start + _split(width)
        return node_hash(self._over(start, middle), self._over(middle, end))


def _split(width: int) -> int:
    """Return the largest power of two below *width*, which is 2 at least."""
    return 1 << ((width - 1).bit_length() - 1)


# -- what verifies ------------------------------------------------------------------


def verify_inclusion(
    leaf: bytes, seq: int, *, size: int, path: Sequence[bytes], root: bytes
) -> None:
    """Return where *path* proves that *leaf* is number *seq* of the *size* leaves under *root*.

    Raises:
        ProofRefused: it does not (RFC 9162, section 2.1.3.2).
    """
    _hashes(leaf, root, *path)
    if not 0 <= seq < size:
        raise ProofRefused("proof.no_event", {"seq": seq, "size": size})
    place, last, reached = seq, size - 1, leaf
    for beside in path:
        if last == 0:
            raise ProofRefused("proof.length", {"count": len(path)})
        if place & 1 or place == last:
            reached = node_hash(beside, reached)
            place, last = _climbed(place, last)
        else:
            reached = node_hash(reached, beside)
        place, last = place >> 1, last >> 1
    if last:
        raise ProofRefused("proof.length", {"count": len(path)})
    if reached != root:
        raise ProofRefused("proof.root", {"size": size})


def verify_consistency(
    old: int, new: int, *, old_root: bytes, new_root: bytes, path: Sequence[bytes]
) -> None:
    """Return where *path* proves that the tree of *new* leaves only adds to that of *old*.

    Raises:
        ProofRefused: it does not (RFC 9162, section 2.1.4.2).
    """
    _hashes(old_root, new_root, *path)
    if not 0 <= old <= new:
        raise ProofRefused("proof.order", {"old": old, "new": new})
    if old in {0, new}:
        _trivial(old, new, (old_root, new_root), path)
        return
    before, after = _walked(old, new, old_root, path)
    for reached, root, size in ((before, old_root, old), (after, new_root, new)):
        if reached != root:
            raise ProofRefused("proof.root", {"size": size})


def _walked(old: int, new: int, old_root: bytes, path: Sequence[bytes]) -> tuple[bytes, bytes]:
    """Return the two roots that *path* leads to."""
    wrong = ProofRefused("proof.length", {"count": len(path)})
    if not path:
        raise wrong
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    first, *others = (old_root, *path) if old & (old - 1) == 0 else path
    before = after = first
    for beside in others:
        if last == 0:
            raise wrong
        if place & 1 or place == last:
            before, after = node_hash(beside, before), node_hash(beside, after)
            place, last = _climbed(place, last)
        else:
            after = node_hash(after, beside)
        place, last = place >> 1, last >> 1
    if last:
        raise wrong
    return before, after


def _trivial(old: int, new: int, roots: tuple[bytes, bytes], path: Sequence[bytes]) -> None:
    """Hold what needs no proof: from nothing to anything, and from a size to itself."""
    if path:
        raise ProofRefused("proof.length", {"count": len(path)})
    if old == 0 and roots[0] != EMPTY:
        raise ProofRefused("proof.root", {"size": old})
    if old == new and roots[0] != roots[1]:
        raise ProofRefused("proof.root", {"size": new})


def _climbed(place: int, last: int) -> tuple[int, int]:
    """Go up past the nodes that are the last of their row and have nothing beside them."""
    while not place & 1 and place:
        place, last = place >> 1, last >> 1
    return place, last


def _hashes(*hashes: bytes) -> None:
    if len(hashes) > _LONGEST + 2:
        raise ProofRefused("proof.length", {"count": len(hashes)})
    for each in hashes:
        if len(each) != SIZE:
            raise ProofRefused("proof.hash", {"bytes": len(each)})
