"""Corners by name, asked of both engines: ties, edges, offsets, clocks, partial scopes."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from responselevels.models.times import instant_of
from responselevels.testing.reference.values import Change, Decision, Overtake, Remedy
from tests.model.cases import activate, city, end_of
from tests.model.engines import Engine, of_each_engine
from tests.model.scenes import XIXIAN, Data, at, on, order, scene, xixian_counting

NOW = at(3)


def decided(
    engine: Engine,
    held: list[Data],
    proposal: Data,
    *,
    scheme: Data = XIXIAN,
    when: datetime = NOW,
) -> Decision:
    world, asked = scene(scheme, held, proposal)
    return engine(world, asked, when)


def with_rules(**changed: object) -> Data:
    return {**XIXIAN, "rules": {**XIXIAN["rules"], **changed}}


BERLIN = ZoneInfo("Europe/Berlin")
CITY = XIXIAN["rules"]["transitions"][1]
LIMITED = with_rules(
    transitions=[{**CITY, "requires": {"max_duration": "P1D"}}],
)


# -- ties and edges ----------------------------------------------------------------------


@of_each_engine
def test_of_two_orders_issued_at_one_instant_the_later_in_the_list_counts(engine: Engine) -> None:
    mild, severe = (order(f"R-{n}", "xixian", n, (10, 21)) for n in ("3", "1"))
    assert decided(engine, [severe, mild], city("3", 12, 14)).verdict == "permit"
    assert decided(engine, [mild, severe], city("3", 12, 14)).verdict == "deny"


@of_each_engine
def test_a_period_may_begin_where_the_floor_ends_and_end_where_it_begins(engine: Engine) -> None:
    held = [order("R-1", "xixian", "2", (10, 12)), order("R-2", "xixian", "2", (14, 16))]
    assert decided(engine, held, city("3", 12, 14)).verdict == "permit"


@of_each_engine
def test_touching_periods_of_one_level_are_one_change(engine: Engine) -> None:
    held = [order("R-1", "north", "3", (12, 14)), order("R-2", "north", "3", (14, 16))]
    changes = decided(engine, held, city("2", 12, 16)).changes
    assert changes == (Change("north", at(12), at(16), "3", "2"),)


@of_each_engine
def test_a_start_at_the_decision_time_is_not_backdated(engine: Engine) -> None:
    assert decided(engine, [], city("3", 3, 4)).verdict == "permit"
    late = at(3) + timedelta(microseconds=1)
    assert decided(engine, [], city("3", 3, 4), when=late).codes() == {"period.backdated": "deny"}


@of_each_engine
def test_an_order_issued_at_the_decision_time_counts_and_a_later_one_does_not(
    engine: Engine,
) -> None:
    held = [order("R-1", "xixian", "2", (10, 21), issued_at=on(3))]
    assert decided(engine, held, city("3", 12, 14)).verdict == "deny"
    assert decided(engine, held, city("3", 12, 14), when=at(2)).verdict == "permit"


# -- offsets and clocks ------------------------------------------------------------------


@of_each_engine
def test_the_same_instants_written_with_other_offsets_are_the_same_question(
    engine: Engine,
) -> None:
    held = order("R-1", "xixian", "2", (12, 13))
    elsewhere = {**held, "period": {"start": "2026-02-11T16:00Z", "end": "2026-02-12T06:30-09:30"}}
    proposal = city("3", 12, 14)
    period = {"start": "2026-02-11T21:45+05:45", "end": "2026-02-14T01:00:00.000000+09:00"}
    assert decided(engine, [elsewhere], {**proposal, "period": period}) == decided(
        engine, [held], proposal
    )


@of_each_engine
@pytest.mark.parametrize(
    ("start", "end", "codes"),
    [
        (datetime(2026, 3, 28, 12, tzinfo=BERLIN), datetime(2026, 3, 29, 12, tzinfo=BERLIN), {}),
        (
            datetime(2026, 10, 24, 12, tzinfo=BERLIN),
            datetime(2026, 10, 25, 12, tzinfo=BERLIN),
            {"period.too_long": "deny"},
        ),
        (datetime(2026, 10, 24, 12, tzinfo=BERLIN), datetime(2026, 10, 25, 11, tzinfo=BERLIN), {}),
    ],
    ids=["the short day", "the long day", "a day by elapsed time"],
)
def test_a_day_is_24_hours_of_elapsed_time_when_clocks_change(
    engine: Engine, start: datetime, end: datetime, codes: dict[str, str]
) -> None:
    proposal = city("3", 12, 14) | {"period": {"start": start, "end": end}}
    assert decided(engine, [], proposal, scheme=LIMITED).codes() == codes


@of_each_engine
def test_the_hour_that_clocks_show_twice_is_two_hours(engine: Engine) -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    again = first.replace(fold=1)
    held = order("R-1", "xixian", "2", (1, 2)) | {"period": {"start": first, "end": again}}
    proposal = city("3", 12, 14) | {"period": {"start": again, "end": again + timedelta(hours=3)}}
    assert decided(engine, [held], proposal).verdict == "permit"
    proposal["period"]["start"] = first
    remedies = decided(engine, [held], proposal).finding("floor.less_severe").remedies
    assert Remedy("period", (instant_of(again), instant_of(again + timedelta(hours=3)))) in remedies


@of_each_engine
def test_one_microsecond_of_floor_is_enough(engine: Engine) -> None:
    period = {"start": "2026-02-12T00:00:00.999999+08:00", "end": "2026-02-12T00:00:01+08:00"}
    held = order("R-1", "xixian", "2", (12, 14)) | {"period": period}
    (row,) = decided(engine, [held], city("3", 12, 14)).finding("floor.less_severe").where
    assert row.end is not None
    assert row.end - row.start == timedelta(microseconds=1)


# -- ends ----------------------------------------------------------------------------------


@of_each_engine
def test_an_order_ended_at_or_before_its_start_never_was_in_force(engine: Engine) -> None:
    for day in (11, 12):
        held = [order("R-1", "xixian", "2", (12, 14), ends=[{"at": on(day)}])]
        assert decided(engine, held, city("3", 12, 14)).verdict == "permit"


@of_each_engine
def test_an_order_may_be_ended_before_its_start(engine: Engine) -> None:
    held = [order("N-1", "north", "2", (12, 14))]
    decision = decided(engine, held, end_of("N-1", 10, "city_management"))
    assert decision.codes() == {"level.lowers": "note"}
    assert decision.changes == (Change("north", at(12), at(14), "2", "4"),)


@of_each_engine
def test_where_a_part_has_been_ended_the_floor_is_gone_and_elsewhere_it_stands(
    engine: Engine,
) -> None:
    held = [
        order("R-1", "xixian", "2", (10, 21), ends=[{"at": on(12), "scope": ["lane"]}]),
    ]
    assert decided(engine, held, city("3", 12, 14, scope=["lane"])).verdict == "permit"
    assert decided(engine, held, city("3", 12, 14, scope=["mill"])).verdict == "deny"


@of_each_engine
def test_a_part_that_has_been_ended_cannot_be_ended_again(engine: Engine) -> None:
    held = [
        order("N-1", "north", "2", (3, 21), ends=[{"at": on(5), "scope": ["lane"]}]),
    ]
    again = end_of("N-1", 5, "city_management", scope=["lane"])
    assert decided(engine, held, again).codes() == {"order.not_in_force": "deny"}
    sooner = end_of("N-1", 4, "city_management", scope=["lane"])
    assert decided(engine, held, sooner).verdict == "permit"
    both = end_of("N-1", 5, "city_management", scope=["lane", "mill"])
    assert decided(engine, held, both).verdict == "permit"


@of_each_engine
def test_an_end_may_name_only_what_the_order_covers(engine: Engine) -> None:
    held = [order("N-1", "north", "2", (3, 21))]
    decision = decided(engine, held, end_of("N-1", 5, "city_management", scope=["south"]))
    assert decision.codes() == {"scope.outside_area": "deny"}


# -- partial scopes ------------------------------------------------------------------------


@of_each_engine
def test_a_partial_order_beneath_a_wider_proposal_keeps_its_place(engine: Engine) -> None:
    held = [order("N-1", "north", "1", (12, 14), scope=["lane"])]
    decision = decided(engine, held, activate("2", 12, 14))
    assert decision.changes == (Change("xixian", at(12), at(14), "4", "2"),)
    assert decision.overtakes == ()


@of_each_engine
def test_a_milder_partial_order_beneath_a_wider_proposal_is_overtaken_there_alone(
    engine: Engine,
) -> None:
    held = [order("N-1", "north", "3", (12, 14), scope=["lane"])]
    decision = decided(engine, held, activate("2", 13, 15))
    assert decision.overtakes == (Overtake("N-1", "lane", at(13), at(14)),)
    assert decision.changes == (
        Change("lane", at(13), at(14), "3", "2"),
        Change("lane", at(14), at(15), "4", "2"),
        Change("xixian", at(13), at(15), "4", "2"),
    )


@of_each_engine
def test_naming_an_area_and_one_inside_it_says_no_more_than_the_wider(engine: Engine) -> None:
    wide, nested = (city("2", 12, 14, scope=scope) for scope in (["north"], ["lane", "north"]))
    held = [order("R-1", "xixian", "1", (13, 21), scope=["lane"])]
    assert decided(engine, held, nested) == decided(engine, held, wide)


@of_each_engine
def test_what_an_order_names_beyond_its_own_cover_binds_nobody(engine: Engine) -> None:
    held = [order("S-1", "south", "1", (10, 21), scope=["north", "south"])]
    assert decided(engine, held, city("3", 12, 14), scheme=xixian_counting("issued")).findings == ()
    assert decided(engine, held, city("3", 12, 14)).changes == (
        Change("north", at(12), at(14), "4", "3"),
    )


# -- tiers that do not inherit, drills, several ways ------------------------------------------


@of_each_engine
def test_what_is_ordered_above_does_not_reach_past_a_tier_that_does_not_inherit(
    engine: Engine,
) -> None:
    tiers = [{"id": "new_area"}, {"id": "new_city", "inherits": False}, {"id": "street"}]
    decision = decided(engine, [], activate("2", 12, 14), scheme=with_rules(tiers=tiers))
    assert decision.changes == (Change("xixian", at(12), at(14), "4", "2"),)
    held = [order("R-1", "xixian", "2", (12, 14))]
    below = decided(engine, held, city("3", 12, 14), scheme=with_rules(tiers=tiers))
    assert below.codes() == {"floor.less_severe": "deny"}


@of_each_engine
def test_drills_and_real_orders_never_count_for_each_other(engine: Engine) -> None:
    real, drill = (
        order(f"R-{kind}", "xixian", "2", (10, 21), drill=kind == "drill")
        for kind in ("real", "drill")
    )
    for held, proposed, verdict in (
        ([real], {}, "deny"),
        ([drill], {}, "permit"),
        ([real], {"drill": True}, "permit"),
        ([drill], {"drill": True}, "deny"),
    ):
        assert decided(engine, held, city("3", 12, 14, **proposed)).verdict == verdict


@of_each_engine
def test_of_several_ways_the_best_counts_then_the_one_with_fewest_findings_then_the_first(
    engine: Engine,
) -> None:
    ways = [
        {**CITY, "id": "late", "requires": {"approval": "city_safety_office", "notice": "P1D"}},
        {**CITY, "id": "barred", "issuers": ["city_safety_office"]},
        {**CITY, "id": "slow", "requires": {"approval": "city_safety_office"}},
        {**CITY, "id": "free"},
        {**CITY, "id": "as_free"},
    ]

    def way(*names: str) -> str | None:
        scheme = with_rules(transitions=[one for one in ways if one["id"] in names])
        return decided(engine, [], city("3", 3, 4), scheme=scheme).transition

    assert way("late", "barred", "slow", "free", "as_free") == "free"
    assert way("late", "barred", "slow") == "slow"
    assert way("late", "barred") == "barred"


# -- acting first, ratifying after -------------------------------------------------------------


RATIFIED = with_rules(
    transitions=[
        {
            **CITY,
            "id": "at_once",
            "ratify": {"approval": "governance_committee", "within": "P2D"},
        }
    ]
)
RATIFY: Data = {
    "id": "P-1",
    "action": "ratify",
    "order": "N-1",
    "issuer": "city_management",
    "approvals": [{"body": "governance_committee", "at": on(2)}],
}


@of_each_engine
def test_a_provisional_order_changes_levels_up_to_the_end_of_its_grace(engine: Engine) -> None:
    proposal = city("2", 4, 21, transition="at_once")
    decision = decided(engine, [], proposal, scheme=RATIFIED)
    assert decision.verdict == "permit"
    assert decision.provisional_until == at(5)
    assert decision.changes == (Change("north", at(4), at(5), "4", "2"),)


@of_each_engine
def test_a_way_to_be_ratified_is_tried_only_where_it_is_named(engine: Engine) -> None:
    decision = decided(engine, [], city("2", 4, 21), scheme=RATIFIED)
    assert decision.codes() == {"transition.undefined": "deny"}


@of_each_engine
def test_ratifying_makes_the_rest_of_the_period_hold(engine: Engine) -> None:
    held = [order("N-1", "north", "2", (2, 9), transition="at_once", provisional_until=on(4))]
    decision = decided(engine, held, RATIFY, scheme=RATIFIED)
    assert (decision.verdict, decision.transition) == ("permit", "at_once")
    assert decision.changes == (Change("north", at(4), at(9), "4", "2"),)


@of_each_engine
def test_a_lapsed_order_cannot_be_ratified_and_a_firm_one_need_not_be(engine: Engine) -> None:
    held = [order("N-1", "north", "2", (2, 9), transition="at_once", provisional_until=on(3))]
    assert decided(engine, held, RATIFY, scheme=RATIFIED).codes() == {"order.not_in_force": "deny"}
    firm = [order("N-1", "north", "2", (2, 9), transition="at_once")]
    assert decided(engine, firm, RATIFY, scheme=RATIFIED).codes() == {
        "order.not_provisional": "deny"
    }


# -- what a reader would not expect to matter ---------------------------------------------------


@of_each_engine
def test_a_second_approval_by_the_same_body_adds_nothing(engine: Engine) -> None:
    both = {"at_least": {"count": 2, "of": ["governance_committee", "party_management"]}}
    activation = XIXIAN["rules"]["transitions"][0]
    asks = {**activation["requires"], "approval": both}
    scheme = with_rules(transitions=[{**activation, "requires": asks}])
    twice = [{"body": "governance_committee", "at": on(2, hour)} for hour in (8, 9)]
    decision = decided(engine, [], activate(approvals=twice), scheme=scheme)
    assert decision.finding("approval.missing").completions == (("party_management",),)


@of_each_engine
def test_an_irrelevant_area_leaves_the_answer_alone(engine: Engine) -> None:
    more = [*XIXIAN["areas"], {"id": "far", "tier": "new_area"}]
    held = [order("R-1", "xixian", "2", (12, 13))]
    wider = decided(engine, held, city("3", 12, 14), scheme={**XIXIAN, "areas": more})
    assert wider == decided(engine, held, city("3", 12, 14))


@of_each_engine
def test_the_root_has_no_floor_whatever_its_tier_says(engine: Engine) -> None:
    rules = with_rules(floors=[{"id": "f", "tier": "new_area", "counts": "issued"}])
    held = [order("N-1", "north", "1", (10, 21))]
    assert "floor.less_severe" not in decided(engine, held, activate("3"), scheme=rules).codes()
