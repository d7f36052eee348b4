"""Verify a log whole, against checkpoints that somebody kept (docs/log-format.md).

A chain shows what was changed in the middle (`responselevels.register.log.chain`).
What it cannot show, it does not claim to: events cut off at the end, and a
history rewritten and chained anew, are seen only against a checkpoint that
somebody else kept. `Report.unseen` says what that leaves open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from responselevels.errors import NoteRefused
from responselevels.register.log.chain import Documents, Found, Verified, Walk
from responselevels.register.log.checkpoints import Note
from responselevels.register.log.events import SEMANTICS
from responselevels.text.catalogue import worded

if TYPE_CHECKING:
    from responselevels.register.log.cosigning import VerifyingKey


@dataclass(frozen=True, slots=True)
class Kept:
    """A checkpoint that a log is held against, and how it is called.

    *own* says that it lay beside the log, in the same hands.
    """

    name: str
    note: Note
    own: bool = False


@dataclass(frozen=True, slots=True)
class Unseen:
    """What this verification could not see, as ``log.unseen.<code>`` words it."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def worded(self, lang: str = "en") -> str:
        """Return what was not seen, and what would show it."""
        return worded(f"log.unseen.{self.code}", self.facts, lang)


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome: how far the log is sound, what was found, what agreed, and what is left open.

    *checked* is what was looked at, as ``log.checked.<code>`` words it.
    """

    verified: Verified
    found: Found | None
    kept: tuple[Kept, ...]
    signers: tuple[str, ...]
    unseen: tuple[Unseen, ...]
    checked: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return self.found is None


def verify(
    lines: Iterable[bytes],
    *,
    documents: Documents | None = None,
    kept: Sequence[Kept] = (),
    keys: Sequence[VerifyingKey] = (),
) -> Report:
    """Verify raw *lines*, each with its LF, against the checkpoints *kept*.

    Every one of *keys* must have signed each checkpoint that is not the log's own.

    Raises:
        MissingExtra: there are keys, and ``sign`` is not installed.
    """
    kept = sorted(kept, key=lambda each: each.note.checkpoint.size)
    walk = Walk(documents, frozenset(each.note.checkpoint.size for each in kept))
    for line in lines:
        walk.take(line)
        if walk.found is not None:
            break
    verified = walk.finish()
    found = verified.found or _against(verified, kept, keys)
    unseen = () if found else tuple(_unseen(verified, kept, keys, whole=documents is not None))
    signers = tuple(key.name for key in keys) if kept and not found else ()
    checked = tuple(_checked(kept, keys, whole=documents is not None))
    return Report(verified, found, tuple(kept) if not found else (), signers, unseen, checked)


def _checked(kept: Sequence[Kept], keys: Sequence[VerifyingKey], *, whole: bool) -> Iterable[str]:
    yield "lines"
    if whole:
        yield "documents"
    if kept:
        yield "checkpoints"
    if kept and keys:
        yield "signatures"


def _against(
    verified: Verified, kept: Sequence[Kept], keys: Sequence[VerifyingKey]
) -> Found | None:
    """Return what does not agree with the smallest checkpoint that does not."""
    since = 0
    for each in kept:
        found = (None if each.own else _unsigned(each, keys)) or differing(verified, each, since)
        if found is not None:
            return found
        since = each.note.checkpoint.size
    return None


def differing(verified: Verified, kept: Kept, since: int = 0) -> Found | None:
    """Return how a sound log differs from a checkpoint; None where it adds to it or is the same.

    *since* is the size of an older checkpoint that agrees.
    """
    checkpoint = kept.note.checkpoint
    facts = {"name": kept.name, "size": checkpoint.size}
    origin = f"responselevels/{verified.register}"
    if verified.register is not None and checkpoint.origin != origin:
        return Found("origin", None, {**facts, "origin": checkpoint.origin, "expected": origin})
    if checkpoint.size > verified.size:
        return Found("smaller", verified.size, {**facts, "has": verified.size})
    if verified.roots[checkpoint.size] != checkpoint.root:
        return Found("differs", None, {**facts, "since": since})
    return None


def _unsigned(kept: Kept, keys: Sequence[VerifyingKey]) -> Found | None:
    for key in keys:
        try:
            key.verify(kept.note)
        except NoteRefused:
            return Found("signature", None, {"name": kept.name, "key": key.name})
    return None


def _unseen(
    verified: Verified, kept: Sequence[Kept], keys: Sequence[VerifyingKey], *, whole: bool
) -> Iterable[Unseen]:
    sizes = [each.note.checkpoint.size for each in kept if not each.own]
    if not sizes:
        yield Unseen("all")
    elif max(sizes) < verified.size:
        yield Unseen("after", {"size": max(sizes)})
    if any(each.own for each in kept):
        yield Unseen("own")
    if sizes and not keys:
        yield Unseen("signature")
    if not whole:
        yield Unseen("documents")
    for meaning, seq in verified.meanings.items():
        if meaning != str(SEMANTICS):
            facts = {"meaning": meaning, "seq": seq, "known": SEMANTICS}
            yield Unseen("meaning", facts)
    if verified.size:
        yield Unseen("replay")
