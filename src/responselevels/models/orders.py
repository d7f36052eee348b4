"""Orders, and what they share with proposals: periods, assessments, approvals.

See docs/formats.md, Orders and proposals.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from responselevels.models.base import Digest, Flag, Id, Model, Person, Words
from responselevels.models.parts.criteria import FactValue
from responselevels.models.parts.measures import Extra
from responselevels.models.parts.records import KnownFrom, Record
from responselevels.models.times import Instant


class Period(Model):
    """A period of time, half-open: it holds from `start` until just before `end`; open without an end.

    Attributes:
        start: first instant at which it holds.
        end: first instant at which it holds no longer; left out: open.
    """

    start: Instant
    end: Instant | None = None


class Assessment(Model):
    """An assessment of the situation by a body, perhaps with others, at an instant.

    Attributes:
        by: id of the body that made it.
        with_: ids of the bodies that took part.
        at: when it was made.
        summary: what it found.
        facts: what it states of the facts that the rules list, by id.
    """

    by: Id
    with_: tuple[Id, ...] = Field(default=(), alias="with")
    at: Instant
    summary: Words | None = None
    facts: dict[Id, FactValue] = {}


class Approval(Model):
    """An approval by a body. Without an area, by that body in the line of the order.

    With a `digest`, it binds to the proposal as it was approved.

    Attributes:
        body: id of the body that approves.
        area: id of the area whose body it is; left out: that of the order's own line.
        person: who acted for the body.
        at: when it was given.
        digest: digest of the proposal it approves; left out, it is bound to none.
    """

    body: Id
    area: Id | None = None
    person: Person | None = None
    at: Instant
    digest: Digest | None = None


class End(Model):
    """An early end of an order, from `at` on; with a scope, only in the covers of its areas.

    Attributes:
        at: first instant at which the order holds no longer.
        scope: ids of the areas where it ends, with all beneath; left out: everywhere.
        decided_at: when it was decided, before which no decision counts it; left out: it always counts.
    """

    at: Instant
    scope: tuple[Id, ...] | None = None
    decided_at: Instant | None = None


class NamedGroup(Model):
    """A group that a scope named, with the members that it stood for at the issue.

    Attributes:
        group: id of the group.
        members: ids of the areas that it stood for.
    """

    group: Id
    members: tuple[Id, ...]


def _part_kind(value: Any) -> str:
    return "<group>" if isinstance(value, Mapping | NamedGroup) else "<area>"


ScopePart = Annotated[
    Annotated[Id, Tag("<area>")] | Annotated[NamedGroup, Tag("<group>")],
    Discriminator(_part_kind),
]
"""What a scope named: an area, or a group with its members."""


class Order(Model):
    """An issued proposal: issuing area, level, scope, period, and who decided it on what.

    Attributes:
        id: id of the order: that of its proposal.
        area: id of the issuing area.
        level: id of the level it orders.
        scope: ids of the areas where it holds, with all beneath.
        period: when it holds.
        recorded: what is known of it, and from where, where it is known and was not decided here.
        issuer: id of the body that issued it; null where that is not known of one `recorded`.
        issued_at: when it was issued.
        transition: id of the transition it was issued by, where it was known.
        ends: its early ends, in the order made.
        provisional_until: when it lapses unless it is ratified; left out: it need not be, or was.
        drill: whether it is a drill: it then changes no level but that of drills.
        track: id of the track it is of; there where the rules have tracks.
        expected_end: until when it was expected to be needed; ends nothing.
        proposer: who proposed it.
        assessment: the assessment it was issued on.
        approvals: the approvals it was issued on.
        reason: the reason that was given.
        scope_named: what was named, where that was a group: areas, and groups with their members.
        extras: what it asks for beside the measures of the rules.
    """

    id: Id
    area: Id
    level: Id
    scope: tuple[Id, ...]
    period: Period
    recorded: Record | None = None
    issuer: Id | None
    issued_at: Instant
    transition: Id | None = None
    ends: tuple[End, ...] = ()
    provisional_until: Instant | None = None
    drill: Flag = False
    track: Id | None = None
    expected_end: Instant | None = None
    proposer: Person | None = None
    assessment: Assessment | None = None
    approvals: tuple[Approval, ...] = ()
    reason: Words | None = None
    scope_named: tuple[ScopePart, ...] = ()
    extras: tuple[Extra, ...] = ()

    @field_validator("issuer")
    @classmethod
    def _known(cls, issuer: str | None, info: ValidationInfo) -> str | None:
        # Where `recorded` itself is wrong, it is not among the data, and that is said.
        if issuer is None and info.data.get("recorded", info) is None:
            raise PydanticCustomError("record.issuer", "no issuer")
        return issuer

    @property
    def groups(self) -> dict[str, tuple[str, ...]]:
        """The groups that it named, with the members that they stood for."""
        return {
            part.group: part.members for part in self.scope_named if isinstance(part, NamedGroup)
        }

    @property
    def named(self) -> tuple[str, ...]:
        """What was named: the areas and groups of `scope_named`, else the scope."""
        if not self.scope_named:
            return self.scope
        return tuple(
            part.group if isinstance(part, NamedGroup) else part for part in self.scope_named
        )


class Orders(Model):
    """A list of orders, in order of issue.

    Attributes:
        known_from: since when they are known: before it, no level is; one for all, or for each track.
        orders: the orders, in order of issue.
    """

    known_from: KnownFrom | None = None
    orders: tuple[Order, ...]
