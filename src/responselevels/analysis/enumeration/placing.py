"""Where a class is played: whose orders make a floor, and of which tiers the areas named are.

Both are asked of tiers by the rules, and only by whether a tier is in some list; so tiers,
and sets of them, that are in the same lists stand for each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from responselevels.models.rules import Floor


def alike_above(above: Sequence[str], floors: Sequence[Floor]) -> dict[str, str | None]:
    """Return for each tier *above* whose orders some rule counts the one that stands for it.

    The nearest that the same rules count, None where this is the nearest of all.
    """
    first: dict[tuple[bool, ...], str | None] = {}
    alike: dict[str, str | None] = {}
    for tier in above:
        counted = tuple(floor.of is None or tier in floor.of for floor in floors)
        if any(counted):
            alike[tier] = first.setdefault(counted, None if tier == above[0] else tier)
    return alike


def alike_tiers(
    within: Sequence[str],
    asked: Iterable[tuple[str, ...] | None],
    *,
    several: bool,
    parted: bool = False,
) -> dict[frozenset[str], tuple[str, ...]]:
    """Return for each set of the tiers *within* the one that stands for it: the smallest.

    *asked* are the lists of tiers that rules ask the areas of a scope to be of; a rule is
    content with a set that lies in its list. Where none asks, there is nothing to tell apart.
    *several* areas cannot all be of the first tier: of that one there is only the issuing area.
    With *parted*, it counts whether another part of the issuing area may be left beside them:
    none is, where the issuing area itself is named.
    """
    lists = [one for one in asked if one is not None]
    first: dict[tuple[bool, ...], tuple[str, ...]] = {}
    alike: dict[frozenset[str], tuple[str, ...]] = {}
    for size in range(1, len(within) + 1 if lists else 1):
        for tiers in combinations(within, size):
            if several and tiers == (within[0],):
                continue
            content = tuple(set(tiers) <= set(one) for one in lists)
            content += (parted and within[0] in tiers,)
            alike[frozenset(tiers)] = first.setdefault(content, tiers)
    return alike


def places_of(own: str, tiers: Sequence[str], count: int) -> tuple[str, ...] | None:
    """Return at least *count* areas of a line, of just these *tiers* (from the top down).

    They lie in the cover of the area of the tier *own*, beside one another but for that area
    itself, which comes first. None where there are not so many.
    """
    *upper, deepest = tiers
    if deepest == own:
        return (f"{own}-1",) if count == 1 else None
    # An area numbered 1 is above those of the tiers beneath, one numbered 2 above none.
    wide = [f"{tier}-{1 if tier == own else 2}" for tier in upper]
    deep = [f"{deepest}-{n}" for n in range(1, max(1, count - len(wide)) + 1)]
    return (*wide, *deep)
