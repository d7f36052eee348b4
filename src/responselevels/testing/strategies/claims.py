"""What a proposal says beside its level and its period, said at the edge: words, expected ends, areas.

Each family yields what to change of a permitted proposal, as those of `edges` do.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from responselevels.core.deciding.case import AnyProposal
from responselevels.models.proposals import IssueProposal, RatifyProposal
from responselevels.testing.laws.reference_levels import TICK
from responselevels.testing.strategies.proposing import PROPOSER, ProposalContext

Changed = dict[str, Any]
MOST_PAIRS = 15
"""So many pairs of areas are looked at, at most."""


def words(_context: ProposalContext, proposal: AnyProposal) -> Iterator[Changed]:
    """Give no reason, an empty one, or one of nothing but spaces."""
    if not isinstance(proposal, RatifyProposal) and proposal.reason is not None:
        yield from ({"reason": reason} for reason in (None, "", "  "))


def foreseen(_context: ProposalContext, proposal: AnyProposal) -> Iterator[Changed]:
    """Expect the end at the start and at the end of the period, each a tick off or not."""
    if not isinstance(proposal, IssueProposal) or proposal.expected_end is None:
        return
    period = proposal.period
    yield from ({"expected_end": period.start + off} for off in (-TICK, 0 * TICK, TICK))
    if period.end is not None:
        yield from ({"expected_end": period.end + off} for off in (-TICK, 0 * TICK, TICK))


def several(context: ProposalContext, proposal: AnyProposal) -> Iterator[Changed]:
    """Name two areas at once, of any tiers."""
    if isinstance(proposal, RatifyProposal):
        return
    reference = context.reference
    order = next((one for one in context.orders if one.id == getattr(proposal, "order", "")), None)
    area = getattr(proposal, "area", None) if order is None else order.area
    cover = sorted(reference.covers.get(area or "", ()))
    yield from ({"scope": pair} for pair in [*combinations(cover, 2)][:MOST_PAIRS])


def proposers(_context: ProposalContext, proposal: AnyProposal) -> Iterator[Changed]:
    """Let who proposed it, or its order, approve in person."""
    for number, one in enumerate(proposal.approvals):
        given = list(proposal.approvals)
        given[number] = one.model_copy(update={"person": PROPOSER})
        yield {"approvals": tuple(given)}
        yield {"approvals": tuple(given), "proposer": PROPOSER}


CLAIMS = (words, foreseen, several, several, proposers)
"""What can be said otherwise: each yields changes to choose from."""
