"""`AreaTree`: the areas, numbered so that the cover of an area is a range of numbers.

Areas are numbered in preorder (each before everything beneath it), siblings by
id, roots too. The cover of area ``i`` is then the half-open range
``[i, after[i])``: "does x lie in the cover of c" is two comparisons of integers,
and all of a cover can be walked or looked up as one slice. No look-up depends on
the order in which the file lists areas (docs/semantics.md, section 6, invariant 8).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from responselevels.models.areas import Areas

_FEW = 4
"""Number of areas up to which each is compared."""


class _Alone(dict[int, tuple[int, ...]]):
    """A tuple of one for each area, made when it is first asked for."""

    def __missing__(self, area: int) -> tuple[int, ...]:
        self[area] = (area,)
        return self[area]


class AreaTree:
    """The tree (or trees) of areas, compiled. Immutable after it is built.

    Lists are indexed by the number of an area: *ids* its id, *parents* the number of
    its parent (-1 for a root), *tiers* the number of its tier, *after* the number after
    the last in its cover, *lines* itself and its ancestors from itself upward. *numbers*
    leads back from ids; *alone* holds one-element tuples that orders of one area share.
    """

    __slots__ = ("after", "alone", "ids", "lines", "numbers", "parents", "tiers")

    def __init__(self, areas: Areas, tier_numbers: dict[str, int]) -> None:
        """Number *areas*, which must be sound (`soundness.problems_in_areas`)."""
        # One object for each number, however many lists have it: numbers above 256 are objects of
        # their own to Python, and there may be 665,000 areas.
        numbers = list(range(len(areas.areas)))
        self.ids, self.parents, self.tiers = _numbered(areas, numbers, tier_numbers)
        self.numbers = dict(zip(self.ids, numbers, strict=True))
        self.after = _ends_of_covers(self.parents, numbers)
        # Going forward, the line of the parent is there already when a child needs it.
        self.lines: list[tuple[int, ...]] = []
        for number, parent in zip(numbers, self.parents, strict=True):
            self.lines.append((number, *self.lines[parent]) if parent >= 0 else (number,))
        self.alone = _Alone()

    def __len__(self) -> int:
        return len(self.ids)

    def line(self, area: int) -> tuple[int, ...]:
        """Return *area* and its ancestors, from itself upward."""
        return self.lines[area]

    def covers(self, wide: int, narrow: int) -> bool:
        """Say whether *narrow* lies in the cover of *wide* (itself included)."""
        return wide <= narrow < self.after[wide]

    def within(self, area: int, scope: tuple[int, ...]) -> bool:
        """Say whether *area* lies in the cover of one of *scope* (ascending)."""
        after = self.after
        if len(scope) <= _FEW:
            return any(wide <= area < after[wide] for wide in scope)
        # What covers the area is on its line: few are looked for, however long the scope is.
        for wider in self.lines[area]:
            at = bisect_left(scope, wider)
            if at < len(scope) and scope[at] == wider:
                return True
        return False

    def children(self, area: int) -> Iterator[int]:
        """Yield the areas directly beneath *area*, by id."""
        # In preorder the first child follows its parent, and each sibling the cover before it.
        child, after = area + 1, self.after[area]
        while child < after:
            yield child
            child = self.after[child]

    def of_tier(self, area: int, tier: int) -> int | None:
        """Return the nearest of *area* and its ancestors that has *tier*, if any."""
        for wider in self.lines[area]:
            if self.tiers[wider] == tier:
                return wider
        return None

    def by_tier(self) -> dict[int, list[int]]:
        """Return the numbers of the areas of each tier, ascending."""
        found: dict[int, list[int]] = {}
        for area, tier in enumerate(self.tiers):
            found.setdefault(tier, []).append(area)
        return found

    def topmost(self, areas: tuple[int, ...]) -> tuple[int, ...]:
        """Return those of *areas* (ascending) that no other of them covers."""
        # Ascending numbers are preorder: whatever covers an area comes before it, and of the
        # topmost ones found so far only the last can reach as far as this one.
        if len(areas) == 1:
            return areas
        tops: list[int] = []
        for area in areas:
            if not tops or not self.covers(tops[-1], area):
                tops.append(area)
        return tuple(tops)


def _numbered(
    areas: Areas, numbers: Sequence[int], tier_numbers: dict[str, int]
) -> tuple[list[str], list[int], list[int]]:
    """Return the ids, parents and tiers of *areas* by their numbers, which are *numbers*."""
    names, above = _parents_in(areas, numbers)
    order = _preorder(names, above)
    number_of = _inverse(order, numbers)
    tiers = [tier_numbers[area.tier] for area in areas.areas]
    return (
        [names[place] for place in order],
        [-1 if (up := above[place]) < 0 else number_of[up] for place in order],
        [tiers[place] for place in order],
    )


def _parents_in(areas: Areas, places: Sequence[int]) -> tuple[list[str], list[int]]:
    """Return the names of *areas* in the order of the list, and the place of the parent of each (-1: none)."""
    # Every look at a field of a model, and in a long dictionary, takes its time: this is the only one.
    names = [area.id for area in areas.areas]
    place_of = dict(zip(names, places, strict=True))
    parents = (area.parent for area in areas.areas)
    return names, [-1 if parent is None else place_of[parent] for parent in parents]


def _inverse(order: Sequence[int], numbers: Sequence[int]) -> list[int]:
    """Return for each place where in *order* it stands."""
    number_of = [0] * len(order)
    for number, place in zip(numbers, order, strict=True):
        number_of[place] = number
    return number_of


def _preorder(names: Sequence[str], above: Sequence[int]) -> list[int]:
    """Return the places of all areas in a list, each before everything beneath it, siblings by name.

    *above* has for each the place of its parent, -1 for a root.
    """
    children: dict[int, list[int]] = {}
    for place, parent in enumerate(above):
        if parent in children:
            children[parent].append(place)
        else:
            children[parent] = [place]
    for siblings in children.values():
        siblings.sort(key=names.__getitem__, reverse=True)
    # A stack of our own, not recursion: a chain of areas may be deeper than Python's limit.
    # The siblings stand in reverse on it, since the last one pushed is the first popped.
    order: list[int] = []
    stack = children.get(-1, [])
    while stack:
        place = stack.pop()
        order.append(place)
        if place in children:
            stack += children[place]
    return order


def _ends_of_covers(parents: Sequence[int], numbers: Sequence[int]) -> list[int]:
    """Return for each area the number after the last in its cover."""
    # A parent has a smaller number than its children, so going backward each area has
    # gathered all beneath it before it hands the end of its range up to its parent.
    after = [*numbers, len(numbers)][1:]
    for number in range(len(parents) - 1, 0, -1):
        parent = parents[number]
        if parent >= 0 and after[number] > after[parent]:
            after[parent] = after[number]
    return after
