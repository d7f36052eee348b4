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

from collections.abc import Callable, Iterator, Mapping

from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.entries import Entry, realm_of
from responselevels.core.orders.lanes import SILENT, Lane, track_of
from responselevels.core.orders.pairs import SortedPairs
from responselevels.core.timeline import Track, mapped, zipped

Tracks = Mapping[int, Track[int]]
"""Issuing area → its order at each instant of the window (or `SILENT`)."""

Source = tuple[int, tuple[int, ...]]
"""A rank, and the numbers of the orders that attain it, ascending."""


class View:
    """The orders of a book in one realm, seen through the window ``[start, end)``.

    That is of the track with the number *track* (0 where the rules have none), real ones or drills.
    Answers are remembered, since one decision asks for the same areas again and again. The
    book is immutable, so that they stay right.
    """

    __slots__ = ("_effective", "_ranks", "_seen", "book", "drill", "end", "realm", "start", "track")

    def __init__(self, book: OrderBook, start: int, end: int, *, drill: bool, track: int) -> None:
        self.book = book
        self.start = start
        self.end = end
        self.drill = drill
        self.track = track
        self.realm = realm_of(track, drill=drill)
        self._seen: dict[int, Tracks] = {}
        # Silence counts as the default level wherever levels are compared.
        self._ranks = {SILENT: book.scheme.default}
        self._effective: dict[int, Track[Source]] = {}

    def tracks(self, area: int) -> Tracks:
        """Return the track of each issuing area on the line of *area* that is not silent there.

        The ordered level `O(a, area, t)` of docs/semantics.md, section 1, for all a and t of
        the window at once. Values are numbers of orders, or `SILENT`.
        """
        seen = self._seen.get(area)
        if seen is None:
            seen = self._seen[area] = self._looked_up(area)
        return seen

    def _looked_up(self, area: int) -> Tracks:
        tree = self.book.scheme.tree
        found: dict[int, list[SortedPairs]] = {}
        # One issuing area may have lanes at several places.
        for _place, lane in self.lanes_over(area):
            found.setdefault(lane.issuer, []).append(lane.steps_for(tree.lines[area]))
        tracks: dict[int, Track[int]] = {}
        for issuer, steps in found.items():
            track = self._latest(steps)
            # Silent in the whole window: left out, so that most lines have very few tracks.
            if len(track) > 1 or track[0][2] != SILENT:
                tracks[issuer] = track
        return tracks

    def lanes_over(self, area: int) -> Iterator[tuple[int, Lane]]:
        """Yield (place, lane) for each lane whose orders cover *area*, from itself upward."""
        # A scope covers the area if it names a place on the area's line upward, so the lanes of
        # these places are all there is.
        for place in self.book.scheme.tree.lines[area]:
            for lane in self.book.place(place):
                if lane.realm == self.realm:
                    yield place, lane

    def counts(self, order: Entry) -> bool:
        """Say whether *order* is among those looked at: of this track, a drill or not."""
        return order.realm == self.realm

    def _latest(self, lanes: list[SortedPairs]) -> Track[int]:
        # Numbers are the order of issue: of those in force, the greatest was issued last.
        # Silence is less than any of them.
        tracks = [track_of(steps, self.start, self.end) for steps in lanes]
        return tracks[0] if len(tracks) == 1 else mapped(zipped(tracks), max)

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

    def active_places(self, area: int) -> Iterator[int]:
        """Yield *area* and the places beneath it that may be active in the window, ascending."""
        yield area
        for place in self.book.places_within(area, self.start, self.end, realm=self.realm):
            if place != area:
                yield place


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
