"""Which orders a proposal would lower, where and when (section 7).

It goes through every area of the proposed cover and every piece of the proposed period, and asks
of each order of the area whether it is lowered there.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from responselevels.models.proposals import IssueProposal
from responselevels.testing.reference.findings.asked import Asked, inside
from responselevels.testing.reference.values import Remedy, Span, maybe_utc, utc
from responselevels.testing.reference.world.levels import State
from responselevels.testing.reference.world.pieces import joined, pieces, without_the_parents
from responselevels.testing.reference.world.standing import Standing, in_force


class Lowered:
    """Every order that is lowered, for each place and piece of time."""

    def __init__(self, asked: Asked, proposal: IssueProposal) -> None:
        """Look at all places and times of *proposal*; in an empty period there is no time.

        Section 7: "It is looked at where a transition fits and the period is not empty, in the named
        areas that lie in the issuing area's cover, and in the issuing area if none is named."
        "Take a proposal of area *a* to issue at level *L*, a place *x* of its cover and
        an instant *t* of its period, up to the end of the period even where the order would be
        provisional."
        """
        ground, state = asked.ground, asked.state
        self.state, self.rank = state, ground.rank(proposal.level)
        self.places = inside(ground, proposal)
        mine = [order for order in state.orders if order.area == proposal.area]
        self.mine = [(order, _to_the_end(order, asked.at)) for order in mine]
        looked = State(ground, [long for _order, long in self.mine])
        period = utc(proposal.period.start), maybe_utc(proposal.period.end)
        self.cuts = pieces(state.instants() | looked.instants(), *period)
        self.lowered = {
            (place, piece): self._lowered(place, piece[0])
            for place in self.places
            for piece in self.cuts
        }

    def _lowered(self, place: str, at: datetime) -> list[Standing]:
        """Return the orders that are lowered in *place* at *at*.

        Section 7: "**Lowered**, there and then, is each of these orders that is more severe than
        *L*, unless a later one that surely holds there is milder than it: that one has lowered it
        already." "So an order that lies hidden beneath a more severe one of its area is lowered
        too." "To go from silence to a level milder than the default lowers nothing."
        """
        found = []
        for number, (order, long) in enumerate(self.mine):
            later = [one for one, _long in self.mine[number + 1 :]]
            if (
                order.rank > self.rank
                and in_force(long, place, at)
                and not any(one.rank < order.rank and in_force(one, place, at) for one in later)
            ):
                found.append(order)
        return found

    @property
    def twice(self) -> bool:
        """Whether somewhere an order is not lowered, since a milder one lowered it already."""
        return any(
            order.rank > self.rank and order not in lowered and in_force(long, place, start)
            for (place, (start, _end)), lowered in self.lowered.items()
            for order, long in self.mine
        )

    @property
    def orders(self) -> list[Standing]:
        """The orders lowered anywhere at any time, in order of issue."""
        found = {order.id for orders in self.lowered.values() for order in orders}
        return [order for order, _long in self.mine if order.id in found]

    def where(self, orders: set[str]) -> tuple[Span, ...]:
        """Return where and when each of *orders* is lowered.

        Section 7: "Each finding of this section has `where` rows that name one order each: the
        area, the span, as `required` the level of that order, and the order."
        """
        ground, rows = self.state.ground, []
        for order in self.orders:
            if order.id in orders:
                level = ground.levels[order.rank]
                rows += [
                    Span(area, start, end, level, (order.id,))
                    for area, start, end in self._rows(order)
                ]
        return tuple(sorted(rows, key=lambda row: (row.area, row.start, row.required, row.orders)))

    def _rows(self, order: Standing) -> list[tuple[str, datetime, datetime | None]]:
        rows = {
            place: joined((cut, True) for cut in self.cuts if order in self.lowered[place, cut])
            for place in self.places
        }
        shortened = without_the_parents(self.state.ground, rows)
        return [(area, start, end) for area, ((start, end), _) in shortened]

    def remedies(self) -> tuple[Remedy, ...]:
        """Return what would lower nothing.

        Section 7: "Each has the same remedies: the least severe level at which nothing would be
        lowered, and, where there are such, the parts of the period and the parts of the scope in
        which nothing is lowered at all, whatever ending it takes."
        """
        ground = self.state.ground
        level = ground.levels[max(order.rank for order in self.orders)]
        stirred = {at for at, orders in self.lowered.items() if orders}
        cuts, places = {cut for _place, cut in stirred}, {place for place, _cut in stirred}
        times = joined((cut, True) for cut in self.cuts if cut not in cuts)
        wide = {place for place in self.places if not ground.cover[place] & places}
        return (
            Remedy("level", level),
            *(Remedy("period", piece) for piece, _ in times),
            *([Remedy("scope", ground.topmost(wide))] if wide else []),
        )


def _to_the_end(order: Standing, at: datetime) -> Standing:
    """Return *order* as it may hold yet.

    Section 7: "An order that is provisional at the decision, so that its grace is not over, is
    looked at to the end of its period, for it may be ratified; but it *surely* holds only within
    its grace. All others surely hold wherever they hold."
    """
    until = order.provisional_until
    return replace(order, provisional_until=None) if until is not None and at < until else order
