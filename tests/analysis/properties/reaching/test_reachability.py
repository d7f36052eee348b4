"""Which levels can come to hold: shown by orders that are issued, or excluded by what stands above."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from responselevels.analysis.enumeration.examined import ExaminedRules, Proof
from responselevels.analysis.enumeration.examples import decided
from responselevels.analysis.properties.reaching import climbing
from responselevels.analysis.properties.reaching.reachability import reachable_levels
from responselevels.core.world.soundness import problems_in_rules
from responselevels.files import load_rules
from responselevels.models.rules import Rules
from responselevels.text.catalogue import Named

Data = dict[str, Any]

ABOVE = """
format: 1
id: above
levels: [{id: green, default: true}, {id: yellow}, {id: red}]
tiers: [{id: province}, {id: city, inherits: true}]
bodies: {governor: {tier: province}, mayor: {tier: city}}
transitions:
  - {id: close, tier: province, to: [red], issuers: [governor]}
  - {id: ease, tier: city, from: [red], to: [yellow], issuers: [mayor]}
"""
"""A city goes down to yellow from the red of its province."""

MILD = """
format: 1
id: mild
levels: [{id: yellow}, {id: orange, default: true}, {id: red}]
tiers: [{id: province}, {id: city, inherits: true}]
bodies: {governor: {tier: province}, mayor: {tier: city}}
transitions:
  - {id: close, tier: province, to: [red], issuers: [governor]}
  - {id: ease, tier: city, to: [yellow], issuers: [mayor]}
"""
"""A city may order less than the default, which is what holds where its province is silent."""


def written(text: str, **more: Any) -> Rules:
    data: Data = {**yaml.safe_load(text), **more}
    rules = Rules.model_validate(data)
    assert problems_in_rules(rules) == []
    return rules


def reachable(rules: Rules) -> Proof:
    return reachable_levels("reachable", ExaminedRules(rules))


def unreached(proof: Proof) -> set[str]:
    levels = [against.facts["level"] for against in proof.counterexamples]
    return {level.id for level in levels if isinstance(level, Named)}


@pytest.mark.parametrize("counts", ["covering", "touching", "issued"])
@pytest.mark.parametrize("lowering", ["as_ending", "refused", "free"])
def test_a_floor_excludes_what_can_only_be_ordered_under_more(counts: str, lowering: str) -> None:
    floors = [{"id": "f", "tier": "city", "counts": counts}]
    proof = reachable(written(ABOVE, floors=floors, lowering=lowering))
    assert proof.status == "refuted"
    assert unreached(proof) == {"yellow"}
    (against,) = proof.counterexamples
    assert [decision.permitted for _example, decision in against.before] == [True]
    assert against.decision is not None
    assert "floor.less_severe" in {found.code for found in against.decision.findings}


@pytest.mark.parametrize("floors", [[], [{"id": "f", "tier": "city", "binding": False}]])
@pytest.mark.parametrize("lowering", ["as_ending", "refused", "free"])
def test_where_no_floor_binds_it_holds_once_the_order_above_is_over(
    floors: list[Data], lowering: str
) -> None:
    assert reachable(written(ABOVE, floors=floors, lowering=lowering)).status == "proved"


def test_what_is_milder_than_the_silence_above_never_holds_beneath() -> None:
    rules = written(MILD)
    proof = reachable(rules)
    assert proof.status == "refuted"
    assert unreached(proof) == {"yellow"}
    (against,) = proof.counterexamples
    assert against.example is not None
    assert against.decision is not None
    assert against.decision.permitted
    assert decided(rules, against.example) == against.decision


def test_what_is_milder_than_the_silence_above_is_denied_by_a_floor() -> None:
    proof = reachable(written(MILD, floors=[{"id": "f", "tier": "city"}]))
    assert unreached(proof) == {"yellow"}


def test_where_the_area_above_may_order_as_little_it_holds() -> None:
    data = yaml.safe_load(MILD)
    data["transitions"][0]["to"] = ["yellow", "red"]
    floors = [{"id": "f", "tier": "city"}]
    assert reachable(written(yaml.safe_dump(data), floors=floors)).status == "proved"


def test_where_a_tier_inherits_nothing_silence_above_does_not_count() -> None:
    data = yaml.safe_load(MILD)
    data["tiers"][1]["inherits"] = False
    assert reachable(written(yaml.safe_dump(data))).status == "proved"


def test_what_is_neither_found_nor_excluded_is_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(climbing, "MOST_STATES", 1)
    proof = reachable(written(ABOVE))
    assert (proof.status, proof.counterexamples) == ("open", ())
    assert proof.notes == ({"level": Named("level", "yellow")},)


def test_a_proposal_that_nothing_can_be_read_into_is_left_out() -> None:
    # Of the tiers listed, one lies above the issuing area: no area of it can be named.
    rules = load_rules(str(Path("examples/hazards/rules.yaml")))
    assert reachable(rules).status == "proved"
