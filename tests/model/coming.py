"""Keys that the models get one after the other: each is read as left out until it is there."""

from __future__ import annotations

from typing import Any

from responselevels.models.areas import Areas
from responselevels.models.orders import Order


def groups_listed(areas: Areas) -> tuple[Any, ...]:
    """Return the groups of an areas file."""
    return getattr(areas, "groups", ())


def parts_named(order: Order) -> tuple[Any, ...]:
    """Return what was named for an order: areas, and groups with their members."""
    return getattr(order, "scope_named", None) or ()
