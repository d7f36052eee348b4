"""`Screen`: says of an order, against all that were issued before it, what the verdict surely is.

It asks the same as a decision (docs/semantics.md, sections 3, 5 and 7), but only yes or no, and
stops at the first doubt: no finding, no change and no remedy is worked out. Doubt is always on
the side of deciding. What it passes is permitted, and what it fails is denied; an order of which
it says neither may be the one or the other.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from responselevels.core.orders.entries import Entry
from responselevels.core.orders.lanes import RANK_MASK
from responselevels.core.screening.acts import Acts
from responselevels.core.screening.growing import GrowingBook
from responselevels.core.screening.open_lanes import OpenLane, most_seen, most_together
from responselevels.core.screening.reach import Reach
from responselevels.core.timeline import micros_of, sum_within
from responselevels.core.world.scheme import CompiledRule, Scheme
from responselevels.models.decisions import Verdict
from responselevels.models.orders import Order


class Screen:
    """Screens orders one after the other; *book* has those before, and each is told to `add`."""

    def __init__(self, book: GrowingBook) -> None:
        """Begin with the orders of *book*, of which there must be none yet."""
        self.scheme: Scheme = book.scheme
        self._book = book
        self._reach = Reach(self.scheme.tree, len(self.scheme.levels), book.until)
        self._bounds: dict[tuple[int, int], _Bound] = {}
        self._issued: dict[int, int] = {}

    def add(self, entry: Entry) -> None:
        """Take in that *entry* was issued."""
        self._issued[entry.area] = entry.issued
        covers = self.scheme.tree.covers
        for place in entry.scope:
            if covers(entry.area, place):
                self._reach.add(entry, place)

    def verdict(self, order: Order, entry: Entry) -> Verdict | None:
        """Return what the issue of *order* surely comes to against those before it; None in doubt."""
        # What a record leaves out is remarked on, and never held against it.
        if order.recorded is not None or not self._timely(order, entry):
            return None
        bound = self._bound(entry.area)
        floor, own = self._most(entry, bound.issuers)
        if floor > entry.rank and self._below(order, entry, bound):
            return Verdict.DENY
        acts = Acts(self.scheme, order, entry)
        through = self._ruled(acts) and self._stands(acts, bound, floor, own)
        return Verdict.PERMIT if through else None

    def _timely(self, order: Order, entry: Entry) -> bool:
        """Say whether time and scope are surely such as every order must have them."""
        scheme, at, expected = self.scheme, entry.issued, order.expected_end
        if not scheme.valid_from <= at < scheme.valid_to or entry.start < at:
            return False
        # A scope is ascending, and a cover is a run of numbers.
        if entry.scope[0] < entry.area or entry.scope[-1] >= scheme.tree.after[entry.area]:
            return False
        return expected is None or entry.start < micros_of(expected) <= entry.end

    # -- the transitions -----------------------------------------------------------------

    def _ruled(self, acts: Acts) -> bool:
        """Say whether a transition surely permits it, as far as the order itself goes."""
        entry, wanted = acts.entry, acts.entry.transition
        tier = self.scheme.tree.tiers[entry.area]
        # One that permits it is enough: permit comes before all else, whatever the others find.
        for rule in self.scheme.transitions_to.get((tier, entry.rank), ()):
            tried = rule.ratify is None if wanted is None else rule.id == wanted
            if tried and self._from(rule, entry) and acts.fill(rule) and self._graced(rule, entry):
                return True
        return False

    def _from(self, rule: CompiledRule, entry: Entry) -> bool:
        """Say whether *rule* may start from every level that the places named stand at."""
        if len(rule.sources) == len(self.scheme.levels):
            return True
        return all(self._standing(place, entry) in rule.sources for place in entry.scope)

    def _standing(self, place: int, entry: Entry) -> int:
        """Return the effective level (rank) of *place* at the start of the order's period."""
        scheme, codes = self.scheme, dict[int, int]()
        line = scheme.tree.lines[place]
        for wider in line:
            for lane in self._book.lanes(wider):
                if lane.realm != entry.realm:
                    continue
                times, steps = lane.steps_for(line)
                code = steps[bisect_right(times, entry.start) - 1]
                # Of the lanes of one area the greatest code is the order issued last.
                codes[lane.issuer] = max(code, codes.get(lane.issuer, code))
        return max(
            codes[area] & RANK_MASK if area in codes else scheme.default
            for area in scheme.inherited_from[place]
        )

    def _graced(self, rule: CompiledRule, entry: Entry) -> bool:
        """Say whether neither acting first again nor the length of its grace counts against it."""
        if rule.grace is None:
            return True
        # Graces that are over, or run still, have to be looked at one by one.
        if rule.again_after is not None and self._book.graces_after(
            entry.area, entry.issued - rule.again_after
        ):
            return False
        return entry.lapse is None or entry.lapse <= sum_within(entry.issued, rule.grace)

    # -- the other orders ------------------------------------------------------------------

    def _bound(self, area: int) -> _Bound:
        # Areas of one tier beneath one area are bound alike.
        kind = self.scheme.tree.parents[area], self.scheme.tree.tiers[area]
        bound = self._bounds.get(kind)
        if bound is None:
            bound = self._bounds[kind] = _Bound.of(self.scheme, area)
        return bound

    def _below(self, order: Order, entry: Entry, bound: _Bound) -> bool:
        """Say whether an area above surely orders more for a place of the scope: the floor denies it."""
        # Of a group it is still to be read whether its name means what it meant.
        if order.scope_named:
            return False
        start, end, lines = entry.start, entry.end, self.scheme.tree.lines
        return any(
            most_seen(self._lanes_over(entry, place, issuer), lines[place], start, end) > entry.rank
            for place in entry.scope
            for issuer in bound.covering
        )

    def _stands(self, acts: Acts, bound: _Bound, floor: int, own: int) -> bool:
        """Say whether it is surely not below a floor, and lowers nothing that it may not lower.

        *floor* and *own* are what `_most` has found.
        """
        entry, rank = acts.entry, acts.entry.rank
        # Silence above counts as the default level.
        if bound.issuers and rank < self.scheme.default:
            return False
        if floor > rank and any(self._exceeds(entry, issuer) for issuer in bound.issuers):
            return False
        for issuer in bound.anywhere:
            if self._exceeds_beneath(entry, issuer, issuer):
                return False
        for issuer in bound.touched:
            if self._exceeds_beneath(entry, entry.area, issuer):
                return False
        return self.scheme.lowering == "free" or self._lowers(acts, own)

    def _lowers(self, acts: Acts, own: int) -> bool:
        """Say whether it surely fills an ending for each order of its area that it may lower.

        *own* is the most severe rank of these, each lane looked at by itself.
        """
        scheme, entry = self.scheme, acts.entry
        # What may be ratified yet is told by its period, and not by what is seen.
        if self._book.pending(entry):
            return False
        if own <= entry.rank:
            return True
        # Beneath what is seen there may be orders of every level between.
        tier, since = scheme.tree.tiers[entry.area], self._issued[entry.area]
        ended = scheme.lowering == "as_ending" and all(
            any(acts.end(ending, since) for ending in scheme.endings_of.get((tier, rank), ()))
            for rank in range(entry.rank + 1, own + 1)
        )
        return ended or not self._exceeds(entry, entry.area)

    def _most(self, entry: Entry, above: frozenset[int]) -> tuple[int, int]:
        """Return the most severe ranks that may be ordered in the scope and period of *entry*.

        By the areas *above*, and by its own; -1 where neither exceeds that of *entry*. Each lane is
        looked at by itself, as if no other one lay over it.
        """
        tree, start, end, realm = self.scheme.tree, entry.start, entry.end, entry.realm
        area, rank, lanes, floor, own = entry.area, entry.rank, self._book.lanes, -1, -1
        for place in entry.scope:
            for wider in tree.lines[place]:
                for lane in lanes(wider):
                    # Most lanes never held anything more severe, and are done with.
                    if lane.worst <= rank or lane.realm != realm:
                        continue
                    if lane.issuer == area:
                        own = max(own, lane.most(start, end))
                    elif lane.issuer in above:
                        floor = max(floor, lane.most(start, end))
            if tree.after[place] > place + 1:
                own = max(own, self._reach.most(place, area, realm, start))
                for issuer in above:
                    floor = max(floor, self._reach.most(place, issuer, realm, start))
        return floor, own

    def _exceeds(self, entry: Entry, issuer: int) -> bool:
        """Say whether *issuer* may order more in the scope and period of *entry*.

        Here its later orders lie over its earlier ones.
        """
        return any(
            self._exceeds_on_line(entry, place, issuer)
            or self._exceeds_beneath(entry, place, issuer)
            for place in entry.scope
        )

    def _exceeds_on_line(self, entry: Entry, place: int, issuer: int) -> bool:
        lanes = self._lanes_over(entry, place, issuer)
        return most_together(lanes, entry.start, entry.end) > entry.rank

    def _lanes_over(self, entry: Entry, place: int, issuer: int) -> list[OpenLane]:
        """Return the lanes of *issuer* and the realm of *entry* whose orders cover *place*."""
        return [
            lane
            for wider in self.scheme.tree.lines[place]
            for lane in self._book.lanes(wider)
            if lane.realm == entry.realm and lane.issuer == issuer
        ]

    def _exceeds_beneath(self, entry: Entry, area: int, issuer: int) -> bool:
        realm, start, end, rank = entry.realm, entry.start, entry.end, entry.rank
        after = self.scheme.tree.after[area]
        if after == area + 1 or self._reach.most(area, issuer, realm, start) <= rank:
            return False
        return any(
            lane.most(start, end) > rank and self._exceeds_on_line(entry, lane.place, issuer)
            for lane in self._book.lanes_beneath(area, issuer, entry)
        )


@dataclass(frozen=True, slots=True)
class _Bound:
    """What binds an area: the areas above whose orders count, *issuers*.

    Of *covering* it counts what they order for its very places. Of *touched* it counts also what
    they order anywhere in the cover of the area, of *anywhere* whatever they order, wherever its
    own order is to hold.
    """

    issuers: frozenset[int]
    covering: tuple[int, ...]
    touched: tuple[int, ...]
    anywhere: tuple[int, ...]

    @classmethod
    def of(cls, scheme: Scheme, area: int) -> _Bound:
        """Return what binds *area* by the floor rules of its tier."""
        tree = scheme.tree
        counted: dict[str, set[int]] = {"covering": set(), "touching": set(), "issued": set()}
        for rule in scheme.floors.get(tree.tiers[area], ()):
            if rule.binding:
                counted[rule.counts].update(
                    a for a in tree.lines[area][1:] if rule.of is None or tree.tiers[a] in rule.of
                )
        return cls(
            issuers=frozenset[int]().union(*counted.values()),
            covering=tuple(counted["covering"]),
            touched=tuple(counted["touching"]),
            anywhere=tuple(counted["issued"]),
        )
