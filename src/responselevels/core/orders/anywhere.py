"""The most severe that some areas order anywhere in a cover, with the orders that attain it.

What the readings `touching` and `issued` of a floor ask for (docs/semantics.md, section 3, "The
floor rule"). An order counts at an instant where it is what its area orders for some place. So
the spans in which each order counts are gathered place by place, and one walk through time, with
the orders that count kept sorted at each rank, finds the most severe: a step costs what it says.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from operator import itemgetter

from responselevels.core.orders.lanes import SILENT
from responselevels.core.orders.levels import Source, View
from responselevels.core.timeline import Track

_Span = tuple[int, int, int]
"""Start, end, and the number of an order (or `SILENT`) that counts from the one to the other."""


def severest_anywhere(
    view: View, issuers: tuple[int, ...], places: Iterable[int], *, beyond: int
) -> Track[Source]:
    """Return the most severe that *issuers* order for any of *places*, wherever it exceeds *beyond*.

    *beyond* is a rank; the spans in which nothing more severe is ordered are left out. Silence
    counts as the default level. What is ordered for places that are not given must be what is
    ordered for one that is.
    """
    spans = _counting(view, issuers, places, beyond)
    steps = [(view.start, (beyond, ())), *_swept(view, spans), (view.end, (beyond, ()))]
    track: Track[Source] = []
    for (start, source), (end, _) in pairwise(steps):
        if source[0] > beyond and start < end:
            track.append((start, end, source))
    return track


def _counting(
    view: View, issuers: tuple[int, ...], places: Iterable[int], beyond: int
) -> set[_Span]:
    """Return the spans in which an order more severe than *beyond* is what its area orders somewhere."""
    rank, tree = view.rank_or_default, view.book.scheme.tree
    # Where silence does not exceed it, an area that is silent throughout need not be looked for.
    silence = rank(SILENT) > beyond
    # What holds for a wide place is found again at those beneath it: a set has it once.
    found: set[_Span] = set()
    for place in places:
        tracks = view.tracks(place)
        for issuer in issuers:
            if issuer in tracks:
                found.update(span for span in tracks[issuer] if rank(span[2]) > beyond)
            elif silence and tree.covers(issuer, place):
                found.add((view.start, view.end, SILENT))
    return found


def _swept(view: View, spans: Iterable[_Span]) -> Iterator[tuple[int, Source]]:
    """Yield, from each instant on at which they change, the rank and the orders of the most severe."""
    edges = sorted(
        edge for start, end, order in spans for edge in ((start, 1, order), (end, -1, order))
    )
    counts: Counter[int] = Counter()
    standing: list[list[int]] = [[] for _ in view.book.scheme.levels]
    told: Source = (-1, ())
    for instant, at_once in groupby(edges, key=itemgetter(0)):
        moved = set()
        for _, step, order in at_once:
            counts[order] += step
            moved.add(order)
        for order in moved:
            _placed(standing[view.rank_or_default(order)], order, there=counts[order] > 0)
        # Only what moves at the highest rank, or above it, changes what is most severe.
        if all(view.rank_or_default(order) < told[0] for order in moved):
            continue
        rank = max((rank for rank, orders in enumerate(standing) if orders), default=-1)
        orders = standing[rank] if rank >= 0 else []
        # Silence is no order; as the least of all numbers it comes first.
        silent = bool(orders) and orders[0] == SILENT
        source = (rank, tuple(orders[1:] if silent else orders))
        if source != told:
            told = source
            yield instant, source


def _placed(orders: list[int], order: int, *, there: bool) -> None:
    """Put *order* into the sorted list *orders*, or take it out, unless that is so already."""
    at = bisect_left(orders, order)
    found = at < len(orders) and orders[at] == order
    if there and not found:
        orders.insert(at, order)
    elif found and not there:
        del orders[at]
