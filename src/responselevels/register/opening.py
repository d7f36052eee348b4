"""Opening a register, and making one: from its address to the register, of whatever class is *made*.

Databases are imported when a register is opened, for most uses need none.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from responselevels.core.collector import collector_paused
from responselevels.core.world.scheme import Scheme
from responselevels.errors import InputError, Place, Problem, RegisterExists, RegisterNotFound
from responselevels.models.areas import Areas
from responselevels.models.orders import Order
from responselevels.models.rules import Rules
from responselevels.register.clocks import Clock
from responselevels.register.history.schemes import hold_scheme
from responselevels.register.history.state import State
from responselevels.register.log.actors import NOBODY, Actor
from responselevels.register.log.bounds import USUAL, Bounds
from responselevels.register.log.plain import (
    held_to,
    listed,
    optional_text,
    plain,
    plain_document,
    plain_path,
    plain_seconds,
    plain_text,
    plain_words,
)
from responselevels.register.recording import commands, trial
from responselevels.register.recording.draft import Draft
from responselevels.register.recording.requests import Adopting
from responselevels.register.recording.rollback import RollbackGuard, UnusableRecord, state_folder
from responselevels.register.recording.timing import Timekeeper
from responselevels.register.recording.transactions import TransactionalLog, append
from responselevels.register.recording.writer import LogWriter, Request
from responselevels.register.stored import RecordingRegister
from responselevels.register.stores.store import Store, Writing
from responselevels.version import __version__

_ID = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?", re.ASCII)


R = TypeVar("R", bound=RecordingRegister)

_CLOCK = ("source", "instant", "steady")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenOptions:
    """Options of opening a register: see `responselevels.Register.open`."""

    clock: Clock | None = None
    witness: Clock | None = None
    time_is_right: bool = False
    site: str | None = None
    client: str | None = None
    patience: float = 20.0
    read_only: bool = False
    sound_part: bool = False
    remember_in: Path | str | None = None
    remember: bool = True

    def checked(self) -> OpenOptions:
        """Return them as they can be used.

        Raises:
            InputError: one of them is of another kind.
        """
        for name in ("time_is_right", "read_only", "sound_part", "remember"):
            held_to(getattr(self, name), bool, name)
        for name in ("clock", "witness"):
            clock = getattr(self, name)
            if clock is not None and not all(hasattr(clock, part) for part in _CLOCK):
                facts = {"found": type(clock).__name__, "expected": "Clock"}
                raise InputError([Problem(Place(path=(name,)), "record.kind", facts)])
        if self.remember_in is not None:
            plain_path(self.remember_in, "remember_in")
        return replace(
            self,
            site=optional_text(self.site, "site"),
            client=optional_text(self.client, "client"),
            patience=plain_seconds(self.patience, "patience"),
        )

    def writer(self) -> LogWriter:
        """Return who takes the time and writes the lines of the beginning."""
        keeper = Timekeeper(self.clock, witness=self.witness, right=self.time_is_right)
        return LogWriter(keeper, engine=__version__, site=self.site, client=self.client)

    def seen(self) -> RollbackGuard:
        """Return what remembers how far registers were seen."""
        folder = state_folder() if self.remember_in is None else Path(self.remember_in)
        seen = RollbackGuard(folder if self.remember else None)
        if self.remember and folder is None:
            seen.odd = UnusableRecord("~", os.strerror(errno.ENOENT))
        return seen


@dataclass(frozen=True, slots=True)
class OverviewOptions(OpenOptions):
    """Options of opening a register of which only what stands is asked, areas by their names.

    Of its areas only those are read that the log names (`responselevels.register.history.named_areas`).
    """


def _address(url: str) -> str:
    """Return *url* as a text that can be an address.

    Raises:
        InputError: it is none.
    """
    return plain_words(url, "url") or plain_text(url, "url")


def open_register(url: str, options: OpenOptions, made: type[R]) -> R:
    """Open the register at *url* as one of the class *made*.

    Raises:
        RegisterError: as `responselevels.Register.open`.
    """
    from responselevels.register.stores.opening import open_store

    url, options = _address(url), options.checked()
    store = open_store(url, read_only=options.read_only, patience=options.patience)
    with collector_paused():
        return _closing(store, lambda: _taken_up(store, options, made))


def _is_taken(url: str, options: OpenOptions) -> bool:
    """Say whether there is a register at *url*: making one there will be refused for that."""
    from responselevels.register.stores.opening import open_store

    try:
        store = open_store(url, read_only=True, patience=options.patience)
    except RegisterNotFound:
        return False
    try:
        return store.size() > 0
    finally:
        store.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class InitialContent:
    """What a register begins with; *scheme* is that of these rules and areas, where there is one."""

    rules: Rules
    areas: Areas
    orders: Iterable[Order] = ()
    id: str | None = None
    title: str | None = None
    bounds: Bounds = USUAL
    by: Actor = NOBODY
    scheme: Scheme | None = None

    def plain(self) -> PlainContent:
        """Return it as it is read back from the log.

        Raises:
            InputError: it cannot be.
        """
        held_to(self.by, Actor, "by")
        held_to(self.bounds, Bounds, "bounds")
        orders = enumerate(listed(self.orders, Order, "orders"))
        return PlainContent(
            first=self._first(),
            orders=tuple(plain(order, Order, "orders", number) for number, order in orders),
            id=optional_text(self.id, "id"),
            title=optional_text(self.title, "title"),
            bounds=self.bounds.plain(),
            by=self.by.plain(),
        )

    def _first(self) -> Adopting:
        rules = plain_document(self.rules, Rules, "rules")
        areas = plain_document(self.areas, Areas, "areas")
        if (
            self.scheme is not None
        ):  # what was read back is the same, and need not be compiled again
            hold_scheme(rules.digest, areas.digest, self.scheme)
            areas = replace(areas, model=self.areas)
        return Adopting(rules=rules, areas=areas)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainContent:
    """What a register begins with, as it is read back from the log."""

    first: Adopting
    orders: tuple[Order, ...]
    id: str | None
    title: str | None
    bounds: Bounds
    by: Actor

    def request(self, name: str) -> Request:
        """Return what is asked: a register of this *name* that begins so."""
        documents = {"rules": self.first.rules, "areas": self.first.areas}
        written = tuple((kind, one.written) for kind, one in documents.items() if one is not None)
        return Request(act="begin", content={"id": name}, by=self.by, written=written)


def create_register(url: str, beginning: InitialContent, options: OpenOptions, made: type[R]) -> R:
    """Make a register at *url*, and open it as one of the class *made*.

    Raises:
        RegisterError, InputError: as `responselevels.Register.create`.
    """
    with collector_paused():
        return _created(_address(url), beginning.plain(), options.checked(), made)


def _created(url: str, beginning: PlainContent, options: OpenOptions, made: type[R]) -> R:
    name = beginning.id or f"responselevels-{uuid4().hex[:16]}"
    if not _ID.fullmatch(name):
        raise InputError([Problem(Place(path=("id",)), "register.id", {"id": name})])
    from responselevels.register.stores.opening import open_store

    request = beginning.request(name)
    tried = _try(request, name, beginning, options, held=url.startswith("sqlite:"))
    seen = options.seen().of(name)
    if seen.size and not _is_taken(url, options):
        raise RegisterExists("exists_elsewhere", {"register": name, "seen": seen.size})
    store = open_store(url, create=True, patience=options.patience)
    try:
        return _closing(store, lambda: _begun(store, name, beginning, options, made, request))
    finally:
        del tried  # what was compiled is compiled once, while this is held


def _try(
    request: Request, name: str, beginning: PlainContent, options: OpenOptions, *, held: bool
) -> State:
    """Find out what is wrong with all that is to be recorded before anything is made.

    Where it is *held* to no other clock than this machine's, the time as well. The state is
    returned that it was tried on.
    """
    writer = options.writer()
    nothing: dict[str, bytes] = {}
    state = State(nothing.get)
    state.bounds = beginning.bounds
    at = writer.take_time(None, state) if held else writer.time_now()
    draft = _drafted(state, beginning, at)
    lines = writer.lines(draft, request, name)
    trial.hold(lines, state, nothing.get, draft.documents)
    return state


def begun(  # noqa: PLR0917 - where, what, how, and as what
    store: Store, name: str, beginning: InitialContent, options: OpenOptions, made: type[R]
) -> R:
    """Record the beginning in *store*, which holds no line yet, and open the register.

    Raises:
        RegisterExists: somebody else was quicker.
    """
    content = beginning.plain()
    return _begun(store, name, content, options, made, content.request(name))


def _begun(  # noqa: PLR0917 - where, what, how, and as what
    store: Store,
    name: str,
    beginning: PlainContent,
    options: OpenOptions,
    made: type[R],
    request: Request,
) -> R:
    writer = options.writer()

    def work(writing: Writing) -> None:
        if writing.size():
            raise RegisterExists("exists", {"name": store.name})
        state = State(writing.document)
        state.bounds = beginning.bounds
        draft = _drafted(state, beginning, writer.take_time(writing.instant(), state))
        writer.note_jump(draft)
        append(writing, draft, writer.lines(draft, request, name))

    store.transact(work)
    writer.warn_of_jump()
    return _taken_up(store, options, made)


def _drafted(state: State, beginning: PlainContent, at: int) -> Draft:
    draft = Draft(state, at, beginning.by)
    commands.begin(
        draft,
        beginning.first,
        orders=beginning.orders,
        title=beginning.title,
        bounds=beginning.bounds,
    )
    return draft


def restore_register(  # noqa: PLR0917 - from where to where, how, and as what
    source: str | Path, url: str, although_seen: int | None, options: OpenOptions, made: type[R]
) -> R:
    """Put a copy or an export in place at *url*, and open it.

    Raises:
        RegisterError, InputError: as `responselevels.Register.restore`.
    """
    from responselevels.register.recording.copies import restore, whole_at

    held_to(source, (str, Path), "source")
    if although_seen is not None:
        held_to(although_seen, int, "although_seen")
    url, options = _address(url), options.checked()
    with whole_at(plain_text(str(source), "source")) as whole:
        restore(whole, url, seen=options.seen(), although_seen=although_seen)
    return open_register(url, options, made)


def _taken_up(store: Store, options: OpenOptions, made: type[R]) -> R:
    log = TransactionalLog(
        store,
        clock=options.clock,
        seen=options.seen(),
        site=options.site,
        client=options.client,
        sound_part=options.sound_part,
        witness=options.witness,
        time_is_right=options.time_is_right,
        named_areas=isinstance(options, OverviewOptions),
    )
    return made(log)


def _closing(store: Store, call: Callable[[], R]) -> R:
    """Return what *call* returns; where it raises, let go of the store."""
    try:
        return call()
    except BaseException:
        store.close()
        raise
