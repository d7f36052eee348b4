"""Go along a log and find the first event that is not as it was recorded (docs/log-format.md).

A `ChainVerifier` takes raw lines one by one and needs nothing but them: each is held to
the canonical form, its number, the hash of the line before, the register and
the time. It can be left and taken up again at any place.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TypedDict, TypeGuard

from responselevels.models.sha256 import WRITTEN, sha256_of
from responselevels.register.log.canonical import read
from responselevels.register.log.events import (
    COMMON,
    FORMAT,
    LONGEST,
    ORIGIN,
    Head,
    hash_of,
)
from responselevels.register.log.kinds import KINDS
from responselevels.register.log.merkle import EMPTY, Frontier, Stretch
from responselevels.text.catalogue import Phrase, visible, worded

Documents = Callable[[str], "bytes | None"]
"""Finds the document with a digest; None where there is none."""

_DOCUMENTS = {
    "adoption": ("rules", "areas"),
    "keys": ("keys",),
    "decision": ("proposal", "decision"),  # where it was too long for a line
}


class _Fields(TypedDict):
    """The fields whose types are looked at, and one that is kept; whatever else a line has is read by name."""

    v: int
    seq: int
    prev: str
    kind: str
    register: str
    recorded_at: str
    idem: str
    semantics: object


_FORMED = ("v", "seq", "prev", "kind", "register", "recorded_at", "idem")
_TYPES = (int, int, str, str, str, str, str)
_pick = itemgetter(*_FORMED)
_TIME = re.compile(
    r"(?!0000)(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
    r"T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.(?!000000)\d{6})?Z",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, as ``log.found.<code>`` words it; *seq* is the first bad event where known."""

    code: str
    seq: int | None
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> Phrase:
        """What is wrong, as a sentence that can be part of another."""
        return Phrase(f"log.found.{self.code}", {"seq": self.seq, **self.facts})

    def worded(self, lang: str = "en") -> str:
        """Return what is wrong, in one line."""
        return worded(self.sentence.code, self.sentence.facts, lang)


@dataclass(frozen=True, slots=True)
class VerifiedLog:
    """The result of verifying a log: the number of sound events, their root, the last hash, and what follows.

    *roots* has the root at each size that was asked for and reached, *meanings*
    each number of a meaning that events were recorded by, with the first of them.
    """

    size: int
    root: bytes
    head: str
    register: str | None
    found: Fault | None
    roots: Mapping[int, bytes]
    meanings: Mapping[str, int] = field(default_factory=dict)


class ChainVerifier:
    """Goes along a log, line by line, up to the first bad event. `copy` keeps a place in it."""

    def __init__(
        self, documents: Documents | None = None, marks: frozenset[int] = frozenset()
    ) -> None:
        """Start at the beginning.

        *documents* finds those that events name; None looks at none. *marks*
        are the sizes whose root is to be kept.
        """
        self.size = 0
        self.head = ORIGIN
        self.register: str | None = None
        self.found: Fault | None = None
        self.meanings: dict[str, int] = {}
        self.roots = {0: EMPTY} if 0 in marks else {}
        self._documents = documents
        self._marks = marks
        self._frontier = Frontier()
        self._append = self._frontier.append
        self._time = ""
        self._idem = ""
        self._doubt: str | None = None
        self._looked: set[str] = set()

    @classmethod
    def from_start(cls, leaves: Stretch) -> ChainVerifier:
        """Return a walk from the beginning on; *leaves* takes the lines: it knows no root."""
        verifier = cls()
        verifier._append = leaves.append
        return verifier

    @classmethod
    def between(cls, before: bytes, seq: int, leaves: Stretch) -> ChainVerifier | None:
        """Return a walk along what follows the line *before*, which is number *seq*, and on nothing else.

        None where that line has no form. *leaves* takes the lines: such a walk knows no root.
        """
        fields = _formed(before, seq)
        if isinstance(fields, Fault) or not _is_time(fields["recorded_at"]):
            return None
        verifier = cls()
        verifier.size, verifier.head = seq + 1, hash_of(before)
        verifier.register = fields["register"]
        verifier._time, verifier._idem = _sortable(fields["recorded_at"]), fields["idem"]
        verifier._append = leaves.append
        return verifier

    @property
    def broken(self) -> bool:
        """Whether something is wrong so far, or may be."""
        return self.found is not None or self._doubt is not None

    @classmethod
    def after(
        cls, head: Head, register: str, time: str, documents: Documents | None
    ) -> ChainVerifier:
        """Return a walk along what follows the sound lines up to *head*, which it has not seen.

        *time* is the time of the last of them. Its roots mean nothing.
        """
        verifier = cls(documents)
        verifier.size, verifier.head, verifier.register = head.size, head.hash, register or None
        verifier._time = _sortable(time) if time else ""
        return verifier

    def copy(self) -> ChainVerifier:
        """Return another walk that goes on from here on its own."""
        other = ChainVerifier(self._documents, self._marks)
        other.size, other.head, other.register = self.size, self.head, self.register
        other.found, other.roots = self.found, self.roots.copy()
        other.meanings = self.meanings.copy()
        other._frontier, other._time, other._idem = self._frontier.copy(), self._time, self._idem
        other._append = other._frontier.append
        other._doubt, other._looked = self._doubt, self._looked.copy()
        return other

    def take(self, line: bytes) -> Mapping[str, object]:
        """Hold the next raw line to the log so far, and return its fields, none where it has none.

        Nothing is looked at after what is found.
        """
        if self.found is not None:
            return {}
        fields = _formed(line, self.size)
        self._hold(line, fields)
        return {} if isinstance(fields, Fault) else fields

    def _hold(self, line: bytes, fields: _Fields | Fault) -> None:
        if self._doubt is not None:
            self.found = self._settled(fields)
        elif isinstance(fields, Fault):
            self.found = fields
        elif (found := self._misplaced(fields)) is not None:
            self.found = found
        elif fields["prev"] != self.head:
            self._doubt = hash_of(line)
            if self.size == 0:
                self.found = Fault("first", 0)
        elif (found := self._strange(fields)) is not None:
            self.found = found
        else:
            self._take(line, fields)

    def finish(self) -> VerifiedLog:
        """Return what the walk has shown; the log ends here."""
        found = self.found
        if found is None and self._doubt is not None:
            found = Fault("chain", self.size)
        root = self._frontier.root()
        return VerifiedLog(
            size=self.size,
            root=root,
            head=self.head,
            register=self.register,
            found=found,
            roots=self.roots.copy(),
            meanings=self.meanings.copy(),
        )

    def _take(self, line: bytes, fields: _Fields) -> None:
        self._append(line)
        self.size += 1
        self.head = hash_of(line)
        self._time, self._idem = _sortable(fields["recorded_at"]), fields["idem"]
        self.register = fields["register"]
        self.meanings.setdefault(_beginning(str(fields["semantics"])), self.size - 1)
        if self.size in self._marks:
            self.roots[self.size] = self._frontier.root()

    def _settled(self, after: _Fields | Fault) -> Fault:
        """Say which of two events that do not follow was changed: the next one still knows."""
        if not isinstance(after, Fault) and after["prev"] == self._doubt:
            return Fault("changed", self.size - 1, {"after": self.size})
        return Fault("chain", self.size)

    def _misplaced(self, fields: _Fields) -> Fault | None:
        if fields["seq"] != self.size:
            return Fault("number", self.size, {"stands": fields["seq"]})
        return None

    def _strange(self, fields: _Fields) -> Fault | None:
        """Return what sets an event apart from the log it stands in."""
        seq, kind, register, at = (
            self.size,
            fields["kind"],
            fields["register"],
            fields["recorded_at"],
        )
        if kind not in _KINDS:
            return Fault("kind", seq, {"kind": _beginning(kind)})
        if (kind == "register") != (seq == 0):
            return Fault("begin", seq, {"kind": kind})
        if seq and register != self.register:
            facts = {"register": _beginning(register), "expected": self.register}
            return Fault("register", seq, facts)
        if not _is_time(at) or not self._later(fields):
            return Fault("time", seq, {"at": _beginning(at)})
        if self._documents is not None and kind in _DOCUMENTS:
            return self._undocumented(fields, self._documents)
        return None

    def _later(self, fields: _Fields) -> bool:
        """Say whether an event comes after the one before it; those of one act share their time."""
        at = _sortable(fields["recorded_at"])
        return at > self._time or (at == self._time and fields["idem"] == self._idem)

    def _undocumented(self, fields: _Fields, documents: Documents) -> Fault | None:
        for digest in named_in(fields):
            facts = {"digest": _beginning(str(digest))}
            if not isinstance(digest, str) or not WRITTEN.fullmatch(digest):
                return Fault("document_name", self.size, facts)
            if digest in self._looked:
                continue
            body = documents(digest)
            if body is None:
                return Fault("document_missing", self.size, facts)
            if digest_of(body) != digest:
                return Fault("document_changed", self.size, facts)
            self._looked.add(digest)
        return None


_KINDS = frozenset(KINDS)


def named_in(fields: Mapping[str, object]) -> list[object]:
    """Return what an event names documents by, in the order in which they are looked at."""
    kind = fields["kind"]
    if kind == "decision" and not isinstance(fields.get("proposal"), str):
        return []
    names = _DOCUMENTS.get(str(kind), ())
    return [fields[name] for name in names if fields.get(name) is not None]


def digest_of(body: bytes) -> str:
    """Return the digest of the bytes of a document."""
    return sha256_of(body)


def _formed(line: bytes, seq: int) -> _Fields | Fault:
    """Return the fields of *line*, or what is wrong with it by itself."""
    if len(line) > LONGEST:
        return Fault("too_long", seq, {"most": LONGEST})
    if line[-1:] != b"\n":
        return Fault("unended", seq)
    try:
        fields = read(line)
    except ValueError:
        return Fault("not_canonical", seq)
    version = fields.get("v")
    if type(version) is int and version != FORMAT:
        return Fault("version", seq, {"version": version, "known": FORMAT})
    if fields.keys() >= COMMON and _typed(fields):
        return fields
    kinds = dict(zip(_FORMED, _TYPES, strict=True))
    lacking = [name for name in kinds if type(fields.get(name)) is not kinds[name]]
    lacking += [name for name in COMMON if name not in fields and name not in kinds]
    return Fault("fields", seq, {"fields": tuple(f"`{name}`" for name in sorted(lacking))})


def _typed(fields: Mapping[str, object]) -> TypeGuard[_Fields]:
    return tuple(map(type, _pick(fields))) == _TYPES


def _is_time(text: str) -> bool:
    match = _TIME.fullmatch(text)
    if match is None:
        return False
    year, month, day = match.group(1, 2, 3)
    return day <= "28" or int(day) <= monthrange(int(year), int(month))[1]


def _sortable(text: str) -> str:
    """Return an instant so that text sorts as time does: the fraction always written out."""
    return text[:19] + (text[19:-1] or ".000000")


def _beginning(text: str) -> str:
    return visible(text[:80])
