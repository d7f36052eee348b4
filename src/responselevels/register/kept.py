"""`Kept`: a register on a store, read whole at opening and written to by transactions.

Each change is one transaction: take the lock, read what others recorded since,
take the time, judge, append, commit. What is recorded is an event; everything
else is computed from the events and held in memory (`responselevels.register.state`),
so that reading asks no database. Nothing is acknowledged before it is durable,
and nothing half done is ever seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from threading import RLock
from types import TracebackType
from typing import Generic, Self, TypeVar

from responselevels import __version__
from responselevels.core.holdings import instant_given
from responselevels.errors import (
    IdempotencyConflict,
    OutcomeUnknown,
    RegisterDamaged,
    RegisterNotFound,
    RegisterShrunk,
)
from responselevels.register import trial
from responselevels.register.clocks import Clock
from responselevels.register.desk import Desk
from responselevels.register.events import Event, Head, events_of, hash_of
from responselevels.register.known import Known
from responselevels.register.scribe import Request, Scribe
from responselevels.register.seen import Seen
from responselevels.register.state import State
from responselevels.register.stores.store import Store, Writing
from responselevels.register.timing import Timekeeper

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Done(Generic[T]):
    """What a transaction recorded, or (*result* None) had recorded before under the same key."""

    result: T | None
    events: list[Event]


class Kept(Known):
    """A register on a store; see the module.

    Reading is answered from memory, by what was known when it was last brought
    up to date: at opening, by `refresh`, by `wait`, and by each change.
    """

    def __init__(
        self,
        store: Store,
        *,
        clock: Clock | None = None,
        seen: Seen | None = None,
        site: str | None = None,
        client: str | None = None,
        sound_part: bool = False,
        witness: Clock | None = None,
        time_is_right: bool = False,
    ) -> None:
        """Take up the register in *store*: verify its chain, and read all of it.

        Without a *clock*, times come from the store, or else from this machine.
        A time too far ahead is refused, unless it *is right* (`TimeRefused`);
        *witness* stands for this machine's clock where one is held to another.
        *site* and *client* say in the log from where, and by what, it was written.
        With *sound_part*, a damaged register is read up to the first bad event,
        which *damage* then names; nothing can be recorded in it.

        Raises:
            RegisterNotFound: nothing was recorded there yet.
            RegisterDamaged: what is stored is not what was recorded.
            RegisterShrunk: it is not the register that this site has seen.
            RegisterFormat: it was written by a later version.
        """
        super().__init__(State(store.document))
        self.store = store
        self._lock = RLock()
        self._seen = Seen(None) if seen is None else seen
        keeper = Timekeeper(clock, witness=witness, right=time_is_right)
        self._scribe = Scribe(keeper, engine=__version__, site=site, client=client)
        self.damage: RegisterDamaged | None = None
        try:
            self._read_all()
        except RegisterDamaged as damage:
            if not sound_part or not self._state.chapters:
                raise
            self.damage = damage

    def _read_all(self) -> None:
        state, at_seen = self._state, Head()
        for event in events_of(self.store.lines(), state.head):
            state.take(event)
            if event.seq == 0:
                at_seen = self._seen.of(state.register)
            if state.head.size == at_seen.size:
                at_seen = state.head
        if not state.head.size:
            raise RegisterNotFound("empty", {"name": self.store.name})
        self._seen.check(state.register, state.head.size, at_seen.hash)
        self._seen.remember(state.register, state.head)

    def _refuse_damaged(self) -> None:
        if self.damage is not None:
            raise self.damage

    # -- about the register -----------------------------------------------------------

    @property
    def id(self) -> str:
        """The id of the register."""
        return self._state.register

    @property
    def head(self) -> Head:
        """How far the log is known: its size, and the hash of its last line."""
        return self._state.head

    @property
    def state_digest(self) -> str:
        """The digest of all that decisions are judged on."""
        return self._state.digest

    def as_known_at(self, known: datetime) -> Known:
        """Return the register as it was known at the instant *known*, to be asked.

        Raises:
            InputError: *known* has no offset.
        """
        return Known(self._state, instant_given(known, ("known_at",)))

    def refresh(self) -> int:
        """Take in what others recorded since; return how many events that were."""
        self._refuse_damaged()
        with self._lock:
            return self._catch_up(self.store)

    def wait(self, timeout: float) -> int:
        """Wait up to *timeout* seconds for others to record something, and take it in."""
        self.store.wait(self._state.head.size, timeout)
        return self.refresh()

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    # -- writing ------------------------------------------------------------------------

    def _write(
        self, request: Request, act: Callable[[Desk], T], answer: Callable[[list[Event]], T]
    ) -> T:
        """Record what *act* drafts, and return what it returns.

        Where the key of *request* was used for the same before, nothing is
        recorded again: *answer* reads the result from the events of that time.

        Raises:
            IdempotencyConflict: the key was used for something else.
            OutcomeUnknown: the reply was lost; ask again with the same key.
        """
        self._refuse_damaged()
        with self._lock:
            try:
                done = self.store.transact(lambda writing: self._recorded(writing, request, act))
            except OutcomeUnknown as error:
                raise OutcomeUnknown(error.code, error.facts, key=request.key) from error
            if done.result is None:
                return answer(done.events)
            self._state.take_all(done.events)
            self._seen.remember(self.id, self.head)
            self._scribe.warn_of_jump()
            return done.result

    def _recorded(self, writing: Writing, request: Request, act: Callable[[Desk], T]) -> _Done[T]:
        state = self._state
        self._catch_up(writing)
        known = state.requests.get(request.key)
        if known is not None:
            if known[0] != request.digest:
                raise IdempotencyConflict("key_used", {"key": request.key})
            return _Done(None, known[1])
        desk = Desk(state, self._scribe.take_time(writing.instant(), state), request.by)
        self._scribe.note_jump(desk)
        result = act(desk)
        return _Done(result, append(writing, desk, self._scribe.lines(desk, request, self.id)))

    def _catch_up(self, source: Store | Writing) -> int:
        """Take in what follows the head, once the head is found there as it was.

        A store that lost its end while this process ran (an old copy put in its
        place, a server that promised more than it kept) must not be written on.

        Raises:
            RegisterShrunk: the head is not there, or another line is in its place.
        """
        state = self._state
        lines = source.lines(state.head.size - 1)
        last = next(lines, None)
        if last is None or hash_of(last) != state.head.hash:
            facts = {"register": self.id, "seen": state.head.size, "size": source.size()}
            raise RegisterShrunk("shrunk" if last is None else "other_history", facts)
        state.documents = source.document
        try:
            return state.take_all(events_of(lines, state.head))
        finally:
            state.documents = self.store.document


def append(writing: Writing, desk: Desk, events: Iterator[Event]) -> list[Event]:
    """Append *events*, drafted at *desk*, with the documents they refer to; return them.

    Raises:
        Unrecordable: one of them could not be read back.
    """
    held = trial.hold(events, desk.state, writing.document, desk.documents)
    for digest, body in desk.documents.items():
        writing.keep(digest, body)
    for event in held:
        writing.append(event.seq, event.line)
    return held
