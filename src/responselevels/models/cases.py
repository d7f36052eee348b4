"""Case files, `*.levels.yaml`: a rules author's own examples (docs/formats.md, Case files).

Each case says: given these orders, at this time, this proposal comes out like
this. What a case does not mention it does not look at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from responselevels.models.areas import Area, Areas
from responselevels.models.base import Id, Model, Whole, Words
from responselevels.models.orders import Order, Period
from responselevels.models.proposals import Proposal
from responselevels.models.rules import Rules
from responselevels.models.times import Instant


class ExpectedChange(Model):
    """The level in force of an area moves; without `start` or `end`, at whatever time."""

    area: Id
    from_: Id = Field(alias="from")
    to: Id
    start: Instant | None = None
    end: Instant | None = None


class ExpectedRemedy(Model):
    """A change of the proposal that would pass; exactly one of these is given."""

    level: Id | None = None
    period: Period | None = None
    scope: tuple[Id, ...] | None = None


class Expected(Model):
    """What a decision has to be. Lists are compared as sets: exactly these, in any order."""

    verdict: Literal["permit", "pending", "deny"]
    transition: Id | None = None
    findings: tuple[Words, ...] | None = None
    changes: tuple[ExpectedChange, ...] | None = None
    overtakes: tuple[Id, ...] | None = None
    completions: tuple[tuple[Id, ...], ...] | None = None
    remedies: tuple[ExpectedRemedy, ...] | None = None
    provisional_until: Instant | None = None

    def asks(self, key: str) -> bool:
        """Say whether *key* is written: `transition: null` asks that no rule fits."""
        return key in self.model_fields_set


class WrittenCase(Model):
    """One example: the proposal, when it is decided, and what has to come out.

    The approvals by the bodies in *signed* are taken as signed.
    """

    name: Words
    at: Instant
    orders: tuple[Order, ...] = ()
    proposal: Proposal
    signed: tuple[Id, ...] = ()
    expect: Expected


def _written_as(value: Any) -> str:
    return "<path>" if isinstance(value, str) else "<list>"


ListedAreas = Annotated[
    Annotated[Words, Tag("<path>")] | Annotated[tuple[Area, ...], Tag("<list>")],
    Discriminator(_written_as),
]
"""The path of an areas file, or the areas themselves."""

ListedOrders = Annotated[
    Annotated[Words, Tag("<path>")] | Annotated[tuple[Order, ...], Tag("<list>")],
    Discriminator(_written_as),
]
"""The path of an orders file, or the orders themselves."""


class CaseFile(Model):
    """A case file, as written."""

    format: Whole
    rules: Words | None = None
    areas: ListedAreas
    orders: ListedOrders = ()
    cases: tuple[WrittenCase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """The cases of one file, with everything that they are decided against.

    *name* is the file's. The *orders* are those that every case starts from.
    """

    name: str
    rules: Rules
    areas: Areas
    orders: tuple[Order, ...]
    cases: tuple[WrittenCase, ...]
