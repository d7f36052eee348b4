"""`floor.less_severe`: where and when a proposal is milder than its floor.

See docs/semantics.md, section 3, "The floor rule". The rule of the issuing area's tier says
which orders of the areas above count: those that cover the very place (`covering`), or the
most severe ones they have for any place in the issuing area (`touching`), or anywhere in
their own covers (`issued`). The finding says where and when the proposal fails, which level
would do there, which orders set it, and which parts of the proposal would pass as they are.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from responselevels.core.deciding.case import Case
from responselevels.core.deciding.findings import areas, level
from responselevels.core.orders.levels import Source, floor_over, most_severe
from responselevels.core.timeline import (
    Track,
    complement,
    instant_of_micros,
    mapped,
    united,
    zipped,
)
from responselevels.core.world.scheme import FloorRule
from responselevels.models.decisions import Effect, Finding, Remedy, Span
from responselevels.models.times import instant_at
from responselevels.text.catalogue import Named

Row = tuple[int, int, int, tuple[int, ...]]
"""Start, end, required rank, and the numbers of the orders that set it."""


def check_floor(case: Case) -> Iterator[Finding]:
    """Yield the finding where the proposal is milder than its floor somewhere, sometime."""
    rule = case.scheme.floors.get(case.scheme.tree.tiers[case.issuing])
    if rule is None or case.end <= case.start or not case.inside:
        return
    measured = FloorShortfall(case, rule)
    if any(measured.rows.values()):
        yield measured.finding()


class FloorShortfall:
    """Where a case falls short of its floor: *rows* has the failing spans of each active place.

    A place that is not active has the floor of the nearest active place above it, so only
    the areas named and the active places beneath them are worked out.
    """

    def __init__(self, case: Case, rule: FloorRule) -> None:
        self.case = case
        self.rule = rule
        # Named areas may lie within one another; covers that are walked must not overlap.
        self.tops = case.scheme.tree.topmost(case.inside)
        # Two of the three readings give one floor for the whole cover; it is worked out once.
        uniform = None if rule.counts == "covering" else self._failing(_anywhere(case, rule))
        self.rows: dict[int, tuple[Row, ...]] = {}
        for top in self.tops:
            if uniform is not None:
                self.rows[top] = uniform
                continue
            for place in case.view.active_places(top):
                self.rows[place] = self._failing(floor_over(case.view, case.issuing, place))

    def _failing(self, floor: Track[Source]) -> tuple[Row, ...]:
        proposed = self.case.rank
        return tuple(
            (start, end, rank, orders) for start, end, (rank, orders) in floor if rank > proposed
        )

    def finding(self) -> Finding:
        """Return the finding; the floor must fail somewhere."""
        rule, required = self.rule, max(row[2] for rows in self.rows.values() for row in rows)
        where = self._where()
        binding = {} if rule.binding else {"variant": "advice"}
        orders = sorted({order for span in where for order in span.orders})
        failing = [place for place, rows in self.rows.items() if rows]
        return Finding(
            code="floor.less_severe",
            effect=Effect.DENY if rule.binding else Effect.NOTE,
            rule=rule.id,
            cite=rule.cite,
            facts={
                **binding,
                "level": level(self.case, self.case.rank),
                "required": level(self.case, required),
                "areas": areas(self.case, self.case.scheme.tree.topmost(tuple(sorted(failing)))),
                "orders": tuple(Named("order", order) for order in orders),
            },
            where=where,
            remedies=tuple(self._remedies(required)),
        )

    def _where(self) -> tuple[Span, ...]:
        """Return the failing spans; a place is listed only with what its parent has not."""
        spans: list[Span] = []
        for place, rows in self.rows.items():
            known = () if place in self.tops else self._rows_above(place)
            spans.extend(self._span(place, row) for row in rows if row not in known)
        spans.sort(key=lambda span: (span.area, span.start, span.required, span.orders))
        return tuple(spans)

    def _rows_above(self, place: int) -> tuple[Row, ...]:
        """Return the rows of the parent: those of the nearest active place above *place*."""
        above = self.case.scheme.tree.lines[place][1:]
        return next(self.rows[wider] for wider in above if wider in self.rows)

    def _span(self, place: int, row: Row) -> Span:
        start, end, rank, orders = row
        book = self.case.book
        return Span(
            area=self.case.scheme.tree.ids[place],
            start=instant_at(start),
            end=instant_of_micros(end),
            required=self.case.scheme.levels[rank],
            orders=tuple(sorted(book.entry(order).id for order in orders)),
        )

    # -- what would pass -------------------------------------------------------------

    def _remedies(self, required: int) -> Iterator[Remedy]:
        """Yield what would pass: a level, parts of the period, parts of the scope."""
        # Levels are ranks, so the most severe floor of all rows satisfies every one of them.
        yield Remedy(level=self.case.scheme.levels[required])
        failing = united((row[0], row[1]) for rows in self.rows.values() for row in rows)
        # A part of the period passes if the floor is met then at every place.
        for start, end in complement(failing, self.case.start, self.case.end):
            yield Remedy(period=(instant_at(start), instant_of_micros(end)))
        ids = self.case.scheme.tree.ids
        passing = sorted(ids[place] for top in self.tops for place in self._passing(top, True))
        if passing:
            yield Remedy(scope=tuple(passing))

    def _passing(self, place: int, inherited: bool) -> Iterator[int]:
        """Yield the topmost places under *place* in whose whole cover the floor is always met.

        *inherited* says whether the nearest active place above meets it: a place that is not
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
        places = sorted(self.rows)
        return places[bisect_right(places, place) : bisect_left(places, after)]


def _anywhere(case: Case, rule: FloorRule) -> Track[Source]:
    """Return the floor by the readings `touching` and `issued`, the same in the whole cover."""
    tree, view = case.scheme.tree, case.view
    above = tree.lines[case.issuing][1:]
    if not above:
        return [(view.start, view.end, (0, ()))]
    # Each active place is asked what the areas above order for it, and the most severe of all
    # answers counts, wherever it holds. `issued` looks from the root of the tree down.
    places: Iterable[int]
    if rule.counts == "touching":
        places = view.active_places(case.issuing)
    else:
        places = {*view.active_places(above[-1]), *above}
    tracks = [_ordered_by(case, above, place) for place in places]
    return mapped(zipped(tracks), _worst)


def _ordered_by(case: Case, above: tuple[int, ...], place: int) -> Track[Source]:
    tree = case.scheme.tree
    tracks = case.view.tracks(place)
    issuers = [area for area in above if tree.covers(area, place)]
    speaking = [tracks[area] for area in issuers if area in tracks]
    silence = case.scheme.default if len(speaking) < len(issuers) else 0
    return most_severe(case.view, speaking, silence=silence)


def _worst(sources: tuple[Source, ...]) -> Source:
    # Every order that attains the most severe level is a reason, from whichever place.
    rank = max(source[0] for source in sources)
    orders = {order for source in sources if source[0] == rank for order in source[1]}
    return rank, tuple(sorted(orders))
