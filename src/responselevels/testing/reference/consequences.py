"""What an act sets in motion: changes and overtaken orders (docs/semantics.md, section 3).

Both come from comparing the levels before with the levels after, for every
area and every elementary piece of time from the decision on.
"""

from __future__ import annotations

from datetime import datetime

from responselevels.testing.reference.values import Change, Overtake
from responselevels.testing.reference.world.levels import State, joined, pieces, without_the_parents


def changes_of(before: State, after: State, at: datetime) -> tuple[Change, ...]:
    """Return for each area from which to which effective level it would move, and when."""
    ground = before.ground
    cuts = pieces(before.instants() | after.instants(), at, None)
    rows = {}
    for area in ground.tier:
        moves = []
        for cut in cuts:
            was, would_be = before.effective(area, cut[0]).rank, after.effective(area, cut[0]).rank
            if was != would_be:
                moves.append((cut, (was, would_be)))
        rows[area] = joined(moves)
    return tuple(
        Change(area, start, end, ground.levels[was], ground.levels[would_be])
        for area, ((start, end), (was, would_be)) in without_the_parents(ground, rows)
    )


def overtakes_of(before: State, after: State, acting: str, at: datetime) -> tuple[Overtake, ...]:
    """Return the standing orders of areas beneath *acting* that would be lifted over."""
    ground = before.ground
    cuts = pieces(before.instants() | after.instants(), at, None)
    rows = []
    for lower in ground.cover[acting] - {acting}:
        lifted = {
            place: joined(
                (cut, order)
                for cut in cuts
                for order in _overtaken(before, after, (lower, place), cut[0])
            )
            for place in ground.cover[lower]
        }
        rows += [
            Overtake(order, area, start, end)
            for area, ((start, end), order) in without_the_parents(ground, lifted)
        ]
    return tuple(sorted(rows, key=lambda row: (row.area, row.start, row.order)))


def _overtaken(
    before: State, after: State, place: tuple[str, str], at: datetime
) -> tuple[str, ...]:
    """Return the order that *lower*'s level at *place* comes from, if it is overtaken now."""
    lower, area = place
    ordered = before.ordered(lower, area, at)
    was, would_be = before.floor(lower, area, at), after.floor(lower, area, at)
    if was is None or would_be is None:
        return ()
    return ordered.orders if was.rank <= ordered.rank < would_be.rank else ()
