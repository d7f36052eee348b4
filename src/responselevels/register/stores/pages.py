"""Lines read a page at a time, so that no reader holds a database up for long."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from responselevels.errors import RegisterDamaged

AT_ONCE = 256
"""Number of lines read at a time."""

Some = Callable[[int, int], Sequence[tuple[int, object]]]
"""Gives the first lines, at most `AT_ONCE`, from a number up to (not with) another, with their numbers."""


def lines_between(some: Some, start: int, end: int, name: str) -> Iterator[bytes]:
    """Yield the lines from *start* up to (not with) *end*, all of which are there.

    What was appended never changes, so that pages read one after the other
    are what one look at *end* would have shown.

    Raises:
        RegisterDamaged: one is missing, or no bytes any more.
    """
    while start < end:
        rows = some(start, end)
        yield from _in_order(rows, start, name)
        if not rows:
            raise _gap(start, name)
        start += len(rows)


def lines_to_the_end(some: Some, start: int, name: str) -> Iterator[bytes]:
    """Yield the lines from *start* on, as many as there are; nobody appends meanwhile.

    Raises:
        RegisterDamaged: one is missing, or no bytes any more.
    """
    whole = True
    while whole:
        rows = some(start, _ENDLESS)
        yield from _in_order(rows, start, name)
        start += len(rows)
        whole = len(rows) == AT_ONCE


_ENDLESS = 2**62


def _in_order(rows: Sequence[tuple[int, object]], start: int, name: str) -> Iterator[bytes]:
    for expected, (seq, line) in enumerate(rows, start):
        if seq != expected or not isinstance(line, bytes):
            raise _gap(expected, name)
        yield line


def _gap(seq: int, name: str) -> RegisterDamaged:
    return RegisterDamaged("store.gap", {"store": name, "seq": seq}, seq=seq)


def body_of(found: object, digest: str, name: str) -> bytes:
    """Return the body that was *found* for a document.

    Raises:
        RegisterDamaged: it is no bytes any more.
    """
    if not isinstance(found, bytes):
        raise RegisterDamaged("store.document", {"store": name, "digest": digest})
    return found
