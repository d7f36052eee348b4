"""`OpenLane`: a lane that is painted in place, and shown as a `Lane` when somebody looks at it.

It says what `OrderBook.with_entry` and `settled` say, by the same painting (`lanes.splice`), on
lists that nobody else holds. See `core.orders.lanes` for what steps, ends and views are.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Sequence

from responselevels.core.orders.arrays.pairs import SortedPairs
from responselevels.core.orders.entries import Entry, held_until, partial_places
from responselevels.core.orders.lanes import (
    RANK_MASK,
    Lane,
    code_of,
    coded_track,
    silence_of,
    splice,
)
from responselevels.core.timeline import FOREVER
from responselevels.core.world.scheme import Scheme

Steps = tuple[list[int], list[int]]
"""Times, and the code that holds from each of them on."""

_NO_VIEWS: dict[int, Steps] = {}
"""Shared by the lanes that have none: an audit of 100,000 orders has nearly as many lanes, and what it
costs to keep them goes by the number of lists and dictionaries."""

_NUMBER_BITS = 40
"""Number of bits that hold the number of an order beside its end."""


class OpenLane:
    """The orders of one issuing area and one realm that name *place* in their scope.

    *steps* are those of the place, *views* those of the areas beneath it where an order was
    ended apart, by area. Its ends are those that orders have, early ones too, so that few orders
    are gone through when one of them is ended. *worst* is the most severe rank it ever held.
    """

    __slots__ = (
        "_ends",
        "_shown",
        "_silence",
        "_tree",
        "issuer",
        "place",
        "realm",
        "steps",
        "views",
        "worst",
    )

    def __init__(self, entry: Entry, place: int, scheme: Scheme) -> None:
        """Begin without orders, for those of the area and realm of *entry*."""
        self._tree = scheme.tree
        self._silence = silence_of(scheme.default)
        self.issuer = entry.area
        self.realm = entry.realm
        self.place = place
        self.worst = -1
        self.steps: Steps = ([-FOREVER], [self._silence])
        self.views = _NO_VIEWS
        # The end and the number of each order in one whole number, ascending.
        self._ends: list[int] = []
        self._shown: Lane | None = None

    # -- asking --------------------------------------------------------------------

    def shown(self) -> Lane:
        """Return the lane as it is now."""
        if self._shown is None:
            views = sorted(self.views.items())
            ends = [each >> _NUMBER_BITS for each in self._ends]
            numbers = [_number_in(each) for each in self._ends]
            self._shown = Lane(
                self.issuer,
                self.realm,
                SortedPairs.of(*self.steps),
                SortedPairs.of(ends, numbers),
                tuple((view, SortedPairs.of(*steps)) for view, steps in views),
            )
        return self._shown

    def steps_for(self, line: tuple[int, ...]) -> Steps:
        """Return the steps that hold for an area: those of the nearest view on its *line*."""
        views = self.views
        for area in line if views else ():
            if area in views:
                return views[area]
        return self.steps

    def most(self, start: int, end: int) -> int:
        """Return the most severe rank in ``[start, end)``, in the views too; -1 where all is silent."""
        most = _most_in(self.steps, start, end)
        # Where an order was ended apart, an older one may speak again.
        for steps in self.views.values():
            most = max(most, _most_in(steps, start, end))
        return most

    # -- painting ------------------------------------------------------------------

    def add(self, entry: Entry) -> None:
        """Paint *entry*, issued last, over all others."""
        self._shown = None
        self.worst = max(self.worst, entry.rank)
        for area in partial_places(entry, self.place, self._tree.after) if entry.ends else ():
            self._view(area)
        until = held_until(entry, self.place, self._tree)
        self._paint(self.steps, entry, until)
        perhaps = until if entry.lapse is None else self._perhaps(entry)
        insort(self._ends, perhaps << _NUMBER_BITS | entry.number)
        for area, steps in self.views.items() if self.views else ():
            self._paint(steps, entry, held_until(entry, area, self._tree))

    def _perhaps(self, entry: Entry) -> int:
        """Return until when *entry* may hold at the place, should it be ratified."""
        return held_until(entry, self.place, self._tree, ratified=True)

    def _paint(self, steps: Steps, entry: Entry, until: int) -> None:
        if entry.start < until:
            code = code_of(entry.number, entry.rank)
            splice(*steps, (entry.start, until), [(entry.start, until, code)])

    def settle(self, old: Entry, entry: Entry, known: Callable[[int], Entry]) -> None:
        """Paint anew where *entry*, in place of *old*, holds no longer; *known* has all by number."""
        self._shown = None
        for area in partial_places(entry, self.place, self._tree.after):
            self._view(area)
        del self._ends[bisect_left(self._ends, self._perhaps(old) << _NUMBER_BITS | old.number)]
        insort(self._ends, self._perhaps(entry) << _NUMBER_BITS | entry.number)
        self._resettle(self.place, self.steps, (old, entry), known)
        for area, steps in self.views.items():
            self._resettle(area, steps, (old, entry), known)

    def _resettle(
        self, area: int, steps: Steps, ended: tuple[Entry, Entry], known: Callable[[int], Entry]
    ) -> None:
        # Only what was ended comes here: it held until *before*, and now holds until *now*.
        before, now = (held_until(each, area, self._tree) for each in ended)
        start, end = max(ended[0].start, now), before
        if start >= end:
            return
        # There all orders that may still hold are painted again, the older ones under the newer.
        anew: Steps = ([-FOREVER], [self._silence])
        later = self._ends[bisect_left(self._ends, (start + 1) << _NUMBER_BITS) :]
        for number in sorted(map(_number_in, later)):
            rival = known(number)
            left, right = max(rival.start, start), min(held_until(rival, area, self._tree), end)
            if left < right:
                splice(*anew, (left, right), [(left, right, code_of(number, rival.rank))])
        splice(*steps, (start, end), coded_track(SortedPairs.of(*anew), start, end))

    # -- views -----------------------------------------------------------------------

    def _view(self, area: int) -> None:
        """Begin a view as a copy of what held there so far."""
        if area not in self.views:
            times, codes = self.steps_for(self._tree.lines[area])
            self.views = self.views or {}
            self.views[area] = ([*times], [*codes])


def _number_in(end: int) -> int:
    return end & ((1 << _NUMBER_BITS) - 1)


def _most_in(steps: Steps, start: int, end: int) -> int:
    times, codes = steps
    at = bisect_right(times, start)
    # The first time of all is before every period. A code of silence is negative.
    code = codes[at - 1]
    most = -1 if code < 0 else code & RANK_MASK
    for later in range(at, len(times)):
        if times[later] >= end:
            break
        code = codes[later]
        if code >= 0 and code & RANK_MASK > most:
            most = code & RANK_MASK
    return most


def most_together(lanes: Sequence[OpenLane], start: int, end: int) -> int:
    """Return the most severe rank in ``[start, end)`` of *lanes*, which are one area's on one line.

    What is seen is the order issued last in any of them; where some were ended apart, at most that.
    """
    if any(lane.views for lane in lanes):
        return max(lane.most(start, end) for lane in lanes)
    return _most_of([lane.steps for lane in lanes], start, end)


def most_seen(lanes: Iterable[OpenLane], line: tuple[int, ...], start: int, end: int) -> int:
    """Return the most severe rank in ``[start, end)`` that is seen at the first area of *line*.

    *lanes* are all those of one area on the line.
    """
    return _most_of([lane.steps_for(line) for lane in lanes], start, end)


def _most_of(tracks: list[Steps], start: int, end: int) -> int:
    if len(tracks) < 2:
        return max((_most_in(steps, start, end) for steps in tracks), default=-1)
    inside = {time for times, _ in tracks for time in times if start < time < end}
    seen = (
        max(codes[bisect_right(times, instant) - 1] for times, codes in tracks)
        for instant in (start, *inside)
    )
    return max(-1 if code < 0 else code & RANK_MASK for code in seen)
