"""Freshness in a register: assessing anew after the approval, and how old an assessment may be."""

from __future__ import annotations

from responselevels.models.decisions import Verdict
from responselevels.models.rules import Rules
from responselevels.register.register import StoredRegister
from tests.register import duty
from tests.register.duty import approval, assessment, at, made, order_of


def decided(register: StoredRegister) -> tuple[Verdict, list[str]]:
    decision = register.record_decision("P-1")
    return decision.verdict, sorted(found.code for found in decision.findings)


def test_who_assesses_anew_after_the_approval_has_it_approved_anew(register_url: str) -> None:
    clock = duty.clock()
    register = made(register_url, clock)
    register.propose(order_of("P-1"))
    register.assess("P-1", assessment())
    register.approve("P-1", approval("board"))
    assert decided(register)[0] == Verdict.PERMIT
    clock.at = at(2)
    register.assess("P-1", assessment(hours=1))
    assert decided(register) == (
        Verdict.PENDING,
        ["approval.before_assessment", "approval.missing"],
    )
    register.approve("P-1", approval("board", hours=1))
    assert decided(register)[0] == Verdict.PERMIT
    register.issue("P-1")
    assert register.replay() == []


def aged(max_age: str) -> Rules:
    written = duty.RULES.model_dump(by_alias=True, exclude_defaults=True)
    raise_, *others = written["transitions"]
    asked = {**raise_["requires"], "assessment": {"by": ["office"], "max_age": max_age}}
    ways = [{**raise_, "requires": asked}, *others]
    return Rules.model_validate({**written, "transitions": ways})


def test_what_was_permitted_while_the_assessment_was_fresh_is_pending_once_it_is_not(
    register_url: str,
) -> None:
    clock = duty.clock()
    register = made(register_url, clock)
    register.adopt(rules=aged("PT2H"))
    register.propose(order_of("P-1"))
    register.assess("P-1", assessment())
    register.approve("P-1", approval("board"))
    clock.at = at(1)
    assert decided(register)[0] == Verdict.PERMIT
    clock.at = at(2.5)
    assert decided(register) == (Verdict.PENDING, ["assessment.stale"])
    assert register.replay() == []
