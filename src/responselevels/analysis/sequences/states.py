"""States that sequences lead to: the orders so far and the time, and what makes two states alike.

Two states are alike where the same orders, as far as they are not over, hold from now on: by
area, in order of issue, with the time left to each. What the clock says, and what is over, is
nothing to either, but for graces, which acting first again looks at, and for how long an area
has stood at a level that nobody has approved.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from responselevels.analysis.sequences.settings import Setting
from responselevels.core.orders.book import book_of
from responselevels.core.orders.lanes import SILENT
from responselevels.core.orders.levels import View
from responselevels.core.timeline import micros_of
from responselevels.models.orders import Order
from responselevels.models.proposals import Proposal

Key = tuple[object, ...]
"""What makes two states alike."""

NEVER = datetime.max.replace(tzinfo=UTC)
"""Later than whatever happens in a sequence."""


@dataclass(frozen=True, eq=False)
class State:
    """What a sequence leads to: the orders so far, and when it is.

    *before* is the state that the last step was made from, *proposal* that step; None where time
    passed, and at the beginning. *over* says whether the rules are no longer in force.
    """

    orders: tuple[Order, ...]
    at: datetime
    before: State | None = None
    proposal: Proposal | None = None
    over: bool = False

    def live(self) -> tuple[Order, ...]:
        """Return the orders that are not over, in order of issue."""
        return self._live

    @cached_property
    def _live(self) -> tuple[Order, ...]:
        return tuple(
            [order for order in self.orders if max(self.at, order.period.start) < until_of(order)]
        )

    def edges(self) -> Iterator[datetime]:
        """Yield the instants to come at which an order begins, runs out or lapses."""
        for order in self.live():
            if self.at < order.period.start:
                yield order.period.start
            if until_of(order) < NEVER:
                yield until_of(order)

    def key(self, setting: Setting) -> Key:
        """Return what makes this state like others."""
        return (self.over, *self.of(setting, setting.acting))

    def of(self, setting: Setting, areas: tuple[str, ...]) -> Key:
        """Return what makes this state like others, as far as the orders of *areas* go.

        Of times it counts in what order they come, and between which of the lengths that the
        rules name the time left lies.
        """
        live = [order for order in self.live() if order.area in areas]
        edges = {one for order in live for one in _times(order) if self.at < one}
        told = {
            one: (place, *_between(setting.lengths, one - self.at))
            for place, one in enumerate(sorted(edges), start=1)
        }
        return tuple(
            (
                tuple(self._told(order, told) for order in live if order.area == area),
                tuple(self._graces(setting, area)),
                self._run(setting, area),
            )
            for area in areas
        )

    def _told(self, order: Order, told: Mapping[datetime, Key]) -> Key:
        first = order.provisional_until is not None
        return (
            order.level,
            order.scope,
            *(told.get(one) for one in _times(order)),
            (order.transition, order.issuer) if first else None,
            tuple(end.scope for end in order.ends),
        )

    def _graces(self, setting: Setting, area: str) -> Iterator[Key]:
        """Yield, of each grace of *area* that still may count, about how long ago it ended."""
        for order in self.orders:
            lapse = order.provisional_until
            if order.area == area and lapse and lapse <= self.at < lapse + setting.rest:
                yield _between(setting.lengths, self.at - lapse)

    def _run(self, setting: Setting, area: str) -> Key | None:
        run = self.unapproved(setting, area)
        return None if run is None else _between(setting.lengths, run)

    def unapproved(self, setting: Setting, area: str) -> timedelta | None:
        """Return how long, until now, *area* has stood at levels that nobody has approved.

        None where it did not just now: what speaks there, or has just ceased to, need not be
        ratified, or is not above the default.
        """
        since, until = None, self.at
        while (spoke := self._spoken(area, until)) is not None:
            order, start = spoke
            severe = setting.scheme.ranks[order.level] > setting.scheme.default
            if order.provisional_until is None or not severe:
                break
            since = until = start
        return None if since is None else self.at - since

    def _spoken(self, area: str, until: datetime) -> tuple[Order, datetime] | None:
        """Return the order of *area* that spoke just before *until*, and since when."""
        start = None
        for order in reversed(self.orders):
            if order.area == area and order.period.start < until:
                if until <= until_of(order):
                    begun = order.period.start
                    return order, begun if start is None else max(begun, start)
                # What was issued later spoke until it was over.
                past = until_of(order)
                start = past if start is None else max(start, past)
        return None


def _between(lengths: tuple[timedelta, ...], span: timedelta) -> Key:
    """Return between which of *lengths* a span lies, or which it is."""
    return bisect_left(lengths, span), bisect_right(lengths, span)


def _times(order: Order) -> tuple[datetime, datetime, datetime]:
    """Return when an order begins, runs out, and lapses unless it is ratified."""
    end, lapse = order.period.end or NEVER, order.provisional_until or NEVER
    return order.period.start, end, lapse


def until_of(order: Order) -> datetime:
    """Return when an order is over everywhere; `NEVER` where it is not."""
    ends = [end.at for end in order.ends if end.scope is None]
    known = [order.period.end, order.provisional_until, *ends]
    return min((one for one in known if one is not None), default=NEVER)


def lasting(setting: Setting, state: State) -> Order | None:
    """Return an order above the default that holds somewhere for ever, if nobody does anything."""
    if all(until_of(order) < NEVER for order in state.live()):
        return None
    book = book_of(setting.scheme, state.orders)
    last = micros_of(max([state.at, *state.edges()]))
    view = View(book, last, last + 1, drill=False, track=0)
    for area in setting.areas:
        for steps in view.tracks(setting.scheme.tree.numbers[area.id]).values():
            if steps[-1][2] != SILENT:
                order = book.entry(steps[-1][2])
                if order.rank > setting.scheme.default:
                    return state.orders[order.number]
    return None
