"""The rules file: one graded scheme with the rules for changing its levels.

See docs/formats.md, Rules file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from responselevels.errors import Path
from responselevels.models.base import Flag, Id, Model, Whole
from responselevels.models.parts.cites import Cite, Cites, Source
from responselevels.models.parts.colours import Colour
from responselevels.models.parts.conditions import Condition
from responselevels.models.parts.criteria import Fact, Table
from responselevels.models.parts.measures import Measure, Spot
from responselevels.models.parts.requires import EndingRequires, Requires
from responselevels.models.parts.running import Cadence, Review
from responselevels.models.parts.zones import Zone
from responselevels.models.texts import Text
from responselevels.models.times import Duration, Instant


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
        colour: in which colour it is shown: a word where the source says one, or `#rrggbb`.
    """

    id: Id
    title: Text | None = None
    default: Flag = False
    colour: Colour | None = None


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


class Duty(Model):
    """A duty that an order sets in motion: what to do, for whom, how soon after the decision.

    Attributes:
        id: id of the duty, unique in the file; left out where nothing refers to it.
        do: what is to be done.
        to: for whom it is done, or who is told.
        within: time from what it counts from until it is due; left out, there is no time.
        counts_from: from when `within` counts: `decision`, or the `start` or `end` of the order.
        when: `always`; `raised` or `lowered`: only where the decision raises or lowers some area.
        even_if_ended: whether it stays where its order is ended before it is due.
        cite: the clause it comes from; left out, that of the rule.
    """

    id: Id | None = None

    do: Text
    to: Text | None = None
    within: Duration | None = None
    counts_from: Literal["decision", "start", "end"] = "decision"
    when: Literal["always", "raised", "lowered"] = "always"
    even_if_ended: Flag = False
    cite: Cite | None = None


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
        digest: `required`: only approvals with a digest of the proposal to ratify count.
        duties: what a ratification sets in motion.
        cites: clauses and readings that single keys beside it come from, by key.
    """

    approval: Condition
    within: Duration
    again_after: Duration | None = None
    signed: Flag = False
    digest: Literal["required", "optional"] = "optional"
    duties: tuple[Duty, ...] = ()
    cites: Cites = {}


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
        review: what is to be done again and again while an order stands.
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
    review: Review | None = None
    cite: Cite | None = None


class Ending(Model):
    """A rule for ending an order early: orders of which tier, at which levels, by whom.

    Attributes:
        id: id of the ending, unique in the file.
        tier: id of the tier whose orders it ends.
        of: ids of the levels whose orders it ends; left out: of any.
        issuers: ids of the bodies of which one ends the order.
        requires: what is asked of a proposal to end.
        duties: what an end sets in motion.
        cite: the clause it comes from.
    """

    id: Id
    tier: Id
    of: tuple[Id, ...] | None = None
    issuers: tuple[Id, ...]
    requires: EndingRequires = EndingRequires()
    duties: tuple[Duty, ...] = ()
    cite: Cite | None = None


class Floor(Model):
    """A floor: how severe orders of a tier must be at least, given those of the areas above.

    `covering`: what they order for that very place. `issued`: the most severe
    they order anywhere. `touching`: the most severe they order anywhere in the
    issuing area. Not `binding`: advice, a note only. A tier may have several;
    each is judged by itself.

    Attributes:
        id: id of the floor rule, unique in the file.
        tier: id of the tier that may not order less.
        of: ids of the tiers above whose orders count; left out: of every tier above.
        counts: which orders of the areas above count: `covering`, `issued` or `touching`.
        binding: whether it denies; false only advises.
        cite: the clause it comes from.
    """

    id: Id
    tier: Id
    of: tuple[Id, ...] | None = None
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


class ListedTrack(Model):
    """A hazard, sector or kind of threat whose orders count for themselves alone.

    Attributes:
        id: id of the track, unique in the file.
        title: title for people.
    """

    id: Id
    title: Text | None = None


class Rules(Model):
    """A rules file: levels, tiers, bodies, and the rules by which levels change.

    Attributes:
        format: version of the format; 1.
        id: id of the scheme.
        title: title for people.
        sources: documents that rules are taken from, by id.
        valid: when the rules are in force; left out: always.
        zone: time zone of calendar periods and days, as `Asia/Shanghai`.
        levels: levels, least severe first.
        tracks: hazards, sectors or kinds of threat; orders of one never count for another.
        tiers: tiers, from the top down.
        bodies: bodies, by id.
        transitions: rules for issuing, in the order in which equals are preferred.
        endings: rules for ending an order early.
        lowering: what is asked of a milder order over a more severe one of the same area:
            `as_ending`, what an ending asks; `free`: nothing; `refused`: it is denied.
        floors: rules on the least that a tier may order; a tier may have several.
        facts: facts that an assessment may state.
        tables: decision tables over the facts.
        cadence: what the areas of a tier do in every calendar period.
        spots: kinds of places within an area where measures are carried out.
        measures: what the levels ask for on the ground.
        adoption: who must approve other rules and areas in a register.
    """

    format: Whole
    id: Id
    title: Text | None = None
    sources: dict[Id, Source] = {}
    valid: Validity | None = None
    zone: Zone | None = None
    levels: tuple[Level, ...]
    tracks: tuple[ListedTrack, ...] = ()
    tiers: tuple[Tier, ...]
    bodies: dict[Id, Body] = {}
    transitions: tuple[Transition, ...] = ()
    endings: tuple[Ending, ...] = ()
    lowering: Literal["as_ending", "free", "refused"] = "as_ending"
    floors: tuple[Floor, ...] = ()
    facts: tuple[Fact, ...] = ()
    tables: tuple[Table, ...] = ()
    cadence: tuple[Cadence, ...] = ()
    spots: tuple[Spot, ...] = ()
    measures: tuple[Measure, ...] = ()
    adoption: Adoption | None = None


def duties_in(rules: Rules) -> Iterator[tuple[Path, Duty]]:
    """Yield every duty of *rules* with its path: of transitions, ratifications and endings."""
    for number, transition in enumerate(rules.transitions):
        for place, duty in enumerate(transition.duties):
            yield ("transitions", number, "duties", place), duty
        if transition.ratify is not None:
            for place, duty in enumerate(transition.ratify.duties):
                yield ("transitions", number, "ratify", "duties", place), duty
    for number, ending in enumerate(rules.endings):
        for place, duty in enumerate(ending.duties):
            yield ("endings", number, "duties", place), duty
