"""What becomes of the public measures of a place where its levels move, looked up and not worked out anew.

A scheme has few levels and tiers, and many decisions: what an area of some tier has to do at the
levels before, and at those after, is the same in all of them. Families that are not shown to
everybody, or that hold at any level, differ in none.
"""

from __future__ import annotations

from collections.abc import Iterable

from responselevels.core.world.measuring.families import Family
from responselevels.core.world.measuring.holding import Ranks, holding, public_of

Difference = tuple[int, tuple[str, ...], tuple[str, ...]]
"""Number of a family, and its members in force before and after, which are not the same."""

Move = tuple[int, tuple[int, ...], tuple[int, ...]]
"""Number of a tier, and the level in each track before and after."""

_KEPT = 4096
"""Maximum number of moves that are remembered; with many tracks there may be more, and they are begun anew."""


class Differences(dict[Move, tuple[Difference, ...]]):
    """The families that differ, by move; *ids* are those of the families that may, by number."""

    def __init__(self, families: Iterable[Family], levels: int) -> None:
        """Look at the public members of *families* alone; there are so many *levels*."""
        shown = (public_of(family) for family in families)
        self._families = tuple(family for family in shown if _may_differ(family, levels))
        self.ids = tuple(family.id for family in self._families)

    def __missing__(self, move: Move) -> tuple[Difference, ...]:
        tier, before, after = move
        sides = zip(self._in_force(tier, before), self._in_force(tier, after), strict=True)
        found = tuple((number, *pair) for number, pair in enumerate(sides) if pair[0] != pair[1])
        if len(self) >= _KEPT:
            self.clear()
        self[move] = found
        return found

    def _in_force(self, tier: int, ranks: Ranks) -> list[tuple[str, ...]]:
        return [
            tuple(member.id for member in holding(family, tier, ranks)) for family in self._families
        ]


def _may_differ(family: Family, levels: int) -> bool:
    """Say whether some member is in force at some of the *levels*, and not at all of them."""
    return any(0 < len(member.ranks) < levels for member in family.members)
