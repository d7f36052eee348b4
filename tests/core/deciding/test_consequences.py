"""What a proposal would set in motion: changes, overtaken orders.

See docs/semantics.md, section 3.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from responselevels.models.decisions import Change, Verdict
from tests.core.desk import (
    CITY_ORDER,
    REGION_ORDER,
    RULES,
    change,
    city,
    codes,
    decided,
    ending,
    overtake,
    region,
    rules,
)
from tests.model.scenes import Data, at, on, order

DEAF = rules(tiers=[{"id": "region"}, {"id": "city", "inherits": False}, {"id": "street"}])
NEW_LEVELS = [{"id": "calm"}, {"id": "green", "default": True}, *RULES["levels"][1:]]


def red(name: str, days: tuple[int, int | None], *scope: str, **more: object) -> Data:
    """Return an order of north, for itself or for some places in it."""
    return order(name, "north", "red", days, scope=list(scope) or ["north"], **more)


# -- changes ------------------------------------------------------------------------------------


def test_a_change_is_listed_for_the_topmost_area_that_shows_it() -> None:
    assert decided(region("red", 5, 9)).changes == (change("home", (5, 9), "green", "red"),)


def test_where_something_stands_the_change_is_another_and_listed_as_well() -> None:
    held = order("N-1", "north", "orange", (6, 8))
    assert decided(region("red", 5, 9), held).changes == (
        change("home", (5, 9), "green", "red"),
        change("north", (5, 6), "green", "red"),
        change("north", (6, 8), "orange", "red"),
        change("north", (8, 9), "green", "red"),
    )


def test_where_as_much_stands_already_nothing_changes_there() -> None:
    held = [red("N-1", (6, 8), "lane")]
    assert decided(region("red", 5, 9), *held).changes == (
        change("home", (5, 9), "green", "red"),
        change("lane", (5, 6), "green", "red"),
        change("lane", (8, 9), "green", "red"),
    )
    assert decided(city("red"), red("N-1", (5, 9))).changes == ()


def test_neighbouring_times_with_the_same_move_are_one_row() -> None:
    held = [order("N-1", "north", "orange", (5, 7)), order("N-2", "north", "orange", (7, 9))]
    assert decided(city("red"), *held).changes == (change("north", (5, 9), "orange", "red"),)


def test_rows_are_sorted_by_area_then_start() -> None:
    decision = decided(region("red", 5, 9, scope=["south", "lane"]), red("N-1", (6, 7), "lane"))
    assert decision.changes == (
        change("lane", (5, 6), "green", "red"),
        change("lane", (7, 9), "green", "red"),
        change("south", (5, 9), "green", "red"),
    )


def test_an_order_without_end_changes_levels_without_end() -> None:
    assert decided(city("red", 5, None)).changes == (change("north", (5, None), "green", "red"),)


def test_a_later_order_of_the_same_area_replaces_the_earlier_and_may_lower() -> None:
    held = red("N-1", (5, None))
    decision = decided(city("yellow", 6, 8), held)
    assert decision.changes == (change("north", (6, 8), "red", "yellow"),)
    assert codes(decision) == ["level.lowers"]


def test_what_the_area_above_has_ordered_still_lifts() -> None:
    held = [red("N-1", (5, 9)), order("R-1", "home", "orange", (6, 7))]
    decision = decided(city("orange", 5, 9), *held)
    assert decision.changes == (change("north", (5, 9), "red", "orange"),)
    more = decided(city("yellow", 7, 9), *held)
    assert more.changes == (change("north", (7, 9), "red", "yellow"),)


def test_a_change_does_not_reach_past_a_tier_that_does_not_inherit() -> None:
    assert decided(region("red"), written=DEAF).changes == (change("home", (5, 9), "green", "red"),)
    assert decided(region("red", scope=["north"]), written=DEAF).changes == ()
    assert decided(city("red"), written=DEAF).changes == (change("north", (5, 9), "green", "red"),)


def test_a_default_that_is_not_the_mildest_speaks_for_each_silent_area() -> None:
    written = rules(
        levels=NEW_LEVELS,
        transitions=[{**REGION_ORDER, "to": ["calm", "red"]}],
        endings=[],
        floors=[],
        lowering="free",
    )
    decision = decided(region("calm"), written=written)
    assert decision.changes == (change("home", (5, 9), "green", "calm"),)
    assert codes(decision) == ["level.lowers"]
    held = order("N-1", "north", "calm", (6, 8))
    assert decided(region("calm"), held, written=written).changes == (
        change("home", (5, 9), "green", "calm"),
        change("north", (6, 8), "green", "calm"),
    )
    streets = order("R-1", "home", "red", (5, 9), scope=["lane"])
    assert decided(region("calm"), streets, written=written).changes == (
        change("home", (5, 9), "green", "calm"),
        change("lane", (5, 9), "red", "green"),
    )


def test_a_provisional_order_changes_levels_up_to_the_end_of_its_grace() -> None:
    at_once = {**CITY_ORDER, "ratify": {"approval": "board", "within": "P4D"}}
    written = rules(transitions=[at_once])
    proposal = city("red", 5, 9, transition="city_order")
    assert decided(proposal, written=written).changes == (change("north", (5, 7), "green", "red"),)
    soon = city("red", 5, 6, transition="city_order")
    assert decided(soon, written=written).changes == (change("north", (5, 6), "green", "red"),)
    lapsed = city("red", 7, 9, transition="city_order")
    assert decided(lapsed, written=written).changes == ()


def test_a_grace_that_reaches_past_all_time_ends_with_it() -> None:
    at_once = {**CITY_ORDER, "ratify": {"approval": "board", "within": "P2D"}}
    last = datetime.fromisoformat("9999-12-31T23:59:59.999999Z")
    proposal = city(transition="city_order") | {"period": {"start": "9999-12-31T12:00Z"}}
    decision = decided(
        proposal, written=rules(transitions=[at_once]), when=last - timedelta(days=1)
    )
    assert decision.provisional_until == last


def test_nothing_changes_on_a_deny_and_something_may_while_it_waits() -> None:
    denied = decided(city("red", issuer="police"), order("N-1", "lane", "yellow", (5, 9)))
    assert (denied.verdict, denied.changes, denied.overtakes) == (Verdict.DENY, (), ())
    waiting = rules(transitions=[{**CITY_ORDER, "requires": {"approval": "board"}}])
    decision = decided(city("red"), written=waiting)
    assert decision.verdict == Verdict.PENDING
    assert decision.changes == (change("north", (5, 9), "green", "red"),)


def test_orders_for_places_beyond_the_cover_change_nothing_there() -> None:
    held = order("S-1", "south", "red", (1, 28), scope=["north", "south"])
    assert decided(city("yellow"), held).changes == (change("north", (5, 9), "green", "yellow"),)


# -- ends that let an older order count again --------------------------------------------------------


def test_after_an_end_the_older_order_counts_again_where_it_holds() -> None:
    older = order("N-0", "north", "orange", (6, 7), scope=["lane"])
    decision = decided(ending("N-1"), older, red("N-1", (2, 9)))
    assert decision.changes == (
        change("lane", (4, 6), "red", "green"),
        change("lane", (6, 7), "red", "orange"),
        change("lane", (7, 9), "red", "green"),
        change("north", (4, 9), "red", "green"),
    )


def test_an_end_may_raise_where_a_milder_order_had_been_laid_over_a_severe_one() -> None:
    milder = order("N-1", "north", "yellow", (2, 9))
    decision = decided(ending("N-1"), red("N-0", (2, 20)), milder)
    assert decision.changes == (change("north", (4, 9), "yellow", "red"),)
    assert codes(decision) == []


def test_a_part_of_a_part_that_has_been_ended_already_does_not_change() -> None:
    held = red("N-1", (2, 9), ends=[{"at": on(6), "scope": ["lane"]}])
    assert decided(ending("N-1"), held).changes == (
        change("lane", (4, 6), "red", "green"),
        change("north", (4, 9), "red", "green"),
    )


# -- overtakes -------------------------------------------------------------------------------------


def test_a_standing_order_of_a_lower_area_is_overtaken_for_as_long_as_both_hold() -> None:
    held = order("N-1", "north", "yellow", (6, 12))
    decision = decided(region("red", 5, 9), held)
    assert decision.overtakes == (overtake("N-1", "north", 6, 9),)


def test_an_order_as_severe_is_not_overtaken() -> None:
    assert decided(region("red"), red("N-1", (5, 9))).overtakes == ()


def test_an_order_that_was_below_the_floor_before_is_not_overtaken_now() -> None:
    held = [order("R-1", "home", "orange", (5, 7)), order("N-1", "north", "yellow", (5, 9))]
    assert decided(region("red"), *held).overtakes == (overtake("N-1", "north", 7, 9),)
    level_with = [order("R-1", "home", "yellow", (5, 7)), held[1]]
    assert decided(region("red"), *level_with).overtakes == (overtake("N-1", "north", 5, 9),)


def test_an_order_that_another_has_replaced_is_not_the_one_overtaken() -> None:
    held = [order("N-1", "north", "yellow", (5, 9)), order("N-2", "north", "orange", (6, 7))]
    assert decided(region("red"), *held).overtakes == (
        overtake("N-1", "north", 5, 6),
        overtake("N-2", "north", 6, 7),
        overtake("N-1", "north", 7, 9),
    )


def test_an_order_at_the_default_is_overtaken_as_well() -> None:
    held = order("N-1", "north", "green", (5, 9))
    assert decided(region("red"), held).overtakes == (overtake("N-1", "north", 5, 9),)


def test_an_order_of_the_same_area_is_replaced_and_not_overtaken() -> None:
    held = order("R-1", "home", "yellow", (5, 9))
    assert decided(region("red"), held).overtakes == ()


def test_only_the_part_that_both_hold_for_is_overtaken() -> None:
    held = order("N-1", "north", "yellow", (5, 9), scope=["lane", "mill"])
    assert decided(region("red", scope=["lane", "quay"]), held).overtakes == (
        overtake("N-1", "lane", 5, 9),
    )
    assert decided(region("red"), held).overtakes == (
        overtake("N-1", "lane", 5, 9),
        overtake("N-1", "mill", 5, 9),
    )


def test_overtaking_asks_neither_for_a_floor_rule_nor_for_what_is_inherited() -> None:
    held = order("N-1", "north", "yellow", (5, 9))
    for written in (rules(floors=[]), DEAF):
        decision = decided(region("red"), held, written=written)
        assert decision.overtakes == (overtake("N-1", "north", 5, 9),)


def test_an_end_may_overtake_where_an_older_more_severe_order_counts_again() -> None:
    held = [
        order("R-0", "home", "red", (1, 20)),
        order("R-1", "home", "yellow", (2, 20)),
        order("N-1", "north", "orange", (3, 8)),
    ]
    decision = decided(ending("R-1", issuer="office"), *held)
    assert decision.overtakes == (overtake("N-1", "north", 4, 8),)


def test_raising_while_the_floor_above_falls_silent_overtakes_nothing_more() -> None:
    held = [order("N-1", "north", "yellow", (5, None)), order("R-1", "home", "red", (5, None))]
    assert decided(ending("R-1", 6, issuer="office"), *held).overtakes == ()


def test_changes_are_values_that_compare_plainly() -> None:
    (one,) = decided(city("red")).changes
    assert one == Change(area="north", start=at(5), end=at(9), from_level="green", to_level="red")
