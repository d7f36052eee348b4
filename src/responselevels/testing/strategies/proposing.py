"""Strategies of proposals that the rules permit, put together from what the rules ask.

What would be permitted is worked out from the rules and the orders
(`responselevels.testing.laws.reference_levels`), not by asking the engine under test.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from responselevels.core.deciding.case import AnyProposal
from responselevels.core.digests import proposal_digest
from responselevels.models.orders import Approval, Assessment, Order, Period
from responselevels.models.parts.conditions import AllOf, AnyOf, AtLeast, parts_of
from responselevels.models.parts.criteria import FactValue
from responselevels.models.parts.requires import AssessmentRule, EndingRequires, Requires
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.rules import Ending, Ratify, Transition
from responselevels.testing.extra import st
from responselevels.testing.laws.decided.probing import later
from responselevels.testing.laws.laws_of_orders import floor_rules
from responselevels.testing.laws.reference_levels import (
    LATEST,
    Condition,
    ReferenceLevels,
    ReferenceScheme,
    filled,
    repeated,
)
from responselevels.testing.strategies.measures import extras
from responselevels.testing.strategies.tables import calling_for
from responselevels.testing.strategies.times import HOUR, at_some_offset, periods

PROPOSER = "li.na"


@dataclass(frozen=True)
class ProposalContext:
    """What a proposal is drawn from: rules and areas, the orders so far, the time, its id."""

    reference: ReferenceScheme
    orders: tuple[Order, ...]
    at: datetime
    id: str = "P-1"

    @property
    def tracks(self) -> list[str] | list[None]:
        """The tracks to draw from: those of the rules, or only None where they have none."""
        return [track.id for track in self.reference.rules.tracks] or [None]

    def able(self, area: str, *issuers: str) -> set[str]:
        """Return the bodies whose approval can count for what *issuers* do for *area*."""
        names = self.reference.rules.bodies
        return {b for b in names if b not in issuers and self.acts(b, area)}

    def acts(self, body: str, area: str) -> bool:
        """Say whether there is such a *body* for *area*."""
        return self.reference.acting(body, area) is not None

    def issuers(
        self, area: str, issuers: Sequence[str], asked: Condition | None, *also: str
    ) -> list[str]:
        """Return those of *issuers* that act for *area* and whose acts others approve as *asked*.

        *also* are bodies that issued before them, and may not approve either.
        """
        return [
            issuer
            for issuer in issuers
            if self.acts(issuer, area)
            and (asked is None or filled(asked, self.able(area, issuer, *also)))
        ]

    def until(self, order: Order) -> dict[str, datetime]:
        """Return, for each area where *order* is not over yet, up to when it is in force."""
        (held,) = ReferenceLevels(
            self.reference, [order], drill=order.drill, track=order.track
        ).held
        ends = {area: end or LATEST for area, end in held.until.items()}
        return {area: end for area, end in ends.items() if end > max(self.at, held.start)}


@st.composite
def permitted(draw: st.DrawFn, context: ProposalContext) -> AnyProposal:
    """Draw a proposal that the rules permit, to issue, end or ratify; else one that comes near."""
    ends, waiting = endable(context), ratifiable(context)
    kinds = ["issue", "issue", *["end"] * bool(ends), *["ratify"] * (2 * bool(waiting))]
    kind = draw(st.sampled_from(kinds))
    if kind == "end":
        return draw(ending(context, draw(st.sampled_from(ends))))
    if kind == "ratify":
        return draw(ratification(context, draw(st.sampled_from(waiting))))
    return draw(issue(context))


# -- to issue ----------------------------------------------------------------------------


@st.composite
def issue(
    draw: st.DrawFn, context: ProposalContext, among: frozenset[str] | None = None
) -> IssueProposal:
    """Draw an issue: a transition that fits somewhere (*among* these areas), with all it asks for."""
    choices = [pair for pair in _takeable(context) if among is None or pair[0] in among]
    first = draw(st.integers(0, len(choices) - 1)) if choices else 0
    drill = draw(st.sampled_from((False,) * 7 + (True,)))
    near: IssueProposal | None = None
    for area, rule in [*choices[first:], *choices[:first]][:6]:
        bare = draw(_bare(context, area, rule, drill=drill))
        levels = _levels(context, rule, bare)
        asked = rule.requires.approval
        issuer = draw(st.sampled_from(context.issuers(area, rule.issuers, asked) or rule.issuers))
        level = draw(st.sampled_from(levels or rule.to[-1:]))
        near = bare.model_copy(update={"level": level, "issuer": issuer})
        near = with_facts(
            near, calling_for(context.reference.rules, rule.requires.assessment, level)
        )
        near = with_approvals(near, draw(approvals(context, near, area=area, asked=rule.requires)))
        if levels and not (_again(context, rule, near) and draw(st.booleans())):
            return near
    return near if near is not None else draw(_anything(context))


def _takeable(context: ProposalContext) -> list[tuple[str, Transition]]:
    """Return each area with each transition of its tier that somebody can take."""
    reference = context.reference
    return [
        (area, rule)
        for area, tier in reference.tier.items()
        for rule in reference.rules.transitions
        if rule.tier == tier and context.issuers(area, rule.issuers, rule.requires.approval)
    ]


@st.composite
def _bare(
    draw: st.DrawFn, context: ProposalContext, area: str, rule: Transition, *, drill: bool
) -> IssueProposal:
    asks, tiers = rule.requires, context.reference.tier
    cover = [
        one
        for one in sorted(context.reference.covers[area])
        if asks.scope_tiers is None or tiers[one] in asks.scope_tiers
    ] or [area]
    scope = draw(st.lists(st.sampled_from(cover), max_size=2, unique=True))
    bare_will_do = asks.scope_tiers is None or tiers[area] in asks.scope_tiers
    if not scope and (asks.scope_named or not bare_will_do):
        scope = cover[:1]
    period: Period = draw(
        periods(
            context.at + (asks.notice or timedelta(0)),
            open_ended=asks.period == "open",
            longest=asks.max_duration,
        )
    )
    return IssueProposal(
        id=context.id,
        area=area,
        level=rule.to[0],
        scope=tuple(scope),
        period=period,
        issuer=rule.issuers[0],
        proposer=draw(st.sampled_from((None, PROPOSER))),
        assessment=assessment(asks.assessment, context.at),
        reason="a reason" if asks.reason else None,
        transition=rule.id if rule.ratify is not None or draw(st.booleans()) else None,
        drill=drill,
        track=draw(st.sampled_from(context.tracks)),
        expected_end=_expected(period) if asks.expected_end else None,
        extras=draw(extras(context.reference.rules)),
    )


def _expected(period: Period) -> datetime:
    """Return an expected end: the end, or soon after the start where there is none."""
    return period.start + timedelta(hours=1) if period.end is None else period.end


def _again(context: ProposalContext, rule: Transition, proposal: IssueProposal) -> bool:
    """Say whether *rule* lets nobody act first again as yet, where *proposal* does."""
    wait = None if rule.ratify is None else rule.ratify.again_after
    return repeated(context.reference, context.orders, proposal, at=context.at, wait=wait)


def _levels(context: ProposalContext, rule: Transition, bare: IssueProposal) -> list[str]:
    """Return the levels that *rule* leads to from where things stand, the floor kept."""
    reference = context.reference
    standing = ReferenceLevels(reference, context.orders, drill=bare.drill, track=bare.track)
    named, period = bare.scope or (bare.area,), bare.period
    stood = {reference.levels[standing.effective(area, period.start)] for area in named}
    if rule.from_ is not None and not stood <= set(rule.from_):
        return []
    least = max(
        (
            standing.required(floor, bare.area, place, at)
            for floor in floor_rules(reference, bare.area)
            if floor.binding
            for at in standing.pieces(period.start, period.end)
            for place in reference.cover(named)
        ),
        default=0,
    )
    return [level for level in rule.to if reference.rank(level) >= least]


@st.composite
def _anything(draw: st.DrawFn, context: ProposalContext) -> IssueProposal:
    """Draw an issue where no transition fits anywhere."""
    reference = context.reference
    return IssueProposal(
        id=context.id,
        area=draw(st.sampled_from(sorted(reference.tier))),
        level=draw(st.sampled_from(reference.levels)),
        period=draw(periods(context.at)),
        issuer=draw(st.sampled_from(sorted(reference.rules.bodies))),
        track=draw(st.sampled_from(context.tracks)),
    )


# -- what rules ask for --------------------------------------------------------------------


def assessment(asked: AssessmentRule | None, at: datetime) -> Assessment | None:
    """Return an assessment as *asked*, made just in time."""
    if asked is None:
        return None
    return Assessment(by=asked.by[0], with_=asked.with_, at=at)


def with_facts(proposal: IssueProposal, stated: Mapping[str, FactValue]) -> IssueProposal:
    """Return *proposal* with its assessment, if it has one, stating these facts."""
    given = proposal.assessment
    if given is None or not stated:
        return proposal
    said = given.model_copy(update={"facts": dict(stated)})
    return proposal.model_copy(update={"assessment": said})


def with_approvals(proposal: IssueProposal, given: tuple[Approval, ...]) -> IssueProposal:
    """Return *proposal* with the approvals *given*."""
    return proposal.model_copy(update={"approvals": given})


@st.composite
def approvals(
    draw: st.DrawFn,
    context: ProposalContext,
    proposal: AnyProposal,
    *,
    area: str,
    asked: Requires | EndingRequires | Ratify | None,
) -> tuple[Approval, ...]:
    """Draw approvals of *proposal*, which acts for *area*, that fill what is *asked*.

    Some of them carry their area or the digest; all do, where it is asked for.
    """
    if asked is None or asked.approval is None:
        return ()
    order = next((o for o in context.orders if o.id == getattr(proposal, "order", None)), None)
    drill = order.drill if order is not None else getattr(proposal, "drill", False)
    digest = proposal_digest(proposal, drill=drill)
    given = []
    issuers = [proposal.issuer]
    if order is not None and isinstance(proposal, RatifyProposal):
        issuers.append(order.issuer or "")
    for body in sorted(draw(filling_bodies(asked.approval, context.able(area, *issuers)))):
        details = draw(st.sampled_from(({}, {}, {"area": True}, {"digest": True})))
        acting = context.reference.acting(body, area) if "area" in details else None
        bound = digest if "digest" in details or asked.digest == "required" else None
        given.append(Approval(body=body, area=acting, at=context.at, digest=bound))
    return tuple(given)


@st.composite
def filling_bodies(draw: st.DrawFn, asked: Condition, able: set[str]) -> set[str]:
    """Draw a set of *able* bodies that fills what is *asked*; as near as can be where none does."""
    if isinstance(asked, str):
        return {asked} & able
    parts = [part for part in parts_of(asked) if filled(part, able)]
    count = len(parts)
    if isinstance(asked, AnyOf):
        count = 1
    elif isinstance(asked, AtLeast):
        count = asked.at_least.count
    if isinstance(asked, AllOf) or count >= len(parts):
        chosen: Iterable[Condition] = parts
    else:
        first = draw(st.integers(0, len(parts) - 1))
        chosen = [*parts[first:], *parts[:first]][:count]
    return {body for part in chosen for body in draw(filling_bodies(part, able))}


# -- to end, to ratify -----------------------------------------------------------------------


def endable(context: ProposalContext) -> list[tuple[Order, Ending]]:
    """Return each order not over yet, with each ending that somebody can take."""
    reference = context.reference
    return [
        (order, rule)
        for order in context.orders
        for rule in reference.rules.endings
        if rule.tier == reference.tier[order.area]
        and (rule.of is None or order.level in rule.of)
        and context.until(order)
        and context.issuers(order.area, rule.issuers, rule.requires.approval)
    ]


@st.composite
def ending(draw: st.DrawFn, context: ProposalContext, chosen: tuple[Order, Ending]) -> EndProposal:
    """Draw an early end of an order, in whole or in a part where it still holds, if it does."""
    order, rule = chosen
    until, asked = context.until(order), rule.requires.approval
    part = draw(st.sampled_from(((), *((area,) for area in sorted(until)))))
    last = min((until[area] for area in part), default=max(until.values(), default=LATEST))
    soonest = max(context.at, order.period.start)
    # An order may begin at the very last instant.
    turns = [context.at, soonest, *(later(soonest, n * HOUR) for n in (1, 4))]
    at = draw(st.sampled_from([instant for instant in turns if instant < last] or [context.at]))
    bare = EndProposal(
        id=context.id,
        action="end",
        order=order.id,
        at=draw(at_some_offset(at)),
        scope=part,
        issuer=draw(
            st.sampled_from(context.issuers(order.area, rule.issuers, asked) or rule.issuers)
        ),
        assessment=assessment(rule.requires.assessment, context.at),
        reason="a reason" if rule.requires.reason else None,
    )
    given = draw(approvals(context, bare, area=order.area, asked=rule.requires))
    return bare.model_copy(update={"approvals": given})


def ratifiable(context: ProposalContext) -> list[tuple[Order, Transition]]:
    """Return each order still provisional and not over, with the transition it took."""
    return [
        (order, rule)
        for order in context.orders
        for rule in context.reference.rules.transitions
        if rule.id == order.transition
        and rule.ratify is not None
        and order.provisional_until is not None
        and context.until(order)
        and context.issuers(order.area, rule.issuers, rule.ratify.approval, order.issuer or "")
    ]


@st.composite
def ratification(
    draw: st.DrawFn, context: ProposalContext, chosen: tuple[Order, Transition]
) -> RatifyProposal:
    """Draw a ratification of a provisional order, approved as its transition asks."""
    order, rule = chosen
    asked = rule.ratify.approval if rule.ratify is not None else None
    bare = RatifyProposal(
        id=context.id,
        action="ratify",
        order=order.id,
        issuer=draw(
            st.sampled_from(
                context.issuers(order.area, rule.issuers, asked, order.issuer or "") or rule.issuers
            )
        ),
    )
    given = draw(approvals(context, bare, area=order.area, asked=rule.ratify))
    return bare.model_copy(update={"approvals": given})
