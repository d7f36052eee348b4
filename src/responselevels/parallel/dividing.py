"""Work whose later parts have to go through what lies before them: parts that take as long as each other."""

from __future__ import annotations

from itertools import pairwise


def divided(count: int, parts: int, before: float, least: int) -> list[tuple[int, int]]:
    """Return ``range(count)`` in at most *parts* runs ``(start, end)``, none shorter than *least* but one alone.

    To do one of them costs 1, to pass one by that lies before costs *before*, between 0 and 1:
    the later a run begins, the shorter it is. In parts that all cost c, ``c = before · start +
    length``, so that what is left shrinks by the same share from each part to the next.

    >>> divided(1000, 2, 0.25, 1)
    [(0, 571), (571, 1000)]
    """
    parts = max(1, min(parts, count // max(1, least)))
    share = 1 - before
    whole = parts if before == 0 else (1 - share**parts) / before
    starts = [
        round(count * (part if before == 0 else (1 - share**part) / before) / whole)
        for part in range(parts + 1)
    ]
    return [(start, end) for start, end in pairwise(starts) if start < end]
