"""Which approvals count, what the others are told, and who is still missing.

See docs/semantics.md, section 3.
"""

from __future__ import annotations

from typing import Any

import pytest

from responselevels.core.digests import proposal_digest
from responselevels.models.decisions import Effect, Finding, Verdict
from responselevels.text.catalogue import Alternatives
from tests.core.desk import (
    CITE,
    NOW,
    approval,
    area,
    asking,
    body,
    city,
    codes,
    decided,
    denied,
    noted,
)
from tests.model.scenes import Data, at, on
from tests.model.shrink import PROPOSAL

EITHER = asking(period="open", approval={"any_of": ["board", "committee"]})
BOTH = asking(period="open", approval={"all_of": ["board", "committee"]})


def approved(*approvals: Data, **more: Any) -> Data:
    return city(approvals=list(approvals), **more)


def missing(*ways: tuple[str, ...], approved: tuple[str, ...] = ()) -> Finding:
    """Return `approval.missing`: who has approved, and the sets of bodies that would do."""
    facts: dict[str, object] = {"approved": tuple(body(name) for name in approved)}
    if ways:
        facts["ways"] = Alternatives(tuple(tuple(body(name) for name in way) for way in ways))
    else:
        facts["variant"] = "nobody"
    return Finding(
        code="approval.missing",
        effect=Effect.PENDING,
        rule="city_order",
        cite=CITE,
        facts=facts,
        completions=ways,
    )


def note(code: str, **facts: Any) -> Finding:
    return noted(code, "city_order", **facts)


# -- approval.missing ------------------------------------------------------------------------------


def test_a_condition_that_is_filled_is_not_spoken_of() -> None:
    for name in ("board", "committee"):
        assert decided(approved(approval(name)), written=EITHER).findings == ()
    both = approved(approval("board"), approval("committee"))
    assert decided(both, written=BOTH).findings == ()


def test_nobody_has_approved_yet() -> None:
    decision = decided(approved(), written=EITHER)
    assert (decision.verdict, decision.findings) == (
        Verdict.PENDING,
        (missing(("board",), ("committee",)),),
    )


def test_what_has_been_approved_is_not_asked_again() -> None:
    decision = decided(approved(approval("board")), written=BOTH)
    assert decision.findings == (missing(("committee",), approved=("board",)),)


def test_smaller_sets_of_bodies_are_listed_first_then_by_name() -> None:
    nest = {
        "any_of": [{"all_of": ["police", "board"]}, "committee", {"all_of": ["board", "office"]}]
    }
    decision = decided(approved(), written=asking(period="open", approval=nest))
    assert decision.findings == (missing(("committee",), ("board", "office"), ("board", "police")),)


def test_so_many_of_these_lacks_so_many_more() -> None:
    nest = {"at_least": {"count": 2, "of": ["board", "committee", "police"]}}
    decision = decided(approved(approval("police")), written=asking(period="open", approval=nest))
    assert decision.findings == (missing(("board",), ("committee",), approved=("police",)),)


def test_the_issuing_body_completes_nothing() -> None:
    nest = {"any_of": ["city_hall", "board"]}
    decision = decided(approved(), written=asking(period="open", approval=nest))
    assert decision.findings == (missing(("board",)),)


def test_a_body_that_no_area_of_the_orders_line_has_completes_nothing() -> None:
    proposal = {**approved(), "area": "outpost", "scope": []}
    assert decided(proposal, written=BOTH).findings == (missing(),)
    some = asking(period="open", approval={"any_of": ["board", "city_watch"]})
    assert decided(proposal, written=some).findings == (missing(("city_watch",)),)


# -- approval.not_entitled -----------------------------------------------------------------------


def test_an_approval_of_a_body_that_the_condition_does_not_name_is_noted() -> None:
    proposal = approved(approval("police"), approval("board"))
    decision = decided(proposal, written=EITHER)
    assert (decision.verdict, decision.findings) == (
        Verdict.PERMIT,
        (note("approval.not_entitled", variant="unnamed", body=body("police")),),
    )


@pytest.mark.parametrize("where", [None, "home"])
def test_an_approval_speaks_for_the_orders_own_line(where: str | None) -> None:
    assert decided(approved(approval("board", area=where)), written=EITHER).findings == ()


@pytest.mark.parametrize("where", ["island", "north", "lane"])
def test_an_approval_of_such_a_body_of_another_area_does_not_count(where: str) -> None:
    decision = decided(approved(approval("board", area=where)), written=EITHER)
    assert decision.findings == (
        missing(("board",), ("committee",)),
        note("approval.not_entitled", variant="elsewhere", body=body("board"), area=area(where)),
    )


@pytest.mark.parametrize("where", [None, "home"])
def test_an_approval_of_a_body_that_the_line_does_not_have_does_not_count(
    where: str | None,
) -> None:
    proposal = {**approved(approval("board", area=where)), "area": "outpost"}
    assert decided(proposal, written=EITHER).findings == (
        missing(),
        note("approval.not_entitled", variant="absent", body=body("board")),
    )


# -- approval.self -------------------------------------------------------------------------------


OWN = asking(period="open", approval={"any_of": ["city_hall", "board"]})


@pytest.mark.parametrize("where", [None, "north"])
def test_the_issuing_body_does_not_approve_its_own_proposal(where: str | None) -> None:
    decision = decided(approved(approval("city_hall", area=where)), written=OWN)
    assert decision.findings == (
        missing(("board",)),
        note("approval.self", variant="body", body=body("city_hall")),
    )


def test_such_a_body_of_another_area_is_not_the_issuing_body_but_not_entitled_either() -> None:
    decision = decided(approved(approval("city_hall", area="south")), written=OWN)
    assert decision.findings == (
        missing(("board",)),
        note(
            "approval.not_entitled",
            variant="elsewhere",
            body=body("city_hall"),
            area=area("south"),
        ),
    )


def test_nobody_approves_what_they_propose_themselves() -> None:
    mine = approved(approval("board", person="li.na"), proposer="li.na")
    assert decided(mine, written=EITHER).findings == (
        missing(("board",), ("committee",)),
        note("approval.self", variant="person", body=body("board"), person="li.na"),
    )
    others = approved(approval("board", person="wang.fang"), proposer="li.na")
    assert decided(others, written=EITHER).findings == ()
    unknown = approved(approval("board", person="li.na"))
    assert decided(unknown, written=EITHER).findings == ()
    assert decided(approved(approval("board"), proposer="li.na"), written=EITHER).findings == ()


# -- approval.late, approval.stale -------------------------------------------------------------------


def test_an_approval_dated_after_the_decision_does_not_count_yet() -> None:
    assert decided(approved(approval("board", at=on(3))), written=EITHER).findings == ()
    later = "2026-02-03T00:00:00.000001+08:00"
    decision = decided(approved(approval("board", at=later)), written=EITHER)
    assert decision.verdict == Verdict.PENDING
    assert decision.findings == (
        missing(("board",), ("committee",)),
        note(
            "approval.late",
            body=body("board"),
            at=at(3).replace(microsecond=1),
            decided_at=NOW,
        ),
    )


def digest(proposal: Data) -> str:
    return proposal_digest(PROPOSAL.validate_python(proposal))


def test_an_approval_with_a_digest_counts_for_that_very_proposal() -> None:
    bound = digest(city())
    assert decided(approved(approval("board", digest=bound)), written=EITHER).findings == ()
    other = digest(city("red"))
    decision = decided(approved(approval("board", digest=bound), level="red"), written=EITHER)
    assert codes(decision) == ["approval.missing", "approval.stale"]
    assert decision.findings[1] == note(
        "approval.stale", body=body("board"), digest=bound, expected=other
    )


def test_the_digest_of_a_drill_is_not_that_of_the_real_thing() -> None:
    bound = digest(city())
    proposal = approved(approval("board", digest=bound), drill=True)
    assert codes(decided(proposal, written=EITHER)) == ["approval.missing", "approval.stale"]


# -- several notes -------------------------------------------------------------------------------------


def test_one_approval_may_be_wrong_in_every_way() -> None:
    worst = approval("police", person="li.na", at=on(9), digest="sha256:" + "0" * 64)
    decision = decided(approved(worst, proposer="li.na"), written=EITHER)
    assert [one.code for one in decision.findings] == [
        "approval.missing",
        "approval.not_entitled",
        "approval.self",
        "approval.late",
        "approval.stale",
    ]


def test_the_same_note_is_made_once_and_one_for_each_body() -> None:
    proposal = approved(
        approval("police"), approval("office"), approval("police"), approval("board")
    )
    assert decided(proposal, written=EITHER).findings == (
        note("approval.not_entitled", variant="unnamed", body=body("police")),
        note("approval.not_entitled", variant="unnamed", body=body("office")),
    )


def test_a_second_approval_of_a_body_mends_the_first() -> None:
    proposal = approved(approval("board", at=on(9)), approval("board"))
    decision = decided(proposal, written=EITHER)
    assert (decision.verdict, codes(decision)) == (Verdict.PERMIT, ["approval.late"])


def test_approvals_that_are_not_asked_for_draw_no_finding() -> None:
    stray = approval("police", person="li.na", at=on(9), digest="sha256:" + "0" * 64)
    assert decided(approved(stray, proposer="li.na")).findings == ()


def test_a_note_changes_no_verdict() -> None:
    proposal = approved(approval("police"), issuer="police")
    decision = decided(proposal, written=EITHER)
    assert decision.verdict == Verdict.DENY
    assert decision.findings[0] == denied(
        "issuer.not_entitled",
        "city_order",
        issuer=body("police"),
        issuers=(body("city_hall"), body("city_watch")),
    )
