"""What becomes of measures by a decision (docs/semantics.md, section 12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from responselevels.models.times import instant_written

if TYPE_CHECKING:
    from responselevels.models.documents import MeasureChangeDocument

Becomes = Literal["begin", "end", "differ"]
"""What becomes of a measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureChange:
    """A measure that would begin, end or differ in an area over a period, if the proposal were carried out.

    *measure* is the id of the one that others strengthen; *before* and *after* are the ids of
    those of them that are in force before and after.
    """

    area: str
    start: datetime
    end: datetime | None
    measure: str
    change: Becomes
    before: tuple[str, ...]
    after: tuple[str, ...]


def measure_change_written(row: MeasureChange) -> MeasureChangeDocument:
    """Return *row* as a decision lists it (docs/formats.md, Decision)."""
    return {
        "measure": row.measure,
        "change": row.change,
        "area": row.area,
        "start": instant_written(row.start),
        "end": None if row.end is None else instant_written(row.end),
        "before": list(row.before),
        "after": list(row.after),
    }
