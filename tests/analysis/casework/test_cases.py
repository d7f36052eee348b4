"""Running cases, what of the rules they exercise, and which changes of the rules they notice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from responselevels import Rules, load_rules
from responselevels.analysis.casework.cases import CaseRunner, notices, run
from responselevels.analysis.casework.coverage import coverage_of, coverages_of
from responselevels.analysis.casework.mutants import mutants_of
from responselevels.analysis.casework.mutants_of_conditions import changed_conditions, told_apart_by
from responselevels.analysis.casework.mutate import mutate
from responselevels.analysis.casework.outcomes import Coverage
from responselevels.analysis.casework.requirements import requirements_of, written_condition
from responselevels.core.conditions import filled
from responselevels.core.world.soundness import problems_in_rules
from responselevels.files import read_document
from responselevels.files.cases import load_cases
from responselevels.models.areas import Areas
from responselevels.models.cases import Suite, WrittenCase
from responselevels.models.parts.conditions import AllOf, AnyOf, AtLeast, Quorum
from responselevels.text.catalogue import LANGUAGES, worded

ROOT = Path(__file__).resolve().parents[3]
CASES = sorted((ROOT / "examples" / "xixian" / "cases").glob("*.levels.yaml"))
HARBOUR = load_rules(ROOT / "examples" / "harbour" / "rules.yaml")
XIXIAN = load_rules("xixian")


@cache
def suites() -> tuple[Suite, ...]:
    return tuple(load_cases(path).suite for path in CASES)


def harbour_with(edit: Callable[[dict[str, Any]], object]) -> Rules:
    data = read_document(ROOT / "examples" / "harbour" / "rules.yaml").data
    edit(data)
    return Rules.model_validate(data, by_alias=True, by_name=False)


# -- running ----------------------------------------------------------------------------


def test_the_shipped_cases_come_out_as_expected() -> None:
    assert [
        outcome.case.name for suite in suites() for outcome in run(suite) if not outcome.passed
    ] == []


def test_a_case_is_decided_alone_as_in_its_file() -> None:
    for suite in suites():
        together = list(run(suite))
        backwards = [
            CaseRunner(suite).outcome(number) for number in reversed(range(len(suite.cases)))
        ]
        assert backwards[::-1] == together


def test_a_case_that_names_what_the_rules_no_longer_have_is_an_error_and_does_not_pass() -> None:
    suite = load_cases(ROOT / "tests" / "cases" / "harbour.levels.yaml").suite
    bare = HARBOUR.model_copy(update={"transitions": HARBOUR.transitions[2:]})
    outcomes = list(run(suite, bare))
    odd = [outcome for outcome in outcomes if outcome.error is not None]
    assert odd
    assert not any(outcome.passed or outcome.decision for outcome in odd)
    assert notices(suite, bare)


def test_rules_that_the_areas_do_not_fit_are_noticed() -> None:
    swapped = XIXIAN.model_copy(update={"tiers": XIXIAN.tiers[::-1]})
    assert notices(suites()[-1], swapped)


# -- coverage ---------------------------------------------------------------------------


def covered(*wanted: Suite) -> Coverage:
    [found] = coverages_of(
        (suite.rules, outcome.exercised) for suite in wanted for outcome in run(suite)
    )
    return found


def test_the_shipped_cases_exercise_everything_that_the_rules_say() -> None:
    found = covered(*suites())
    assert (found.exercised, found.percent) == (found.obligations, 100.0)


def test_without_cases_nothing_is_exercised() -> None:
    found = coverage_of(XIXIAN, [])
    assert (found.exercised, found.percent) == (0, 0.0)
    assert found.obligations == 50


def test_rules_that_say_nothing_are_exercised_whole() -> None:
    empty = XIXIAN.model_copy(update={"transitions": (), "endings": (), "floors": ()})
    assert coverage_of(empty, []).percent == 100.0


def test_only_what_the_rules_say_is_ever_exercised() -> None:
    known = {one.key(side) for one in requirements_of(HARBOUR) for side in one.sides}
    suite = load_cases(ROOT / "tests" / "cases" / "harbour.levels.yaml").suite
    keys = frozenset[str]().union(*(outcome.exercised for outcome in run(suite)))
    assert len(keys & known) == covered(suite).exercised


def test_each_requirement_has_a_key_of_its_own() -> None:
    for rules in (XIXIAN, HARBOUR):
        keys = [one.key(side) for one in requirements_of(rules) for side in one.sides]
        assert len(keys) == len(set(keys))


def test_what_is_never_violated_is_told_from_what_is_never_met() -> None:
    suite = load_cases(ROOT / "tests" / "cases" / "harbour.levels.yaml").suite
    rows = {
        (row.requirement.rule, row.requirement.what, row.requirement.part): row.counts
        for row in covered(suite).rows
    }
    assert rows["raise", "notice", ""] == (6, 1)
    assert rows["raise", "approval.part", "1"] == (2, 5)
    assert rows["raise_at_once", "from", "yellow"] == (0, None)
    assert rows["raise_at_once", "from.other", ""] == (None, 2)
    assert rows["basin_heeds_port", "floor.advice", ""] == (0, 1)
    assert rows["raise", "period.open", ""] == (6, None)


@pytest.mark.parametrize(
    ("condition", "written"),
    [
        ("board", "board"),
        (AnyOf(any_of=("a", AllOf(all_of=("b", "c")))), "any_of: [a, {all_of: [b, c]}]"),
        (AtLeast(at_least=Quorum(count=2, of=("a", "b"))), "at_least: {count: 2, of: [a, b]}"),
    ],
)
def test_a_condition_is_written_as_in_a_file(condition: Any, written: str) -> None:
    assert written_condition(condition) == written


# -- mutants ----------------------------------------------------------------------------


def test_every_change_of_the_shipped_rules_is_noticed() -> None:
    found = mutate(XIXIAN, suites())
    assert found.survivors == ()
    assert (found.noticed, found.tried, found.unsound) == (111, 111, 13)


def test_without_cases_every_change_survives() -> None:
    found = mutate(XIXIAN, ())
    assert (found.noticed, len(found.survivors)) == (0, 111)


def test_a_file_of_cases_less_lets_changes_through() -> None:
    fewer = [suite for suite in suites() if not suite.name.endswith("floor.levels.yaml")]
    codes = {mutant.code for mutant in mutate(XIXIAN, fewer).survivors}
    assert {"floor.removed", "floor.counts", "floor.advice"} <= codes


FAIRS = load_rules(ROOT / "examples" / "fairs" / "rules.yaml")

WIDE = harbour_with(
    lambda data: (
        data["transitions"][1]["requires"].update(
            assessment={"by": ["port_police"], "with": ["port_medic", "port_board"]}
        ),
        data["transitions"][3]["requires"].update(notice="PT1H", period="open"),
        data["endings"][1]["requires"].update(
            approval={
                "at_least": {
                    "count": 1,
                    "of": ["port_board", {"all_of": ["port_medic", "port_police"]}],
                }
            }
        ),
        data["floors"][0].update(counts="issued"),
    )
)


SIGNED = harbour_with(
    lambda data: [
        asked.update(signed=True)
        for rule in (*data["transitions"], *data["endings"])
        for asked in (rule.get("requires", {}), rule.get("ratify", {}))
        if "approval" in asked
    ]
)


FLOORED = harbour_with(
    lambda data: data["floors"].append(
        {
            "id": "quay_heeds_basin",
            "tier": "quay",
            "of": ["basin", "terminal"],
            "counts": "touching",
        }
    )
)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "rules",
    [XIXIAN, HARBOUR, WIDE, SIGNED, FLOORED],
    ids=["xixian", "harbour", "wide", "signed", "floored"],
)
def test_every_mutant_says_what_it_changes_and_what_a_case_would_need(
    rules: Rules, lang: str
) -> None:
    for mutant in mutants_of(rules):
        assert worded(f"mutant.{mutant.code}", mutant.facts, lang)
        assert worded(f"mutant.{mutant.code}.need", mutant.facts, lang)
        assert mutant.rules != rules


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "rules",
    [XIXIAN, HARBOUR, WIDE, SIGNED, FLOORED],
    ids=["xixian", "harbour", "wide", "signed", "floored"],
)
def test_every_requirement_has_a_sentence(rules: Rules, lang: str) -> None:
    for one in requirements_of(rules):
        assert worded(f"coverage.{one.what}", one.facts, lang)


@pytest.mark.parametrize(
    "rules",
    [XIXIAN, HARBOUR, WIDE, SIGNED, FLOORED],
    ids=["xixian", "harbour", "wide", "signed", "floored"],
)
def test_no_two_mutants_are_the_same_rules(rules: Rules) -> None:
    found = [mutant.rules for mutant in mutants_of(rules)]
    assert not any(one == other for n, one in enumerate(found) for other in found[:n])


def test_a_mutant_is_told_with_the_ground_of_the_key_that_it_changes() -> None:
    def clause_of(path: tuple[str | int, ...]) -> set[object]:
        found = [mutant for mutant in mutants_of(XIXIAN) if mutant.path[: len(path)] == path]
        return {mutant.cite and mutant.cite.clause for mutant in found}

    assert clause_of(("transitions", 0, "requires", "assessment")) == {("三.4", "三.1")}
    assert clause_of(("transitions", 0, "issuers")) == {"三.4"}
    assert clause_of(("endings", 0)) == {None}


def test_mutants_of_any_kind_are_tried() -> None:
    codes = {mutant.code for rules in (HARBOUR, WIDE) for mutant in mutants_of(rules)}
    for group in ("ratify.removed", "within.shorter", "branch.dropped.weaker", "condition.weaker"):
        assert group in codes
    sound = [mutant for mutant in mutants_of(WIDE) if not problems_in_rules(mutant.rules)]
    assert len(sound) > 200


def test_a_changed_condition_comes_with_bodies_that_tell_it_apart() -> None:
    condition = AnyOf(any_of=("a", AllOf(all_of=("b", "c"))))
    found = list(changed_conditions(condition, ["a", "b", "c", "d"]))
    assert found
    for _path, code, facts, changed in found:
        told = frozenset(body.id for body in facts["bodies"])  # type: ignore[attr-defined]
        assert filled(condition, told) != filled(changed, told)
        assert code.endswith("weaker" if filled(changed, told) else "stronger")


def test_conditions_that_mean_the_same_are_not_told_apart() -> None:
    one = AllOf(all_of=("a", "b"))
    assert told_apart_by(one, AtLeast(at_least=Quorum(count=2, of=("b", "a")))) is None
    assert told_apart_by(one, AnyOf(any_of=("a", "b"))) == frozenset({"a"})


def harbour_suite(**more: Any) -> Suite:
    """Return one case of reopening the harbour, assessed, and approved by the board."""
    at = "2026-03-02T08:00+08:00"
    closed: dict[str, Any] = {"id": "H-1", "area": "harbour", "level": "red", "scope": ["harbour"]}
    closed |= {"period": {"start": at}, "issuer": "harbour_master", "issued_at": at}
    proposal: dict[str, Any] = {
        "id": "P-1",
        "action": "end",
        "order": "H-1",
        "at": at,
        "reason": "calm",
    }
    proposal |= {"issuer": "harbour_master", "approvals": [{"body": "port_board", "at": at}]}
    proposal |= {"assessment": {"by": "port_police", "at": at}}
    case = {"name": "reopened", "at": at, "orders": [closed], "proposal": proposal, **more}
    areas = Areas.model_validate({"areas": [{"id": "harbour", "tier": "port"}]})
    written = WrittenCase.model_validate(case)
    return Suite(name="made", rules=SIGNED, areas=areas, orders=(), cases=(written,))


def test_a_case_says_whose_approvals_are_signed() -> None:
    for signed, verdict in (([], "pending"), (["port_board"], "permit")):
        suite = harbour_suite(signed=signed, expect={"verdict": verdict})
        assert [outcome.passed for outcome in run(suite)] == [True]


def test_a_demand_for_signatures_is_exercised_both_ways() -> None:
    for signed, counts in ((["port_board"], (1, 0)), ([], (0, 1))):
        suite = harbour_suite(signed=signed, expect={"verdict": "permit"})
        found = coverage_of(SIGNED, (outcome.exercised for outcome in run(suite)))
        rows = {(row.requirement.rule, row.requirement.what): row.counts for row in found.rows}
        assert rows["reopen", "signed"] == counts


def test_a_demand_for_signatures_that_is_dropped_is_noticed_by_a_case_without_them() -> None:
    suite = harbour_suite(expect={"verdict": "pending"})
    noticed = {
        m.code: notices(suite, m.rules)
        for m in mutants_of(SIGNED)
        if m.path[1:] == (1, "requires", "signed")
    }
    assert noticed == {"signed.dropped": True}


# -- what more an order may have ----------------------------------------------------------


def test_the_cases_of_what_more_an_order_may_have_exercise_their_floors_and_scopes() -> None:
    suite = load_cases(ROOT / "tests" / "cases" / "more.levels.yaml").suite
    assert all(outcome.passed for outcome in run(suite))
    rows = {
        (row.requirement.rule, row.requirement.what, row.requirement.part): row.counts
        for row in covered(suite).rows
        if row.requirement.kind == "floor" or row.requirement.rule == "close"
    }
    assert {key: rows.pop(key) for key in [*rows] if key[0] == "close"} == {
        ("close", "to", "closed"): (6, None),
        ("close", "issuer", "hall"): (6, None),
        ("close", "issuer.other", ""): (None, 0),
        ("close", "period.open", ""): (6, None),
        ("close", "scope.explicit", ""): (5, 1),
        ("close", "scope.tier", "grid"): (3, None),
        ("close", "scope.tier.other", ""): (None, 3),
        ("close", "expected_end", ""): (5, 1),
    }
    assert rows == {
        ("grid_heeds_city", "floor.binding", ""): (1, 3),
        ("grid_heeds_city", "floor.of", "city"): (None, 3),
        ("grid_hears_region", "floor.advice", ""): (0, 2),
        ("grid_hears_region", "floor.of", "region"): (None, 2),
    }


def test_changes_of_floors_are_noticed_but_for_one_that_changes_no_verdict() -> None:
    suite = load_cases(ROOT / "tests" / "cases" / "more.levels.yaml").suite
    survivors = mutate(suite.rules, [suite]).survivors
    assert [m.code for m in survivors if m.path[0] == "floors"] == ["floor.of.added", "floor.added"]
    more = ("scope.", "expected_end.")
    asked = [m.code for m in survivors if m.path[:2] == ("transitions", 2)]
    assert [code for code in asked if code.startswith(more)] == []


# -- tracks --------------------------------------------------------------------------------


def hazards() -> Suite:
    return load_cases(ROOT / "examples/hazards/cases/tracks.levels.yaml").suite


def test_each_track_is_something_that_a_case_can_show() -> None:
    suite = hazards()
    found = coverage_of(suite.rules, (outcome.exercised for outcome in run(suite)))
    rows = {
        row.requirement.part: row.counts for row in found.rows if row.requirement.what == "track"
    }
    assert rows == {"flood": (5, None), "wind": (2, None)}


def test_a_track_that_no_case_names_could_be_taken_out_unnoticed() -> None:
    suite = hazards()
    one = suite.cases[0]
    alone = replace(suite, cases=(one,), orders=suite.orders[:1])
    gone = [mutant for mutant in mutants_of(suite.rules) if mutant.code == "track.removed"]
    assert [mutant.path for mutant in gone] == [("tracks", 0), ("tracks", 1)]
    assert [notices(alone, mutant.rules) for mutant in gone] == [True, False]
    assert [notices(suite, mutant.rules) for mutant in gone] == [True, True]
