"""First cases of a rules file: of each rule what it permits, keeps pending and denies, as it is decided."""

from __future__ import annotations

from pathlib import Path

import pytest

from responselevels.analysis.casework import first_cases as room
from responselevels.analysis.casework.first_cases import first_cases
from responselevels.analysis.enumeration.examples import decided
from responselevels.analysis.enumeration.subsets import TooManyClasses
from responselevels.files import load_rules

HARBOUR = load_rules(Path(__file__).resolve().parents[3] / "examples/harbour/rules.yaml")


def test_each_rule_has_a_case_that_it_permits_and_one_that_it_does_not() -> None:
    cases = list(first_cases(HARBOUR))
    permitted = {(c.rule, c.ending) for c in cases if c.decision.verdict.value == "permit"}
    others = {(c.rule, c.ending) for c in cases if c.decision.verdict.value != "permit"}
    named = {(rule.id, False) for rule in HARBOUR.transitions}
    named |= {(rule.id, True) for rule in HARBOUR.endings}
    assert permitted == others == named
    kinds = [(c.rule, c.example.proposal.action, c.decision.verdict) for c in cases]
    assert len(set(kinds)) == len(kinds)


def test_each_case_is_decided_as_it_says_and_by_the_rule_that_it_names() -> None:
    for case in first_cases(HARBOUR):
        decision = decided(HARBOUR, case.example)
        assert (decision.verdict, decision.transition) == (case.decision.verdict, case.rule)


def test_a_ratification_has_cases_of_its_own() -> None:
    actions = {(c.rule, c.example.proposal.action) for c in first_cases(HARBOUR)}
    assert {("raise_at_once", "issue"), ("raise_at_once", "ratify")} <= actions


def test_where_there_are_too_many_classes_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    class Wide:
        def __init__(self, _rules: object) -> None:
            pass

        @property
        def rows(self) -> tuple[object, ...]:
            raise TooManyClasses(1)

    monkeypatch.setattr(room, "ExaminedRules", Wide)
    assert list(first_cases(HARBOUR)) == []
