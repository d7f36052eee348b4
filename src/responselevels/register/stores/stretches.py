"""Lines read a stretch at a time, so that no reader holds a database up for long."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from responselevels.errors import RegisterDamaged

AT_ONCE = 256
"""So many lines are read in one go."""

Some = Callable[[int, int], Sequence[tuple[int, object]]]
"""Gives the first lines, at most `AT_ONCE`, from a number up to (not with) another, with their numbers."""


def lines_from(some: Some, start: int, end: int, name: str) -> Iterator[bytes]:
    """Yield the lines from *start* up to (not with) *end*, all of which are there.

    What was appended never changes, so that stretches read one after the other
    are what one look at *end* would have shown.

    Raises:
        RegisterDamaged: one is missing, or no bytes any more.
    """
    while start < end:
        rows = some(start, end)
        for seq, line in rows:
            if seq != start or not isinstance(line, bytes):
                break
            yield line
            start += 1
        else:
            if rows:
                continue
        raise RegisterDamaged("store.gap", {"store": name, "seq": start}, seq=start)


def body_of(found: object, digest: str, name: str) -> bytes:
    """Return the body that was *found* for a document.

    Raises:
        RegisterDamaged: it is no bytes any more.
    """
    if not isinstance(found, bytes):
        raise RegisterDamaged("store.document", {"store": name, "digest": digest})
    return found
