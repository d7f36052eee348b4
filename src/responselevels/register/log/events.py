"""Events: the entries of the log, each one canonical line of JSON.

A line is ASCII: keys sorted by code point, no blanks, no floats, every other
character escaped, one LF at its end, at most `LONGEST` bytes. Hashes are taken
over its raw bytes, the LF included. Each line carries the SHA-256 of the line
before it (`prev`), so that a log is a chain, and its lines are the leaves of a
Merkle tree (`responselevels.register.log.merkle`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from operator import itemgetter
from types import NoneType
from typing import TypedDict, TypeGuard

from pydantic_core import PydanticCustomError

from responselevels.errors import RegisterDamaged, RegisterError, RegisterFormat
from responselevels.models.sha256 import sha256_of
from responselevels.models.times import instant_of, micros_of
from responselevels.register.log import canonical
from responselevels.register.log.actors import Actor, ActorFields
from responselevels.register.log.event_fields import Header
from responselevels.register.log.kinds import CLASSES, Event, read_event

FORMAT = 1
"""The version of the line format, field ``v``."""

SEMANTICS = 2
"""The number of the engine's meaning; another number means that decisions may come out otherwise.

A log of meaning 1 can be verified and not replayed: nothing was released under it
(docs/decisions/0022).
"""

LONGEST = 65_536
"""Maximum length of a line in bytes, its LF included."""

LARGEST_DOCUMENT = 64 * 1024 * 1024
"""Maximum length of a document beside the log, in bytes."""

ORIGIN = "0" * 64
"""What stands for the hash of the line before the first."""


class CommonFields(TypedDict):
    """The fields that every event has; the others depend on its kind."""

    actor: ActorFields
    client: str | None
    engine: str
    idem: str
    kind: str
    prev: str
    recorded_at: str
    register: str
    request: str
    semantics: object
    seq: int
    site: str | None
    time_source: str
    v: object


COMMON = frozenset(CommonFields.__annotations__)
"""The names of the fields that every event has."""


def digest_of_line(line: bytes) -> str:
    """Return the digest of what is written as *line*, as fields of events name it."""
    return sha256_of(line)


def hash_of(line: bytes) -> str:
    """Return the SHA-256 of a raw line, in hex: the `prev` of the next one."""
    return sha256(line).hexdigest()


def line_of(fields: Mapping[str, object], *, longest: int | None = LONGEST) -> bytes:
    """Return the canonical line of *fields*.

    Raises:
        RegisterError: the line would be longer than *longest*.
        ValueError: there is what no line may have, such as a float.
    """
    line = canonical.to_bytes(fields)
    if longest is not None and len(line) > longest:
        raise RegisterError("too_long", {"size": len(line), "most": longest})
    return line


def fields_of(line: bytes, seq: int) -> dict[str, object]:
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
class Head:
    """The end of a log: the number of its lines, and the hash of the last."""

    size: int = 0
    hash: str = ORIGIN


def events_of(lines: Iterator[bytes], head: Head) -> Iterator[Event]:
    """Yield the events of raw *lines* that follow *head*, each held to the chain.

    Raises:
        RegisterDamaged: a line is not canonical, its number is not the next, it
            does not follow from the line before, or it is no event of its kind.
        RegisterFormat: an event was recorded by a later version.
    """
    seq, previous = head.size, head.hash
    for line in lines:
        yield following(line, fields_of(line, seq), seq, previous)
        seq, previous = seq + 1, hash_of(line)


def following(line: bytes, fields: Mapping[str, object], seq: int, previous: str) -> Event:
    """Return the event *seq* that *line* is, read as *fields*; it follows the hash *previous*.

    Raises:
        RegisterDamaged, RegisterFormat: as `events_of`.
    """
    if type(fields.get("seq")) is not int or fields["seq"] != seq:
        raise RegisterDamaged("wrong_number", {"seq": seq}, seq=seq)
    if fields.get("prev") != previous:
        raise RegisterDamaged("broken_chain", {"seq": seq}, seq=seq)
    return event_of(line, fields, seq)


def event_of(line: bytes, fields: Mapping[str, object], seq: int) -> Event:
    """Return the event *seq* that *line* is, whose *fields* were read from it.

    Raises:
        RegisterDamaged: it is no event of its kind.
        RegisterFormat: it was recorded by a later version.
    """
    if fields.get("kind") not in CLASSES or not fields.keys() >= COMMON or not _formed(fields):
        raise RegisterDamaged("unknown_kind", {"seq": seq}, seq=seq)
    kind = fields["kind"]
    recorded = _recorded(fields, seq)
    _of_this_version(fields)
    if kind == "register" and seq:
        raise RegisterDamaged("second_register", {"seq": seq}, seq=seq)
    try:
        return read_event(kind, fields, header_of(line, fields, recorded))
    except (ValueError, LookupError, TypeError) as error:
        raise RegisterDamaged("impossible", {"seq": seq, "kind": kind}, seq=seq) from error


def header_of(line: bytes, fields: CommonFields, recorded: int) -> Header:
    """Return what every event has, of the event that *line* is.

    Raises:
        LookupError, TypeError: its *fields* lack something of it.
    """
    kind = CLASSES[fields["kind"]]
    judged_on = (*kind.judged_on, *filter(fields.__contains__, kind.judged_where_said))
    return Header(
        seq=fields["seq"],
        recorded=recorded,
        actor=Actor.of(fields["actor"]),
        register=fields["register"],
        idem=fields["idem"],
        request=fields["request"],
        site=fields["site"],
        client=fields["client"],
        engine=fields["engine"],
        time_source=fields["time_source"],
        line=line,
        judged=canonical.members(fields, judged_on),
    )


def _of_this_version(fields: CommonFields) -> None:
    """Refuse an event that this version may not understand: never guess at a meaning."""
    said = ("v", fields["v"], FORMAT), ("semantics", fields["semantics"], SEMANTICS)
    for field, found, known in said:
        if found != known:
            facts = {"seq": fields["seq"], "field": field, "found": found, "known": known}
            older = field == "semantics" and isinstance(found, int) and found < known
            raise RegisterFormat("older_meaning" if older else "later_events", facts)


def _formed(fields: Mapping[str, object]) -> TypeGuard[CommonFields]:
    """Say whether each field that every event has is of the type that it should be."""
    actor = fields["actor"]
    if not isinstance(actor, dict) or not actor.keys() >= _OF_ACTORS:
        return False
    texts = (*_texts(fields), actor["auth"])
    perhaps = (*_perhaps(fields), actor["person"], actor["body"])
    return set(map(type, texts)) == {str} and set(map(type, perhaps)) <= {str, NoneType}


_OF_ACTORS = frozenset(ActorFields.__annotations__)
_texts = itemgetter("register", "recorded_at", "idem", "request", "engine", "time_source")
_perhaps = itemgetter("site", "client")


def _recorded(fields: CommonFields, seq: int) -> int:
    try:
        return _micros(fields["recorded_at"])
    except PydanticCustomError:
        raise RegisterDamaged("no_time", {"seq": seq}, seq=seq) from None


@lru_cache(maxsize=64)
def _micros(text: str) -> int:
    """Return an instant in microseconds; those of one act share theirs, and follow each other."""
    return micros_of(instant_of(text))
