"""`State`: what the events of a register add up to.

Every event that is in the log is taken, in order, and nothing else; what is
only planned never gets here. Levels are not among it: they are computed from
the orders whenever somebody asks.

The *digest* is a digest of all that decisions are judged on (rules, areas, keys,
orders, early ends, ratifications), rolled on with each of them, so that a
decision can say which state it was judged on.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager

from pydantic import ValidationError

from responselevels.core.due.deeds import names_of_deeds, problems_in_deed
from responselevels.core.orders.entries import Entry, entry_of
from responselevels.core.world.people import People
from responselevels.core.world.resolver import NameResolver
from responselevels.core.world.scheme import Scheme
from responselevels.errors import (
    ActImpossible,
    ApprovalRefused,
    InputError,
    KeysRefused,
    RegisterDamaged,
    ResponseLevelsError,
)
from responselevels.models.base import Model
from responselevels.models.orders import Order
from responselevels.models.sha256 import NOTHING, WRITTEN, sha256_of
from responselevels.models.times import FIRST_MICROS
from responselevels.register.history.dossiers import Dossier
from responselevels.register.history.order_events import change_of, ended, in_track, ratified
from responselevels.register.history.overlays import Overlay
from responselevels.register.history.persons import joined, named_in, named_in_keys
from responselevels.register.history.schemes import Schemes, scheme_of_documents
from responselevels.register.history.versions import RulesVersion, carried_over
from responselevels.register.log.bounds import Bounds
from responselevels.register.log.canonical import line_of_members
from responselevels.register.log.events import Head, hash_of
from responselevels.register.log.kinds import (
    AdoptionEvent,
    AmendmentEvent,
    ApprovalEvent,
    AssessmentEvent,
    AttemptEvent,
    ClockEvent,
    DecisionEvent,
    DeedEvent,
    EndEvent,
    Event,
    KeysEvent,
    OrderEvent,
    ProposalEvent,
    RatificationEvent,
    RegisterEvent,
    WithdrawalEvent,
)
from responselevels.register.signatures.key_lists import keys_of
from responselevels.register.signatures.keyring import Keyring

_OfProposal = (
    ProposalEvent
    | AmendmentEvent
    | AssessmentEvent
    | ApprovalEvent
    | WithdrawalEvent
    | DecisionEvent
)

OrderHistory = OrderEvent | EndEvent | RatificationEvent
"""What is recorded of an order."""

Documents = Callable[[str], bytes | None]
"""Finds a document by its digest."""

_NONE: Mapping[str, bytes] = {}
_UNREAD: Mapping[str, Model] = {}


class State:
    """All that is known of a register at its head; see the module."""

    def __init__(self, documents: Documents, schemes: Schemes = scheme_of_documents) -> None:
        """Begin with nothing; *documents* finds rules, areas and key lists by digest.

        *schemes* makes schemes of them.
        """
        self.documents, self._schemes = documents, schemes
        self.whole = True
        self.head = Head()
        self.recorded = FIRST_MICROS
        self.register = ""
        self.title: str | None = None
        self.bounds = Bounds()
        self.audited = False
        self.versions: list[RulesVersion] = []
        self.dossiers: MutableMapping[str, Dossier] = {}
        self.orders: MutableMapping[str, Order] = {}
        self.issued_orders: MutableMapping[str, Order] = {}
        self.recorded_orders: MutableMapping[str, int] = {}
        self.order_events: MutableMapping[str, list[OrderHistory]] = {}
        self.requests: MutableMapping[str, tuple[str, list[Event]]] = {}
        self.keyring = Keyring()
        self.people = People()
        self.deeds: list[DeedEvent] = []
        self.digest = NOTHING
        self._made: list[Scheme] = []

    @property
    def version(self) -> RulesVersion:
        """The rules and areas in force, with the orders under them."""
        return self.versions[-1]

    @property
    def scheme(self) -> Scheme:
        """The rules and areas in force, compiled."""
        return self.version.scheme

    def version_at(self, seq: int) -> RulesVersion:
        """Return the version that the event *seq* falls into."""
        begun = bisect_left(self.versions, seq, key=lambda version: version.seq)
        return self.versions[max(begun, 1) - 1]

    def take_all(self, events: Iterable[Event], find: Documents | None = None) -> int:
        """Take *events*, and return how many there were; *find* finds their documents.

        It is not `whole` while an event is being taken: what breaks off in the
        middle (an interrupt from the keyboard, no memory, a bad event) leaves it
        so, and `head` says how far it had come.

        Raises:
            RegisterDamaged: one of them cannot have been recorded by a register.
            RegisterFormat: one was recorded by a later version.
        """
        count = 0
        for event in events:
            self.take(event, find)
            count += 1
        return count

    def take(self, event: Event, find: Documents | None = None) -> None:
        """Take one event; see `take_all`."""
        if event.recorded < self.recorded:
            raise RegisterDamaged("backwards", {"seq": event.seq}, seq=event.seq)
        if event.header.register != self.register and event.seq:
            raise RegisterDamaged("other_register", {"seq": event.seq}, seq=event.seq)
        self.whole = False
        with sound(event):
            people = joined(self.people, named_in(event))
            kept = event.slim()
            self._apply(kept, self.documents if find is None else find)
        self.people = people
        if isinstance(event, KeysEvent):
            names = named_in_keys(self.keyring.lists()[-1])
            self.people = people.with_(name for _path, name in names)
        self._note(kept)
        self.whole = True

    def _apply(self, event: Event, find: Documents) -> None:
        match event:
            case RegisterEvent():
                self.begin(event)
            case AdoptionEvent():
                _take_adoption(self, event, find)
            case KeysEvent():
                self.take_keys(event, find)
            case AttemptEvent():
                self.dossiers[event.of].events.append(event)
            case OrderEvent():
                _take_order(self, event)
            case EndEvent():
                _take_end(self, event)
            case RatificationEvent():
                _take_ratification(self, event)
            case DeedEvent():
                _take_deed(self, event)
            case ClockEvent():
                pass  # it says all there is to know
            case _:
                _take_of_dossier(self, event)

    def begin(self, event: RegisterEvent) -> None:
        """Take what the first event says of the register."""
        self.register, self.title = event.header.register, event.title
        self.bounds = Bounds() if event.clock is None else event.clock
        self.audited = event.audited

    def begin_version(self, event: AdoptionEvent, find: Documents) -> RulesVersion:
        """Put rules and areas in force, the orders of before carried over; return the version."""
        scheme = self.compiled(event.rules, event.areas, find=find)
        renamed = {**event.renamed, **event.merged}
        opening: tuple[Entry, ...] = ()
        if self.versions:
            at, track, levels = event.recorded, event.track, event.levels or {}
            opening = carried_over(self.version, scheme, renamed, at, track=track, levels=levels)
        version = RulesVersion(
            scheme=scheme,
            rules=event.rules,
            areas=event.areas,
            since=event.recorded,
            seq=event.seq,
            renamed=renamed,
            levels=event.levels or {},
            track=event.track,
            opening=opening,
        )
        self.versions.append(version)
        return version

    def take_keys(self, event: KeysEvent, find: Documents) -> None:
        """Put a version of the key list in force."""
        body = self.document(event.keys, find=find)
        joined(self.people, named_in_keys(keys_of(body)))
        self.keyring.add(body, event, register=self.register)

    def _note(self, event: Event) -> None:
        if event.judged_on:
            self.digest = rolled(self.digest, event)
        if isinstance(event, OrderEvent | EndEvent | RatificationEvent):
            order = event.order.id if isinstance(event, OrderEvent) else event.order
            self.order_events.setdefault(order, []).append(event)
        header = event.header
        self.requests.setdefault(header.idem, (header.request, []))[1].append(event)
        self.recorded = event.recorded
        self.head = Head(event.seq + 1, hash_of(event.line))

    def trial(self, documents: Documents) -> State:
        """Return a state that stands where this one does, to try events on.

        It is made in a moment, however much is known: what it takes is laid over
        what is here, which it never changes. *documents* finds those of the events as well.
        """
        other = State(documents)
        other.head, other.recorded, other.register = self.head, self.recorded, self.register
        other.bounds, other.audited = self.bounds, self.audited
        other.title, other.digest, other.keyring = self.title, self.digest, self.keyring.trial()
        other.versions = [*self.versions[:-1], *(one.trial() for one in self.versions[-1:])]
        other.dossiers = Overlay(self.dossiers, Dossier.copy)
        other.orders = Overlay(self.orders)
        other.issued_orders = Overlay(self.issued_orders)
        other.recorded_orders = Overlay(self.recorded_orders)
        other.order_events = Overlay(self.order_events, list)
        other.requests = Overlay(self.requests, lambda asked: (asked[0], [*asked[1]]))
        other.people, other._made, other.deeds = self.people, self._made, [*self.deeds]
        return other

    # -- documents ---------------------------------------------------------------------

    def document(
        self, digest: str, more: Mapping[str, bytes] = _NONE, find: Documents | None = None
    ) -> bytes:
        """Return the document with this digest, from *more* or from those kept.

        Raises:
            RegisterDamaged: it is not there, or is another.
            LookupError: that is no digest.
        """
        if not WRITTEN.fullmatch(str(digest)):  # a forged log may have anything there
            raise LookupError(digest)
        body = (
            more[digest] if digest in more else (self.documents if find is None else find)(digest)
        )
        if body is None:
            raise RegisterDamaged("no_document", {"digest": digest})
        if sha256_of(body) != digest:
            raise RegisterDamaged("other_document", {"digest": digest})
        return body

    def compiled(
        self,
        rules: str,
        areas: str,
        more: Mapping[str, bytes] = _NONE,
        *,
        find: Documents | None = None,
        read: Mapping[str, Model] = _UNREAD,
    ) -> Scheme:
        """Return the scheme made of the rules and the areas with these digests.

        Documents that were *read* already need not be read again.
        """
        if self.versions and (rules, areas) == (self.version.rules, self.version.areas):
            return self.scheme
        made = self._schemes(rules, areas, lambda name: self.document(name, more, find), read)
        self._made[:] = [made]  # the last one is asked for again, when it is adopted
        return made


# -- one function a kind of event ----------------------------------------------------


def _take_adoption(state: State, event: AdoptionEvent, find: Documents) -> None:
    opening = state.begin_version(event, find).opening
    for entry in opening if event.track is not None else ():
        state.orders[entry.id] = in_track(state.orders[entry.id], event)


def _take_of_dossier(state: State, event: _OfProposal) -> None:
    if isinstance(event, ProposalEvent):
        if event.of in state.dossiers or event.of in state.orders:
            raise LookupError(event.of)
        state.dossiers[event.of] = Dossier(id=event.of)
    state.dossiers[event.of].take(event)
    if isinstance(event, ApprovalEvent) and event.nonce is not None:
        state.keyring.nonces.add(event.nonce)


def _take_order(state: State, event: OrderEvent) -> None:
    order = event.order
    if order.id in state.orders:
        raise LookupError(order.id)
    reader = NameResolver(state.scheme)
    entry = entry_of(reader, order, state.version.book.count, path=())
    if reader.problems:
        raise InputError(reader.problems)
    if event.decision is not None:
        state.dossiers[order.id].take(event)
    elif state.dossiers:
        raise LookupError(order.id)
    state.version.issue(entry, event.recorded)
    state.recorded_orders[order.id] = event.recorded
    state.orders[order.id] = state.issued_orders[order.id] = order


def _take_end(state: State, event: EndEvent) -> None:
    order = state.orders[event.order]
    state.dossiers[event.of].take(event)
    state.version.amend(change_of(event, state.scheme))
    state.orders[order.id] = ended(order, event)


def _take_deed(state: State, event: DeedEvent) -> None:
    book = state.version.book
    known = names_of_deeds(state.scheme.rules)
    problems = [*problems_in_deed(book, event.deed, ("deed",), known)]
    if problems:
        raise InputError(problems)
    state.deeds.append(event)


def _take_ratification(state: State, event: RatificationEvent) -> None:
    order = state.orders[event.order]
    state.dossiers[event.of].take(event)
    state.version.amend(change_of(event, state.scheme))
    state.orders[order.id] = ratified(order)


@contextmanager
def sound(event: Event) -> Iterator[None]:
    """Turn whatever is wrong with *event* into what it means: it was not recorded like this.

    What keeps its documents from being read (a connection that was lost, a store
    that is busy or was closed) says nothing of the event, and is raised as it is.

    Raises:
        RegisterDamaged: something is wrong with it.
    """
    try:
        yield
    except _OF_THE_EVENT as error:
        facts = {"seq": event.seq, "kind": event.kind}
        raise RegisterDamaged("impossible", facts, seq=event.seq) from error
    except ResponseLevelsError:
        raise
    except (ValidationError, LookupError, TypeError, ValueError) as error:
        facts = {"seq": event.seq, "kind": event.kind}
        raise RegisterDamaged("impossible", facts, seq=event.seq) from error


_OF_THE_EVENT = (InputError, ActImpossible, ApprovalRefused, KeysRefused)
"""What is raised by judging an event, and by nothing that looks for documents."""


def rolled(digest: str, event: Event) -> str:
    """Return the digest of the state after *event*, by what its line says to the letter."""
    return rolled_on(digest, event.kind, event.header.judged)


def rolled_on(digest: str, kind: str, judged: Iterable[tuple[str, str]]) -> str:
    """Return the same, by the *kind* of the event and the members that decisions are judged on."""
    known = ("before", f'"{digest}"'), ("kind", f'"{kind}"')
    return sha256_of(line_of_members((*known, *judged)))
