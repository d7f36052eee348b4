"""Auditing: each order decided again, as of its issue, against those before it.

    orders → screen → surely permitted: its decision is worked out when it is asked for
                    → all others: decided at once

See docs/command-line.md, audit. Most orders of a list were permitted, and of these mostly no
more is asked than that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from functools import partial
from threading import Lock
from typing import Any

from responselevels.core.deciding.case import resolve_as_issued
from responselevels.core.deciding.decide import decided
from responselevels.core.deciding.findings import denied
from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.entries import Entry, entries_of
from responselevels.core.screening.growing import GrowingBook
from responselevels.core.screening.proposed import proposal_of
from responselevels.core.screening.screen import Screen
from responselevels.core.world.scheme import Scheme
from responselevels.errors import expect, expect_each
from responselevels.models.decisions import Decision, Verdict
from responselevels.models.orders import Order
from responselevels.models.telling import Telling


def audit(scheme: Scheme, orders: Iterable[Order]) -> Iterator[tuple[Order, Decision]]:
    """Yield each order with the decision that its issue would get under *scheme*.

    Each is decided as of its `issued_at`, against the orders before it in the list; these
    stand as the list has them, early ends included. A grace that is longer than its rule
    gives was not permitted (`provisional.longer`).

    Raises:
        InputError: the list cannot be read (`responselevels.core.orders.book.book_of`).
    """
    expect("scheme", scheme, Scheme)
    return _audited(scheme, expect_each("orders", orders, Order))


def _audited(scheme: Scheme, listed: list[Order]) -> Iterator[tuple[Order, Decision]]:
    entries = entries_of(scheme, listed)
    past = Past(scheme, listed, entries)
    for order, (number, decision) in zip(listed, screened(scheme, entries, listed), strict=True):
        yield order, past.awaited(number) if decision is None else decision


def screened(
    scheme: Scheme,
    entries: Sequence[Entry],
    orders: Iterable[Order],
    *,
    first: int = 0,
    deciding: bool = False,
) -> Iterator[tuple[int, Decision | None]]:
    """Yield the number and the decision of each of *orders*; None where it is surely permitted.

    *orders* are those of *entries* from the one with number *first* on; those before only count.
    With *deciding*, none is screened, and each is decided.
    """
    book = GrowingBook(scheme)
    screen = Screen(book)
    for entry in entries[:first]:
        book.take_until(entry.issued)
        book.add(entry)
        screen.add(entry)
    for entry, order in zip(entries[first:], orders, strict=False):
        # Every order is decided against exactly those before it, as a decision then counted them.
        book.take_until(entry.issued)
        passed = not deciding and screen.passes(order, entry)
        yield entry.number, None if passed else audited(scheme, book.book, order)
        book.add(entry)
        screen.add(entry)


class Past:
    """A list of orders that is gone through again, to decide what was only screened."""

    def __init__(self, scheme: Scheme, listed: Sequence[Order], entries: Sequence[Entry]) -> None:
        self._scheme = scheme
        self._listed = listed
        self._entries = entries
        self._book = GrowingBook(scheme)
        # The book grows while it is asked: one question at a time, whoever asks.
        self._lock = Lock()

    def awaited(self, number: int) -> Decision:
        """Return the decision on the order with this number, which is known to permit it."""
        return Awaited.permit(self._listed[number].id, partial(self.decision, number))

    def decision(self, number: int) -> Decision:
        """Return the decision on the order with this number, as `audited` makes it.

        Quick where orders are asked about as they are listed; one further back begins anew.
        """
        with self._lock:
            if number < len(self._book):
                self._book = GrowingBook(self._scheme)
            for entry in self._entries[len(self._book) : number]:
                self._book.take_until(entry.issued)
                self._book.add(entry)
            self._book.take_until(self._entries[number].issued)
            return audited(self._scheme, self._book.book, self._listed[number])


_FIELDS = tuple(each.name for each in fields(Decision))


class Awaited(Decision):
    """A decision that is known to permit, and that is worked out once more of it is asked for.

    In every answer it is the decision that *decide* returns; it is equal to that one, and
    written, copied and sent elsewhere as that one.
    """

    __slots__ = ("_decide",)

    _decide: Callable[[], Decision]

    @classmethod
    def permit(cls, proposal: str, decide: Callable[[], Decision]) -> Awaited:
        """Return the decision that *decide* will return: it permits *proposal*."""
        made, keep = object.__new__(cls), object.__setattr__
        keep(made, "proposal", proposal)
        keep(made, "verdict", Verdict.PERMIT)
        keep(made, "_decide", decide)
        return made

    def __getattr__(self, name: str) -> Any:
        """Return what is not there yet: called for the first name that is not known."""
        if name not in _FIELDS:
            raise AttributeError(name)
        decision = self._decide()
        for each in _FIELDS:
            object.__setattr__(self, each, getattr(decision, each))
        return getattr(self, name)

    @property
    def decided(self) -> Decision:
        """The decision itself."""
        return Decision(**{each: getattr(self, each) for each in _FIELDS})

    def __eq__(self, other: object) -> bool:
        return self.decided == (other.decided if isinstance(other, Awaited) else other)

    def __hash__(self) -> int:
        return hash(self.decided)

    def __repr__(self) -> str:
        return repr(self.decided)

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(Decision, **{each: getattr(self, each) for each in _FIELDS}), ()


def audited(scheme: Scheme, book: OrderBook, order: Order) -> Decision:
    """Return the decision that the issue of one order would get, against those of *book*."""
    decision = decided(resolve_as_issued(scheme, book, order, proposal_of(order)))
    return _held_to_grace(scheme, order, decision)


def _held_to_grace(scheme: Scheme, order: Order, decision: Decision) -> Decision:
    """Return *decision*, denied where *order* was given a longer grace than its rule gives."""
    given, until, rule = order.provisional_until, decision.provisional_until, decision.transition
    # A shorter grace than the rule gives is nobody's harm; only a longer one was not permitted.
    if given is None or until is None or rule is None or given <= until:
        return decision
    longer = denied("provisional.longer", scheme.transitions_by_id[rule], given=given, until=until)
    telling = Telling(scheme.titles, decision.offset)
    # A denied order brings nothing about, so what it would have changed is left out.
    return replace(
        decision,
        verdict=Verdict.DENY,
        findings=(*decision.findings, replace(longer, telling=telling)),
        changes=(),
        overtakes=(),
        replaces=(),
        provisional_until=None,
    )
