"""Levels, areas and bodies: what a scheme and its areas say before anything is ordered (section 1)."""

from __future__ import annotations

from collections.abc import Iterable

from responselevels.models.areas import Areas
from responselevels.models.rules import Rules


class Ground:
    """The rules and the areas, with each look-up written out once."""

    def __init__(self, rules: Rules, areas: Areas) -> None:
        """Take sound *rules*, and *areas* that fit them.

        Section 1: "Areas form a tree, or several." "The *cover* of an area is the area itself with
        everything beneath it; its *line* is the area itself with everything above it."
        """
        self.rules = rules
        self.areas = areas
        self.levels = [level.id for level in rules.levels]
        self.default = next(n for n, level in enumerate(rules.levels) if level.default)
        self.inherits = {tier.id: tier.inherits for tier in rules.tiers}
        self.body_tier = {name: body.tier for name, body in rules.bodies.items()}
        self.tier = {area.id: area.tier for area in areas.areas}
        self.parent = {area.id: area.parent for area in areas.areas}
        self.line = {area: self._line(area) for area in self.tier}
        self.cover: dict[str, set[str]] = {area: set() for area in self.tier}
        for area, line in self.line.items():
            for above in line:
                self.cover[above].add(area)

    def _line(self, area: str) -> list[str]:
        parent = self.parent[area]
        return [area] if parent is None else [area, *self._line(parent)]

    def rank(self, level: str) -> int:
        """Return the severity of *level*, 0 for the least severe.

        Section 1: "How severe it is, is its place in the list of the rules file, which begins with
        the least severe." "`BRAVO` or `橙色` is a name, and
        is compared neither as a number nor as text."
        """
        return self.levels.index(level)

    def strict_ancestors(self, area: str) -> list[str]:
        """Return the areas above *area*, the nearest first."""
        return self.line[area][1:]

    def covered(self, scope: Iterable[str]) -> set[str]:
        """Return all areas in the cover of any area of *scope*.

        Section 1: "The order holds in the cover of each of them."
        """
        return {below for area in scope for below in self.cover[area]}

    def topmost(self, areas: set[str]) -> tuple[str, ...]:
        """Return those of *areas* that lie beneath no other of them, sorted."""
        return tuple(sorted(area for area in areas if not areas & set(self.strict_ancestors(area))))

    def inherited_from(self, area: str) -> list[str]:
        """Return the areas whose orders count for the effective level of *area*.

        Section 1: "over the line of *x*, going up from *x* and stopping after the first area whose
        tier does not inherit"
        """
        found = []
        for above in self.line[area]:
            found.append(above)
            if not self.inherits[self.tier[above]]:
                break
        return found

    def acting_area(self, body: str, area: str) -> str | None:
        """Return the area whose *body* acts for an order of *area*; None where there is none.

        Section 1: "Which one of that name acts for an order is found from the order's area: the
        body of the nearest area of that tier in its line."
        """
        for above in self.line[area]:
            if self.tier[above] == self.body_tier[body]:
                return above
        return None
