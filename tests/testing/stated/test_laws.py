"""What an author states is a law: it notices what refutes the property, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from responselevels import Areas, Rules
from responselevels.analysis.enumeration.examined import ExaminedRules
from responselevels.analysis.enumeration.worlds import Example
from responselevels.analysis.stated.proving import prove_stated
from responselevels.errors import WrongKind
from responselevels.models.cases import AuthorProperty
from responselevels.testing.law_runner import run_law
from responselevels.testing.laws.catalogue import LawBroken
from responselevels.testing.laws.history import History
from responselevels.testing.machine import RegisterMachine
from responselevels.testing.stated.laws import stated_laws
from tests.analysis.stated.test_proving import EXAMPLE, FLAWED, TEN, rules_with

HELD = [stated for stated in TEN if stated.kind != "may"]


def played(rules: Rules, example: Example) -> History:
    """Return a history in which the proposal of *example* is put to a register over its orders."""
    history = History.over(rules, Areas(areas=example.areas), example.orders)
    history.take(example.proposal, example.at, example.evidence)
    return history


def examples_against(rules: Rules, stated: AuthorProperty) -> list[Example]:
    (proof,) = prove_stated(ExaminedRules(rules), [stated])
    return [found.example for found in proof.counterexamples if found.example is not None]


@pytest.mark.parametrize("stated", HELD, ids=lambda stated: stated.name)
def test_what_refutes_a_property_breaks_its_law(stated: AuthorProperty) -> None:
    rules = rules_with(*FLAWED[stated.name])
    (law,) = stated_laws([stated], rules)
    shown = examples_against(rules, stated)
    assert shown
    for example in shown:
        with pytest.raises(LawBroken) as caught:
            law.check(played(rules, example))
        assert str(caught.value).startswith(f"{stated.name}: ")
        assert caught.value.worded("zh").endswith("获准予，与所定性质不符")


@pytest.mark.parametrize("stated", HELD, ids=lambda stated: stated.name)
def test_what_refutes_another_property_does_not_break_it(stated: AuthorProperty) -> None:
    # Each flaw is of its own kind, but for those that leave out the mayor.
    alike = {stated.name, *(name for name in FLAWED if "storm in the town" in name)}
    for name in FLAWED.keys() - alike:
        rules = rules_with(*FLAWED[name])
        (law,) = stated_laws([stated], rules)
        (other,) = (one for one in TEN if one.name == name)
        for example in examples_against(rules, other):
            law.check(played(rules, example))


def test_histories_drawn_from_the_rules_come_upon_it() -> None:
    name = "no district goes from clear to storm at once"
    rules = rules_with(*FLAWED[name])
    (law,) = stated_laws([stated for stated in TEN if stated.name == name], rules)
    failing: list[History] = []
    with pytest.raises(LawBroken):
        run_law(rules, law, examples=300, failing=failing)
    assert failing[0].steps


def test_that_somebody_may_do_something_no_history_refutes() -> None:
    may = [stated for stated in TEN if stated.kind == "may"]
    assert stated_laws(may, rules_with()) == ()
    with pytest.raises(WrongKind):
        stated_laws(may, "rules")  # type: ignore[arg-type]


def test_the_machine_holds_a_register_to_what_is_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    noted: list[str] = []
    monkeypatch.setattr("responselevels.testing.machine.note", lambda one: noted.append(repr(one)))

    class Winter(RegisterMachine):
        rules_file = rules_with(*FLAWED["no district goes from clear to storm at once"])
        areas_file = Areas.model_validate(
            {"areas": [{"id": "t", "tier": "town"}, {"id": "d", "tier": "district", "parent": "t"}]}
        )
        properties_file = EXAMPLE / "rules.levels.yaml"

    name = "no district goes from clear to storm at once"
    (stated,) = (one for one in TEN if one.name == name)
    (shown, *_more) = examples_against(Winter.rules_file, stated)
    machine = Winter()
    machine.open_a_register(None)
    machine.present = datetime(2026, 3, 2, 8, tzinfo=UTC)
    proposal = shown.proposal.model_copy(update={"area": "d", "scope": ("d",)})
    assert machine.history.take(proposal, machine.present).carried_out
    with pytest.raises(LawBroken, match=name):
        machine.the_laws_hold()
    # The steps that break it are shown as a case file.
    assert "proposal:" in noted[-1]
    assert machine.present - machine.start > timedelta(0)
