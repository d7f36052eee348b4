"""The rules file: one graded scheme with the rules for changing its levels.

See docs/formats.md, Rules file.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from responselevels.models.base import Flag, Id, Model, Whole
from responselevels.models.conditions import Condition
from responselevels.models.texts import Text
from responselevels.models.times import Day, Duration, Instant


class Source(Model):
    """A document that rules are taken from; *short* names it where it is cited often.

    Attributes:
        title: full title of the document.
        short: short name, used where it is cited often.
        issued: day on which it was issued.
        publisher: who published it.
    """

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
    """Where a rule comes from: one clause of one source, or several.

    Attributes:
        source: id of the source, a key of `sources` in the rules.
        clause: clause of that source, or a list of clauses.
    """

    source: Id
    clause: Clauses


class Validity(Model):
    """Period in which the rules are in force, half-open; both ends are optional.

    Attributes:
        from_: first instant at which the rules are in force; without one, always before `to`.
        to: first instant at which they are in force no longer; without one, for good.
    """

    from_: Instant | None = Field(default=None, alias="from")
    to: Instant | None = None


class Level(Model):
    """A grade of response. Severity is its place in the file's list, never its id.

    Attributes:
        id: id of the level, unique in the file.
        title: title for people.
        default: whether this level holds where no order does; true of exactly one level.
    """

    id: Id
    title: Text | None = None
    default: Flag = False


class Tier(Model):
    """A kind of area. With `inherits` false, what is ordered above does not reach it.

    Attributes:
        id: id of the tier, unique in the file.
        title: title for people.
        inherits: whether orders of the areas above hold in areas of this tier, too.
    """

    id: Id
    title: Text | None = None
    inherits: Flag = True


class Body(Model):
    """An office or committee; which one acts is found from the order's area by its tier.

    Attributes:
        tier: id of the tier whose areas have such a body.
        title: title for people.
    """

    tier: Id
    title: Text | None = None


# -- what a rule asks -------------------------------------------------------------


class AssessmentRule(Model):
    """An assessment that must come from any one of `by`, made with all of `with`.

    Attributes:
        by: ids of the bodies of which one must make the assessment.
        with_: ids of the bodies that must all take part in it.
    """

    by: tuple[Id, ...]
    with_: tuple[Id, ...] = Field(default=(), alias="with")


class Requires(Model):
    """Requirements of a transition. What is left out is not required, except that the period is bounded.

    With `signed`, approvals count only where a register has verified their signatures.

    Attributes:
        assessment: assessment that must be there; left out, none is asked.
        approval: condition of bodies that must approve; left out, none is asked.
        signed: whether only approvals with a verified signature count.
        period: `bounded`: the period must have an end; `open`: it need not.
        max_duration: longest period, as a duration such as `P30D`; left out, there is no limit.
        scope: `explicit`: the areas must be named; `optional`: without any, the issuing area is
            meant.
        notice: least time from the decision to the start of the period; left out, none is asked.
        reason: whether a reason must be given.
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
    """Requirements of an ending (docs/semantics.md, section 4).

    Attributes:
        assessment: assessment that must be there; left out, none is asked.
        approval: condition of bodies that must approve; left out, none is asked.
        signed: whether only approvals with a verified signature count.
        reason: whether a reason must be given.
    """

    assessment: AssessmentRule | None = None
    approval: Condition | None = None
    signed: Flag = False
    reason: Flag = False


class Ratify(Model):
    """Permission to act first: the approval may follow within a time of the issue.

    With `again_after`, not again before so much time has passed since the grace of an
    order of the area that nobody ratified.

    Attributes:
        approval: condition of bodies that must approve after the issue.
        within: time from the issue until the order lapses without ratification.
        again_after: time that must pass after an order of the area lapsed before the next may be
            issued so.
        signed: whether only approvals with a verified signature count.
    """

    approval: Condition
    within: Duration
    again_after: Duration | None = None
    signed: Flag = False


class Duty(Model):
    """A duty that an order sets in motion: what to do, for whom, how soon after the decision.

    Attributes:
        do: what is to be done.
        to: for whom it is done, or who is told.
        within: time from the decision until it is due; left out, there is no time.
    """

    do: Text
    to: Text | None = None
    within: Duration | None = None


class Transition(Model):
    """A rule for issuing an order: which tier, from which levels, to which, by whom.

    Attributes:
        id: id of the transition, unique in the file.
        tier: id of the tier whose areas issue by it.
        from_: ids of the levels it may start from; left out: from any.
        to: ids of the levels it leads to.
        issuers: ids of the bodies of which one issues the order.
        requires: what is asked of a proposal.
        ratify: ratification after the issue; only a proposal that names the transition uses it.
        duties: what an order sets in motion.
        cite: the clause it comes from.
    """

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
    """A rule for ending an order early: orders of which tier, at which levels, by whom.

    Attributes:
        id: id of the ending, unique in the file.
        tier: id of the tier whose orders it ends.
        of: ids of the levels whose orders it ends; left out: of any.
        issuers: ids of the bodies of which one ends the order.
        requires: what is asked of a proposal to end.
        cite: the clause it comes from.
    """

    id: Id
    tier: Id
    of: tuple[Id, ...] | None = None
    issuers: tuple[Id, ...]
    requires: EndingRequires = EndingRequires()
    cite: Cite | None = None


class Floor(Model):
    """A floor: how severe orders of a tier must be at least, given those of the areas above.

    `covering`: what they order for that very place. `issued`: the most severe
    they order anywhere. `touching`: the most severe they order anywhere in the
    issuing area. Not `binding`: advice, a note only.

    Attributes:
        id: id of the floor rule, unique in the file.
        tier: id of the tier that may not order less.
        counts: which orders of the areas above count: `covering`, `issued` or `touching`.
        binding: whether it denies; false only advises.
        cite: the clause it comes from.
    """

    id: Id
    tier: Id
    counts: Literal["covering", "issued", "touching"] = "covering"
    binding: Flag = True
    cite: Cite | None = None


class Adoption(Model):
    """Requirements for putting other rules or areas in force in a register.

    Attributes:
        approval: condition of bodies that must approve the adoption.
        signed: whether only approvals with a verified signature count.
    """

    approval: Condition
    signed: Flag = False


class Rules(Model):
    """A rules file: levels, tiers, bodies, and the rules by which levels change.

    Attributes:
        format: version of the format; 1.
        id: id of the scheme.
        title: title for people.
        sources: documents that rules are taken from, by id.
        valid: when the rules are in force; left out: always.
        levels: levels, least severe first.
        tiers: tiers, from the top down.
        bodies: bodies, by id.
        transitions: rules for issuing, in the order in which equals are preferred.
        endings: rules for ending an order early.
        floors: rules on the least that a tier may order; at most one for each tier.
        adoption: who must approve other rules and areas in a register.
    """

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
