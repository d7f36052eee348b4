"""Fresh and bound: how old an assessment may be, approvals after it, digests (docs/semantics.md, 8)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from responselevels.core.deciding.decide import decide
from responselevels.core.deciding.evidence import signed_by
from responselevels.core.digests import proposal_digest
from responselevels.core.orders.book import book_of
from responselevels.errors import InputError
from responselevels.machine.levels import compile_scheme
from responselevels.models.decisions import Decision, Verdict
from responselevels.models.proposals import IssueProposal, RatifyProposal
from tests.core.desk import (
    AREAS,
    CITY_ORDER,
    REGION_ORDER,
    approval,
    asking,
    body,
    city,
    codes,
    decided,
    ending,
    ending_asking,
    found,
    noted,
    rules,
    waits,
)
from tests.model.scenes import Data, at, on, order, scene

INSTANT = timedelta(microseconds=1)
RED = order("N-1", "north", "red", (2, 19))
DAYS = timedelta(days=2)


def assessed(when: Any = None, **more: object) -> Data:
    """Return an assessment by the office, of the 2nd unless said otherwise."""
    return {"by": "office", "at": on(2) if when is None else when, **more}


def made(day: int, off: timedelta = timedelta(0)) -> str:
    """Return the start of a day, moved by *off*, as a file writes it."""
    return (at(day) + off).isoformat()


# -- max_age ---------------------------------------------------------------------------------

AGED = asking(assessment={"by": ["office"], "with": ["police"], "max_age": "P2D"})


def aged(when: str, written: Data = AGED, *, with_: tuple[str, ...] = ("police",)) -> Decision:
    """Decide on the 5th, with an assessment of *when*."""
    proposal = city(start=6, assessment=assessed(when, **{"with": list(with_)}))
    return decided(proposal, written=written, when=at(5))


def test_an_assessment_exactly_as_old_as_it_may_be_is_in_time() -> None:
    assert aged(made(3)).verdict == Verdict.PERMIT


def test_an_assessment_one_microsecond_older_is_stale() -> None:
    decision = aged(made(3, -INSTANT))
    facts: Data = {"variant": "old", "at": at(3) - INSTANT, "decided_at": at(5), "max_age": DAYS}
    assert decision.findings == (waits("assessment.stale", "city_order", **facts),)
    assert decision.verdict == Verdict.PENDING


def test_one_that_is_missing_is_not_called_stale_as_well() -> None:
    assert codes(aged(made(1), with_=())) == ["assessment.missing"]
    assert codes(decided(city(start=6), written=AGED, when=at(5))) == ["assessment.missing"]
    assert codes(aged(made(6))) == ["assessment.missing"]


def test_without_a_greatest_age_any_age_will_do() -> None:
    assert aged(made(1), asking(assessment={"by": ["office"]})).verdict == Verdict.PERMIT


def test_an_assessment_for_an_ending_may_be_too_old_as_well() -> None:
    written = ending_asking(assessment={"by": ["office"], "max_age": "P2D"})
    for off, expected in ((timedelta(0), []), (-INSTANT, ["assessment.stale"])):
        proposal = ending("N-1", 8, assessment=assessed(made(5, off)))
        decision = decided(proposal, RED, written=written, when=at(7))
        assert codes(decision) == sorted([*expected, "level.lowers"])


def test_that_it_is_older_than_the_order_is_said_before_that_it_is_old() -> None:
    written = ending_asking(assessment={"by": ["office"], "max_age": "P2D"})
    proposal = ending("N-1", 18, assessment=assessed(made(1, -INSTANT)))
    held = RED | {"issued_at": on(1)}
    decision = decided(proposal, held, written=written, when=at(17))
    assert found(decision, "assessment.stale").facts["variant"] == "before_order"


# -- approvals after the assessment ------------------------------------------------------------

BOTH: Data = {"assessment": {"by": ["office"]}, "approval": "board"}


def approved(off: timedelta, written: Data | None = None) -> Decision:
    """Decide with an assessment of the 2nd and an approval *off* it."""
    given = [approval("board", at=made(2, off))]
    proposal = city(assessment=assessed(), approvals=given)
    return decided(proposal, written=written or asking(**BOTH))


def test_an_approval_of_the_instant_of_the_assessment_counts() -> None:
    assert approved(timedelta(0)).findings == ()
    assert approved(INSTANT).findings == ()


def test_an_approval_from_before_the_assessment_does_not_count() -> None:
    decision = approved(-INSTANT)
    facts: Data = {"body": body("board"), "at": at(2) - INSTANT, "assessed": at(2)}
    note = noted("approval.before_assessment", "city_order", **facts)
    assert found(decision, "approval.before_assessment") == note
    assert codes(decision) == ["approval.before_assessment", "approval.missing"]
    assert decision.verdict == Verdict.PENDING


def test_the_rules_can_let_an_approval_from_before_the_assessment_count() -> None:
    written = asking(**BOTH, approval_after_assessment=False)
    assert approved(-INSTANT, written).findings == ()
    assert codes(approved(-INSTANT, asking(**BOTH, approval_after_assessment=True))) == [
        "approval.before_assessment",
        "approval.missing",
    ]


def test_where_no_assessment_is_asked_one_that_is_given_makes_no_approval_too_early() -> None:
    assert approved(-INSTANT, asking(approval="board")).findings == ()


def test_the_assessment_that_the_proposal_has_now_counts_whatever_is_wrong_with_it() -> None:
    late = city(assessment=assessed(made(4)), approvals=[approval("board")])
    assert codes(decided(late, written=asking(**BOTH))) == [
        "approval.before_assessment",
        "approval.missing",
        "assessment.missing",
    ]
    none = city(approvals=[approval("board")])
    assert codes(decided(none, written=asking(**BOTH))) == ["assessment.missing"]


def test_an_approval_can_be_late_and_before_the_assessment() -> None:
    proposal = city(
        assessment=assessed(made(5)), approvals=[approval("board", at=made(4))], start=6
    )
    assert codes(decided(proposal, written=asking(**BOTH))) == [
        "approval.before_assessment",
        "approval.late",
        "approval.missing",
        "assessment.missing",
    ]


def test_an_ending_is_approved_after_its_assessment_as_well() -> None:
    for off, expected in (
        (timedelta(0), []),
        (-INSTANT, ["approval.before_assessment", "approval.missing"]),
    ):
        given = {"assessment": assessed(made(5)), "approvals": [approval("board", at=made(5, off))]}
        decision = decided(
            ending("N-1", 8, **given), RED, written=ending_asking(**BOTH), when=at(7)
        )
        assert codes(decision) == sorted([*expected, "level.lowers"])


def test_a_ratification_has_no_assessment_to_come_after() -> None:
    at_once = {
        **CITY_ORDER,
        "id": "at_once",
        "requires": {"assessment": {"by": ["office"]}},
        "ratify": {"approval": "board", "within": "P2D"},
    }
    held = RED | {"transition": "at_once", "provisional_until": on(5), "issued_at": on(2)}
    given = {"issuer": "city_watch", "approvals": [approval("board")]}
    proposal = {"id": "P-1", "action": "ratify", "order": "N-1", **given}
    decision = decided(proposal, held, written=rules(transitions=[REGION_ORDER, at_once]))
    assert decision.findings == ()


# -- digests -----------------------------------------------------------------------------------

BOUND = asking(approval="board", digest="required")


def digest_of(proposal: Data) -> str:
    return proposal_digest(IssueProposal.model_validate(proposal))


def test_an_approval_without_a_digest_does_not_count_where_one_is_required() -> None:
    decision = decided(city(approvals=[approval("board")]), written=BOUND)
    facts: Data = {"body": body("board"), "expected": digest_of(city())}
    assert found(decision, "approval.unbound") == noted("approval.unbound", "city_order", **facts)
    assert codes(decision) == ["approval.missing", "approval.unbound"]


def test_an_approval_with_the_digest_counts_and_one_with_another_is_stale() -> None:
    own = [approval("board", digest=digest_of(city()))]
    assert decided(city(approvals=own), written=BOUND).verdict == Verdict.PERMIT
    other = [approval("board", digest=digest_of(city("red")))]
    assert codes(decided(city(approvals=other), written=BOUND)) == [
        "approval.missing",
        "approval.stale",
    ]


def test_without_the_demand_an_approval_needs_no_digest() -> None:
    given = city(approvals=[approval("board")])
    for written in (asking(approval="board"), asking(approval="board", digest="optional")):
        assert decided(given, written=written).verdict == Verdict.PERMIT


@pytest.mark.parametrize(
    ("signed", "signs", "expected"),
    [
        (False, True, []),
        (True, True, []),
        (True, False, ["approval.missing", "approval.unsigned"]),
    ],
)
def test_what_is_signed_is_bound_and_what_is_not_is_called_so_once(
    signed: bool,
    signs: bool,
    expected: list[str],
) -> None:
    written = asking(approval="board", digest="required", signed=signed)
    made_, asked = scene(
        {"rules": written, "areas": AREAS}, [], city(approvals=[approval("board", person="li")])
    )
    scheme = compile_scheme(made_.rules, made_.areas)
    evidence = signed_by(asked.approvals, ["board"] if signs else [])
    decision = decide(scheme, book_of(scheme, ()), asked, at(3), evidence)
    assert codes(decision) == expected


def test_digests_can_be_required_for_an_ending_and_for_a_ratification() -> None:
    ended = ending("N-1", 8, approvals=[approval("board")])
    written = ending_asking(approval="board", digest="required")
    assert "approval.unbound" in codes(decided(ended, RED, written=written, when=at(7)))
    at_once = {
        **CITY_ORDER,
        "id": "at_once",
        "ratify": {"approval": "board", "within": "P2D", "digest": "required"},
    }
    held = RED | {"transition": "at_once", "provisional_until": on(5), "issued_at": on(2)}
    proposal: Data = {"id": "P-1", "action": "ratify", "order": "N-1", "issuer": "city_watch"}
    plain = RatifyProposal.model_validate(proposal)
    for digest, expected in (
        (None, ["approval.missing", "approval.unbound"]),
        (proposal_digest(plain), []),
    ):
        given = {"approvals": [approval("board", **({"digest": digest} if digest else {}))]}
        decision = decided(
            {**proposal, **given}, held, written=rules(transitions=[REGION_ORDER, at_once])
        )
        assert codes(decision) == expected


# -- what makes no sense ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("requires", "code"),
    [
        ({"digest": "required"}, "digest.without_approval"),
        ({"approval": "board", "approval_after_assessment": True}, "after_assessment.alone"),
        (
            {"assessment": {"by": ["office"]}, "approval_after_assessment": False},
            "after_assessment.alone",
        ),
    ],
)
def test_what_is_asked_of_approvals_needs_approvals_to_be_asked_of(
    requires: Data, code: str
) -> None:
    for written in (asking(**requires), ending_asking(**requires)):
        with pytest.raises(InputError) as caught:
            decided(city(), written=written)
        assert [problem.code for problem in caught.value.problems] == [code]
