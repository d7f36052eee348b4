"""`RecordingRegister`: all that can be done to a register that is kept on a store.

From proposal to order, act after act, by different people, days apart; or all at once
by `issue`, `end` and `ratify`. An act asked for again with the same *key* is done once.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from responselevels.core.deciding.case import AnyProposal
from responselevels.core.orders.holdings import parse_instant
from responselevels.models.areas import Areas
from responselevels.models.decisions import Decision
from responselevels.models.orders import Approval, Assessment
from responselevels.models.proposals import ACTIONS, Action
from responselevels.models.rules import Rules
from responselevels.register.adoption.changes import NOTHING, Backing, changes_of, plain_backing
from responselevels.register.adoption.words import Plan
from responselevels.register.follow import Following
from responselevels.register.history.asking.snapshot import RegisterSnapshot
from responselevels.register.history.assembling import signing_context
from responselevels.register.history.dossiers import Dossier, to_json
from responselevels.register.log.actors import NOBODY, Actor
from responselevels.register.log.decision_records import AdoptionChange
from responselevels.register.log.events import Head
from responselevels.register.log.plain import (
    held_to,
    one_of,
    plain,
    plain_path,
    plain_proposal,
    plain_text,
    plain_words,
)
from responselevels.register.recording import commands, deciding
from responselevels.register.recording.answers import (
    Tried,
    decision_in,
    issued_in,
    tried_before,
    version_in,
)
from responselevels.register.recording.draft import Draft
from responselevels.register.recording.issued import Issued
from responselevels.register.recording.requests import actor_of, adopting_of, request_of
from responselevels.register.recording.running import RunningRegister
from responselevels.register.recording.transactions import TransactionalLog
from responselevels.register.recording.writer import Request
from responselevels.register.replay import Difference, replay
from responselevels.register.signatures.acceptance import SigningContext

if TYPE_CHECKING:
    from responselevels.register.recording.copies import CopySummary


class RecordingRegister(RunningRegister):
    """What can be done to a register on a store, each act recorded in its log.

    Reading is answered from memory, by what was known when it was last brought
    up to date: at opening, by `refresh`, by `wait`, and by each change.
    """

    def __init__(self, log: TransactionalLog) -> None:
        """Take up the register that *log* adds up to."""
        super().__init__(log)
        self.store, self.damage = log.store, log.damage
        self.verified = log.verified

    @property
    def id(self) -> str:
        """The id of the register."""
        return self._log.id

    @property
    def head(self) -> Head:
        """The end of the log as far as it is known: its size, and the hash of its last line."""
        return self._log.head

    @property
    def state_digest(self) -> str:
        """The digest of all that decisions are judged on."""
        return self._state.digest

    def as_known_at(self, known: datetime) -> RegisterSnapshot:
        """Return the register as it was known at the instant *known*, to be asked.

        Raises:
            InputError: *known* has no offset.
        """
        return RegisterSnapshot(self._log.state, parse_instant(known, ("known_at",)))

    def refresh(self) -> int:
        """Take in what others recorded since; return how many events that were."""
        return self._log.refresh()

    def wait(self, timeout: float) -> int:
        """Wait up to *timeout* seconds for others to record something, and take it in."""
        return self._log.wait(timeout)

    def back_up(self, path: str | Path) -> CopySummary:
        """Copy the register to the file *path*, while others write; the copy is a register itself.

        Raises:
            RegisterExists: there is something at *path*.
            RegisterUnwritable: it cannot be written.
            RegisterError: the register is not sound.
            InputError: *path* is no path.
        """
        # Databases are imported when a copy is made, for most uses need no second store.
        from responselevels.register.recording.copies import back_up

        return back_up(self.store, plain_path(path, "path"))

    def close(self) -> None:
        """Let go of the store."""
        self._log.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()

    # -- step by step -------------------------------------------------------------------

    def propose(
        self, proposal: AnyProposal, *, by: Actor | None = None, key: str | None = None
    ) -> Dossier:
        """Record a new proposal, with the assessment and approvals that it brings along.

        Raises:
            InputError: it names what is not there, or its id is taken.
        """
        proposal = plain_proposal(proposal)
        content = {"proposal": to_json(proposal)}
        request = request_of("propose", content, by, key, usual=actor_of(proposal))
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
        content = {"proposal": to_json(proposal)}
        request = request_of("amend", content, by, key, usual=actor_of(proposal))
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
        request = request_of("assess", content, by, key, usual=Actor(body=assessment.by))
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
        said_by = Actor(person=approval.person, body=approval.body)
        return self._filed(
            request_of("approve", content, by, key, usual=said_by),
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

        def act(draft: Draft) -> Tried:
            return Tried(commands.approve_signed(draft, proposal, envelope))

        proposal = plain_text(proposal, "proposal")
        held_to(envelope, bytes, "envelope")
        content = {"of": proposal, "envelope": b64encode(envelope).decode("ascii")}
        request = request_of("approve_signed", content, by, key)
        tried = self._log.write(request, act, tried_before)
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
        request = request_of("withdraw", {"of": proposal, "reason": reason}, by, key)
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
        request = request_of("decide", {"of": proposal}, by, key)
        return self._log.write(
            request,
            lambda draft: deciding.judge(draft, proposal),
            lambda events: decision_in(self._state, events),
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
            asked: AnyProposal | str = plain_text(proposal, "proposal")
            content, usual = dict[str, object](of=asked), NOBODY
        else:
            asked = proposal = plain_proposal(proposal)
            content, usual = {"proposal": to_json(proposal)}, actor_of(proposal)
        return self._log.write(
            request_of(action, content, by, key, usual=usual),
            lambda draft: deciding.carry_out_as(draft, action, asked),
            lambda events: issued_in(self._state, events),
        )

    # -- rules and areas ------------------------------------------------------------------

    def adopt(  # noqa: PLR0913 - each says one thing of what is adopted
        self,
        rules: Rules | None = None,
        areas: Areas | None = None,
        *,
        renamed: Mapping[str, str] | None = None,
        merged: Mapping[str, str] | None = None,
        track: str | None = None,
        levels: Mapping[str, str] | None = None,
        backing: Backing = NOTHING,
        by: Actor = NOBODY,
        key: str | None = None,
    ) -> None:
        """Put new rules, new areas or both in force, from now on; what is not given stays.

        *renamed* and *merged* lead from ids of areas that are no more to what became of them,
        *levels* from levels to what the new rules call them. *track* says which track the orders
        so far are of, where the rules had no tracks and will have some. Standing orders are
        carried over (`responselevels.register.history.versions.carried_over`). *backing* holds
        approvals and signatures, and which changes are accepted (`…register.adoption.changes`).

        Raises:
            InputError: they are not sound, do not fit each other, or an order
                that is not over has no place in them; approvals, signatures of
                root keys, or the acceptance of what would become milder or
                easier are missing, and which.
            ApprovalRefused: an envelope does not hold.
        """
        what = adopting_of(rules, areas, (renamed, merged, levels), track=track)
        backing = plain_backing(backing)
        accepted = {} if backing.accept is None else {"accept": backing.accept}
        self._log.write(
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
        levels: Mapping[str, str] | None = None,
    ) -> tuple[Plan, list[AdoptionChange]]:
        """Return what `adopt` would put in force, to be signed, and what that would change now.

        Raises:
            InputError: as `adopt`, but for what is asked of an adoption.
        """
        what = adopting_of(rules, areas, (renamed, merged, levels), track=track)
        draft = Draft(self._state, self._log.time_now())
        plan, scheme = commands.planned(draft, what)
        return plan, changes_of(self._state.version, scheme, plan, draft.at)

    def adopt_keys(self, envelope: bytes, *, by: Actor = NOBODY, key: str | None = None) -> int:
        """Put a signed key list in force from now on; return its version.

        Raises:
            KeysRefused: it may not follow the list in force; the code says why.
            MissingExtra: cryptography is not installed.
        """
        held_to(envelope, bytes, "envelope")
        content = {"envelope": b64encode(envelope).decode("ascii")}
        return self._log.write(
            request_of("adopt_keys", content, by, key),
            lambda draft: commands.adopt_keys(draft, envelope),
            version_in,
        )

    def signing_context(self, at: datetime, proposal: AnyProposal | None = None) -> SigningContext:
        """Return what a signer binds an approval to: register, rules, key list, members of groups.

        Raises:
            InputError: *at* has no offset, or *proposal* is none.
        """
        state = self._state
        return signing_context(state, parse_instant(at, ("at",)), state.head.size, proposal)

    def following(self) -> Following:
        """Return a context in which what others record is taken in as they do it."""
        return Following(self)

    def replay(self) -> list[Difference]:
        """Decide every proposal of the log again, under the rules of its day; name what differs."""
        return list(replay(self.store.lines(), self.store.document))

    def _filed(self, request: Request, name: str, act: Callable[[Draft], None]) -> Dossier:
        def done(draft: Draft) -> bool:
            act(draft)
            return True

        self._log.write(request, done, lambda _events: True)
        return self._state.dossiers[name].copy()
