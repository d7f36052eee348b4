"""`State`: what the events of a register add up to.

Every event that is in the log is taken, in order, and nothing else; what is
only planned never gets here. Levels are not among it: they are computed from
the orders whenever somebody asks.

The *digest* is a digest of all that decisions are judged on (rules, areas, keys,
orders, early ends, ratifications), rolled on with each of them, so that a
decision can say which state it was judged on.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from pydantic import ValidationError

from responselevels.core.orders.entries import entry_of
from responselevels.core.world.people import People
from responselevels.core.world.resolver import NameResolver
from responselevels.core.world.scheme import Scheme
from responselevels.errors import (
    ActImpossible,
    ApprovalRefused,
    InputError,
    KeysRefused,
    RegisterDamaged,
    RegisterFormat,
    ResponseLevelsError,
)
from responselevels.machine.levels import compile_scheme
from responselevels.models.areas import Areas
from responselevels.models.orders import End, Order
from responselevels.models.rules import Rules
from responselevels.models.times import FIRST_MICROS, instant_of, micros_of
from responselevels.register.clocks import Bounds
from responselevels.register.history.dossiers import Dossier
from responselevels.register.history.overlays import Overlay
from responselevels.register.history.persons import Named, joined, named_in, named_in_keys
from responselevels.register.history.versions import OrderChange, RulesVersion, carried_over
from responselevels.register.log.events import FORMAT, SEMANTICS, Event, Head, hash_of, line_of
from responselevels.register.signatures.key_lists import keys_of
from responselevels.register.signatures.keyring import Keyring
from responselevels.register.signatures.standing import recorded_approval

Documents = Callable[[str], bytes | None]
"""Finds a document by its digest."""

_NONE: Mapping[str, bytes] = {}
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}", re.ASCII)

_JUDGED_ON = {
    "adoption": ("rules", "areas", "renamed", "merged"),
    "keys": ("keys", "version"),
    "order": ("order",),
    "end": ("order", "at", "scope"),
    "ratification": ("order",),
}
"""The fields of each kind of event that decisions are judged on."""


class State:
    """All that is known of a register at its head; see the module."""

    def __init__(self, documents: Documents) -> None:
        """Begin with nothing; *documents* finds rules, areas and key lists by digest."""
        self.documents = documents
        self.whole = True
        self.mend: Callable[[], None] | None = None
        self.head = Head()
        self.recorded = FIRST_MICROS
        self.register = ""
        self.title: str | None = None
        self.bounds = Bounds()
        self.audited = False
        self.versions: list[RulesVersion] = []
        self.dossiers: dict[str, Dossier] = {}
        self.orders: dict[str, Order] = {}
        self.issued_orders: dict[str, Order] = {}
        self.recorded_orders: dict[str, int] = {}
        self.order_events: dict[str, list[Event]] = {}
        self.requests: dict[str, tuple[str, list[Event]]] = {}
        self.keyring = Keyring()
        self.people = People()
        self.digest = "sha256:" + "0" * 64
        self._made: dict[tuple[str, str], Scheme] = {}

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
        _of_this_version(event)
        if event.recorded < self.recorded:
            raise RegisterDamaged("backwards", {"seq": event.seq}, seq=event.seq)
        if event.fields["register"] != self.register and event.seq:
            raise RegisterDamaged("other_register", {"seq": event.seq}, seq=event.seq)
        self.whole = False
        with sound(event):
            people = joined(self.people, named_in(event.fields))
            _TAKEN[event.kind](self, event, self.documents if find is None else find)
        self.people = people.with_(name for _path, name in self._in_keys(event))
        self._note(event)
        self.whole = True

    def become(self, other: State) -> None:
        """Take the place of *other*, in one step, wherever this one is known; it is whole."""
        self.__dict__.update({**other.__dict__, "mend": self.mend})

    def _in_keys(self, event: Event) -> Named:
        return named_in_keys(self.keyring.lists()[-1]) if event.kind == "keys" else ()

    def _note(self, event: Event) -> None:
        fields = event.fields
        if event.kind in _JUDGED_ON:
            self.digest = rolled(self.digest, event.kind, fields)
        if event.kind in {"order", "end", "ratification"}:
            order = fields["order"]["id"] if event.kind == "order" else fields["order"]
            self.order_events.setdefault(order, []).append(event)
        self.requests.setdefault(fields["idem"], (fields["request"], []))[1].append(event.slim())
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
        other.people, other._made = self.people, self._made
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
        if not _DIGEST.fullmatch(str(digest)):  # a forged log may have anything there
            raise LookupError(digest)
        body = (
            more[digest] if digest in more else (self.documents if find is None else find)(digest)
        )
        if body is None:
            raise RegisterDamaged("no_document", {"digest": digest})
        if "sha256:" + sha256(body).hexdigest() != digest:
            raise RegisterDamaged("other_document", {"digest": digest})
        return body

    def compiled(
        self,
        rules: str,
        areas: str,
        more: Mapping[str, bytes] = _NONE,
        find: Documents | None = None,
    ) -> Scheme:
        """Return the scheme made of the rules and the areas with these digests."""
        if self.versions and (rules, areas) == (self.version.rules, self.version.areas):
            return self.scheme
        bodies = self.document(rules, more, find), self.document(areas, more, find)
        known = self._made.get((rules, areas))
        if known is None:
            known = compile_scheme(
                Rules.model_validate_json(bodies[0]), Areas.model_validate_json(bodies[1])
            )
            self._made.clear()  # the last one is asked for again, when it is adopted
            self._made[rules, areas] = known
        return known


# -- one function a kind of event ----------------------------------------------------


def _take_register(state: State, event: Event, _find: Documents) -> None:
    if event.seq:
        raise RegisterDamaged("second_register", {"seq": event.seq}, seq=event.seq)
    state.register, state.title = event.fields["register"], event.fields["title"]
    state.bounds = Bounds.of(event.fields.get("clock"))
    state.audited = event.fields.get("audited") is True


def _take_adoption(state: State, event: Event, find: Documents) -> None:
    fields = event.fields
    scheme = state.compiled(fields["rules"], fields["areas"], find=find)
    renamed = {**fields["renamed"], **fields["merged"]}
    opening = carried_over(state.version, scheme, renamed, event.recorded) if state.versions else ()
    version = RulesVersion(
        scheme=scheme,
        rules=fields["rules"],
        areas=fields["areas"],
        since=event.recorded,
        seq=event.seq,
        renamed=renamed,
        opening=opening,
    )
    state.versions.append(version)


def _take_keys(state: State, event: Event, find: Documents) -> None:
    body = state.document(event.fields["keys"], find=find)
    joined(state.people, named_in_keys(keys_of(body)))
    state.keyring.add(body, event.fields, seq=event.seq, register=state.register)


def _take_of_dossier(state: State, event: Event, _find: Documents) -> None:
    name = event.fields["of"]
    if event.kind == "proposal":
        if name in state.dossiers or name in state.orders:
            raise LookupError(name)
        state.dossiers[name] = Dossier(id=name)
    if event.kind == "approval":
        recorded_approval(event.seq, event.fields)  # it will be read at each decision
    if event.kind == "withdrawal" and not isinstance(event.fields["reason"], str | None):
        raise TypeError(event.kind)
    state.dossiers[name].take(event)
    if event.fields.get("nonce") is not None:
        state.keyring.nonces.add(event.fields["nonce"])


def _take_attempt(state: State, event: Event, _find: Documents) -> None:
    state.dossiers[event.fields["of"]].events.append(event.slim())


def _take_order(state: State, event: Event, _find: Documents) -> None:
    made = event.made
    order = made if isinstance(made, Order) else Order.model_validate(event.fields["order"])
    if order.id in state.orders:
        raise LookupError(order.id)
    reader = NameResolver(state.scheme)
    entry = entry_of(reader, order, state.version.book.count, path=())
    if reader.problems:
        raise InputError(reader.problems)
    if event.fields["decision"] is not None:
        state.dossiers[order.id].take(event)
    elif state.dossiers:
        raise LookupError(order.id)
    state.version.issue(entry, event.recorded)
    state.recorded_orders[order.id] = event.recorded
    state.orders[order.id] = state.issued_orders[order.id] = order


def _take_end(state: State, event: Event, _find: Documents) -> None:
    fields = event.fields
    order = state.orders[fields["order"]]
    state.dossiers[fields["of"]].take(event)
    end = End(at=fields["at"], scope=fields["scope"])
    reader = NameResolver(state.scheme)
    scope = None if end.scope is None else reader.areas(end.scope, ())
    if reader.problems:
        raise InputError(reader.problems)
    at = micros_of(instant_of(end.at))
    state.version.amend(OrderChange(recorded=event.recorded, order=order.id, at=at, scope=scope))
    state.orders[order.id] = order.model_copy(update={"ends": (*order.ends, end)})


def _take_ratification(state: State, event: Event, _find: Documents) -> None:
    order = state.orders[event.fields["order"]]
    state.dossiers[event.fields["of"]].take(event)
    state.version.amend(OrderChange(recorded=event.recorded, order=order.id, at=None, scope=None))
    state.orders[order.id] = order.model_copy(update={"provisional_until": None})


def _take_clock(_state: State, _event: Event, _find: Documents) -> None:
    """Take nothing from it: the event says it all."""


_TAKEN: Mapping[str, Callable[[State, Event, Documents], None]] = {
    "register": _take_register,
    "adoption": _take_adoption,
    "keys": _take_keys,
    **dict.fromkeys(
        ("proposal", "amendment", "assessment", "approval", "withdrawal", "decision"),
        _take_of_dossier,
    ),
    "attempt": _take_attempt,
    "order": _take_order,
    "end": _take_end,
    "ratification": _take_ratification,
    "clock": _take_clock,
}


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


def _of_this_version(event: Event) -> None:
    """Refuse an event that this version may not understand: never guess at a meaning."""
    for field, known in (("v", FORMAT), ("semantics", SEMANTICS)):
        found = event.fields[field]
        if found != known:
            facts = {"seq": event.seq, "field": field, "found": found, "known": known}
            older = field == "semantics" and isinstance(found, int) and found < known
            raise RegisterFormat("older_meaning" if older else "later_events", facts)


def rolled(digest: str, kind: str, fields: Mapping[str, Any]) -> str:
    """Return the digest of the state after an event of *kind* with *fields*."""
    judged = {name: fields[name] for name in _JUDGED_ON[kind]}
    line = line_of({"before": digest, "kind": kind, **judged})
    return "sha256:" + sha256(line).hexdigest()
