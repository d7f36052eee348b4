"""What a proposal would set in motion, worked out the long way: one pass over all tracks for each.

The standing orders are looked at twice, as they are and as they would be, place by place, and the two
are compared. `responselevels.core.deciding.consequences` says the same in one sweep.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from responselevels.core.deciding.case import Case
from responselevels.core.deciding.graces import provisional_until
from responselevels.core.orders.lanes import SILENT
from responselevels.core.orders.levels import Source, Tracks, View, floor_over
from responselevels.core.timeline import (
    Track,
    instant_of_micros,
    mapped,
    painted,
    zipped,
)
from responselevels.core.world.scheme import CompiledRule
from responselevels.models.decisions import Change, Overtake, Replaced
from responselevels.models.proposals import EndProposal, RatifyProposal
from responselevels.models.times import instant_at

LevelMove = tuple[int, int, int, int]
"""Start, end, rank before, rank after."""
R = TypeVar("R")
OrderSpan = tuple[int, int, int]
"""Start, end, number of the order that is overtaken or replaced."""


class ProjectedView(View):
    """A view in which the proposed order, issued last, holds until *until*.

    It must only be asked about places in the covers that the order is proposed for.
    """

    # Cheaper than issuing the order into a copy of the book: one track of the existing view is
    # painted over. The order has the number that the book would give it next.

    def __init__(self, case: Case, until: int) -> None:
        view = case.view
        super().__init__(view.book, view.start, view.end, drill=view.drill, track=view.track)
        self._base = view
        self._case = case
        self._until = until

    def rank(self, order: int) -> int:
        """Return the rank of the order, the foreseen one's too."""
        return self._case.rank if order == self.book.count else super().rank(order)

    def tracks(self, area: int) -> Tracks:
        """Return the tracks of *area*, the foreseen order painted over those of its own area."""
        # Issued last, it wins over its own area's orders as long as it holds; what other areas
        # order stays as it is.
        tracks = self._base.tracks(area)
        silent = [(self.start, self.end, SILENT)]
        mine = tracks.get(self._case.issuing, silent)
        order = self.book.count
        return {**tracks, self._case.issuing: painted(mine, self.start, self._until, order)}


class Consequences:
    """What would change if the case were carried out by *rule*; worked out place by place."""

    def __init__(self, case: Case, rule: CompiledRule) -> None:
        self.case = case
        self.before = case.view
        self.after = _after(case, rule)
        self.tops = case.scheme.tree.topmost(case.inside)
        self._moves: dict[int, tuple[LevelMove, ...]] = {}
        self._lifts: dict[int, tuple[OrderSpan, ...]] = {}
        self._replaced: dict[int, tuple[OrderSpan, ...]] = {}

    def changes(self) -> tuple[Change, ...]:
        """Return each change of an effective level: area, from what to what, from when to when."""
        tree, levels = self.case.scheme.tree, self.case.scheme.levels
        changes = [
            Change(
                area=tree.ids[area],
                start=instant_at(start),
                end=instant_of_micros(end),
                from_level=levels[old],
                to_level=levels[new],
            )
            for area, (start, end, old, new) in self._rows(self.moves_at)
        ]
        changes.sort(key=lambda change: (change.area, change.start))
        return tuple(changes)

    def overtakes(self) -> tuple[Overtake, ...]:
        """Return the standing orders of lower areas that would be below the floor, with when."""
        tree, book = self.case.scheme.tree, self.case.book
        overtakes = [
            Overtake(
                order=book.entry(order).id,
                area=tree.ids[area],
                start=instant_at(start),
                end=instant_of_micros(end),
            )
            for area, (start, end, order) in self._rows(self.lifts_at)
        ]
        overtakes.sort(key=lambda row: (row.area, row.start, row.order))
        return tuple(overtakes)

    def replaces(self) -> tuple[Replaced, ...]:
        """Return the area's own orders that a new one would take the place of, with when.

        See docs/semantics.md, section 7; an ending or a ratification replaces nothing.
        """
        if self.case.order is not None:
            return ()
        tree, book = self.case.scheme.tree, self.case.book
        replaced = [
            Replaced(
                order=book.entry(order).id,
                area=tree.ids[area],
                start=instant_at(start),
                end=instant_of_micros(end),
            )
            for area, (start, end, order) in self._rows(self.replaced_at)
        ]
        replaced.sort(key=lambda row: (row.area, row.start, row.order))
        return tuple(replaced)

    def _rows(self, rows_at: Callable[[int], tuple[R, ...]]) -> Iterator[tuple[int, R]]:
        """Yield (place, row) for each row of a place that its parent does not have, too."""
        parents = self.case.scheme.tree.parents
        for top in self.tops:
            for place in self._places(top):
                known = () if place == top else rows_at(parents[place])
                for row in rows_at(place):
                    if row not in known:
                        yield place, row

    def _places(self, top: int) -> list[int]:
        """Return the places of a cover that may fare otherwise than their parents.

        Where nothing is ordered, a place fares as its parent does, so that only active places
        can differ; with two exceptions.
        """
        tree = self.case.scheme.tree
        places = {*self.before.active_places(top)}
        # An order to be ratified may hold nowhere without that, and its places be quiet so far.
        places.update(area for area in self.case.inside if tree.covers(top, area))
        # Where the default is not the least severe level, a silent child counts as the default
        # even if its parent has ordered something milder for itself.
        if self.case.scheme.default:
            places.update(*[tree.children(place) for place in places])
        return sorted(places)

    def moves_at(self, area: int) -> tuple[LevelMove, ...]:
        """Return how the effective level of *area* would move, span by span.

        Not at all, if the level does not count what the issuing area orders: a tier between
        the two does not inherit.
        """
        moves = self._moves.get(area)
        if moves is None:
            counted_areas = self.case.scheme.inherited_from[area]
            moves = (
                tuple(self._moved(area, counted_areas))
                if self.case.issuing in counted_areas
                else ()
            )
            self._moves[area] = moves
        return moves

    def _moved(self, area: int, counted_areas: tuple[int, ...]) -> Iterator[LevelMove]:
        issuing, default = self.case.issuing, self.case.scheme.default
        before, after = self.before.tracks(area), self.after.tracks(area)
        others = [before[a] for a in counted_areas if a != issuing and a in before]
        least = default if len(others) + 1 < len(counted_areas) else 0
        # Only the orders of the issuing area differ between before and after: all other tracks
        # are walked once, beside its two. Areas without a track are silent, at the default.
        rank_of = self.after.rank_or_default
        rows: Track[tuple[int, int]] = mapped(
            zipped([self._own(before), self._own(after), *others]),
            lambda orders: _both(orders, rank_of, least),
        )
        return ((start, end, old, new) for start, end, (old, new) in rows if old != new)

    def _own(self, tracks: Tracks) -> Track[int]:
        own = tracks.get(self.case.issuing)
        return own if own is not None else [(self.before.start, self.before.end, SILENT)]

    def replaced_at(self, area: int) -> tuple[OrderSpan, ...]:
        """Return the orders that the ordered level comes from at *area*, and no longer would."""
        spans = self._replaced.get(area)
        if spans is None:
            both = zipped([self._own(self.before.tracks(area)), self._own(self.after.tracks(area))])
            taken = mapped(both, lambda orders: orders[0] if orders[0] != orders[1] else SILENT)
            spans = tuple(span for span in taken if span[2] != SILENT)
            self._replaced[area] = spans
        return spans

    def lifts_at(self, area: int) -> tuple[OrderSpan, ...]:
        """Return the orders of lower areas that would be overtaken at *area*."""
        if area not in self._lifts:
            tree, issuing = self.case.scheme.tree, self.case.issuing
            # Lower areas: those on the line between the place and the issuing area.
            lower = [
                a for a in self.before.tracks(area) if a != issuing and tree.covers(issuing, a)
            ]
            self._lifts[area] = tuple(row for a in lower for row in self._lifted(a, area))
        return self._lifts[area]

    def _lifted(self, lower: int, area: int) -> Iterator[OrderSpan]:
        own = mapped(self.before.tracks(area)[lower], lambda order: (order, ()))
        floors = (floor_over(self.before, lower, area), floor_over(self.after, lower, area))
        for start, end, order in mapped(zipped((own, *floors)), self._overtaken):
            if order != SILENT:
                yield start, end, order

    def _overtaken(self, values: tuple[Source, ...]) -> int:
        (order, _), (floor, _), (raised, _) = values
        # Not below the floor before, below it after: it is this proposal that lifts over it. An
        # order that was below before was overtaken by somebody else.
        if order == SILENT or not floor <= self.before.rank(order) < raised:
            return SILENT
        return order


def _both(orders: tuple[int, ...], rank_of: Callable[[int], int], least: int) -> tuple[int, int]:
    """Return the effective ranks before and after.

    *orders* are the issuing area's order before, the one after, and those of other areas;
    *least* is the rank of areas that are silent all along.
    """
    for other in orders[2:]:
        least = max(least, rank_of(other))
    return max(least, rank_of(orders[0])), max(least, rank_of(orders[1]))


def _after(case: Case, rule: CompiledRule) -> View:
    """Return the view as it would be: with the proposal carried out."""
    # An ending or a ratification changes an order that is painted under others, so the book is
    # amended; a new order comes last, and painting it over the view is enough.
    if isinstance(case.proposal, EndProposal):
        scope = case.named or None
        book = case.book.end(case.proposal.order, case.start, scope)
    elif isinstance(case.proposal, RatifyProposal):
        book = case.book.ratify(case.proposal.order)
    else:
        return ProjectedView(case, min(case.end, provisional_until(case, rule) or case.end))
    return View(book, case.view.start, case.view.end, drill=case.drill, track=case.track)
