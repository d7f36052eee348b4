"""Ending early and ratifying after, each finding permitted and refused.

See docs/semantics.md, sections 4 and 5.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from responselevels.models.decisions import Decision, Effect, Verdict
from responselevels.text.catalogue import Named
from tests.core.desk import (
    CITE,
    CITY_ORDER,
    ENDING,
    REGION_ORDER,
    approval,
    area,
    body,
    change,
    city,
    codes,
    decided,
    denied,
    ending,
    ending_asking,
    found,
    level,
    noted,
    order_named,
    rules,
)
from tests.model.scenes import Data, at, on, order

N1 = order_named("N-1")
RED = order("N-1", "north", "red", (2, 9))
LOWERS = noted("level.lowers", areas=(area("north"),))
INSTANT = timedelta(microseconds=1)


def ended(held: Data = RED, written: Data | None = None, day: int = 4, **more: Any) -> Decision:
    return decided(ending("N-1", day, **more), held, written=written or rules())


# -- endings ------------------------------------------------------------------------------------


def test_ending_is_permitted_and_says_what_it_lowers() -> None:
    decision = ended()
    assert (decision.verdict, decision.transition) == (Verdict.PERMIT, "stand_down")
    assert decision.findings == (LOWERS,)
    assert decision.changes == (change("north", (4, 9), "red", "green"),)
    assert (decision.duties, decision.provisional_until) == ((), None)


def test_no_ending_speaks_of_that_tier_or_level() -> None:
    expected = denied(
        "transition.undefined", variant="end", tier=Named("tier", "city"), level=level("red")
    )
    for endings in (
        [],
        [{"id": "low", "tier": "city", "of": ["yellow"], "issuers": ["city_hall"]}],
    ):
        decision = ended(written=rules(endings=endings))
        assert (decision.verdict, decision.transition) == (Verdict.DENY, None)
        assert decision.findings == (expected,)


def test_where_no_ending_fits_the_checks_that_need_none_are_still_made() -> None:
    written = rules(endings=[], valid={"to": on(2)})
    assert codes(ended(written=written, day=2, scope=["south"])) == [
        "period.backdated",
        "rules.not_in_force",
        "scope.outside_area",
        "transition.undefined",
    ]


def test_ending_asks_for_what_its_rule_asks() -> None:
    written = ending_asking(assessment={"by": ["office"]}, approval="board", reason=True)
    decision = ended(written=written, issuer="city_watch")
    assert decision.verdict == Verdict.DENY
    assert codes(decision) == [
        "approval.missing",
        "assessment.missing",
        "issuer.not_entitled",
        "reason.missing",
    ]
    assert {(one.rule, one.cite) for one in decision.findings} == {("stand_down", CITE)}
    given = ended(
        written=written,
        assessment={"by": "office", "at": on(2)},
        approvals=[approval("board")],
        reason="the wind has dropped",
    )
    assert given.findings == (LOWERS,)


def test_several_endings_compete_as_transitions_do() -> None:
    def close(name: str, **requires: object) -> Data:
        return {"id": name, "tier": "city", "issuers": ["city_hall"], "requires": requires}

    slow, free = close("slow", approval="board"), close("free")
    assert ended(written=rules(endings=[slow, free])).transition == "free"
    assert ended(written=rules(endings=[slow])).verdict == Verdict.PENDING


def test_a_part_of_the_scope_lies_in_the_cover_of_the_order() -> None:
    held = order("N-1", "north", "red", (2, 9), scope=["lane"])
    assert ended(held, scope=["lane"]).verdict == Verdict.PERMIT
    decision = ended(held, scope=["lane", "mill", "north"])
    assert decision.findings == (
        denied(
            "scope.outside_area", variant="order", areas=(area("mill"), area("north")), order=N1
        ),
    )


def test_an_ending_in_a_part_changes_that_part_alone() -> None:
    decision = ended(scope=["lane"])
    assert decision.findings == (noted("level.lowers", areas=(area("lane"),)),)
    assert decision.changes == (change("lane", (4, 9), "red", "green"),)


@pytest.mark.parametrize(
    ("more", "last"),
    [
        ({}, 9),
        ({"provisional_until": on(6)}, 6),
        ({"ends": [{"at": on(7)}]}, 7),
        ({"ends": [{"at": on(7), "scope": ["north"]}]}, 7),
        ({"ends": [{"at": on(7), "scope": ["lane"]}, {"at": on(8), "scope": ["north"]}]}, 8),
    ],
    ids=["run out", "lapsed", "ended", "ended by name", "ended part by part"],
)
def test_what_is_over_by_that_instant_cannot_be_ended(more: Data, last: int) -> None:
    over = denied("order.not_in_force", order=N1, at=at(last))
    assert ended(RED | more, day=last).findings == (over,)
    assert ended(RED | more, day=last - 1).findings == (LOWERS,)


def test_what_is_over_in_one_named_part_can_still_be_ended_in_the_other() -> None:
    held = RED | {"ends": [{"at": on(4), "scope": ["lane"]}]}
    assert codes(ended(held, scope=["lane"])) == ["order.not_in_force"]
    assert codes(ended(held, scope=["lane", "mill"])) == ["level.lowers"]
    assert codes(ended(held)) == ["level.lowers"]


def test_a_part_that_the_order_does_not_cover_counts_as_not_ended() -> None:
    held = RED | {"ends": [{"at": on(4)}]}
    assert codes(ended(held, scope=["south"])) == ["scope.outside_area"]
    both = ["order.not_in_force", "scope.outside_area"]
    assert codes(ended(held, day=9, scope=["south"])) == both
    lapsed = RED | {"provisional_until": on(6)}
    assert codes(ended(lapsed, day=5, scope=["south"])) == ["scope.outside_area"]
    assert codes(ended(lapsed, day=6, scope=["south"])) == both


def test_an_ending_is_not_backdated() -> None:
    assert ended(day=3).findings == (LOWERS,)
    assert ended(day=2).findings == (
        denied("period.backdated", variant="end", at=at(2), decided_at=at(3)),
    )


def test_an_order_may_be_ended_before_it_starts() -> None:
    held = order("N-1", "north", "red", (6, 9))
    assert ended(held).changes == (change("north", (6, 9), "red", "green"),)


def test_an_older_order_counts_again() -> None:
    older = order("N-0", "north", "orange", (1, 20))
    decision = decided(ending("N-1"), older, RED)
    assert decision.changes == (change("north", (4, 9), "red", "orange"),)


def test_ending_a_drill_lowers_only_drills() -> None:
    held = [RED | {"drill": True}, order("N-2", "north", "red", (2, 9))]
    assert decided(ending("N-1"), *held).changes == (change("north", (4, 9), "red", "green"),)


# -- ratifying ------------------------------------------------------------------------------------


AT_ONCE: Data = {
    **CITY_ORDER,
    "id": "at_once",
    "duties": [{"do": "report", "within": "PT1H"}],
    "ratify": {"approval": {"all_of": ["board", "committee"]}, "within": "P2D"},
}
RATIFIABLE = rules(transitions=[REGION_ORDER, CITY_ORDER, AT_ONCE])
PROVISIONAL = RED | {
    "transition": "at_once",
    "provisional_until": on(4),
    "issuer": "city_hall",
    "proposer": "zhang.wei",
}
BOARD, COMMITTEE = approval("board"), approval("committee")


def ratify(*approvals: Data, held: Data = PROVISIONAL, **more: Any) -> Decision:
    proposal: Data = {"id": "P-1", "action": "ratify", "order": "N-1", "issuer": "city_hall"}
    proposal |= {"approvals": list(approvals), **more}
    return decided(proposal, held, written=RATIFIABLE)


def test_an_order_issued_at_once_is_provisional_for_its_grace() -> None:
    decision = decided(city(start=3, transition="at_once"), written=RATIFIABLE)
    assert (decision.verdict, decision.provisional_until) == (Verdict.PERMIT, at(5))
    assert decision.changes == (change("north", (3, 5), "green", "yellow"),)
    assert [(duty.do.in_("en"), duty.due) for duty in decision.duties] == [("report", at(3, 1))]


def test_a_denied_order_has_no_grace() -> None:
    decision = decided(city(transition="at_once", issuer="police"), written=RATIFIABLE)
    assert (decision.verdict, decision.provisional_until) == (Verdict.DENY, None)


def test_a_transition_to_be_ratified_is_tried_only_where_it_is_named() -> None:
    only = rules(transitions=[REGION_ORDER, AT_ONCE])
    assert codes(decided(city(), written=only)) == ["transition.undefined"]
    assert decided(city(), written=RATIFIABLE).transition == "city_order"


def test_ratifying_is_permitted_and_makes_the_rest_of_the_period_hold() -> None:
    decision = ratify(BOARD, COMMITTEE)
    assert (decision.verdict, decision.transition) == (Verdict.PERMIT, "at_once")
    assert decision.findings == ()
    assert decision.changes == (change("north", (4, 9), "green", "red"),)
    assert (decision.duties, decision.provisional_until) == ((), None)


def test_ratifying_needs_the_approvals_that_the_rule_asks_for_it() -> None:
    decision = ratify(BOARD)
    missing = found(decision, "approval.missing")
    assert decision.verdict == Verdict.PENDING
    assert (missing.effect, missing.rule, missing.cite) == (Effect.PENDING, "at_once", CITE)
    assert missing.completions == (("committee",),)
    assert decision.changes == (change("north", (4, 9), "green", "red"),)


def test_the_approvals_of_a_ratification_are_judged_as_any_others() -> None:
    mine = approval("board", person="li.na")
    decision = ratify(mine, approval("police"), COMMITTEE, proposer="li.na")
    assert codes(decision) == ["approval.missing", "approval.not_entitled", "approval.self"]
    assert {one.rule for one in decision.findings} == {"at_once"}


def test_neither_the_body_that_issued_an_order_nor_who_proposed_it_ratifies_it() -> None:
    held = PROVISIONAL | {"issuer": "board"}
    decision = ratify(approval("board"), approval("committee", person="zhang.wei"), held=held)
    assert decision.verdict == Verdict.PENDING
    missing = found(decision, "approval.missing")
    assert missing.completions == ()
    assert decision.findings[1:] == (
        noted("approval.self", "at_once", variant="order_body", body=body("board")),
        noted(
            "approval.self",
            "at_once",
            variant="order_person",
            body=body("committee"),
            person="zhang.wei",
        ),
    )


def test_who_proposes_order_and_ratification_is_said_to_have_proposed_the_ratification() -> None:
    decision = ratify(BOARD, approval("committee", person="zhang.wei"), proposer="zhang.wei")
    own = found(decision, "approval.self")
    assert own.facts == {"variant": "person", "body": body("committee"), "person": "zhang.wei"}


def test_another_person_of_another_body_ratifies() -> None:
    decision = ratify(BOARD, approval("committee", person="li.na"))
    assert (decision.verdict, decision.findings) == (Verdict.PERMIT, ())


def test_the_body_that_issued_an_order_is_not_asked_to_ratify_it() -> None:
    one = {**AT_ONCE, "ratify": {"approval": {"any_of": ["board", "police"]}, "within": "P2D"}}
    proposal: Data = {"id": "P-1", "action": "ratify", "order": "N-1", "issuer": "city_hall"}
    decision = decided(
        proposal,
        PROVISIONAL | {"issuer": "board"},
        written=rules(transitions=[REGION_ORDER, one]),
    )
    assert found(decision, "approval.missing").completions == (("police",),)


def test_an_ending_may_be_approved_by_the_body_that_issued_the_order() -> None:
    held = RED | {"issuer": "board"}
    written = ending_asking(approval="board")
    given = ended(held, written=written, approvals=[approval("board")])
    assert given.verdict == Verdict.PERMIT


# -- acts dated before the order -------------------------------------------------------------------


BEFORE = "2026-01-31T23:59:59.999999+08:00"


@pytest.mark.parametrize("dated", [BEFORE, on(1)], ids=["just before", "the same instant"])
def test_an_approval_counts_only_where_it_is_not_older_than_the_order(dated: str) -> None:
    given = [approval("board", at=dated)]
    to_end = ended(written=ending_asking(approval="board"), approvals=given)
    to_ratify = ratify(approval("board", at=dated), COMMITTEE)
    for decision, rule in ((to_end, "stand_down"), (to_ratify, "at_once")):
        if dated == BEFORE:
            assert decision.verdict == Verdict.PENDING
            stale = found(decision, "approval.before_order")
            assert (stale.effect, stale.rule) == (Effect.NOTE, rule)
            assert stale.facts == {
                "body": body("board"),
                "at": at(1) - INSTANT,
                "order": N1,
                "issued": at(1),
            }
            assert found(decision, "approval.missing").completions == (("board",),)
        else:
            assert decision.verdict == Verdict.PERMIT
            assert "approval.before_order" not in codes(decision)


@pytest.mark.parametrize("dated", [BEFORE, on(1)], ids=["just before", "the same instant"])
def test_an_assessment_counts_only_where_it_is_not_older_than_the_order(dated: str) -> None:
    written = ending_asking(assessment={"by": ["office"]})
    decision = ended(written=written, assessment={"by": "office", "at": dated})
    stale = [one for one in decision.findings if one.code == "assessment.stale"]
    if dated == BEFORE:
        assert decision.verdict == Verdict.PENDING
        facts = {"variant": "before_order", "at": at(1) - INSTANT, "order": N1, "issued": at(1)}
        assert [(one.effect, one.rule, one.facts) for one in stale] == [
            (Effect.PENDING, "stand_down", facts)
        ]
    else:
        assert (decision.verdict, stale) == (Verdict.PERMIT, [])


def test_an_older_assessment_with_a_body_missing_is_missing_and_not_stale() -> None:
    written = ending_asking(assessment={"by": ["office"], "with": ["police"]})
    decision = ended(written=written, assessment={"by": "office", "at": BEFORE})
    assert [one.code for one in decision.findings if one.effect == Effect.PENDING] == [
        "assessment.missing"
    ]


def test_an_issue_may_rest_on_acts_of_any_age() -> None:
    written = {**RATIFIABLE, "transitions": [{**CITY_ORDER, "requires": {"approval": "board"}}]}
    decision = decided(city(approvals=[approval("board", at=BEFORE)]), RED, written=written)
    assert "approval.before_order" not in codes(decision)


# -- who there is -------------------------------------------------------------------------------


LONE = order("N-1", "outpost", "red", (2, 9))


def test_nobody_of_a_body_that_the_line_lacks_ends_an_order_there() -> None:
    written = rules(endings=[{**ENDING, "issuers": ["office", "city_hall"]}])
    assert ended(LONE, written=written, issuer="office").findings == (
        denied(
            "issuer.not_entitled",
            "stand_down",
            variant="absent",
            issuer=body("office"),
            issuers=(body("city_hall"),),
            area=area("outpost"),
        ),
    )
    assert ended(LONE, written=written).verdict == Verdict.PERMIT


def test_nobody_of_a_body_that_the_line_lacks_ratifies_there() -> None:
    held = PROVISIONAL | {"area": "outpost", "scope": ["outpost"]}
    one = {**AT_ONCE, "issuers": ["office"]}
    proposal: Data = {"id": "P-1", "action": "ratify", "order": "N-1", "issuer": "office"}
    decision = decided(proposal, held, written=rules(transitions=[REGION_ORDER, one]))
    assert found(decision, "issuer.not_entitled").facts["variant"] == "nobody"


def test_a_ratification_is_proposed_by_an_issuer_of_the_transition() -> None:
    assert ratify(BOARD, COMMITTEE, issuer="city_watch").findings == ()
    assert ratify(BOARD, COMMITTEE, issuer="police").findings == (
        denied(
            "issuer.not_entitled",
            "at_once",
            issuer=body("police"),
            issuers=(body("city_hall"), body("city_watch")),
        ),
    )


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"provisional_until": None}, ["order.not_provisional"]),
        ({"provisional_until": on(3)}, ["order.not_in_force"]),
        ({"period": {"start": on(1), "end": on(3)}}, ["order.not_in_force"]),
        ({"ends": [{"at": on(3)}]}, ["order.not_in_force"]),
        ({"ends": [{"at": on(3), "scope": ["lane"]}]}, []),
        ({"ends": [{"at": "2026-02-03T00:00:00.000001+08:00"}]}, []),
        ({"provisional_until": "2026-02-03T00:00:00.000001+08:00"}, []),
        (
            {"provisional_until": None, "ends": [{"at": on(2)}]},
            ["order.not_in_force", "order.not_provisional"],
        ),
    ],
    ids=[
        "firm",
        "lapsed",
        "run out",
        "ended",
        "ended in part",
        "to be ended",
        "about to lapse",
        "firm and over",
    ],
)
def test_only_a_provisional_order_that_is_not_over_can_be_ratified(
    more: Data, expected: list[str]
) -> None:
    decision = ratify(BOARD, COMMITTEE, held=PROVISIONAL | more)
    assert [code for code in codes(decision) if code != "level.lowers"] == expected
    facts: dict[str, dict[str, Any]] = {
        "order.not_provisional": {"order": N1},
        "order.not_in_force": {"order": N1, "at": at(3)},
    }
    for code in expected:
        assert found(decision, code) == denied(code, **facts[code])


def test_an_order_that_names_no_transition_is_ratified_by_any_that_fits() -> None:
    held = {key: PROVISIONAL[key] for key in PROVISIONAL if key != "transition"}
    assert ratify(BOARD, COMMITTEE, held=held).transition == "at_once"


def test_an_order_that_nothing_leads_to_any_more_cannot_be_ratified() -> None:
    held = {**PROVISIONAL, "area": "lane", "scope": ["lane"], "transition": None}
    decision = ratify(BOARD, COMMITTEE, held=held)
    assert decision.findings == (
        denied("transition.undefined", variant="ratify", order=N1, level=level("red")),
    )


def test_an_order_whose_transition_asks_for_no_ratification_cannot_be_ratified() -> None:
    held = PROVISIONAL | {"transition": "city_order"}
    decision = ratify(BOARD, COMMITTEE, held=held)
    assert decision.findings == (
        denied("transition.undefined", variant="ratify", order=N1, level=level("red")),
    )


def test_an_order_keeps_to_its_own_transition_whatever_now_fits() -> None:
    other = {
        **AT_ONCE,
        "id": "other",
        "to": ["yellow"],
        "ratify": {"approval": "office", "within": "P1D"},
    }
    written = rules(transitions=[{**AT_ONCE, "id": "first"}, other])
    proposal: Data = {"id": "P-1", "action": "ratify", "order": "N-1", "issuer": "city_hall"}
    held = PROVISIONAL | {"transition": "other"}
    decision = decided({**proposal, "approvals": [approval("office")]}, held, written=written)
    assert (decision.verdict, decision.transition) == (Verdict.PERMIT, "other")


def test_ratifying_outside_the_time_of_the_rules_is_denied() -> None:
    written = {**RATIFIABLE, "valid": {"to": on(2)}}
    proposal: Data = {"id": "P-1", "action": "ratify", "order": "N-1", "issuer": "city_hall"}
    decision = decided({**proposal, "approvals": [BOARD, COMMITTEE]}, PROVISIONAL, written=written)
    assert codes(decision) == ["rules.not_in_force"]


def test_a_ratified_order_that_never_held_so_far_changes_what_it_now_does() -> None:
    held = PROVISIONAL | {"period": {"start": on(6), "end": on(9)}, "scope": ["lane"]}
    decision = ratify(BOARD, COMMITTEE, held=held)
    assert decision.changes == (change("lane", (6, 9), "green", "red"),)


@pytest.mark.parametrize(
    ("issuer", "way"), [("city_hall", "stand_down"), ("city_watch", "relieve")]
)
def test_every_ending_of_the_tier_and_level_is_tried(issuer: str, way: str) -> None:
    other = {**ENDING, "id": "relieve", "issuers": ["city_watch"]}
    held = order("N-1", "north", "red", (1, 9))
    decision = decided(ending("N-1", issuer=issuer), held, written=rules(endings=[ENDING, other]))
    assert (decision.verdict, decision.transition) == (Verdict.PERMIT, way)
