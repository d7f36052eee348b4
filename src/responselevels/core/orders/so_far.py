"""The orders so far: the book as it stood at an instant, by what was issued and ended by then.

A decision looks at this book alone (docs/decisions/0008). Ends that do not say when they were
decided, and ratifications, stay as the book has them.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import lru_cache

from responselevels.core.orders.book import OrderBook, filled_book
from responselevels.core.timeline import FOREVER


def orders_so_far(book: OrderBook, instant: int) -> OrderBook:
    """Return *book* with the orders issued by *instant*, without the ends decided after it."""
    if book.last_issued is not None and book.last_issued > instant:
        # Instants of issue never fall, so a binary search finds how many orders count.
        known = bisect_right(range(book.count), instant, key=lambda n: book.entry(n).issued)
        book = _first_of(book, known)
    # The index gives the orders with some end decided after the instant, without a walk over all.
    late = tuple(
        number
        for number, decided in book.decided_ends.active(0, book.count, instant, FOREVER)
        if max(decided) > instant
    )
    return _without_ends(book, late, instant) if late else book


@lru_cache(maxsize=4)
def _first_of(book: OrderBook, count: int) -> OrderBook:
    """Return the book of the first *count* orders; cached, since a batch asks for it repeatedly."""
    return filled_book(book.scheme, (book.entry(number) for number in range(count)))


@lru_cache(maxsize=4)
def _without_ends(book: OrderBook, orders: tuple[int, ...], instant: int) -> OrderBook:
    """Return *book* without the ends of *orders* (numbers) that were decided after *instant*."""
    for number in orders:
        entry = book.entry(number)
        known = [
            (end, decided)
            for end, decided in zip(entry.ends, entry.decided, strict=True)
            if decided <= instant
        ]
        # Both lists stay in step: the end at a place was decided at the same place of the other.
        ends, decided = tuple(end for end, _ in known), tuple(at for _, at in known)
        book = book.amended(entry, replace(entry, ends=ends, decided=decided))
    return book
