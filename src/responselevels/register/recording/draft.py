"""`Draft`: one act being prepared, until it is recorded as a whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from responselevels.core.orders.book import OrderBook
from responselevels.core.world.names import unknown_name
from responselevels.core.world.people import People
from responselevels.core.world.scheme import Scheme
from responselevels.errors import InputError
from responselevels.models.base import Model
from responselevels.models.times import instant_at
from responselevels.register.history.dossiers import Dossier, DossierEvent
from responselevels.register.history.persons import Named, joined, named_in
from responselevels.register.history.state import State
from responselevels.register.log.actors import NOBODY, Actor
from responselevels.register.log.event_fields import Header
from responselevels.register.log.kinds import Event, ProposalEvent
from responselevels.register.log.plain import PlainDocument

M = TypeVar("M", bound=Model)


@dataclass(slots=True)
class Draft:
    """What is known, when it is, and what is about to be recorded.

    *by* is who does it. *state* is never changed here: dossiers are tried on copies.
    """

    state: State
    at: int
    by: Actor = NOBODY
    drafted: list[Event] = field(default_factory=list)
    documents: dict[str, bytes] = field(default_factory=dict)
    read: dict[str, Model] = field(default_factory=dict)
    tried: dict[str, Dossier] = field(default_factory=dict)
    people: People = field(init=False)

    def __post_init__(self) -> None:
        """Begin with the persons who are known."""
        self.people = self.state.people

    @property
    def time(self) -> datetime:
        """The instant at which all of this is recorded."""
        return instant_at(self.at)

    @property
    def seq(self) -> int:
        """The number of the next event."""
        return self.state.head.size + len(self.drafted)

    @property
    def scheme(self) -> Scheme:
        """The rules and areas in force."""
        return self.state.scheme

    @property
    def book(self) -> OrderBook:
        """The orders so far."""
        return self.state.version.book

    def dossier(self, name: str) -> Dossier:
        """Return the dossier of the proposal *name*, to be tried on.

        Raises:
            InputError: there is no such proposal.
        """
        if name not in self.tried:
            known = self.state.dossiers.get(name)
            if known is None:
                raise InputError(
                    [unknown_name("proposal", name, self.state.dossiers.keys(), ("proposal",))]
                )
            self.tried[name] = known.copy()
        return self.tried[name]

    @property
    def header(self) -> Header:
        """What is known of the next event before it has a line."""
        return Header(seq=self.seq, recorded=self.at, actor=self.by)

    def add(self, event: Event) -> int:
        """Draft an event, which has the next `header`, and return its number.

        Raises:
            ActImpossible: it cannot happen to its proposal now.
            InputError: it names a person who looks like somebody else.
        """
        self.meet(named_in(event))
        if isinstance(event, DossierEvent) and event.of is not None:
            if isinstance(event, ProposalEvent):
                self.tried[event.of] = Dossier(id=event.of)
            self.dossier(event.of).take(event)
        self.drafted.append(event)
        return event.seq

    def meet(self, named: Named) -> None:
        """Take in the persons who are *named*.

        Raises:
            InputError: one of them is no id, or looks like somebody else.
        """
        self.people = joined(self.people, named)

    def compiled(self, rules: str, areas: str) -> Scheme:
        """Return the scheme of the rules and areas with these digests, kept ones or kept now.

        Raises:
            InputError: they are not sound, or do not fit each other.
        """
        return self.state.compiled(rules, areas, self.documents, read=self.read)

    def keep_bytes(self, digest: str, body: bytes) -> None:
        """Keep *body* as a document beside the log, under its digest."""
        self.documents[digest] = body

    def keep(self, document: PlainDocument[M]) -> str:
        """Keep a document beside the log, and what it was read as at hand; return its digest."""
        self.keep_bytes(document.digest, document.body)
        self.read[document.digest] = document.model
        return document.digest
