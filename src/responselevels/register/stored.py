"""`RecordingRegister`: all that can be done to a register that is kept on a store.

From proposal to order, one act after the other, by different people, in
different processes, days apart; or all at once by `issue`, `end` and `ratify`.
Every act may carry a *key*: asked again with the same key, it is done once.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from responselevels.core.deciding.case import AnyProposal
from responselevels.core.orders.holdings import parse_instant
from responselevels.errors import ApprovalRefused
from responselevels.models.areas import Areas
from responselevels.models.decisions import Decision
from responselevels.models.orders import Approval, Assessment, Order
from responselevels.models.proposals import ACTIONS, Action
from responselevels.models.rules import Rules
from responselevels.register.adoption.changes import NOTHING, Backing, changes_of, plain_backing
from responselevels.register.adoption.words import Plan
from responselevels.register.follow import Following
from responselevels.register.history.assembling import signing_context
from responselevels.register.history.dossiers import Dossier, to_json
from responselevels.register.history.judged import decided_again
from responselevels.register.history.snapshot import RegisterSnapshot
from responselevels.register.log.actors import NOBODY, Actor
from responselevels.register.log.decision_records import AdoptionChange
from responselevels.register.log.kinds import (
    AttemptEvent,
    DecisionEvent,
    EndEvent,
    Event,
    KeysEvent,
    OrderEvent,
    RatificationEvent,
)
from responselevels.register.log.plain import (
    held_to,
    one_of,
    plain,
    plain_proposal,
    plain_text,
    plain_words,
)
from responselevels.register.recording import commands, deciding
from responselevels.register.recording.draft import Draft
from responselevels.register.recording.issued import Issued
from responselevels.register.recording.requests import actor_of, adopting_of, request_of
from responselevels.register.recording.transactions import TransactionalRegister
from responselevels.register.recording.writer import Request
from responselevels.register.replay import Difference, replay
from responselevels.register.signatures.acceptance import SigningContext


class RecordingRegister(TransactionalRegister):
    """What can be done to a register on a store, each act recorded in its log."""

    # -- step by step -------------------------------------------------------------------

    def propose(
        self, proposal: AnyProposal, *, by: Actor | None = None, key: str | None = None
    ) -> Dossier:
        """Record a new proposal, with the assessment and approvals that it brings along.

        Raises:
            InputError: it names what is not there, or its id is taken.
        """
        proposal = plain_proposal(proposal)
        request = request_of(
            "propose",
            {"proposal": to_json(proposal)},
            actor_of(proposal) if by is None else by,
            key,
        )
        return self._filed(request, proposal.id, lambda draft: commands.propose(draft, proposal))

    def amend(
        self, proposal: AnyProposal, *, by: Actor | None = None, key: str | None = None
    ) -> Dossier:
        """Record that a proposal reads otherwise; approvals bound to its old content are lost.

        Raises:
            InputError: no such proposal, another action, or it names what is not there.
            ActImpossible: it was issued, carried out or withdrawn.
        """
        proposal = plain_proposal(proposal)
        request = request_of(
            "amend", {"proposal": to_json(proposal)}, actor_of(proposal) if by is None else by, key
        )
        return self._filed(request, proposal.id, lambda draft: commands.amend(draft, proposal))

    def assess(
        self,
        proposal: str,
        assessment: Assessment,
        *,
        by: Actor | None = None,
        key: str | None = None,
    ) -> Dossier:
        """Record an assessment for the proposal with this id.

        Raises:
            InputError: no such proposal, or an unknown body.
            ActImpossible: it was issued, carried out or withdrawn.
        """
        proposal = plain_text(proposal, "proposal")
        assessment = plain(assessment, Assessment, "assessment")
        content = {"of": proposal, "assessment": to_json(assessment)}
        request = request_of(
            "assess", content, Actor(body=assessment.by) if by is None else by, key
        )
        return self._filed(
            request, proposal, lambda draft: commands.assess(draft, proposal, assessment)
        )

    def approve(
        self,
        proposal: str,
        approval: Approval,
        *,
        word: str = "approve",
        by: Actor | None = None,
        key: str | None = None,
    ) -> Dossier:
        """Record what a body says of a proposal, as the caller asserts it.

        *word* is ``approve``, ``refuse``, or ``withdraw``, which takes back its
        last word. Without a digest, it is bound to what the proposal says now.

        Raises:
            InputError: no such proposal, or an unknown body or area.
            ActImpossible: it was issued, carried out or withdrawn.
        """
        proposal, word = plain_text(proposal, "proposal"), plain_text(word, "word")
        approval = plain(approval, Approval, "approval")
        content = {"of": proposal, "word": word, "approval": to_json(approval)}
        by = Actor(person=approval.person, body=approval.body) if by is None else by
        return self._filed(
            request_of("approve", content, by, key),
            proposal,
            lambda draft: commands.approve(draft, proposal, approval, word=word),
        )

    def approve_signed(
        self, proposal: str, envelope: bytes, *, by: Actor | None = None, key: str | None = None
    ) -> Dossier:
        """Record what a signed envelope says of a proposal, where it holds and would count.

        Raises:
            ApprovalRefused: it does not hold, or would not count; the code says
                why, and the attempt is recorded.
            InputError: no such proposal, or an unknown body or area.
            ActImpossible: it was issued, carried out or withdrawn.
            MissingExtra: cryptography is not installed.
        """

        def act(draft: Draft) -> _Tried:
            return _Tried(commands.approve_signed(draft, proposal, envelope))

        proposal = plain_text(proposal, "proposal")
        held_to(envelope, bytes, "envelope")
        content = {"of": proposal, "envelope": b64encode(envelope).decode("ascii")}
        request = request_of("approve_signed", content, NOBODY if by is None else by, key)
        tried = self._write(request, act, _tried_before)
        if tried.refused is not None:
            raise tried.refused
        return self._state.dossiers[proposal].copy()

    def withdraw(
        self,
        proposal: str,
        *,
        reason: str | None = None,
        by: Actor | None = None,
        key: str | None = None,
    ) -> Dossier:
        """Record that a proposal is no longer asked for.

        Raises:
            InputError: no such proposal.
            ActImpossible: it was issued, carried out or withdrawn already.
        """
        proposal, reason = plain_text(proposal, "proposal"), plain_words(reason, "reason")
        request = request_of(
            "withdraw", {"of": proposal, "reason": reason}, NOBODY if by is None else by, key
        )
        return self._filed(
            request, proposal, lambda draft: commands.withdraw(draft, proposal, reason)
        )

    def record_decision(
        self, proposal: str, *, by: Actor | None = None, key: str | None = None
    ) -> Decision:
        """Decide the proposal with this id now, and record the decision, a refusal too.

        Raises:
            InputError: no such proposal, or it names what is no longer there.
            ActImpossible: it was issued, carried out or withdrawn.
        """
        proposal = plain_text(proposal, "proposal")
        request = request_of("decide", {"of": proposal}, NOBODY if by is None else by, key)
        return self._write(
            request, lambda draft: deciding.judge(draft, proposal), self._decision_in
        )

    # -- carrying out -------------------------------------------------------------------

    def carry_out(
        self,
        action: Action,
        proposal: AnyProposal | str,
        *,
        by: Actor | None = None,
        key: str | None = None,
    ) -> Issued:
        """Decide a proposal now, record the decision, and do what it asks if that is permitted.

        *action* is what it has to ask for. A proposal that was not recorded yet is
        recorded first; the id of one that was stands for it. A denial is an answer,
        too, and has no order.

        Raises:
            InputError: it asks for another action, names what is not there, or its id is taken.
            ActImpossible: it was issued, carried out or withdrawn.
        """
        one_of(action, ACTIONS, "action")
        if isinstance(proposal, str):
            name = plain_text(proposal, "proposal")
            content = dict[str, object](of=name)
        else:
            proposal = plain_proposal(proposal)
            name, content = proposal.id, dict[str, object](proposal=to_json(proposal))
            by = actor_of(proposal) if by is None else by

        def act(draft: Draft) -> Issued:
            if not isinstance(proposal, str):
                commands.propose(draft, proposal)
            deciding.check_action(draft, name, action)
            return deciding.carry_out(draft, name)

        request = request_of(action, content, NOBODY if by is None else by, key)
        return self._write(request, act, self._issued_in)

    # -- rules and areas ------------------------------------------------------------------

    def adopt(
        self,
        rules: Rules | None = None,
        areas: Areas | None = None,
        *,
        renamed: Mapping[str, str] | None = None,
        merged: Mapping[str, str] | None = None,
        track: str | None = None,
        backing: Backing = NOTHING,
        by: Actor = NOBODY,
        key: str | None = None,
    ) -> None:
        """Put new rules, new areas or both in force, from now on; what is not given stays.

        *renamed* and *merged* lead from ids of areas that are no more to what
        became of them. *track* says which track the orders so far are of, where
        the rules had no tracks and will have some. Standing orders are carried over
        (`responselevels.register.history.versions.carried_over`). *backing* holds the
        approvals and signatures, and says which changes are accepted
        (`responselevels.register.adoption.changes`).

        Raises:
            InputError: they are not sound, do not fit each other, or an order
                that is not over has no place in them; approvals, signatures of
                root keys, or the acceptance of what would become milder or
                easier are missing, and which.
            ApprovalRefused: an envelope does not hold.
        """
        what = adopting_of(rules, areas, renamed=renamed, merged=merged, track=track)
        backing = plain_backing(backing)
        accepted = {} if backing.accept is None else {"accept": backing.accept}
        self._write(
            request_of("adopt", {**what.content(), **backing.fields(), **accepted}, by, key),
            lambda draft: bool(commands.adopt(draft, what, backing=backing)),
            lambda _events: True,
        )

    def planned(
        self,
        rules: Rules | None = None,
        areas: Areas | None = None,
        *,
        renamed: Mapping[str, str] | None = None,
        merged: Mapping[str, str] | None = None,
        track: str | None = None,
    ) -> tuple[Plan, list[AdoptionChange]]:
        """Return what `adopt` would put in force, to be signed, and what that would change now.

        Raises:
            InputError: as `adopt`, but for what is asked of an adoption.
        """
        what = adopting_of(rules, areas, renamed=renamed, merged=merged, track=track)
        draft = Draft(self._state, self._writer.time_now())
        plan, scheme = commands.planned(draft, what)
        version = self._state.version
        return plan, changes_of(version, scheme, plan.moves, draft.at, track=plan.track)

    def adopt_keys(self, envelope: bytes, *, by: Actor = NOBODY, key: str | None = None) -> int:
        """Put a signed key list in force from now on; return its version.

        Raises:
            KeysRefused: it may not follow the list in force; the code says why.
            MissingExtra: cryptography is not installed.
        """
        held_to(envelope, bytes, "envelope")
        content = {"envelope": b64encode(envelope).decode("ascii")}
        return self._write(
            request_of("adopt_keys", content, by, key),
            lambda draft: commands.adopt_keys(draft, envelope),
            _version_in,
        )

    def signing_context(self, at: datetime) -> SigningContext:
        """Return what a signer binds an approval to: this register, its rules, its key list.

        Raises:
            InputError: *at* has no offset.
        """
        return signing_context(self._state, parse_instant(at, ("at",)), self._state.head.size)

    def following(self) -> Following:
        """Return a context in which what others record is taken in as they do it."""
        return Following(self)

    def replay(self) -> list[Difference]:
        """Decide every proposal of the log again, under the rules of its day; name what differs."""
        return list(replay(self.store.lines(), self.store.document))

    # -- what was recorded under a key before -------------------------------------------------

    def _filed(self, request: Request, name: str, act: Callable[[Draft], None]) -> Dossier:
        def done(draft: Draft) -> bool:
            act(draft)
            return True

        self._write(request, done, lambda _events: True)
        return self._state.dossiers[name].copy()

    def _decision_in(self, events: list[Event]) -> Decision:
        (event,) = (event for event in events if isinstance(event, DecisionEvent))
        return decided_again(self._state, event)

    def _issued_in(self, events: list[Event]) -> Issued:
        (event,) = (event for event in events if isinstance(event, DecisionEvent))
        decision, last = decided_again(self._state, event), events[-1]
        order = None if last is event else self._order_in(last)
        return Issued(decision=decision, order=order, event=event.seq)

    def _order_in(self, event: Event) -> Order:
        """Return the order that *event* made or changed, as it was then."""
        if isinstance(event, OrderEvent):
            return event.order
        if not isinstance(event, EndEvent | RatificationEvent):
            raise TypeError(event.kind)
        return RegisterSnapshot(self._whole_state, event.recorded).order(event.order)


def _version_in(events: list[Event]) -> int:
    """Return the version of the key list that was adopted by *events*."""
    (event,) = (event for event in events if isinstance(event, KeysEvent))
    return event.version


@dataclass(frozen=True, slots=True)
class _Tried:
    """Why a signed approval was refused, None where it was recorded."""

    refused: ApprovalRefused | None


def _tried_before(events: list[Event]) -> _Tried:
    last = events[-1]
    if not isinstance(last, AttemptEvent):
        return _Tried(None)
    return _Tried(ApprovalRefused("approval.before", {"code": last.code}))
