"""Places and periods in which a proposal fails at what stands, and what would pass instead.

Both of the checks that hold a proposal against orders tell so: the floor (docs/semantics.md,
section 3, "The floor rule") and lowering (section 7). Only places at which something is
active are looked at; any other fares as the nearest of them above it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping

from responselevels.core.deciding.case import Case
from responselevels.core.frozen import maker
from responselevels.core.timeline import complement, instant_of_micros, united
from responselevels.models.decisions import Remedy, Span
from responselevels.models.times import instant_at

Row = tuple[int, int, int, tuple[int, ...]]
"""Start, end, rank that would be needed, and the numbers of the orders that it comes from."""


_span, _remedy = maker(Span), maker(Remedy)


class PlaceRows:
    """The rows of each place that was looked at, *tops* among them, and what would pass.

    *tops* are the topmost areas in which the order would hold. A place without rows passes.
    """

    def __init__(self, case: Case, tops: tuple[int, ...], rows: Mapping[int, tuple[Row, ...]]):
        self.case = case
        self.tops = tops
        self.rows = rows
        self._ascending = sorted(rows)

    @property
    def required(self) -> int:
        """The least severe rank that passes everywhere and throughout; it must fail somewhere."""
        # Levels are ranks, so the most severe one of all rows satisfies every row.
        return max([row[2] for rows in self.rows.values() for row in rows])

    def topmost(self) -> tuple[int, ...]:
        """Return the topmost of the places that fail."""
        failing = [place for place, rows in self.rows.items() if rows]
        return self.case.scheme.tree.topmost(tuple(sorted(failing)))

    # -- where and when --------------------------------------------------------------

    def where(self) -> tuple[Span, ...]:
        """Return the failing spans; a place is listed only with what its parent has not."""
        spans: list[Span] = []
        tops = frozenset(self.tops)
        for place, rows in self.rows.items():
            # Most places fare wholly as the one above, and there may be many rows.
            known = () if not rows or place in tops else self._rows_above(place)
            if rows is not known:
                seen = frozenset(known)
                spans.extend(self._span(place, row) for row in rows if row not in seen)
        spans.sort(key=lambda span: (span.area, span.start, span.required, span.orders))
        return tuple(spans)

    def _rows_above(self, place: int) -> tuple[Row, ...]:
        """Return the rows of the parent: those of the nearest place above that was looked at."""
        above = self.case.scheme.tree.lines[place][1:]
        return next(self.rows[wider] for wider in above if wider in self.rows)

    def _span(self, place: int, row: Row) -> Span:
        start, end, rank, orders = row
        book = self.case.book
        return _span(
            self.case.scheme.tree.ids[place],
            instant_at(start),
            instant_of_micros(end),
            self.case.scheme.levels[rank],
            tuple(sorted([book.entry(order).id for order in orders])),
        )

    # -- what would pass -------------------------------------------------------------

    def remedies(self) -> Iterator[Remedy]:
        """Yield what would pass: a level, parts of the period, parts of the scope."""
        yield _remedy(self.case.scheme.levels[self.required], None, None)
        failing = united([row[:2] for rows in self.rows.values() for row in rows])
        # A part of the period passes if no place fails then.
        for start, end in complement(failing, self.case.start, self.case.end):
            yield _remedy(None, (instant_at(start), instant_of_micros(end)), None)
        ids = self.case.scheme.tree.ids
        passing = sorted(ids[place] for top in self.tops for place in self._passing(top, True))
        if passing:
            yield _remedy(None, None, tuple(passing))

    def _passing(self, place: int, inherited: bool) -> Iterator[int]:
        """Yield the topmost places under *place* in whose whole cover nothing ever fails.

        *inherited* says whether the nearest active place above passes: a place that is not
        active fares as that one does.
        """
        tree = self.case.scheme.tree
        passes = not self.rows[place] if place in self.rows else inherited
        active_places = self._active_beneath(place, tree.after[place])
        if passes and not any(self.rows[other] for other in active_places):
            yield place
        # Where something in the cover fails, parts of it may still pass. If nothing beneath is
        # active, all beneath fares as the place does, and there is no need to go down.
        elif active_places:
            for child in tree.children(place):
                yield from self._passing(child, passes)

    def _active_beneath(self, place: int, after: int) -> list[int]:
        # A cover is a range of numbers, so the active places in it are one slice.
        places = self._ascending
        return places[bisect_right(places, place) : bisect_left(places, after)]
