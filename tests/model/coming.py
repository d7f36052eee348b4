"""Keys that the models get one after the other: each is read as left out until it is there."""

from __future__ import annotations

from typing import Any

from responselevels.models.areas import Areas
from responselevels.models.orders import Order
from responselevels.models.proposals import IssueProposal
from responselevels.models.rules import Requires


def foreseen(of: IssueProposal) -> Any:
    """Return the expected end."""
    return getattr(of, "expected_end", None)


def scope_asked(asks: Requires) -> Any:
    """Return what is asked of the scope: a word, or an object with tiers."""
    return asks.scope


def groups_listed(areas: Areas) -> tuple[Any, ...]:
    """Return the groups of an areas file."""
    return getattr(areas, "groups", ())


def parts_named(order: Order) -> tuple[Any, ...]:
    """Return what was named for an order: areas, and groups with their members."""
    return getattr(order, "scope_named", None) or ()
