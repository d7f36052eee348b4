"""Until when an order holds, where, and by what it will be over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from responselevels.core.orders.entries import Entry, held_until
from responselevels.core.world.areas import AreaTree


@dataclass(frozen=True, slots=True, order=True)
class Over:
    """When an order no longer holds, and why: it ``runs_out``, ``lapses``, or is ``ended`` early."""

    at: int
    how: str


def parts_of(entry: Entry, tree: AreaTree) -> Mapping[Over, list[int]]:
    """Return for each way in which *entry* will be over the places of its scope where it is so."""
    parts: dict[Over, list[int]] = {}
    for place in _places(entry, tree):
        until = held_until(entry, place, tree)
        parts.setdefault(Over(until, _how(entry, until)), []).append(place)
    return parts


def over_of(entry: Entry, tree: AreaTree) -> Over:
    """Return when and why *entry* holds nowhere any longer."""
    return max(parts_of(entry, tree))


def _places(entry: Entry, tree: AreaTree) -> list[int]:
    # Outside its area's cover an order orders nothing, even if an imported list says so.
    own = [place for place in entry.scope if tree.covers(entry.area, place)]
    return own or [*entry.scope]


def _how(entry: Entry, until: int) -> str:
    if until == entry.end:
        return "runs_out"
    return "lapses" if until == entry.lapse else "ended"
