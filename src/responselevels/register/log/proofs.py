"""Proofs as they are handed on: a line of JSON, to be held to a checkpoint that was kept.

An inclusion carries the line itself, so that what is proved is what is read, and
never a hash that somebody names. A proof proves nothing by itself: the roots it
names are checked against those of checkpoints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from responselevels.errors import ProofRefused, RegisterDamaged
from responselevels.models.documents import ConsistencyDocument, InclusionDocument
from responselevels.register.log import canonical
from responselevels.register.log.checkpoints import Checkpoint
from responselevels.register.log.events import LONGEST
from responselevels.register.log.merkle import Tree, leaf_hash, verify_consistency, verify_inclusion
from responselevels.register.log.verification import KeptCheckpoint
from responselevels.text.catalogue import visible

LARGEST = 4 * LONGEST
"""Maximum length of a proof, in bytes."""

_MOST = 10**18

Lines = Callable[[int, int], Iterable[bytes]]
"""Yields the lines of a log from one number up to (not with) another."""


@dataclass(frozen=True, slots=True)
class Inclusion:
    """Proof that *line* is event *seq* of the log of *size* events under *root*."""

    origin: str
    seq: int
    size: int
    line: bytes
    path: tuple[bytes, ...]
    root: bytes

    @property
    def roots(self) -> tuple[tuple[int, bytes], ...]:
        """The roots that it is about, each with its size."""
        return ((self.size, self.root),)

    def verify(self) -> None:
        """Return where the line leads to the root.

        Raises:
            ProofRefused: it does not.
        """
        leaf = leaf_hash(self.line)
        verify_inclusion(leaf, self.seq, size=self.size, path=self.path, root=self.root)

    def document(self) -> InclusionDocument:
        """Return it as the data of JSON."""
        return {
            "proof": "inclusion",
            "origin": self.origin,
            "seq": self.seq,
            "size": self.size,
            "line": self.line.decode("ascii"),
            "path": [each.hex() for each in self.path],
            "root": self.root.hex(),
        }


@dataclass(frozen=True, slots=True)
class Consistency:
    """Proof that the log of *new* events adds to that of *old*, and changes nothing of it."""

    origin: str
    old: int
    new: int
    path: tuple[bytes, ...]
    old_root: bytes
    new_root: bytes

    @property
    def roots(self) -> tuple[tuple[int, bytes], ...]:
        """The roots that it is about, each with its size."""
        return ((self.old, self.old_root), (self.new, self.new_root))

    def verify(self) -> None:
        """Return where the one root leads to the other.

        Raises:
            ProofRefused: it does not.
        """
        roots = {"old_root": self.old_root, "new_root": self.new_root}
        verify_consistency(self.old, self.new, path=self.path, **roots)

    def document(self) -> ConsistencyDocument:
        """Return it as the data of JSON."""
        return {
            "proof": "consistency",
            "origin": self.origin,
            "old": self.old,
            "new": self.new,
            "path": [each.hex() for each in self.path],
            "old_root": self.old_root.hex(),
            "new_root": self.new_root.hex(),
        }


Proof = Inclusion | Consistency


def to_bytes(proof: Proof) -> bytes:
    """Return *proof* as a line in canonical form."""
    return canonical.to_bytes(proof.document())


def inclusion_of(origin: str, lines: Sequence[bytes], seq: int, size: int | None) -> Inclusion:
    """Return the proof that *lines* have the event *seq*.

    Raises:
        ProofRefused: there is no event with that number, or the log is shorter than *size*.
    """
    tree = Tree(lines)
    size = tree.size if size is None else size
    path = tree.inclusion(seq, size)
    return Inclusion(origin, seq, size, lines[seq], path, tree.root(size))


def consistency_of(origin: str, lines: Sequence[bytes], old: int, new: int | None) -> Consistency:
    """Return the proof that *lines* only grew since they were *old*.

    Raises:
        ProofRefused: the log is shorter than one of the sizes.
    """
    return _consistency_in(origin, Tree(lines), old, new)


def _consistency_in(origin: str, tree: Tree, old: int, new: int | None) -> Consistency:
    new = tree.size if new is None else new
    path = tree.consistency(old, new)
    return Consistency(origin, old, new, path, tree.root(old), tree.root(new))


class Prover:
    """Proves what a log has while the log grows. Threads share it.

    Each line is read and hashed once, when a proof is first asked for after it was recorded; a proof
    then costs as many hashes as the tree is high. 64 bytes are kept for each event.
    """

    def __init__(self, origin: str, size: Callable[[], int], lines: Lines) -> None:
        """Prove of a log that has *size* events by now, whose *lines* are read as they are asked for."""
        self._origin, self._size, self._lines = origin, size, lines
        self._tree, self._lock = Tree(), Lock()

    def inclusion(self, seq: int, size: int | None = None) -> Inclusion:
        """Return the proof that the log of *size* events, of all unless given, has the event *seq*.

        Raises:
            ProofRefused: there is no event with that number, or the log is shorter than *size*.
            RegisterDamaged: the event is not the one that it was when it was first read.
        """
        with self._grown() as tree:
            size = tree.size if size is None else size
            path, root = tree.inclusion(seq, size), tree.root(size)
            leaf = tree.leaf(seq)
        line = next(iter(self._lines(seq, seq + 1)), None)
        if line is None or leaf_hash(line) != leaf:
            raise RegisterDamaged("other_event", {"seq": seq}, seq=seq)
        return Inclusion(self._origin, seq, size, line, path, root)

    def consistency(self, old: int, new: int | None = None) -> Consistency:
        """Return the proof that the log only grew since it had *old* events.

        Raises:
            ProofRefused: the log is shorter than one of the sizes.
        """
        with self._grown() as tree:
            return _consistency_in(self._origin, tree, old, new)

    def checkpoint(self) -> Checkpoint:
        """Return what is signed of the log as it is now."""
        with self._grown() as tree:
            return Checkpoint(self._origin, tree.size, tree.root())

    @contextmanager
    def _grown(self) -> Iterator[Tree]:
        """Give the tree over all there is by now; nobody else has it meanwhile."""
        size = self._size()
        with self._lock:
            for line in self._lines(self._tree.size, max(size, self._tree.size)):
                self._tree.append(line)
            yield self._tree


def check(proof: Proof, kept: Sequence[KeptCheckpoint]) -> tuple[KeptCheckpoint, ...]:
    """Return the checkpoints that make *proof* one: each root it is about is that of one of them.

    Raises:
        ProofRefused: it does not hold, a checkpoint has another root, or there is none.
    """
    proof.verify()
    found = []
    for size, root in proof.roots:
        fitting = [
            each
            for each in kept
            if (each.note.checkpoint.origin, each.note.checkpoint.size) == (proof.origin, size)
        ]
        if not fitting:
            raise ProofRefused("proof.no_checkpoint", {"origin": proof.origin, "size": size})
        for each in fitting:
            if each.note.checkpoint.root != root:
                raise ProofRefused("proof.checkpoint", {"name": each.name, "size": size})
        found.append(fitting[0])
    return tuple(found)


# -- reading ----------------------------------------------------------------------------


def parse_proof(raw: bytes) -> Proof:
    """Return the proof that *raw* is, a line in canonical form.

    Raises:
        ProofRefused: it is none.
    """
    if len(raw) > LARGEST:
        raise _malformed("size")
    try:
        data = canonical.read(raw)
    except ValueError:
        raise _malformed("JSON") from None
    if data.get("proof") == "inclusion":
        _only(data, "origin", "seq", "size", "line", "path", "root")
        return Inclusion(
            _text(data, "origin"),
            _number(data, "seq"),
            _number(data, "size"),
            _line(data),
            _path(data),
            _hash(data["root"], "root"),
        )
    if data.get("proof") == "consistency":
        _only(data, "origin", "old", "new", "path", "old_root", "new_root")
        return Consistency(
            _text(data, "origin"),
            _number(data, "old"),
            _number(data, "new"),
            _path(data),
            _hash(data["old_root"], "old_root"),
            _hash(data["new_root"], "new_root"),
        )
    raise _malformed("proof")


def _only(data: Mapping[str, object], *names: str) -> None:
    """Hold *data* to exactly these keys."""
    for name in sorted({"proof", *names} ^ data.keys()):
        raise _malformed(name)


def _text(data: Mapping[str, object], name: str) -> str:
    value = data[name]
    if not isinstance(value, str):
        raise _malformed(name)
    return value


def _number(data: Mapping[str, object], name: str) -> int:
    value = data[name]
    if type(value) is not int or not 0 <= value < _MOST:
        raise _malformed(name)
    return value


def _line(data: Mapping[str, object]) -> bytes:
    text = _text(data, "line")
    if not text.isascii() or not text.endswith("\n") or len(text) > LONGEST:
        raise _malformed("line")
    return text.encode("ascii")


def _path(data: Mapping[str, object]) -> tuple[bytes, ...]:
    value = data["path"]
    if not isinstance(value, list):
        raise _malformed("path")
    return tuple(_hash(each, "path") for each in value)


def _hash(value: object, name: str) -> bytes:
    if not isinstance(value, str) or len(value) != 64:
        raise _malformed(name)
    if any(char not in "0123456789abcdef" for char in value):
        raise _malformed(name)
    return bytes.fromhex(value)


def _malformed(what: str) -> ProofRefused:
    return ProofRefused("proof.form", {"what": f"`{visible(what[:40])}`"})
