"""`Dossier`: one proposal on its way, with all that was recorded of it.

Proposal, assessment, approvals, decision and order may come from different
people, days apart; each is an event, and the dossier is what they add up to. A
proposal may be amended: approvals that were bound to its old content no longer
count, for they carry the digest of what was approved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pydantic import TypeAdapter

from responselevels.core.deciding.case import AnyProposal
from responselevels.core.digests import proposal_digest
from responselevels.machine.lifecycle import Act, Life, next_state
from responselevels.models.base import Model
from responselevels.models.decisions import Verdict
from responselevels.models.orders import Assessment
from responselevels.models.proposals import IssueProposal, Proposal
from responselevels.register.log.kinds import (
    AmendmentEvent,
    ApprovalEvent,
    AssessmentEvent,
    AttemptEvent,
    DecisionEvent,
    EndEvent,
    Event,
    OrderEvent,
    ProposalEvent,
    RatificationEvent,
    WithdrawalEvent,
)

_PROPOSAL: TypeAdapter[AnyProposal] = TypeAdapter(Proposal)

_ON_VERDICT = {Verdict.PERMIT: Act.PERMIT, Verdict.PENDING: Act.POSTPONE, Verdict.DENY: Act.DENY}
_ON_WORD = {"approve": Act.APPROVE, "refuse": Act.OBJECT, "withdraw": Act.RETRACT}
WORDS = tuple(_ON_WORD)
"""What a body may say of a proposal."""

_ON_KIND = {
    "proposal": Act.PROPOSE,
    "amendment": Act.AMEND,
    "assessment": Act.ASSESS,
    "withdrawal": Act.WITHDRAW,
    "order": Act.ISSUE,
    "end": Act.CARRY_OUT,
    "ratification": Act.CARRY_OUT,
}

DossierEvent = (
    ProposalEvent
    | AmendmentEvent
    | AssessmentEvent
    | ApprovalEvent
    | AttemptEvent
    | WithdrawalEvent
    | DecisionEvent
    | OrderEvent
    | EndEvent
    | RatificationEvent
)
"""What is recorded of a proposal."""


def to_json(model: Model) -> dict[str, object]:
    """Return *model* as the log writes it: JSON, without what is left at its default."""
    return model.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def bare(proposal: AnyProposal) -> AnyProposal:
    """Return *proposal* without its assessment and approvals, which are recorded apart."""
    apart: dict[str, object] = {"approvals": ()}
    if "assessment" in type(proposal).model_fields:
        apart["assessment"] = None
    return proposal.model_copy(update=apart)


def proposal_of(fields: Mapping[str, object]) -> AnyProposal:
    """Return the proposal that an event carries."""
    return _PROPOSAL.validate_python(fields)


def act_of(event: Event) -> Act | None:
    """Return what *event* is in the life of its proposal; None where it changes nothing of it."""
    if isinstance(event, DecisionEvent):
        return _ON_VERDICT[event.verdict]
    if isinstance(event, ApprovalEvent):
        return _ON_WORD[event.word]
    return _ON_KIND.get(event.kind)


@dataclass(slots=True, kw_only=True)
class Dossier:
    """What is known of one proposal. *digest* is what an approval of it binds to now.

    *written_digest* is the one that was recorded with the proposal. Facts that an assessment
    states are bound as well, so that the two differ where there are any.
    """

    id: str
    life: Life | None = None
    proposal: AnyProposal | None = None
    digest: str = ""
    written_digest: str = ""
    revision: int = 0
    assessment: Assessment | None = None
    events: list[DossierEvent] = field(default_factory=list)

    @property
    def content(self) -> AnyProposal:
        """The proposal as it reads now, without assessment and approvals."""
        if self.proposal is None:
            raise LookupError(self.id)
        return self.proposal

    @property
    def assessed(self) -> AnyProposal:
        """The same with the assessment, where it states facts: whatever approvals are bound to."""
        content, assessment = self.content, self.assessment
        if assessment is None or not assessment.facts or not isinstance(content, IssueProposal):
            return content
        return content.model_copy(update={"assessment": assessment})

    @property
    def approvals(self) -> list[ApprovalEvent]:
        """Every approval, refusal, and approval taken back, in the order recorded."""
        return [event for event in self.events if isinstance(event, ApprovalEvent)]

    @property
    def proposers(self) -> frozenset[str]:
        """The persons who proposed or amended it, as far as the register knows them."""
        written_down = (e for e in self.events if isinstance(e, ProposalEvent | AmendmentEvent))
        persons = {event.actor.person for event in written_down}
        return frozenset(person for person in persons if person is not None)

    @property
    def all_proposers(self) -> frozenset[str]:
        """The persons who proposed or amended it, and whom it names itself."""
        named = self.content.proposer
        return self.proposers if named is None else self.proposers | {named}

    def copy(self) -> Dossier:
        """Return a copy to try things on."""
        return replace(self, events=list(self.events))

    def take(self, event: DossierEvent) -> None:
        """Add *event*.

        Raises:
            ActImpossible: it cannot happen to a proposal that stands like this.
            LookupError: it says something of another proposal.
        """
        act = act_of(event)
        if act is not None:
            self.life = next_state(self.life, act, name=self.id)
        if isinstance(event, ProposalEvent | AmendmentEvent):
            self.proposal = event.proposal
            if self.proposal.id != self.id:
                raise LookupError(self.proposal.id)
            self.written_digest = event.proposal_digest
            self.revision = event.revision
        elif isinstance(event, AssessmentEvent):
            self.assessment = event.assessment
        if self.proposal is not None:
            assessed = self.assessed
            bound = proposal_digest(assessed) if assessed is not self.proposal else None
            self.digest = bound or self.written_digest
        self.events.append(event)

    def known(self, known: int) -> Dossier | None:
        """Return the dossier as it was known at the instant *known*; None where it was not there yet."""
        past = Dossier(id=self.id)
        for event in self.events:
            if event.recorded <= known:
                past.take(event)
        return past if past.events else None
