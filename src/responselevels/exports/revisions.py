"""Revisions: an order as it stood after each thing that was recorded of it.

Calendars and alerts tell of an order again whenever it changes, and number what they tell. The
number comes from what was recorded (the issue, each early end, the ratification), so that whoever
asks twice is told the same, and whoever asks later is told of more under a greater number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.entries import Entry, held_until
from responselevels.core.timeline import FOREVER
from responselevels.core.world.areas import AreaTree
from responselevels.core.world.scheme import Scheme
from responselevels.models.orders import Order
from responselevels.models.times import instant_at, micros_of
from responselevels.register.history.asking.snapshot import RegisterSnapshot
from responselevels.register.history.order_events import ended, ratified
from responselevels.register.log.kinds import EndEvent, RatificationEvent


class Act(StrEnum):
    """What was recorded of an order."""

    ISSUE = "issue"
    END = "end"
    RATIFY = "ratify"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """An order as it stood once something was recorded of it.

    Attributes:
        order: the order, with its ends and its ratification so far.
        act: what was recorded.
        number: grows with each thing that is recorded of the order.
        at: when it was recorded.
        until: from when on the order holds nowhere any more, by what was recorded; None: open.
        lapse: when it lapses unless it is ratified; None where it need not be.
    """

    order: Order
    act: Act
    number: int
    at: datetime
    until: datetime | None
    lapse: datetime | None

    @property
    def begins(self) -> bool:
        """Whether it comes to hold anywhere, for any time."""
        return self.until is None or self.until > self.order.period.start

    @property
    def over(self) -> bool:
        """Whether what was recorded is that it holds nowhere any more, or never will."""
        ended_now = self.until is not None and self.until <= self.at
        return self.act is Act.END and (ended_now or not self.begins)

    def lapsed(self, at: datetime) -> bool:
        """Say whether it has lapsed by *at*, for it was not ratified."""
        return self.lapse is not None and self.lapse <= at and self.lapse == self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """Orders to be told of: by whose names (*scheme*), from where (*source*), and each with its revisions."""

    scheme: Scheme
    source: str
    revisions: tuple[tuple[Revision, ...], ...]

    @property
    def last(self) -> Iterator[Revision]:
        """Each order as it stands, in order of issue."""
        return (each[-1] for each in self.revisions)

    def since(self, start: datetime) -> Orders:
        """Return those that hold at *start* or later, or of which something was recorded since."""
        kept = (
            each
            for each in self.revisions
            if each[-1].until is None or each[-1].until > start or each[-1].at > start
        )
        return replace(self, revisions=tuple(kept))


def orders_in_book(book: OrderBook, orders: Iterable[Order], source: str | None = None) -> Orders:
    """Return *orders* of files, which stand in *book*; *source* names where they are from, else the rules do.

    A file says of ends when they were decided, or else that they always counted: they are then taken as
    told with the issue. That an order was ratified shows in it only as the lack of `provisional_until`.
    """
    scheme = book.scheme
    found = ((order, book.find(order.id)) for order in orders)
    revisions = (
        tuple(_of_file(order, entry, scheme.tree)) for order, entry in found if entry is not None
    )
    return Orders(scheme=scheme, source=source or scheme.rules.id, revisions=tuple(revisions))


def _of_file(order: Order, entry: Entry, tree: AreaTree) -> Iterator[Revision]:
    number, at = int(order.provisional_until is None), order.issued_at
    for count in range(len(order.ends) + 1):
        if count:
            at = max(at, order.ends[count - 1].decided_at or at)
        yield _revision(
            order.model_copy(update={"ends": order.ends[:count]}),
            replace(entry, ends=entry.ends[:count]),
            tree,
            (Act.END if count else Act.ISSUE, number + count, at),
        )


def orders_in_register(
    known: RegisterSnapshot,
    kept: Callable[[Order], Order | None] | None = None,
    source: str | None = None,
) -> Orders:
    """Return the orders of a register, as far as they are *known*.

    *kept* returns an order as it may be told, None where it may not; *source* names where they are
    from, else the register does.
    """
    state = known.state
    revisions: list[tuple[Revision, ...]] = []
    for order in known.orders:
        told = tuple(_of_register(known, order.id, kept or _whole))
        if told:
            revisions.append(told)
    return Orders(scheme=known.scheme, source=source or state.register, revisions=tuple(revisions))


def _whole(order: Order) -> Order:
    return order


def _of_register(
    known: RegisterSnapshot, name: str, kept: Callable[[Order], Order | None]
) -> Iterator[Revision]:
    state = known.state
    events = [e for e in state.order_events[name] if e.recorded <= known.known]
    found = [
        (version.scheme.tree, entry)
        for version in known.versions
        if (entry := version.book.find(name)) is not None
    ]
    (tree, entry), order = found[-1], state.issued_orders[name]
    # A bare order of another track is the same order under a name of its own there.
    order = order.model_copy(update={"track": state.orders[name].track})
    count = len(order.ends)
    for number, event in enumerate(events):
        act, at = Act.ISSUE, instant_at(event.recorded)
        if isinstance(event, EndEvent):
            act, order, count = Act.END, ended(order, event), count + 1
        elif isinstance(event, RatificationEvent):
            act, order = Act.RATIFY, ratified(order)
        elif event.decision is None:
            at = order.issued_at
        told = kept(order)
        if told is not None:
            yield _revision(told, replace(entry, ends=entry.ends[:count]), tree, (act, number, at))


def _revision(
    order: Order, entry: Entry, tree: AreaTree, told: tuple[Act, int, datetime]
) -> Revision:
    act, number, at = told
    lapse = order.provisional_until
    as_then = replace(entry, lapse=None if lapse is None else micros_of(lapse))
    until = max(held_until(as_then, place, tree) for place in entry.scope)
    return Revision(
        order=order,
        act=act,
        number=number,
        at=at,
        until=None if until >= FOREVER else instant_at(until),
        lapse=lapse,
    )


def superseded(revisions: tuple[Revision, ...]) -> Iterator[tuple[Revision, tuple[Revision, ...]]]:
    """Yield each of *revisions* of one order, with those before it."""
    for number, revision in enumerate(revisions):
        yield revision, revisions[:number]
