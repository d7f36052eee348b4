"""Exports that something was done to, in many ways, for two verifiers to find."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from responselevels.register.ed25519 import key_of_seed
from responselevels.register.log.checkpoints import Checkpoint, Note, Signature, origin_of
from responselevels.register.log.cosigning import SigningKey
from responselevels.register.log.events import hash_of
from tests.register.logs import digest, documents_of, log_of, note_of, rechained


def key_of(name: str, number: int) -> SigningKey:
    """Return a key for tests; its private half is known to everybody."""
    return SigningKey(name, key_of_seed(bytes([number]) * 32))


DUTY = key_of("harbour.example/duty", 1)
CITY = key_of("city.example", 2)
OTHER = key_of("harbour.example/duty", 3)


@dataclass
class Case:
    """An export before it is laid down, and what it is held against."""

    lines: list[bytes]
    documents: dict[str, bytes] = field(default_factory=documents_of)
    own: bytes | None = None
    against: list[bytes] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    done: str = "nothing"

    def lay(self, folder: Path) -> dict[str, Any]:
        """Write it into *folder*; return the job that a verifier is given."""
        (folder / "documents").mkdir(parents=True)
        (folder / "log.jsonl").write_bytes(b"".join(self.lines))
        for name, body in self.documents.items():
            (folder / "documents" / f"{name.removeprefix('sha256:')}.json").write_bytes(body)
        if self.own is not None:
            (folder / "checkpoint.txt").write_bytes(self.own)
        against = []
        for number, raw in enumerate(self.against):
            path = folder / f"kept-{number}.txt"
            path.write_bytes(raw)
            against.append(str(path))
        return {"log": str(folder), "against": against, "keys": self.keys}


def good(random: Random) -> Case:
    """Return a sound export, held against checkpoints that agree."""
    lines = log_of(random.choice([0, 1, 2, 3, random.randrange(4, 40)]), random.randrange(50))
    case = Case(lines)
    if lines and random.random() < 0.6:
        case.own = note_of(lines).to_bytes
    signed = random.random() < 0.5
    for _ in range(random.choice([0, 1, 1, 1, 2, 3])):
        note = note_of(lines, random.randrange(len(lines) + 1))
        if signed:
            note = CITY.sign(DUTY.sign(note))
            note = note.signed(Signature("unknown.example", b"abcd", random.randbytes(9)))
        case.against.append(note.to_bytes)
    if signed:
        case.keys = [key.verifying.text for key in random.choice([[DUTY], [CITY], [CITY, DUTY]])]
    return case


def held(random: Random) -> Case:
    """Return a sound export that is held against a checkpoint over all of it."""
    lines = log_of(random.randrange(4, 40), random.randrange(50))
    note = note_of(lines)
    case = Case(lines, own=random.choice([None, note.to_bytes]))
    case.against = [DUTY.sign(note).to_bytes]
    case.keys = random.choice([[], [DUTY.verifying.text]])
    return case


Damage = Callable[[Random, Case], None]


# -- to the bytes ---------------------------------------------------------------------------


def byte_replaced(random: Random, case: Case) -> None:
    raw = bytearray(b"".join(case.lines))
    at = random.randrange(len(raw))
    raw[at] = (raw[at] + random.randrange(1, 256)) % 256
    case.lines = [bytes(raw)]


def byte_put_in(random: Random, case: Case) -> None:
    raw = b"".join(case.lines)
    at = random.randrange(len(raw) + 1)
    case.lines = [raw[:at], bytes([random.randrange(256)]), raw[at:]]


def byte_taken_out(random: Random, case: Case) -> None:
    raw = b"".join(case.lines)
    at = random.randrange(len(raw))
    case.lines = [raw[:at], raw[at + 1 :]]


def cut_anywhere(random: Random, case: Case) -> None:
    raw = b"".join(case.lines)
    case.lines = [raw[: random.randrange(len(raw))]]


def spelled(old: bytes, new: bytes) -> Damage:
    """Return what writes one event otherwise, to the same meaning or none."""

    def damage(random: Random, case: Case) -> None:
        places = [n for n, line in enumerate(case.lines) if old in line]
        if not places:
            cut_tail(random, case)
            return
        at = random.choice(places)
        case.lines[at] = case.lines[at].replace(old, new, 1)

    return damage


def junk_after(random: Random, case: Case) -> None:
    case.lines.append(random.choice([b"\n", b"{}\n", b"x", b"[]\n", b"\0\n", b'{"v":1}\n']))


def too_long(random: Random, case: Case) -> None:
    at = random.randrange(len(case.lines))
    case.lines[at] = case.lines[at].replace(b'"client":"', b'"client":"' + b"x" * 65_536)


# -- to the events ------------------------------------------------------------------------------


def cut_tail(random: Random, case: Case) -> None:
    del case.lines[random.randrange(len(case.lines)) :]


def taken_out(random: Random, case: Case) -> None:
    del case.lines[random.randrange(len(case.lines))]


def doubled(random: Random, case: Case) -> None:
    at = random.randrange(len(case.lines))
    case.lines.insert(random.randrange(len(case.lines) + 1), case.lines[at])


def swapped(random: Random, case: Case) -> None:
    at = random.randrange(len(case.lines) - 1)
    case.lines[at : at + 2] = reversed(case.lines[at : at + 2])


def from_another_log(random: Random, case: Case) -> None:
    other = log_of(len(case.lines), 99, register=random.choice(["harbour", "airport"]))
    at = random.randrange(len(case.lines))
    case.lines[at:] = random.choice([other[at : at + 1] + case.lines[at + 1 :], other[at:]])


VALUES: list[Any] = [
    *(None, True, False, 0, 1, 2, -1, 10**18 - 1, "", "x", "1", [], {}, [[]], {"a": 1}),
    *("\ud800", "🚒", "\x7f", "a\nb", "harbour", "register", "keys", "decision", "0" * 64),
    *("2026-02-11T00:00:00Z", "2026-02-29T00:00:00Z", "2027-01-01T00:00:00Z", "9999-12-31"),
    *("2027-01-01T00:00:00.000000Z", "2027-01-01T24:00:00Z", "sha256:" + "0" * 64),
    "sha256:" + "A" * 64,
]


def _changes(random: Random, line: bytes) -> dict[str, Any]:
    fields = json.loads(line)
    name = random.choice([*fields, "more"])
    return {name: random.choice(VALUES)}


def changed(random: Random, case: Case) -> None:
    at = random.randrange(len(case.lines))
    case.lines[at] = rechained_at(case.lines, at, _changes(random, case.lines[at]))[at]


def forked(random: Random, case: Case) -> None:
    at = random.randrange(len(case.lines))
    case.lines = rechained_at(case.lines, at, _changes(random, case.lines[at]))


def forked_where_it_counts(random: Random, case: Case) -> None:
    names = ["recorded_at", "kind", "register", "idem", "prev", "rules", "keys", "proposal"]
    name = random.choice(names)
    fitting = [n for n, line in enumerate(case.lines) if f'"{name}":'.encode() in line]
    at = random.choice(fitting)
    forked = rechained_at(case.lines, at, {name: random.choice(VALUES)})
    case.lines = forked if random.random() < 0.7 else [*forked[: at + 1], *case.lines[at + 1 :]]


def rechained_at(lines: list[bytes], at: int, changes: dict[str, Any]) -> list[bytes]:
    return rechained(lines, at, **changes)


def field_missing(random: Random, case: Case) -> None:
    at = random.randrange(len(case.lines))
    fields = json.loads(case.lines[at])
    del fields[random.choice(list(fields))]
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"))
    case.lines[at] = text.encode() + b"\n"


def forked_for_a_while(random: Random, case: Case) -> None:
    at = random.randrange(len(case.lines))
    upto = random.randrange(at, len(case.lines)) + 1
    fork = rechained(case.lines, at, client="elsewhere")
    case.lines = [*fork[:upto], *case.lines[upto:]]


# -- to the documents -----------------------------------------------------------------------


def document_missing(random: Random, case: Case) -> None:
    del case.documents[random.choice(list(case.documents))]


def document_changed(random: Random, case: Case) -> None:
    name = random.choice(list(case.documents))
    body = bytearray(case.documents[name] or b"x")
    body[random.randrange(len(body))] ^= 1 << random.randrange(8)
    case.documents[name] = bytes(body)


# -- to the checkpoints -----------------------------------------------------------------------


def checkpoint_byte(random: Random, case: Case) -> None:
    raw = bytearray(case.against[0])
    at = random.randrange(len(raw))
    raw[at] = (raw[at] + random.randrange(1, 256)) % 256
    case.against[0] = bytes(raw)


def _otherwise(
    random: Random,
    case: Case,
    *,
    origin: str | None = None,
    size: int | None = None,
    root: bytes | None = None,
) -> None:
    known = note_of(case.lines, random.randrange(len(case.lines) + 1)).checkpoint
    made = Checkpoint(
        origin or known.origin, known.size if size is None else size, root or known.root
    )
    case.against = [DUTY.sign(Note(made)).to_bytes]


def checkpoint_of_another(random: Random, case: Case) -> None:
    _otherwise(random, case, origin=origin_of("airport"))


def checkpoint_of_more(random: Random, case: Case) -> None:
    _otherwise(random, case, size=len(case.lines) + random.choice([1, 2, 10**17]))


def checkpoint_of_other_size(random: Random, case: Case) -> None:
    _otherwise(random, case, size=random.randrange(len(case.lines)))


def checkpoint_of_other_root(random: Random, case: Case) -> None:
    _otherwise(random, case, root=random.randbytes(32))


def checkpoint_unsigned(random: Random, case: Case) -> None:
    del random
    case.against = [note_of(case.lines).to_bytes]
    case.keys = [DUTY.verifying.text]


def checkpoint_signed_by_another(random: Random, case: Case) -> None:
    case.against = [random.choice([OTHER, CITY]).sign(note_of(case.lines)).to_bytes]
    case.keys = [DUTY.verifying.text]


def checkpoint_signed_with_forged_digits(random: Random, case: Case) -> None:
    note = note_of(case.lines)
    raw = random.choice([OTHER, CITY]).private.sign(note.checkpoint.text)
    forged = Signature(DUTY.name, DUTY.verifying.digits, raw)
    case.against = [note.signed(forged).to_bytes]
    case.keys = [DUTY.verifying.text]


def key_mistyped(random: Random, case: Case) -> None:
    text = list(DUTY.verifying.text)
    at = random.randrange(len(text))
    text[at] = random.choice("abcXYZ019+/= ")
    case.keys = ["".join(text)]


def own_checkpoint_of_a_fork(random: Random, case: Case) -> None:
    at = random.randrange(len(case.lines))
    case.own = note_of(rechained(case.lines, at, client="elsewhere")).to_bytes


def own_checkpoint_broken(random: Random, case: Case) -> None:
    case.own = random.choice([b"", b"x\n", b"a\n1\nb\n", note_of(case.lines).to_bytes + b"\n"])


DAMAGES: dict[str, Damage] = {
    damage.__name__: damage
    for damage in (
        *(byte_replaced, byte_put_in, byte_taken_out, cut_anywhere, junk_after, too_long),
        *(cut_tail, taken_out, doubled, swapped, from_another_log, changed, forked),
        forked_where_it_counts,
        *(field_missing, forked_for_a_while, document_missing, document_changed),
        *(checkpoint_byte, checkpoint_of_another, checkpoint_of_more, checkpoint_of_other_size),
        *(checkpoint_of_other_root, checkpoint_unsigned, checkpoint_signed_by_another),
        *(checkpoint_signed_with_forged_digits, key_mistyped, own_checkpoint_of_a_fork),
        own_checkpoint_broken,
    )
} | {
    "a blank": spelled(b":", b": "),
    "a blank before the end": spelled(b"}\n", b"} \n"),
    "a carriage return": spelled(b"\n", b"\r\n"),
    "a key twice": spelled(b'"v":1', b'"v":1,"v":1'),
    "a key twice, the first otherwise": spelled(b'"v":1', b'"v":2,"v":1'),
    "keys in another order": spelled(b'"semantics":2,"seq"', b'"seq"'),
    "a fraction": spelled(b'"v":1', b'"v":1.0'),
    "an exponent": spelled(b'"v":1', b'"v":1e0'),
    "a minus before nothing": spelled(b'"v":1', b'"v":-0'),
    "a leading zero": spelled(b'"semantics":2', b'"semantics":02'),
    "nineteen digits": spelled(b'"semantics":2', b'"semantics":2000000000000000000'),
    "upper-case digits": spelled(b"\\u6e2f\\u533a", b"\\u6E2F\\u533A"),
    "an escape that is none needed": spelled(b"duty room", b"duty\\u0020room"),
    "a short escape written long": spelled(b"\\n", b"\\u000a"),
    "a solidus escaped": spelled(b"duty room", b"duty\\/room"),
    "DEL as it is": spelled(b"\\u007f", b"\x7f"),
    "UTF-8 as it is": spelled(b"\\u6e2f\\u533a", "港区".encode()),
    "half a surrogate": spelled(b"\\ude92", b""),
    "not a number": spelled(b'"semantics":2', b'"semantics":NaN'),
    "deep nesting": spelled(b'"semantics":2', b'"semantics":' + b"[" * 64 + b"]" * 64),
    "just not too deep": spelled(b'"semantics":2', b'"semantics":' + b"[" * 63 + b"]" * 63),
    "very deep nesting": spelled(b'"semantics":2', b'"semantics":' + b"[" * 30_000),
    "a later format": spelled(b'"v":1', b'"v":2'),
    "a flag for a number": spelled(b'"v":1', b'"v":true'),
}


def damaged(random: Random, name: str | None = None) -> Case:
    """Return an export that one thing was done to, or now and then two."""
    case = held(random)
    names = [name or random.choice([*DAMAGES, *["forked_where_it_counts"] * 15])]
    if name is None and random.random() < 0.2:
        names.append(random.choice(["document_missing", "cut_tail", "checkpoint_of_more"]))
    for each in names:
        if case.lines:
            DAMAGES[each](random, case)
    case.done = " and ".join(names)
    return case


__all__ = ["CITY", "DAMAGES", "DUTY", "OTHER", "Case", "damaged", "digest", "good", "hash_of"]
