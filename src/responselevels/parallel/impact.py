"""Past orders under two rules files, in parts: each worker decides those of its part by both."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from responselevels.analysis.comparison.impact import (
    OrderImpact,
    Replayable,
    otherwise,
    replayable,
)
from responselevels.core.deciding.audit import Past
from responselevels.core.orders.entries import Entry, entries_of
from responselevels.core.world.scheme import Scheme
from responselevels.models.decisions import Decision, Verdict
from responselevels.models.orders import Order
from responselevels.parallel.dividing import divided
from responselevels.parallel.spread import Shared, spread
from responselevels.parallel.workers import workers_of

BEFORE = 0.1
"""What it costs to take an order as it is, where deciding it by two files costs 1: measured."""

LEAST = 500
"""Orders that are worth a part of their own: some 0.3 s of work."""

Pair = tuple[Decision, Decision | None]
"""What both rules come to; no new decision where the new ones cannot read the order."""


@dataclass(frozen=True, slots=True)
class Side:
    """A list as one rules file reads it."""

    scheme: Scheme
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Part:
    """Some orders of the list, the first of them number *first*, as the old rules read them and as the new do.

    Those that the new rules can read are *readable*; *first_readable* counts only these.
    """

    first: int
    orders: list[Order]
    first_readable: int
    readable: list[Order]
    unread: frozenset[int]


def impact(
    executor: Executor,
    old: Scheme,
    new: Scheme,
    orders: Sequence[Order],
    *,
    track: str | None = None,
) -> Iterator[OrderImpact]:
    """Yield what `responselevels.analysis.comparison.impact.impact` does, spread over *executor*.

    Raises:
        InputError: as that does.
        WorkersUnusable: see `responselevels.parallel.spread.spread`.
    """
    return _impact(executor, replayable(old, new, orders, track))


def _impact(executor: Executor, read: Callable[[], Replayable]) -> Iterator[OrderImpact]:
    both = read()
    before = Side(both.old, entries_of(both.old, both.orders))
    after = Side(both.new, entries_of(both.new, both.readable))
    past = Past(both.old, both.orders, before.entries)
    past_again = Past(both.new, both.readable, after.entries)
    runs = divided(len(both.orders), workers_of(executor).width, BEFORE, LEAST)
    parts = (_part(both, start, end) for start, end in runs)
    found = spread(executor, impact_part, Shared.of(opened_sides, before, after), parts)
    for (start, end), pairs in zip(runs, found, strict=True):
        for number, pair in zip(range(start, end), pairs, strict=True):
            if pair is None:
                again = past_again.told(both.before[number], Verdict.PERMIT)
                yield both.row(number, past.told(number, Verdict.PERMIT), again, alike=True)
            else:
                yield both.row(number, *pair)


def _part(both: Replayable, start: int, end: int) -> Part:
    first, last = both.before[start], both.before[end]
    unread = frozenset(number for number in range(start, end) if number in both.unread)
    return Part(start, list(both.orders[start:end]), first, both.readable[first:last], unread)


# -- at the worker --------------------------------------------------------------------


def opened_sides(before: Side, after: Side) -> tuple[Side, Side]:
    """Return what was sent."""
    return before, after


def impact_part(sides: tuple[Side, Side], part: Part) -> list[Pair | None]:
    """Return what both rules come to for each order of *part*; None where both permit it alike."""
    before, after = sides
    old = _decided(before, part.orders, part.first)
    new = _decided(after, part.readable, part.first_readable)
    return [
        _told(decision, None if number in part.unread else next(new))
        for number, decision in enumerate(old, part.first)
    ]


def _decided(side: Side, orders: list[Order], first: int) -> Iterator[Decision]:
    past = Past(side.scheme, orders, side.entries, first)
    return map(past.decision, range(first, first + len(orders)))


def _told(old: Decision, new: Decision | None) -> Pair | None:
    alike = new is not None and old.permitted and new.permitted and not otherwise(old, new)
    return None if alike else (old, new)
