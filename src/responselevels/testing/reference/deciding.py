"""Deciding a proposal (docs/semantics.md, section 2).

It is to be read beside that page, which each function quotes. It goes through every area and every piece of time
between any two instants that occur anywhere, and keeps nothing between two decisions.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from responselevels.core.deciding.evidence import NO_EVIDENCE, Evidence
from responselevels.models.orders import Order
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.testing.reference.ending import decide_end
from responselevels.testing.reference.findings.asked import Asked
from responselevels.testing.reference.findings.cites import cited
from responselevels.testing.reference.findings.digests import digest_of
from responselevels.testing.reference.issuing import decide_issue
from responselevels.testing.reference.names import order_understood, understood
from responselevels.testing.reference.ratifying import decide_ratify
from responselevels.testing.reference.values import (
    AnyProposal,
    Decision,
    sorted_findings,
    utc,
)
from responselevels.testing.reference.world.ground import Ground
from responselevels.testing.reference.world.groups import (
    Groups,
    among,
    groups_now,
    groups_to_end,
    meant,
)
from responselevels.testing.reference.world.standing import as_known


@dataclass(frozen=True)
class Known:
    """What is known beside the proposal: rules and areas, orders, the time, and the evidence.

    *groups* are those that a proposal to issue means, where they are not those of now. *past* is
    the order that is decided again.
    """

    ground: Ground
    orders: tuple[Order, ...]
    at: datetime
    evidence: Evidence = NO_EVIDENCE
    groups: Groups | None = None
    past: Order | None = None

    @property
    def so_far(self) -> tuple[Order, ...]:
        """The orders as they were known then: those issued later do not count."""
        at = self.at
        return tuple(as_known(order, at) for order in self.orders if order.issued_at <= at)


def decide_on(known: Known, proposal: AnyProposal) -> Decision:
    """Return the decision on *proposal*.

    Section 2: "A decision says everything that was found, not just the first thing."

    Raises:
        InputError: *proposal* names what is not there.
    """
    if isinstance(proposal, IssueProposal):
        of, made = _issue(known, proposal)
    elif isinstance(proposal, EndProposal):
        of, made = _end(known, proposal)
    else:
        of, made = _ratify(known, proposal)
    return replace(
        made,
        findings=sorted_findings(cited(known.ground.rules, made.findings, proposal.action)),
        proposal=proposal.id,
        decided_at=utc(known.at),
        rules=known.ground.rules.id,
        drill=of.drill,
        track=of.track,
    )


Made = tuple[IssueProposal | Order, Decision]
"""What the decision is of, which has a drill and a track, and the decision."""


def _issue(known: Known, proposal: IssueProposal) -> Made:
    groups = groups_now(known.ground.areas) if known.groups is None else known.groups
    understood(known.ground, proposal, groups)
    digest = digest_of(proposal, drill=proposal.drill, members=among(proposal.scope, groups))
    plain = proposal.model_copy(update={"scope": meant(proposal.scope, groups)})
    return proposal, decide_issue(_asked(known, plain, plain, digest), plain)


def _end(known: Known, proposal: EndProposal) -> Made:
    order = order_understood(proposal.order, known.so_far)
    groups = groups_to_end(known.ground.areas, order)
    understood(known.ground, proposal, groups)
    digest = digest_of(proposal, drill=order.drill, members=among(proposal.scope, groups))
    plain = proposal.model_copy(update={"scope": meant(proposal.scope, groups)})
    return order, decide_end(_asked(known, plain, order, digest), order, plain)


def _ratify(known: Known, proposal: RatifyProposal) -> Made:
    order = order_understood(proposal.order, known.so_far)
    understood(known.ground, proposal, {})
    digest = digest_of(proposal, drill=order.drill)
    return order, decide_ratify(_asked(known, proposal, order, digest), order, proposal)


def _asked(known: Known, proposal: AnyProposal, of: IssueProposal | Order, digest: str) -> Asked:
    order = of if isinstance(of, Order) else None
    at, evidence = utc(known.at), known.evidence
    so_far, past = known.so_far, known.past
    return Asked(known.ground, proposal, of, digest, at, evidence, so_far, order, past)
