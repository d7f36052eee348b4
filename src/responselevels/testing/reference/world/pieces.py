"""Pieces of time between any two instants that occur anywhere, and rows made of such pieces.

Nothing that this engine asks about changes within a piece, so that it is asked at its start.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import pairwise
from typing import TypeVar

from responselevels.testing.reference.world.ground import Ground

Piece = tuple[datetime, datetime | None]
"""From a start, included, to an end, excluded; None for no end."""

Content = TypeVar("Content")
Row = TypeVar("Row")


def pieces(instants: Iterable[datetime], start: datetime, end: datetime | None) -> list[Piece]:
    """Cut the time from *start* to *end* at every one of *instants*."""
    inside = {at for at in instants if start < at and (end is None or at < end)}
    if end is not None and end <= start:
        return []
    cuts = [start, *sorted(inside), end]
    return [(left, right) for left, right in pairwise(cuts) if left is not None]


def joined(found: Iterable[tuple[Piece, Content]]) -> list[tuple[Piece, Content]]:
    """Make one row of neighbouring pieces with the same content."""
    rows: list[tuple[Piece, Content]] = []
    for (start, end), content in found:
        if rows and rows[-1][0][1] == start and rows[-1][1] == content:
            rows[-1] = ((rows[-1][0][0], end), content)
        else:
            rows.append(((start, end), content))
    return rows


def without_the_parents(ground: Ground, rows: Mapping[str, list[Row]]) -> list[tuple[str, Row]]:
    """Leave out each row that the area's parent has as well; sorted by area."""
    kept = []
    for area in sorted(rows):
        parent = ground.parent[area]
        above = rows.get(parent, []) if parent is not None else []
        kept += [(area, row) for row in rows[area] if row not in above]
    return kept
