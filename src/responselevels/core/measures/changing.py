"""What becomes of measures by a decision: which begin, end or differ, told at as few areas as may be.

The levels that would move were found by a sweep (`responselevels.core.deciding.consequences`),
which hands over each place that it looked at. What lies beneath a place, and beneath no other
of them, fares as the place itself, as far as its tiers inherit.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from responselevels.core.frozen import maker
from responselevels.core.orders.levels import View, effective
from responselevels.core.orders.sweep import LevelMove
from responselevels.core.timeline import instant_of_micros, zipped
from responselevels.core.world.measuring.differences import Differences
from responselevels.models.measuring import MeasureChange
from responselevels.models.times import instant_at

Piece = tuple[int, int, tuple[int, ...], tuple[int, ...]]
"""Start, end, the level in each track before, and after."""

Row = tuple[int, int, int, tuple[str, ...], tuple[str, ...]]
"""Start, end, number of the family, the members in force before, and after."""

_measure_change = maker(MeasureChange)


class PlaceMoves(NamedTuple):
    """A place that was looked at: its area, the index of the nearest one above (-1: none), how its level moves."""

    area: int
    above: int
    moves: Sequence[LevelMove]


def measure_changes(view: View, places: Sequence[PlaceMoves]) -> tuple[MeasureChange, ...]:
    """Return what becomes of the public measures at *places*, in whose track *view* looks."""
    return _Telling(view, places).told()


class _Telling:
    """The rows of places and tiers, and where they are told."""

    def __init__(self, view: View, places: Sequence[PlaceMoves]) -> None:
        self._scheme = view.book.scheme
        self._places = places
        self._beneath: list[list[int]] = [[] for _ in places]
        for place in places:
            if place.above >= 0:
                self._beneath[place.above].append(place.area)
        self._view = view
        self._others = {
            track: View(view.book, view.start, view.end, drill=view.drill, track=track)
            for track in range(len(self._scheme.tracks))
            if track != view.track
        }
        cut = self._cut if self._others else _uncut
        self._pieces = [tuple(cut(place)) for place in places]
        self._known: dict[tuple[int, tuple[Piece, ...]], frozenset[Row]] = {}

    def told(self) -> tuple[MeasureChange, ...]:
        found: set[tuple[str, Row]] = set()
        ids = self._scheme.tree.ids
        for number, pieces in enumerate(self._pieces):
            if not pieces:
                continue
            for tier in self._tiers_at(number):
                for row in self._rows(number, tier):
                    found.add((ids[self._highest(number, tier, row)], row))
        return tuple([self._change(area, row) for area, row in sorted(found)])

    def _highest(self, number: int, tier: int, row: Row) -> int:
        """Return the highest area from which down to a place all would have *row*, if of this *tier*."""
        above = self._places[number].above
        while above >= 0 and row in self._rows(above, tier):
            number, above = above, self._places[above].above
        return self._places[number].area

    def _change(self, area: str, row: Row) -> MeasureChange:
        start, end, family, before, after = row
        becomes = "differ" if before and after else "end" if before else "begin"
        measure = self._scheme.differences.ids[family]
        times = instant_at(start), instant_of_micros(end)
        # In the order of the fields of a `MeasureChange`.
        return _measure_change(area, *times, measure, becomes, before, after)

    # -- which tiers there are ---------------------------------------------------------

    def _tiers_at(self, number: int) -> Iterator[int]:
        """Yield the tiers of the areas that fare as a place does: itself, and what lies beneath no other."""
        scheme, area = self._scheme, self._places[number].area
        own = scheme.tree.tiers[area]
        yield own
        free = self._free(number)
        for tier, areas in scheme.areas_of.items():
            if tier != own and any(self._faring(areas, area, span) for span in free):
                yield tier

    def _free(self, number: int) -> list[tuple[int, int]]:
        """Return the runs of areas beneath a place that lie beneath no other place."""
        after, area = self._scheme.tree.after, self._places[number].area
        runs: list[tuple[int, int]] = []
        start = area + 1
        for inner in self._beneath[number]:
            runs.append((start, inner))
            start = after[inner]
        return [run for run in (*runs, (start, after[area])) if run[0] < run[1]]

    def _faring(self, areas: Sequence[int], place: int, span: tuple[int, int]) -> bool:
        """Say whether some of *areas* in a *span* counts what is ordered for *place*."""
        inherited = self._scheme.inherited_from
        # Ancestors have smaller numbers: what an area counts reaches up to the last of its list.
        # Mostly the first one will do: a tier may have 600,000 areas, and none is copied.
        first, last = bisect_left(areas, span[0]), bisect_left(areas, span[1])
        return any(inherited[areas[at]][-1] <= place for at in range(first, last))

    # -- rows --------------------------------------------------------------------------

    def _cut(self, place: PlaceMoves) -> Iterator[Piece]:
        """Yield the moves of a place, cut where the level of another track changes."""
        for start, end, old, new in place.moves:
            for first, last, ranks in self._beside(place.area, start, end):
                before, after = dict(ranks), dict(ranks)
                before[self._view.track], after[self._view.track] = old, new
                order = sorted(before)
                yield (
                    first,
                    last,
                    tuple(before[track] for track in order),
                    tuple(after[track] for track in order),
                )

    def _beside(self, area: int, start: int, end: int) -> Iterator[tuple[int, int, dict[int, int]]]:
        """Yield the levels of the other tracks in ``[start, end)``."""
        tracks = [effective(view, area) for view in self._others.values()]
        for first, last, sources in zipped(tracks):
            if first < end and start < last:
                ranks = zip(self._others, [rank for rank, _orders in sources], strict=True)
                yield max(first, start), min(last, end), dict(ranks)

    def _rows(self, number: int, tier: int) -> frozenset[Row]:
        """Return the rows that a place would have if it was of *tier*."""
        key = tier, self._pieces[number]
        rows = self._known.get(key)
        if rows is None:
            rows = self._known[key] = frozenset(_joined(self._scheme.differences, *key))
        return rows


def _uncut(place: PlaceMoves) -> Iterator[Piece]:
    """Yield the moves of a place where there are no other tracks."""
    return ((start, end, (old,), (new,)) for start, end, old, new in place.moves)


def _joined(differences: Differences, tier: int, pieces: Sequence[Piece]) -> list[Row]:
    """Return the rows of an area of *tier*, neighbours of one family that say the same joined."""
    rows: list[Row] = []
    last: dict[int, int] = {}
    for start, end, old, new in pieces:
        for difference in differences[tier, old, new]:
            at = last.get(difference[0])
            if at is not None and rows[at][1] == start and rows[at][2:] == difference:
                rows[at] = (rows[at][0], end, *difference)
            else:
                last[difference[0]] = len(rows)
                rows.append((start, end, *difference))
    return rows
