"""Duties that a decision sets, with their due times (docs/semantics.md, section 10, "Duties")."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from responselevels.models.parts.cites import Clause
from responselevels.models.texts import Text
from responselevels.models.times import duration_written, instant_written

if TYPE_CHECKING:
    from responselevels.models.documents import DutyDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyDue:
    """A duty that is set in motion, with the instant it is due, and its clause, if it has one.

    *counts_from* is `decision`, `start` or `end`; *within* is the time from the start or the
    end, None where it counts from the decision. *due* is None where there is no time, or where
    the end that it counts from is not known yet (docs/semantics.md, section 10).
    """

    id: str | None = None
    do: Text
    to: Text | None
    due: datetime | None
    counts_from: str = "decision"
    within: timedelta | None = None
    cite: Clause | None = None


def within_written(duty: DutyDue) -> str | None:
    """Return the time of a duty as a rules file writes it, None where it has none."""
    return None if duty.within is None else duration_written(duty.within)


def duty_written(duty: DutyDue, lang: str) -> DutyDocument:
    """Return *duty* as a decision lists it (docs/formats.md, Decision), but for its clause."""
    document: DutyDocument = {
        "do": duty.do.in_(lang),
        "to": None if duty.to is None else duty.to.in_(lang),
        "due": None if duty.due is None else instant_written(duty.due),
    }
    if duty.id is not None:
        document["id"] = duty.id
    if duty.counts_from != "decision":
        document["counts_from"] = duty.counts_from
        document["within"] = within_written(duty)
    return document
