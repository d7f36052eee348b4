"""Groups (docs/semantics.md, section 10): each stands for its members, as if these were named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from responselevels.models.areas import Areas
from responselevels.models.orders import Order

Groups = Mapping[str, tuple[str, ...]]
"""The members of each group."""


def groups_now(areas: Areas) -> dict[str, tuple[str, ...]]:
    """Return the groups of the areas file."""
    return {group.id: tuple(group.members) for group in areas.groups}


def groups_of(order: Order) -> dict[str, tuple[str, ...]]:
    """Return the groups that *order* named, with the members that they had."""
    parts = [part for part in order.scope_named if not isinstance(part, str)]
    return {part.group: tuple(part.members) for part in parts}


def named_in(order: Order) -> tuple[str, ...]:
    """Return what was named for *order*, areas and groups."""
    parts = order.scope_named
    return tuple(part if isinstance(part, str) else part.group for part in parts) or order.scope


def meant(names: Iterable[str], groups: Groups) -> tuple[str, ...]:
    """Return the areas that *names* stand for, each once."""
    found = [area for name in names for area in groups.get(name, (name,))]
    return tuple(dict.fromkeys(found))


def among(names: Iterable[str], groups: Groups) -> dict[str, tuple[str, ...]]:
    """Return the groups that are among *names*."""
    return {name: groups[name] for name in names if name in groups}
