"""Which level holds where and when, read off the definitions (section 1).

Every question goes through all orders. What is remembered between two questions is only the
answer to the very same question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from responselevels.models.orders import Order
from responselevels.testing.reference.values import Holding, LevelSpan, maybe_utc, utc
from responselevels.testing.reference.world.ground import Ground
from responselevels.testing.reference.world.pieces import Piece, joined, pieces
from responselevels.testing.reference.world.standing import Standing, in_force, standing_of


@dataclass(frozen=True)
class Ordered:
    """A rank, and the orders it comes from; none in silence."""

    rank: int
    orders: tuple[str, ...]


class State:
    """The orders that count, in order of issue, and the levels they make."""

    def __init__(self, ground: Ground, orders: Iterable[Standing]) -> None:
        """Take *orders*, which are of one track, and all drills or none."""
        self.ground = ground
        self.orders = tuple(orders)
        self._ordered: dict[tuple[str, str, datetime], Ordered] = {}

    def instants(self) -> set[datetime]:
        """Return every instant that any order names: nothing changes between two of them."""
        found = {order.start for order in self.orders}
        found |= {order.end for order in self.orders if order.end}
        found |= {order.provisional_until for order in self.orders if order.provisional_until}
        return found | {at for order in self.orders for at, _places in order.ends}

    def ordered(self, above: str, area: str, at: datetime) -> Ordered:
        """Return what *above* orders for *area* at *at*.

        Section 1: "**Ordered level `O(a, x, t)`.** What area *a* orders for area *x* at instant
        *t*. Among the orders of *a* that are in force for *x* at *t* it is the one issued last that
        speaks; where there is none, the default level." "silence is not a mild order"
        """
        asked = (above, area, at)
        if asked not in self._ordered:
            found = Ordered(self.ground.default, ())
            for order in self.orders:
                if order.area == above and in_force(order, area, at):
                    found = Ordered(order.rank, (order.id,))
            self._ordered[asked] = found
        return self._ordered[asked]

    def effective(self, area: str, at: datetime) -> Ordered:
        """Return what holds in *area* at *at*.

        Section 1: "**Effective level `E(x, t)`.** What holds in *x* at *t*: the most severe
        `O(a, x, t)` over the line of *x*, going up from *x* and stopping after the first area whose
        tier does not inherit."
        """
        return most_severe(self.ordered(a, area, at) for a in self.ground.inherited_from(area))

    def floor(self, issuing: str, area: str, at: datetime) -> Ordered | None:
        """Return what binds *issuing* when it orders for *area*; None where nothing is above it.

        Section 1: "**Floor `F(c, x, t)`.** What binds area *c* when it orders for *x*: the most
        severe `O(a, x, t)` over all areas *a* above *c*."
        """
        above = self.ground.strict_ancestors(issuing)
        return most_severe(self.ordered(a, area, at) for a in above) if above else None


def most_severe(all_ordered: Iterable[Ordered]) -> Ordered:
    """Return the most severe of these, with all the orders that attain it."""
    listed = list(all_ordered)
    rank = max(one.rank for one in listed)
    orders = {order for one in listed if one.rank == rank for order in one.orders}
    return Ordered(rank, tuple(sorted(orders)))


def state_of(
    ground: Ground, orders: Iterable[Order], *, drill: bool = False, track: str | None = None
) -> State:
    """Return the state made by the orders of one track alone, its drills or the rest of it.

    Section 1: "Drills and the rest are two worlds apart: a drill is decided against drills,
    everything else against everything else, and neither counts for the other in any way." "Tracks
    are apart as drills are: what is of one never counts for another, in any way."
    """
    mine = [order for order in orders if order.drill == drill and order.track == track]
    return State(ground, [standing_of(ground, order) for order in mine])


# -- the three questions that need no proposal ------------------------------------


def level_at(state: State, area: str, at: datetime) -> Holding:
    """Return the effective level and the orders it comes from, none at the default.

    Section 1: "**Default level.** The level of every day. It takes no order and holds wherever
    nothing more severe has been ordered."
    """
    found = state.effective(area, utc(at))
    orders = () if found.rank == state.ground.default else found.orders
    return Holding(state.ground.levels[found.rank], orders)


def floor_at(state: State, area: str, at: datetime, place: str | None = None) -> Holding:
    """Return the floor for what *area* orders for *place*, with the orders that attain it.

    Where nothing is above it, any level will do: the least severe.
    """
    floor = state.floor(area, place or area, utc(at)) or Ordered(0, ())
    return Holding(state.ground.levels[floor.rank], floor.orders)


def over_time(
    state: State,
    asked: Callable[[State, str, datetime], Holding],
    area: str,
    piece: Piece,
) -> tuple[LevelSpan, ...]:
    """Return what *asked* answers over a piece of time, one row for as long as nothing changes."""
    cuts = pieces(state.instants(), utc(piece[0]), maybe_utc(piece[1]))
    rows = joined((cut, asked(state, area, cut[0])) for cut in cuts)
    return tuple(LevelSpan(*cut, holding.level, holding.orders) for cut, holding in rows)
