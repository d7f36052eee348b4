"""No ending is weaker than its start: who agrees to an end would have done to begin with.

Bodies are compared, as each rule counts them: those that approve, and the one that issues, which
agrees to what it issues. Assessments, reasons and notice are not: to stand down on the
assessment that stands is another matter than to start without one.
"""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.analysis.enumeration.approving import AFTER, Demand, demand_of
from responselevels.analysis.enumeration.examined import (
    ExaminedRules,
    Proof,
    least_by,
)
from responselevels.analysis.enumeration.judging import DecidedClass
from responselevels.analysis.properties.reaching.reachability import orderable
from responselevels.core.conditions import Condition, filled
from responselevels.models.rules import Transition
from responselevels.text.catalogue import Named

Asked = tuple[Condition, Demand]
"""A condition, and what is demanded of the approvals that fill it."""


def ended_as_started(name: str, examined: ExaminedRules) -> Proof:
    """Prove that the bodies that agree to an end would do to start, or to ratify, what is ended."""
    ordered = orderable(examined)
    ends = [
        row
        for row in examined.permitted
        if row.question.action == "end"
        and (row.question.tier, row.question.level) in ordered
        and all(_starts(examined, row))
    ]
    weaker = [
        row for row in ends if not any(_agrees(row, asked) for asked in _starts(examined, row))
    ]
    against = [
        examined.shown(row, rule=Named("ending", rule or ""), level=Named("level", level))
        for (rule, level), row in least_by(weaker, lambda row: (row.rule, row.question.level))
    ]
    return Proof.of(name, len(ends), against)


def _starts(examined: ExaminedRules, row: DecidedClass) -> list[tuple[Asked, ...]]:
    """Return what each way to order the level asks of approvals; nothing of it may be left out."""
    tier, level = row.question.tier, row.question.level
    return [
        tuple(_asked(transition))
        for transition in examined.rules.transitions
        if transition.tier == tier and level in transition.to
    ]


def _asked(transition: Transition) -> Iterator[Asked]:
    wanted = transition.requires
    if wanted.approval is not None:
        yield wanted.approval, demand_of(wanted) - {AFTER}
    if transition.ratify is not None:
        yield transition.ratify.approval, demand_of(transition.ratify)


def _agrees(row: DecidedClass, asked: tuple[Asked, ...]) -> bool:
    """Say whether those who agree to an end would fill what a start asks."""
    given, issuer = row.facts.approving, row.facts.issuer
    return all(filled(condition, given.counting(demand) | {issuer}) for condition, demand in asked)
