"""Acting first over sequences: how long, and with what end, what nobody has approved holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from responselevels.analysis.enumeration.examined import Counterexample, ExaminedRules, Proof
from responselevels.analysis.sequences.asking import Step
from responselevels.analysis.sequences.carrying import after
from responselevels.analysis.sequences.checking import checked, found_in, shown
from responselevels.analysis.sequences.papers import Papers
from responselevels.analysis.sequences.search import Found
from responselevels.analysis.sequences.settings import Setting, longest_of
from responselevels.analysis.sequences.states import State
from responselevels.models.proposals import IssueProposal, RatifyProposal
from responselevels.text.catalogue import Named

Acted = tuple[Found, State, Step, IssueProposal, datetime]
"""An order to be ratified: where, from which state, its step, its proposal, and when it lapses."""


def _acted_first(found: tuple[Found, ...], *, every: bool = False) -> Iterator[Acted]:
    """Yield each order above the default that a sequence issues to be ratified; or *every* order."""
    for one in found:
        for state, step in one.steps:
            proposal = step.proposal
            if isinstance(proposal, IssueProposal) and step.until is not None:
                ranks = one.setting.scheme.ranks
                if every or ranks[proposal.level] > one.setting.scheme.default:
                    yield one, state, step, proposal, step.until


def one_grace(name: str, examined: ExaminedRules) -> Proof:
    """Check that no level stands for longer than one grace without the approvals it is to have."""
    found = found_in(examined)
    against: dict[str, Counterexample] = {}
    looked = 0
    for one, state, _step, proposal, lapse in _acted_first(found):
        looked += 1
        tier = one.setting.tier_of(proposal.area)
        begun = proposal.period.start == state.at
        run = state.unapproved(one.setting, proposal.area) if begun else None
        until = min(lapse, proposal.period.end or lapse)
        total = until - proposal.period.start + (run or timedelta(0))
        if tier not in against and total > _grace(one.setting, tier):
            facts = {"tier": Named("tier", tier), "total": total}
            against[tier] = shown(one, state, proposal, **facts, within=_grace(one.setting, tier))
    return checked(name, found, looked, against.values())


def _grace(setting: Setting, tier: str) -> timedelta:
    """Return the longest grace that an order of *tier* may have."""
    return max(
        way.ratify.within for way in setting.rules.transitions if way.ratify and way.tier == tier
    )


def lapses_unratified(name: str, examined: ExaminedRules) -> Proof:
    """Check that what acts first, for as long as it may, lapses before it runs out.

    Else nobody ever has to approve it.
    """
    found = found_in(examined)
    against: dict[str, Counterexample] = {}
    looked = 0
    ways = {way.id: way for way in examined.rules.transitions}
    for one, state, step, proposal, lapse in _acted_first(found):
        way, end = ways[proposal.transition or ""], proposal.period.end
        if end is None or end - proposal.period.start != longest_of(way):
            looked += end is None
            continue
        looked += 1
        if lapse >= end and way.id not in against:
            past = State(after(state, step).orders, end, after(state, step))
            said = Papers(proposal.issuer).said(end)
            ratify = RatifyProposal(
                id="P-1", action="ratify", order=proposal.id, issuer=said["issuer"]
            )
            facts = {"rule": Named("transition", way.id), "period": end - proposal.period.start}
            within = way.ratify.within if way.ratify else timedelta(0)
            against[way.id] = shown(one, past, ratify, **facts, within=within)
    return checked(name, found, looked, against.values())


def no_return(name: str, examined: ExaminedRules) -> Proof:
    """Check that no lapse makes a level more severe: what lapses had lowered nothing for a time."""
    found = found_in(examined)
    against: dict[tuple[str, str, str], Counterexample] = {}
    looked = 0
    for one, state, _step, proposal, lapse in _acted_first(found, every=True):
        looked += 1
        ranks = one.setting.scheme.ranks
        stand = [order.level for order in state.live() if order.area == proposal.area]
        if all(ranks[level] <= ranks[proposal.level] for level in stand):
            continue
        _example, decision = one.moves.asking.decided(state, proposal)
        for row in decision.changes:
            lowers = ranks[row.to_level] < ranks[row.from_level]
            tier = one.setting.tier_of(proposal.area)
            kind = (tier, row.from_level, row.to_level)
            if lowers and row.end == lapse and kind not in against:
                facts = {"tier": Named("tier", tier), "level": Named("level", row.to_level)}
                before = Named("level", row.from_level)
                against[kind] = shown(one, state, proposal, **facts, standing=before)
    return checked(name, found, looked, against.values())
