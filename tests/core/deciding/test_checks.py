"""Each finding that a transition brings, permitted and refused (docs/semantics.md, section 3).

Floors are in test_floors.py, approvals in test_approvals.py, endings and
ratifications in test_endings.py.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from responselevels.models.decisions import Finding, Verdict
from responselevels.text.catalogue import Named
from tests.core.desk import (
    CITY_ORDER,
    REGION_ORDER,
    area,
    asking,
    body,
    city,
    codes,
    decided,
    denied,
    ending,
    found,
    level,
    noted,
    region,
    rules,
    waits,
)
from tests.model.scenes import Data, at, issue, on, order

INSTANT = timedelta(microseconds=1)


def test_nothing_found_is_a_permit() -> None:
    decision = decided(city())
    assert (decision.verdict, decision.findings) == (Verdict.PERMIT, ())
    assert (decision.transition, decision.decided_at) == ("city_order", at(3))
    assert (decision.proposal, decision.rules_id) == ("P-1", "by_hand")


# -- transition.undefined ------------------------------------------------------------------


def undefined(standing: tuple[str, ...] = ("green",), **facts: Any) -> object:
    where = tuple(level(name) for name in standing)
    given: dict[str, Any] = {"tier": Named("tier", "city"), "level": level("yellow")}
    return denied("transition.undefined", **(given | {"standing": where} | facts))


FROM_RED = rules(transitions=[REGION_ORDER, {**CITY_ORDER, "from": ["red", "orange"]}])


def test_no_transition_leads_this_tier_to_that_level() -> None:
    written = rules(transitions=[REGION_ORDER, {**CITY_ORDER, "to": ["red"]}])
    decision = decided(city(), written=written)
    assert (decision.verdict, decision.transition) == (Verdict.DENY, None)
    assert decision.findings == (undefined(),)
    assert decided(city("red"), written=written).verdict == Verdict.PERMIT


def test_a_tier_that_no_transition_speaks_of_orders_nothing() -> None:
    decision = decided(issue("lane", "yellow", 5, 9, issuer="city_hall"))
    assert decision.findings == (undefined(tier=Named("tier", "street")),)


def test_a_transition_leads_only_from_the_levels_it_names() -> None:
    assert decided(city(), written=FROM_RED).findings == (undefined(),)
    held = order("N-1", "north", "red", (5, 9))
    assert codes(decided(city(), held, written=FROM_RED)) == ["level.lowers"]


def test_every_named_area_must_stand_at_a_level_the_transition_leads_from() -> None:
    held = order("N-1", "north", "red", (5, 9), scope=["lane"])
    both = city(scope=["lane", "mill"])
    assert decided(both, held, written=FROM_RED).findings == (undefined(("green", "red")),)
    assert codes(decided(city(scope=["lane"]), held, written=FROM_RED)) == ["level.lowers"]


@pytest.mark.parametrize(("start", "fits"), [(4, False), (5, True), (8, True), (9, False)])
def test_it_is_matched_against_the_level_at_the_start_of_the_period(
    start: int, *, fits: bool
) -> None:
    held = order("N-1", "north", "red", (5, 9))
    decision = decided(city(start=start, end=12), held, written=FROM_RED)
    assert (decision.transition == "city_order") == fits


def test_a_named_transition_is_the_only_one_tried() -> None:
    named = Named("transition", "activate")
    decision = decided(city(transition="activate"))
    assert decision.findings == (undefined(variant="named", transition=named),)
    assert decided(city(transition="city_order")).verdict == Verdict.PERMIT


def test_where_no_transition_fits_the_checks_that_need_none_are_still_made() -> None:
    written = {**asking(reason=True, scope="explicit"), "valid": {"to": on(2)}}
    proposal = issue("north", "yellow", 2, 1, issuer="police", scope=["south"]) | {
        "transition": "activate"
    }
    assert codes(decided(proposal, written=written)) == [
        "period.backdated",
        "period.empty",
        "rules.not_in_force",
        "scope.outside_area",
        "transition.undefined",
    ]
    held = order("R-1", "home", "red", (5, 9))
    assert codes(decided(city(transition="activate"), held)) == [
        "floor.less_severe",
        "transition.undefined",
    ]


# -- issuer.not_entitled ---------------------------------------------------------------------


def test_the_issuing_body_must_be_among_the_issuers() -> None:
    assert decided(city(issuer="city_watch")).findings == ()
    assert decided(city(issuer="police")).findings == (
        denied(
            "issuer.not_entitled",
            "city_order",
            issuer=body("police"),
            issuers=(body("city_hall"), body("city_watch")),
        ),
    )


# -- assessment.missing -------------------------------------------------------------------------


ASSESSED = asking(
    period="open", assessment={"by": ["office", "city_hall"], "with": ["police", "board"]}
)
ALONE = asking(period="open", assessment={"by": ["office", "city_hall"]})


def assessed(by: str, *with_: str, at: str = on(2)) -> Data:
    return city(assessment={"by": by, "with": list(with_), "at": at})


@pytest.mark.parametrize(
    "proposal",
    [
        assessed("office", "police", "board"),
        assessed("city_hall", "board", "police", "committee"),
        assessed("police", "board", "office"),
        assessed("office", "police", "board", at=on(3)),
    ],
    ids=["by one of them", "with one more", "in any role", "dated as it is decided"],
)
def test_an_assessment_by_any_of_these_with_all_of_those_will_do(proposal: Data) -> None:
    assert decided(proposal, written=ASSESSED).findings == ()


def missing(**facts: Any) -> object:
    return waits("assessment.missing", "city_order", **facts)


@pytest.mark.parametrize(
    ("proposal", "expected"),
    [
        (
            city(),
            missing(
                variant="joint",
                by=(body("city_hall"), body("office")),
                **{"with": (body("board"), body("police"))},
            ),
        ),
        (assessed("office", "police"), missing(variant="parts", absent=(body("board"),))),
        (
            assessed("police", "board"),
            missing(variant="parts", absent=(body("city_hall"), body("office"))),
        ),
        (
            assessed("committee"),
            missing(
                variant="parts",
                absent=(body("board"), body("city_hall"), body("office"), body("police")),
            ),
        ),
        (
            assessed("office", "police", "board", at="2026-02-03T00:00:00.000001+08:00"),
            missing(variant="late", at=at(3) + INSTANT, decided_at=at(3)),
        ),
    ],
    ids=["none", "a part missing", "not by any of them", "neither", "dated later"],
)
def test_an_assessment_that_does_not_do_is_missing(proposal: Data, expected: object) -> None:
    decision = decided(proposal, written=ASSESSED)
    assert (decision.verdict, decision.findings) == (Verdict.PENDING, (expected,))


def test_an_assessment_that_need_not_be_joint_is_missing_where_there_is_none() -> None:
    by = (body("city_hall"), body("office"))
    assert decided(city(), written=ALONE).findings == (missing(variant="none", by=by),)
    assert decided(assessed("office"), written=ALONE).findings == ()


def test_an_assessment_that_is_not_asked_for_is_not_looked_at() -> None:
    assert decided(assessed("board", at=on(9))).findings == ()


# -- rules.not_in_force ---------------------------------------------------------------------------


VALID = rules(valid={"from": on(3), "to": on(6)})


@pytest.mark.parametrize(
    ("when", "facts"),
    [
        (at(3), None),
        (at(6) - INSTANT, None),
        (at(3) - INSTANT, {"variant": "before", "start": at(3)}),
        (at(6), {"variant": "after", "end": at(6)}),
    ],
    ids=["from its first instant", "to just before its end", "before", "after"],
)
def test_the_decision_must_fall_into_the_time_of_the_rules(
    when: datetime, facts: dict[str, Any] | None
) -> None:
    expected = () if facts is None else (denied("rules.not_in_force", decided_at=when, **facts),)
    assert decided(city(start=9, end=12), written=VALID, when=when).findings == expected


# -- reason.missing, scope.missing, scope.outside_area ---------------------------------------------


REASONED = asking(period="open", reason=True)


@pytest.mark.parametrize("reason", [None, "", "  \n"])
def test_a_reason_that_is_asked_for_must_say_something(reason: str | None) -> None:
    decision = decided(city(reason=reason), written=REASONED)
    assert (decision.verdict, decision.findings) == (
        Verdict.DENY,
        (denied("reason.missing", "city_order"),),
    )
    assert decided(city(reason=reason)).findings == ()
    assert decided(city(reason="a storm"), written=REASONED).findings == ()


def test_a_scope_that_is_asked_for_must_be_named() -> None:
    explicit = asking(period="open", scope="explicit")
    assert decided(city(), written=explicit).findings == (denied("scope.missing", "city_order"),)
    assert decided(city(scope=["north"]), written=explicit).findings == ()
    assert decided(city()).findings == ()


def test_a_scope_lies_in_the_cover_of_the_issuing_area() -> None:
    assert decided(city(scope=["mill", "north", "lane"])).findings == ()
    decision = decided(city(scope=["south", "lane", "home", "island"]))
    assert decision.verdict == Verdict.DENY
    assert decision.findings == (
        denied(
            "scope.outside_area",
            areas=(area("home"), area("island"), area("south")),
            area=area("north"),
        ),
    )


def test_each_area_named_is_of_a_tier_that_is_asked_for() -> None:
    streets = asking(period="open", scope={"tiers": ["street"]})
    assert decided(city(scope=["lane", "mill"]), written=streets).findings == ()
    tiers = (Named("tier", "street"),)
    for scope in ([], ["north"], ["lane", "north"], ["north", "mill"]):
        assert decided(city(scope=scope), written=streets).findings == (
            denied("scope.tier", "city_order", areas=(area("north"),), tiers=tiers),
        )
    either = asking(period="open", scope={"tiers": ["street", "city"]})
    assert decided(city(scope=["lane", "north"]), written=either).findings == ()
    assert decided(city(), written=either).findings == ()


def test_an_area_outside_the_cover_must_be_of_a_tier_that_is_asked_for_too() -> None:
    streets = asking(period="open", scope={"tiers": ["street"]})
    decision = decided(city(scope=["quay", "south"]), written=streets)
    assert [(one.code, one.facts["areas"]) for one in decision.findings] == [
        ("scope.tier", (area("south"),)),
        ("scope.outside_area", (area("quay"), area("south"))),
    ]


def test_tiers_ask_for_a_scope_only_where_it_is_explicit() -> None:
    written = asking(period="open", scope={"explicit": True, "tiers": ["street", "city"]})
    assert decided(city(), written=written).findings == (denied("scope.missing", "city_order"),)
    assert decided(city(scope=["north"]), written=written).findings == ()
    streets = asking(period="open", scope={"explicit": True, "tiers": ["street"]})
    assert codes(decided(city(), written=streets)) == ["scope.missing", "scope.tier"]


def test_scopes_of_some_tiers_are_nothing_that_an_end_is_held_to() -> None:
    streets = asking(period="open", scope={"tiers": ["street"]})
    held = order("N-1", "north", "red", (1, 28))
    assert decided(ending("N-1"), held, written=streets).permitted


# -- what is foreseen ----------------------------------------------------------------------------


FORESEEN = asking(period="open", expected_end=True)


def test_an_expected_end_that_is_asked_for_must_be_given() -> None:
    assert decided(city(), written=FORESEEN).findings == (
        denied("expected_end.missing", "city_order"),
    )
    assert decided(city(expected_end=on(7)), written=FORESEEN).findings == ()
    assert decided(city(expected_end=on(7))).findings == ()


@pytest.mark.parametrize("written", [FORESEEN, rules(), rules(transitions=[REGION_ORDER])])
def test_an_expected_end_lies_in_the_period_whoever_asks_for_it(written: Data) -> None:
    def outside(day: int, end: int | None = 9) -> list[Finding]:
        decision = decided(city(expected_end=on(day), end=end), written=written)
        return [one for one in decision.findings if one.code == "expected_end.outside"]

    assert outside(5) == [denied("expected_end.outside", expected_end=at(5), start=at(5))]
    assert outside(4) == [denied("expected_end.outside", expected_end=at(4), start=at(5))]
    assert outside(10) == [
        denied("expected_end.outside", variant="end", expected_end=at(10), end=at(9))
    ]
    assert outside(6) == outside(9) == outside(28, end=None) == []


def test_of_an_empty_period_an_expected_end_is_outside_once() -> None:
    decision = decided(city(start=9, end=5, expected_end=on(7)))
    assert codes(decision) == ["expected_end.outside", "period.empty"]


def test_an_expected_end_ends_nothing() -> None:
    told = decided(city(expected_end=on(6)))
    assert told.changes == decided(city()).changes
    held = order("N-1", "north", "red", (1, 28), expected_end=on(2))
    assert decided(city(), held).changes != decided(city()).changes


# -- periods ------------------------------------------------------------------------------------


def test_a_period_without_end_is_for_rules_that_leave_it_open() -> None:
    assert decided(city(end=None)).findings == ()
    bounded = asking(period="bounded")
    assert decided(city(end=None), written=bounded).findings == (
        denied("period.unbounded", "city_order"),
    )
    assert decided(city(), written=bounded).findings == ()


def test_a_period_ends_after_its_start() -> None:
    for end in (5, 4):
        decision = decided(city(start=5, end=end))
        assert decision.findings == (denied("period.empty", start=at(5), end=at(end)),)
    least = {"start": on(5), "end": "2026-02-05T00:00:00.000001+08:00"}
    assert decided(city() | {"period": least}).findings == ()


def test_a_period_starts_at_the_decision_or_after_it() -> None:
    assert decided(city(start=3)).findings == ()
    when = at(3) + INSTANT
    assert decided(city(start=3), when=when).findings == (
        denied("period.backdated", start=at(3), decided_at=when),
    )


LIMITED = asking(period="open", max_duration="P2D")


def test_a_period_is_as_long_as_the_rules_allow_and_no_longer() -> None:
    assert decided(city(end=7), written=LIMITED).findings == ()
    longer = {"start": on(5), "end": "2026-02-07T00:00:00.000001+08:00"}
    assert decided(city() | {"period": longer}, written=LIMITED).findings == (
        denied(
            "period.too_long",
            "city_order",
            length=timedelta(days=2) + INSTANT,
            max=timedelta(days=2),
        ),
    )


def test_a_period_without_end_is_longer_than_any_that_rules_allow() -> None:
    assert decided(city(end=None), written=LIMITED).findings == (
        denied("period.too_long", "city_order", variant="endless", max=timedelta(days=2)),
    )


def test_a_period_without_end_where_one_is_asked_for_is_unbounded_and_not_too_long_as_well() -> (
    None
):
    both = asking(max_duration="P2D")
    assert codes(decided(city(end=None), written=both)) == ["period.unbounded"]
    assert codes(decided(city(end=9), written=both)) == ["period.too_long"]


NOTICED = asking(period="open", notice="PT6H")


def test_a_period_starts_no_sooner_than_the_notice_allows() -> None:
    early = city() | {"period": {"start": on(3, 6), "end": on(9)}}
    assert decided(early, written=NOTICED).findings == ()
    when = at(3) + INSTANT
    assert decided(early, written=NOTICED, when=when).findings == (
        denied(
            "period.short_notice",
            "city_order",
            start=at(3, 6),
            notice=timedelta(hours=6),
            earliest=at(3, 6) + INSTANT,
        ),
    )


def test_notice_that_reaches_past_all_time_names_the_last_instant() -> None:
    last = datetime.fromisoformat("9999-12-31T23:59:59.999999Z")
    proposal = city() | {"period": {"start": "9999-12-31T23:00Z"}}
    decision = decided(proposal, written=NOTICED, when=last - timedelta(hours=2))
    assert found(decision, "period.short_notice").facts["earliest"] == last


# -- level.lowers ----------------------------------------------------------------------------------


def test_making_some_level_less_severe_is_noted() -> None:
    held = order("R-1", "home", "red", (5, 12), scope=["quay", "lane"])
    decision = decided(region(), held)
    assert (decision.verdict, decision.findings) == (
        Verdict.PERMIT,
        (noted("level.lowers", areas=(area("lane"), area("quay"))),),
    )


def test_raising_everywhere_lowers_nothing() -> None:
    held = order("R-1", "home", "yellow", (5, 12), scope=["lane"])
    assert decided(region("red"), held).findings == ()


def test_lowering_is_not_spoken_of_where_the_proposal_is_denied_otherwise() -> None:
    held = order("R-1", "home", "red", (5, 12), scope=["lane"])
    freely = rules(lowering="free")
    assert codes(decided(region(issuer="police"), held, written=freely)) == ["issuer.not_entitled"]
    waiting = rules(transitions=[{**REGION_ORDER, "requires": {"approval": "board"}}])
    assert codes(decided(region(), held, written=waiting)) == ["approval.missing", "level.lowers"]


def test_all_findings_are_listed_and_not_only_the_first() -> None:
    written = asking(
        reason=True,
        scope="explicit",
        assessment={"by": ["office"]},
        approval="board",
        max_duration="P1D",
        notice="P3D",
    )
    decision = decided(city(issuer="police"), order("R-1", "home", "red", (6, 7)), written=written)
    assert decision.verdict == Verdict.DENY
    assert codes(decision) == [
        "approval.missing",
        "assessment.missing",
        "floor.less_severe",
        "issuer.not_entitled",
        "period.short_notice",
        "period.too_long",
        "reason.missing",
        "scope.missing",
    ]
