"""Lanes: which order of one issuing area holds at one named place, as a step function of time.

A *lane* gathers the orders of one issuing area and one realm (of one track, real ones or
drills) that name one place in their scope. Its *steps* say, for each instant, which of them was
issued last among those in force. They are made by the painter's algorithm: orders are
painted in the order of issue, each over what lies beneath, so that what is seen at the
end is the one issued last (docs/semantics.md, section 1, "Ordered level").

An order ended early in only a part of its scope holds on in the rest. So a lane may have
*views* for areas beneath its place: steps of their own, for the cover of an area where
an order was ended.

Steps are pairs of a time and a *code*: from that time on the order of the code holds, until
the next time. A code is ``number << RANK_BITS | rank``: of several codes the greatest is the
order issued last, and its rank is in it, so that levels are worked out without a look at the
order. The code of silence is less than every other, and has the rank of the default level.
Times are strictly ascending, neighbouring codes differ, and the first pair is the silence
before all orders, at ``-FOREVER``: whatever is looked up, there is a pair not after it.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import itemgetter

from responselevels.core.orders.arrays.pairs import SortedPairs
from responselevels.core.timeline import FOREVER, Track

SILENT = -1
"""The number of no order. Silence is not a mild order: which level it stands for is decided
where levels are worked out (`levels`). Less than every number of an order."""

RANK_BITS = 16
"""Number of bits of a code that hold the rank: more than any rules have levels."""

RANK_MASK = (1 << RANK_BITS) - 1
"""What a code is cut to by ``&`` to get its rank."""

SpanOf = Callable[[int, int], "tuple[int, int]"]
"""(number of an order, place) → the span in which it holds in the cover of that place."""

EVERY_REALM = -1
"""The realm of a mark (`mark_of`): it marks a place whatever is looked at."""


def code_of(number: int, rank: int) -> int:
    """Return the code of the order with this number and rank.

    ``code >> RANK_BITS`` leads back to the number, and ``code & RANK_MASK`` to the rank.
    """
    return number << RANK_BITS | rank


def silence_of(default: int) -> int:
    """Return the code of silence, where *default* is the rank of the default level.

    Its number is `SILENT`.

    >>> silence_of(2) >> RANK_BITS, silence_of(2) & RANK_MASK
    (-1, 2)
    """
    return code_of(SILENT, default)


def silent_steps(silence: int) -> SortedPairs:
    """Return the steps of a lane in which no order ever held."""
    return SortedPairs((-FOREVER,), (silence,))


@dataclass(frozen=True, slots=True)
class Lane:
    """The orders of one issuing area, *issuer*, and one *realm* that name one place; see the module.

    *ends* has the end of the period and the number of each of them, ascending by end, so that
    those that may hold after an instant are a tail of it. *views* are pairs (area, steps),
    ascending by area.
    """

    issuer: int
    realm: int
    steps: SortedPairs
    ends: SortedPairs
    views: tuple[tuple[int, SortedPairs], ...] = ()

    @property
    def alone(self) -> bool:
        """Whether the lane holds a single order, and so can be kept as its number."""
        return len(self.ends) == 1 and not self.views

    @property
    def parted(self) -> bool:
        """Whether this is the mark of a parted place (`mark_of`)."""
        return self.realm == EVERY_REALM

    def counts_in(self, realm: int | None) -> bool:
        """Say whether its orders are of *realm*; None is any."""
        return realm in {None, self.realm} or self.realm == EVERY_REALM

    def active(self, start: int, end: int) -> bool:
        """Say whether an order may hold in ``[start, end)``; "may", since gaps are not looked at."""
        # What holds in a view holds at the place itself, too, so the lane's own steps tell.
        first, (last, code) = self.steps.second(), self.steps.last()
        # Nothing begins before the window ends; and below, all has ended by its start.
        if first is None or first >= end:
            return False
        return last > start or code >= 0

    def steps_for(self, line: tuple[int, ...]) -> SortedPairs:
        """Return the steps that hold for an area: those of the nearest view on its *line*."""
        if not self.views:
            return self.steps
        view = self.view_for(line)
        return self.steps if view is None else self.views[view][1]

    def view_for(self, line: tuple[int, ...]) -> int | None:
        """Return the index of the nearest view on the *line* of an area, None where there is none."""
        views = self.views
        for area in line if views else ():
            at = bisect_left(views, area, key=itemgetter(0))
            if at < len(views) and views[at][0] == area:
                return at
        return None


NO_PAIRS = SortedPairs((), ())

MARK = (SILENT, EVERY_REALM)
"""The issuing area and realm of the mark of a parted place."""


def mark_of(start: int, end: int, known: Lane | None = None) -> Lane:
    """Return the lane that marks a place where an order was ended apart from the rest of its scope.

    A lane of nobody's, active from *start* to *end*, the period of the order, and as long as the
    mark *known* so far: so the place is looked at though no order need name it.
    """
    if known is not None:
        _, first, last = known.steps.keys
        start, end = min(start, first), max(end, last)
    return Lane(*MARK, SortedPairs((-FOREVER, start, end), (-1, 0, -1)), NO_PAIRS)


PlaceLanes = tuple[Lane, ...]
"""The lanes of the orders that name one area in their scope."""

StoredLanes = tuple[Lane | int, ...]
"""The same as the index stores it: a lane of a single order, as most are, is kept as its number."""


def folded(lanes: Iterable[Lane]) -> StoredLanes:
    """Return *lanes* as the index stores them."""
    return tuple(lane.ends.values[0] if lane.alone else lane for lane in lanes)


def marked(kept: StoredLanes, start: int, end: int) -> StoredLanes:
    """Return what is stored of a place, marked as one where an order of that period was ended apart."""
    others: list[Lane | int] = []
    known = None
    for of in kept:
        if isinstance(of, int) or not of.parted:
            others.append(of)
        else:
            known = of
    return (*others, mark_of(start, end, known))


def track_of(steps: SortedPairs, start: int, end: int) -> Track[int]:
    """Return the numbers of the orders over the window ``[start, end)`` as a track."""
    times, codes = steps.between(start, end)
    starts, ends = (start, *times[1:]), (*times[1:], end)
    return [(s, e, c >> RANK_BITS) for s, e, c in zip(starts, ends, codes, strict=True)]


def coded_track(steps: SortedPairs, start: int, end: int) -> Track[int]:
    """Return the codes over the window ``[start, end)`` as a track."""
    times, codes = steps.between(start, end)
    return [*zip((start, *times[1:]), (*times[1:], end), codes, strict=True)]


def spliced(steps: SortedPairs, start: int, end: int, pieces: Track[int]) -> SortedPairs:
    """Return *steps* with ``[start, end)`` replaced by *pieces* (of codes), which cover it."""
    first, last = steps.touched(start, end)
    times, codes = steps.opened(first, last)
    splice(times, codes, (start, end), pieces)
    return steps.closed(first, last, times, codes)


def splice(times: list[int], codes: list[int], span: tuple[int, int], pieces: Track[int]) -> None:
    """Do what `spliced` does, in place: for building the steps of many orders at once."""
    # What held just before the span and what holds from its end on stay as they are. To keep
    # the steps canonical, a time is written only where the code changes there.
    start, end = span
    low = bisect_left(times, start)
    high = bisect_left(times, end, low)
    before = codes[low - 1]
    behind = codes[high - 1]
    new_times: list[int] = []
    new_codes: list[int] = []
    for left, _right, code in pieces:
        if code != before:
            new_times.append(left)
            new_codes.append(code)
            before = code
    # At the end of the span: an old time there stays unless it no longer changes anything;
    # where there was none, what the span interrupted begins anew.
    if high < len(times) and times[high] == end:
        if codes[high] == before:
            high += 1
    elif behind != before:
        new_times.append(end)
        new_codes.append(behind)
    times[low:high] = new_times
    codes[low:high] = new_codes


def repainted(
    steps: SortedPairs, span: tuple[int, int], orders: Iterable[tuple[int, int, int]], silence: int
) -> SortedPairs:
    """Return *steps* with *span* painted anew from *orders*: (code, start, end), by number."""
    # Ascending codes are the order of issue: the last one painted is the one issued last.
    times, codes = [-FOREVER], [silence]
    for code, start, end in orders:
        left, right = max(start, span[0]), min(end, span[1])
        if left < right:
            splice(times, codes, (left, right), [(left, right, code)])
    return spliced(steps, *span, coded_track(SortedPairs.of(times, codes), *span))


class LaneBuilder:
    """A lane under construction, changed in place; `freeze` returns the `Lane`.

    Orders must be added in order of issue. *views* are the areas beneath *place* that
    need steps of their own.
    """

    __slots__ = ("ends", "issuer", "realm", "views")

    def __init__(self, issuer: int, realm: int, silence: int, views: Iterable[int]) -> None:
        self.issuer = issuer
        self.realm = realm
        self.ends: list[tuple[int, int]] = []
        self.views: dict[int, tuple[list[int], list[int]]] = {
            view: ([-FOREVER], [silence]) for view in sorted(views)
        }

    def add(self, code: int, end: int, held: SpanOf) -> None:
        """Paint the order of *code*, whose period ends at *end*, over all that were added before."""
        number = code >> RANK_BITS
        insort(self.ends, (end, number))
        for place, (times, codes) in self.views.items():
            span = held(number, place)
            if span[0] < span[1]:
                splice(times, codes, span, [(*span, code)])

    def freeze(self) -> Lane:
        """Return the lane as built so far."""
        # The place itself has the smallest number of its cover, so it comes first.
        (_, base), *rest = ((p, SortedPairs.of(t, c)) for p, (t, c) in self.views.items())
        ends = SortedPairs.of([end for end, _ in self.ends], [number for _, number in self.ends])
        return Lane(self.issuer, self.realm, base, ends, tuple(rest))
