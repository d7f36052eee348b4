"""What a proposal would set in motion: changes, overtaken and replaced orders.

See docs/semantics.md, section 3, "What it would set in motion". The standing orders are swept
once, place by place and span by span, the issuing area's track beside what it would be; for
an ending or a ratification in the same way as for a new order. Nothing is carried out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from responselevels.core.deciding.case import Case
from responselevels.core.deciding.graces import provisional_until
from responselevels.core.frozen import maker
from responselevels.core.measures.changing import PlaceMoves, measure_changes
from responselevels.core.orders.keeping import profiles_of
from responselevels.core.orders.lanes import RANK_BITS, code_of, silence_of
from responselevels.core.orders.levels import PlaceHeard, View
from responselevels.core.orders.sweep import (
    Coded,
    LevelMove,
    Moved,
    OrderSpan,
    Profile,
    Profiles,
    spans,
)
from responselevels.core.orders.wide.lively import Lively, without_difference
from responselevels.core.timeline import instant_of_micros
from responselevels.core.world.scheme import CompiledRule
from responselevels.models.decisions import Change, Overtake, Replaced
from responselevels.models.measuring import MeasureChange
from responselevels.models.proposals import EndProposal, RatifyProposal
from responselevels.models.times import instant_at

Span = tuple[int, int, int, int]
"""What a place hears of others, what its own area orders before and after, the most of all before."""
R = TypeVar("R", LevelMove, OrderSpan)
K = TypeVar("K", Overtake, Replaced)


_change, _overtake, _replaced = maker(Change), maker(Overtake), maker(Replaced)

UNMOVED = Moved([], [], [])


class Consequences(NamedTuple):
    """What would change if a case were carried out by a rule: changes, overtaken and replaced orders."""

    changes: tuple[Change, ...]
    overtakes: tuple[Overtake, ...]
    replaces: tuple[Replaced, ...]
    measures: tuple[MeasureChange, ...]


def consequences_of(case: Case, rule: CompiledRule) -> Consequences:
    """Return what would change if *case* were carried out by *rule*.

    *changes*: each change of an effective level. *overtakes*: the standing orders of lower areas
    that would be below the floor. *replaces*: the area's own orders that a new one would take the
    place of (docs/semantics.md, section 7); an ending or a ratification replaces nothing. A row
    that a place shares with the one above it is told there.
    """
    sweep = Sweep(case, rule)
    sweep.run()
    return Consequences(
        _changes(case, sweep.moves),
        _of_orders(case, _overtake, sweep.lifts),
        _of_orders(case, _replaced, sweep.replaced),
        measure_changes(case.view, sweep.looked_at) if sweep.moves and sweep.measured else (),
    )


class Sweep:
    """The walk over the places that a case is for; *moves*, *lifts*, *replaced* are (place, row)."""

    def __init__(self, case: Case, rule: CompiledRule) -> None:
        self.case = case
        self.moves: list[tuple[int, LevelMove]] = []
        self.lifts: list[tuple[int, OrderSpan]] = []
        self.replaced: list[tuple[int, OrderSpan]] = []
        self.measured = bool(case.scheme.differences.ids)
        self.looked_at: list[PlaceMoves] = []
        self._until = case.view.end
        self._later = _later(case)
        if self._later is None:
            self._until = min(case.end, provisional_until(case, rule) or case.end)
        # Issued last, a new order wins over those of its own area as long as it holds, so that
        # one step stands for its track; it has the number that the book would give it next.
        start = (case.view.start,)
        self._silent: Coded = start, (silence_of(case.scheme.default),)
        self._foreseen: Coded = start, (code_of(case.book.count, case.rank),)
        self._deaf = len(case.scheme.levels)

    def run(self) -> None:
        """Gather the rows of all places."""
        if self._until <= self.case.view.start:
            return
        case = self.case
        # With a default above the least severe level, silence differs wherever it is.
        # Measures may be for a single tier, of which a branch may have areas or none.
        passing = case.order is None and not case.scheme.default and not self.measured
        for top in self._tops():
            kept = None
            if case.order is None:
                kept = profiles_of(case.scheme, case.view, case.issuing, top)
            if kept is not None:
                self._recall(kept)
            elif passing and case.view.is_wide(top):
                self._pass_over(top)
            else:
                self._walk(self._places(top))

    def _walk(self, places: Iterable[PlaceHeard], lively: Lively | None = None) -> None:
        levels = len(self.case.scheme.levels)
        found: list[Moved] = []
        known = len(self.looked_at)
        for heard in places:
            above = found[heard.above] if heard.above >= 0 else UNMOVED
            spans: set[Span] | None = None if lively is None else set()
            found.append(self._moved(heard, spans))
            self._add(heard.area, found[-1], above)
            if self.measured:
                at = known + heard.above if heard.above >= 0 else -1
                self.looked_at.append(PlaceMoves(heard.area, at, found[-1].moves))
            if lively is not None and spans is not None:
                lively.bar(*without_difference(spans, levels))

    def _recall(self, profiles: Profiles) -> None:
        """Gather the rows of places of which it is known what they hold over all of time."""
        start, until = self.case.view.start, self._until
        found: list[Moved] = []
        for one in profiles:
            above = found[one.above] if one.above >= 0 else UNMOVED
            rows = above
            if one.active(start, until):
                rows = _over_all_time(one, self.case.rank).within(start, until)
                self._add(one.area, rows, above)
            found.append(rows)

    def _pass_over(self, top: int) -> None:
        """Gather the rows of a wide cover without a look at branches that make no difference."""
        view = self.case.view
        lively = view.book.lively(top, view.start, view.end, realm=view.realm)
        places = iter(lively)
        next(places)
        self._walk(view.walk(top, ((place, view.book.place(place)) for place in places)), lively)

    def _tops(self) -> Sequence[int]:
        """Return the topmost areas that the case is for, in the cover of the issuing one."""
        case, tree = self.case, self.case.scheme.tree
        if case.order is None:
            return tree.topmost(case.inside)
        # A list may hold an order for areas outside its own area's cover. It orders nothing
        # there, so that nothing moves but in the cover.
        issuing, after = case.issuing, tree.after[case.issuing]
        within = {max(a, issuing) for a in case.inside if a < after and issuing < tree.after[a]}
        return tree.topmost(tuple(sorted(within)))

    def _places(self, top: int) -> list[PlaceHeard]:
        """Return the places of a cover that may fare otherwise than their parents.

        Where nothing is ordered, a place fares as its parent does, so that only active places
        can differ; with two exceptions.
        """
        case, tree = self.case, self.case.scheme.tree
        also: list[int] = []
        # An order to be ratified may hold nowhere without that, and its places be quiet so far.
        if case.order is not None:
            inside = case.inside
            also += inside[bisect_left(inside, top) : bisect_left(inside, tree.after[top])]
        if self.measured:
            also += self._of_other_tracks(top)
        # Where the default is not the least severe level, a silent child counts as the default
        # even if its parent has ordered something milder for itself.
        if case.scheme.default:
            places = {*case.view.active_places(top), *also}
            also += [child for place in places for child in tree.children(place)]
        return case.view.heard_with(top, also) if also else case.view.heard(top)

    def _of_other_tracks(self, top: int) -> Iterator[int]:
        """Yield the places of a cover that may have another level than their parents in other tracks.

        A measure may hold because of any track.
        """
        view = self.case.view
        for track in range(len(self.case.scheme.tracks)):
            if track != view.track:
                other = View(view.book, view.start, view.end, drill=view.drill, track=track)
                yield from other.active_places(top)

    def _add(self, area: int, rows: Moved, above: Moved) -> None:
        """Take the rows of a place that the nearest one above it does not have, too."""
        if rows.moves:
            self.moves += [(area, row) for row in _others(rows.moves, above.moves)]
        if rows.lifts:
            self.lifts += [(area, row) for row in _others(rows.lifts, above.lifts)]
        if rows.replaced:
            self.replaced += [(area, row) for row in _others(rows.replaced, above.replaced)]

    # -- one place ---------------------------------------------------------------------

    def _moved(self, heard: PlaceHeard, told: set[Span] | None = None) -> Moved:
        """Return the rows of one place; add to *told* what each span says of the places beneath.

        The level of an area that does not count what the issuing area orders, since a tier
        between the two does not inherit, does not move.
        """
        issuers, own, first, least, slots = self._line(heard)
        moves: list[LevelMove] = []
        lifts: list[OrderSpan] = []
        replaced: list[OrderSpan] = []
        last: dict[int, int] = {}
        lower = own + 2 < len(slots)
        for start, end, codes, ranks in spans(slots, self.case.view.start, self._until):
            # Only the orders of the issuing area differ between before and after.
            before = codes[own]
            if before == codes[-1]:
                continue
            old, new, ordered = ranks[own], ranks[-1], max(ranks[:-1])
            # What is heard of others. Where the issuing area is not heard, no level moves, as if
            # it was drowned out.
            most = self._deaf if first > own else max(ordered, least)
            if first <= own and (first or old == ordered):
                ranks[own] = least
                most, ranks[own] = max(ranks[first:-1]), old
            if old != new and (old > most or new > most):
                _join(moves, (start, end, max(most, old), max(most, new)))
            if told is not None:
                told.add((most, old, new, ordered))
            for order in self._overtaken(issuers, own, codes, ranks) if lower else ():
                _join_order(lifts, last, (start, end, order))
            if before >= 0 and self._later is None:
                _join(replaced, (start, end, before >> RANK_BITS))
        return Moved(moves, lifts, replaced)

    def _line(self, heard: PlaceHeard) -> tuple[list[int], int, int, int, list[Coded]]:
        """Return who is heard at a place, from the root downward, and their tracks, last the new one.

        Between the two the index of the issuing area, that of the first one whose orders count
        for the level, and the rank of those that are silent.
        """
        case, tracks = self.case, {self.case.issuing: self._silent, **heard.tracks}
        later = self._foreseen
        if self._later is not None:
            later = self._later.coded(heard.area).get(case.issuing, self._silent)
        # Areas are numbered in preorder: ascending, the issuers stand from the root downward.
        issuers = sorted(tracks)
        counted = case.scheme.inherited_from[heard.area]
        first = bisect_left(issuers, counted[-1])
        # Areas without a track are silent all along, at the default.
        least = case.scheme.default if len(issuers) - first < len(counted) else 0
        slots = [*[tracks[issuer] for issuer in issuers], later]
        return issuers, issuers.index(case.issuing), first, least, slots

    def _overtaken(
        self, issuers: list[int], own: int, codes: list[int], ranks: list[int]
    ) -> Iterable[int]:
        """Return the orders of lower areas that were not below the floor, and would be after.

        An order that was below the floor before was overtaken by somebody else.
        """
        found: list[int] = []
        run, after = max(ranks[: own + 1]), ranks[-1]
        default, lines = self.case.scheme.default, self.case.scheme.tree.lines
        # Downward, the floor of each is the most severe of those passed so far.
        for slot in range(own + 1, len(issuers)):
            # What was not below a floor as severe as the proposed level is not below that one.
            if run >= after:
                break
            # With fewer tracks above it than areas, some area above it is silent all along.
            if run < default and slot < len(lines[issuers[slot]]) - 1:
                run = default
            if ranks[slot] >= run:
                run = ranks[slot]
                if codes[slot] >= 0 and run < after:
                    found.append(codes[slot] >> RANK_BITS)
        return found


def _over_all_time(one: Profile, rank: int) -> Moved:
    """Return the rows of one place for a new order of *rank*, as if it held for ever."""
    known = one.moved.get(rank)
    if known is not None:
        return known
    moves: list[LevelMove] = []
    lifts: list[OrderSpan] = []
    replaced: list[OrderSpan] = []
    last: dict[int, int] = {}
    for start, end, most, old, order, lower in one.held:
        if old != rank and (old > most or rank > most):
            _join(moves, (start, end, max(most, old), max(most, rank)))
        for ordered, number in lower:
            if ordered < rank:
                _join_order(lifts, last, (start, end, number))
        if order >= 0:
            _join(replaced, (start, end, order))
    # There are few levels: of each, it is worked out once.
    found = one.moved[rank] = Moved(moves, lifts, replaced)
    return found


def _join(rows: list[R], row: R) -> None:
    """Add *row* to *rows*, joined to the last one where that touches it and says the same."""
    if rows and rows[-1][1] == row[0] and rows[-1][2:] == row[2:]:
        rows[-1] = (rows[-1][0], *row[1:])
    else:
        rows.append(row)


def _join_order(rows: list[OrderSpan], last: dict[int, int], row: OrderSpan) -> None:
    """Add *row* to *rows*, joined to the last one of its order, whose index *last* has."""
    start, end, order = row
    at = last.get(order)
    if at is not None and rows[at][1] == start:
        rows[at] = (rows[at][0], end, order)
    else:
        last[order] = len(rows)
        rows.append(row)


def _others(rows: Sequence[R], known: Sequence[R]) -> Sequence[R]:
    """Return those of *rows* that are not *known*."""
    if not rows or not known:
        return rows
    seen = frozenset(known)
    return [row for row in rows if row not in seen]


def _later(case: Case) -> View | None:
    """Return the view as it would be after an ending or a ratification; None for a new order."""
    # These change an order that is painted under others, so that the book is amended.
    if isinstance(case.proposal, EndProposal):
        book = case.book.end(case.proposal.order, case.start, case.named or None)
    elif isinstance(case.proposal, RatifyProposal):
        book = case.book.ratify(case.proposal.order)
    else:
        return None
    return View(book, case.view.start, case.view.end, drill=case.drill, track=case.track)


def _changes(case: Case, moves: Iterable[tuple[int, LevelMove]]) -> tuple[Change, ...]:
    ids, levels = case.scheme.tree.ids, case.scheme.levels
    rows = sorted([(ids[area], *row) for area, row in moves])
    return tuple(
        [
            _change(area, instant_at(start), instant_of_micros(end), levels[old], levels[new])
            for area, start, end, old, new in rows
        ]
    )


def _of_orders(
    case: Case, make: Callable[..., K], rows: Iterable[tuple[int, OrderSpan]]
) -> tuple[K, ...]:
    ids, entry = case.scheme.tree.ids, case.book.entry
    named = sorted([(ids[area], row[0], entry(row[2]).id, row[1]) for area, row in rows])
    return tuple(
        [
            make(order, area, instant_at(start), instant_of_micros(end))
            for area, start, order, end in named
        ]
    )
