"""Each property of sequences: refuted by a file with that flaw, with a trace that runs; else checked."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from responselevels.analysis.casework.cases import run
from responselevels.analysis.enumeration.examined import ExaminedRules, Proof
from responselevels.analysis.enumeration.examples import trace_file
from responselevels.analysis.properties.verify import PROPERTIES
from responselevels.files import load_rules
from responselevels.models.areas import Areas
from responselevels.models.cases import CaseFile, Suite
from responselevels.models.rules import Rules
from responselevels.text.catalogue import Named

HOLES = Path(__file__).parent / "holes"
STATIC = HOLES.parents[1] / "properties" / "holes"
SEQUENCES = (
    "way_back_in_steps",
    "one_grace",
    "lapses_unratified",
    "no_return",
    "lowered_in_steps",
    "alone_in_steps",
)


def hole(name: str) -> Rules:
    folder = HOLES if (HOLES / f"{name}.yaml").exists() else STATIC
    return load_rules(str(folder / f"{name}.yaml"))


def proof_of(name: str, rules: Rules) -> Proof:
    return PROPERTIES[name](name, ExaminedRules(rules))


def verdicts(name: str, rules: Rules) -> list[str]:
    """Return the verdicts along the trace of the only counterexample, after running it as a file."""
    proof = proof_of(name, rules)
    assert proof.status == "refuted"
    (against,) = proof.counterexamples
    assert against.example is not None
    assert against.decision is not None
    steps = (*against.before, (against.example, against.decision))
    named = [(f"step {n}", *step) for n, step in enumerate(steps, start=1)]
    written = CaseFile.model_validate(trace_file(None, named))
    areas = Areas(areas=against.example.areas)
    suite = Suite(name="trace", rules=rules, areas=areas, orders=(), cases=written.cases)
    assert all(outcome.passed for outcome in run(suite))
    return [decision.verdict.value for _example, decision in steps]


def told(name: str, rules: Rules) -> dict[str, object]:
    """Return the facts of the only counterexample, ids for names."""
    (against,) = proof_of(name, rules).counterexamples
    return {
        key: fact.id if isinstance(fact, Named) else fact for key, fact in against.facts.items()
    }


def with_way(rules: Rules, number: int, **changes: Any) -> Rules:
    """Return *rules* with something else in one transition."""
    ways = list(rules.transitions)
    ways[number] = ways[number].model_copy(update=changes)
    return rules.model_copy(update={"transitions": tuple(ways)})


def ratified(rules: Rules, number: int, **changes: Any) -> Rules:
    """Return *rules* with something else in the ratification of one transition."""
    ratify = rules.transitions[number].ratify
    assert ratify is not None
    return with_way(rules, number, ratify=ratify.model_copy(update=changes))


def lasting(rules: Rules, number: int, **changes: Any) -> Rules:
    """Return *rules* with something else required by one transition."""
    requires = rules.transitions[number].requires.model_copy(update=changes)
    return with_way(rules, number, requires=requires)


# -- what holds --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["xixian", "examples/harbour/rules.yaml"])
def test_nothing_is_refuted_of_what_ships_and_all_of_depth_five_is_looked_at(name: str) -> None:
    examined = ExaminedRules(load_rules(name))
    for each in SEQUENCES:
        proof = PROPERTIES[each](each, examined)
        assert proof.status in {"checked", "idle"}
        assert proof.depth == (5 if proof.status == "checked" else None)


# -- the way back ------------------------------------------------------------------------


def test_a_red_that_only_orders_of_an_hour_can_lower_has_no_way_back() -> None:
    rules = hole("lowered_for_an_hour")
    assert told("way_back_in_steps", rules) == {"tier": "city", "level": "red"}
    # It is ordered, lowered for an hour, and back; and nobody may end it.
    assert verdicts("way_back_in_steps", rules) == ["permit", "permit", "deny"]


def test_what_may_be_lowered_for_good_has_a_way_back() -> None:
    rules = lasting(hole("lowered_for_an_hour"), 1, max_duration=None, period="open")
    rules = with_way(rules, 1, to=("green",))
    assert proof_of("way_back_in_steps", rules).status == "checked"


def test_what_only_a_lapsing_order_lowers_has_no_way_back_where_who_ratifies_is_missing() -> None:
    assert told("way_back_in_steps", hole("no_city_above")) == {"tier": "district", "level": "red"}
    assert verdicts("way_back_in_steps", hole("no_city_above"))[-1] != "permit"


def test_a_state_after_the_rules_ran_out_promises_no_way_back() -> None:
    assert proof_of("way_back_in_steps", hole("outlived")).status == "checked"


# -- acting first ------------------------------------------------------------------------


def test_one_grace_after_the_other_is_refuted_by_two_closures() -> None:
    rules = hole("graces_in_a_row")
    facts = told("one_grace", rules)
    assert facts == {"tier": "city", "total": timedelta(hours=5), "within": timedelta(hours=4)}
    assert verdicts("one_grace", rules) == ["permit", "permit"]


def test_a_rest_after_a_grace_keeps_what_nobody_ratifies_to_one_grace() -> None:
    rules = ratified(hole("graces_in_a_row"), 0, again_after=timedelta(days=7))
    assert proof_of("one_grace", rules).status == "checked"


def test_a_closure_whose_grace_is_longer_than_it_lasts_never_lapses() -> None:
    rules = hole("grace_longer_than_order")
    assert told("lapses_unratified", rules) == {
        "rule": "close",
        "period": timedelta(hours=12),
        "within": timedelta(days=1),
    }
    # It is issued; when it is over, it is too late to ratify it.
    assert verdicts("lapses_unratified", rules) == ["permit", "deny"]


@pytest.mark.parametrize(("hours", "status"), [(24, "refuted"), (25, "checked")])
def test_a_closure_just_as_long_as_its_grace_never_lapses_and_a_longer_one_does(
    hours: int, status: str
) -> None:
    rules = lasting(hole("grace_longer_than_order"), 0, max_duration=timedelta(hours=hours))
    assert proof_of("lapses_unratified", rules).status == status


def test_what_acts_first_to_lower_comes_back_when_it_lapses() -> None:
    rules = hole("lapse_brings_back")
    assert told("no_return", rules) == {"tier": "city", "level": "yellow", "standing": "red"}
    assert verdicts("no_return", rules) == ["permit", "permit"]


def test_nothing_comes_back_where_what_acts_first_only_raises() -> None:
    assert proof_of("no_return", hole("graces_in_a_row")).status == "checked"


# -- who acts ----------------------------------------------------------------------------


def test_lowering_freely_what_nobody_may_end_is_refuted_in_two_steps() -> None:
    rules = hole("lowered_for_an_hour")
    facts = {"tier": "city", "level": "green", "standing": "red", "rule": "breathe"}
    assert told("lowered_in_steps", rules) == facts
    assert verdicts("lowered_in_steps", rules) == ["permit", "permit"]


def test_a_lowering_that_takes_what_an_end_takes_is_checked() -> None:
    assert proof_of("lowered_in_steps", hole("lapse_brings_back")).status == "checked"


def test_a_body_that_reaches_alone_in_two_steps_what_takes_others_in_one_is_named() -> None:
    rules = hole("alone_by_steps")
    assert told("alone_in_steps", rules) == {"tier": "city", "level": "red", "body": "watch"}
    assert verdicts("alone_in_steps", rules) == ["permit", "permit"]


def test_a_body_that_needs_others_at_each_step_reaches_nothing_alone() -> None:
    rules = lasting(hole("alone_by_steps"), 1, approval="council")
    assert proof_of("alone_in_steps", rules).status == "checked"
