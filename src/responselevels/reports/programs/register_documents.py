"""What the commands of a register print with ``--json``: each document, declared once.

`responselevels.reports.overview` and `responselevels.reports.lifelines` return what is
declared here; the published schemas are made from it. `track` is there where the rules have tracks.
"""

from __future__ import annotations

from typing import Literal, NotRequired

from responselevels.machine.lifecycle import Act, Life
from responselevels.models.documents import (
    AuditRow,
    ClosedDocument,
    DecisionDocument,
    FindingDocument,
    Written,
)


class OpenProposalDocument(ClosedDocument):
    """A proposal on which something may still be done, and how it would be decided."""

    proposal: str
    action: Literal["issue", "end", "ratify"]
    state: Life
    revision: int
    verdict: Literal["permit", "pending", "deny"] | None
    findings: list[FindingDocument]
    track: NotRequired[str]


class StandingOrderDocument(ClosedDocument):
    """An order that is not over. `until` is when it will be, `lapses` when it has to be ratified."""

    order: str
    area: str
    level: str
    scope: list[str]
    state: Life
    start: Written
    until: Written | None
    lapses: Written | None
    drill: bool
    track: NotRequired[str]


class HeldLevelDocument(ClosedDocument):
    """An area that is not at the default level, with the orders its level comes from."""

    area: str
    level: str | None
    orders: list[str]
    until: Written | None
    track: NotRequired[str]


class VerifiedDocument(ClosedDocument):
    """How many events were read in full at opening, and how many held to the hash they ended in before."""

    in_full: int
    by_hash: int


class StatusDocument(ClosedDocument):
    """What `register status --json` prints."""

    register: str
    at: Written
    known_at: Written | None
    proposals: list[OpenProposalDocument]
    orders: list[StandingOrderDocument]
    levels: list[HeldLevelDocument]
    verified: VerifiedDocument


class ActorDocument(ClosedDocument):
    """The person who did it, and how the caller knows."""

    person: str | None
    body: str | None
    auth: str


class StepDocument(ClosedDocument):
    """A change in a life. `event` is its number in the log, null where time brought it.

    `act` is null where a signed word was handed in and refused.
    """

    at: Written
    act: Act | None
    before: Life | None
    after: Life
    actor: ActorDocument | None
    cause: str | None
    rule: str | None
    event: int | None
    foreseen: bool


class NamedStepDocument(StepDocument):
    """A change in the life that *name* has."""

    name: str


class HistoryDocument(ClosedDocument):
    """What `register history NAME --json` prints."""

    name: str
    steps: list[StepDocument]


# -- what a command that records something answers ----------------------------------------


class BegunDocument(ClosedDocument):
    """A register that was made; `not_permitted` are orders taken over all the same."""

    register: str
    address: str
    orders: int
    not_permitted: list[AuditRow]


class RecordedDocument(ClosedDocument):
    """The state of a proposal now, and the event that recorded it."""

    proposal: str
    state: str
    revision: int
    event: int
    recorded_at: Written


class RecordedDecisionDocument(DecisionDocument):
    """A decision that was recorded as `event`, and the order that it made or changed."""

    event: int
    order: str | None


class AdoptedDocument(ClosedDocument):
    """The rules and areas in force, by digest, since `event`."""

    event: int
    rules: str
    areas: str


class KeyDocument(ClosedDocument):
    """A key that was made: its id, and the public half in base64."""

    key: str
    public: str


class KeysAdoptedDocument(ClosedDocument):
    """The version of the key list that is in force now."""

    version: int


class RestingOrderDocument(ClosedDocument):
    """An order that rests on a key, by the `event` that carries its word."""

    order: str
    kind: str
    event: int


class RestingDocument(ClosedDocument):
    """The orders that rest on a key that is no longer to be trusted."""

    key: str
    resting: list[RestingOrderDocument]


class CopiedDocument(ClosedDocument):
    """The extent of a register that was copied, put in place or accepted."""

    register: str
    events: int
    documents: int
    checkpoints: int
    path: NotRequired[str]
