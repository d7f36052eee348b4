"""`Acting`: a caller about to act in a register, on some terms: who may, and under which key it is recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from responselevels.core.deciding.case import AnyProposal
from responselevels.errors import (
    ApprovalRefused,
    ConditionMissing,
    Forbidden,
    IdempotencyConflict,
    NotServed,
    OutcomeUnknown,
)
from responselevels.models.orders import Order
from responselevels.models.proposals import IssueProposal
from responselevels.register.history.dossiers import Dossier
from responselevels.register.log.actors import Actor
from responselevels.register.log.kinds import ApprovalEvent, AssessmentEvent, DeedEvent, Event
from responselevels.register.recording.transactions import provided
from responselevels.register.recording.writer import new_key
from responselevels.register.signatures.dsse import read_envelope
from responselevels.register.signatures.signed_words import words_of
from responselevels.register.signatures.statements import APPROVAL_TYPE, Statement
from responselevels.server.callers import Caller, Right
from responselevels.server.marks import ANY, Concerning, MovedOnSince, moved, of_proposal
from responselevels.server.registers import ServedRegister
from responselevels.server.sight import Sight


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """On which terms something is asked for.

    *key* is the caller's own name for the request: asked again, it is done once. *seen* are the
    marks of what the caller saw of the thing; whatever has none of them has moved on.
    """

    key: str | None = None
    seen: tuple[str, ...] | None = None


ANYHOW = Terms()
"""A new key, and no matter what was seen: for what is new itself."""


class Acting:
    """*caller* about to act in *served* on *terms*; see the module."""

    def __init__(self, served: ServedRegister, caller: Caller, terms: Terms = ANYHOW) -> None:
        self.served, self.caller, self.terms = served, caller, terms
        self.sight = Sight(caller, served.register)

    # -- what it is about -------------------------------------------------------------------

    def dossier(self, name: str) -> Dossier:
        """Return what is recorded of a proposal.

        Raises:
            NotServed: there is none, or none for them to see.
        """
        dossier = self.served.register.state.dossiers.get(name)
        if dossier is None or not self.sight.touches(dossier.content):
            raise NotServed("proposal", {"proposal": name})
        return dossier

    def order(self, name: str) -> Order:
        """Return an order.

        Raises:
            NotServed: there is none, or none for them to see.
        """
        order = self.served.register.state.orders.get(name)
        if order is None or not self.sight.touches(order):
            raise NotServed("order", {"order": name})
        return order

    def area_of(self, proposal: AnyProposal) -> str | None:
        """Return the issuing area of a proposal, or of the order that it is about; None: no such order."""
        if isinstance(proposal, IssueProposal):
            return proposal.area
        order = self.served.register.state.orders.get(proposal.order)
        return None if order is None else order.area

    # -- who may ---------------------------------------------------------------------------

    def actor(self, body: str | None = None) -> Actor:
        """Return who acts, as the log will name them.

        Raises:
            Forbidden: their account may only read, or not act for *body*.
        """
        if not self.caller.may(Right.ACT):
            raise Forbidden("acts.right")
        if body is not None and not self.caller.may_act_for(body):
            raise Forbidden("acts.body", {"body": body})
        return self.caller.actor(body)

    def actor_for(self, body: str, area: str | None) -> Actor:
        """Return who acts for *body*, that of the line of *area*.

        Raises:
            Forbidden: they may not, or not there.
        """
        actor = self.actor(body)
        self.check_area(area, body)
        return actor

    def check_area(self, area: str | None, body: str | None = None) -> None:
        """Let pass who acts in *area*, or where *body* sits in its line; without an *area*, everybody.

        Raises:
            Forbidden: they do not act there.
        """
        seat = area if body is None else self._seat(body, area)
        if seat is not None and not self.acts_in(seat):
            raise Forbidden("acts.area", {"area": seat})

    def acts_in(self, area: str) -> bool:
        """Say whether they act in *area*: it is one of the account's, or beneath one."""
        return self.sight.sees(area)

    def check_signed(self, proposal: AnyProposal, envelope: bytes) -> None:
        """Let pass who acts where the body sits that *envelope* names; whether it holds is not asked.

        Raises:
            Forbidden: they do not act there.
        """
        area = self.area_of(proposal)
        try:
            said = words_of(read_envelope(envelope, APPROVAL_TYPE, ApprovalRefused).body, Statement)
        except ApprovalRefused:
            self.check_area(area)
        else:
            self.check_area(said.area or area, said.body)

    def issuer_of(self, proposal: AnyProposal) -> Actor:
        """Return who acts for the issuer of *proposal*.

        Raises:
            Forbidden: they may not, or not there.
        """
        return self.actor_for(proposal.issuer, self.area_of(proposal))

    def may(self, body: str, area: str | None) -> bool:
        """Say whether they may act for *body*, that of the line of *area*."""
        try:
            self.actor_for(body, area)
        except Forbidden:
            return False
        return True

    def bodies_for(self, what: AnyProposal | Order) -> frozenset[str]:
        """Return the bodies that they may act for in the line of a proposal or an order."""
        area = what.area if isinstance(what, Order) else self.area_of(what)
        return frozenset(body for body in self.caller.bodies if self.may(body, area))

    def sits_in(self, proposal: AnyProposal) -> bool:
        """Say whether they act where the issuer of *proposal* sits."""
        try:
            self.check_area(self.area_of(proposal), proposal.issuer)
        except Forbidden:
            return False
        return True

    def own(self, proposal: AnyProposal) -> AnyProposal:
        """Return *proposal* as the caller's own.

        Raises:
            InputError: it names what is not for them to know.
            Forbidden: it names another proposer, or brings along an assessment or approvals, which
                are acts of their own.
        """
        self.sight.check_names(proposal)
        if proposal.approvals or getattr(proposal, "assessment", None) is not None:
            raise Forbidden("acts.brought")
        if proposal.proposer not in {None, self.caller.person}:
            raise Forbidden("acts.proposer", {"person": proposal.proposer})
        return proposal.model_copy(update={"proposer": self.caller.person})

    def _seat(self, body: str, area: str | None) -> str | None:
        """Return the area in the line of *area* whose body it is; where that is not known, *area*."""
        scheme = self.served.register.scheme
        known = area is not None and self.sight.knows(area)
        number = scheme.tree.numbers.get(area or "") if known else None
        if number is None or body not in scheme.bodies:
            return area
        seat = scheme.acting(body, number)
        return area if seat is None else scheme.tree.ids[seat]

    # -- under which key ---------------------------------------------------------------------

    @contextmanager
    def under(self, name: str | None = None, concerning: Concerning = of_proposal) -> Iterator[str]:
        """Give the key under which an act is recorded, if by then *name* is as it was seen.

        Raises:
            ConditionMissing: it is not said what was seen.
            MovedOn: it is another by now; with what changed it, where that can be told.
            OutcomeUnknown: with the caller's own key, to ask again.
        """
        given, seen = self.terms.key or new_key(), self.terms.seen
        if name is not None and seen is None:
            raise ConditionMissing("condition", {"name": name})

        def unmoved() -> None:
            if name is None or seen is None or ANY in seen:
                return
            mark, since = moved(self.served.register.state, name, concerning, seen)
            if mark not in seen:
                raise MovedOnSince(name, mark, since)

        try:
            with provided(unmoved):
                yield self._key(given)
        except OutcomeUnknown as error:
            raise OutcomeUnknown(error.code, error.facts, key=given) from error

    def _key(self, given: str) -> str:
        """Return the key of the log for what an account calls *given*: no other account has the same."""
        told = f"{self.caller.account}\n{given}"
        return f"http:{sha256(told.encode()).hexdigest()[:40]}"

    def dated(self, name: str | None, record: Callable[[datetime, str], None]) -> str:
        """Record something that is said as of now; asked again, as of then. Return its key.

        Raises:
            RegisterError: as `under`, and whatever *record* raises.
        """
        key = self.terms.key or new_key()
        again = Acting(self.served, self.caller, replace(self.terms, key=key))
        with again.under(name) as known:
            then = self._said_at(known)
            try:
                record(then or self.served.moment(), known)
            except IdempotencyConflict:
                # Somebody asked for the same at the same moment, and was quicker.
                quicker = self._said_at(known)
                if then is not None or quicker is None:
                    raise
                record(quicker, known)
        return known

    def events(self, key: str) -> list[Event]:
        """Return what was recorded under *key*."""
        return self.served.register.state.requests.get(key, ("", []))[1]

    def _said_at(self, key: str) -> datetime | None:
        """Return when that was said which was recorded under *key*, None where nothing was."""
        for event in self.events(key):
            if isinstance(event, AssessmentEvent):
                return event.assessment.at
            if isinstance(event, ApprovalEvent):
                return event.approval.at
            if isinstance(event, DeedEvent):
                return event.deed.at
        return None
