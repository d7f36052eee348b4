"""Where two are asked for: one body is not enough, and neither is one person."""

from __future__ import annotations

from dataclasses import replace

from responselevels.analysis.enumeration.examined import (
    Counterexample,
    DecidedClass,
    ExaminedRules,
    Proof,
    least_by,
)
from responselevels.analysis.enumeration.worlds import Example
from responselevels.analysis.properties.approvals import others
from responselevels.core.conditions import Condition
from responselevels.models.conditions import AllOf, AnyOf, AtLeast, parts_of
from responselevels.models.decisions import Decision
from responselevels.models.rules import Transition
from responselevels.text.catalogue import Named

ONE_PERSON = "one person"
"""Who gives all approvals, where one person does."""


def two_needed(name: str, examined: ExaminedRules) -> Proof:
    """Prove that one body is not enough where a condition asks for two."""
    asking = _asking(examined)
    bad = [row for row in asking if len(others(row)) < 2]
    against = [
        examined.shown(
            row,
            rule=Named(kind, rule),
            bodies=tuple(Named("body", body) for body in sorted(others(row))),
        )
        for (kind, rule), row in least_by(bad, lambda row: (_kind(row), row.rule or ""))
    ]
    return Proof.of(name, len(asking), against)


def two_persons(name: str, examined: ExaminedRules) -> Proof:
    """Prove that one person is not enough where a condition asks for two bodies."""
    asking = [row for row in _asking(examined) if len(others(row)) > 1]
    found = [(row, *_by_one(examined, row)) for row in asking]
    passing = {id(row): (example, decision) for row, example, decision in found}
    bad = [row for row, _example, decision in found if decision.permitted]
    against = []
    for (kind, rule), row in least_by(bad, lambda row: (_kind(row), row.rule or "")):
        example, decision = passing[id(row)]
        facts = {"rule": Named(kind, rule)}
        against.append(Counterexample(facts=facts, example=example, decision=decision))
    return Proof.of(name, len(asking), against)


def _by_one(examined: ExaminedRules, row: DecidedClass) -> tuple[Example, Decision]:
    """Return the class with all its approvals given, and signed, by one person."""
    example = examined.worlds.example(row.question, row.facts)
    given = tuple(
        approval.model_copy(update={"person": ONE_PERSON})
        for approval in example.proposal.approvals
    )
    proposal = example.proposal.model_copy(update={"approvals": given})
    alike = replace(example, proposal=proposal)
    return alike, examined.worlds.again(alike)


def _asking(examined: ExaminedRules) -> list[DecidedClass]:
    """Return the permitted classes whose condition is written for two."""
    return [
        row
        for row in examined.rows
        if row.permitted and (asked := _condition(row, examined)) is not None and says_two(asked)
    ]


def _kind(row: DecidedClass) -> str:
    return "ending" if row.question.action == "end" else "transition"


def _condition(row: DecidedClass, examined: ExaminedRules) -> Condition | None:
    rule = examined.rule_of(row)
    if rule is None:
        return None
    if row.question.action == "ratify":
        ratify = rule.ratify if isinstance(rule, Transition) else None
        return None if ratify is None else ratify.approval
    return rule.requires.approval


def says_two(condition: Condition) -> bool:
    """Say whether *condition* is written so as to need two bodies or more, however it is filled."""
    parts = parts_of(condition)
    if isinstance(condition, AllOf):
        return len(parts) > 1 or says_two(parts[0])
    if isinstance(condition, AtLeast) and condition.at_least.count > 1:
        return True
    return isinstance(condition, AnyOf | AtLeast) and all(map(says_two, parts))
