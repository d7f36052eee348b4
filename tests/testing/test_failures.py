"""What breaks a law is written as a case file that fails where the engine does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from responselevels import Areas, Rules, load_rules
from responselevels.analysis.casework.cases import run
from responselevels.core.deciding.evidence import Evidence, Refusal
from responselevels.errors import InputError, Place, Problem
from responselevels.files.cases import load_cases
from responselevels.files.syntax.yaml_writing import yaml_of
from responselevels.models.areas import Area, Group
from responselevels.models.orders import Period
from responselevels.testing import (
    History,
    LawBroken,
    RegisterMachine,
    areas,
    check_laws,
    failures,
    histories,
    rules,
)
from responselevels.testing.failures import RULES, case_file_of
from responselevels.testing.laws.reference_levels import LATEST
from tests.testing.faults import BEFORE
from tests.testing.laws.decided.test_breaches import FAULTS
from tests.testing.laws.decided.yard import (
    AREAS,
    AT,
    DAY,
    HOUR,
    NAMED,
    YARD,
    at_once,
    of_city,
    ordered,
    planted,
    story,
)
from tests.testing.planted import WARD

UNSAID = {
    "an end does not say when it was decided",
    "all duties count from the decision",
    "an audit knows what was ended later",
    "a digest tells how a scope is listed",
    "a digest leaves out the level",
    "rules are in force for one instant more",
}
"""Faults that break a law in what no case can expect, or in the reading of a digest alone."""


def run_file(folder: Path, text: str, scheme: Any = YARD) -> list[bool]:
    """Return for each case of the file *text* whether it comes out as expected."""
    (folder / RULES).write_text(yaml_of(scheme), encoding="utf-8")
    path = folder / "failure.levels.yaml"
    path.write_text(text, encoding="utf-8")
    return [outcome.passed for outcome in run(load_cases(path).suite)]


def broken_in(history: History, law: str) -> LawBroken:
    """Return how *history* breaks *law*."""
    with pytest.raises(LawBroken) as caught:
        NAMED[law].check(history)
    return caught.value


@pytest.mark.parametrize("says", [one for one in FAULTS if one not in UNSAID])
def test_a_case_file_fails_where_the_engine_does_and_passes_once_it_is_right(
    says: str, tmp_path: Path
) -> None:
    fault = FAULTS[says]
    with planted(fault.where, fault.name, fault.fault):
        history = story(*fault.told)
        broken = broken_in(history, fault.law)
        text = case_file_of(history, broken)
        assert not all(run_file(tmp_path, text))
    assert all(run_file(tmp_path, text))
    assert text.startswith(f"# {broken.law.sentence}")


def test_what_no_case_can_expect_is_said(tmp_path: Path) -> None:
    fault = FAULTS["all duties count from the decision"]
    with planted(fault.where, fault.name, fault.fault):
        history = story(*fault.told)
        text = case_file_of(history, broken_in(history, fault.law), lang="zh")
        assert all(run_file(tmp_path, text))
    assert "各用例均与预期一致" in text
    assert all(line.startswith("#") for line in text.splitlines()[:5])


@pytest.mark.parametrize("name", ["closed_end", "never_lapses"])
def test_a_level_is_shown_by_an_order_proposed_where_it_stands(name: str, tmp_path: Path) -> None:
    fault = next(fault for fault in BEFORE if fault.name == name)
    told = (
        (at_once("P-1"), AT),
        (of_city("P-2", "all", start=AT + DAY, end=AT + 3 * DAY, transition="city_open"), AT),
        (of_city("P-3", "alert", start=AT + DAY, end=AT + 2 * DAY), AT + HOUR),
    )
    with fault.planted():
        history = story(*told)
        text = case_file_of(history, broken_in(history, "as_ordered"))
        assert not all(run_file(tmp_path, text))
    assert all(run_file(tmp_path, text))


def test_it_is_said_where_only_the_register_is_wrong(tmp_path: Path) -> None:
    fault = next(fault for fault in BEFORE if fault.name == "partial_scope_ignored")
    with fault.planted():
        history = story((ordered("P-1", scope=("A1",)), AT), (of_city("P-2", "watch"), AT))
        text = case_file_of(history, broken_in(history, "as_ordered"))
        assert all(run_file(tmp_path, text))
    assert "what the register keeps" in text


def test_nothing_looks_where_there_is_no_order(tmp_path: Path) -> None:
    text = case_file_of(story((ordered("P-1", approvals=()), AT)), rules="rules.yaml")
    assert run_file(tmp_path, text) == [True]
    assert "rules: rules.yaml" in text
    assert text.count("\n#") == 0


def test_what_was_known_beside_plain_signatures_is_left_out(tmp_path: Path) -> None:
    history = story((ordered("P-1"), AT))
    refused = Evidence(refusals=(Refusal(body="council"),))
    history.take(ordered("P-2"), AT, refused)
    text = case_file_of(history)
    assert run_file(tmp_path, text) == [True]
    assert "P-2 is left out" in text


def test_groups_are_left_out(tmp_path: Path) -> None:
    tree = (Area(id="A", tier="region"), Area(id="A1", tier="city", parent="A"))
    history = History(
        Rules.model_validate(YARD), Areas(areas=tree, groups=(Group(id="all_of", members=("A1",)),))
    )
    history.take(ordered("P-1"), AT)
    history.take(ordered("P-2", scope=("all_of",)), AT)
    text = case_file_of(history)
    assert run_file(tmp_path, text) == [True]
    assert "P-2 is left out" in text


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_history_of_any_scheme_is_a_case_file_that_passes(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    scheme = data.draw(rules())
    history = data.draw(histories(scheme, data.draw(areas(scheme)), most=4))
    if not history.steps:
        return
    text = case_file_of(history)
    folder = tmp_path_factory.mktemp("cases")
    written = scheme.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    assert all(run_file(folder, text, written))
    check_laws(history)


def test_the_machine_shows_a_case_file(tmp_path: Path) -> None:
    fault = next(fault for fault in BEFORE if fault.name == "closed_end")

    class Ward(RegisterMachine):
        rules_file = str(WARD / "rules.yaml")
        areas_file = WARD / "areas.yaml"

    chosen = settings(
        max_examples=100,
        database=None,
        deadline=None,
        derandomize=True,
        print_blob=False,
        phases=[Phase.generate],
        stateful_step_count=10,
    )
    with fault.planted():
        with pytest.raises(LawBroken) as caught:
            run_state_machine_as_test(Ward, settings=chosen)
        (text,) = (said for said in caught.value.__notes__ if "format: 1" in said)
        assert not all(run_file(tmp_path, text))
    assert all(run_file(tmp_path, text))


def test_signatures_and_shipped_rules_are_named(tmp_path: Path) -> None:
    signed: dict[str, Any] = {**YARD, "transitions": [dict(one) for one in YARD["transitions"]]}
    signed["transitions"][0]["requires"] = {"approval": "council", "signed": True}
    history = History(Rules.model_validate(signed), AREAS)
    history.take(ordered("P-1"), AT, Evidence(signed={0: "#1"}))
    text = case_file_of(history)
    assert run_file(tmp_path, text, signed) == [True]
    assert "signed:" in text
    tree = Areas(areas=(Area(id="A", tier="new_area"),))
    shipped = load_rules("xixian")
    for scheme, named in (
        (shipped, True),
        (shipped.model_copy(update={"lowering": "free"}), False),
    ):
        history = History(scheme, tree)
        issuer = scheme.transitions[0].issuers[0]
        history.take(ordered("P-1", level="1", issuer=issuer, assessment=None, approvals=()), AT)
        assert ("rules: xixian\n" in case_file_of(history)) is named


def test_what_the_reference_engine_cannot_read_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def unread(*_: object) -> None:
        raise InputError([Problem(Place(), "cases.none")])

    history = story((ordered("P-1"), AT))
    monkeypatch.setattr(failures, "decide_on", unread)
    text = case_file_of(history)
    assert "P-1 is left out" in text
    assert all(line.startswith("#") for line in text.splitlines())


def test_where_time_ends_nothing_is_proposed() -> None:
    period = Period(start=LATEST - HOUR, end=LATEST)
    last = of_city("P-1", "alert").model_copy(update={"period": period})
    assert "P-1" in case_file_of(story((last, AT)))
