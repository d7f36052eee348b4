"""Orders as they stand: where and when each is in force (section 1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from responselevels.models.orders import Order
from responselevels.testing.reference.values import maybe_utc, utc
from responselevels.testing.reference.world.ground import Ground


@dataclass(frozen=True)
class Standing:
    """An order as far as levels go, in UTC.

    *places* are the areas that its scope covers. *ends* are its early ends: the instant of
    each, and the places where it ends.
    """

    id: str
    area: str
    rank: int
    places: frozenset[str]
    start: datetime
    end: datetime | None
    ends: tuple[tuple[datetime, frozenset[str]], ...]
    provisional_until: datetime | None


def standing_of(ground: Ground, order: Order) -> Standing:
    """Return *order* as far as levels go.

    A list may hold an order whose scope reaches beyond its own area. Section 1: "All lie in the
    cover of the issuing area." So an area of the scope that does not counts for nothing.
    """
    own = ground.cover[order.area]
    places = frozenset(ground.covered(area for area in order.scope if area in own))
    everywhere = frozenset(ground.covered(order.scope))
    return Standing(
        id=order.id,
        area=order.area,
        rank=ground.rank(order.level),
        places=places,
        start=utc(order.period.start),
        end=maybe_utc(order.period.end),
        ends=tuple(
            (utc(end.at), frozenset(ground.covered(end.scope)) if end.scope else everywhere)
            for end in order.ends
        ),
        provisional_until=maybe_utc(order.provisional_until),
    )


def as_known(order: Order, at: datetime) -> Order:
    """Return *order* without the early ends that were decided after *at*.

    Section 8: "A decision as of an earlier time does not count it yet" "one of that very instant
    does. Without it the end counts as if it had always been known."
    """
    known = tuple(end for end in order.ends if end.decided_at is None or end.decided_at <= at)
    return order.model_copy(update={"ends": known})


def ended(order: Standing, area: str, at: datetime) -> bool:
    """Say whether *order* was ended early in *area* by *at*.

    Section 4: "then the order ends there and beneath, and stands elsewhere" "An order that is ended
    at its start or before never was in force there."
    """
    return any(instant <= at and area in places for instant, places in order.ends)


def over(order: Standing, at: datetime) -> bool:
    """Say whether *order* has run out or lapsed by *at*, wherever it holds.

    Section 1: "From its start, included, to its end, excluded". Section 5: "When the time since
    its issue is over, the grace, the order lapses unless it was ratified." Section 4: "When a period runs
    out, the level falls back by itself; that takes no order and no approval."
    """
    return any(last is not None and last <= at for last in (order.end, order.provisional_until))


def in_force(order: Standing, area: str, at: datetime) -> bool:
    """Say whether *order* is in force for *area* at *at*.

    Section 1: "its scope covers the area; the instant is in its period; it was not ended early
    there by then, the instant of ending included; and, if it is provisional, its grace is not
    over."
    """
    return (
        area in order.places
        and order.start <= at
        and not over(order, at)
        and not ended(order, area, at)
    )
