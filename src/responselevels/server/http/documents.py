"""What the HTTP service answers beside what commands print: each document, declared once."""

from __future__ import annotations

from typing import Literal, NotRequired

from typing_extensions import TypedDict  # before Python 3.12, pydantic takes no other

from responselevels.machine.lifecycle import Life
from responselevels.models.documents import (
    ClosedDocument,
    DecisionDocument,
    LevelRow,
    VerdictWord,
    Written,
)
from responselevels.reports.programs.register_documents import ActorDocument, NamedStepDocument
from responselevels.server.acts import ActName

ActionWord = Literal["issue", "end", "ratify"]
# `from` is a word of Python, so no class can have it as a field.
_FromTo = TypedDict("_FromTo", {"from": str, "to": str})
WordWord = Literal["approve", "refuse", "withdraw"]


class CallerDocument(ClosedDocument):
    """Who asks, as the server made sure of them, and what they may; `areas` is null where all may be read."""

    account: str
    person: str
    title: str
    how: str
    rights: list[str]
    bodies: list[str]
    areas: list[str] | None


class HeadDocument(ClosedDocument):
    """How far the log goes: the number of its events, and the hash of the last."""

    size: int
    hash: str


class VersionDocument(ClosedDocument):
    """Rules and areas that were in force, by digest, from `since`, recorded by `event`."""

    event: int
    since: Written
    rules: str
    areas: str


class RegisterDocument(ClosedDocument):
    """A register: what it is, how far it goes, who asks, and whether it is up to date.

    `behind` says why it does not take in what others record just now, null where it does.
    """

    register: str
    title: str | None
    slug: str
    head: HeadDocument
    rules: VersionDocument
    levels: list[str]
    tracks: list[str]
    now: Written
    behind: str | None
    drill: bool
    demo: bool
    caller: CallerDocument


class DoneDocument(ClosedDocument):
    """What was recorded of a proposal: by which `event`, and where it stood then."""

    proposal: str
    state: Life
    revision: int
    event: int
    recorded_at: Written


class DeedDocument(ClosedDocument):
    """A deed that was recorded by `event`."""

    deed: dict[str, object]
    event: int


class RecordedDecision(DecisionDocument):
    """A decision that was recorded as `event`, and the order that it made or changed."""

    event: int
    order: str | None


class SaidDocument(ClosedDocument):
    """What a body said of a proposal; `standing` says how it is known to have."""

    event: int
    recorded_at: Written
    word: WordWord
    standing: str
    approval: dict[str, object]
    actor: ActorDocument


class DecidedDocument(ClosedDocument):
    """A decision that was recorded on a proposal."""

    event: int
    decided_at: Written
    verdict: VerdictWord
    transition: str | None
    actor: ActorDocument


class ProposalRow(ClosedDocument):
    """A proposal in a list: what it asks for, and where it stands."""

    proposal: str
    action: ActionWord
    state: Life
    revision: int
    issuer: str
    order: str | None
    areas: list[str]
    level: str | None
    event: int
    etag: str
    track: NotRequired[str]


class ProposalPage(ClosedDocument):
    """A part of a list; `next` is the address of the next, null after the last."""

    items: list[ProposalRow]
    next: str | None


class DossierDocument(ClosedDocument):
    """A proposal with all that was recorded of it.

    `digest` is what an approval of it is bound to; `acts` are what whoever asks may do with it now.
    """

    proposal: str
    action: ActionWord
    state: Life
    revision: int
    digest: str
    content: dict[str, object]
    assessment: dict[str, object] | None
    said: list[SaidDocument]
    decisions: list[DecidedDocument]
    order: str | None
    acts: list[ActName]
    etag: str


class OrderDocument(ClosedDocument):
    """An order as it stands, and where it stands at the instant that is asked about."""

    order: dict[str, object]
    state: Life | None
    etag: str


class OrderPage(ClosedDocument):
    """A part of a list; `next` is the address of the next, null after the last."""

    items: list[OrderDocument]
    next: str | None


# -- areas and levels -----------------------------------------------------------------------


class AreaRow(ClosedDocument):
    """An area: *depth* areas are above it."""

    area: str
    title: str | None
    tier: str
    parent: str | None
    depth: int


class AreaPage(ClosedDocument):
    """A part of a list; `next` is the address of the next, null after the last."""

    items: list[AreaRow]
    next: str | None


class LevelPage(ClosedDocument):
    """A part of a list; `next` is the address of the next, null after the last."""

    at: Written
    items: list[LevelRow]
    next: str | None


class AreaLevelDocument(ClosedDocument):
    """The effective level of an area, of each track."""

    area: str
    at: Written
    known_at: Written | None
    levels: list[LevelRow]


class LevelSpanDocument(ClosedDocument):
    """A level that holds for a time; null where it is not known."""

    start: Written
    end: Written | None
    level: str | None
    orders: list[str]
    track: NotRequired[str]


class LevelCauseDocument(ClosedDocument):
    """The order that brought a move about, and by what it did."""

    order: str
    what: str


class LevelMoveDocument(ClosedDocument, _FromTo):
    """A move of a level; it has no causes where other rules or areas came into force."""

    at: Written
    causes: list[LevelCauseDocument]
    track: NotRequired[str]


class TimelineDocument(ClosedDocument):
    """The level of an area over a time, span by span, and each of its moves."""

    area: str
    start: Written
    end: Written | None
    known_at: Written | None
    spans: list[LevelSpanDocument]
    moves: list[LevelMoveDocument]


# -- history, rules, log ----------------------------------------------------------------------


class HistoryPage(ClosedDocument):
    """A part of the lives of all proposals and orders, in order of time."""

    items: list[NamedStepDocument]
    next: str | None


class RawRulesDocument(ClosedDocument):
    """The rules in force as data, and the digest of them as they were adopted.

    `withheld` counts the measures that are left out, for they are not for everybody.
    """

    digest: str
    since: Written
    event: int
    withheld: int
    rules: dict[str, object]


class VersionList(ClosedDocument):
    """The versions of rules and areas, one after the other."""

    items: list[VersionDocument]


class EventDocument(ClosedDocument):
    """An event of the log. `line` is the line itself, null where it says what is not yours to read."""

    event: int
    recorded_at: Written
    kind: str
    of: str | None
    actor: ActorDocument
    line: str | None


class EventPage(ClosedDocument):
    """A part of the log; `size` is how many events there are, `next` the address of the next part."""

    size: int
    items: list[EventDocument]
    next: str | None


class KeptCheckpointDocument(ClosedDocument):
    """A checkpoint that was signed over the first `size` events, as it was sent out."""

    size: int
    checkpoint: str


class CheckpointList(ClosedDocument):
    """The checkpoints that are kept, and one over all of the log now, which nobody signed."""

    now: KeptCheckpointDocument
    kept: list[KeptCheckpointDocument]


class MoveDocument(ClosedDocument):
    """Something that was recorded of a proposal or an order since it was seen; `told` says it in words."""

    event: int
    recorded_at: Written
    kind: str
    of: str | None
    actor: ActorDocument
    told: str


class ToSignDocument(ClosedDocument):
    """What is to be signed (docs/signing.md). Show `text` to who signs, and sign `bytes` by Ed25519.

    `payload` and `bytes` are in base64; the envelope is `payload`, `payloadType`, and the signature.
    """

    text: str
    payload: str
    payloadType: str  # noqa: N815 - DSSE's own name
    bytes: str
