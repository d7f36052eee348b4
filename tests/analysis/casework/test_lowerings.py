"""What cases show of lowering, and what mutants change of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from responselevels import Rules, load_rules
from responselevels.analysis.casework.cases import notices, run
from responselevels.analysis.casework.coverage import coverage_of
from responselevels.analysis.casework.lowerings import lowerable
from responselevels.analysis.casework.mutants import mutants_of
from responselevels.analysis.casework.outcomes import MET, VIOLATED, Coverage
from responselevels.analysis.casework.requirements import requirements_of
from responselevels.files.cases import load_cases

EXAMPLES = Path(__file__).parents[3] / "examples/lowering"


def rules(name: str, **changed: Any) -> Rules:
    return load_rules(EXAMPLES / f"{name}.yaml").model_copy(update=changed)


def covered(name: str) -> Coverage:
    suite = load_cases(EXAMPLES / f"{name}.levels.yaml").suite
    return coverage_of(suite.rules, [one.exercised for one in run(suite)])


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("as_ending", [("lowering.as_ending", (MET, VIOLATED))]),
        ("refused", [("lowering.refused", (VIOLATED,))]),
        ("free", []),
    ],
)
def test_what_the_rules_say_of_lowering_is_one_thing_to_show(
    mode: str, said: list[tuple[str, tuple[str, ...]]]
) -> None:
    found = requirements_of(rules("relief", lowering=mode))
    assert [(one.what, one.sides) for one in found if "lowering" in one.what] == said


def test_where_nothing_can_be_lowered_there_is_nothing_to_show_and_nothing_to_change() -> None:
    alone = rules("relief")
    alone = alone.model_copy(update={"transitions": alone.transitions[:1]})
    assert not lowerable(alone)
    assert not [one for one in requirements_of(alone) if "lowering" in one.what]
    assert not [one for one in mutants_of(alone) if "lowering" in one.code]


@pytest.mark.parametrize(
    ("name", "counts"), [("relief", (1, 2)), ("refused", (None, 1)), ("marsec", (0, 6))]
)
def test_cases_show_that_lowering_is_held_to_what_an_ending_asks(
    name: str, counts: tuple[int | None, int]
) -> None:
    coverage = covered(name)
    (row,) = [row for row in coverage.rows if row.requirement.what.startswith("lowering")]
    assert row.counts == counts


def test_what_an_ending_finds_of_an_issue_is_not_counted_for_its_transition() -> None:
    coverage = covered("marsec")
    others = [
        row.violated
        for row in coverage.rows
        if row.requirement.kind == "transition" and row.requirement.what == "issuer.other"
    ]
    assert others == [0, 0, 0, 0]


@pytest.mark.parametrize("name", ["relief", "flood", "district", "refused", "no_ending", "marsec"])
def test_the_examples_notice_where_lowering_is_made_free(name: str) -> None:
    suite = load_cases(EXAMPLES / f"{name}.levels.yaml").suite
    changed = {one.code: one.rules for one in mutants_of(suite.rules) if "lowering" in one.code}
    assert len(changed) == 2
    assert notices(suite, changed["lowering.free"])
