"""Case files, `*.levels.yaml`: a rules author's own examples and properties (docs/formats.md).

Each case says: given these orders, at this time, this proposal comes out like
this. What a case does not mention it does not look at. Each property says what no
proposal may come to, or some must (docs/properties.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from responselevels.models.areas import Area, Areas
from responselevels.models.base import Flag, Id, Model, Whole, Words
from responselevels.models.orders import Order, Period
from responselevels.models.parts.conditions import Condition
from responselevels.models.proposals import Proposal
from responselevels.models.rules import Rules
from responselevels.models.times import Duration, Instant


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
        duties: what is to be done: of each duty its id, or what is to be done in any language.
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
    duties: tuple[Words, ...] | None = None

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

# -- properties --------------------------------------------------------------------------


def _names_kind(value: Any) -> str:
    return "<names>" if isinstance(value, list | tuple) else "<name>"


Names = Annotated[
    Annotated[Id, Tag("<name>")] | Annotated[tuple[Id, ...], Tag("<names>")],
    Discriminator(_names_kind),
]
"""One name, or a list of names."""

ActWord = Literal["issue", "end", "ratify"]
"""What a property is about: to issue an order, to end one early, or to ratify one."""


def names_of(written: str | tuple[str, ...] | None) -> tuple[str, ...] | None:
    """Return the names *written* as one or as a list; None where none is."""
    return (written,) if isinstance(written, str) else written


class Never(Model):
    """What is never permitted: a proposal of which all that is written is so.

    Attributes:
        do: what is proposed; an issue, unless said otherwise.
        level: ids of the levels proposed, or of the order to end or ratify; left out: all above the default.
        tier: ids of the tiers whose areas order; left out: all.
        body: ids of the bodies that issue, end or ratify; left out: all.
        from_: ids of the levels at which some area named stands; left out: all.
        without: the bodies that issue and approve do not fill this condition.
        assessed_without: the bodies that assess do not fill this condition.
        longer_than: the period is longer, or has no end.
        except_provisional: whether orders are left out as long as they are provisional; ratifying counts then.
    """

    do: ActWord = "issue"
    level: Names | None = None
    tier: Names | None = None
    body: Names | None = None
    from_: Names | None = Field(default=None, alias="from")
    without: Condition | None = None
    assessed_without: Condition | None = None
    longer_than: Duration | None = None
    except_provisional: Flag = False


class May(Model):
    """Who may do something, or may not.

    Attributes:
        body: ids of the bodies that issue, end or ratify.
        do: what they do; an issue, unless said otherwise.
        level: ids of the levels proposed, or of the order to end or ratify; left out: all above the default.
        tier: ids of the tiers whose areas order; left out: all.
    """

    body: Names
    do: ActWord = "issue"
    level: Names | None = None
    tier: Names | None = None


class Needs(Model):
    """How many bodies beside the issuer have to approve.

    Attributes:
        approvals: number of bodies, at least 1.
        signed: whether only signed approvals count, each by another person.
        do: what they approve; an issue, unless said otherwise.
        level: ids of the levels proposed, or of the order to end or ratify; left out: all above the default.
        tier: ids of the tiers whose areas order; left out: all.
        except_provisional: whether orders are left out as long as they are provisional; ratifying counts then.
    """

    approvals: Whole
    signed: Flag = False
    do: ActWord = "issue"
    level: Names | None = None
    tier: Names | None = None
    except_provisional: Flag = False


class WayBack(Model):
    """How soon each order can be over.

    Attributes:
        within: duration from the start, by which an order has run out, or somebody may end it early.
        level: ids of the levels ordered; left out: all above the default.
        tier: ids of the tiers whose areas order; left out: all.
    """

    within: Duration
    level: Names | None = None
    tier: Names | None = None


class AuthorProperty(Model):
    """One property that the author of a rules file states of it: its name, and exactly one kind.

    Attributes:
        name: name of the property, as reports show it.
        never: what is never permitted.
        may: what some bodies may do.
        may_not: what some bodies may not do.
        needs: how many approvals are needed.
        way_back: how soon each order can be over.
    """

    name: Words
    never: Never | None = None
    may: May | None = None
    may_not: May | None = None
    needs: Needs | None = None
    way_back: WayBack | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that are written; exactly one, once the file was checked."""
        return tuple(kind for kind in PROPERTY_KINDS if getattr(self, kind) is not None)

    @property
    def kind(self) -> str:
        """The kind of the property, such as ``never``."""
        return self.kinds[0]

    @property
    def says(self) -> Never | May | Needs | WayBack:
        """What it says."""
        said: Never | May | Needs | WayBack = getattr(self, self.kind)
        return said


PROPERTY_KINDS = ("never", "may", "may_not", "needs", "way_back")
"""The closed vocabulary: the kinds of properties that there are."""


# -- files -------------------------------------------------------------------------------


class CaseFile(Model):
    """A case file: rules, areas and orders, with the cases that are decided against them.

    It has cases, or properties of the rules, or both.

    Attributes:
        format: version of the format; 1.
        rules: id of shipped rules, or the path of a rules file; left out: those named when it is run.
        areas: path of an areas file, or the areas; left out only where there is no case.
        orders: path of an orders file, or the orders that every case starts from.
        cases: the cases.
        properties: what the author states of the rules.
    """

    format: Whole
    rules: Words | None = None
    areas: ListedAreas = ()
    orders: ListedOrders = ()
    cases: tuple[WrittenCase, ...] = ()
    properties: tuple[AuthorProperty, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """The cases of one file, with everything that they are decided against.

    *name* is the file's. The *orders* are those that every case starts from. *properties* are
    what the file states of the rules.
    """

    name: str
    rules: Rules
    areas: Areas
    orders: tuple[Order, ...]
    cases: tuple[WrittenCase, ...]
    properties: tuple[AuthorProperty, ...] = ()
