"""What is known beside a list of orders: what they set, what they foresee, what is proposed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import tzinfo

from responselevels.core.deciding.case import AnyProposal
from responselevels.core.due.asking import Beside, Waiting
from responselevels.core.due.setting import duties_of_orders
from responselevels.core.orders.book import OrderBook
from responselevels.core.timeline import micros_of
from responselevels.models.orders import Order
from responselevels.models.parts.deeds import Deed
from responselevels.models.proposals import IssueProposal, RatifyProposal


def beside_orders(
    book: OrderBook,
    orders: Iterable[Order],
    *,
    zone: tzinfo | None,
    deeds: Iterable[Deed] = (),
    proposals: Iterable[AnyProposal] = (),
) -> Beside:
    """Return what *orders*, those of *book*, say beside it; *zone* is that of the rules."""
    known = {order.id: order for order in orders}
    return Beside(
        zone=zone,
        duties=[*duties_of_orders(book, known)],
        deeds=[*deeds],
        foreseen=foreseen_in(known.values()),
        waiting=[*waiting_among(book, proposals)],
    )


def foreseen_in(orders: Iterable[Order]) -> dict[str, int]:
    """Return the expected ends of *orders*, by id."""
    return {
        order.id: micros_of(order.expected_end)
        for order in orders
        if order.expected_end is not None
    }


def waiting_among(book: OrderBook, proposals: Iterable[AnyProposal]) -> Iterator[Waiting]:
    """Yield those of *proposals* that ask for something from an instant on, and are no orders yet."""
    for proposal in proposals:
        if isinstance(proposal, RatifyProposal):
            continue
        if isinstance(proposal, IssueProposal):
            if book.find(proposal.id) is None:
                start, track = micros_of(proposal.period.start), proposal.track
                yield Waiting(id=proposal.id, start=start, drill=proposal.drill, track=track)
            continue
        entry = book.find(proposal.order)
        drill = entry is not None and entry.drill
        yield Waiting(id=proposal.id, start=micros_of(proposal.at), drill=drill)
