"""Levels and floors as users ask for them: ids and aware datetimes in, ids and datetimes out.

Every order of the book counts, whenever it was issued. Drills and real orders are never
looked at together, nor are two tracks: where the rules have tracks, one must be named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone

from pydantic_core import PydanticCustomError

from responselevels.core.frozen import maker
from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.entries import realm_of
from responselevels.core.orders.levels import Source, View, effective, floor_over, source_at
from responselevels.core.timeline import FOREVER, Track, instant_of_micros, micros_of
from responselevels.core.world.resolver import NameResolver, track_problem
from responselevels.core.world.scheme import Scheme
from responselevels.errors import InputError, Path, Place, Problem, expect
from responselevels.models.times import FIRST_MICROS, LAST_MICROS, instant_at, instant_of


@dataclass(frozen=True, slots=True)
class Holding:
    """A level (its id) that holds, and the ids of the orders it comes from, sorted.

    The level is None, and there are no orders, where it is not known: before the orders are
    (docs/semantics.md, section 14). *track* is the track that was asked about, None where the rules have none.
    """

    level: str | None
    orders: tuple[str, ...]
    track: str | None = None


_made = maker(Holding)


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelSpan:
    """A level that holds from *start* up to *end* (None: without end), and its orders.

    The level is None where it is not known, as in a `Holding`.

    *track* is the track that was asked about, None where the rules have none.
    """

    start: datetime
    end: datetime | None
    level: str | None
    orders: tuple[str, ...]
    track: str | None = None


def level_at(
    book: OrderBook, area: str, at: datetime, *, drill: bool = False, track: str | None = None
) -> Holding:
    """Return the effective level of *area* at the instant *at*, with the orders it comes from.

    Every order of the book counts, whenever it was issued. With *drill*, drill
    orders alone are looked at. *track* is asked for where the rules have tracks. Before the
    orders of the book are known, no level is: then it is None.

    Raises:
        InputError: no such area or track, no track named where the rules have
            some, or *at* has no offset.
    """
    expect("book", book, OrderBook)
    expect("drill", drill, bool)
    scheme, instant = book.scheme, parse_instant(at, ("at",))
    number = parse_track(scheme, track)
    realm, place = realm_of(number, drill=drill), parse_area(scheme, area)
    if instant < book.known(number):
        return _unknown(book, number)
    return _holding(book, source_at(book, place, instant, realm), number)


def floor_at(
    book: OrderBook,
    area: str,
    at: datetime,
    *,
    place: str | None = None,
    drill: bool = False,
    track: str | None = None,
) -> Holding:
    """Return the floor at *at* for what *area* would order for *place* (itself by default).

    The most severe that its strict ancestors order there; for an area without
    ancestors the least severe level, since nothing binds it. *track* as for `level_at`.

    Raises:
        InputError: as `level_at`.
    """
    expect("book", book, OrderBook)
    expect("drill", drill, bool)
    view = _instant_view(book, at, drill=drill, track=track)
    issuing = parse_area(book.scheme, area)
    where = issuing if place is None else parse_area(book.scheme, place, ("place",))
    if view.start < book.known(view.track):
        return _unknown(book, view.track)
    return _holding(book, floor_over(view, issuing, where)[0][2], view.track)


def timeline(
    book: OrderBook,
    area: str,
    *,
    start: datetime,
    end: datetime | None,
    drill: bool = False,
    track: str | None = None,
) -> tuple[LevelSpan, ...]:
    """Return the effective level of *area* over ``[start, end)``, span by span.

    Neighbouring spans differ in level or in the orders it comes from. Without
    *end*, the last span has none. *track* as for `level_at`.

    Raises:
        InputError: as `level_at`, or an end not after the start.
    """
    expect("book", book, OrderBook)
    expect("drill", drill, bool)
    window, number = parse_window(start, end), parse_track(book.scheme, track)
    place = parse_area(book.scheme, area)
    known = _known_view(book, window, drill=drill, track=number)
    found = () if known is None else _spans(known, effective(known, place))
    return (*_spans_before(book, window, number), *found)


def floor_timeline(
    book: OrderBook,
    area: str,
    *,
    start: datetime,
    end: datetime | None,
    drill: bool = False,
    track: str | None = None,
) -> tuple[LevelSpan, ...]:
    """Return the floor for what *area* orders for itself over ``[start, end)``, span by span.

    Raises:
        InputError: as `timeline`.
    """
    expect("book", book, OrderBook)
    expect("drill", drill, bool)
    window, number = parse_window(start, end), parse_track(book.scheme, track)
    place = parse_area(book.scheme, area)
    known = _known_view(book, window, drill=drill, track=number)
    found = () if known is None else _spans(known, floor_over(known, place, place))
    return (*_spans_before(book, window, number), *found)


def _known_view(
    book: OrderBook, window: tuple[int, int], *, drill: bool, track: int
) -> View | None:
    """Return a view of the part of a window in which the orders of a track are known, if any is."""
    start, end = max(window[0], book.known(track)), window[1]
    return View(book, start, end, drill=drill, track=track) if start < end else None


def _spans_before(book: OrderBook, window: tuple[int, int], track: int) -> tuple[LevelSpan, ...]:
    """Return the part of a window in which the orders of a track are not known, as a span; none without."""
    start, end = window[0], min(window[1], book.known(track))
    if start >= end:
        return ()
    first, last, name = instant_at(start), instant_of_micros(end), _track_id(book, track)
    return (LevelSpan(start=first, end=last, level=None, orders=(), track=name),)


def parse_area(scheme: Scheme, area: str, path: Path = ("area",)) -> int:
    """Return the number of *area*.

    Raises:
        InputError: there is no such area.
    """
    # Callers without a type checker hand in numbers, or None; these are input errors, too.
    given: object = area
    if isinstance(given, str) and (number := scheme.tree.numbers.get(given)) is not None:
        return number
    if not isinstance(given, str):
        facts = {"found": type(given).__name__}
        raise InputError([Problem(Place(path=path), "record.text", facts)])
    resolver = NameResolver(scheme)
    resolver.area(given, path)
    raise InputError(resolver.problems)


def parse_track(scheme: Scheme, track: str | None, path: Path = ("track",)) -> int:
    """Return the place of *track* in the list of the rules; 0 where they have none, and None is given.

    Raises:
        InputError: there is no such track, or none is named where there are some.
    """
    given: object = track
    if not isinstance(given, str | None):
        facts = {"found": type(given).__name__}
        raise InputError([Problem(Place(path=path), "record.text", facts)])
    if track is None and not scheme.tracks:
        return 0
    problem = track_problem(scheme, track, path)
    if problem is not None:
        raise InputError([problem])
    return 0 if track is None else scheme.tracks[track]


def _instant_view(book: OrderBook, at: datetime, *, drill: bool, track: str | None) -> View:
    micros = parse_instant(at, ("at",))
    # An instant is the half-open window of one microsecond, the smallest piece of time.
    return View(book, micros, micros + 1, drill=drill, track=parse_track(book.scheme, track))


def parse_instant(at: datetime, path: Path) -> int:
    """Return *at* in microseconds since 1970-01-01T00:00Z.

    Raises:
        InputError: it has no offset, or names a local time that its zone skips.
    """
    # Of a time with a fixed offset there is nothing to ask: only whether it is out of all bounds.
    if type(at) is datetime and type(at.tzinfo) is timezone:
        micros = micros_of(at)
        if FIRST_MICROS <= micros <= LAST_MICROS:
            return micros
    try:
        aware: datetime = instant_of(at)
    except PydanticCustomError as error:
        problem = Problem(Place(path=path), error.type, error.context or {})
        raise InputError([problem]) from None
    return micros_of(aware)


def parse_window(start: datetime, end: datetime | None) -> tuple[int, int]:
    """Return the window ``[start, end)`` in microseconds; without *end* it has none.

    Raises:
        InputError: a time without offset, or an end not after the start.
    """
    # Half-open windows must hold at least one instant.
    first = parse_instant(start, ("start",))
    last = FOREVER if end is None else parse_instant(end, ("end",))
    if last <= first:
        raise InputError([Problem(Place(path=("end",)), "window.empty", {})])
    return first, last


def _ids(book: OrderBook, orders: Sequence[int]) -> tuple[str, ...]:
    # By id, not by order of issue: the same whichever way the book was built. Mostly it is one.
    if len(orders) == 1:
        return (book.entry(orders[0]).id,)
    return tuple(sorted([book.entry(order).id for order in orders]))


def _holding(book: OrderBook, source: Source, track: int) -> Holding:
    level = book.scheme.levels[source[0]]
    return _made(level, _ids(book, source[1]), _track_id(book, track))


def _unknown(book: OrderBook, track: int) -> Holding:
    return Holding(None, (), _track_id(book, track))


def _track_id(book: OrderBook, track: int) -> str | None:
    return book.scheme.rules.tracks[track].id if book.scheme.tracks else None


def _spans(view: View, sources: Track[Source]) -> tuple[LevelSpan, ...]:
    spans = []
    for start, end, source in sources:
        holding = _holding(view.book, source, view.track)
        spans.append(
            LevelSpan(
                start=instant_at(start),
                end=instant_of_micros(end),
                level=holding.level,
                orders=holding.orders,
                track=holding.track,
            )
        )
    return tuple(spans)
