"""When two rules files are in force: the times at which only one of them is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from responselevels.analysis.comparison.structure import Difference
from responselevels.analysis.enumeration.examined import ExaminedRules
from responselevels.analysis.enumeration.worlds import Example, SharedVocabulary, WorldBuilder
from responselevels.models.rules import Rules

FIRST = datetime.min.replace(tzinfo=UTC)
LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ValiditySpan:
    """From when to when, both within the calendar."""

    start: datetime
    end: datetime

    def without(self, other: ValiditySpan) -> Iterator[ValiditySpan]:
        """Yield what of this span lies before and after *other*."""
        for start, end in (
            (self.start, min(self.end, other.start)),
            (max(self.start, other.end), self.end),
        ):
            if start < end:
                yield ValiditySpan(start, end)

    def moment(self) -> datetime:
        """Return an instant of the span, its start where it has one."""
        if self.start > FIRST:
            return self.start
        return self.end - timedelta(days=1) if self.end < LAST else self.end - timedelta(days=9999)


def _in_force(rules: Rules) -> ValiditySpan:
    valid = rules.valid
    start = None if valid is None else valid.from_
    end = None if valid is None else valid.to
    return ValiditySpan(start or FIRST, end or LAST)


def differing_times(old: Rules, new: Rules) -> Iterator[Difference]:
    """Yield the spans in which one file is in force and the other not.

    All that the one permits then, the other denies.
    """
    before, after = _in_force(old), _in_force(new)
    for code, rules, here, there in (
        ("valid.only_old", old, before, after),
        ("valid.only_new", new, after, before),
    ):
        for span in here.without(there):
            facts = {
                "start": None if span.start == FIRST else span.start,
                "end": None if span.end == LAST else span.end,
            }
            yield Difference(code, facts, example=permitted_at(rules, span.moment()))


def permitted_at(rules: Rules, at: datetime) -> Example | None:
    """Return the first small example that *rules* permit at the instant *at*, if any."""
    examined = ExaminedRules(rules)
    examined.common = replace(SharedVocabulary.of([rules]), moment=at)
    examined.worlds = WorldBuilder(examined.common)
    for question in examined.questions():
        for row in examined.rows_of(question):
            if row.permitted:
                return examined.worlds.example(row.question, row.facts)
    return None
