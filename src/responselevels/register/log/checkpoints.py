"""Checkpoints: what a log is at one size, in three lines, signed or not.

The form is C2SP's: a checkpoint (tlog-checkpoint) is the text of a signed note
(signed-note), its origin, the number of events and the root in base64, each on a
line. Without signatures the three lines stand alone. The parser is strict: what
it takes, it writes again byte for byte. Signatures are only read here;
`responselevels.register.log.cosigning` makes and verifies them.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import category

from responselevels.errors import NoteRefused
from responselevels.register.log.merkle import SIZE

LONGEST = 65_536
"""Maximum length of a checkpoint in bytes, its signatures included."""

MOST_SIGNATURES = 64
"""Maximum number of signatures of a checkpoint."""

_PREFIX = "responselevels/"
_DASH = "\u2014"
_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}", re.ASCII)
_BLANKS = frozenset(
    "\t\n\x0b\x0c\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
    + "".join(map(chr, range(0x2000, 0x200B)))
)
"""The characters that Unicode calls white space."""


def origin_of(register: str) -> str:
    """Return the origin that the checkpoints of *register* carry.

    Raises:
        NoteRefused: no checkpoint can carry it: it is empty, or has a blank, a
            line break or ``+`` in it.
    """
    origin = _PREFIX + register
    if not register or not nameable(register):
        raise NoteRefused("note.origin", {"origin": register})
    return origin


def nameable(name: str) -> bool:
    """Say whether *name* can be an origin or the name of a key."""
    return bool(name) and not any(
        char in _BLANKS or char == "+" or category(char) in {"Cc", "Cs"} for char in name
    )


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log is: the root over its first *size* events."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> bytes:
        """The three lines, which are what is signed."""
        root = b64encode(self.root).decode()
        return f"{self.origin}\n{self.size}\n{root}\n".encode()


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature as it stands in a note: by which key, and its raw bytes."""

    name: str
    digits: bytes
    raw: bytes

    @property
    def line(self) -> str:
        """The line of the note, its end included."""
        return f"{_DASH} {self.name} {b64encode(self.digits + self.raw).decode()}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A checkpoint with its signatures, of which there may be none."""

    checkpoint: Checkpoint
    signatures: tuple[Signature, ...] = ()

    @property
    def to_bytes(self) -> bytes:
        """The bytes of the note; those that were read, where it was read."""
        if not self.signatures:
            return self.checkpoint.text
        lines = "".join(signature.line for signature in self.signatures)
        return self.checkpoint.text + b"\n" + lines.encode()

    def signed(self, signature: Signature) -> Note:
        """Return the note with one signature more.

        Raises:
            NoteRefused: that key has signed it already, or it has too many.
        """
        return Note(self.checkpoint, _held((*self.signatures, signature)))


def parse_note(raw: bytes) -> Note:
    """Return the checkpoint that *raw* is, with its signatures.

    Raises:
        NoteRefused: it is none, or not written as it would be here.
    """
    if len(raw) > LONGEST:
        raise NoteRefused("note.too_long", {"most": LONGEST})
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise NoteRefused("note.encoding") from None
    if any(char < " " and char != "\n" for char in text):
        raise NoteRefused("note.encoding")
    lines = text.split("\n")
    if lines.pop() or len(lines) < 3 or (len(lines) > 3 and (lines[3] or len(lines) == 4)):
        raise NoteRefused("note.text")
    return Note(_checkpoint(lines[:3]), _signatures(lines[4:]))


def _checkpoint(lines: Sequence[str]) -> Checkpoint:
    origin, size, root = lines
    if not nameable(origin):
        raise NoteRefused("note.origin", {"origin": origin})
    if not _NUMBER.fullmatch(size):
        raise NoteRefused("note.size", {"size": size})
    hashed = decoded(root)
    if hashed is None or len(hashed) != SIZE:
        raise NoteRefused("note.root", {"root": root})
    return Checkpoint(origin, int(size), hashed)


def _signatures(lines: Sequence[str]) -> tuple[Signature, ...]:
    return _held(tuple(_signature(line, number) for number, line in enumerate(lines, start=5)))


def _signature(line: str, number: int) -> Signature:
    dash, _, rest = line.partition(" ")
    name, _, text = rest.partition(" ")
    raw = decoded(text)
    if dash != _DASH or not nameable(name) or raw is None or len(raw) < 5:
        raise NoteRefused("note.line", {"line": number})
    return Signature(name, raw[:4], raw[4:])


def _held(signatures: tuple[Signature, ...]) -> tuple[Signature, ...]:
    if len(signatures) > MOST_SIGNATURES:
        raise NoteRefused("note.many", {"most": MOST_SIGNATURES})
    seen = set()
    for signature in signatures:
        key = (signature.name, signature.digits)
        if key in seen:
            raise NoteRefused("note.twice", {"name": signature.name})
        seen.add(key)
    return signatures


def decoded(text: str) -> bytes | None:
    """Return the bytes that *text* is in base64; None where it is not written as they would be."""
    try:
        raw = b64decode(text, validate=True)
    except (Base64Error, ValueError):
        return None
    return raw if b64encode(raw).decode() == text else None
