"""Events: the entries of the log, each one canonical line of JSON.

A line is ASCII: keys sorted by code point, no blanks, no floats, every other
character escaped, one LF at its end, at most `LONGEST` bytes. Hashes are taken
over its raw bytes, the LF included. Each line carries the SHA-256 of the line
before it (`prev`), so that a log is a chain, and its lines are the leaves of a
Merkle tree (`responselevels.register.log.merkle`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from pydantic_core import PydanticCustomError

from responselevels.errors import RegisterDamaged, RegisterError
from responselevels.models.times import instant_of, micros_of
from responselevels.register.log import canonical

FORMAT = 1
"""The version of the line format, field ``v``."""

SEMANTICS = 2
"""The number of the engine's meaning; another number means that decisions may come out otherwise.

A log of meaning 1 can be verified and not replayed: nothing was released under it
(docs/decisions/0022).
"""

LONGEST = 65_536
"""So many bytes may a line have, its LF included."""

LARGEST_DOCUMENT = 64 * 1024 * 1024
"""So many bytes may a document beside the log have."""

ORIGIN = "0" * 64
"""What stands for the hash of the line before the first."""

KINDS = (
    "register",  # the first: which register this is
    "adoption",  # rules and areas, by digest
    "keys",  # a version of the key list, by digest
    "proposal",
    "amendment",
    "assessment",
    "approval",  # or a refusal, or one taken back: `word`
    "attempt",  # an approval that was refused, and why
    "withdrawal",
    "decision",
    "order",
    "end",
    "ratification",
    "clock",  # the clock jumped
)

COMMON = frozenset(
    {
        "actor",
        "client",
        "engine",
        "idem",
        "kind",
        "prev",
        "recorded_at",
        "register",
        "request",
        "semantics",
        "seq",
        "site",
        "time_source",
        "v",
    }
)
"""The fields that every event has; the others depend on its kind."""


def digest_of_line(line: bytes) -> str:
    """Return the digest of what is written as *line*, as fields of events name it."""
    return "sha256:" + sha256(line).hexdigest()


def hash_of(line: bytes) -> str:
    """Return the SHA-256 of a raw line, in hex: the `prev` of the next one."""
    return sha256(line).hexdigest()


def line_of(fields: Mapping[str, Any], *, longest: int | None = LONGEST) -> bytes:
    """Return the canonical line of *fields*.

    Raises:
        RegisterError: the line would be longer than *longest*.
        ValueError: there is what no line may have, such as a float.
    """
    return line_and_fields(fields, longest=longest)[0]


def line_and_fields(
    fields: Mapping[str, Any], *, longest: int | None = LONGEST
) -> tuple[bytes, dict[str, Any]]:
    """Return the canonical line of *fields*, and the fields as they are read from it.

    Raises:
        RegisterError, ValueError: as `line_of`.
    """
    line, found = canonical.to_bytes_and_back(fields)
    if longest is not None and len(line) > longest:
        raise RegisterError("too_long", {"size": len(line), "most": longest})
    return line, found


def fields_of(line: bytes, seq: int) -> dict[str, Any]:
    """Return the fields of a raw line.

    Raises:
        RegisterDamaged: it is not in canonical form; *seq* says which it is.
    """
    try:
        if len(line) <= LONGEST:
            return canonical.read(line)
    except ValueError:
        pass
    raise RegisterDamaged("not_canonical", {"seq": seq}, seq=seq)


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the log as it was read: its number, its raw line, its fields.

    *recorded* is its time in microseconds, *kind* one of `KINDS`. *made* is the
    model that the line was written from, where it was written here a moment ago.
    """

    seq: int
    line: bytes = field(repr=False)
    told: Mapping[str, Any] | None = field(compare=False)
    recorded: int
    kind: str = ""
    made: object = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Take the kind from the fields, where it is not given."""
        if not self.kind:
            object.__setattr__(self, "kind", str(self.fields["kind"]))

    @property
    def fields(self) -> Mapping[str, Any]:
        """What the line says; of a slim event it is read anew each time."""
        if self.told is not None:
            return self.told
        fields: dict[str, Any] = json.loads(self.line)
        return fields

    def slim(self) -> Event:
        """Return the event with its line alone: a tenth of the memory, for those that are kept."""
        return Event(self.seq, self.line, None, self.recorded, self.kind) if self.line else self


@dataclass(frozen=True, slots=True)
class Head:
    """How far a log goes: the number of its lines, and the hash of the last."""

    size: int = 0
    hash: str = ORIGIN


def events_of(lines: Iterator[bytes], head: Head) -> Iterator[Event]:
    """Yield the events of raw *lines* that follow *head*, each held to the chain.

    Raises:
        RegisterDamaged: a line is not canonical, its number is not the next, or
            it does not follow from the line before.
    """
    seq, previous = head.size, head.hash
    for line in lines:
        fields = fields_of(line, seq)
        if type(fields.get("seq")) is not int or fields["seq"] != seq:
            raise RegisterDamaged("wrong_number", {"seq": seq}, seq=seq)
        if fields.get("prev") != previous:
            raise RegisterDamaged("broken_chain", {"seq": seq}, seq=seq)
        if fields.get("kind") not in KINDS or not fields.keys() >= COMMON or _misformed(fields):
            raise RegisterDamaged("unknown_kind", {"seq": seq}, seq=seq)
        yield Event(seq, line, fields, _recorded(fields, seq))
        seq, previous = seq + 1, hash_of(line)


def _misformed(fields: Mapping[str, Any]) -> bool:
    """Say whether a field that every event has is of another type than it should be."""
    actor = fields["actor"]
    if not isinstance(actor, Mapping) or not actor.keys() >= {"person", "body", "auth"}:
        return True
    texts = (*(fields[name] for name in _TEXTS), actor["auth"])
    perhaps = (fields["site"], fields["client"], actor["person"], actor["body"])
    return not all(isinstance(one, str) for one in texts) or not all(
        one is None or isinstance(one, str) for one in perhaps
    )


_TEXTS = ("register", "recorded_at", "idem", "request", "engine", "time_source")


def _recorded(fields: Mapping[str, Any], seq: int) -> int:
    try:
        return micros_of(instant_of(fields["recorded_at"]))
    except PydanticCustomError:
        raise RegisterDamaged("no_time", {"seq": seq}, seq=seq) from None
