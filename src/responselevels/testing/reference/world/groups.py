"""Groups of areas: each stands for its members, as if these were named (section 10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from responselevels.models.areas import Areas
from responselevels.models.orders import Order

Groups = Mapping[str, tuple[str, ...]]
"""The members of each group."""


def groups_now(areas: Areas) -> dict[str, tuple[str, ...]]:
    """Return the groups of the areas file.

    Section 10: "An areas file may have `groups`: names for several areas at once."
    """
    return {group.id: tuple(group.members) for group in areas.groups}


def groups_of(order: Order) -> dict[str, tuple[str, ...]]:
    """Return the groups that *order* named, with the members that they had.

    Section 10: "it has its `scope`, and in `scope_named` what was named, each group with the
    members that it stood for. Whatever becomes of the group afterwards, the order stays what it
    was."
    """
    parts = [part for part in order.scope_named if not isinstance(part, str)]
    return {part.group: tuple(part.members) for part in parts}


def groups_to_end(areas: Areas, order: Order) -> dict[str, tuple[str, ...]]:
    """Return what groups mean in a proposal to end *order*.

    Section 10: "a group that the order named means the members that the order has of it, even
    where the group has others now, or is no more; any other group means its members as of the
    decision."
    """
    return {**groups_now(areas), **groups_of(order)}


def named_in(order: Order) -> tuple[str, ...]:
    """Return what was named for *order*, areas and groups."""
    parts = order.scope_named
    return tuple(part if isinstance(part, str) else part.group for part in parts) or order.scope


def meant(names: Iterable[str], groups: Groups) -> tuple[str, ...]:
    """Return the areas that *names* stand for, each once.

    Section 10: "A group may be named in any scope, and stands for its members as of the decision,
    as if these were named in its place."
    """
    found = [area for name in names for area in groups.get(name, (name,))]
    return tuple(dict.fromkeys(found))


def among(names: Iterable[str], groups: Groups) -> dict[str, tuple[str, ...]]:
    """Return the groups that are among *names*."""
    return {name: groups[name] for name in names if name in groups}
