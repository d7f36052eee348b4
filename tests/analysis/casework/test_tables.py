"""Tables under an author's own cases: every row exercised, and every mistake in them noticed."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from responselevels.analysis.casework.cases import run
from responselevels.analysis.casework.coverage import coverage_of
from responselevels.analysis.casework.mutants import mutants_of
from responselevels.analysis.casework.mutants_of_tables import changed_tables
from responselevels.analysis.casework.mutate import mutate
from responselevels.core.world.criteria import number_of
from responselevels.core.world.soundness import problems_in_rules
from responselevels.files import load_rules
from responselevels.files.cases import load_cases
from responselevels.models.parts.criteria import Bounds
from responselevels.models.rules import Rules

FOLDER = Path(__file__).resolve().parents[3] / "examples" / "fairs"
FAIRS = load_rules(FOLDER / "rules.yaml")
ABOUT_TABLES = ("row.", "bound.", "table.")


@pytest.fixture(scope="module")
def suites() -> list[Any]:
    return [load_cases(path).suite for path in sorted((FOLDER / "cases").iterdir())]


def test_every_row_of_the_example_is_hit_by_a_case_and_each_table_met_and_not(
    suites: list[Any],
) -> None:
    keys = [outcome.exercised for suite in suites for outcome in run(suite)]
    rows = [
        row for row in coverage_of(FAIRS, keys).rows if row.requirement.what.startswith("table")
    ]
    kinds = [(row.requirement.rule, row.requirement.what) for row in rows]
    assert kinds.count(("county_order", "table.row")) == 5
    assert kinds.count(("town_order", "table.row")) == 2
    assert [row.requirement.key("met") for row in rows if 0 in row.counts] == []
    assert {row.counts[0] for row in rows if row.requirement.what == "table.open"} == {None}


def test_a_row_that_shares_what_is_left_with_another_is_not_exercised(suites: list[Any]) -> None:
    (suite,) = suites
    for outcome in run(suite):
        rows = [key for key in outcome.exercised if "/table.row/" in key]
        stated = getattr(outcome.case.proposal.assessment, "facts", None)  # type: ignore[union-attr]
        assert len(rows) <= 1
        if stated == {}:
            assert rows == []


def test_every_mistake_in_the_tables_of_the_example_is_noticed(suites: list[Any]) -> None:
    survivors = mutate(FAIRS, suites).survivors
    assert [m.code for m in survivors if m.code.startswith(ABOUT_TABLES)] == []
    tried = [m.code for m in mutants_of(FAIRS) if m.code.startswith(ABOUT_TABLES)]
    assert {code: tried.count(code) for code in dict.fromkeys(tried)} == {
        "table.dropped": 2,
        "table.advice": 1,
        "table.binding": 1,
        "row.added": 13,
        "row.dropped": 4,
        "bound.higher": 3,
        "bound.lower": 3,
    }


def test_a_bound_is_moved_in_every_row_that_has_it_so_that_the_rows_still_fit() -> None:
    (grade, _crowd) = FAIRS.tables
    moved = {
        str(facts["to"]): table
        for _path, code, facts, table in changed_tables(grade, FAIRS)
        if code == "bound.higher"
    }
    assert set(moved) == {"1001", "5001"}
    asked = [row.when["people"] for row in moved["5001"].rows]
    assert all(isinstance(one, Bounds) for one in asked)
    bounds = [(one.from_, one.below) for one in asked if isinstance(one, Bounds)]
    assert bounds == [(1000, 5001), (5001, None), (5001, None), (5001, None)]
    rules = FAIRS.model_copy(update={"tables": (moved["5001"], FAIRS.tables[1])})
    assert problems_in_rules(rules) == []


def test_a_decimal_bound_moves_by_one() -> None:
    crowd = FAIRS.tables[1]
    found = {
        (code, str(facts["bound"]), str(facts["to"]), str(facts["told"]))
        for _path, code, facts, _table in changed_tables(crowd, FAIRS)
        if code.startswith("bound.")
    }
    assert found == {
        ("bound.higher", "2.5", "3.5", "2.5"),
        ("bound.lower", "2.5", "1.5", "1.5"),
    }
    tables = [table for _, code, _, table in changed_tables(crowd, FAIRS) if code == "bound.lower"]
    (first, second) = tables[0].rows
    assert isinstance(first.when["density"], Bounds)
    assert isinstance(second.when["density"], Bounds)
    assert first.when["density"].below is not None
    assert number_of(first.when["density"].below) == Fraction("1.5")
    assert second.when["density"].from_ == "1.5"


def test_levels_that_nothing_leads_to_and_an_idle_otherwise_are_left_alone() -> None:
    written = FAIRS.model_dump(by_alias=True, exclude_defaults=True)
    written["tables"][1]["otherwise"] = ["watch"]
    rules = Rules.model_validate(written)
    assert problems_in_rules(rules) == []
    found = [*changed_tables(rules.tables[1], rules)]
    levels = {str(facts["level"].id) for _, code, facts, _ in found if code.startswith("row.")}  # type: ignore[attr-defined]
    assert levels == {"watch", "guard", "full"}
    assert ("otherwise",) not in [path for path, _, _, _ in found]
