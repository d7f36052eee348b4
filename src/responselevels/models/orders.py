"""Orders, and what they share with proposals: periods, assessments, approvals.

See docs/formats.md, Orders and proposals.
"""

from __future__ import annotations

from pydantic import Field

from responselevels.models.base import Digest, Flag, Id, Model, Person, Words
from responselevels.models.times import Instant


class Period(Model):
    """Half-open `[start, end)`; without an end, open."""

    start: Instant
    end: Instant | None = None


class Assessment(Model):
    """An appraisal of the situation: by a body, made with others, at an instant."""

    by: Id
    with_: tuple[Id, ...] = Field(default=(), alias="with")
    at: Instant
    summary: Words | None = None


class Approval(Model):
    """The approval of a body. Without an area, of that body in the order's own line.

    With a `digest`, it binds to the proposal as it was approved.
    """

    body: Id
    area: Id | None = None
    person: Person | None = None
    at: Instant
    digest: Digest | None = None


class End(Model):
    """An early end: from `at` on; with a scope, only there and beneath."""

    at: Instant
    scope: tuple[Id, ...] | None = None


class Order(Model):
    """An issued proposal: issuing area, level, scope, period, and who decided it on what."""

    id: Id
    area: Id
    level: Id
    scope: tuple[Id, ...]
    period: Period
    issuer: Id
    issued_at: Instant
    transition: Id | None = None
    ends: tuple[End, ...] = ()
    provisional_until: Instant | None = None
    drill: Flag = False
    expected_end: Instant | None = None
    proposer: Person | None = None
    assessment: Assessment | None = None
    approvals: tuple[Approval, ...] = ()
    reason: Words | None = None


class Orders(Model):
    """A list of orders, in order of issue."""

    orders: tuple[Order, ...]
