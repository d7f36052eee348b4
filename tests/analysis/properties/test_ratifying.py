"""Ratification: nobody's own, nobody's twice, and there for whoever may act first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from responselevels.analysis.enumeration.examined import ExaminedRules, Proof
from responselevels.analysis.enumeration.examples import decided
from responselevels.analysis.properties.ratifying import ratifiable, ratified_by_others
from responselevels.core.deciding import decide as core
from responselevels.core.deciding.case import Case
from responselevels.core.world.soundness import problems_in_rules
from responselevels.files import load_rules
from responselevels.models.decisions import Decision, Verdict
from responselevels.models.rules import Rules
from responselevels.text.catalogue import Named, Phrase
from tests.analysis.cores import decide_by

HOLES = Path(__file__).parent / "holes"


def edited(name: str, old: str, new: str) -> Rules:
    text = (HOLES / f"{name}.yaml").read_text(encoding="utf-8")
    assert old in text
    rules = Rules.model_validate(yaml.safe_load(text.replace(old, new)))
    assert problems_in_rules(rules) == []
    return rules


def by_others(rules: Rules) -> Proof:
    return ratified_by_others("ratified_by_others", ExaminedRules(rules))


def bodies_of(proof: Proof) -> list[Any]:
    return [against.facts["bodies"] for against in proof.counterexamples]


def test_a_core_that_counts_the_issuers_approval_where_another_body_ratifies_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rules = load_rules(str(HOLES / "ratified_by_each_other.yaml"))
    assert by_others(rules).status == "proved"

    def wrong(case: Case) -> Decision:
        decision = core.decided(case)
        own = case.ratified is not None and case.ratified.issuer in {
            approval.body for approval in case.proposal.approvals
        }
        return replace(decision, verdict=Verdict.PERMIT) if own else decision

    decide_by(monkeypatch, wrong)
    proof = by_others(rules)
    assert proof.status == "refuted"
    (against, *_rest) = proof.counterexamples
    assert against.example is not None
    (order,) = against.example.orders
    assert order.issuer != against.example.proposal.issuer
    assert order.issuer in {approval.body for approval in against.example.proposal.approvals}


def test_who_approved_once_ratifies_no_more_even_where_that_takes_a_signature() -> None:
    rules = edited(
        "ratified_by_the_same",
        "[council, board]}, within",
        "[council, board]}, signed: true, within",
    )
    proof = by_others(rules)
    assert bodies_of(proof) == [(Named("body", "council"),)]
    (against,) = proof.counterexamples
    steps = [(against.example, against.decision), *against.before]
    assert all(e is not None and decided(rules, e) == d for e, d in steps)
    assert all(d is not None and d.permitted for _e, d in steps)


def test_where_ratifying_takes_one_body_more_it_is_by_others() -> None:
    rules = edited(
        "ratified_by_the_same", "{any_of: [council, board]}", "{all_of: [council, board]}"
    )
    assert by_others(rules).status == "proved"


def test_what_only_its_issuer_could_ratify_is_told_once_for_every_line() -> None:
    proof = ratifiable(
        "ratifiable", ExaminedRules(load_rules(str(HOLES / "ratified_by_issuer.yaml")))
    )
    (against,) = proof.counterexamples
    assert against.facts["where"] == Phrase("verify.line.whole")
    assert against.facts["issuer"] == Named("body", "watch")
    assert against.decision is not None
    assert not against.decision.permitted


def test_what_lies_directly_under_the_province_cannot_be_ratified_by_a_city() -> None:
    proof = ratifiable("ratifiable", ExaminedRules(load_rules(str(HOLES / "no_city_above.yaml"))))
    wheres = [against.facts["where"] for against in proof.counterexamples]
    assert wheres == [Phrase("verify.line.skips", {"above": (Named("tier", "province"),)})]
