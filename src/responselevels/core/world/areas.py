"""`AreaTree`: the areas, numbered so that the cover of an area is a range of numbers.

Areas are numbered in preorder (each before everything beneath it), siblings by
id, roots too. The cover of area ``i`` is then the half-open range
``[i, after[i])``: "does x lie in the cover of c" is two comparisons of integers,
and all of a cover can be walked or looked up as one slice. No look-up depends on
the order in which the file lists areas (docs/semantics.md, section 6, invariant 8).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from responselevels.models.areas import Areas

_FEW = 4
"""Number of areas up to which each is compared."""


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
        children: dict[str | None, list[str]] = {}
        tiers: dict[str, int] = {}
        for area in areas.areas:
            children.setdefault(area.parent, []).append(area.id)
            tiers[area.id] = tier_numbers[area.tier]
        self.ids: list[str] = []
        self.numbers: dict[str, int] = {}
        self.parents: list[int] = []
        self.tiers: list[int] = []
        # A stack of our own, not recursion: a chain of areas may be deeper than Python's
        # limit. Names are pushed in reverse, since the last one pushed is the first popped.
        stack = [(name, -1) for name in sorted(children.get(None, ()), reverse=True)]
        while stack:
            name, parent = stack.pop()
            number = len(self.ids)
            self.numbers[name] = number
            self.ids.append(name)
            self.parents.append(parent)
            self.tiers.append(tiers[name])
            stack.extend((child, number) for child in sorted(children.get(name, ()), reverse=True))
        # A parent has a smaller number than its children, so going backward each area has
        # gathered all beneath it before it hands the end of its range up to its parent.
        self.after: list[int] = list(range(1, len(self.ids) + 1))
        for number in range(len(self.ids) - 1, 0, -1):
            parent = self.parents[number]
            if parent >= 0 and self.after[number] > self.after[parent]:
                self.after[parent] = self.after[number]
        # And going forward, the line of the parent is there already when a child needs it.
        self.lines: list[tuple[int, ...]] = []
        for number, parent in enumerate(self.parents):
            self.lines.append((number, *self.lines[parent]) if parent >= 0 else (number,))
        self.alone: list[tuple[int, ...]] = [(number,) for number in range(len(self.ids))]

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

    def topmost(self, areas: tuple[int, ...]) -> tuple[int, ...]:
        """Return those of *areas* (ascending) that no other of them covers."""
        # Ascending numbers are preorder: whatever covers an area comes before it, and of the
        # topmost ones found so far only the last can reach as far as this one.
        tops: list[int] = []
        for area in areas:
            if not tops or not self.covers(tops[-1], area):
                tops.append(area)
        return tuple(tops)
