"""Strategies of proposals that are nearly permitted, and of hostile ones.

A near miss is a permitted proposal with one thing changed, mostly at the very boundary; a
hostile one is made of names of the rules without regard to what fits, and now and then of
unknown ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from responselevels.core.deciding.case import AnyProposal
from responselevels.models.orders import Approval, Assessment, Period
from responselevels.models.parts.criteria import FactValue
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.sha256 import NOTHING
from responselevels.models.times import instant_of
from responselevels.testing.extra import st
from responselevels.testing.laws.decided.probing import later
from responselevels.testing.laws.reference_levels import EARLIEST, TICK
from responselevels.testing.strategies.proposing import PROPOSER, ProposalContext, issue, permitted
from responselevels.testing.strategies.times import DAY, EDGES, HOUR

Changed = dict[str, Any]


@st.composite
def nearly(draw: st.DrawFn, context: ProposalContext) -> AnyProposal:
    """Draw a permitted proposal with one thing changed."""
    proposal = draw(permitted(context))
    families = [found for found in (list(slip(context, proposal)) for slip in SLIPS) if found]
    if not families:
        return proposal
    # What the floor forbids is seldom met by chance, so it is tried as often as all the rest.
    beneath = list(_floor(context, proposal))
    families += [beneath] * (len(families) if beneath else 0)
    return proposal.model_copy(update=draw(st.sampled_from(draw(st.sampled_from(families)))))


def beneath_others(context: ProposalContext) -> frozenset[str]:
    """Return the areas that lie beneath one that has ordered something and not yet seen it end."""
    lines = context.reference.lines
    above = {order.area for order in context.orders if context.until(order)}
    return frozenset(area for area, line in lines.items() if above.intersection(line[1:]))


@st.composite
def too_mild(draw: st.DrawFn, context: ProposalContext) -> IssueProposal:
    """Draw an issue that is milder than what an area above has ordered, now or for later."""
    proposal: IssueProposal = draw(issue(context, beneath_others(context)))
    changes = list(_floor(context, proposal))
    return proposal.model_copy(update=draw(st.sampled_from(changes))) if changes else proposal


def _approvals(context: ProposalContext, proposal: AnyProposal) -> Iterator[Changed]:
    """Change the approvals: none, one fewer, late, stale, or by those who may not give them."""
    given: tuple[Approval, ...] = proposal.approvals
    if not given:
        return
    first, *rest = given
    yield {"approvals": ()}
    yield {"approvals": tuple(rest)}
    yield {"approvals": tuple(one.model_copy(update={"body": proposal.issuer}) for one in given)}
    for changed in (
        {"body": proposal.issuer},
        {"at": context.at + TICK},
        {"digest": NOTHING},
        {"digest": None},
        {"at": context.at - TICK},
        {"person": PROPOSER},
    ):
        yield {"approvals": (first.model_copy(update=changed), *rest), "proposer": PROPOSER}
    # The right body, of another area than the one that acts.
    tier = context.reference.rules.bodies[first.body].tier
    area = getattr(proposal, "area", None)
    for other in sorted(a for a, t in context.reference.tier.items() if t == tier):
        if area is None or other != context.reference.acting(first.body, area):
            yield {"approvals": (first.model_copy(update={"area": other}), *rest)}


def _evidence(context: ProposalContext, proposal: AnyProposal) -> Iterator[Changed]:
    if isinstance(proposal, RatifyProposal):
        return
    given = proposal.assessment
    if given is not None:
        yield {"assessment": None}
        yield {"assessment": given.model_copy(update={"at": context.at + TICK})}
        for age in _ages(context):
            yield {"assessment": given.model_copy(update={"at": context.at - age})}
            yield {"assessment": given.model_copy(update={"at": context.at - age - TICK})}
        if given.with_:
            yield {"assessment": given.model_copy(update={"with_": given.with_[1:]})}
    if proposal.reason is not None:
        yield {"reason": None}


def _ages(context: ProposalContext) -> list[timedelta]:
    """Return how old some rule lets an assessment be at most."""
    rules = context.reference.rules
    asked = [rule.requires.assessment for rule in rules.transitions]
    asked += [rule.requires.assessment for rule in rules.endings]
    ages = {one.max_age for one in asked if one is not None and one.max_age is not None}
    return sorted(age for age in ages if age < context.at - EARLIEST - TICK)


def _facts(context: ProposalContext, proposal: AnyProposal) -> Iterator[Changed]:
    """State less of the facts, or others: at the bounds, and just beneath them."""
    given = getattr(proposal, "assessment", None)
    if given is None or not given.facts:
        return
    stated: dict[str, FactValue] = given.facts
    yield {"assessment": given.model_copy(update={"facts": {}})}
    for name in stated:
        rest = {key: value for key, value in stated.items() if key != name}
        yield {"assessment": given.model_copy(update={"facts": rest})}
    others: tuple[dict[str, FactValue], ...] = (
        {"people": 10},
        {"people": "9.999999999"},
        {"outdoors": False},
    )
    for changed in others:
        listed = {fact.id for fact in context.reference.rules.facts}
        if listed.issuperset(changed):
            yield {"assessment": given.model_copy(update={"facts": {**stated, **changed}})}


def _period(_desk: ProposalContext, proposal: AnyProposal) -> Iterator[Changed]:
    """Change the period by one tick, or leave out its end."""
    if not isinstance(proposal, IssueProposal):
        return
    period = proposal.period
    start, end = period.start, period.end
    expected = proposal.expected_end
    if expected is not None:
        yield {"expected_end": None}
        yield {"expected_end": start}
        yield {"expected_end": (end or expected) + TICK}
    yield {"period": period.model_copy(update={"start": start - TICK})}
    yield {"period": period.model_copy(update={"end": start})}
    yield {"period": period.model_copy(update={"end": None})}
    if end is not None:
        yield {"period": period.model_copy(update={"end": end + TICK})}
        yield {"period": period.model_copy(update={"end": end + 30 * HOUR})}


def _aim(context: ProposalContext, proposal: AnyProposal) -> Iterator[Changed]:
    """Change the level or the track (each other one), the scope (an area elsewhere) or the transition."""
    if not isinstance(proposal, IssueProposal):
        return
    for level in context.reference.levels:
        if level != proposal.level:
            yield {"level": level}
    outside = sorted(set(context.reference.tier) - context.reference.covers[proposal.area])
    if outside:
        yield {"scope": (*(proposal.scope or (proposal.area,)), outside[0])}
    if proposal.scope:
        yield {"scope": ()}
    if proposal.transition is not None:
        yield {"transition": None}
    for track in context.tracks:
        if track != proposal.track:
            yield {"track": track}


def _floor(context: ProposalContext, proposal: AnyProposal) -> Iterator[Changed]:
    """Order what is milder than something the areas above have ordered."""
    if not isinstance(proposal, IssueProposal):
        return
    rank, reference = context.reference.rank, context.reference
    for order in context.orders:
        if (
            order.area in reference.lines[proposal.area][1:]
            and rank(order.level) > reference.default
            and order.track == proposal.track
        ):
            milder = reference.levels[rank(order.level) - 1]
            start = order.period.start
            if start > context.at:
                yield {"level": milder, "period": Period(start=context.at, end=later(start, HOUR))}
            else:
                yield {"level": milder}


def _issuer(context: ProposalContext, proposal: AnyProposal) -> Iterator[Changed]:
    for body in sorted(context.reference.rules.bodies):
        if body != proposal.issuer:
            yield {"issuer": body}


def _order(context: ProposalContext, proposal: AnyProposal) -> Iterator[Changed]:
    if isinstance(proposal, IssueProposal):
        return
    for order in context.orders:
        if order.id != proposal.order:
            yield {"order": order.id}
    if isinstance(proposal, EndProposal):
        yield {"at": context.at - TICK}
        yield {"scope": (max(context.reference.tier),)}


Slip = Callable[[ProposalContext, AnyProposal], Iterator[Changed]]
SLIPS: tuple[Slip, ...] = (_approvals, _aim, _floor, _period, _evidence, _facts, _issuer, _order)
"""What can be changed: each yields changes to choose from."""


# -- hostile -----------------------------------------------------------------------------


_ODD: tuple[dict[str, FactValue], ...] = (
    {"people": 7},
    {"people": -1, "outdoors": "yes"},
    {"nobody": True},
)
_SILENT: dict[str, FactValue] = {}
STATED = (*(_SILENT,) * 5, *_ODD)
"""What is stated: nothing mostly, then what some rules list, and what none can take."""

FAR = (instant_of("0001-01-01T00:00Z"), instant_of("9999-12-31T23:59:59.999999Z"), *EDGES)


@st.composite
def hostile(draw: st.DrawFn, context: ProposalContext) -> AnyProposal:
    """Draw a proposal of names put together at random; some are not names of anything."""
    reference, rules = context.reference, context.reference.rules
    nobody = ["nobody", "高新"] if draw(st.integers(0, 9)) == 9 else []
    bodies = st.sampled_from([*sorted(rules.bodies), *nobody] or ["nobody"])
    areas = st.sampled_from([*sorted(reference.tier), *nobody])
    times = st.sampled_from((context.at, context.at, context.at + HOUR, context.at + DAY, *FAR))
    names = HostileNames(bodies, areas, times)
    shared: Changed = {
        "id": context.id,
        "issuer": draw(bodies),
        "proposer": draw(st.sampled_from((None, "x", PROPOSER, "a" * 300))),
        "approvals": tuple(draw(_approval(names)) for _ in range(draw(st.integers(0, 2)))),
    }
    known = [order.id for order in context.orders] + nobody
    kind = draw(st.sampled_from(("issue", "issue", "end", "ratify") if known else ("issue",)))
    if kind == "ratify":
        return RatifyProposal(action="ratify", order=draw(st.sampled_from(known)), **shared)
    by = draw(st.sampled_from((None, *rules.bodies)))
    shared |= {
        "scope": tuple(draw(areas) for _ in range(draw(st.integers(0, 2)))),
        "assessment": None
        if by is None
        else Assessment(by=by, at=draw(times), facts=draw(st.sampled_from(STATED))),
        "reason": draw(st.sampled_from((None, "", " ", "a reason"))),
    }
    if kind == "end":
        order = draw(st.sampled_from(known))
        return EndProposal(action="end", order=order, at=draw(times), **shared)
    return IssueProposal(
        area=draw(areas),
        level=draw(st.sampled_from([*reference.levels, *nobody])),
        period=Period(start=draw(times), end=draw(st.sampled_from((None, context.at + DAY, *FAR)))),
        transition=draw(st.sampled_from((None, *(rule.id for rule in rules.transitions), *nobody))),
        drill=draw(st.booleans()),
        track=draw(st.sampled_from([*context.tracks, *context.tracks, None, *nobody])),
        **shared,
    )


@dataclass(frozen=True)
class HostileNames:
    """What a hostile proposal is made of."""

    bodies: st.SearchStrategy[str]
    areas: st.SearchStrategy[str]
    times: st.SearchStrategy[datetime]


@st.composite
def _approval(draw: st.DrawFn, names: HostileNames) -> Approval:
    return Approval(
        body=draw(names.bodies),
        area=draw(names.areas) if draw(st.booleans()) else None,
        at=draw(names.times),
        person=draw(st.sampled_from((None, PROPOSER))),
        digest=draw(st.sampled_from((None, NOTHING))),
    )
