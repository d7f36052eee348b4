"""Outlines of lines that were read in full before: what is where, taken from the bytes.

To read a line in full (canonical form, types of all fields, what it says) costs a hundred
times as much as to hash it. Whoever knows the bytes from before, by their hash, need not do it
again, and needs only a few of the fields. Here they are looked up and not parsed. A line has one
spelling: its keys ascend, and a quote within a text is escaped. So a key is found by its bytes, and
where these stand in a line once, they stand for the field of the event itself. Where they stand
there more often (a fact of an assessment may be called `prev`), the line is parsed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

from responselevels.register.log import canonical
from responselevels.register.log.events import ORIGIN, Head, fields_of

_PREV = b',"prev":"'
_IDEM = b',"idem":"'
_TEXT = rb'"([^"\\]*(?:\\.[^"\\]*)*)"'
_UNHEARD = rb'"[^"\\]*(?:\\.[^"\\]*)*"'
_OUTLINE = re.compile(
    b"".join(
        (
            b',"idem":' + _TEXT,
            rb'(?:,"jump_us":-?\d+)?',
            b'(?:,"key":' + _UNHEARD + b")?",
            rb'(?:,"keys":(?:\d+|' + _UNHEARD + b"))?",
            rb',"kind":"([a-z]+)"',
            rb'(?:,"missing":(?:null|\[.*?\])(?=,"of":))?',
            b'(?:,"nonce":' + _TEXT + b")?",
            b'(?:,"of":' + _TEXT + b")?",
        )
    )
)
_ANY = re.compile(_TEXT)
_PERSON = re.compile(rb'"(?:person|proposer)":' + _TEXT)
_NAMES = (b'"person":"', b'"proposer":"')
_ORDER = b',"order":'
_AFTER = re.compile(rb',"prev":"[0-9a-f]{64}","recorded_at":"([^"\\]*)","register":')
_HASH = 64
_OF_NOTHING = frozenset({b"register", b"adoption", b"keys", b"clock", b"order", b"deed"})
"""The kinds of events that are of no proposal, or need not be."""


class Outline(NamedTuple):
    """What is looked up of a line: the key of its act, its kind, its proposal and its nonce, if any.

    *end* is the place in the line after these, 0 where the line was parsed.
    """

    idem: str
    kind: str
    nonce: str | None
    of: str | None
    end: int


def outline_of(line: bytes, seq: int) -> Outline:
    """Return the outline of *line*, the event *seq*.

    Raises:
        LookupError, ValueError, RegisterDamaged: it is no line of a register.
    """
    at = line.find(_IDEM)
    found = _OUTLINE.match(line, at) if line.find(_IDEM, at + 1) < 0 <= at else None
    if found is None:
        return _parsed(line, seq)
    idem, kind, nonce, of = found.groups()
    if of is None and kind not in _OF_NOTHING:
        return _parsed(line, seq)
    return Outline(
        text_of(idem),
        kind.decode("ascii"),
        None if nonce is None else text_of(nonce),
        None if of is None else text_of(of),
        found.end(),
    )


def _parsed(line: bytes, seq: int) -> Outline:
    fields = fields_of(line, seq)
    nonce, of = (fields.get(name) for name in ("nonce", "of"))
    return Outline(
        str(fields["idem"]),
        str(fields["kind"]),
        None if nonce is None else str(nonce),
        None if of is None else str(of),
        0,
    )


def order_in(line: bytes, outline: Outline, seq: int) -> tuple[bytes, str]:
    """Return the order that *line* issues, to the letter, and when it was recorded.

    Raises:
        LookupError, ValueError, RegisterDamaged: it is no line of a register, or of another kind.
    """
    at = line.find(_PREV)
    found = _AFTER.match(line, at) if line.find(_PREV, at + 1) < 0 <= at else None
    if outline.end and found is not None and line.startswith(_ORDER, outline.end):
        return line[outline.end + len(_ORDER) : at], found[1].decode("ascii")
    fields = fields_of(line, seq)
    ((_name, written),) = canonical.members(fields, ("order",))
    return written.encode("ascii"), str(fields["recorded_at"])


def text_of(written: bytes) -> str:
    """Return the text that is *written* between quotes."""
    if b"\\" in written:
        return str(json.loads(b'"' + written + b'"'))
    return written.decode("ascii")


def persons_in(line: bytes) -> list[str]:
    """Return whatever stands in *line* as a person or a proposer: all that it names, perhaps more."""
    if _NAMES[0] not in line and _NAMES[1] not in line:
        return []
    return [text_of(written) for written in _PERSON.findall(line)]


def texts_in(line: bytes) -> Iterator[str]:
    """Yield every text that stands in *line*, names of fields as well."""
    return map(text_of, _ANY.findall(line))


def follow_on(lines: Iterable[bytes], head: Head) -> bool:
    """Say whether *lines* are, to the byte, those that once ended in *head*.

    Each has the hash of the one before, so that the last hash stands for all of them.
    """
    size, last = 0, ORIGIN
    for line in lines:
        if _previous(line, size) != last:
            return False
        size, last = size + 1, sha256(line).hexdigest()
    return Head(size, last) == head


def _previous(line: bytes, seq: int) -> str | None:
    """Return the hash of the line before that *line* has, None where it has none."""
    at = line.find(_PREV)
    if at < 0:
        return None
    if line.find(_PREV, at + 1) < 0:
        start = at + len(_PREV)
        return line[start : start + _HASH].decode("ascii", "replace")
    previous = fields_of(line, seq).get("prev")
    return previous if isinstance(previous, str) else None
