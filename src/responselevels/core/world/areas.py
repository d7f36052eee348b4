"""`AreaTree`: the areas, numbered so that a cover is a run of numbers.

Areas are numbered in preorder, siblings by id, roots too: the cover of an area
is then the half-open range ``[i, after[i])``, and no look-up depends on the
order in which the file lists them.
"""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.models.areas import Areas


class AreaTree:
    """The tree (or trees) of areas, compiled. Immutable after it is built."""

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
        stack = [(name, -1) for name in sorted(children.get(None, ()), reverse=True)]
        while stack:
            name, parent = stack.pop()
            number = len(self.ids)
            self.numbers[name] = number
            self.ids.append(name)
            self.parents.append(parent)
            self.tiers.append(tiers[name])
            stack.extend((child, number) for child in sorted(children.get(name, ()), reverse=True))
        self.after: list[int] = list(range(1, len(self.ids) + 1))
        for number in range(len(self.ids) - 1, 0, -1):
            parent = self.parents[number]
            if parent >= 0 and self.after[number] > self.after[parent]:
                self.after[parent] = self.after[number]
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

    def children(self, area: int) -> Iterator[int]:
        """Yield the areas directly beneath *area*, by id."""
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
        tops: list[int] = []
        for area in areas:
            if not tops or not self.covers(tops[-1], area):
                tops.append(area)
        return tuple(tops)
