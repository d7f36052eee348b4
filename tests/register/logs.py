"""Logs made for tests: canonical lines with a chain, without a register behind them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from responselevels.register.log.checkpoints import Checkpoint, Note, origin_of
from responselevels.register.log.events import ORIGIN, SEMANTICS, hash_of, line_of
from responselevels.register.log.export import write_export
from responselevels.register.log.merkle import Tree

REGISTER = "harbour"
TEXTS = ("a fire at the quay", "港区火情", 'said "now"\\', "tab\tand\nbreak", "🚒", "\x7f\x00", "")


def document(number: int) -> bytes:
    """Return a document, as canonical JSON."""
    return json.dumps({"format": 1, "id": f"rules-{number}"}, separators=(",", ":")).encode()


def digest(body: bytes) -> str:
    return "sha256:" + sha256(body).hexdigest()


def written_at(micros: int) -> str:
    """Return an instant of 2026-02-11, the fraction left out where it is nothing."""
    seconds, rest = divmod(micros, 1_000_000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    fraction = f".{rest:06d}" if rest else ""
    return f"2026-02-11T{hours:02d}:{minutes:02d}:{seconds:02d}{fraction}Z"


def common(seq: int, prev: str, at: int, register: str = REGISTER) -> dict[str, Any]:
    """Return the fields that every event has, but its kind."""
    return {
        "actor": {"person": "li.na", "body": "harbour_office", "auth": "session"},
        "client": "desk-1",
        "engine": "0.1.0",
        "prev": prev,
        "recorded_at": written_at(at),
        "register": register,
        "request": digest(f"request {seq}".encode()),
        "semantics": SEMANTICS,
        "seq": seq,
        "site": "duty room",
        "time_source": "system",
        "v": 1,
    }


def beginning(random: Random) -> Iterator[dict[str, Any]]:
    """Yield what a log begins with: the register, its rules and areas, its keys."""
    del random
    yield {"kind": "register", "title": "Harbour"}
    yield {
        "kind": "adoption",
        "rules": digest(document(0)),
        "areas": digest(document(1)),
        "changed": ["rules", "areas"],
        "renamed": {},
        "merged": {},
    }
    yield {"kind": "keys", "version": 1, "keys": digest(document(2)), "signatures": []}


def story(random: Random) -> Iterator[dict[str, Any]]:
    """Yield what events say beside the common fields, without end.

    What says ``idem`` belongs to the act before it, and shares its time.
    """
    yield from beginning(random)
    number = 0
    while True:
        number += 1
        of, text = f"P-{number}", random.choice(TEXTS)
        yield {
            "kind": "proposal",
            "of": of,
            "proposal": {"id": of, "level": "2", "reason": text, "scope": ["quay", "北港"]},
            "proposal_digest": digest(of.encode()),
            "revision": 1,
        }
        yield {"kind": "assessment", "idem": None, "of": of, "assessment": {"by": "police"}}
        if random.random() < 0.2:
            yield {"kind": "clock", "was": written_at(number), "jump_us": -random.randrange(10**9)}
        if random.random() < 0.1:
            yield {
                "kind": "adoption",
                "rules": digest(document(random.randrange(3, 6))),
                "areas": digest(document(1)),
                "changed": ["rules"],
                "renamed": {},
                "merged": {},
            }
        long = random.random() < 0.3
        yield {
            "kind": "decision",
            "of": of,
            "proposal": digest(document(3)) if long else {"id": of},
            "decision": digest(document(4) if long else of.encode()),
            "verdict": random.choice(("permit", "pending", "deny")),
            "findings": [{"code": "approval.missing", "facts": {"count": 1}}],
            "provisional_until": None,
            "approvals": [],
        }


def chained(
    parts: Sequence[Mapping[str, Any]], *, register: str = REGISTER, start: int = 0
) -> list[bytes]:
    """Return the lines of events that say *parts*, each chained to the one before."""
    lines: list[bytes] = []
    previous, at, idem = ORIGIN, start, "k"
    for seq, part in enumerate(parts):
        if "idem" not in part:
            at, idem = at + 500_000, f"k-{seq}"
        lines.append(line_of({**common(seq, previous, at, register), **part, "idem": idem}))
        previous = hash_of(lines[-1])
    return lines


def log_of(size: int, seed: int = 1, *, register: str = REGISTER, start: int = 0) -> list[bytes]:
    """Return a sound log of *size* events."""
    parts = story(Random(seed))
    return chained([next(parts) for _ in range(size)], register=register, start=start)


def documents_of(count: int = 6) -> dict[str, bytes]:
    """Return all documents that logs made here can name, by digest."""
    return {digest(body): body for body in map(document, range(count))}


def rechained(lines: Sequence[bytes], start: int, /, **changed: Any) -> list[bytes]:
    """Return the log forked at *start*: that event changed, and all after it chained anew."""
    forked = list(lines[:start])
    previous = hash_of(forked[-1]) if forked else ORIGIN
    for seq, line in enumerate(lines[start:], start):
        fields = json.loads(line)
        fields |= {"prev": previous, **(changed if seq == start else {})}
        forked.append(line_of(fields))
        previous = hash_of(forked[-1])
    return forked


def note_of(lines: Sequence[bytes], size: int | None = None, register: str = REGISTER) -> Note:
    """Return the unsigned checkpoint over the first *size* lines."""
    tree = Tree(lines)
    size = tree.size if size is None else size
    return Note(Checkpoint(origin_of(register), size, tree.root(size)))


def exported(folder: Path, lines: Sequence[bytes], note: Note | None = None) -> Path:
    """Write an export of *lines*, with the documents they name, into *folder*."""
    write_export(
        folder, lines, documents_of().get, checkpoint=None if note is None else note.to_bytes
    )
    return folder
