"""`recalled`: the state of a register whose lines were read in full before.

It is the state that `State.take_all` comes to, and is come to from the same bytes: nothing of it
was kept anywhere but how far the log was read, and by which hash it ended there
(`responselevels.register.recording.marks`). So nothing can be out of date, and nothing needs to
be believed. What is spared is to hold each line once more to its form, and each event to what
could happen then: both follow from the bytes, and these are the same.

What decisions are judged on (rules, areas, keys, orders, their ends) is there at once. Dossiers,
orders as they are shown, and answers to requests are made from their lines when they are asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from responselevels.core.orders.entries import Entry, entry_of
from responselevels.core.world.resolver import NameResolver
from responselevels.errors import InputError
from responselevels.models.orders import Order
from responselevels.models.times import micros_of
from responselevels.register.history.dossiers import Dossier, DossierEvent
from responselevels.register.history.known_orders import known_entry
from responselevels.register.history.order_events import change_of, ended, in_track, ratified
from responselevels.register.history.outlines import (
    Outline,
    follow_on,
    order_in,
    outline_of,
    persons_in,
)
from responselevels.register.history.overlays import Recalled
from responselevels.register.history.persons import joined, named_in, named_in_keys
from responselevels.register.history.schemes import Schemes, scheme_of_documents
from responselevels.register.history.state import Documents, OrderHistory, State, rolled, rolled_on
from responselevels.register.history.versions import OrderChange
from responselevels.register.log.events import Head, event_of, fields_of, hash_of
from responselevels.register.log.kinds import (
    AdoptionEvent,
    DeedEvent,
    EndEvent,
    Event,
    KeysEvent,
    OrderEvent,
    RatificationEvent,
    RegisterEvent,
)

_OF_VERSIONS = frozenset({"register", "adoption", "keys", "end", "ratification"})


def recalled(
    lines: Sequence[bytes], head: Head, documents: Documents, schemes: Schemes = scheme_of_documents
) -> State | None:
    """Return the state that *lines* add up to, which were read in full before up to *head*.

    None where they are not those lines. *schemes* makes the schemes of it.

    Raises:
        ResponseLevelsError, LookupError, ValueError, TypeError: they never were read in full.
    """
    if not lines or not follow_on(lines, head):
        return None
    return _Recalling(lines, State(documents, schemes)).state


@dataclass(slots=True)
class _Seen:
    """The numbers of events, by the key of their act, their proposal and their order."""

    acts: dict[str, list[int]] = field(default_factory=dict)
    proposals: dict[str, list[int]] = field(default_factory=dict)
    orders: dict[str, list[int]] = field(default_factory=dict)


class _Recalling:
    """Goes along the lines once, and leaves the *state* that they add up to."""

    def __init__(self, lines: Sequence[bytes], state: State) -> None:
        self.state = state
        self._lines = lines
        self._seen = _Seen()
        self._issued: list[tuple[int, Entry]] = []
        self._changes: list[OrderChange] = []
        self._tracked: list[tuple[AdoptionEvent, frozenset[str]]] = []
        self._persons: set[str] = set()
        for seq, line in enumerate(lines):
            self._take(seq, line)
        self._end()

    def _take(self, seq: int, line: bytes) -> None:
        outline = outline_of(line, seq)
        self._seen.acts.setdefault(outline.idem, []).append(seq)
        if not self._persons.issuperset(persons_in(line)):
            self._meet(self.event(seq))
        if outline.of is not None:
            self._seen.proposals.setdefault(outline.of, []).append(seq)
        if outline.nonce is not None:
            self.state.keyring.nonces.add(outline.nonce)
        if outline.kind == "order":
            self._issue(seq, line, outline)
        elif outline.kind == "deed":
            self.state.deeds.append(cast("DeedEvent", self.event(seq).slim()))
        elif outline.kind in _OF_VERSIONS:
            self._judged(seq)

    def _meet(self, event: Event) -> None:
        names = [*named_in(event)]
        self._persons.update(name for _path, name in names)
        self.state.people = joined(self.state.people, names)

    def _judged(self, seq: int) -> None:
        event, state = self.event(seq), self.state
        if isinstance(event, RegisterEvent):
            state.begin(event)
        elif isinstance(event, AdoptionEvent):
            self._adopt(event)
        elif isinstance(event, KeysEvent):
            state.take_keys(event, state.documents)
            names = named_in_keys(state.keyring.lists()[-1])
            state.people = state.people.with_(name for _path, name in names)
        elif isinstance(event, EndEvent | RatificationEvent):
            self._seen.orders[event.order].append(seq)
            self._changes.append(change_of(event, state.scheme))
        if event.judged_on:
            state.digest = rolled(state.digest, event)

    def _adopt(self, event: AdoptionEvent) -> None:
        if self.state.versions:
            self._end_version()
        version = self.state.begin_version(event, self.state.documents)
        if event.track is not None:
            self._tracked.append((event, frozenset(entry.id for entry in version.opening)))

    def _end_version(self) -> None:
        self.state.version.recall(self._issued, self._changes)
        self._issued, self._changes = [], []

    def _issue(self, seq: int, line: bytes, outline: Outline) -> None:
        state = self.state
        written, recorded = order_in(line, outline, seq)
        number = len(state.version.opening) + len(self._issued)
        entry = known_entry(json.loads(written), number, state.scheme)
        if entry is None:
            entry = self._entry(written, number)
        self._issued.append((micros_of(datetime.fromisoformat(recorded)), entry))
        self._seen.orders[entry.id] = [seq]
        state.digest = rolled_on(state.digest, "order", [("order", written.decode("ascii"))])

    def _entry(self, written: bytes, number: int) -> Entry:
        reader = NameResolver(self.state.scheme)
        entry = entry_of(reader, Order.model_validate_json(written), number, path=())
        if reader.problems:
            raise InputError(reader.problems)
        return entry

    # -- what is made when it is asked for ---------------------------------------------------

    def _end(self) -> None:
        state, seen = self.state, self._seen
        self._end_version()
        last = self.event(len(self._lines) - 1)
        state.recorded, state.head = last.recorded, Head(len(self._lines), hash_of(last.line))
        state.requests = Recalled(seen.acts, self._request)
        state.dossiers = Recalled(seen.proposals, self._dossier)
        state.order_events = Recalled(seen.orders, self._order_events)
        state.issued_orders = Recalled(seen.orders, self._issued_order)
        state.recorded_orders = Recalled(seen.orders, lambda name: self._issue_of(name).recorded)
        state.orders = Recalled(seen.orders, self._order)

    def event(self, seq: int) -> Event:
        """Return the event *seq*, read from its line."""
        line = self._lines[seq]
        return event_of(line, fields_of(line, seq), seq)

    def _events(self, numbers: list[int]) -> Iterator[Event]:
        return (self.event(seq).slim() for seq in numbers)

    def _request(self, key: str) -> tuple[str, list[Event]]:
        events = list(self._events(self._seen.acts[key]))
        return events[0].header.request, events

    def _dossier(self, name: str) -> Dossier:
        dossier = Dossier(id=name)
        for event in self._events(self._seen.proposals[name]):
            dossier.take(cast("DossierEvent", event))
        return dossier

    def _order_events(self, name: str) -> list[OrderHistory]:
        return cast("list[OrderHistory]", list(self._events(self._seen.orders[name])))

    def _issue_of(self, name: str) -> OrderEvent:
        return cast("OrderEvent", self.event(self._seen.orders[name][0]))

    def _issued_order(self, name: str) -> Order:
        return self._issue_of(name).order

    def _order(self, name: str) -> Order:
        """Return an order as it stands: with its ends, its ratification, and the track it came into."""
        first, *rest = self._order_events(name)
        order = cast("OrderEvent", first).order
        moved = (event for event, names in self._tracked if name in names)
        for event in sorted((*rest, *moved), key=lambda one: one.seq):
            if isinstance(event, EndEvent):
                order = ended(order, event)
            elif isinstance(event, RatificationEvent):
                order = ratified(order)
            elif isinstance(event, AdoptionEvent):
                order = in_track(order, event)
        return order
