"""Permitted proposals carried out: the state that each leads to."""

from __future__ import annotations

from datetime import datetime

from responselevels.analysis.sequences.asking import Step
from responselevels.analysis.sequences.states import State
from responselevels.models.orders import End, Order
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal


def after(state: State, step: Step) -> State:
    """Return the state that a permitted *step* leads to."""
    proposal = step.proposal
    if isinstance(proposal, IssueProposal):
        orders = (*state.orders, issued(proposal, step.until, state.at))
    else:
        orders = tuple(
            changed(order, proposal, state.at) if order.id == proposal.order else order
            for order in state.orders
        )
    return State(orders, state.at, state, proposal)


def issued(proposal: IssueProposal, lapse: datetime | None, at: datetime) -> Order:
    """Return the order that a permitted proposal becomes, which lapses at *lapse* if at all."""
    return Order(
        id=proposal.id,
        area=proposal.area,
        level=proposal.level,
        scope=proposal.scope,
        period=proposal.period,
        issuer=proposal.issuer,
        issued_at=at,
        transition=proposal.transition,
        provisional_until=lapse,
        track=proposal.track,
    )


def changed(order: Order, proposal: EndProposal | RatifyProposal, at: datetime) -> Order:
    """Return *order* ended or ratified at *at*, as *proposal* says."""
    if isinstance(proposal, RatifyProposal):
        return order.model_copy(update={"provisional_until": None})
    end = End(at=proposal.at, scope=proposal.scope or None, decided_at=at)
    return order.model_copy(update={"ends": (*order.ends, end)})
