"""Lines read a stretch at a time, so that no reader holds a database up for long."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from responselevels.errors import RegisterDamaged

AT_ONCE = 256
"""So many lines are read in one go."""

Some = Callable[[int, int], Sequence[tuple[int, bytes]]]
"""Gives the first lines, at most `AT_ONCE`, from a number up to (not with) another, with their numbers."""


def lines_from(some: Some, start: int, end: int, name: str) -> Iterator[bytes]:
    """Yield the lines from *start* up to (not with) *end*, all of which are there.

    What was appended never changes, so that stretches read one after the other
    are what one look at *end* would have shown.

    Raises:
        RegisterDamaged: one is missing.
    """
    while start < end:
        rows = some(start, end)
        for seq, line in rows:
            if seq != start:
                break
            yield bytes(line)
            start += 1
        else:
            if rows:
                continue
        raise RegisterDamaged("store.gap", {"store": name, "seq": start}, seq=start)
