"""Since when a list of orders is known (section 14)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from responselevels.errors import expect_each
from responselevels.models.orders import Order, Orders
from responselevels.testing.reference.values import Holding, LevelSpan, maybe_utc, utc

AnyOrders = Iterable[Order] | Orders
"""Orders, or a whole list that may say since when it is known."""

UNKNOWN = Holding(None)
"""Section 14: "a level that is asked for is null, "not known", and never the default"."""


def listed(orders: AnyOrders) -> list[Order]:
    """Return the orders of a list.

    Raises:
        WrongKind: something among them is no order.
    """
    return expect_each("orders", orders.orders if isinstance(orders, Orders) else orders, Order)


def known_from(orders: AnyOrders, track: str | None) -> datetime | None:
    """Return from when on the orders of *track* are known; None if always.

    Section 14: "one instant for all, or one for each track"
    """
    said = orders.known_from if isinstance(orders, Orders) else None
    if isinstance(said, Mapping):
        return maybe_utc(said.get(track or ""))
    return maybe_utc(said)


def is_known(orders: AnyOrders, track: str | None, at: datetime) -> bool:
    """Say whether the orders of *track* are known at *at*."""
    first = known_from(orders, track)
    return first is None or first <= utc(at)


def begun(
    orders: AnyOrders, track: str | None, start: datetime, end: datetime | None
) -> tuple[tuple[LevelSpan, ...], datetime | None]:
    """Return the span in which nothing is known, if any, and from when on the rest is to be asked for.

    Section 14: "and the first span of a timeline"
    """
    if is_known(orders, track, start):
        return (), start
    first, last = known_from(orders, track), maybe_utc(end)
    if first is None or (last is not None and last <= first):
        return (LevelSpan(utc(start), last, None),), None
    return (LevelSpan(utc(start), first, None),), first
