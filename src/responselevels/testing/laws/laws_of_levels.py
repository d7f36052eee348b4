"""Laws about levels and floors: what holds where and when, given the orders.

See docs/semantics.md, sections 1 and 6.

Every instant at which something starts or ends is looked at, and the one just before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from responselevels.core.orders.book import book_of
from responselevels.core.orders.causes import CauseKind, LevelChange
from responselevels.core.orders.holdings import LevelSpan, timeline
from responselevels.models.orders import Order, Period
from responselevels.testing.laws import breaches
from responselevels.testing.laws.breaches import Breach, breach
from responselevels.testing.laws.history import History
from responselevels.testing.laws.reference_levels import (
    EARLIEST,
    LATEST,
    TICK,
    ReferenceLevels,
    ReferenceScheme,
)

LONG = timedelta(days=400)
"""Past the last edge by so much, only what has no end is still in force."""


def kinds(history: History) -> list[ReferenceLevels]:
    """Return what stands, of each track by itself: real orders, and drills where there are some."""
    orders = history.orders
    tracks: list[str | None] = [track.id for track in history.rules.tracks]
    drills = [True] if any(order.drill for order in orders) else []
    return [
        ReferenceLevels(history.reference, orders, drill=drill, track=track)
        for track in tracks or [None]
        for drill in (False, *drills)
    ]


def moments(standing: ReferenceLevels) -> list[datetime]:
    """Return each edge, the instant just before it, and one long after all of them."""
    edges = standing.edges()
    around = {at for edge in edges for at in (just_before(edge), edge)}
    if edges and edges[-1] < LATEST - LONG:
        around.add(edges[-1] + LONG)
    return sorted(around)


def just_before(instant: datetime) -> datetime:
    """Return the instant before *instant*; itself where time begins."""
    return instant - TICK if instant > EARLIEST else instant


def just_after(instant: datetime) -> datetime | None:
    """Return the instant after *instant*; None where time ends."""
    return instant + TICK if instant < LATEST else None


def as_ordered(history: History) -> Iterator[Breach]:
    """At every instant each area has the level, from the orders, that section 1 defines."""
    for standing in kinds(history):
        for at in moments(standing):
            yield from _levels_at(history, standing, at)
        yield from _spans(history, standing)


def _levels_at(history: History, standing: ReferenceLevels, at: datetime) -> Iterator[Breach]:
    for area in history.reference.lines:
        found = history.register.level(area, at=at, drill=standing.drill, track=standing.track)
        rank = standing.effective(area, at)
        if found.level != history.reference.levels[rank]:
            yield _otherwise("level", area, at, (found.level, history.reference.levels[rank]))
        elif found.orders != _sources(standing, area, at, rank):
            yield breach(
                "sources",
                area=breaches.area(area),
                at=at,
                found=breaches.orders(found.orders),
                expected=breaches.orders(_sources(standing, area, at, rank)),
            )


def _sources(standing: ReferenceLevels, area: str, at: datetime, rank: int) -> tuple[str, ...]:
    if rank == standing.reference.default:
        return ()
    found = (standing.ordered(above, area, at) for above in standing.reference.inherited_from[area])
    return tuple(sorted(held.order.id for held in found if held is not None and held.rank == rank))


def _spans(history: History, standing: ReferenceLevels) -> Iterator[Breach]:
    edges = standing.edges()
    if not edges:
        return
    reference, first = history.reference, just_before(edges[0])
    for area in reference.lines:
        spans = history.register.timeline(
            area, first, None, drill=standing.drill, track=standing.track
        )
        for span in spans:
            expected = reference.levels[standing.effective(area, span.start)]
            if span.level != expected:
                yield _otherwise("span", area, span.start, (span.level, expected))
        starts = {span.start for span in spans}
        for before, at in pairwise([first, *edges]):
            moved = standing.effective(area, at) != standing.effective(area, before)
            if moved and at not in starts:
                expected = reference.levels[standing.effective(area, at)]
                level = next(s.level for s in reversed(spans) if s.start <= at)
                yield _otherwise("span", area, at, (level, expected))


def _otherwise(code: str, area: str, at: datetime, levels: tuple[str | None, str]) -> Breach:
    found, expected = levels
    return breach(
        code,
        area=breaches.area(area),
        at=at,
        found=breaches.level(str(found)),
        expected=breaches.level(expected),
    )


def floor_as_ordered(history: History) -> Iterator[Breach]:
    """The floor of an area is the most severe that the areas above it have ordered for it."""
    reference = history.reference
    for standing in kinds(history):
        drill, track = standing.drill, standing.track
        for at in standing.edges():
            for area in reference.lines:
                found = history.register.floor(area, at=at, drill=drill, track=track).level
                expected = reference.levels[standing.floor(area, area, at)]
                if found != expected:
                    yield _otherwise("floor", area, at, (found, expected))


def not_milder(history: History) -> Iterator[Breach]:
    """No area is less severe than what an area it inherits from has ordered for it."""
    reference = history.reference
    for standing in kinds(history):
        for at in standing.edges():
            for area in reference.lines:
                drill, track = standing.drill, standing.track
                found = history.register.level(area, at=at, drill=drill, track=track).level
                for above in reference.inherited_from[area]:
                    held = standing.ordered(above, area, at)
                    if held is not None and reference.rank(str(found)) < held.rank:
                        yield breach(
                            "milder",
                            area=breaches.area(area),
                            at=at,
                            found=breaches.level(str(found)),
                            order=breaches.order(held.order.id),
                            expected=breaches.level(held.order.level),
                        )


def default_in_silence(history: History) -> Iterator[Breach]:
    """Where nothing is in force, the level is the default, and so it is after everything."""
    reference = history.reference
    default = reference.levels[reference.default]
    for standing in kinds(history):
        for at in moments(standing):
            for area, inherited_from in reference.inherited_from.items():
                if any(standing.ordered(above, area, at) is not None for above in inherited_from):
                    continue
                found = history.register.level(
                    area, at=at, drill=standing.drill, track=standing.track
                )
                if (found.level, found.orders) != (default, ()):
                    yield _otherwise("silence", area, at, (found.level, default))


def every_change_caused(history: History) -> Iterator[Breach]:
    """Each move of a level has a cause, and that happened at that very instant."""
    for standing in kinds(history):
        edges = standing.edges()
        for area in history.reference.lines if edges else ():
            moves = history.register.transitions(
                area, edges[0], just_after(edges[-1]), drill=standing.drill, track=standing.track
            )
            yield from _uncaused(history, standing, area, moves)


def _uncaused(
    history: History, standing: ReferenceLevels, area: str, moves: Sequence[LevelChange]
) -> Iterator[Breach]:
    reference = history.reference
    edges = standing.edges()
    ranks = [reference.default, *(standing.effective(area, at) for at in edges)]
    expected = [
        (at, reference.levels[new])
        for at, (old, new) in zip(edges, pairwise(ranks), strict=True)
        if old != new
    ]
    found = [(move.at, move.to_level) for move in moves]
    if found != expected:
        at = next(at for at, _ in sorted({*found} ^ {*expected}))
        yield breach("moves", area=breaches.area(area), at=at)
    happened = _happenings(standing, area)
    for move in moves:
        causes = {(cause.kind, cause.order, move.at) for cause in move.causes}
        if not causes or not causes <= happened:
            yield breach(
                "uncaused", area=breaches.area(area), at=move.at, to=breaches.level(move.to_level)
            )


def _happenings(standing: ReferenceLevels, area: str) -> set[tuple[CauseKind, str, datetime]]:
    """Return what happened to the orders that hold in *area*, each with its instant."""
    found = set()
    for held in standing.held:
        order = held.order
        if area not in held.until:
            continue
        found.add((CauseKind.START, order.id, order.period.start))
        found.add((CauseKind.REPLACEMENT, order.id, order.period.start))
        if order.period.end is not None:
            found.add((CauseKind.RUN_OUT, order.id, order.period.end))
        if order.provisional_until is not None:
            found.add((CauseKind.LAPSE, order.id, order.provisional_until))
        found.update((CauseKind.EARLY_END, order.id, end.at) for end in order.ends)
    return found


def cutting_changes_nothing(history: History) -> Iterator[Breach]:
    """Orders cut in time and scope, the pieces in the place of the whole, make the same levels."""
    orders = history.orders
    if not orders:
        return
    pieces = [piece for order in orders for piece in _cut(history.reference, order)]
    book = book_of(history.scheme, pieces)
    for standing in kinds(history):
        edges, drill, track = standing.edges(), standing.drill, standing.track
        for area in history.reference.lines if edges else ():
            first = just_before(edges[0])
            was = history.register.timeline(area, first, None, drill=drill, track=track)
            now = timeline(book, area, start=first, end=None, drill=drill, track=track)
            if _moves(was) != _moves(now):
                yield breach("cut.level", area=breaches.area(area))


def _moves(spans: Sequence[LevelSpan]) -> list[tuple[datetime, str | None]]:
    starts = [(span.start, span.level) for span in spans]
    return starts[:1] + [b for a, b in pairwise(starts) if a[1] != b[1]]


def _cut(reference: ReferenceScheme, order: Order) -> Iterator[Order]:
    """Yield *order* in pieces: one for each half of its period and each area of its scope."""
    scope = sorted(set(order.scope) & reference.covers[order.area]) or sorted(order.scope)
    for i, period in enumerate(halves(order.period)):
        for j, area in enumerate(scope):
            named = {"scope": (area,), "scope_named": ()}
            changed = {"id": f"{order.id}/{i}.{j}", "period": period, **named}
            yield order.model_copy(update=changed)


def halves(period: Period) -> tuple[Period, ...]:
    """Return two periods that together are *period*; itself where it is one tick long."""
    day = timedelta(days=1)
    length = (period.end - period.start) // 2 if period.end is not None else day
    if length < TICK or period.start > LATEST - length:
        return (period,)
    middle = period.start + length
    return (
        Period(start=period.start, end=middle),
        period.model_copy(update={"start": middle}),
    )
