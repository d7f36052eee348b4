"""The proposal that an order was, as far as the order tells."""

from __future__ import annotations

from responselevels.core.digests import proposal_digest
from responselevels.models.orders import Order
from responselevels.models.proposals import IssueProposal

UNKNOWN = ""
"""The issuer of an order of which that is not known: no body can have this name."""


def proposal_of(order: Order) -> IssueProposal:
    """Return the proposal that *order* was, as far as the order tells.

    An order whose proposal named no scope is listed with its own area as the scope. Where an
    approval carries the digest of the proposal without a scope, it was that one.
    """
    named = IssueProposal(
        id=order.id,
        area=order.area,
        level=order.level,
        scope=order.named,
        period=order.period,
        issuer=order.issuer or "-",
        proposer=order.proposer,
        assessment=order.assessment,
        approvals=order.approvals,
        reason=order.reason,
        transition=order.transition,
        drill=order.drill,
        track=order.track,
        expected_end=order.expected_end,
        extras=order.extras,
    )
    if order.issuer is None:
        named = named.model_copy(update={"issuer": UNKNOWN})
    # The digest covers the scope as it was written: both forms mean the same, and only one fits.
    bound = {approval.digest for approval in order.approvals} - {None}
    if not bound or order.named != (order.area,):
        return named
    bare = named.model_copy(update={"scope": ()})
    return bare if proposal_digest(bare) in bound else named
