"""Groups of areas: what a name in a scope stands for (docs/semantics.md, section 10).

A group stands for its members as of the decision; in the end of an order, one that the
order named stands for the members that the order has of it, whatever became of it since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Groups = Mapping[str, tuple[str, ...]]
"""The members of groups, by the id of the group."""

NO_GROUPS: Groups = {}


def groups_named(names: Iterable[str], known: Groups, own: Groups = NO_GROUPS) -> Groups:
    """Return the groups among *names*: those of the order itself (*own*) before those *known* now."""
    if not known and not own:
        return NO_GROUPS
    both = {**known, **own}
    return {name: both[name] for name in names if name in both}


def areas_meant(names: Iterable[str], groups: Groups) -> tuple[str, ...]:
    """Return the areas that *names* stand for, each once, in the order in which they are named."""
    found = (area for name in names for area in groups.get(name, (name,)))
    return tuple(dict.fromkeys(found)) if groups else tuple(names)
