"""`TransactionalLog`: the log of a register on a store, read whole at opening and written to by transactions.

Each change is one transaction: take the lock, read what others recorded since,
take the time, judge, append, commit. What is recorded is an event; everything
else is computed from the events and held in memory (`responselevels.register.history.state`),
so that reading asks no database. Nothing is acknowledged before it is durable,
and nothing half done is ever seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from threading import RLock
from typing import Generic, TypeVar
from warnings import warn

from responselevels.errors import (
    IdempotencyConflict,
    OutcomeUnknown,
    RegisterDamaged,
    RegisterShrunk,
    Unremembered,
)
from responselevels.register.clocks import Clock
from responselevels.register.history.state import State
from responselevels.register.log.events import Head, events_of, hash_of
from responselevels.register.log.kinds import Event
from responselevels.register.log.plain import plain_seconds
from responselevels.register.recording import trial
from responselevels.register.recording.draft import Draft
from responselevels.register.recording.marks import ReadMarks
from responselevels.register.recording.reading import LogReading, read_whole
from responselevels.register.recording.rollback import RollbackGuard, UnusableRecord
from responselevels.register.recording.timing import Timekeeper
from responselevels.register.recording.writer import LogWriter, Request
from responselevels.register.stores.store import Store, Writing
from responselevels.version import __version__

T = TypeVar("T")

Condition = Callable[[], None]
"""Raises where an act is not to be done, by what is recorded by then."""

_CONDITIONS: ContextVar[tuple[Condition, ...]] = ContextVar("conditions", default=())


@contextmanager
def provided(condition: Condition) -> Iterator[None]:
    """Have acts that are recorded within it held to *condition*; it is asked under the lock.

    By then, all is taken in that others recorded; nobody comes between the answer and the act.
    What was done before under the same key is not asked about again.
    """
    token = _CONDITIONS.set((*_CONDITIONS.get(), condition))
    try:
        yield
    finally:
        _CONDITIONS.reset(token)


@dataclass(frozen=True, slots=True)
class _Recorded(Generic[T]):
    """What a transaction recorded, or (*result* None) had recorded before under the same key."""

    result: T | None
    events: list[Event]


class TransactionalLog:
    """The log of a register on a store, and the state that it adds up to; see the module.

    The state is that of when it was last brought up to date: at opening, by
    `refresh`, by `wait`, and by each change.
    """

    def __init__(  # noqa: PLR0913 - each says one thing of how it is opened
        self,
        store: Store,
        *,
        clock: Clock | None = None,
        seen: RollbackGuard | None = None,
        site: str | None = None,
        client: str | None = None,
        sound_part: bool = False,
        witness: Clock | None = None,
        time_is_right: bool = False,
        named_areas: bool = False,
    ) -> None:
        """Take up the register in *store*: verify its chain, and read all of it.

        What this site had read in full before is held to its hash.

        Without a *clock*, times come from the store, or else from this machine.
        A time too far ahead is refused, unless it *is right* (`TimeRefused`);
        *witness* stands for this machine's clock where one is held to another.
        *site* and *client* say in the log from where, and by what, it was written.
        With *sound_part*, a damaged register is read up to the first bad event,
        which *damage* then names; nothing can be recorded in it. With *named_areas*, only areas
        that the log names may be there, with those above them, until more is taken in: enough to
        tell what stands (`responselevels.register.history.named_areas`); *named* says so then.

        Raises:
            RegisterNotFound: nothing was recorded there yet.
            RegisterDamaged: what is stored is not what was recorded.
            RegisterShrunk: it is not the register that this site has seen.
            RegisterFormat: it was written by a later version.
        """
        self._reading = LogReading(State(store.document), named=named_areas)
        self.verified = self._reading.verified()
        self._marked = Head()
        self.store = store
        self._lock = RLock()
        self._guard = RollbackGuard(None) if seen is None else seen
        self._marks = ReadMarks(self._guard.folder)
        keeper = Timekeeper(clock, witness=witness, right=time_is_right)
        self._writer = LogWriter(keeper, engine=__version__, site=site, client=client)
        self._told: UnusableRecord | None = None
        self.damage: RegisterDamaged | None = None
        try:
            self._read_all()
        except RegisterDamaged as damage:
            if not sound_part or not self._taken.versions:
                raise
            self.damage = damage

    def _read_all(self) -> None:
        """Read the whole log."""
        try:
            read_whole(self._reading, self.store, self._guard, self._marks)
        finally:
            self._taken = self._reading.state
        if not self._taken.versions:  # a register begins with its rules, in one act
            facts = {"register": self._taken.register, "size": self._taken.head.size}
            raise RegisterDamaged("no_beginning", facts, seq=self._taken.head.size)
        self._remember()
        self.verified = self._reading.verified()
        self._marked = self.head
        if self.verified.in_full:
            self._mark()

    def _mark(self) -> None:
        """Keep how far the log was read in full: at the next opening, its hash is enough."""
        self._marked = self.head
        self._marks.keep(self.id, self._marked)

    def close(self) -> None:
        """Let go of the store; what was read and recorded meanwhile was read in full as well."""
        if self.damage is None and self._taken.whole and self._marked != self._taken.head:
            self._mark()
        self.store.close()

    def _remember(self) -> None:
        """Remember how far the register goes; where that cannot be, say so once."""
        self._guard.remember(self.id, self.head)
        odd = self._guard.odd
        if odd is not None and odd != self._told:
            self._told = odd
            facts = {"register": self.id, "path": odd.path, "reason": odd.reason}
            warn(Unremembered("unremembered", facts), stacklevel=4)

    def _refuse_damaged(self) -> None:
        if self.damage is not None:
            raise self.damage
        if self.named:
            self._reading = LogReading(State(self.store.document))
            self._read_all()

    @property
    def named(self) -> bool:
        """Whether only areas that the log names are there."""
        return self._reading.named

    # -- about the register -----------------------------------------------------------

    @property
    def id(self) -> str:
        """The id of the register."""
        return self.state().register

    @property
    def head(self) -> Head:
        """The end of the log as far as it is known: its size, and the hash of its last line."""
        return self.state().head

    def time_now(self) -> int:
        """Return the time now, for a trial: nothing is recorded at it."""
        return self._writer.time_now()

    def refresh(self) -> int:
        """Take in what others recorded since; return how many events that were."""
        self._refuse_damaged()
        with self._lock:
            return self._catch_up(self.store)

    def wait(self, timeout: float) -> int:
        """Wait up to *timeout* seconds for others to record something, and take it in."""
        timeout = plain_seconds(timeout, "timeout")
        self._refuse_damaged()
        self.store.wait(self.state().head.size, timeout)
        return self.refresh()

    # -- writing ------------------------------------------------------------------------

    def write(
        self, request: Request, act: Callable[[Draft], T], answer: Callable[[list[Event]], T]
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
            self.state()  # what broke off before is mended before the store is locked
            try:
                done = self.store.transact(lambda writing: self._recorded(writing, request, act))
            except OutcomeUnknown as error:
                raise OutcomeUnknown(error.code, error.facts, key=request.key) from error
            if done.result is None:
                return answer(done.events)
            self.state().take_all(done.events)
            self._remember()
            self._writer.warn_of_jump()
            return done.result

    def _recorded(
        self, writing: Writing, request: Request, act: Callable[[Draft], T]
    ) -> _Recorded[T]:
        state = self.state()
        self._catch_up(writing)
        known = state.requests.get(request.key)
        if known is not None:
            if known[0] != request.digest:
                raise IdempotencyConflict("key_used", {"key": request.key})
            return _Recorded(None, known[1])
        for condition in _CONDITIONS.get():
            condition()
        draft = Draft(state, self._writer.take_time(writing.instant(), state), request.by)
        self._writer.note_jump(draft)
        result = act(draft)
        return _Recorded(
            result, append(writing, draft, self._writer.lines(draft, request, self.id))
        )

    def _catch_up(self, source: Store | Writing) -> int:
        """Take in what follows the head, once the head is found there as it was.

        Others at this site may have seen more; that is asked for before the lines are.
        A store that lost its end while this process ran (an old copy put in its
        place, a server that promised more than it kept) must not be written on.

        Raises:
            RegisterShrunk: the head is not there, or another line is in its place.
        """
        state, seen = self.state(), self._guard.of(self.id)
        if seen.size > state.head.size:
            self._hold_to(source, seen)
        lines = self._hold_to(source, state.head)
        return state.take_all(events_of(lines, state.head), source.document)

    def _hold_to(self, source: Store | Writing, seen: Head) -> Iterator[bytes]:
        """Hold *source* to a head that was *seen*; return the lines that follow it.

        Raises:
            RegisterShrunk: the head is not there, or another line is in its place.
        """
        lines = source.lines(seen.size - 1)
        last = next(lines, None)
        if last is None or hash_of(last) != seen.hash:
            facts = {"register": self.id, "seen": seen.size, "size": source.size()}
            raise RegisterShrunk("shrunk" if last is None else "other_history", facts)
        return lines

    def state(self) -> State:
        """Return the state; where the taking of an event broke off in the middle, it is mended first.

        Where another thread holds the register, it is taking a line in at this moment.
        """
        if not self._taken.whole and self._lock.acquire(blocking=False):
            try:
                if not self._taken.whole:
                    self._taken = self._read_again(self._taken)
            finally:
                self._lock.release()
        return self._taken

    def _read_again(self, torn: State) -> State:
        """Read the log anew, as far as the state *torn* had come.

        Raises:
            RegisterShrunk: it is no longer what it was.
        """
        anew = State(self.store.document)
        anew.take_all(events_of(self.store.lines(0, torn.head.size), anew.head))
        if anew.head != torn.head:
            facts = {"register": torn.register, "seen": torn.head.size}
            code = "shrunk" if anew.head.size < torn.head.size else "other_history"
            raise RegisterShrunk(code, {**facts, "size": anew.head.size})
        return anew


def append(writing: Writing, draft: Draft, lines: Iterator[bytes]) -> list[Event]:
    """Append *lines*, drafted at *draft*, with the documents they refer to; return their events.

    Raises:
        Unrecordable: one of them could not be read back.
    """
    held = trial.hold(lines, draft.state, writing.document, draft.documents)
    for digest, body in draft.documents.items():
        writing.keep(digest, body)
    for event in held:
        writing.append(event.seq, event.line)
    return held
