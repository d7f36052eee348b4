"""The reference engine: docs/semantics.md carried out to the letter, to hold the library against.

    >>> from responselevels.testing import reference

It decides as `responselevels.decide` does, from rules, areas and orders, and is as plain as it is
slow: each function quotes the sentence that it carries out, and goes through every area and every
piece of time. It shares no judgement with the engine: it imports the models, and of the core the
values of evidence alone, which import-linter holds it to.
"""

from __future__ import annotations

from responselevels.testing.reference.answers import (
    audit,
    decide,
    floor,
    level,
    measures,
    timeline,
)
from responselevels.testing.reference.comparing import differences, plain
from responselevels.testing.reference.values import (
    Change,
    Decision,
    DutyDue,
    Finding,
    Holding,
    LevelSpan,
    MeasureChange,
    Overtake,
    Remedy,
    Replaced,
    Span,
)
from responselevels.testing.reference.world.measures import Held

__all__ = [
    "Change",
    "Decision",
    "DutyDue",
    "Finding",
    "Held",
    "Holding",
    "LevelSpan",
    "MeasureChange",
    "Overtake",
    "Remedy",
    "Replaced",
    "Span",
    "audit",
    "decide",
    "differences",
    "floor",
    "level",
    "measures",
    "plain",
    "timeline",
]
