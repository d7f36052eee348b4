"""What proves the log to others: proofs of its entries and of its growth, checkpoints, and holding it to them.

A proof proves nothing by itself: whoever was given a checkpoint before holds it against that.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from responselevels.errors import Forbidden, NotServed
from responselevels.register.log import proofs
from responselevels.register.log.checkpoints import Note, parse_note
from responselevels.register.log.merkle import leaf_hash
from responselevels.register.log.verification import KeptCheckpoint
from responselevels.register.register import StoredRegister
from responselevels.reports.frame.rows import Row
from responselevels.reports.logs import verification_rows
from responselevels.server.console.frame.reader import Reader

_MOST = 20
"""The number of checkpoints that a page lists."""


@dataclass(frozen=True, slots=True)
class CheckpointShown:
    """A checkpoint that the register kept: what it is called in addresses, its size and root, and who signed.

    *signers* have the name of each key and the digits that tell it from others of the name. Whether
    they hold is said by whoever has the keys, not by a page of those who keep the log.
    """

    name: str
    size: int
    root: str
    signers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class InclusionShown:
    """The proof of an entry as it can be read: the hash of its line, those beside it, and the root."""

    leaf: str
    path: tuple[str, ...]
    root: str
    size: int


def check_whole(reader: Reader) -> None:
    """Let pass who may read of all areas.

    Raises:
        Forbidden: the account is bound to some.
    """
    if not reader.reading.sight.whole:
        raise Forbidden("acts.whole")


# -- checkpoints ---------------------------------------------------------------------------------


def kept_checkpoints(register: StoredRegister) -> tuple[CheckpointShown, ...]:
    """Return the checkpoints that the register kept, the largest first."""
    kept = register.store.checkpoints()[-_MOST:]
    return tuple(_shown(raw) for _size, raw in reversed(kept))


def _shown(raw: bytes) -> CheckpointShown:
    note = parse_note(raw)
    signers = tuple((one.name, one.digits.hex()) for one in note.signatures)
    point = note.checkpoint
    return CheckpointShown(_name(raw), point.size, b64encode(point.root).decode(), signers)


def _name(raw: bytes) -> str:
    return sha256(raw).hexdigest()[:16]


def kept_checkpoint(reader: Reader, register: StoredRegister, name: str) -> tuple[int, bytes]:
    """Return a checkpoint that the register kept, as it was signed, with its size.

    Raises:
        Forbidden: as `check_whole`.
        NotServed: there is none of that name.
    """
    check_whole(reader)
    for size, raw in register.store.checkpoints():
        if _name(raw) == name:
            return size, raw
    raise NotServed("page")


def checkpoint(reader: Reader) -> bytes:
    """Return what the log is now, at its size: to be kept by somebody else.

    Raises:
        Forbidden: as `check_whole`.
    """
    check_whole(reader)
    return reader.reading.served.prover.checkpoint().text


# -- proofs ----------------------------------------------------------------------------------------


def proof_of(reader: Reader, seq: int, size: int | None = None) -> bytes:
    """Return the proof that the log of *size* entries (None: all) has the entry *seq*, as a line of JSON.

    Raises:
        Forbidden: as `check_whole`.
        ProofRefused: there is no such entry.
    """
    check_whole(reader)
    return proofs.to_bytes(reader.reading.served.prover.inclusion(seq, size))


def inclusion_shown(reader: Reader, seq: int) -> InclusionShown:
    """Return the proof that the log has the entry *seq*, to be read."""
    proof = reader.reading.served.prover.inclusion(seq)
    path = tuple(one.hex() for one in proof.path)
    return InclusionShown(leaf_hash(proof.line).hex(), path, proof.root.hex(), proof.size)


def growth_of(reader: Reader, old: int, new: int | None) -> bytes:
    """Return the proof that the log of *new* entries (None: all) begins with that of *old*.

    Raises:
        Forbidden: as `check_whole`.
        ProofRefused: the log is shorter, or it would have shrunk.
    """
    check_whole(reader)
    return proofs.to_bytes(reader.reading.served.prover.consistency(old, new))


# -- whether it is whole ----------------------------------------------------------------------------


def verified_rows(
    reader: Reader, held: Sequence[KeptCheckpoint] = ()
) -> tuple[tuple[Row, ...], bool]:
    """Verify the whole log with its documents, against its checkpoints and those *held*; tell what was found.

    Returns that in words, and whether the log is sound.

    Raises:
        Forbidden: as `check_whole`.
        RegisterBusy: as `ServedRegister.verified`.
    """
    check_whole(reader)
    report = reader.reading.served.verified(held)
    return tuple(verification_rows(report, reader.lang)), report.sound


def checkpoint_given(text: str, name: str) -> KeptCheckpoint:
    """Return the checkpoint that somebody kept and has typed in, called *name*.

    Raises:
        NoteRefused: it is none.
    """
    lines = text.replace("\r\n", "\n").strip("\n") + "\n"
    note: Note = parse_note(lines.encode("utf-8", "replace"))
    return KeptCheckpoint(name, note)
