"""First cases of a rules file: of each rule, the smallest proposal that it permits, keeps pending, denies. Pure.

They say how the rules decide now, for an author to read and keep (`responselevels new`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from responselevels.analysis.enumeration.examined import ExaminedRules, least_by
from responselevels.analysis.enumeration.judging import DecidedClass
from responselevels.analysis.enumeration.subsets import TooManyClasses
from responselevels.analysis.enumeration.worlds import Example
from responselevels.models.decisions import Decision, Verdict
from responselevels.models.rules import Rules

_VERDICTS = (Verdict.PERMIT, Verdict.PENDING, Verdict.DENY)


@dataclass(frozen=True, slots=True)
class FirstCase:
    """A proposal of a small world, and what is decided of it: by *rule*, an `ending` or a transition."""

    rule: str
    ending: bool
    example: Example
    decision: Decision


def first_cases(rules: Rules) -> Iterator[FirstCase]:
    """Yield the first cases of *rules*, in the order of the file; none where there are too many classes."""
    examined = ExaminedRules(rules)
    try:
        rows = [row for row in examined.rows if row.rule is not None]
    except TooManyClasses:
        return
    least = dict(least_by(rows, _key))
    listed = [
        *((transition.id, "issue") for transition in rules.transitions),
        *((transition.id, "ratify") for transition in rules.transitions),
        *((ending.id, "end") for ending in rules.endings),
    ]
    for name, action in listed:
        for verdict in _VERDICTS:
            row = least.get((name, action, verdict))
            if row is not None:
                example, decision = examined.step(row)
                yield FirstCase(name, action == "end", example, decision)


def _key(row: DecidedClass) -> tuple[str | None, str, Verdict]:
    return row.rule, row.question.action, row.verdict
