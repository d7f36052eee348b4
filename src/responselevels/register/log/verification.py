"""Verify a log whole, against checkpoints that somebody kept (docs/log-format.md).

A chain shows what was changed in the middle (`responselevels.register.log.chain`).
What it cannot show, it does not claim to: events cut off at the end, and a
history rewritten and chained anew, are seen only against a checkpoint that
somebody else kept. `VerificationReport.unseen` says what that leaves open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from responselevels.errors import NoteRefused
from responselevels.register.log.chain import ChainVerifier, Documents, Fault, VerifiedLog
from responselevels.register.log.checkpoints import Note
from responselevels.register.log.events import SEMANTICS
from responselevels.text.catalogue import worded

if TYPE_CHECKING:
    from responselevels.register.log.cosigning import VerifyingKey


@dataclass(frozen=True, slots=True)
class KeptCheckpoint:
    """A checkpoint that a log is held against, and how it is called.

    *own* says that it lay beside the log, in the same hands.
    """

    name: str
    note: Note
    own: bool = False


@dataclass(frozen=True, slots=True)
class NotChecked:
    """What this verification could not see, as ``log.unseen.<code>`` words it."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def worded(self, lang: str = "en") -> str:
        """Return what was not seen, and what would show it."""
        return worded(f"log.unseen.{self.code}", self.facts, lang)


@dataclass(frozen=True, slots=True)
class VerificationReport:
    """The outcome: how far the log is sound, what was found, what agreed, and what is left open.

    *checked* is what was looked at, as ``log.checked.<code>`` words it.
    """

    verified: VerifiedLog
    found: Fault | None
    kept: tuple[KeptCheckpoint, ...]
    signers: tuple[str, ...]
    unseen: tuple[NotChecked, ...]
    checked: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return self.found is None


def verify(
    lines: Iterable[bytes],
    *,
    documents: Documents | None = None,
    kept: Sequence[KeptCheckpoint] = (),
    keys: Sequence[VerifyingKey] = (),
) -> VerificationReport:
    """Verify raw *lines*, each with its LF, against the checkpoints *kept*.

    Every one of *keys* must have signed each checkpoint that is not the log's own.

    Raises:
        MissingExtra: there are keys, and ``sign`` is not installed.
    """
    kept = sorted(kept, key=lambda each: each.note.checkpoint.size)
    verifier = ChainVerifier(documents, frozenset(each.note.checkpoint.size for each in kept))
    for line in lines:
        verifier.take(line)
        if verifier.found is not None:
            break
    return report_on(verifier.finish(), kept, keys, whole=documents is not None)


def report_on(
    verified: VerifiedLog,
    kept: Sequence[KeptCheckpoint],
    keys: Sequence[VerifyingKey],
    *,
    whole: bool,
) -> VerificationReport:
    """Return the report on a log that was gone along, held against *kept*, which are in order of size.

    *whole* says that its documents were looked at, too. Raises as `verify` does.
    """
    found = verified.found or _against(verified, kept, keys)
    unseen = () if found else tuple(_unseen(verified, kept, keys, whole=whole))
    signers = tuple(key.name for key in keys) if kept and not found else ()
    checked = tuple(_checked(kept, keys, whole=whole))
    return VerificationReport(
        verified, found, tuple(kept) if not found else (), signers, unseen, checked
    )


def _checked(
    kept: Sequence[KeptCheckpoint], keys: Sequence[VerifyingKey], *, whole: bool
) -> Iterable[str]:
    yield "lines"
    if whole:
        yield "documents"
    if kept:
        yield "checkpoints"
    if kept and keys:
        yield "signatures"


def _against(
    verified: VerifiedLog, kept: Sequence[KeptCheckpoint], keys: Sequence[VerifyingKey]
) -> Fault | None:
    """Return what does not agree with the smallest checkpoint that does not."""
    since = 0
    for each in kept:
        found = (None if each.own else _unsigned(each, keys)) or differing(verified, each, since)
        if found is not None:
            return found
        since = each.note.checkpoint.size
    return None


def differing(verified: VerifiedLog, kept: KeptCheckpoint, since: int = 0) -> Fault | None:
    """Return how a sound log differs from a checkpoint; None where it adds to it or is the same.

    *since* is the size of an older checkpoint that agrees.
    """
    checkpoint = kept.note.checkpoint
    facts = {"name": kept.name, "size": checkpoint.size}
    origin = f"responselevels/{verified.register}"
    if verified.register is not None and checkpoint.origin != origin:
        return Fault("origin", None, {**facts, "origin": checkpoint.origin, "expected": origin})
    if checkpoint.size > verified.size:
        return Fault("smaller", verified.size, {**facts, "has": verified.size})
    if verified.roots[checkpoint.size] != checkpoint.root:
        return Fault("differs", None, {**facts, "since": since})
    return None


def _unsigned(kept: KeptCheckpoint, keys: Sequence[VerifyingKey]) -> Fault | None:
    for key in keys:
        try:
            key.verify(kept.note)
        except NoteRefused:
            return Fault("signature", None, {"name": kept.name, "key": key.name})
    return None


def _unseen(
    verified: VerifiedLog,
    kept: Sequence[KeptCheckpoint],
    keys: Sequence[VerifyingKey],
    *,
    whole: bool,
) -> Iterable[NotChecked]:
    sizes = [each.note.checkpoint.size for each in kept if not each.own]
    if not sizes:
        yield NotChecked("all")
    elif max(sizes) < verified.size:
        yield NotChecked("after", {"size": max(sizes)})
    if any(each.own for each in kept):
        yield NotChecked("own")
    if sizes and not keys:
        yield NotChecked("signature")
    if not whole:
        yield NotChecked("documents")
    for meaning, seq in verified.meanings.items():
        if meaning != str(SEMANTICS):
            facts = {"meaning": meaning, "seq": seq, "known": SEMANTICS}
            yield NotChecked("meaning", facts)
    if verified.size:
        yield NotChecked("replay")
