"""Acting first again and again (docs/semantics.md, section 5, `again_after`), place by place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from responselevels.models.orders import Order
from responselevels.models.proposals import IssueProposal
from responselevels.models.rules import Ratify
from responselevels.testing.reference.findings.checks import Asked, finding
from responselevels.testing.reference.values import Finding, utc
from responselevels.testing.reference.world.levels import standing_of


def repeated_findings(
    asked: Asked, proposal: IssueProposal, ratify: Ratify | None, rule: str
) -> Iterator[Finding]:
    """Yield `provisional.repeated`."""
    if ratify is None or ratify.again_after is None:
        return
    ended = {
        order.id: until
        for order, until in unratified(asked, proposal)
        if until <= asked.at and asked.at - until < ratify.again_after
    }
    if ended:
        last = max(ended.values())
        yield finding(
            "provisional.repeated",
            rule=rule,
            orders=tuple(ended),
            until=last,
            again_after=ratify.again_after,
            earliest=last + ratify.again_after,
        )


def grace_of(asked: Asked, proposal: IssueProposal, ratify: Ratify | None) -> datetime | None:
    """Return when the order would lapse: no later than those that may still be ratified there."""
    if ratify is None:
        return None
    until = asked.at + ratify.within
    if ratify.again_after is not None:
        for _order, other in unratified(asked, proposal):
            if asked.at < other < until:
                until = other
    return until


def unratified(asked: Asked, proposal: IssueProposal) -> Iterator[tuple[Order, datetime]]:
    """Yield the provisional orders of the area that speak of a place of the proposal's cover."""
    ground = asked.ground
    named = proposal.scope or (proposal.area,)
    cover = ground.covered(place for place in named if place in ground.cover[proposal.area])
    for order in asked.so_far:
        if (
            order.provisional_until is not None
            and order.area == proposal.area
            and order.drill == proposal.drill
            and order.track == proposal.track
            and cover & ground.covered(standing_of(ground, order).scope)
        ):
            yield order, utc(order.provisional_until)
