"""Ordered level, effective level and floor, with the orders they come from.

See docs/semantics.md, section 1.

A `View` looks at a book through a window of time: the real orders or the drills of one
track, never others beside them.
For an area it has one track for each issuing area on the line upward that is not
silent there: the ordered level `O(a, x, t)` for all instants of the window at once.
Every other level is the most severe of some of these tracks:

- effective level: the tracks of the area and its ancestors as far as levels are
  inherited, and the default for each that is silent;
- floor: those of the strict ancestors of the issuing area.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import NamedTuple

from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.entries import Entry, realm_of
from responselevels.core.orders.lanes import RANK_BITS, RANK_MASK, SILENT, Lane, PlaceLanes
from responselevels.core.orders.sweep import Coded, CodedTracks, Profiles, latest
from responselevels.core.timeline import Track, mapped, zipped

Tracks = Mapping[int, Track[int]]
"""Issuing area → its order at each instant of the window (or `SILENT`)."""

Source = tuple[int, tuple[int, ...]]
"""A rank, and the numbers of the orders that attain it, ascending."""

ANYBODY = -1
"""No issuing area in particular."""

WIDE = 32
"""Number of areas beneath a place from which on whole branches without a difference are passed over.

Of fewer, a plain walk over those with an order in force costs less.
"""


class PlaceHeard(NamedTuple):
    """A place that may fare otherwise than those above it, and what is ordered for it.

    *above* is the index of the nearest such place above it in the list that it stands in, -1
    for the first. *changed* are the issuing areas whose tracks may differ from those there.
    *parted* says whether some order was ended apart from the rest in a part of what lies beneath.
    """

    area: int
    above: int
    tracks: CodedTracks
    changed: tuple[int, ...]
    parted: bool


class View:
    """The orders of a book in one realm, seen through the window ``[start, end)``.

    That is of the track with the number *track* (0 where the rules have none), real ones or drills.
    Answers are remembered, since one decision asks for the same areas again and again, *profiles*
    among them (`keeping`). The book is immutable, so that they stay right.
    """

    __slots__ = (
        "_coded",
        "_effective",
        "_heard",
        "_ranks",
        "book",
        "drill",
        "end",
        "profiles",
        "realm",
        "start",
        "track",
    )

    def __init__(self, book: OrderBook, start: int, end: int, *, drill: bool, track: int) -> None:
        self.book = book
        self.start = start
        self.end = end
        self.drill = drill
        self.track = track
        self.realm = realm_of(track, drill=drill)
        self._coded: dict[int, CodedTracks] = {}
        self._heard: dict[tuple[int, int], list[PlaceHeard]] = {}
        self.profiles: dict[tuple[int, int], Profiles | None] = {}
        # Silence counts as the default level wherever levels are compared.
        self._ranks = {SILENT: book.scheme.default}
        self._effective: dict[int, Track[Source]] = {}

    def tracks(self, area: int) -> Tracks:
        """Return the track of each issuing area on the line of *area* that is not silent there.

        The ordered level `O(a, area, t)` of docs/semantics.md, section 1, for all a and t of
        the window at once. Values are numbers of orders, or `SILENT`.
        """
        return {issuer: self._told(coded) for issuer, coded in self.coded(area).items()}

    def _told(self, coded: Coded) -> Track[int]:
        times, codes = coded
        numbers = [code >> RANK_BITS for code in codes]
        return list(zip((self.start, *times[1:]), (*times[1:], self.end), numbers, strict=True))

    def coded(self, area: int) -> CodedTracks:
        """Return the same as `tracks`, coded (`responselevels.core.orders.sweep`)."""
        coded = self._coded.get(area)
        if coded is None:
            found: dict[int, Coded] = {}
            self._gather(found, area, [lane for _, lane in self.lanes_over(area)])
            coded = self._coded[area] = found
        return coded

    def _gather(self, found: dict[int, Coded], area: int, lanes: Iterable[Lane]) -> list[Lane]:
        """Add the orders of *lanes* as they hold for *area* to *found*; return the lanes that speak."""
        line, start, end = self.book.scheme.tree.lines[area], self.start, self.end
        speaking: list[Lane] = []
        for lane in lanes:
            steps = lane.steps_for(line) if lane.views else lane.steps
            if steps.chunks:
                coded = steps.between(start, end)
            else:
                # As `SortedPairs.between` does it, for a short lane without a call.
                keys, low = steps.keys, bisect_right(steps.keys, start) - 1
                high = bisect_left(keys, end, low)
                coded = keys[low:high], steps.values[low:high]
            # Silent in the whole window: left out, so that most lines have very few tracks.
            if len(coded[1]) == 1 and coded[1][0] < 0:
                continue
            # One issuing area may have lanes at several places. Codes ascend in the order of
            # issue: of those in force, the greatest was issued last; silence is less than any.
            other = found.get(lane.issuer)
            found[lane.issuer] = coded if other is None else latest((other, coded), start, end)
            speaking.append(lane)
        return speaking

    def lanes_over(self, area: int) -> list[tuple[int, Lane]]:
        """Return (place, lane) for each lane whose orders cover *area*, from itself upward."""
        # A scope covers the area if it names a place on the area's line upward, so the lanes of
        # these places are all there is.
        found: list[tuple[int, Lane]] = []
        book = self.book
        known = book.unfolded
        for place in book.scheme.tree.lines[area]:
            for lane in known[place] if place in known else book.place(place):
                if lane.realm == self.realm:
                    found.append((place, lane))  # noqa: PERF401 - asked very often
        return found

    def counts(self, order: Entry) -> bool:
        """Say whether *order* is among those looked at: of this track, a drill or not."""
        return order.realm == self.realm

    def remembered(self, area: int, of: Callable[[View, int], Track[Source]]) -> Track[Source]:
        """Return the effective level of *area*, worked out by *of* when first asked for."""
        known = self._effective.get(area)
        if known is None:
            known = self._effective[area] = of(self, area)
        return known

    def rank(self, order: int) -> int:
        """Return the rank that the order with this number has."""
        return self.book.entry(order).rank

    def rank_or_default(self, order: int) -> int:
        """Return the rank of the order, or the default where it is `SILENT`."""
        rank = self._ranks.get(order)
        if rank is None:
            rank = self._ranks[order] = self.rank(order)
        return rank

    # -- what lies beneath an area -----------------------------------------------------

    def active_places(self, area: int) -> list[int]:
        """Return *area* and the places beneath it that may be active in the window, ascending."""
        return [heard.area for heard in self.heard(area)]

    def heard(self, top: int) -> list[PlaceHeard]:
        """Return *top* and the active places beneath it, ascending, with what is ordered for each."""
        heard = self._heard.get((top, ANYBODY))
        if heard is None:
            beneath = self._lanes_beneath(top)
            heard = self._heard[top, ANYBODY] = [*self.walk(top, beneath)]
        return heard

    def heard_with(self, top: int, also: Iterable[int]) -> list[PlaceHeard]:
        """Return the same with the places *also*, beneath *top*, whether they are active or not."""
        quiet = dict[int, PlaceLanes].fromkeys(also, ())
        quiet.pop(top, None)
        beneath = sorted({**quiet, **dict(self._lanes_beneath(top))}.items())
        return [*self.walk(top, beneath, quiet)]

    def heard_from(self, top: int, by: int) -> list[PlaceHeard]:
        """Return what is `heard` at *top* and the places where orders of *by*, or of wider areas, may hold.

        *by* is *top*, or above it. Beneath a narrow top other places may be among them, too.
        """
        if not self.is_wide(top):
            return self.heard(top)
        heard = self._heard.get((top, by))
        if heard is None:
            lively = self.book.lively(top, self.start, self.end, realm=self.realm)
            beneath = ((place, self.book.place(place)) for place in lively.reached(by))
            heard = self._heard[top, by] = [*self.walk(top, beneath)]
        return heard

    def is_wide(self, top: int) -> bool:
        """Say whether so much lies beneath *top* that whole branches should be passed over."""
        return self.book.scheme.tree.after[top] - top > WIDE

    def _lanes_beneath(self, top: int) -> list[tuple[int, PlaceLanes]]:
        after = self.book.scheme.tree.after[top]
        return self.book.lanes_within(top + 1, after, self.start, self.end)

    def walk(
        self,
        top: int,
        beneath: Iterable[tuple[int, PlaceLanes]],
        quiet: Container[int] = (),
    ) -> Iterator[PlaceHeard]:
        """Yield *top*, then each of the places *beneath* that is active or *quiet*, with its lanes given.

        They ascend; *above* counts what was yielded.
        """
        after = self.book.scheme.tree.after
        lanes_over = [lane for _, lane in self.lanes_over(top)]
        tracks: dict[int, Coded] = {}
        self._gather(tracks, top, lanes_over)
        self._coded[top] = tracks
        parted = any(lane.views for lane in lanes_over)
        line = [(0, PlaceHeard(top, -1, tracks, (), parted))]
        yield line[0][1]
        number = 1
        for place, lanes in beneath:
            # In preorder, the nearest place above is the last one, or one above that.
            while after[line[-1][1].area] <= place:
                line.pop()
            # Beneath a parted place every track may differ, yet orders of other realms move none.
            ours = not line[-1][1].parted or any(lane.counts_in(self.realm) for lane in lanes)
            if not ours and place not in quiet:
                continue
            heard = self._heard_at(place, lanes, *line[-1])
            if heard.changed or place in quiet or any(lane.parted for lane in lanes):
                line.append((number, heard))
                number += 1
                yield heard

    def _heard_at(
        self, place: int, lanes: PlaceLanes, above: int, nearest: PlaceHeard
    ) -> PlaceHeard:
        # Beneath an order that was ended apart from the rest, an area has tracks of its own.
        if nearest.parted:
            line = self.book.scheme.tree.lines[place]
            return PlaceHeard(place, above, self.coded(place), line, True)
        tracks = dict(nearest.tracks)
        speaking = self._gather(tracks, place, [x for x in lanes if x.realm == self.realm])
        self._coded[place] = tracks
        changed = tuple([lane.issuer for lane in speaking])
        return PlaceHeard(place, above, tracks, changed, any(lane.views for lane in speaking))


def most_severe(view: View, tracks: list[Track[int]], *, silence: int) -> Track[Source]:
    """Return the most severe level of *tracks* at each instant, with the orders that attain it.

    A track counts as the default level where it is silent. *silence* is the rank of the
    areas that have no track at all, those silent all along: the default where there are
    such areas, else 0, the least severe rank, which changes no maximum.
    """
    if not tracks:
        return [(view.start, view.end, (silence, ()))]
    return mapped(zipped(tracks), lambda orders: _source(view, orders, silence))


def _source(view: View, orders: tuple[int, ...], silence: int) -> Source:
    worst = silence
    attaining: list[int] = []
    # Several orders may attain the level; all of them are its reasons. Silence may attain it,
    # too, and is no order.
    for order in orders:
        rank = view.rank_or_default(order)
        if rank > worst:
            worst = rank
            attaining.clear()
        if rank == worst and order != SILENT:
            attaining.append(order)
    return worst, tuple(sorted(attaining)) if len(attaining) > 1 else tuple(attaining)


def effective(view: View, area: int) -> Track[Source]:
    """Return the effective level `E` of *area* over the window, with the orders it comes from.

    At the default level there are none: it takes no order and holds by itself
    (docs/semantics.md, section 1, "Default level").
    """
    return view.remembered(area, _effective)


def _effective(view: View, area: int) -> Track[Source]:
    scheme = view.book.scheme
    tracks, counted_areas = view.tracks(area), scheme.inherited_from[area]
    speaking = [tracks[issuer] for issuer in counted_areas if issuer in tracks]
    silence = scheme.default if len(speaking) < len(counted_areas) else 0
    track = most_severe(view, speaking, silence=silence)
    # Mostly nobody orders the default level, and the track stands as it is.
    if all(rank != scheme.default or not orders for _, _, (rank, orders) in track):
        return track
    return mapped(track, lambda source: (source[0], ()) if source[0] == scheme.default else source)


def source_at(book: OrderBook, area: int, instant: int, realm: int) -> Source:
    """Return the effective level `E` of *area* at one instant in one realm, as `effective` has it.

    Far quicker than a view of one instant: nothing but the order of each lane is looked for.
    """
    scheme = book.scheme
    heard: dict[int, int] = {}
    for issuer, keys, values, steps in book.steps_over(area, realm):
        # As `SortedPairs.at` does it, for a lane of one chunk without a call.
        code = values[bisect_right(keys, instant) - 1] if values else steps.at(instant)
        # Of the orders of one area the one issued last counts: the greatest code.
        if code >= 0 and code > heard.get(issuer, SILENT):
            heard[issuer] = code
    worst, attaining = 0, list[int]()
    for code in heard.values():
        rank = code & RANK_MASK
        if rank > worst:
            worst, attaining = rank, [code >> RANK_BITS]
        elif rank == worst:
            attaining.append(code >> RANK_BITS)
    # Whoever is silent counts as the default level, which comes from no order.
    if worst <= scheme.default and (
        worst == scheme.default or len(heard) < len(scheme.inherited_from[area])
    ):
        return scheme.default, ()
    if len(attaining) > 1:
        attaining.sort()
    return worst, tuple(attaining)


def floor_over(view: View, issuing: int, area: int) -> Track[Source]:
    """Return the floor `F` for what *issuing* orders for *area*, with the orders that set it.

    The least severe rank where *issuing* has no ancestors: nothing binds it. Unlike the
    effective level, the floor does not ask whether tiers inherit.
    """
    return floor_by(view, view.book.scheme.tree.lines[issuing][1:], area)


def floor_by(view: View, above: tuple[int, ...], area: int) -> Track[Source]:
    """Return the most severe that the areas *above* order for *area*, with the orders that set it.

    The least severe rank where there are none.
    """
    scheme = view.book.scheme
    tracks = view.tracks(area)
    speaking = [tracks[issuer] for issuer in above if issuer in tracks]
    silence = scheme.default if len(speaking) < len(above) else 0
    return most_severe(view, speaking, silence=silence)
