"""Since when the orders of a list are known (docs/semantics.md, section 14)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from responselevels.core.timeline import FOREVER, micros_of
from responselevels.core.world.resolver import track_problem
from responselevels.core.world.scheme import Scheme
from responselevels.errors import InputError, expect_each
from responselevels.models.orders import Order, Orders


def orders_known(
    scheme: Scheme, orders: Iterable[Order] | Orders, *, file: str | None = None
) -> tuple[list[Order], tuple[int, ...]]:
    """Return the orders, and since when they are known where they are a whole list that says so.

    Raises:
        InputError: it names a track that the rules do not have.
        WrongKind: something among them is no order.
    """
    if not isinstance(orders, Orders):
        return expect_each("orders", orders, Order), ()
    return [*orders.orders], parse_known_from(scheme, orders, file=file)


def parse_known_from(scheme: Scheme, orders: Orders, *, file: str | None = None) -> tuple[int, ...]:
    """Return for each track the instant from which the orders of a list are known; empty if always.

    Rules without tracks have one of everything. Of a track that is not named all is known.

    Raises:
        InputError: a track is named that the rules do not have.
    """
    said = orders.known_from
    if said is None:
        return ()
    if not isinstance(said, Mapping):
        return (micros_of(said),) * max(len(scheme.tracks), 1)
    found = (track_problem(scheme, name, ("known_from", name)) for name in said)
    problems = [
        replace(one, where=replace(one.where, file=file)) for one in found if one is not None
    ]
    if problems:
        raise InputError(problems)
    return tuple(micros_of(said[name]) if name in said else -FOREVER for name in scheme.tracks)
