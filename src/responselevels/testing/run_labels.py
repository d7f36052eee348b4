"""Proposals and orders in one line each, for the steps of a failing run.

Such lines are read by engineers between lines of Python; they are in English.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from responselevels.core.deciding.case import AnyProposal
from responselevels.models.orders import Approval, Assessment, Order, Period
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.text.catalogue import instant_worded, visible


class ProposalLabel:
    """A proposal whose repr is one line; Hypothesis would print every field of a dataclass."""

    def __init__(self, proposal: AnyProposal) -> None:
        """Take the proposal."""
        self.proposal = proposal

    def __repr__(self) -> str:
        return proposal_label(self.proposal)


class PendingLabel(ProposalLabel):
    """A pending proposal, and the *bodies* any of which may still approve it."""

    def __init__(self, proposal: AnyProposal, bodies: tuple[str, ...]) -> None:
        """Take the proposal and the bodies."""
        super().__init__(proposal)
        self.bodies = bodies

    def __repr__(self) -> str:
        return f"{self.proposal.id}, which waits for {' or '.join(self.bodies)}"


def proposal_label(proposal: AnyProposal) -> str:
    """Return *proposal* in one line."""
    if isinstance(proposal, IssueProposal):
        words = [f"{proposal.id}: {proposal.area} orders `{proposal.level}`"]
        words += [f"for {_listed(proposal.scope)}"] if proposal.scope else []
        words += [_period(proposal.period)]
        words += [f"by the transition {proposal.transition}"] if proposal.transition else []
        words += ["(drill)"] if proposal.drill else []
        words += [f"of the track {proposal.track}"] if proposal.track is not None else []
    elif isinstance(proposal, EndProposal):
        words = [f"{proposal.id}: end {proposal.order} at {_at(proposal.at)}"]
        words += [f"in {_listed(proposal.scope)}"] if proposal.scope else []
    else:
        words = [f"{proposal.id}: ratify {proposal.order}"]
    words.append(f"issuer {proposal.issuer}")
    words += [f"proposer {proposal.proposer}"] if proposal.proposer else []
    given = None if isinstance(proposal, RatifyProposal) else proposal.assessment
    words += [_assessment(given)] if given is not None else []
    words += [_approvals(proposal.approvals)] if proposal.approvals else []
    return visible(", ".join(words))


def order_label(order: Order) -> str:
    """Return *order* in one line, with its ends."""
    words = [f"{order.id}: {order.area} orders `{order.level}` for {_listed(order.scope)}"]
    words += [_period(order.period), f"issued {_at(order.issued_at)}"]
    if order.provisional_until is not None:
        words.append(f"provisional until {_at(order.provisional_until)}")
    for end in order.ends:
        words.append(f"ended at {_at(end.at)}" + (f" in {_listed(end.scope)}" if end.scope else ""))
    words += ["(drill)"] if order.drill else []
    words += [f"of the track {order.track}"] if order.track is not None else []
    return visible(", ".join(words))


def orders_label(orders: Iterable[Order]) -> str:
    """Return *orders* in a line each."""
    lines = [f"  {order_label(order)}" for order in orders]
    return "\n".join(["orders so far:", *lines] if lines else ["no orders so far"])


def _listed(names: Iterable[str]) -> str:
    return "[" + " ".join(names) + "]"


def _at(instant: datetime) -> str:
    return instant_worded(instant)


def _period(period: Period) -> str:
    if period.end is None:
        return f"from {_at(period.start)} without end"
    return f"from {_at(period.start)} to {_at(period.end)}"


def _assessment(given: Assessment) -> str:
    others = f" with {_listed(given.with_)}" if given.with_ else ""
    return f"assessed by {given.by}{others} at {_at(given.at)}"


def _approvals(given: Iterable[Approval]) -> str:
    return "approved by " + " and ".join(_approval(one) for one in given)


def _approval(one: Approval) -> str:
    words = [one.body]
    words += [f"of {one.area}"] if one.area is not None else []
    words += [f"({one.person})"] if one.person else []
    words += ["with digest"] if one.digest is not None else []
    return " ".join([*words, f"at {_at(one.at)}"])
