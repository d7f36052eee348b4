"""What is due at an instant, and within a time after it (docs/semantics.md, section 13).

    orders so far, what was set and done → rows of each kind → in order of time

It looks only at what was issued, ended and done by the instant.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from responselevels.core.due.asking import Beside, Question
from responselevels.core.due.of_calendar import cadences_due, expiring, proposals_starting
from responselevels.core.due.of_orders import duties_due, orders_ending, reviews_due
from responselevels.core.due.rows import Due, in_order
from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.holdings import parse_instant
from responselevels.core.orders.so_far import orders_so_far
from responselevels.core.timeline import micros_of_duration, sum_within
from responselevels.core.world.resolver import track_problem
from responselevels.core.world.scheme import Scheme
from responselevels.errors import InputError, Place, Problem, expect


def due(
    book: OrderBook,
    beside: Beside,
    *,
    at: datetime,
    within: timedelta,
    drill: bool = False,
    track: str | None = None,
) -> tuple[Due, ...]:
    """Return what is overdue at *at*, or due until *within* after it, that included.

    With *drill*, that of drills alone, to which no calendar applies. *track* leaves out the
    orders of other tracks. Rows without a time come last.

    Raises:
        InputError: *at* has no offset, *within* is negative, or there is no such track.
    """
    expect("book", book, OrderBook)
    expect("within", within, timedelta)
    expect("drill", drill, bool)
    expect("track", track, str, type(None))
    now = parse_instant(at, ("at",))
    if within < timedelta(0):
        raise InputError([Problem(Place(path=("within",)), "within.negative")])
    question = Question(
        orders_so_far(book, now),
        beside,
        now,
        sum_within(now, micros_of_duration(within)),
        drill=drill,
        track=_track(book.scheme, track),
    )
    return in_order([*_rows(question)])


def _rows(question: Question) -> Iterator[Due]:
    yield from orders_ending(question)
    yield from duties_due(question)
    yield from reviews_due(question)
    yield from proposals_starting(question)
    if not question.drill:
        if question.beside.zone is not None:
            yield from cadences_due(question, question.beside.zone)
        yield from expiring(question)


def _track(scheme: Scheme, track: str | None) -> int | None:
    if track is None:
        return None
    problem = track_problem(scheme, track, ("track",))
    if problem is not None:
        raise InputError([problem])
    return scheme.tracks[track]
