"""What a register knows of approvals, and what comes of it (docs/semantics.md, section 3)."""

from __future__ import annotations

from typing import Any

import pytest

from responselevels.core.deciding.case import resolve
from responselevels.core.deciding.decide import decide
from responselevels.core.deciding.evidence import (
    NO_EVIDENCE,
    VOID,
    Evidence,
    Refusal,
    Void,
    signed_by,
)
from responselevels.core.orders.book import book_of
from responselevels.machine.levels import compile_scheme
from responselevels.models.decisions import Decision, Effect, Finding, Verdict
from responselevels.models.orders import Approval
from responselevels.text.catalogue import Alternatives, Named
from tests.core.desk import (
    AREAS,
    NOW,
    approval,
    asking,
    body,
    city,
    codes,
    decided,
    denied,
    ending,
    ending_asking,
    noted,
    waits,
)
from tests.model.scenes import Data, at, order, scene

RULE = "city_order"
EITHER = {"any_of": ["board", "committee"]}
BOTH = {"all_of": ["board", "committee"]}


def by(proposal: Data, evidence: Evidence, *held: Data, **written: Any) -> Decision:
    """Decide *proposal* with *evidence* where a city order asks for *written*."""
    rules = written.pop("rules", None) or asking(period="open", **written)
    made, asked = scene({"rules": rules, "areas": AREAS}, list(held), proposal)
    scheme = compile_scheme(made.rules, made.areas)
    return decide(scheme, book_of(scheme, made.orders), asked, NOW, evidence)


def approved(*bodies: str, **more: Any) -> Data:
    return city(approvals=[approval(name) for name in bodies], **more)


def signed(*persons: str | None, **more: Any) -> Evidence:
    """Return the evidence that these persons signed the approvals, in their order."""
    return Evidence(
        signed={n: person for n, person in enumerate(persons) if person is not None}, **more
    )


def note(code: str, **facts: Any) -> Finding:
    return noted(code, RULE, **facts)


def missing(*ways: tuple[str, ...], approved: tuple[str, ...] = ()) -> Finding:
    made = waits(
        "approval.missing",
        RULE,
        approved=tuple(body(name) for name in approved),
        ways=Alternatives(tuple(tuple(body(name) for name in way) for way in ways)),
    )
    return Finding(
        code=made.code,
        effect=made.effect,
        rule=made.rule,
        cite=made.cite,
        facts=made.facts,
        completions=ways,
    )


# -- signatures ----------------------------------------------------------------------------


def test_what_is_only_asserted_does_not_count_where_signatures_are_demanded() -> None:
    unsigned = note("approval.unsigned", variant="approval", body=body("board"))
    decision = by(approved("board"), NO_EVIDENCE, approval=EITHER, signed=True)
    assert decision.verdict == Verdict.PENDING
    assert decision.findings == (missing(("board",), ("committee",)), unsigned)


def test_what_is_signed_counts() -> None:
    decision = by(approved("board"), signed("li.na"), approval=EITHER, signed=True)
    assert (decision.verdict, decision.findings) == (Verdict.PERMIT, ())


def test_without_a_demand_for_signatures_evidence_of_them_changes_nothing() -> None:
    for evidence in (NO_EVIDENCE, signed("li.na"), signed("li.na", persons={"board": 2})):
        assert by(approved("board"), evidence, approval=EITHER).findings == ()


def test_one_person_who_signs_for_two_bodies_counts_for_one() -> None:
    decision = by(
        approved("board", "committee"), signed("li.na", "li.na"), approval=BOTH, signed=True
    )
    who = (Named("person", "li.na"),)
    same = note("approval.same_person", body=body("committee"), persons=who)
    wanted = missing(("board",), ("committee",), approved=("board",))
    assert decision.findings == (wanted, same)


def test_persons_are_counted_so_that_the_condition_is_filled_if_that_can_be() -> None:
    for only in ("board", "committee"):
        asked = {"all_of": [only]}
        evidence = signed("li.na", "li.na")
        decision = by(approved("board", "committee"), evidence, approval=asked, signed=True)
        assert decision.verdict == Verdict.PERMIT
    nest: Data = {"any_of": [{"all_of": ["board", "police"]}, "committee"]}
    decision = by(approved("board", "committee"), signed("a", "a"), approval=nest, signed=True)
    assert decision.verdict == Verdict.PERMIT
    same = note("approval.same_person", body=body("board"), persons=(Named("person", "a"),))
    assert decision.findings == (same,)


def test_a_body_has_approved_once_enough_distinct_persons_signed_for_it() -> None:
    evidence = signed("li.na", "li.na", persons={"board": 2})
    decision = by(approved("board", "board"), evidence, approval="board", signed=True)
    few = note("approval.few_persons", body=body("board"), count=1, needed=2)
    assert decision.findings == (missing(("board",)), few)
    evidence = signed("li.na", "chen.jie", persons={"board": 2})
    decision = by(approved("board", "board"), evidence, approval="board", signed=True)
    assert decision.findings == ()


def test_what_is_not_counted_is_said_of_each_body_and_only_with_who_counts_elsewhere() -> None:
    asked = {"at_least": {"count": 2, "of": ["board", "committee", "police"]}}
    persons = {"board": 3, "committee": 2}
    proposal = approved("board", "committee", "committee", "police")
    evidence = signed("a", "b", "c", "c", persons=persons)
    decision = by(proposal, evidence, approval=asked, signed=True)
    few = note("approval.few_persons", body=body("board"), count=1, needed=3)
    who = (Named("person", "c"),)
    same = note("approval.same_person", body=body("police"), persons=who)
    wanted = missing(("board",), ("committee",), ("police",), approved=("committee",))
    assert decision.findings == (wanted, few, same)
    evidence = signed("a", "b", "c", "c", persons={**persons, "police": 1})
    other = {"all_of": ["police", "board"]}
    decision = by(proposal, evidence, approval=other, signed=True)
    assert [found.code for found in decision.findings] == [
        "approval.missing",
        "approval.not_entitled",
        "approval.few_persons",
    ]
    alone = by(proposal, evidence, approval={"any_of": ["police", "committee"]}, signed=True)
    assert alone.findings[-1] == note("approval.same_person", body=body("police"), persons=who)
    alone = by(proposal, evidence, approval={"any_of": [BOTH, "police"]}, signed=True)
    same = note("approval.same_person", body=body("committee"), persons=who)
    assert alone.findings[-1] == same


def test_a_rule_for_endings_and_for_ratifying_demands_signatures_too() -> None:
    rules = ending_asking(approval="board", signed=True)
    held = order("R-1", "north", "red", (2, 9))
    proposal = ending("R-1", approvals=[approval("board")])
    assert by(proposal, NO_EVIDENCE, held, rules=rules).verdict == Verdict.PENDING
    assert by(proposal, signed("li.na"), held, rules=rules).verdict == Verdict.PERMIT


def test_who_signed_is_who_counts_not_whom_the_approval_names() -> None:
    proposal = city(approvals=[approval("board", person="chen.jie")], proposer="li.na")
    decision = by(proposal, signed("li.na"), approval="board", signed=True)
    itself = note("approval.self", variant="person", body=body("board"), person="li.na")
    assert decision.findings[1:] == (itself,)


def test_whom_the_register_knows_as_proposer_never_counts() -> None:
    # vault#19214, teleport#60049: the requester is in the group that approves.
    for proposer in (None, "zhang.wei"):
        evidence = signed("li.na", proposers=frozenset({"li.na"}))
        decision = by(approved("board", proposer=proposer), evidence, approval=EITHER, signed=True)
        itself = note("approval.self", variant="person", body=body("board"), person="li.na")
        assert decision.findings == (missing(("board",), ("committee",)), itself)
    asserted = city(approvals=[approval("board", person="li.na")])
    evidence = Evidence(proposers=frozenset({"li.na"}))
    assert codes(by(asserted, evidence, approval=EITHER)) == ["approval.missing", "approval.self"]


# -- what does not count any more ------------------------------------------------------------


@pytest.mark.parametrize("code", VOID)
def test_each_cause_is_a_note_of_its_own_and_the_approval_does_not_count(code: str) -> None:
    evidence = signed("li.na", void={0: (Void(code=code, facts={"key": "k"}),)})
    for demand in (False, True):
        decision = by(approved("board"), evidence, approval="board", signed=demand)
        assert decision.findings == (missing(("board",)), note(code, key="k", body=body("board")))


def test_several_causes_are_all_said_each_once() -> None:
    voids = (Void(code="approval.expired"), Void(code="approval.key_revoked"))
    proposal = city(approvals=[approval("board", digest="sha256:" + "0" * 64)])
    evidence = signed("li.na", void={0: (*voids, Void(code="approval.stale"))})
    decision = by(proposal, evidence, approval="board", signed=True)
    assert [found.code for found in decision.findings[1:]] == [
        "approval.stale",
        "approval.expired",
        "approval.key_revoked",
    ]


def test_a_cause_that_no_note_has_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^approval\.late$"):
        Void(code="approval.late")


# -- refusals --------------------------------------------------------------------------------


def refusing(*refusals: Refusal, **more: Any) -> Evidence:
    return Evidence(refusals=refusals, **more)


def test_a_refusal_that_stands_denies_whoever_approved() -> None:
    no = denied("approval.refused", RULE, variant="person", body=body("board"), person="li.na")
    for asked in (EITHER, BOTH):
        refusal = refusing(Refusal(body="board", person="li.na"))
        decision = by(approved("board", "committee"), refusal, approval=asked)
        assert (decision.verdict, decision.findings) == (Verdict.DENY, (no,))


def test_a_refusal_of_nobody_named_is_that_of_the_body() -> None:
    decision = by(approved("board"), refusing(Refusal(body="board")), approval="board")
    assert decision.findings == (
        denied("approval.refused", RULE, variant="body", body=body("board")),
    )


@pytest.mark.parametrize(
    "refusal",
    [
        Refusal(body="police"),
        Refusal(body="committee", area="north"),
        Refusal(body="committee", area="nowhere"),
        Refusal(body="nobody"),
        Refusal(body="committee", person="zhang.wei"),
    ],
    ids=["not named", "of another area", "of no area", "no body", "the proposer"],
)
def test_who_could_not_approve_cannot_refuse(refusal: Refusal) -> None:
    proposal = approved("board", proposer="zhang.wei")
    decision = by(proposal, refusing(refusal), approval=EITHER)
    other = note("approval.refusal_not_entitled", body=body(refusal.body))
    assert (decision.verdict, decision.findings) == (Verdict.PERMIT, (other,))


def test_an_area_that_is_no_more_is_none_of_those_there_are() -> None:
    refusal = refusing(Refusal(body="city_watch", area="nowhere"))
    decision = by(approved("city_watch"), refusal, approval="city_watch")
    assert codes(decision) == ["approval.refusal_not_entitled"]
    refusal = refusing(Refusal(body="city_watch", area="north"))
    assert codes(by(approved("city_watch"), refusal, approval="city_watch")) == ["approval.refused"]


def test_a_refusal_of_the_area_that_acts_is_heard() -> None:
    refusal = refusing(Refusal(body="board", area="home"))
    assert by(approved("board"), refusal, approval="board").verdict == Verdict.DENY


def test_where_signatures_are_demanded_a_refusal_must_be_signed_too() -> None:
    unsigned = note("approval.unsigned", variant="refusal", body=body("board"))
    evidence = signed("li.na", refusals=(Refusal(body="board"),))
    decision = by(approved("board"), evidence, approval="board", signed=True)
    assert (decision.verdict, decision.findings) == (Verdict.PERMIT, (unsigned,))
    evidence = signed("li.na", refusals=(Refusal(body="board", signed=True),))
    decision = by(approved("board"), evidence, approval="board", signed=True)
    assert decision.verdict == Verdict.DENY


def test_a_refusal_that_is_void_does_not_stand() -> None:
    refusal = Refusal(body="board", void=(Void(code="approval.expired", facts={"expires": at(2)}),))
    decision = by(approved("board"), refusing(refusal), approval="board")
    expired = note("approval.expired", expires=at(2), body=body("board"))
    assert (decision.verdict, decision.findings) == (Verdict.PERMIT, (expired,))


def test_the_same_thing_is_said_once_of_approvals_and_refusals_together() -> None:
    void = (Void(code="approval.expired", facts={"expires": at(2)}),)
    evidence = refusing(Refusal(body="board", void=void), void={0: void, 1: void})
    decision = by(approved("board", "board", "committee"), evidence, approval=EITHER)
    assert codes(decision) == ["approval.expired"]


def test_each_refusal_is_heard_whatever_became_of_the_one_before() -> None:
    evidence = refusing(Refusal(body="police"), Refusal(body="board"), Refusal(body="board"))
    decision = by(approved("board"), evidence, approval="board")
    no = denied("approval.refused", RULE, variant="body", body=body("board"))
    other = note("approval.refusal_not_entitled", body=body("police"))
    assert decision.findings == (other, no)


def test_a_refusal_is_heard_only_where_approval_is_asked_for() -> None:
    assert by(city(), refusing(Refusal(body="board"))).findings == ()


# -- evidence itself ---------------------------------------------------------------------------


def test_without_evidence_every_approval_is_asserted() -> None:
    assert Evidence() == NO_EVIDENCE
    written = asking(period="open", approval=EITHER)
    assert decided(approved("board"), written=written) == by(
        approved("board"), NO_EVIDENCE, approval=EITHER
    )


def test_a_case_knows_its_evidence_and_all_who_propose_it() -> None:
    made, asked = scene({"rules": asking(), "areas": AREAS}, [], city(proposer="zhang.wei"))
    scheme = compile_scheme(made.rules, made.areas)
    evidence = Evidence(proposers=frozenset({"li.na"}))
    case = resolve(scheme, book_of(scheme, ()), asked, NOW, evidence)
    assert case.evidence is evidence
    assert case.proposers == {"li.na", "zhang.wei"}
    plain = resolve(scheme, book_of(scheme, ()), asked, NOW)
    assert (plain.evidence, plain.proposers) == (NO_EVIDENCE, frozenset({"zhang.wei"}))


def test_approvals_are_taken_as_signed_by_body() -> None:
    approvals = [
        Approval(body="board", person="li.na", at=NOW),
        Approval(body="committee", at=NOW),
        Approval(body="board", at=NOW),
    ]
    assert signed_by(approvals, ["board"]) == Evidence(signed={0: "li.na", 2: "#3"})
    assert signed_by(approvals, []) == NO_EVIDENCE


def test_a_note_weighs_nothing() -> None:
    decision = by(approved("board", "committee"), signed("a", "b"), approval=EITHER, signed=True)
    assert [found.effect for found in decision.findings if found.effect != Effect.NOTE] == []
