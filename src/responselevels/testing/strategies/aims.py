"""What happens next in a drawn history: when, and to what end something is proposed.

Beside proposals that pass, and those with one thing wrong, there are those that aim at what chance
seldom meets: to act first again, to order less than before or than is ordered above, to end or
ratify too late, and everything a tick off an edge.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import datetime, timedelta

from responselevels.core.deciding.case import AnyProposal
from responselevels.core.digests import proposal_digest
from responselevels.models.orders import Order, Period
from responselevels.models.proposals import IssueProposal
from responselevels.models.rules import Ending, Transition
from responselevels.testing.extra import st
from responselevels.testing.strategies.edges import EDGES, about, order_of
from responselevels.testing.strategies.near_misses import (
    SLIPS,
    beneath_others,
    hostile,
    too_mild,
)
from responselevels.testing.strategies.proposing import (
    ProposalContext,
    approvals,
    assessment,
    endable,
    ending,
    issue,
    permitted,
    ratifiable,
    ratification,
)
from responselevels.testing.strategies.times import HOUR

# -- when ----------------------------------------------------------------------------------


@st.composite
def later(draw: st.DrawFn, context: ProposalContext) -> datetime:
    """Draw when the next thing happens: at once, hours later, or about the next edge of something."""
    at = context.at
    soon = [edge for edge in about(*_edges(context)) if edge >= at]
    if soon and draw(st.sampled_from((False, False, True))):
        nearest = sorted(set(soon))
        return draw(st.sampled_from(nearest[:9]))
    return at + draw(st.sampled_from((0, 0, 1, 2, 24))) * HOUR


def _edges(context: ProposalContext) -> Iterator[datetime]:
    """Yield when orders start, end and lapse, when one may act first again, when the rules run out."""
    rules = context.reference.rules
    waits = {one.ratify.again_after for one in rules.transitions if one.ratify is not None}
    for order in context.orders:
        yield order.period.start
        if order.period.end is not None:
            yield order.period.end
        if order.provisional_until is not None:
            yield order.provisional_until
            yield from (order.provisional_until + wait for wait in waits if wait is not None)
        yield from (end.at for end in order.ends)
    if rules.valid is not None:
        yield from (edge for edge in (rules.valid.from_, rules.valid.to) if edge is not None)


# -- what ----------------------------------------------------------------------------------


@st.composite
def at_an_edge(draw: st.DrawFn, context: ProposalContext, action: str | None = None) -> AnyProposal:
    """Draw a proposal that may be permitted, just before, at or just after an edge."""
    proposal = draw(_any_base(context, action))
    return draw(_changed(context, proposal, EDGES))


@st.composite
def spoilt(draw: st.DrawFn, context: ProposalContext, action: str | None = None) -> AnyProposal:
    """Draw a proposal that may be permitted, with one thing changed."""
    proposal = draw(_any_base(context, action))
    return draw(_changed(context, proposal, (SLIPS[0], SLIPS[0], *SLIPS, *EDGES)))


@st.composite
def _changed(
    draw: st.DrawFn,
    context: ProposalContext,
    proposal: AnyProposal,
    families: Collection[Callable[[ProposalContext, AnyProposal], Iterator[dict[str, object]]]],
) -> AnyProposal:
    """Draw *proposal* with something changed; approvals mostly stay bound to what it then says."""
    found = [changes for changes in (list(one(context, proposal)) for one in families) if changes]
    if not found:
        return proposal
    update = draw(st.sampled_from(draw(st.sampled_from(found))))
    changed: AnyProposal = proposal.model_copy(update=update)
    if "approvals" in update or not draw(st.sampled_from((True, True, True, False))):
        return changed
    return rebound(context, proposal, changed)


def rebound(context: ProposalContext, was: AnyProposal, now: AnyProposal) -> AnyProposal:
    """Return *now* with the approvals that were bound to *was* bound to it."""
    order = order_of(context, was)
    digests = [
        proposal_digest(one, drill=order.drill if order else getattr(one, "drill", False))
        for one in (was, now)
    ]
    given = tuple(
        one.model_copy(update={"digest": digests[1]}) if one.digest == digests[0] else one
        for one in now.approvals
    )
    return now.model_copy(update={"approvals": given})


@st.composite
def _any_base(draw: st.DrawFn, context: ProposalContext, action: str | None) -> AnyProposal:
    """Draw a proposal of any action, or of *action*, that there is something for."""
    ends, waiting = endable(context), ratifiable(context)
    kinds = {
        "issue": ["issue", *["lower"] * bool(_own(context)), *["again"] * bool(_graces(context))],
        "end": [*["end"] * (2 * bool(ends)), *["overdue"] * bool(context.orders)],
        "ratify": [*["ratify"] * (2 * bool(waiting)), *["overdue"] * bool(context.orders)],
    }
    some = kinds.get(action or "") or [kind for kinds_of in kinds.values() for kind in kinds_of]
    kind = draw(st.sampled_from(some))
    if kind == "end":
        return draw(ending(context, draw(st.sampled_from(ends))))
    if kind == "ratify":
        return draw(ratification(context, draw(st.sampled_from(waiting))))
    if kind == "overdue":
        return draw(overdue(context, action))
    return draw({"lower": lower, "again": again}.get(kind, issue)(context))


@st.composite
def overdue(draw: st.DrawFn, context: ProposalContext, action: str | None = None) -> AnyProposal:
    """Draw an end or a ratification of any order, whether it is over already or not."""
    order = draw(st.sampled_from(context.orders))
    reference = context.reference
    waiting = [
        rule
        for rule in reference.rules.transitions
        if rule.ratify is not None and rule.id == order.transition
    ]
    if waiting and action != "end" and (action is not None or draw(st.booleans())):
        return draw(ratification(context, (order, waiting[0])))
    tier = reference.tier[order.area]
    endings: list[Ending] = [rule for rule in reference.rules.endings if rule.tier == tier]
    if not endings:
        return draw(issue(context))
    return draw(ending(context, (order, draw(st.sampled_from(endings)))))


def _own(context: ProposalContext) -> list[tuple[Order, Transition]]:
    """Return each order that still holds, with each transition to something milder of its area."""
    reference = context.reference
    return [
        (order, rule)
        for order in context.orders
        if context.until(order)
        for rule in reference.rules.transitions
        if rule.tier == reference.tier[order.area]
        and any(reference.rank(level) < reference.rank(order.level) for level in rule.to)
    ]


@st.composite
def lower(draw: st.DrawFn, context: ProposalContext) -> AnyProposal:
    """Draw what orders less than an order of the same area, with what an ending of that asks, or not."""
    order, rule = draw(st.sampled_from(_own(context)))
    reference = context.reference
    base = draw(issue(context, frozenset({order.area})))
    milder = [level for level in rule.to if reference.rank(level) < reference.rank(order.level)]
    tier = reference.tier[order.area]
    endings = [one for one in reference.rules.endings if one.tier == tier]
    start = max(context.at + (rule.requires.notice or timedelta(0)), order.period.start)
    length = rule.requires.max_duration or HOUR
    fitting = [one for one in endings if one.of is None or order.level in one.of]
    choices: list[Ending | None] = [*fitting] or [None]
    asked = draw(st.sampled_from(choices))
    named = [rule.requires.assessment, None if asked is None else asked.requires.assessment]
    changed: dict[str, object] = {
        "level": draw(st.sampled_from(milder)),
        "drill": order.drill,
        "track": order.track,
        "period": Period(start=start, end=start + length),
        "scope": draw(st.sampled_from((order.scope, base.scope))),
        "issuer": draw(st.sampled_from(rule.issuers)),
        "transition": rule.id,
        "reason": "a reason",
        "assessment": next((assessment(one, context.at) for one in named if one is not None), None),
        "expected_end": start + length if rule.requires.expected_end else None,
    }
    bare: IssueProposal = base.model_copy(update=changed)
    given = draw(approvals(context, bare, area=order.area, asked=rule.requires))
    if asked is not None and draw(st.sampled_from((True, True, False))):
        more = draw(approvals(context, bare, area=order.area, asked=asked.requires))
        have = {one.body for one in given}
        given += tuple(one for one in more if one.body not in have)
    return bare.model_copy(update={"approvals": given})


@st.composite
def again(draw: st.DrawFn, context: ProposalContext) -> AnyProposal:
    """Draw what acts first where somebody acted first before."""
    order, rule = draw(st.sampled_from(_graces(context)))
    base = draw(issue(context, frozenset({order.area})))
    start = context.at + (rule.requires.notice or timedelta(0))
    asks = rule.requires
    bare: IssueProposal = base.model_copy(
        update={
            "level": draw(st.sampled_from(rule.to)),
            "scope": draw(st.sampled_from((order.scope, base.scope))),
            "period": Period(start=start, end=start + (asks.max_duration or HOUR)),
            "issuer": draw(st.sampled_from(rule.issuers)),
            "transition": rule.id,
            "drill": order.drill,
            "track": order.track,
            "assessment": assessment(asks.assessment, context.at),
            "reason": "a reason",
        }
    )
    given = draw(approvals(context, bare, area=order.area, asked=asks))
    return bare.model_copy(update={"approvals": given})


def _graces(context: ProposalContext) -> list[tuple[Order, Transition]]:
    reference = context.reference
    return [
        (order, rule)
        for order in context.orders
        if order.provisional_until is not None
        for rule in reference.rules.transitions
        if rule.ratify is not None and rule.tier == reference.tier[order.area]
    ]


@st.composite
def beneath(draw: st.DrawFn, context: ProposalContext) -> IssueProposal:
    """Draw what is milder than is ordered above, now and then for more than that was ordered for."""
    mild: IssueProposal = draw(too_mild(context))
    scope = (mild.area,) if draw(st.booleans()) else mild.scope
    return mild.model_copy(update={"scope": scope})


@st.composite
def next_proposal(
    draw: st.DrawFn, context: ProposalContext, action: str | None = None
) -> AnyProposal:
    """Draw what is proposed next: half of it may pass, the rest aims at what seldom happens.

    With *action*, mostly that is what is proposed, and something of it is changed.
    """
    some: list[st.SearchStrategy[AnyProposal]]
    mild = [beneath(context)] * (3 * bool(beneath_others(context)))
    if action is not None:
        some = [spoilt(context, action), *[at_an_edge(context, action)] * 2]
        some += mild if action == "issue" else []
        wanted: AnyProposal = draw(draw(st.sampled_from(some)))
        return wanted
    some = [permitted(context)] * 8
    some += [spoilt(context)] * 4 + [at_an_edge(context)] * 4 + [hostile(context)]
    some += [*mild, *[lower(context)] * (2 * bool(_own(context)))]
    some += [again(context)] * (2 * bool(_graces(context)))
    some += [overdue(context)] * bool(context.orders)
    return draw(draw(st.sampled_from(some)))
