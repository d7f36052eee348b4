"""The rules file: one graded scheme with the rules for changing its levels.

See docs/formats.md, Rules file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

from responselevels.models.base import Flag, Id, Model, Whole
from responselevels.models.texts import Text
from responselevels.models.times import Day, Duration, Instant


class Source(Model):
    """A document that rules are taken from; *short* names it where it is cited often."""

    title: Text
    short: Text | None = None
    issued: Day | None = None
    publisher: Text | None = None


def _clauses_kind(value: Any) -> str:
    return "list" if isinstance(value, list | tuple) else "one"


Clauses = Annotated[
    Annotated[Id, Tag("one")] | Annotated[tuple[Id, ...], Tag("list")],
    Discriminator(_clauses_kind),
]
"""One clause, or a list of clauses."""


class Cite(Model):
    """Where a rule comes from: one clause of one source, or several."""

    source: Id
    clause: Clauses


class Validity(Model):
    """When the rules are in force: from (inclusive) to (exclusive), each optional."""

    from_: Instant | None = Field(default=None, alias="from")
    to: Instant | None = None


class Level(Model):
    """A grade of response. Severity is its place in the file's list, never its id."""

    id: Id
    title: Text | None = None
    default: Flag = False


class Tier(Model):
    """A kind of area. With `inherits` false, what is ordered above does not reach it."""

    id: Id
    title: Text | None = None
    inherits: Flag = True


class Body(Model):
    """An office or committee; which one acts is found from the order's area by its tier."""

    tier: Id
    title: Text | None = None


# -- conditions: nests of bodies that must approve ---------------------------------

OPERATORS = ("any_of", "all_of", "at_least")
"""What combines conditions; a condition that is no body's name has exactly one."""


class AnyOf(Model):
    """Filled where one of these is."""

    any_of: tuple[Condition, ...]


class AllOf(Model):
    """Filled where all of these are."""

    all_of: tuple[Condition, ...]


class Quorum(Model):
    """So many of these."""

    count: Whole
    of: tuple[Condition, ...]


class AtLeast(Model):
    """Filled where at least `count` of these are."""

    at_least: Quorum


def _one_operator(value: Any) -> Any:
    if isinstance(value, Mapping):
        found = [key for key in value if key in OPERATORS]
        if len(found) > 1:
            raise PydanticCustomError(
                "condition.two_operators", "two operators", {"operators": sorted(found)}
            )
        if not found:
            raise PydanticCustomError(
                "condition.operator", "no operator", {"keys": [str(key) for key in value]}
            )
        return value
    if isinstance(value, str | AnyOf | AllOf | AtLeast):
        return value
    raise PydanticCustomError("condition.type", "a condition expected")


def _operator_of(value: Any) -> str:
    if isinstance(value, Mapping):
        return next(f"<{key}>" for key in OPERATORS if key in value)
    if isinstance(value, str):
        return "<body>"
    if isinstance(value, AnyOf):
        return "<any_of>"
    return "<all_of>" if isinstance(value, AllOf) else "<at_least>"


Condition = Annotated[
    Annotated[Id, Tag("<body>")]
    | Annotated[AnyOf, Tag("<any_of>")]
    | Annotated[AllOf, Tag("<all_of>")]
    | Annotated[AtLeast, Tag("<at_least>")],
    Discriminator(_operator_of),
    BeforeValidator(_one_operator),
]
"""A body's name, or `any_of`, `all_of`, `at_least` over conditions."""


def parts_of(condition: str | AnyOf | AllOf | AtLeast) -> tuple[Any, ...]:
    """Return the conditions directly inside *condition*; none for a body's name."""
    if isinstance(condition, AnyOf):
        return condition.any_of
    if isinstance(condition, AllOf):
        return condition.all_of
    if isinstance(condition, AtLeast):
        return condition.at_least.of
    return ()


def bodies_in(condition: str | AnyOf | AllOf | AtLeast) -> Iterator[str]:
    """Yield each body's name in *condition*, as often as it stands there."""
    if isinstance(condition, str):
        yield condition
    for part in parts_of(condition):
        yield from bodies_in(part)


# -- what a rule asks -------------------------------------------------------------


class AssessmentRule(Model):
    """An assessment that must come from any one of `by`, made with all of `with`."""

    by: tuple[Id, ...]
    with_: tuple[Id, ...] = Field(default=(), alias="with")


class Requires(Model):
    """What a transition asks. What is left out is not asked, but the period is bounded.

    With `signed`, approvals count only where a register has verified their signatures.
    """

    assessment: AssessmentRule | None = None
    approval: Condition | None = None
    signed: Flag = False
    period: Literal["bounded", "open"] = "bounded"
    max_duration: Duration | None = None
    scope: Literal["explicit", "optional"] = "optional"
    notice: Duration | None = None
    reason: Flag = False


class EndingRequires(Model):
    """What an ending asks (docs/semantics.md, section 4)."""

    assessment: AssessmentRule | None = None
    approval: Condition | None = None
    signed: Flag = False
    reason: Flag = False


class Ratify(Model):
    """Act first, ratify after: the approval may follow within this time of the issue.

    With `again_after`, not again before so much time has passed since the grace of an
    order of the area that nobody ratified.
    """

    approval: Condition
    within: Duration
    again_after: Duration | None = None
    signed: Flag = False


class Duty(Model):
    """What an order sets in motion: what to do, for whom, within what time of the decision."""

    do: Text
    to: Text | None = None
    within: Duration | None = None


class Transition(Model):
    """A rule for issuing an order: which tier, from which levels, to which, by whom."""

    id: Id
    tier: Id
    from_: tuple[Id, ...] | None = Field(default=None, alias="from")
    to: tuple[Id, ...]
    issuers: tuple[Id, ...]
    requires: Requires = Requires()
    ratify: Ratify | None = None
    duties: tuple[Duty, ...] = ()
    cite: Cite | None = None


class Ending(Model):
    """A rule for ending an order early: orders of which tier, at which levels, by whom."""

    id: Id
    tier: Id
    of: tuple[Id, ...] | None = None
    issuers: tuple[Id, ...]
    requires: EndingRequires = EndingRequires()
    cite: Cite | None = None


class Floor(Model):
    """A tier may not order less than this: what counts of the areas above, and how hard.

    `covering`: what they order for that very place. `issued`: the most severe
    they order anywhere. `touching`: the most severe they order anywhere in the
    issuing area. Not `binding`: advice, a note only.
    """

    id: Id
    tier: Id
    counts: Literal["covering", "issued", "touching"] = "covering"
    binding: Flag = True
    cite: Cite | None = None


class Adoption(Model):
    """Who must approve when other rules or areas are put in force in a register."""

    approval: Condition
    signed: Flag = False


class Rules(Model):
    """A rules file, as written."""

    format: Whole
    id: Id
    title: Text | None = None
    sources: dict[Id, Source] = {}
    valid: Validity | None = None
    levels: tuple[Level, ...]
    tiers: tuple[Tier, ...]
    bodies: dict[Id, Body] = {}
    transitions: tuple[Transition, ...] = ()
    endings: tuple[Ending, ...] = ()
    floors: tuple[Floor, ...] = ()
    adoption: Adoption | None = None


for _model in (AnyOf, AllOf, Quorum, AtLeast):
    _model.model_rebuild()
