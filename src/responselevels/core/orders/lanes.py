"""Lanes: which order of one issuing area holds at one named place, as a step function of time.

A *lane* gathers the orders of one issuing area and one realm (of one track, real ones or
drills) that name one place in their scope. Its *steps* say, for each instant, which of them was
issued last among those in force. They are made by the painter's algorithm: orders are
painted in the order of issue, each over what lies beneath, so that what is seen at the
end is the one issued last (docs/semantics.md, section 1, "Ordered level").

An order ended early in only a part of its scope holds on in the rest. So a lane may have
*views* for areas beneath its place: steps of their own, for the cover of an area where
an order was ended.

Steps are a pair of tuples (times, winners): from ``times[i]`` on ``winners[i]`` holds,
until the next time. Times are strictly ascending, neighbouring winners differ, and
before the first time there is silence. A look-up is a binary search; painting copies
the lane.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from responselevels.core.timeline import FOREVER, Track

SILENT = -1
"""The winner where no order is in force. Silence is not a mild order: which level it stands
for is decided where levels are worked out (`levels`). Less than every number of an order."""

Steps = tuple[tuple[int, ...], tuple[int, ...]]
NO_STEPS: Steps = ((), ())

SpanOf = Callable[[int, int], "tuple[int, int]"]
"""(number of an order, place) → the span in which it holds in the cover of that place."""


EVERY_REALM = -1
"""The realm of `PARTED`: it marks a place whatever is looked at."""


@dataclass(frozen=True, slots=True)
class Lane:
    """The orders of one issuing area, *issuer*, and one *realm* that name one place; see the module.

    *ends* has the numbers of all of them, sorted by the end of their period, so that those
    that may hold after an instant are a tail of it. *views* are pairs (area, steps),
    ascending by area.
    """

    issuer: int
    realm: int
    steps: Steps
    ends: tuple[int, ...]
    views: tuple[tuple[int, Steps], ...] = ()

    @property
    def alone(self) -> bool:
        """Whether the lane holds a single order, and so can be kept as its number."""
        return len(self.ends) == 1 and not self.views

    def counts_in(self, realm: int | None) -> bool:
        """Say whether its orders are of *realm*; None is any."""
        return realm in {None, self.realm} or self.realm == EVERY_REALM

    def active(self, start: int, end: int) -> bool:
        """Say whether an order may hold in ``[start, end)``; "may", since gaps are not looked at."""
        # What holds in a view holds at the place itself, too, so the lane's own steps tell.
        times, winners = self.steps
        # Nothing begins before the window ends; and below, all has ended by its start.
        if not times or times[0] >= end:
            return False
        return times[-1] > start or winners[-1] != SILENT

    def steps_for(self, area: int, after: list[int]) -> Steps:
        """Return the steps that hold for *area*: those of the nearest view above it."""
        view = self.view_for(area, after)
        return self.steps if view is None else self.views[view][1]

    def view_for(self, area: int, after: list[int]) -> int | None:
        """Return the index of the nearest view above *area*, None where there is none."""
        # Views ascend in preorder, so of those that cover the area the last is the nearest.
        nearest = None
        for number, (place, _) in enumerate(self.views):
            if place <= area < after[place]:
                nearest = number
        return nearest


PARTED = Lane(SILENT, EVERY_REALM, ((-FOREVER,), (0,)), ())
"""A lane of nobody's that is always active: it marks a place where an order was ended apart
from the rest of its scope, so that the place is looked at though no order need name it."""


def track_of(steps: Steps, start: int, end: int) -> Track[int]:
    """Return the winners over the window ``[start, end)`` as a track."""
    times, winners = steps
    # The winner at *start* was set at the last time not after it; times at *end* are outside.
    first = bisect_right(times, start)
    last = bisect_left(times, end, first)
    winner = winners[first - 1] if first else SILENT
    if first == last:
        return [(start, end, winner)]
    track: Track[int] = []
    for i in range(first, last):
        track.append((start, times[i], winner))
        start, winner = times[i], winners[i]
    track.append((start, end, winner))
    return track


def spliced(steps: Steps, start: int, end: int, pieces: Track[int]) -> Steps:
    """Return *steps* with ``[start, end)`` replaced by *pieces*, which cover it."""
    times, winners = list(steps[0]), list(steps[1])
    splice(times, winners, (start, end), pieces)
    return tuple(times), tuple(winners)


def splice(times: list[int], winners: list[int], span: tuple[int, int], pieces: Track[int]) -> None:
    """Do what `spliced` does, in place: for building the steps of many orders at once."""
    # What held just before the span and what holds from its end on stay as they are. To keep
    # the steps canonical, a time is written only where the winner changes there.
    start, end = span
    low = bisect_left(times, start)
    high = bisect_left(times, end, low)
    before = winners[low - 1] if low else SILENT
    behind = winners[high - 1] if high else SILENT
    new_times: list[int] = []
    new_winners: list[int] = []
    for left, _right, winner in pieces:
        if winner != before:
            new_times.append(left)
            new_winners.append(winner)
            before = winner
    # At the end of the span: an old time there stays unless it no longer changes anything;
    # where there was none, what the span interrupted begins anew.
    if high < len(times) and times[high] == end:
        if winners[high] == before:
            high += 1
    elif behind != before:
        new_times.append(end)
        new_winners.append(behind)
    times[low:high] = new_times
    winners[low:high] = new_winners


def repainted(steps: Steps, span: tuple[int, int], orders: Iterable[tuple[int, int, int]]) -> Steps:
    """Return *steps* with *span* painted anew from *orders*: (number, start, end), by number."""
    # Ascending numbers are the order of issue: the last one painted is the one issued last.
    times: list[int] = []
    winners: list[int] = []
    for number, start, end in orders:
        left, right = max(start, span[0]), min(end, span[1])
        if left < right:
            splice(times, winners, (left, right), [(left, right, number)])
    return spliced(steps, *span, track_of((tuple(times), tuple(winners)), *span))


class LaneBuilder:
    """A lane under construction, changed in place; `freeze` returns the `Lane`.

    Orders must be added in order of issue. *views* are the areas beneath *place* that
    need steps of their own.
    """

    __slots__ = ("ends", "issuer", "realm", "views")

    def __init__(self, issuer: int, place: int, *, realm: int, views: Iterable[int] = ()) -> None:
        self.issuer = issuer
        self.realm = realm
        self.ends: list[tuple[int, int]] = []
        self.views: dict[int, tuple[list[int], list[int]]] = {
            view: ([], []) for view in sorted({place, *views})
        }

    def add(self, number: int, end: int, held: SpanOf) -> None:
        """Paint the order *number*, whose period ends at *end*, over all that were added before."""
        insort(self.ends, (end, number))
        for place, (times, winners) in self.views.items():
            span = held(number, place)
            if span[0] < span[1]:
                splice(times, winners, span, [(*span, number)])

    def freeze(self) -> Lane:
        """Return the lane as built so far."""
        # The place itself has the smallest number of its cover, so it comes first.
        (_, base), *rest = ((p, (tuple(t), tuple(w))) for p, (t, w) in self.views.items())
        numbers = tuple(number for _, number in self.ends)
        return Lane(self.issuer, self.realm, base, numbers, tuple(rest))
