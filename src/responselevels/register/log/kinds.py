"""The kinds of events: one class each, built once where a line is read, and never a dictionary.

A class declares the fields that a line of its kind has beside those of every
line (`Header`). A field with a default is left out of a line where it has that
value; one without stands in every line of the kind, as ``null`` where it is
None. The published schema and the tables of docs/log-format.md are made of these
classes (`responselevels.register.log.event_schema`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Literal, Self, cast

from pydantic import Field

from responselevels.models.decisions import Verdict
from responselevels.models.documents import ChangeDocument, OfOrderDocument
from responselevels.models.orders import Approval, Assessment, Order
from responselevels.models.parts.deeds import Deed
from responselevels.models.proposals import Proposal
from responselevels.models.times import Instant
from responselevels.register.log.decision_records import (
    AdoptionChange,
    Audit,
    DutyRecord,
    FindingRecord,
)
from responselevels.register.log.event_fields import (
    Base64,
    BoundsText,
    Count,
    EventBase,
    Flag,
    Header,
    Json,
    Recorded,
    Text,
    Word,
    adapter_of,
)

_OfOrders = list[Recorded[OfOrderDocument]] | None

# -- the kinds --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEvent(EventBase):
    """The first event: which register this is."""

    kind: ClassVar[str] = "register"

    title: Annotated[Text | None, Field(description="what people call it")]
    clock: Annotated[
        BoundsText | None,
        Field(description="how far ahead a time may be before a person must confirm it"),
    ] = None
    audited: Annotated[
        Flag, Field(description="each order that is taken over carries its `audit`")
    ] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionEvent(EventBase):
    """Rules and areas came into force."""

    kind: ClassVar[str] = "adoption"
    judged_on = ("rules", "areas", "renamed", "merged")
    judged_where_said = ("track", "levels")

    rules: Annotated[Text, Field(description="the digest of the rules, a document")]
    areas: Annotated[Text, Field(description="the digest of the areas, a document")]
    changed: Annotated[
        tuple[Text, ...], Field(description="which of the two are new: `rules`, `areas`")
    ]
    renamed: Annotated[
        dict[Text, Text], Field(description="from ids of areas that are no more to their new ids")
    ]
    merged: Annotated[
        dict[Text, Text], Field(description="from ids of areas to those they became part of")
    ]
    track: Annotated[Text | None, Field(description="the track that older orders came into")] = None
    levels: Annotated[dict[Text, Text] | None, Field(description="from levels to new names")] = None
    approvals: Annotated[
        tuple[Approval, ...], Field(description="asserted approvals, as in proposals")
    ] = ()
    envelopes: Annotated[
        tuple[Base64, ...], Field(description="signed adoptions (docs/signing.md)")
    ] = ()
    changes: Annotated[
        tuple[Recorded[AdoptionChange], ...] | None,
        Field(description="what it made milder or easier, which was accepted"),
    ] = None

    @property
    def documents(self) -> tuple[str, ...]:
        """The digests of the rules and the areas."""
        return self.rules, self.areas


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySignature:
    """A signature of a root key over a key list."""

    keyid: Annotated[Text, Field(description="the id of the key")]
    sig: Annotated[Text, Field(description="the signature, in base64")]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysEvent(EventBase):
    """A version of the key list came into force."""

    kind: ClassVar[str] = "keys"
    judged_on = ("keys", "version")

    version: Annotated[Count, Field(description="the version of the list, from 1")]
    keys: Annotated[Text, Field(description="the digest of the list, a document")]
    signatures: Annotated[
        tuple[KeySignature, ...], Field(description="the signatures of root keys over it")
    ]

    @property
    def documents(self) -> tuple[str, ...]:
        """The digest of the list."""
        return (self.keys,)


@dataclass(frozen=True, slots=True, kw_only=True)
class _ProposalText(EventBase):
    """What a proposal says, from now on."""

    of: Annotated[Text, Field(description="the id of the proposal")]
    proposal: Annotated[
        Proposal, Field(description="the proposal, without assessment and approvals")
    ]
    proposal_digest: Annotated[
        Text, Field(description="what approvals of it bind to, until an assessment states facts")
    ]
    revision: Annotated[Count, Field(description="1, and one more with each amendment")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalEvent(_ProposalText):
    """Something was proposed."""

    kind: ClassVar[str] = "proposal"


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentEvent(_ProposalText):
    """A proposal reads otherwise now."""

    kind: ClassVar[str] = "amendment"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentEvent(EventBase):
    """The situation was assessed for a proposal."""

    kind: ClassVar[str] = "assessment"

    of: Annotated[Text, Field(description="the id of the proposal")]
    assessment: Annotated[Assessment, Field(description="the assessment, as in proposals")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalEvent(EventBase):
    """A body approved a proposal, refused it, or took its last word back."""

    kind: ClassVar[str] = "approval"

    of: Annotated[Text, Field(description="the id of the proposal")]
    word: Annotated[Word, Field(description="what was said of it")]
    standing: Annotated[
        Literal["asserted", "signed"], Field(description="how it is known that this was said")
    ]
    approval: Annotated[Approval, Field(description="the approval, as in proposals")]
    envelope: Annotated[Base64 | None, Field(description="what was signed, whole")] = None
    key: Annotated[
        Text | None, Field(description="the id of the key; from here on signed only")
    ] = None
    nonce: Annotated[Text | None, Field(description="the number that is used once")] = None
    expires: Annotated[Text | None, Field(description="when it counts no longer")] = None
    keys: Annotated[Count | None, Field(description="the version of the key list")] = None
    rules: Annotated[Text | None, Field(description="the digest of the rules")] = None

    def check(self) -> None:
        """Hold a signed approval to what is recorded with it.

        Raises:
            ValueError: something of that is missing.
        """
        told = (self.envelope, self.key, self.nonce, self.expires, self.keys, self.rules)
        if self.standing == "signed" and None in told:
            raise ValueError(self.standing)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptEvent(EventBase):
    """A signed approval was handed in and refused."""

    kind: ClassVar[str] = "attempt"

    of: Annotated[Text, Field(description="the id of the proposal")]
    code: Annotated[Text, Field(description="why it was refused")]
    digest: Annotated[Text, Field(description="the digest of what was handed in")]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalEvent(EventBase):
    """A proposal is no longer asked for."""

    kind: ClassVar[str] = "withdrawal"

    of: Annotated[Text, Field(description="the id of the proposal")]
    reason: Annotated[Text | None, Field(description="why")]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionEvent(EventBase):
    """A proposal was decided, whatever came of it.

    What is long (*proposal*, *missing*, *findings*, *effects*, *overtakes*, *replaces*,
    *duties*) is empty or None in an event that a register keeps: its line has it.
    """

    kind: ClassVar[str] = "decision"

    of: Annotated[Text, Field(description="the id of the proposal")]
    proposal: Annotated[
        Json | Text,
        Field(description="what was decided, whole; its digest where it is a document"),
    ]
    proposal_digest: Annotated[Text, Field(description="what approvals of it bind to")]
    at_head: Annotated[Count, Field(description="the number of the event before it")]
    state_digest: Annotated[Text, Field(description="the digest of what it was judged on")]
    rules: Annotated[Text, Field(description="the digest of the rules in force")]
    areas: Annotated[Text, Field(description="the digest of the areas in force")]
    keys: Annotated[Count, Field(description="the version of the key list; 0 for none")]
    missing: Annotated[
        list[list[Text]] | None,
        Field(
            description="sets of bodies whose approval is missing; `null` where `proposal` is a digest"
        ),
    ]
    approvals: Annotated[
        tuple[Count, ...], Field(description="the numbers of the approvals that counted")
    ]
    decision: Annotated[Text, Field(description="the digest of what it came to")]
    decided_at: Annotated[Text, Field(description="the instant it was decided at")]
    verdict: Annotated[Verdict, Field(description="`permit`, `pending` or `deny`")]
    transition: Annotated[
        Text | None, Field(description="the transition or ending that was taken as the best")
    ]
    findings: Annotated[
        list[Recorded[FindingRecord]] | None,
        Field(description="what was found; `null` where it is in a document"),
    ]
    effects: Annotated[
        list[Recorded[ChangeDocument]] | None,
        Field(description="which levels would move; `null` likewise"),
    ]
    overtakes: Annotated[
        _OfOrders, Field(description="which orders it would overtake; `null` likewise")
    ]
    replaces: Annotated[
        _OfOrders, Field(description="which of the area's own it would replace; left out likewise")
    ] = None
    duties: Annotated[
        list[Recorded[DutyRecord]], Field(description="what is to be done because of it")
    ]
    provisional_until: Annotated[
        Text | None, Field(description="until when the order would hold without ratification")
    ]

    @property
    def documents(self) -> tuple[str, ...]:
        """The digests of the proposal and of the decision, where they are documents."""
        return (self.proposal, self.decision) if isinstance(self.proposal, str) else ()

    def slim(self) -> Self:
        """Return the event without its long fields."""
        return replace(
            self,
            proposal={},
            missing=None,
            findings=None,
            effects=None,
            overtakes=None,
            replaces=None,
            duties=[],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderEvent(EventBase):
    """An order was issued, or taken over at the beginning (then *decision* is None)."""

    kind: ClassVar[str] = "order"
    judged_on = ("order",)

    order: Annotated[Order, Field(description="the order, as in files of orders")]
    decision: Annotated[
        Count | None, Field(description="the event that permits it; `null`: it was taken over")
    ]
    of: Annotated[Text | None, Field(description="the id of the proposal")] = None
    audit: Annotated[
        Audit | None, Field(description="of an order taken over: the verdict as of its issue")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndEvent(EventBase):
    """An order was ended early."""

    kind: ClassVar[str] = "end"
    judged_on = ("order", "at", "scope")

    of: Annotated[Text, Field(description="the id of the proposal to end it")]
    order: Annotated[Text, Field(description="the id of the order")]
    at: Annotated[Instant, Field(description="from when on")]
    scope: Annotated[
        tuple[Text, ...] | None, Field(description="where; `null`: in all of its scope")
    ]
    decision: Annotated[Count, Field(description="the event that permits it")]


@dataclass(frozen=True, slots=True, kw_only=True)
class RatificationEvent(EventBase):
    """A provisional order was ratified."""

    kind: ClassVar[str] = "ratification"
    judged_on = ("order",)

    of: Annotated[Text, Field(description="the id of the proposal to ratify it")]
    order: Annotated[Text, Field(description="the id of the order")]
    decision: Annotated[Count, Field(description="the event that permits it")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockEvent(EventBase):
    """The clock jumped."""

    kind: ClassVar[str] = "clock"

    was: Annotated[
        Text, Field(description="the last time recorded; first of all, that of another clock")
    ]
    jump_us: Annotated[
        Count, Field(description="by how many microseconds; negative where it was set back")
    ]
    confirmed: Annotated[
        Flag, Field(description="the time was doubted, and a person said that it is right")
    ] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedEvent(EventBase):
    """Something that was due was done."""

    kind: ClassVar[str] = "deed"

    deed: Annotated[Deed, Field(description="what was done, as in files of deeds")]


Event = (
    RegisterEvent
    | AdoptionEvent
    | KeysEvent
    | ProposalEvent
    | AmendmentEvent
    | AssessmentEvent
    | ApprovalEvent
    | AttemptEvent
    | WithdrawalEvent
    | DecisionEvent
    | OrderEvent
    | EndEvent
    | RatificationEvent
    | ClockEvent
    | DeedEvent
)
"""An event of any kind; `kind` tells which."""

CLASSES: Mapping[str, type[EventBase]] = {one.kind: one for one in Event.__args__}
KINDS = tuple(CLASSES)


def read_event(kind: str, fields: Mapping[str, object], header: Header) -> Event:
    """Return the event of a *kind* that has these *fields* in its line.

    Raises:
        ValueError: a field is missing, of another type, or does not go with the others.
    """
    event = adapter_of(CLASSES[kind]).validate_python({**fields, "header": header})
    event.check()
    return cast("Event", event)  # the classes of events are those of `CLASSES`
