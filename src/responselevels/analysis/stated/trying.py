"""One class tried with other facts than it was enumerated with, for what an author states of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from responselevels.analysis.enumeration.asked import Facts
from responselevels.analysis.enumeration.examined import (
    ExaminedRules,
)
from responselevels.analysis.enumeration.judging import DecidedClass

TICK = timedelta(seconds=1)
"""By how much a period is longer that is too long."""

LATEST = datetime.max.replace(tzinfo=UTC) - timedelta(days=366)
"""Until when periods are written out; a year is left for what comes after them."""


def longer(examined: ExaminedRules, facts: Facts, limit: timedelta | None) -> Facts:
    """Return *facts* with a period longer than *limit*; as they are where it is longer already.

    Where the calendar ends before that, only a period without an end is longer.
    """
    if limit is None or facts.length is None or facts.length > limit:
        return facts
    left = LATEST - examined.worlds.at - facts.lead
    return replace(facts, length=limit + TICK if limit < left else None)


def permitted(examined: ExaminedRules, row: DecidedClass, facts: Facts) -> DecidedClass | None:
    """Return what is decided of the class with other *facts*, where it is permitted."""
    other = examined.worlds.judge(row.question, facts)
    return other if other is not None and other.permitted else None
