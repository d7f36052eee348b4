"""What cannot be understood at all: names that nobody knows (section 2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from fractions import Fraction

from responselevels.errors import InputError, Path, Place, Problem
from responselevels.models.areas import Areas
from responselevels.models.orders import Approval, Assessment, Order
from responselevels.models.parts.criteria import Fact
from responselevels.models.proposals import EndProposal, IssueProposal
from responselevels.models.rules import Rules
from responselevels.testing.reference.values import AnyProposal
from responselevels.testing.reference.world.ground import Ground
from responselevels.testing.reference.world.groups import Groups
from responselevels.text.catalogue import Named


def understood(ground: Ground, proposal: AnyProposal, groups: Groups) -> None:
    """Let *proposal* pass if every name in it is known; *groups* are those that it may mean.

    Section 2: "What cannot be understood at all (an unknown level, a time without offset, a missing
    key) gets no decision but an *input error*, with its place."

    Raises:
        InputError: it names what is not there; with every such name.
    """
    problems = [*_of_acts(ground, proposal)]
    if isinstance(proposal, IssueProposal):
        problems += _of_issue(ground, proposal)
    if isinstance(proposal, IssueProposal | EndProposal):
        for number, name in enumerate(proposal.scope):
            problems += _unknown("area", name, {**ground.tier, **groups}, ("scope", number))
    if problems:
        raise InputError(problems)


def areas_understood(rules: Rules, areas: Areas) -> None:
    """Let *areas* pass if they form a tree, or several, of tiers that *rules* have.

    Section 1: "Areas form a tree, or several."

    Raises:
        InputError: a tier or a parent is unknown, or areas lie in a circle.
    """
    tiers = [tier.id for tier in rules.tiers]
    parent = {area.id: area.parent for area in areas.areas}
    problems: list[Problem] = []
    for number, area in enumerate(areas.areas):
        problems += _unknown("tier", area.tier, tiers, ("areas", number, "tier"))
        if area.parent is not None:
            problems += _unknown("area", area.parent, parent, ("areas", number, "parent"))
        line: list[str] = []
        above: str | None = area.id
        while above is not None and above not in line:
            line.append(above)
            above = parent.get(above)
        if above == area.id:
            where = Place(path=("areas", number, "parent"))
            problems.append(Problem(where, "areas.circle", {"areas": tuple(line)}))
    if problems:
        raise InputError(problems)


def order_understood(name: str, so_far: Iterable[Order]) -> Order:
    """Return the order of that *name*.

    Raises:
        InputError: none of the orders *so_far* has it.
    """
    by_name = {order.id: order for order in so_far}
    problems = [*_unknown("order", name, by_name, ("order",))]
    if problems:
        raise InputError(problems)
    return by_name[name]


def instant_understood(at: datetime, path: Path) -> None:
    """Let *at* pass if it says where on the time line it is.

    Raises:
        InputError: it has no offset.
    """
    if at.utcoffset() is None:
        facts = {"value": at.isoformat()}
        raise InputError([Problem(Place(path=path), "time.naive", facts)])


def area_understood(ground: Ground, area: str, path: Path) -> None:
    """Let *area* pass if it is one.

    Raises:
        InputError: there is no such area.
    """
    problems = [*_unknown("area", area, ground.tier, path)]
    if problems:
        raise InputError(problems)


def track_understood(ground: Ground, track: str | None) -> None:
    """Let *track* pass if it is one of the rules, or None where they have none.

    Raises:
        InputError: it is not.
    """
    problems = [*_of_track(ground, track)]
    if problems:
        raise InputError(problems)


def _unknown(kind: str, name: str, known: Iterable[str], path: Path) -> Iterator[Problem]:
    if name not in known:
        facts = {"name": name, "known": "", "near": ""}
        yield Problem(Place(path=path), f"{kind}.unknown", facts)


def _of_issue(ground: Ground, proposal: IssueProposal) -> Iterator[Problem]:
    yield from _unknown("area", proposal.area, ground.tier, ("area",))
    yield from _unknown("level", proposal.level, ground.levels, ("level",))
    yield from _of_track(ground, proposal.track)
    for number, extra in enumerate(proposal.extras):
        for place, body in enumerate(extra.by):
            where = ("extras", number, "by", place)
            yield from _unknown("body", body, ground.body_tier, where)
    if proposal.transition is not None:
        named = [transition.id for transition in ground.rules.transitions]
        yield from _unknown("transition", proposal.transition, named, ("transition",))


def _of_track(ground: Ground, track: str | None) -> Iterator[Problem]:
    """Yield what is wrong with naming *track*, None for none.

    Section 10: "One that names none, or one that the rules do not have, cannot be understood, and
    neither can one that names a track where the rules have none"
    """
    known, where = [one.id for one in ground.rules.tracks], Place(path=("track",))
    if track is None:
        if known:
            facts = {"known": tuple(Named("track", one) for one in known)}
            yield Problem(where, "track.missing", facts)
    elif not known:
        yield Problem(where, "track.none", {"name": track})
    else:
        yield from _unknown("track", track, known, ("track",))


def _of_acts(ground: Ground, proposal: AnyProposal) -> Iterator[Problem]:
    # Section 14: "Its issuer may be null." Then there is no name to look up.
    if proposal.issuer:
        yield from _unknown("body", proposal.issuer, ground.body_tier, ("issuer",))
    if isinstance(proposal, IssueProposal | EndProposal) and proposal.assessment is not None:
        yield from _of_assessment(ground, proposal.assessment)
    for number, approval in enumerate(proposal.approvals):
        yield from _of_approval(ground, approval, ("approvals", number))


def _of_approval(ground: Ground, approval: Approval, path: Path) -> Iterator[Problem]:
    yield from _unknown("body", approval.body, ground.body_tier, (*path, "body"))
    if approval.area is not None:
        yield from _unknown("area", approval.area, ground.tier, (*path, "area"))


def _of_assessment(ground: Ground, given: Assessment) -> Iterator[Problem]:
    path: Path = ("assessment",)
    yield from _unknown("body", given.by, ground.body_tier, (*path, "by"))
    for number, body in enumerate(given.with_):
        yield from _unknown("body", body, ground.body_tier, (*path, "with", number))
    listed: Mapping[str, Fact] = {fact.id: fact for fact in ground.rules.facts}
    for name, value in given.facts.items():
        where = (*path, "facts", name)
        yield from _unknown("fact", name, listed, where)
        if name in listed:
            yield from _of_fact(listed[name], value, where)


def _of_fact(fact: Fact, value: object, path: Path) -> Iterator[Problem]:
    """Yield what is wrong with what is stated of *fact*.

    Section 11: "A rules file may list **facts** that an assessment can state: a number, yes or no,
    or one of a list."
    """
    said = str(value).lower() if isinstance(value, bool) else str(value)
    facts: dict[str, object] = {"fact": Named("fact", fact.id), "value": said}
    if fact.one_of is not None:
        if not isinstance(value, str):
            yield Problem(Place(path=path), "stated.one_of", facts)
        else:
            yield from _unknown("option", value, fact.one_of, path)
    elif fact.type is not None:
        if not isinstance(value, bool):
            yield Problem(Place(path=path), "stated.yes_no", facts)
    elif isinstance(value, bool) or _number(value) is None:
        yield Problem(Place(path=path), "stated.number", facts)
    elif fact.from_ is not None and (_number(value) or 0) < Fraction(fact.from_):
        yield Problem(Place(path=path), "stated.least", {**facts, "least": fact.from_})


def _number(value: object) -> Fraction | None:
    try:
        return Fraction(str(value))
    except ValueError:
        return None
