"""Lowering: what it takes to put a milder order over a severer one of the same area.

See docs/semantics.md, section 7.
"""

from __future__ import annotations

import pytest

from responselevels.core.deciding.decide import decide
from responselevels.core.deciding.evidence import Evidence, Refusal
from responselevels.core.digests import proposal_digest
from responselevels.core.orders.book import book_of
from responselevels.models.decisions import Decision, Effect, Finding, Remedy, Span, Verdict
from responselevels.text.catalogue import Named
from tests.core.desk import (
    CITY_ORDER,
    ENDING,
    REGION_ORDER,
    area,
    city,
    codes,
    decided,
    found,
    level,
    rules,
    scheme_of,
)
from tests.model.scenes import Data, at, on, order, scene

SUPERIOR: Data = {**ENDING, "id": "superior", "of": ["orange", "red"], "issuers": ["office"]}
"""Only the region's office ends what is severe; the city hall may issue everything."""

ONLY_UP = rules(endings=[SUPERIOR])
HELD = order("N-1", "north", "red", (5, 9))


def ending(**requires: object) -> Data:
    """Return rules in which the city hall ends, if these requirements are filled."""
    return rules(endings=[{**ENDING, "requires": requires}])


def told(
    decision: Decision, *, rule: str | None = "stand_down"
) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return code, effect and lowered orders of each finding of an ending."""
    return [
        (one.code, one.effect.value, tuple(n.id for n in one.facts["lowers"]))  # type: ignore[attr-defined]
        for one in decision.findings
        if one.rule == rule and "lowers" in one.facts
    ]


def span(start: int, end: int | None, *, of: str = "N-1", where: str = "north") -> Span:
    """Return a row about a red order."""
    until = None if end is None else at(end)
    return Span(area=where, start=at(start), end=until, required="red", orders=(of,))


# -- as ending -----------------------------------------------------------------------


def test_what_may_only_be_raised_is_not_lowered_by_a_milder_order() -> None:
    decision = decided(city("yellow", 5, 7), HELD, written=ONLY_UP)
    assert decision.verdict is Verdict.DENY
    assert decision.findings == (
        Finding(
            code="issuer.not_entitled",
            effect=Effect.DENY,
            rule="superior",
            cite=decision.findings[0].cite,
            facts={
                "issuer": Named("body", "city_hall"),
                "issuers": (Named("body", "office"),),
                "lowers": (Named("order", "N-1"),),
            },
            where=(span(5, 7),),
            remedies=(Remedy(level="red"),),
        ),
    )


def test_to_raise_or_to_renew_lowers_nothing() -> None:
    held = order("N-1", "north", "orange", (5, 9))
    for severe in ("orange", "red"):
        assert decided(city(severe, 5, 9), held, written=ONLY_UP).permitted


def test_a_milder_order_beside_in_time_or_place_lowers_nothing() -> None:
    assert decided(city("yellow", 9, 12), HELD, written=ONLY_UP).permitted
    lane = order("N-1", "north", "red", (5, 9), scope=["lane"])
    assert decided(city("yellow", 5, 9, scope=["mill"]), lane, written=ONLY_UP).permitted
    over = order("R-1", "home", "red", (5, 9), scope=["south"])
    assert decided(city("yellow", 5, 9), over, written=ONLY_UP).permitted


def test_what_another_area_ordered_is_not_lowered() -> None:
    freed = rules(endings=[SUPERIOR], floors=[])
    over = order("R-1", "home", "red", (5, 9))
    assert decided(city("yellow", 5, 9), over, written=freed).permitted


def test_drills_and_the_rest_do_not_lower_each_other() -> None:
    drill = order("D-1", "north", "red", (5, 9), drill=True)
    assert decided(city("yellow", 5, 9), drill, written=ONLY_UP).permitted
    assert decided(city("yellow", 5, 9, drill=True), HELD, written=ONLY_UP).permitted
    both = decided(city("yellow", 5, 9, drill=True), HELD, drill, written=ONLY_UP)
    assert [row.orders for row in found(both, "issuer.not_entitled").where] == [("D-1",)]


def test_two_shorter_orders_are_no_way_around() -> None:
    for start, end in ((5, 7), (7, 9)):
        decision = decided(city("yellow", start, end), HELD, written=ONLY_UP)
        assert found(decision, "issuer.not_entitled").where == (span(start, end),)


def test_an_order_hidden_beneath_a_severer_one_is_lowered_too() -> None:
    hidden = order("N-0", "north", "orange", (5, 9))
    decision = decided(city("yellow", 5, 9), hidden, HELD, written=ONLY_UP)
    rows = found(decision, "issuer.not_entitled").where
    assert [(row.required, row.orders) for row in rows] == [("orange", ("N-0",)), ("red", ("N-1",))]
    beside = order("N-2", "north", "red", (6, 7))
    decision = decided(city("yellow", 5, 9), hidden, beside, written=ONLY_UP)
    assert len(found(decision, "issuer.not_entitled").where) == 2


def test_what_was_lowered_once_is_not_lowered_again() -> None:
    milder = order("N-2", "north", "yellow", (5, 9))
    assert decided(city("green", 5, 9), HELD, milder, written=ONLY_UP).findings[0].code == (
        "lowering.no_ending"
    )
    assert decided(city("yellow", 5, 9), HELD, milder, written=ONLY_UP).permitted
    part = decided(
        city("yellow", 5, 12), HELD, order("N-2", "north", "yellow", (5, 7)), written=ONLY_UP
    )
    assert found(part, "issuer.not_entitled").where == (span(7, 9),)


def test_where_the_area_above_hides_the_fall_it_is_lowered_all_the_same() -> None:
    over = order("R-1", "home", "red", (5, 8))
    freed = rules(endings=[SUPERIOR], floors=[])
    decision = decided(city("yellow", 5, 8), over, HELD, written=freed)
    assert found(decision, "issuer.not_entitled").where == (span(5, 8),)


def test_from_silence_to_less_than_the_default_lowers_nothing() -> None:
    levels = [{"id": "calm"}, {"id": "green", "default": True}, {"id": "red"}]
    written = rules(
        levels=levels,
        transitions=[{**CITY_ORDER, "to": ["calm", "red"]}],
        endings=[{**SUPERIOR, "of": ["red"]}],
        floors=[],
    )
    assert decided(city("calm", 5, 9), written=written).permitted


def test_who_would_fill_the_ending_may_lower() -> None:
    assert decided(city("yellow", 5, 9), HELD).permitted


def test_an_order_ended_early_in_a_part_is_lowered_only_in_the_rest() -> None:
    held = order("N-1", "north", "red", (5, 9), ends=[{"at": on(6), "scope": ["lane"]}])
    decision = decided(city("yellow", 5, 9), held, written=ONLY_UP)
    one = found(decision, "issuer.not_entitled")
    assert one.where == (span(5, 6, where="lane"), span(5, 9))
    assert one.remedies == (Remedy(level="red"),)
    later = decided(city("yellow", 6, 9), held, written=ONLY_UP)
    assert found(later, "issuer.not_entitled").remedies == (
        Remedy(level="red"),
        Remedy(scope=("lane",)),
    )


def test_remedies_are_the_level_the_time_and_the_places_that_lower_nothing() -> None:
    held = order("N-1", "north", "red", (6, 9), scope=["lane"])
    decision = decided(city("yellow", 5, 12), held, written=ONLY_UP)
    one = found(decision, "issuer.not_entitled")
    assert one.where == (span(6, 9, where="lane"),)
    assert one.remedies == (
        Remedy(level="red"),
        Remedy(period=(at(5), at(6))),
        Remedy(period=(at(9), at(12))),
        Remedy(scope=("mill",)),
    )


# -- provisional orders ----------------------------------------------------------------

AT_ONCE: Data = {
    **CITY_ORDER,
    "id": "at_once",
    "ratify": {"approval": "board", "within": "P1D"},
}


def provisional(id_: str, severe: str, days: tuple[int, int | None], until: int) -> Data:
    return order(id_, "north", severe, days, transition="at_once", provisional_until=on(until))


ACTING = rules(endings=[SUPERIOR], transitions=[REGION_ORDER, CITY_ORDER, AT_ONCE])


def test_a_provisional_order_is_looked_at_behind_its_grace_for_it_may_be_ratified() -> None:
    held = provisional("N-1", "red", (3, 12), until=4)
    decision = decided(city("yellow", 5, 14), held, written=ACTING)
    one = found(decision, "issuer.not_entitled")
    assert one.where == (span(5, 12),)
    assert one.remedies == (Remedy(level="red"), Remedy(period=(at(12), at(14))))


def test_a_provisional_order_named_for_a_part_is_looked_at_there() -> None:
    held = order(
        "N-1",
        "north",
        "red",
        (3, 12),
        scope=["lane"],
        transition="at_once",
        provisional_until=on(4),
        ends=[{"at": on(6), "scope": ["lane"]}],
    )
    assert found(
        decided(city("yellow", 5, 14), held, written=ACTING), "issuer.not_entitled"
    ).where == (span(5, 6, where="lane"),)
    assert decided(city("yellow", 6, 14), held, written=ACTING).permitted


def test_a_grace_that_is_over_at_the_decision_makes_nobody_wait() -> None:
    held = provisional("N-1", "red", (2, 12), until=3)
    assert decided(city("yellow", 5, 14), held, written=ACTING).permitted
    waiting = provisional("N-1", "red", (2, 12), until=4)
    assert not decided(city("yellow", 5, 14), waiting, written=ACTING).permitted


def test_a_milder_provisional_order_lowers_surely_only_within_its_grace() -> None:
    milder = provisional("N-2", "yellow", (3, 12), until=6)
    decision = decided(city("yellow", 5, 9), HELD, milder, written=ACTING)
    assert found(decision, "issuer.not_entitled").where == (span(6, 9),)


def test_acting_first_has_to_fill_the_ending_at_once_and_to_the_end_of_the_period() -> None:
    held = order("N-1", "north", "red", (5, 9))
    proposal = city("yellow", 3, 12, transition="at_once")
    decision = decided(proposal, held, written=ACTING)
    assert decision.transition == "at_once"
    assert found(decision, "issuer.not_entitled").where == (span(5, 9),)


# -- what an ending asks --------------------------------------------------------------


def test_each_thing_that_an_ending_asks_is_asked() -> None:
    written = ending(assessment={"by": ["city_watch"]}, approval="board", reason=True)
    decision = decided(city("yellow", 5, 9, issuer="city_watch"), HELD, written=written)
    assert told(decision) == [
        ("issuer.not_entitled", "deny", ("N-1",)),
        ("assessment.missing", "pending", ("N-1",)),
        ("approval.missing", "pending", ("N-1",)),
        ("reason.missing", "deny", ("N-1",)),
    ]
    assert found(decision, "approval.missing").completions == (("board",),)


def test_acts_that_are_older_than_the_order_do_not_count_and_the_same_instant_is_in_time() -> None:
    written = ending(assessment={"by": ["city_watch"]}, approval="board")
    held = order("N-1", "north", "red", (5, 9), issued_at=on(2))
    in_time: Data = {
        "assessment": {"by": "city_watch", "at": on(2)},
        "approvals": [{"body": "board", "at": on(2)}],
    }
    assert decided(city("yellow", 5, 9, **in_time), held, written=written).permitted
    late = "2026-02-02T00:00:00.000001+08:00"
    older = order("N-1", "north", "red", (5, 9), issued_at=late)
    decision = decided(city("yellow", 5, 9, **in_time), older, written=written)
    assert decision.verdict is Verdict.PENDING
    assert told(decision) == [
        ("assessment.stale", "pending", ("N-1",)),
        ("approval.missing", "pending", ("N-1",)),
        ("approval.before_order", "note", ("N-1",)),
    ]


def test_one_finding_for_each_code_has_the_facts_of_the_latest_order() -> None:
    written = ending(approval="board")
    old = order("N-1", "north", "red", (5, 7), issued_at=on(1))
    new = order("N-2", "north", "red", (7, 9), issued_at=on(2, 12))
    newest = order("N-3", "north", "red", (9, 12), issued_at=on(2, 18))
    given = city("yellow", 5, 12, approvals=[{"body": "board", "at": on(2)}])
    decision = decided(given, old, new, newest, written=written)
    assert told(decision) == [
        ("approval.missing", "pending", ("N-2", "N-3")),
        ("approval.before_order", "note", ("N-2", "N-3")),
    ]
    note = found(decision, "approval.before_order")
    assert note.facts["order"] == Named("order", "N-3")
    assert note.where == (span(7, 9, of="N-2"), span(9, 12, of="N-3"))
    assert found(decision, "approval.missing").remedies == (Remedy(level="red"),)


def test_of_several_endings_the_best_counts_for_each_order() -> None:
    hard = {**ENDING, "id": "hard", "requires": {"approval": "board", "reason": True}}
    easy = {**ENDING, "id": "easy", "requires": {"approval": "board"}}
    none = {**ENDING, "id": "none", "of": ["orange"]}
    written = rules(endings=[hard, easy, none])
    decision = decided(city("yellow", 5, 9), HELD, written=written)
    assert [one.rule for one in decision.findings if one.code == "approval.missing"] == ["easy"]
    both = decided(
        city("yellow", 5, 12), HELD, order("N-2", "north", "orange", (9, 12)), written=written
    )
    assert [(one.code, one.rule) for one in both.findings if one.rule] == [
        ("approval.missing", "easy")
    ]
    same = rules(endings=[{**easy, "id": "first"}, easy])
    decision = decided(city("yellow", 5, 9), HELD, written=same)
    assert found(decision, "approval.missing").rule == "first"


def test_endings_are_told_in_the_order_of_the_file() -> None:
    first = {**ENDING, "id": "of_orange", "of": ["orange"], "requires": {"reason": True}}
    second = {**ENDING, "id": "of_red", "of": ["red"], "requires": {"approval": "board"}}
    orange = order("N-2", "north", "orange", (9, 12))
    for listed in ([first, second], [second, first]):
        decision = decided(city("yellow", 5, 12), HELD, orange, written=rules(endings=listed))
        assert [one.rule for one in decision.findings if one.rule] == [e["id"] for e in listed]


def test_where_no_ending_fits_nobody_may_lower() -> None:
    written = rules(endings=[{**ENDING, "of": ["orange"]}])
    decision = decided(city("yellow", 5, 9), HELD, written=written)
    assert decision.findings == (
        Finding(
            code="lowering.no_ending",
            effect=Effect.DENY,
            facts={
                "level": level("yellow"),
                "lowers": (Named("order", "N-1"),),
                "areas": (area("north"),),
            },
            where=(span(5, 9),),
            remedies=(Remedy(level="red"),),
        ),
    )
    part = order("N-2", "north", "orange", (9, 12), scope=["lane"])
    one = found(decided(city("yellow", 5, 14), HELD, part, written=written), "lowering.no_ending")
    assert one.where == (span(5, 9),)
    # What an ending lets one lower is lowered all the same: it is in no remedy.
    assert one.remedies == (Remedy(level="red"), Remedy(period=(at(12), at(14))))


def test_it_is_not_looked_at_where_no_transition_fits_or_the_period_is_empty() -> None:
    written = rules(endings=[], transitions=[{**CITY_ORDER, "from": ["green"]}])
    assert codes(decided(city("yellow", 5, 9), HELD, written=written)) == ["transition.undefined"]
    assert codes(decided(city("yellow", 5, 5), HELD, written=rules(endings=[]))) == ["period.empty"]
    outside = decided(city("yellow", 5, 9, scope=["quay"]), HELD, written=rules(endings=[]))
    assert codes(outside) == ["scope.outside_area"]


# -- approvals ------------------------------------------------------------------------

ASKING = rules(
    transitions=[REGION_ORDER, {**CITY_ORDER, "requires": {"period": "open", "approval": "board"}}],
    endings=[{**ENDING, "requires": {"approval": "committee"}}],
)


def test_an_approval_that_only_the_ending_asks_for_is_entitled_and_the_other_way_round() -> None:
    both = [{"body": "board", "at": on(2)}, {"body": "committee", "at": on(2)}]
    assert decided(city("yellow", 5, 9, approvals=both), HELD, written=ASKING).findings[0].code == (
        "level.lowers"
    )
    raising = decided(city("yellow", 5, 9, approvals=both), written=ASKING)
    assert codes(raising) == ["approval.not_entitled"]
    one = decided(city("yellow", 5, 9, approvals=both[:1]), HELD, written=ASKING)
    assert [(f.code, f.rule) for f in one.findings if f.rule] == [
        ("approval.missing", "stand_down")
    ]
    other = decided(city("yellow", 5, 9, approvals=both[1:]), HELD, written=ASKING)
    assert [(f.code, f.rule) for f in other.findings if f.rule] == [
        ("approval.missing", "city_order")
    ]


def test_an_approval_that_nobody_asks_for_is_remarked_on_once_under_the_first_rule() -> None:
    strange = [{"body": "police", "at": on(2)}]
    decision = decided(city("yellow", 5, 9, approvals=strange), HELD, written=ASKING)
    assert [f.rule for f in decision.findings if f.code == "approval.not_entitled"] == [
        "city_order"
    ]
    alone = rules(endings=ASKING["endings"])
    decision = decided(city("yellow", 5, 9, approvals=strange), HELD, written=alone)
    (note,) = [f for f in decision.findings if f.code == "approval.not_entitled"]
    assert (note.rule, note.where) == ("stand_down", (span(5, 9),))
    two = rules(
        endings=[
            {**ENDING, "id": "a", "of": ["orange"], "requires": {"reason": True}},
            {**ENDING, "id": "b", "of": ["red"], "requires": {"approval": "committee"}},
            {**ENDING, "id": "c", "of": ["orange"], "requires": {"approval": "board"}},
        ]
    )
    orange = order("N-2", "north", "orange", (9, 12))
    given = city("yellow", 5, 12, approvals=strange)
    decision = decided(given, HELD, orange, written=two)
    assert [f.rule for f in decision.findings if f.code == "approval.not_entitled"] == ["b"]


def test_the_very_same_note_is_said_once_and_what_is_missing_under_each_rule() -> None:
    same = rules(
        transitions=ASKING["transitions"],
        endings=[{**ENDING, "requires": {"approval": "board"}}],
    )
    late = [{"body": "board", "at": on(4)}]
    decision = decided(city("yellow", 5, 9, approvals=late), HELD, written=same)
    assert [(f.code, f.rule) for f in decision.findings if f.rule] == [
        ("approval.missing", "city_order"),
        ("approval.late", "city_order"),
        ("approval.missing", "stand_down"),
    ]


def test_one_bound_to_the_issue_counts_for_its_ending() -> None:
    bare = city("yellow", 5, 9)
    _, asked = scene({"rules": ASKING, "areas": []}, [], bare)
    bound = [
        {"body": body, "at": on(2), "digest": proposal_digest(asked)}
        for body in ("board", "committee")
    ]
    assert decided({**bare, "approvals": bound}, HELD, written=ASKING).permitted


def test_a_refusal_of_a_body_that_only_the_ending_asks_stands_under_the_ending() -> None:
    evidence = Evidence(refusals=(Refusal(body="committee", person="li.na"),))
    scheme = scheme_of(ASKING)
    made, asked = scene({"rules": ASKING, "areas": []}, [HELD], city("yellow", 5, 9))
    decision = decide(scheme, book_of(scheme, made.orders), asked, at(3), evidence)
    assert [(f.rule, f.effect) for f in decision.findings if f.code == "approval.refused"] == [
        ("stand_down", Effect.DENY)
    ]
    assert "approval.refusal_not_entitled" not in codes(decision)


# -- refused, free ----------------------------------------------------------------------


def test_where_lowering_is_refused_the_way_down_is_to_end() -> None:
    decision = decided(city("yellow", 5, 7), HELD, written=rules(lowering="refused"))
    assert decision.findings == (
        Finding(
            code="lowering.refused",
            effect=Effect.DENY,
            facts={
                "level": level("yellow"),
                "lowers": (Named("order", "N-1"),),
                "areas": (area("north"),),
            },
            where=(span(5, 7),),
            remedies=(Remedy(level="red"),),
        ),
    )


@pytest.mark.parametrize("endings", [[], [SUPERIOR]])
def test_where_lowering_is_free_nothing_more_is_asked(endings: list[Data]) -> None:
    written = rules(lowering="free", endings=endings)
    decision = decided(city("yellow", 5, 7), HELD, written=written)
    assert codes(decision) == ["level.lowers"]


def test_lowering_counts_in_choosing_a_transition() -> None:
    easy = {**CITY_ORDER, "id": "easy", "requires": {"period": "open", "reason": True}}
    written = rules(transitions=[easy, CITY_ORDER], endings=[SUPERIOR])
    assert decided(city("yellow", 5, 7), HELD, written=written).transition == "city_order"


# -- replaces -----------------------------------------------------------------------------


def replaced(decision: Decision) -> list[tuple[str, str, object, object]]:
    return [(row.order, row.area, row.start, row.end) for row in decision.replaces]


def test_a_decision_says_whose_place_the_order_would_take() -> None:
    held = [
        order("N-1", "north", "orange", (5, 9)),
        order("N-2", "north", "red", (7, 12), scope=["lane"]),
    ]
    decision = decided(city("orange", 6, 14), *held, written=rules(lowering="free"))
    assert replaced(decision) == [
        ("N-1", "lane", at(6), at(7)),
        ("N-2", "lane", at(7), at(12)),
        ("N-1", "north", at(6), at(9)),
    ]


def test_an_order_that_runs_on_is_replaced_only_as_long_as_the_new_one_surely_holds() -> None:
    held = order("N-1", "north", "yellow", (3, None))
    decision = decided(city("red", 3, 12, transition="at_once"), held, written=ACTING)
    assert decision.permitted
    assert replaced(decision) == [("N-1", "north", at(3), at(4))]


def test_nothing_is_replaced_by_a_denial_an_ending_or_a_ratification() -> None:
    assert decided(city("yellow", 5, 7), HELD, written=ONLY_UP).replaces == ()
    over: Data = {"id": "P-1", "action": "end", "order": "N-1", "at": on(6), "issuer": "city_hall"}
    assert decided(over, order("N-0", "north", "yellow", (5, 9)), HELD).replaces == ()


# -- what a small change of the code would otherwise hide -----------------------------------


def test_a_reason_that_is_given_is_one_for_the_ending_too() -> None:
    written = ending(reason=True)
    given = decided(city("yellow", 5, 9, reason="the storm has passed"), HELD, written=written)
    assert told(given) == []
    assert told(decided(city("yellow", 5, 9), HELD, written=written)) == [
        ("reason.missing", "deny", ("N-1",))
    ]


def test_an_assessment_between_two_orders_counts_for_the_older_alone() -> None:
    written = ending(assessment={"by": ["police"]})
    old = order("N-1", "north", "red", (5, 7), issued_at=on(1))
    new = order("N-2", "north", "red", (7, 9), issued_at=on(2, 12))
    assessed = {"by": "police", "at": on(2)}
    decision = decided(city("yellow", 5, 9, assessment=assessed), old, new, written=written)
    assert told(decision) == [("assessment.stale", "pending", ("N-2",))]


def test_an_order_without_an_ending_does_not_hide_what_another_one_asks() -> None:
    written = rules(endings=[{**ENDING, "of": ["orange"], "requires": {"reason": True}}])
    old = order("N-1", "north", "orange", (5, 7))
    new = order("N-2", "north", "red", (7, 9))
    decision = decided(city("yellow", 5, 9), old, new, written=written)
    assert found(decision, "lowering.no_ending").facts["lowers"] == (Named("order", "N-2"),)
    assert told(decision) == [("reason.missing", "deny", ("N-1",))]


def test_each_of_two_notes_of_one_kind_is_said_and_what_comes_after_a_known_one_too() -> None:
    late = [{"body": body, "at": on(4)} for body in ("board", "committee")]
    asked = {"approval": {"all_of": ["board", "committee"]}, "reason": True}
    decision = decided(city("yellow", 5, 9, approvals=late), HELD, written=ending(**asked))
    assert [one.facts["body"] for one in decision.findings if one.code == "approval.late"] == [
        Named("body", "board"),
        Named("body", "committee"),
    ]
    same = rules(
        transitions=[
            REGION_ORDER,
            {**CITY_ORDER, "requires": {"approval": asked["approval"], "period": "open"}},
        ],
        endings=[{**ENDING, "requires": asked}],
    )
    decision = decided(city("yellow", 5, 9, approvals=late), HELD, written=same)
    assert [(one.code, one.rule) for one in decision.findings if one.rule] == [
        ("approval.missing", "city_order"),
        ("approval.late", "city_order"),
        ("approval.late", "city_order"),
        ("approval.missing", "stand_down"),
        ("reason.missing", "stand_down"),
    ]


def test_a_grace_that_ends_at_the_decision_is_over_even_where_something_else_is_lowered() -> None:
    lapsed = order("N-1", "north", "red", (1, 12), transition="at_once", provisional_until=on(3))
    other = order("N-2", "north", "red", (5, 9), issued_at=on(2))
    one = found(
        decided(city("yellow", 5, 14), lapsed, other, written=ACTING), "issuer.not_entitled"
    )
    assert one.where == (span(5, 9, of="N-2"),)


def test_what_waits_to_be_ratified_is_not_lowered_where_it_was_ended_apart() -> None:
    held = order(
        "N-1",
        "north",
        "red",
        (3, 12),
        transition="at_once",
        provisional_until=on(4),
        ends=[{"at": on(6), "scope": ["lane"]}],
    )
    one = found(decided(city("yellow", 6, 9), held, written=ACTING), "issuer.not_entitled")
    assert one.where == (span(6, 9),)
    # In the lane nothing is left to be lowered, and so it would pass there.
    assert one.remedies[-1] == Remedy(scope=("lane",))


def test_what_waits_to_be_ratified_beside_the_scope_is_not_lowered() -> None:
    held = order(
        "N-1",
        "north",
        "red",
        (3, 12),
        scope=["mill"],
        transition="at_once",
        provisional_until=on(4),
    )
    assert decided(city("yellow", 5, 9, scope=["lane"]), held, written=ACTING).permitted


def test_what_is_missing_is_one_finding_though_less_of_it_is_missing_for_an_older_order() -> None:
    written = ending(approval={"all_of": ["board", "committee"]})
    old = order("N-1", "north", "red", (5, 7), issued_at=on(1))
    new = order("N-2", "north", "red", (7, 9), issued_at=on(2, 12))
    given = city("yellow", 5, 9, approvals=[{"body": "board", "at": on(2)}])
    decision = decided(given, old, new, written=written)
    (missing,) = [one for one in decision.findings if one.code == "approval.missing"]
    assert missing.completions == (("board", "committee"),)
    assert missing.facts["lowers"] == (Named("order", "N-1"), Named("order", "N-2"))


@pytest.mark.parametrize("ended", [4, 5, 6, 7])
def test_a_part_that_was_ended_before_is_named_as_one_where_nothing_is_lowered(ended: int) -> None:
    ends = [{"at": on(ended), "scope": ["lane"]}]
    held = order(
        "N-1", "north", "red", (3, 12), transition="at_once", provisional_until=on(4), ends=ends
    )
    one = found(decided(city("yellow", 7, 9), held, written=ACTING), "issuer.not_entitled")
    assert one.where == (span(7, 9),)
    assert one.remedies[-1] == Remedy(scope=("lane",))
