"""Reading a log whole, at opening: in full, or held to the hash by which it was read in full before."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from responselevels.errors import RegisterNotFound, ResponseLevelsError
from responselevels.register.history.named_areas import schemes_of_named
from responselevels.register.history.recalling import recalled
from responselevels.register.history.state import Documents, State
from responselevels.register.log.events import Head, events_of, fields_of, hash_of
from responselevels.register.recording.marks import ReadMarks
from responselevels.register.recording.rollback import RollbackGuard, hold
from responselevels.register.stores.store import Store

_NOT_READ_BEFORE = (ResponseLevelsError, LookupError, ValueError, TypeError, AttributeError)
"""What recalling raises where the lines cannot have been read in full before, whatever a mark says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedAtOpening:
    """How the log was verified when it was opened: so many events *in_full*, so many *by_hash*.

    The latter had been read in full before, by this site and this version of the program; that
    they are the same to the byte is shown by the hash in which they end.
    """

    in_full: int
    by_hash: int


@dataclass(slots=True)
class LogReading:
    """A log being read into *state*; *by_hash* of its events were read in full before.

    *named*: under the areas alone that its lines name, and those above these (`named_areas`).
    """

    state: State
    by_hash: int = 0
    named: bool = False

    def verified(self) -> VerifiedAtOpening:
        """Return how what was read so far was verified."""
        return VerifiedAtOpening(in_full=self.state.head.size - self.by_hash, by_hash=self.by_hash)


def register_in(store: Store) -> str:
    """Return the id of the register in *store*, as its first line says it.

    Raises:
        RegisterNotFound: nothing was recorded there yet.
        RegisterDamaged: its first line is no line of a log.
    """
    first = next(store.lines(0, 1), None)
    if first is None:
        raise RegisterNotFound("empty", {"name": store.name})
    return str(fields_of(first, 0).get("register"))


def read_whole(reading: LogReading, store: Store, guard: RollbackGuard, marks: ReadMarks) -> None:
    """Read the log in *store*; how far it was seen is asked for before its size is.

    Where it cannot be read to its end, *reading* has what comes before.

    Raises:
        RegisterNotFound, RegisterDamaged, RegisterShrunk, RegisterFormat: as `TransactionalLog`.
    """
    register = register_in(store)
    seen = guard.of(register)
    mark = marks.of(register)
    # What follows has to be read in full, and that is done under all areas.
    reading.named = reading.named and store.size() == mark.size
    at_seen = _recall(reading, store, mark, seen)
    state = reading.state
    rest = iter(()) if reading.named else store.lines(state.head.size)
    for event in events_of(rest, state.head):
        state.take(event)
        if state.head.size == seen.size:
            at_seen = state.head.hash
    hold(register, seen, state.head.size, at_seen)


def _recall(reading: LogReading, store: Store, mark: Head, seen: Head) -> str | None:
    """Take up what was read in full before; return the hash of the line where *seen* ends, if there."""
    if not mark.size:
        return None
    lines = list(store.lines(0, mark.size))
    state = _recalled(reading, lines, mark, store.document)
    if state is None:
        reading.named = False
        return None
    reading.state, reading.by_hash = state, mark.size
    return hash_of(lines[seen.size - 1]) if 0 < seen.size <= mark.size else None


def _recalled(
    reading: LogReading, lines: Sequence[bytes], mark: Head, documents: Documents
) -> State | None:
    if reading.named:
        with suppress(*_NOT_READ_BEFORE):
            return recalled(lines, mark, documents, schemes_of_named(lines))
        reading.named = False
    with suppress(*_NOT_READ_BEFORE):  # whatever it is, reading in full will find and name it
        return recalled(lines, mark, documents)
    return None
