"""Proposals just before, at and just after whatever the rules draw a line at.

Each family yields what to change of a permitted proposal: lengths, notices and ages a tick off, acts
dated on either side of what they must not be before, one body in the place of two.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from responselevels.core.deciding.case import AnyProposal
from responselevels.models.orders import Approval, Assessment, Order, Period
from responselevels.models.parts.requires import AssessmentRule
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.rules import Ending, Transition
from responselevels.testing.laws.reference_levels import EARLIEST, LATEST, TICK
from responselevels.testing.strategies.claims import CLAIMS
from responselevels.testing.strategies.proposing import ProposalContext
from responselevels.testing.strategies.times import DAY

Changed = dict[str, Any]
ROUND = (-TICK, timedelta(0), TICK)
"""Just before, at, and just after."""


SAFE = (EARLIEST + 2 * DAY, LATEST - 400 * DAY)
"""Nothing is put about an edge that lies outside of these."""


def about(*edges: datetime | None) -> Iterator[datetime]:
    """Yield the instants just before, at and just after each of *edges* that may lie anywhere."""
    for edge in edges:
        if edge is not None and SAFE[0] < edge < SAFE[1]:
            yield from (edge + off for off in ROUND)


def rules_for(context: ProposalContext, proposal: AnyProposal) -> list[Transition | Ending]:
    """Return the transitions or endings that *proposal* may rest on: of its tier, or the one it names."""
    rules, reference = context.reference.rules, context.reference
    if isinstance(proposal, IssueProposal):
        tier, named = reference.tier.get(proposal.area), proposal.transition
        return [
            rule
            for rule in rules.transitions
            if rule.tier == tier
            and (rule.id == named if named is not None else rule.ratify is None)
        ]
    order = order_of(context, proposal)
    if order is None:
        return []
    if isinstance(proposal, EndProposal):
        return [rule for rule in rules.endings if rule.tier == reference.tier[order.area]]
    return [rule for rule in rules.transitions if rule.id == order.transition]


def order_of(context: ProposalContext, proposal: AnyProposal) -> Order | None:
    """Return the order that *proposal* is about; None for an issue, or one not known."""
    name = getattr(proposal, "order", None)
    return next((order for order in context.orders if order.id == name), None)


def lengths(context: ProposalContext, proposal: AnyProposal) -> Iterator[Changed]:
    """Change the period to just the longest, the soonest, the present, each a tick off or not."""
    if not isinstance(proposal, IssueProposal):
        return
    period, at = proposal.period, context.at
    for rule in rules_for(context, proposal):
        asks = rule.requires
        longest, notice = getattr(asks, "max_duration", None), getattr(asks, "notice", None)
        if longest is not None:
            for end in about(period.start + longest):
                yield from _with_period(proposal, period.start, end)
        if notice is not None:
            for start in about(at + notice):
                yield from _with_period(proposal, start, _later(period, start))
    for start in about(at):
        yield from _with_period(proposal, start, _later(period, start))
    for end in about(period.start):
        yield from _with_period(proposal, period.start, end)
    yield {"period": Period(start=period.start)}


def _later(period: Period, start: datetime) -> datetime | None:
    """Return the end of *period* as long after *start* as it was after its start."""
    return None if period.end is None else start + (period.end - period.start)


def _with_period(
    proposal: IssueProposal, start: datetime, end: datetime | None
) -> Iterator[Changed]:
    changed: Changed = {"period": Period(start=start, end=end)}
    if proposal.expected_end is not None:
        changed["expected_end"] = start + timedelta(hours=1) if end is None else end
    yield changed


def standing(context: ProposalContext, proposal: AnyProposal) -> Iterator[Changed]:
    """Start just as an order of the line starts, ends or lapses, or a tick off."""
    if not isinstance(proposal, IssueProposal):
        return
    line, period = context.reference.lines[proposal.area], proposal.period
    for order in context.orders:
        if order.area not in line:
            continue
        for edge in about(order.period.start, order.period.end, order.provisional_until):
            if edge >= context.at:
                yield from _with_period(proposal, edge, _later(period, edge))
            if period.end is not None and period.start < edge:
                yield from _with_period(proposal, period.start, edge)


def acts(context: ProposalContext, proposal: AnyProposal) -> Iterator[Changed]:
    """Date approvals and the assessment at what they must not be before or after, a tick off or not."""
    order, at = order_of(context, proposal), context.at
    given: Assessment | None = getattr(proposal, "assessment", None)
    for edge in about(at, None if order is None else order.issued_at):
        if given is not None:
            yield {"assessment": given.model_copy(update={"at": edge})}
        yield from _approved(proposal, edge)
    if given is None:
        return
    for edge in about(given.at):
        yield from _approved(proposal, edge)
    for asked in _asked(context, proposal):
        if asked.max_age is not None and asked.max_age < at - SAFE[0]:
            for edge in about(at - asked.max_age):
                yield {"assessment": given.model_copy(update={"at": edge})}


def _approved(proposal: AnyProposal, at: datetime) -> Iterator[Changed]:
    for one, rest in _each(proposal.approvals):
        yield {"approvals": (one.model_copy(update={"at": at}), *rest)}


def _each(approvals: tuple[Approval, ...]) -> Iterator[tuple[Approval, tuple[Approval, ...]]]:
    for number, one in enumerate(approvals):
        yield one, (*approvals[:number], *approvals[number + 1 :])


def _asked(context: ProposalContext, proposal: AnyProposal) -> Iterator[AssessmentRule]:
    if not isinstance(proposal, RatifyProposal):
        for rule in rules_for(context, proposal):
            if rule.requires.assessment is not None:
                yield rule.requires.assessment


def parties(context: ProposalContext, proposal: AnyProposal) -> Iterator[Changed]:
    """Let others assess: each that may, one that only takes part, and without each that must."""
    given: Assessment | None = getattr(proposal, "assessment", None)
    for asked in _asked(context, proposal):
        if given is None:
            continue
        for by in asked.by:
            yield {"assessment": given.model_copy(update={"by": by})}
        for body in asked.with_:
            rest = tuple(one for one in given.with_ if one != body)
            yield {"assessment": given.model_copy(update={"with_": rest})}
            yield {"assessment": given.model_copy(update={"by": body, "with_": rest})}
            # Whoever takes part may be named either way.
            turned = (*rest, given.by)
            yield {"assessment": given.model_copy(update={"by": body, "with_": turned})}
        for body in sorted(context.reference.rules.bodies):
            if body not in {*asked.by, *asked.with_}:
                yield {"assessment": given.model_copy(update={"by": body})}


def twice(_context: ProposalContext, proposal: AnyProposal) -> Iterator[Changed]:
    """Let one body approve in the place of another, or twice, by another person."""
    given: tuple[Approval, ...] = proposal.approvals
    for one, rest in _each(given):
        again = one.model_copy(update={"person": "another"})
        yield {"approvals": (one, again, *rest[1:])}
        yield {"approvals": (one, again)}
        if rest:
            yield {"approvals": (one, one)}


def places(context: ProposalContext, proposal: AnyProposal) -> Iterator[Changed]:
    """Name other areas: the whole, each part, parts in parts, one beside, all beneath."""
    if isinstance(proposal, RatifyProposal):
        return
    order, reference = order_of(context, proposal), context.reference
    area = getattr(proposal, "area", None) if order is None else order.area
    if area not in reference.covers:
        return
    cover = sorted(reference.covers[area])
    yield {"scope": ()}
    yield {"scope": (area,)}
    for one in cover:
        yield {"scope": (one,)}
        yield {"scope": (area, one) if one != area else tuple(cover)}
    for one in sorted(set(reference.tier) - set(cover)):
        yield {"scope": (one,)}
        yield {"scope": (*(proposal.scope or (area,)), one)}


def ends(context: ProposalContext, proposal: AnyProposal) -> Iterator[Changed]:
    """End at the present, and where the order starts, ends or lapses, each a tick off or not."""
    order = order_of(context, proposal)
    if order is None or not isinstance(proposal, EndProposal):
        return
    edges = (context.at, order.period.start, order.period.end, order.provisional_until)
    yield from ({"at": edge} for edge in about(*edges))


def drills(_context: ProposalContext, proposal: AnyProposal) -> Iterator[Changed]:
    """Take a drill for real, or the other way round."""
    if isinstance(proposal, IssueProposal):
        yield {"drill": not proposal.drill}


EDGES = (
    *(lengths, standing, acts, acts, acts, parties, twice, twice, places, ends, ends, drills),
    *CLAIMS,
)
"""What can be changed at an edge, what seldom fits more than once: each yields changes to choose from."""
