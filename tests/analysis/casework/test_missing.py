"""Changes that add something, figures rule by rule, and the cases that are missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from responselevels.analysis.casework.additions import (
    mutants_of_bodies,
    mutants_of_duties,
    mutants_of_force,
    mutants_of_validity,
    mutants_that_add,
)
from responselevels.analysis.casework.cases import run
from responselevels.analysis.casework.mutants import mutants_of
from responselevels.analysis.casework.mutate import mutate
from responselevels.analysis.casework.outcomes import Mutant
from responselevels.analysis.comparison.missing import missing_case
from responselevels.core.world.soundness import problems_in_rules
from responselevels.files.cases import cases_of
from responselevels.files.syntax.documents import read_text
from responselevels.files.syntax.yaml_writing import yaml_of
from responselevels.models.rules import Rules
from tests.analysis.comparison.pairs import OTHER, Pair

PLAIN = Pair("", lambda _data: None).rules()[0]
VALID = Pair("", lambda data: data.update(valid={"to": "2026-06-01T00:00Z"})).rules()[1]


def codes(found: object) -> set[str]:
    return {mutant.code for mutant in found}  # type: ignore[attr-defined]


def bare(**without: tuple[object, ...]) -> Rules:
    return PLAIN.model_copy(update=without)


def test_a_tier_that_has_no_rule_of_a_kind_gets_one() -> None:
    assert codes(mutants_that_add(PLAIN)) == set()
    lacking = bare(
        transitions=tuple(rule for rule in PLAIN.transitions if rule.tier != "street"),
        endings=(),
        floors=(),
    )
    found = list(mutants_that_add(lacking))
    assert [(mutant.code, mutant.path) for mutant in found] == [
        ("ending.added", ("endings",)),
        ("ending.added", ("endings",)),
        ("floor.added", ("floors",)),
        ("transition.added", ("transitions",)),
    ]
    assert all(problems_in_rules(mutant.rules) == [] for mutant in found)


def test_a_beginning_and_an_end_are_added_where_there_are_none() -> None:
    assert codes(mutants_of_force(PLAIN)) == {"valid.from.added", "valid.to.added"}
    assert codes(mutants_of_force(VALID)) == set()
    assert codes(mutants_of_validity(VALID)) == {
        "valid.to.dropped",
        "valid.to.later",
        "valid.to.earlier",
    }


def test_each_body_that_acts_is_moved_to_each_other_tier() -> None:
    found = list(mutants_of_bodies(PLAIN))
    assert len(found) == 2 * len(PLAIN.bodies)
    assert all(mutant.rules.bodies != PLAIN.bodies for mutant in found)


def test_each_duty_is_dropped_also_that_of_a_ratification() -> None:
    name = "other duties where ratifying lowers"
    rules = next(pair for pair in OTHER if pair.name == name).rules()[1]
    paths = {mutant.path for mutant in mutants_of_duties(rules)}
    assert paths == {
        ("transitions", 0, "duties", 0),
        ("transitions", 2, "duties", 0),
        ("transitions", 3, "ratify", "duties", 0),
        ("endings", 1, "duties", 0),
    }


def test_figures_are_kept_rule_by_rule() -> None:
    found = mutate(PLAIN, ())
    assert sum(map(sum, found.tallies.values())) == found.tried
    assert {None, "raise", "calm_down", "towns", "water"} <= set(found.tallies)


def mutant_of(code: str) -> Mutant:
    return next(mutant for mutant in mutants_of(PLAIN) if mutant.code == code)


@pytest.mark.parametrize(
    "code", ["transition.removed", "max_duration.longer", "duty.dropped", "within.longer"]
)
def test_a_case_that_is_missing_passes_and_notices_the_change(code: str, tmp_path: Path) -> None:
    mutant = mutant_of(code)
    found = missing_case(PLAIN, mutant, named="rules.yaml", name="missing")
    assert found.document is not None
    document = {key: value for key, value in found.document.items() if key != "rules"}
    suite = cases_of(read_text(yaml_of(document), str(tmp_path / "x.levels.yaml")), PLAIN).suite
    assert [outcome.passed for outcome in run(suite)] == [True]
    assert [outcome.passed for outcome in run(suite, mutant.rules)] == [False]


def test_a_change_that_means_the_same_has_no_case() -> None:
    same = Mutant(path=(), code="transition.removed", facts={}, rules=PLAIN)
    found = missing_case(PLAIN, same, named="rules.yaml", name="missing")
    assert (found.document, found.same) == (None, True)
