"""What the HTTP service answers beside what commands print: each document, declared once."""

from __future__ import annotations

from typing import Literal, NotRequired

from responselevels.machine.lifecycle import Life
from responselevels.models.documents import ClosedDocument, DecisionDocument, VerdictWord, Written
from responselevels.reports.programs.register_documents import ActorDocument
from responselevels.server.acts import ActName

ActionWord = Literal["issue", "end", "ratify"]
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


class RegisterRow(ClosedDocument):
    """A register that is served."""

    slug: str
    address: str


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
