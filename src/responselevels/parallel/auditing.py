"""An audit in parts: each worker takes the orders before its part as they are, and decides its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor

from responselevels.core.deciding.audit import Past
from responselevels.core.orders.entries import Entry, entries_of
from responselevels.core.world.scheme import Scheme
from responselevels.errors import expect, expect_each
from responselevels.models.decisions import Decision, Verdict
from responselevels.models.orders import Order
from responselevels.parallel.dividing import divided
from responselevels.parallel.spread import Shared, spread
from responselevels.parallel.workers import workers_of

BEFORE = 0.25
"""What it costs to take an order as it is, where auditing it costs 1: measured with a tenth not permitted."""

LEAST = 2000
"""Orders that are worth a part of their own: some 0.2 s of work."""

Listed = tuple[Scheme, list[Entry]]
"""What all parts of an audit share: the scheme, and the whole list as a book keeps it."""

Part = tuple[int, list[Order]]
"""A part of the list: the number of its first order, and its orders."""


def audit(
    executor: Executor, scheme: Scheme, orders: Iterable[Order]
) -> Iterator[tuple[Order, Decision]]:
    """Yield what `responselevels.audit` does, spread over *executor*.

    Raises:
        InputError: the list cannot be read (`responselevels.core.orders.book.book_of`).
        WorkersUnusable: see `responselevels.parallel.spread.spread`.
    """
    expect("scheme", scheme, Scheme)
    return _audited(executor, scheme, expect_each("orders", orders, Order))


def _audited(
    executor: Executor, scheme: Scheme, listed: list[Order]
) -> Iterator[tuple[Order, Decision]]:
    entries = entries_of(scheme, listed)
    past = Past(scheme, listed, entries)
    runs = divided(len(listed), workers_of(executor).width, BEFORE, LEAST)
    parts = ((start, listed[start:end]) for start, end in runs)
    found = spread(executor, audit_part, Shared.of(opened_list, scheme, entries), parts)
    for (start, end), decisions in zip(runs, found, strict=True):
        denied = dict(decisions)
        for number in range(start, end):
            decision = denied.get(number)
            yield (
                listed[number],
                past.told(number, Verdict.PERMIT) if decision is None else decision,
            )


# -- at the worker --------------------------------------------------------------------


def opened_list(scheme: Scheme, entries: list[Entry]) -> Listed:
    """Return what was sent."""
    return scheme, entries


def audit_part(listed: Listed, part: Part) -> Sequence[tuple[int, Decision]]:
    """Return the number and the decision of each order of *part* that was not permitted."""
    scheme, entries = listed
    first, orders = part
    past = Past(scheme, orders, entries, first)
    decided = (
        (number, past.decision(number))
        for number, verdict in past.screened()
        if verdict is not Verdict.PERMIT
    )
    return [(number, decision) for number, decision in decided if not decision.permitted]
