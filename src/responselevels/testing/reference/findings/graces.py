"""Acting first: how long the grace is, and acting first again, place by place (section 5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from responselevels.models.orders import Order
from responselevels.models.proposals import IssueProposal
from responselevels.models.rules import Ratify
from responselevels.testing.reference.findings.asked import Asked, finding, inside
from responselevels.testing.reference.values import Finding, later, utc
from responselevels.testing.reference.world.standing import standing_of


def repeated_findings(
    asked: Asked, proposal: IssueProposal, ratify: Ratify | None, rule: str
) -> Iterator[Finding]:
    """Yield `provisional.repeated`.

    Section 5: "the transition has `again_after`, and the grace of an unratified order ended less
    than so long ago" "What became of the order makes no difference: whether it lapsed, was ended,
    replaced or ran out."
    """
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
            earliest=later(last, ratify.again_after),
        )


def grace_of(asked: Asked, proposal: IssueProposal, ratify: Ratify | None) -> datetime | None:
    """Return when the order would lapse; None where it need not be ratified.

    Section 5: "the order is *provisional*. When the time since its issue is over, the grace, the
    order lapses unless it was ratified." "While such a grace still runs, one may act first again,
    and the new grace ends no later."
    """
    if ratify is None:
        return None
    until = later(asked.at, ratify.within)
    if ratify.again_after is not None:
        running = [end for _order, end in unratified(asked, proposal) if asked.at < end]
        until = min([until, *running])
    return until


def unratified(asked: Asked, proposal: IssueProposal) -> Iterator[tuple[Order, datetime]]:
    """Yield each order that was to be ratified and never was, with the end of its grace.

    Section 5: "at some place of its cover, an order of this area that was to be ratified, by
    whatever transition, and never was" "Drills and tracks are apart, as always."
    """
    cover = inside(asked.ground, proposal)
    for order in asked.so_far:
        if (
            order.provisional_until is not None
            and order.area == proposal.area
            and order.drill == proposal.drill
            and order.track == proposal.track
            and cover & standing_of(asked.ground, order).places
        ):
            yield order, utc(order.provisional_until)
