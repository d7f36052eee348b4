"""What the commands of a register print with ``--json``, as models: the source of their schemas.

`responselevels.reports.overview` and `responselevels.reports.lifelines` build the
same shapes; tests hold the two together.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from responselevels.machine.lifecycle import Act, Life
from responselevels.models.base import Model
from responselevels.models.documents import FindingDocument, Written


class OpenProposalDocument(Model):
    """A proposal on which something may still be done, and how it would be decided."""

    proposal: str
    action: Literal["issue", "end", "ratify"]
    state: Life
    revision: int
    verdict: Literal["permit", "pending", "deny"] | None
    findings: tuple[FindingDocument, ...]


class StandingOrderDocument(Model):
    """An order that is not over. `until` is when it will be, `lapses` when it has to be ratified."""

    order: str
    area: str
    level: str
    scope: tuple[str, ...]
    state: Life
    start: Written
    until: Written | None
    lapses: Written | None
    drill: bool


class HeldLevelDocument(Model):
    """An area that is not at the default level, with the orders its level comes from."""

    area: str
    level: str
    orders: tuple[str, ...]
    until: Written | None


class StatusDocument(Model):
    """What `register status --json` prints."""

    register_: str = Field(alias="register")
    at: Written
    known_at: Written | None
    proposals: tuple[OpenProposalDocument, ...]
    orders: tuple[StandingOrderDocument, ...]
    levels: tuple[HeldLevelDocument, ...]


class ActorDocument(Model):
    """Who did it, and how the caller knows."""

    person: str | None
    body: str | None
    auth: str


class StepDocument(Model):
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


class HistoryDocument(Model):
    """What `register history NAME --json` prints."""

    name: str
    steps: tuple[StepDocument, ...]
