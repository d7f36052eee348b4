"""Why an effective level moved: each change has a cause.

See docs/semantics.md, section 6, invariant 5.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.holdings import parse_area, parse_track, parse_window
from responselevels.core.orders.lanes import SILENT
from responselevels.core.orders.levels import View, effective
from responselevels.core.timeline import Track, mapped
from responselevels.errors import expect
from responselevels.models.times import instant_at


class CauseKind(StrEnum):
    """What happened to an order."""

    START = "start"
    REPLACEMENT = "replacement"
    RUN_OUT = "run_out"
    EARLY_END = "early_end"
    LAPSE = "lapse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What happened to *order* (an id); *replaced* is the order of its area that it replaced."""

    kind: CauseKind
    order: str
    replaced: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelChange:
    """The effective level of an area moved at an instant, because of *causes*; levels are ids.

    *track* is the track that was asked about, None where the rules have none.
    """

    area: str
    at: datetime
    from_level: str
    to_level: str
    causes: tuple[Cause, ...]
    track: str | None = None


def level_changes(
    book: OrderBook,
    area: str,
    *,
    start: datetime,
    end: datetime | None,
    drill: bool = False,
    track: str | None = None,
) -> tuple[LevelChange, ...]:
    """Return each change of the effective level of *area* in ``[start, end)``, with its causes.

    A change at *start* itself counts: the level just before is looked at too. Before the orders
    are known there is none, and that they are known from then on is none either.

    Raises:
        InputError: no such area or track, no track named where the rules have some, a
            time without offset, or an end not after the start.
    """
    expect("book", book, OrderBook)
    expect("drill", drill, bool)
    scheme = book.scheme
    first, last = parse_window(start, end)
    number, of = parse_area(scheme, area), parse_track(scheme, track)
    # The window begins one microsecond sooner: a change at *start* shows against what was before.
    first = max(first - 1, book.known(of))
    if first >= last:
        return ()
    view = View(book, first, last, drill=drill, track=of)
    ranks: Track[int] = mapped(effective(view, number), lambda source: source[0])
    return tuple(
        LevelChange(
            area=area,
            at=instant_at(at),
            from_level=scheme.levels[old],
            to_level=scheme.levels[new],
            causes=tuple(_causes(view, number, at, (old, new))),
            track=track,
        )
        for (_, _, old), (at, _, new) in pairwise(ranks)
    )


def _causes(view: View, area: int, at: int, ranks: tuple[int, int]) -> Iterator[Cause]:
    """Yield what moved the level of *area* from one rank to another at *at*.

    A level is a maximum over issuing areas. It rises because of the orders that attain the
    new one, and falls because of those that attained the old one; what moved beneath the
    maximum caused nothing.
    """
    scheme = view.book.scheme
    rises = ranks[1] > ranks[0]
    for issuer in scheme.inherited_from[area]:
        track = view.tracks(area).get(issuer)
        if track is None:
            continue
        before, after = _value_at(track, at - 1), _value_at(track, at)
        deciding = after if rises else before
        rank = scheme.default if deciding == SILENT else view.rank(deciding)
        if before != after and rank == max(ranks):
            yield from _events(view.book, area, at, (before, after))


def _value_at(track: Track[int], instant: int) -> int:
    return next(value for start, end, value in track if start <= instant < end)


def _events(book: OrderBook, area: int, at: int, orders: tuple[int, int]) -> Iterator[Cause]:
    """Yield what happened when one order of an issuing area gave way to another."""
    before, after = orders
    # The earlier order may hold on beneath the later one (replaced), or have stopped (gone);
    # both may happen at one instant, and then the later one just starts.
    gone = before != SILENT and book.held(before, area)[1] <= at
    if after != SILENT and book.entry(after).start == at:
        if before == SILENT or gone:
            yield Cause(kind=CauseKind.START, order=book.entry(after).id)
        else:
            replaced = book.entry(before).id
            yield Cause(kind=CauseKind.REPLACEMENT, order=book.entry(after).id, replaced=replaced)
    if gone:
        entry = book.entry(before)
        # Of several ends at one instant the one that would have come anyway is named.
        kind = CauseKind.EARLY_END
        if entry.end == at:
            kind = CauseKind.RUN_OUT
        elif entry.lapse == at:
            kind = CauseKind.LAPSE
        yield Cause(kind=kind, order=entry.id)
