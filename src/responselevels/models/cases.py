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
    """A change of an area's effective level; without `start` or `end`, at any time.

    Attributes:
        area: id of the area.
        from_: id of the level before.
        to: id of the level after.
        start: when it begins; left out: at whatever time.
        end: when it ends; left out: at whatever time.
    """

    area: Id
    from_: Id = Field(alias="from")
    to: Id
    start: Instant | None = None
    end: Instant | None = None


class ExpectedRemedy(Model):
    """A change of the proposal that would pass: a level, a period or a scope, exactly one.

    Attributes:
        level: id of the level that would pass.
        period: the period that would pass.
        scope: ids of the areas that would pass.
    """

    level: Id | None = None
    period: Period | None = None
    scope: tuple[Id, ...] | None = None


class Expected(Model):
    """The decision that a case expects. Lists hold exactly what is expected, in any order.

    Attributes:
        verdict: `permit`, `pending` or `deny`.
        transition: id of the transition or ending that is taken; null: none fits.
        findings: codes of all findings.
        changes: moves of levels in force.
        overtakes: ids of the orders that are overtaken.
        replaces: ids of the area's own orders whose place is taken.
        completions: sets of bodies whose approval would do.
        remedies: changes of the proposal that would pass.
        provisional_until: when the order would lapse without ratification.
    """

    verdict: Literal["permit", "pending", "deny"]
    transition: Id | None = None
    findings: tuple[Words, ...] | None = None
    changes: tuple[ExpectedChange, ...] | None = None
    overtakes: tuple[Id, ...] | None = None
    replaces: tuple[Id, ...] | None = None
    completions: tuple[tuple[Id, ...], ...] | None = None
    remedies: tuple[ExpectedRemedy, ...] | None = None
    provisional_until: Instant | None = None

    def asks(self, key: str) -> bool:
        """Say whether *key* is written: `transition: null` asks that no rule fits."""
        return key in self.model_fields_set


class WrittenCase(Model):
    """One example: a proposal, the instant at which it is decided, and the decision expected.

    The approvals by the bodies in *signed* are taken as signed.

    Attributes:
        name: name of the case, as reports show it.
        at: when it is decided.
        orders: orders beside those of the file.
        proposal: what is decided.
        signed: ids of the bodies whose approvals count as signed.
        expect: what has to come out.
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
    """A case file: rules, areas and orders, with the cases that are decided against them.

    Attributes:
        format: version of the format; 1.
        rules: id of shipped rules, or the path of a rules file; left out: those named when it is run.
        areas: path of an areas file, or the areas.
        orders: path of an orders file, or the orders that every case starts from.
        cases: the cases.
    """

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
