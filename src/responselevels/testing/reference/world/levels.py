"""Which level holds where and when (docs/semantics.md, section 1), read off the definitions.

Every question scans all orders. What is remembered between questions is only
the answer to the very same question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TypeVar

from responselevels.models.areas import Areas
from responselevels.models.orders import Order
from responselevels.models.rules import Rules
from responselevels.testing.reference.values import Holding, LevelSpan, maybe_utc, utc

Piece = tuple[datetime, datetime | None]
Content = TypeVar("Content")
Row = TypeVar("Row")


class Ground:
    """The scheme and the tree, with each look-up written out once."""

    def __init__(self, rules: Rules, areas: Areas) -> None:
        self.rules = rules
        self.levels = [level.id for level in rules.levels]
        self.default = next(n for n, level in enumerate(rules.levels) if level.default)
        self.inherits = {tier.id: tier.inherits for tier in rules.tiers}
        self.body_tier = {name: body.tier for name, body in rules.bodies.items()}
        self.tier = {area.id: area.tier for area in areas.areas}
        self.parent = {area.id: area.parent for area in areas.areas}
        self.line = {area: self._line(area) for area in self.tier}
        self.cover = {
            area: {below for below in self.tier if area in self.line[below]} for area in self.tier
        }

    def _line(self, area: str) -> list[str]:
        parent = self.parent[area]
        return [area] if parent is None else [area, *self._line(parent)]

    def rank(self, level: str) -> int:
        """Return the severity of *level*: its place in the file's list."""
        return self.levels.index(level)

    def strict_ancestors(self, area: str) -> list[str]:
        """Return the areas above *area*."""
        return self.line[area][1:]

    def covered(self, scope: Iterable[str]) -> set[str]:
        """Return all areas in the cover of any area of *scope*."""
        return {below for area in scope for below in self.cover[area]}

    def topmost(self, areas: set[str]) -> tuple[str, ...]:
        """Return those of *areas* that lie beneath no other of them, sorted."""
        return tuple(sorted(area for area in areas if not areas & set(self.strict_ancestors(area))))

    def inherited_from(self, area: str) -> list[str]:
        """Return *area* and its ancestors up to the first whose tier does not inherit."""
        found = []
        for above in self.line[area]:
            found.append(above)
            if not self.inherits[self.tier[above]]:
                break
        return found

    def acting_area(self, body: str, area: str) -> str | None:
        """Return the nearest ancestor-or-self of *area* whose tier is the body's."""
        for above in self.line[area]:
            if self.tier[above] == self.body_tier[body]:
                return above
        return None


@dataclass(frozen=True)
class Standing:
    """An order as far as levels go, in UTC; its scope without parts beyond its own cover."""

    id: str
    area: str
    rank: int
    scope: tuple[str, ...]
    start: datetime
    end: datetime | None
    ends: tuple[tuple[datetime, tuple[str, ...] | None], ...]
    provisional_until: datetime | None


def standing_of(ground: Ground, order: Order) -> Standing:
    """Return what of *order* bears on levels."""
    return Standing(
        id=order.id,
        area=order.area,
        rank=ground.rank(order.level),
        scope=tuple(area for area in order.scope if area in ground.cover[order.area]),
        start=utc(order.period.start),
        end=maybe_utc(order.period.end),
        ends=tuple((utc(end.at), end.scope or None) for end in order.ends),
        provisional_until=maybe_utc(order.provisional_until),
    )


def ended(ground: Ground, order: Standing, area: str, at: datetime) -> bool:
    """Say whether an early end at or before *at* covers *area*."""
    return any(
        instant <= at and (scope is None or area in ground.covered(scope))
        for instant, scope in order.ends
    )


def in_force(ground: Ground, order: Standing, area: str, at: datetime) -> bool:
    """Say whether *order* is in force for *area* at *at* (docs/semantics.md, section 1)."""
    return (
        order.start <= at
        and (order.end is None or at < order.end)
        and (order.provisional_until is None or at < order.provisional_until)
        and area in ground.covered(order.scope)
        and not ended(ground, order, area, at)
    )


@dataclass(frozen=True)
class Ordered:
    """A rank, and the orders it comes from (none in silence)."""

    rank: int
    orders: tuple[str, ...]


class State:
    """The orders that count, in order of issue, and the levels they make."""

    def __init__(self, ground: Ground, orders: Iterable[Standing]) -> None:
        self.ground = ground
        self.orders = tuple(orders)
        self._ordered: dict[tuple[str, str, datetime], Ordered] = {}

    def instants(self) -> set[datetime]:
        """Return every instant that any order names."""
        found = {order.start for order in self.orders}
        found |= {order.end for order in self.orders if order.end}
        found |= {order.provisional_until for order in self.orders if order.provisional_until}
        return found | {at for order in self.orders for at, _scope in order.ends}

    def ordered(self, above: str, area: str, at: datetime) -> Ordered:
        """Return `O(above, area, at)`: the order issued last of those in force there."""
        asked = (above, area, at)
        if asked not in self._ordered:
            found = Ordered(self.ground.default, ())
            for order in self.orders:
                if order.area == above and in_force(self.ground, order, area, at):
                    found = Ordered(order.rank, (order.id,))
            self._ordered[asked] = found
        return self._ordered[asked]

    def effective(self, area: str, at: datetime) -> Ordered:
        """Return `E(area, at)`."""
        return most_severe(self.ordered(a, area, at) for a in self.ground.inherited_from(area))

    def floor(self, issuing: str, area: str, at: datetime) -> Ordered | None:
        """Return `F(issuing, area, at)`; None for a root, which has no ancestors."""
        above = self.ground.strict_ancestors(issuing)
        return most_severe(self.ordered(a, area, at) for a in above) if above else None


def most_severe(all_ordered: Iterable[Ordered]) -> Ordered:
    """Return the most severe of these, with all the orders that attain it."""
    listed = list(all_ordered)
    rank = max(one.rank for one in listed)
    orders = {order for one in listed if one.rank == rank for order in one.orders}
    return Ordered(rank, tuple(sorted(orders)))


def pieces(instants: Iterable[datetime], start: datetime, end: datetime | None) -> list[Piece]:
    """Cut `[start, end)` at every one of *instants*: between two cuts, nothing changes."""
    inside = {at for at in instants if start < at and (end is None or at < end)}
    if end is not None and end <= start:
        return []
    cuts = [start, *sorted(inside), end]
    return [(left, right) for left, right in pairwise(cuts) if left is not None]


def joined(found: Iterable[tuple[Piece, Content]]) -> list[tuple[Piece, Content]]:
    """Make one row of neighbouring pieces with the same content."""
    rows: list[tuple[Piece, Content]] = []
    for (start, end), content in found:
        if rows and rows[-1][0][1] == start and rows[-1][1] == content:
            rows[-1] = ((rows[-1][0][0], end), content)
        else:
            rows.append(((start, end), content))
    return rows


def without_the_parents(ground: Ground, rows: Mapping[str, list[Row]]) -> list[tuple[str, Row]]:
    """Leave out each row that the area's parent has as well; sorted by area."""
    kept = []
    for area in sorted(rows):
        parent = ground.parent[area]
        above = rows.get(parent, []) if parent is not None else []
        kept += [(area, row) for row in rows[area] if row not in above]
    return kept


# -- the three questions that need no proposal ------------------------------------


def state_of(
    ground: Ground, orders: Iterable[Order], *, drill: bool = False, track: str | None = None
) -> State:
    """Return the state made by the orders of one track alone, its drills or the rest of it."""
    mine = [order for order in orders if order.drill == drill and order.track == track]
    return State(ground, [standing_of(ground, order) for order in mine])


def level_at(state: State, area: str, at: datetime) -> Holding:
    """Return the effective level and the orders it comes from, none at the default."""
    found = state.effective(area, utc(at))
    orders = () if found.rank == state.ground.default else found.orders
    return Holding(state.ground.levels[found.rank], orders)


def floor_at(state: State, area: str, at: datetime, place: str | None = None) -> Holding:
    """Return the floor for what *area* orders for *place*, with the orders that attain it.

    Where nothing is above it, any level will do: the least severe.
    """
    floor = state.floor(area, place or area, utc(at)) or Ordered(0, ())
    return Holding(state.ground.levels[floor.rank], floor.orders)


def over_time(
    state: State,
    asked: Callable[[State, str, datetime], Holding],
    area: str,
    piece: Piece,
) -> tuple[LevelSpan, ...]:
    """Return what *asked* answers over a piece of time, one row for as long as nothing changes."""
    cuts = pieces(state.instants(), utc(piece[0]), maybe_utc(piece[1]))
    rows = joined((cut, asked(state, area, cut[0])) for cut in cuts)
    return tuple(LevelSpan(*cut, holding.level, holding.orders) for cut, holding in rows)
