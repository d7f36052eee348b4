"""Where two are asked for: one body is not enough, and neither is one person."""

from __future__ import annotations

from dataclasses import replace

from responselevels.analysis.enumeration.approving import Demand, demand_of
from responselevels.analysis.enumeration.asked import Facts
from responselevels.analysis.enumeration.examined import (
    Counterexample,
    ExaminedRules,
    Proof,
    least_by,
)
from responselevels.analysis.enumeration.judging import DecidedClass
from responselevels.analysis.enumeration.sharing import Kind
from responselevels.analysis.enumeration.subsets import Bodies
from responselevels.analysis.enumeration.worlds import Example
from responselevels.analysis.properties.approvals import others
from responselevels.core.conditions import Condition
from responselevels.models.decisions import Decision
from responselevels.models.parts.conditions import AllOf, AnyOf, AtLeast, bodies_in, parts_of
from responselevels.models.parts.requires import EndingRequires, Requires
from responselevels.models.rules import Ratify, Transition
from responselevels.text.catalogue import Named

ONE_PERSON = "one person"
"""Who gives all approvals, where one person does."""


def two_needed(name: str, examined: ExaminedRules) -> Proof:
    """Prove that one body is not enough where a condition asks for two."""
    asking = _asking(examined)
    bad = [(row, given) for row, given in asking if len(given) < 2]
    known = {id(row): given for row, given in bad}
    against = [
        examined.shown(
            row,
            rule=Named(kind, rule),
            bodies=tuple(Named("body", body) for body in sorted(known[id(row)])),
        )
        for (kind, rule), row in least_by([row for row, _given in bad], _rule)
    ]
    return Proof.of(name, len(asking), against)


def two_persons(name: str, examined: ExaminedRules) -> Proof:
    """Prove that one person is not enough where a condition asks for two bodies."""
    asking = [row for row, given in _asking(examined) if len(given) > 1]
    known: dict[tuple[Kind, Facts], bool] = {}
    passing = []
    for row in asking:
        alike = examined.alike(row)
        if alike not in known:
            known[alike] = _by_one(examined, row)[1].permitted
        if known[alike]:
            passing.append(row)
    against = []
    for (kind, rule), row in least_by(passing, _rule):
        example, decision = _by_one(examined, row)
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


def _asking(examined: ExaminedRules) -> list[tuple[DecidedClass, Bodies]]:
    """Return the permitted classes whose condition is written for two, with the bodies that count for it."""
    found = []
    for row in examined.permitted:
        asked = _asked(row, examined)
        if asked is not None and says_two(asked[0]):
            condition, demand = asked
            found.append((row, others(row, demand) & frozenset(bodies_in(condition))))
    return found


def _rule(row: DecidedClass) -> tuple[str, str]:
    kind = "ending" if row.question.action == "end" else "transition"
    return kind, row.rule or ""


def _asked(row: DecidedClass, examined: ExaminedRules) -> tuple[Condition, Demand] | None:
    """Return the condition that the approvals had to fill, and what is demanded of them."""
    rule = examined.rule_of(row)
    asked: Requires | EndingRequires | Ratify | None = None if rule is None else rule.requires
    if row.question.action == "ratify":
        asked = rule.ratify if isinstance(rule, Transition) else None
    if asked is None or asked.approval is None:
        return None
    return asked.approval, demand_of(asked)


def says_two(condition: Condition) -> bool:
    """Say whether *condition* is written so as to need two bodies or more, however it is filled."""
    parts = parts_of(condition)
    if isinstance(condition, AllOf):
        return len(parts) > 1 or says_two(parts[0])
    if isinstance(condition, AtLeast) and condition.at_least.count > 1:
        return True
    return isinstance(condition, AnyOf | AtLeast) and all(map(says_two, parts))
