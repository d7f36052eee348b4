"""Proposals: what somebody asks to do now (docs/formats.md, Orders and proposals)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Tag
from pydantic_core import PydanticCustomError

from responselevels.models.base import Flag, Id, Model, Person, Words
from responselevels.models.orders import Approval, Assessment, Period
from responselevels.models.parts.measures import Extra
from responselevels.models.times import Instant


class IssueProposal(Model):
    """A proposal to issue an order.

    Attributes:
        id: id of the proposal, and of the order it becomes.
        action: `issue`, which may be left out.
        area: id of the issuing area.
        level: id of the level to order.
        scope: ids of the areas where it is to hold, with all beneath; none: the issuing area.
        period: when it is to hold.
        issuer: id of the body that is to issue it.
        proposer: who proposes it.
        assessment: the assessment it rests on.
        approvals: the approvals given so far.
        reason: the reason for it.
        transition: id of the transition to use; left out: the best that fits.
        drill: whether it is a drill.
        track: id of the track it is of; there where the rules have tracks.
        expected_end: until when it is expected to be needed; ends nothing.
        extras: what is asked for beside the measures of the rules.
    """

    id: Id
    action: Literal["issue"] = "issue"
    area: Id
    level: Id
    scope: tuple[Id, ...] = ()
    period: Period
    issuer: Id
    proposer: Person | None = None
    assessment: Assessment | None = None
    approvals: tuple[Approval, ...] = ()
    reason: Words | None = None
    transition: Id | None = None
    drill: Flag = False
    track: Id | None = None
    expected_end: Instant | None = None
    extras: tuple[Extra, ...] = ()


class EndProposal(Model):
    """A proposal to end an order early, from `at` on; with a scope, only in the covers of its areas.

    Attributes:
        id: id of the proposal.
        action: `end`.
        order: id of the order to end.
        at: first instant at which it is to hold no longer.
        scope: ids of the areas where it is to end, with all beneath; none: everywhere.
        issuer: id of the body that is to end it.
        proposer: who proposes it.
        assessment: the assessment it rests on.
        approvals: the approvals given so far.
        reason: the reason for it.
    """

    id: Id
    action: Literal["end"]
    order: Id
    at: Instant
    scope: tuple[Id, ...] = ()
    issuer: Id
    proposer: Person | None = None
    assessment: Assessment | None = None
    approvals: tuple[Approval, ...] = ()
    reason: Words | None = None


class RatifyProposal(Model):
    """A proposal to ratify a provisional order.

    Attributes:
        id: id of the proposal.
        action: `ratify`.
        order: id of the order to ratify.
        issuer: id of the body that issued it.
        proposer: who proposes it.
        approvals: the approvals given so far.
    """

    id: Id
    action: Literal["ratify"]
    order: Id
    issuer: Id
    proposer: Person | None = None
    approvals: tuple[Approval, ...] = ()


Action = Literal["issue", "end", "ratify"]
ACTIONS: tuple[Action, ...] = ("issue", "end", "ratify")
"""What a proposal may ask for."""


def _known_action(value: Any) -> Any:
    if isinstance(value, Mapping):
        action = value.get("action", "issue")
        if action not in ACTIONS:
            raise PydanticCustomError("action.unknown", "no such action", {"value": str(action)})
        return value
    if isinstance(value, IssueProposal | EndProposal | RatifyProposal):
        return value
    raise PydanticCustomError("mapping.type", "a mapping expected")


def _action_of(value: Any) -> str:
    action = value.get("action", "issue") if isinstance(value, Mapping) else value.action
    return f"<{action}>"


Proposal = Annotated[
    Annotated[IssueProposal, Tag("<issue>")]
    | Annotated[EndProposal, Tag("<end>")]
    | Annotated[RatifyProposal, Tag("<ratify>")],
    Discriminator(_action_of),
    BeforeValidator(_known_action),
]
"""Any proposal; without an `action`, to issue."""
