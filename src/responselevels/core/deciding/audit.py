"""Auditing: each order decided again, as of its issue, against those before it.

    orders → screen → surely permitted, or surely denied: worked out when more is asked for
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
    past = Past(scheme, listed, entries_of(scheme, listed))
    for order, (number, verdict) in zip(listed, past.screened(), strict=True):
        yield order, past.told(number, verdict)


class Past:
    """A list that is gone through again, from the order with number *first* on.

    *listed* are those orders, *entries* those of the whole list: the ones before only count.
    """

    def __init__(
        self, scheme: Scheme, listed: Sequence[Order], entries: Sequence[Entry], first: int = 0
    ) -> None:
        self._scheme = scheme
        self._listed = listed
        self._entries = entries
        self._first = first
        self._behind = GrowingBook(scheme)
        self._ahead = self._behind
        # A book grows while it is asked: one question at a time, whoever asks.
        self._lock = Lock()

    def screened(self) -> Iterator[tuple[int, Verdict | None]]:
        """Yield the number of each order and the verdict on it; None where that has to be decided."""
        book = GrowingBook(self._scheme)
        screen = Screen(book)
        for entry in self._entries[: self._first]:
            book.grow(entry)
            screen.add(entry)
        # Whoever asks about an order before going on to the next one is answered from this book.
        self._ahead = book
        for entry, order in zip(self._entries[self._first :], self._listed, strict=False):
            with self._lock:
                # Every order is decided against exactly those before it, as a decision then counted them.
                book.take_until(entry.issued)
                verdict = screen.verdict(order, entry)
            yield entry.number, verdict
            with self._lock:
                book.add(entry)
                screen.add(entry)
        self._ahead = self._behind

    def told(self, number: int, verdict: Verdict | None) -> Decision:
        """Return the decision on the order with this number, of which the *verdict* may be known."""
        if verdict is None:
            return self.decision(number)
        decide = partial(self.decision, number)
        return Awaited.known(self._listed[number - self._first].id, verdict, decide)

    def decision(self, number: int) -> Decision:
        """Return the decision on the order with this number, as `audited` makes it.

        Quick where orders are asked about as they are listed; one further back begins anew.
        """
        with self._lock:
            book = self._ahead if len(self._ahead) == number else self._grown(number)
            book.take_until(self._entries[number].issued)
            return audited(self._scheme, book.book, self._listed[number - self._first])

    def _grown(self, number: int) -> GrowingBook:
        """Return a book of all orders before the one with this number."""
        if number < len(self._behind):
            self._behind = GrowingBook(self._scheme)
        for entry in self._entries[len(self._behind) : number]:
            self._behind.grow(entry)
        return self._behind


_FIELDS = tuple(each.name for each in fields(Decision))


class Awaited(Decision):
    """A decision of which the verdict is known, and that is worked out once more of it is asked for.

    In every answer it is the decision that *decide* returns; it is equal to that one, and
    written, copied and sent elsewhere as that one.
    """

    __slots__ = ("_decide",)

    _decide: Callable[[], Decision]

    @classmethod
    def known(cls, proposal: str, verdict: Verdict, decide: Callable[[], Decision]) -> Awaited:
        """Return the decision that *decide* will return: *verdict* on *proposal*."""
        made, keep = object.__new__(cls), object.__setattr__
        keep(made, "proposal", proposal)
        keep(made, "verdict", verdict)
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
