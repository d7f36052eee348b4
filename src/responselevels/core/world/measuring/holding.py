"""Which measures hold: a family asked at one place, for the levels there (docs/semantics.md, section 12)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from responselevels.core.world.measuring.families import CompiledMeasure, Family

Ranks = Sequence[int | None]
"""The effective level of a place in each track, as ranks; one where the rules have no tracks.

None is a level that is not known, at which nothing holds (docs/semantics.md, section 14).
"""


def holds(member: CompiledMeasure, tier: int, ranks: Ranks) -> bool:
    """Say whether *member* is in force in an area of *tier* where the levels are *ranks*."""
    if member.tiers is not None and tier not in member.tiers:
        return False
    return any(ranks[track] in member.ranks for track in counted(member, ranks))


def counted(member: CompiledMeasure, ranks: Ranks) -> Iterable[int]:
    """Return the tracks whose level counts for *member*."""
    return range(len(ranks)) if member.tracks is None else member.tracks


def public_of(family: Family) -> Family:
    """Return *family* without the members that are not shown to everybody."""
    return Family(family.id, tuple(member for member in family.members if member.public))


def holding(family: Family, tier: int, ranks: Ranks) -> tuple[CompiledMeasure, ...]:
    """Return the members of *family* that are in force, in the order of the file."""
    return tuple(member for member in family.members if holds(member, tier, ranks))
