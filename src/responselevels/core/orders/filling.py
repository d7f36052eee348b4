"""The places of a book that is filled at once: their lanes, built in place and frozen once."""

from __future__ import annotations

from responselevels.core.orders.entries import Entry, partial_places
from responselevels.core.orders.lanes import (
    LaneBuilder,
    SpanOf,
    StoredLanes,
    code_of,
    folded,
    mark_of,
)
from responselevels.core.timeline import FOREVER
from responselevels.core.world.areas import AreaTree


def places_of(
    tree: AreaTree, orders: list[Entry], held: SpanOf, silence: int
) -> dict[int, tuple[int, int, StoredLanes]]:
    """Return, for each place of the index, its span of activity and its lanes."""
    views: dict[tuple[int, int, int], set[int]] = {}
    spans: dict[int, tuple[int, int]] = {}
    lanes: dict[int, dict[tuple[int, int], LaneBuilder]] = {}
    parted: dict[int, tuple[int, int]] = {}
    # First pass: which lanes need views, and where. A lane paints an order into every view as
    # it is added, so all views must be known before the first order is.
    for entry in orders:
        for place in entry.scope if entry.ends else ():
            parts = set(partial_places(entry, place, tree.after))
            views.setdefault((place, entry.area, entry.realm), set()).update(parts)
            for part in parts:
                _widen(spans, part, entry)
                lanes.setdefault(part, {})
                _widen(parted, part, entry)
    # Second pass, in order of issue: paint each order into the lane of its area and place.
    for entry in orders:
        for place in entry.scope:
            if not tree.covers(entry.area, place):
                continue
            _widen(spans, place, entry)
            here, kind = lanes.setdefault(place, {}), (entry.area, entry.realm)
            if kind not in here:
                beneath = views.get((place, *kind), ())
                here[kind] = LaneBuilder(*kind, silence, {place, *beneath})
            here[kind].add(code_of(entry.number, entry.rank), entry.end, held)
    # The mark of a parted place is a lane like any other, of nobody's.
    marks = {place: (mark_of(*span),) for place, span in parted.items()}
    return {
        place: (
            *spans[place],
            folded((*(lane.freeze() for lane in here.values()), *marks.get(place, ()))),
        )
        for place, here in lanes.items()
    }


def _widen(spans: dict[int, tuple[int, int]], place: int, entry: Entry) -> None:
    """Widen the span of activity of *place* to hold the period of *entry*."""
    low, high = spans.get(place, (FOREVER, -FOREVER))
    spans[place] = (min(low, entry.start), max(high, entry.end))
