"""Lines for stores that nobody reads: stores do not."""

from __future__ import annotations

from responselevels.register.stores.store import Store, Writing


def line_of(seq: int) -> bytes:
    return b'{"seq":%d}\n' % seq


def add(store: Store, line: bytes, seq: int | None = None) -> int:
    """Append a line, under *seq* or the next number, which is returned."""

    def work(writing: Writing) -> int:
        number = writing.size() if seq is None else seq
        writing.append(number, line)
        return number

    return store.transact(work)


def add_at_once(store: Store, count: int) -> None:
    """Append lines in one transaction, each with its number in it."""

    def work(writing: Writing) -> None:
        size = writing.size()
        for seq in range(size, size + count):
            writing.append(seq, line_of(seq))

    store.transact(work)


def add_many(store: Store, count: int) -> None:
    """Append lines one by one, each with its number in it."""
    for _ in range(count):
        store.transact(lambda writing: writing.append(writing.size(), line_of(writing.size())))
