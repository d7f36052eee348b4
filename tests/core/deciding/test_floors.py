"""`floor.less_severe`: where and when a proposal is milder than its floor, and what would pass.

SEMANTICS, section 3, with its three readings of what counts.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given

from responselevels.core.deciding.decide import decide
from responselevels.models.decisions import Effect, Finding, Remedy, Span, Verdict
from responselevels.models.orders import Period
from responselevels.models.proposals import IssueProposal
from responselevels.models.rules import Floor
from tests.core.desk import (
    AREAS,
    CITE,
    FLOOR,
    RULES,
    area,
    city,
    codes,
    decided,
    found,
    level,
    order_named,
    region,
    rules,
)
from tests.laws.strategies import issues
from tests.model.compare import Pair
from tests.model.scenes import Data, at, issue, order
from tests.model.shrink import Scene

LESS = "floor.less_severe"


def reading(counts: str, **more: Any) -> Data:
    return rules(floors=[{**FLOOR, "counts": counts, **more}])


ISSUED, TOUCHING = reading("issued"), reading("touching")
NEW_LEVELS = [{"id": "calm"}, {"id": "green", "default": True}, *RULES["levels"][1:]]


def span(place: str, start: int, end: int | None, required: str, *orders: str) -> Span:
    last = None if end is None else at(end)
    return Span(area=place, start=at(start), end=last, required=required, orders=orders)


def period(start: int, end: int | None) -> Remedy:
    return Remedy(period=(at(start), None if end is None else at(end)))


def floor(proposal: Data, *held: Data, written: Data = RULES) -> Finding:
    return found(decided(proposal, *held, written=written), LESS)


def ordered(name: str, rank: str, days: tuple[int, int | None], *scope: str) -> Data:
    """Return an order of home, for some places of it or for the whole."""
    return order(name, "home", rank, days, scope=list(scope) or ["home"])


# -- the whole finding ------------------------------------------------------------------------


def test_a_proposal_milder_than_its_floor_is_denied_with_all_a_reader_needs() -> None:
    decision = decided(city("yellow"), ordered("R-1", "red", (6, 8)))
    assert (decision.verdict, decision.transition) == (Verdict.DENY, "city_order")
    assert decision.findings == (
        Finding(
            code=LESS,
            effect=Effect.DENY,
            rule="not_below",
            cite=CITE,
            facts={
                "level": level("yellow"),
                "required": level("red"),
                "areas": (area("north"),),
                "orders": (order_named("R-1"),),
            },
            where=(span("north", 6, 8, "red", "R-1"),),
            remedies=(Remedy(level="red"), period(5, 6), period(8, 9)),
        ),
    )
    assert (decision.changes, decision.overtakes) == ((), ())


def test_as_severe_as_the_floor_or_more_will_do() -> None:
    for rank in ("orange", "red"):
        assert decided(city(rank), ordered("R-1", "orange", (1, 28))).findings == ()


def test_a_floor_that_does_not_bind_is_advice() -> None:
    advice = reading("covering", binding=False)
    decision = decided(city(), ordered("R-1", "red", (1, 28)), written=advice)
    finding = found(decision, LESS)
    assert (decision.verdict, finding.effect) == (Verdict.PERMIT, Effect.NOTE)
    assert finding.facts["variant"] == "advice"
    assert finding.remedies == (Remedy(level="red"),)


def test_a_tier_without_a_floor_rule_has_no_floor() -> None:
    assert decided(city(), ordered("R-1", "red", (1, 28)), written=rules(floors=[])).findings == ()
    floors = [{**FLOOR, "tier": "street"}]
    assert (
        decided(city(), ordered("R-1", "red", (1, 28)), written=rules(floors=floors)).findings == ()
    )


@pytest.mark.parametrize("counts", ["covering", "issued", "touching"])
def test_nothing_binds_an_area_without_ancestors(counts: str) -> None:
    written = rules(floors=[{**FLOOR, "tier": "region", "counts": counts}])
    for place in ("home", "island"):
        proposal = {**region(), "area": place}
        held = order("N-1", "north", "red", (1, 28))
        assert LESS not in codes(decided(proposal, held, written=written))


@pytest.mark.parametrize("counts", ["covering", "issued", "touching"])
def test_where_the_default_is_not_the_mildest_silence_above_still_binds_at_the_default(
    counts: str,
) -> None:
    transitions = [{**RULES["transitions"][1], "to": ["calm"]}]
    written = {**reading(counts), "levels": NEW_LEVELS, "transitions": transitions}
    finding = floor(city("calm"), written=written)
    assert finding.where == (span("north", 5, 9, "green"),)
    assert finding.remedies == (Remedy(level="green"),)
    assert finding.facts["orders"] == ()
    alone = {**city("calm"), "area": "outpost"}
    assert LESS not in codes(decided(alone, written=written))


@pytest.mark.parametrize("counts", ["covering", "issued", "touching"])
def test_where_every_area_above_has_ordered_less_than_the_default_that_is_the_floor(
    counts: str,
) -> None:
    transitions = [{**RULES["transitions"][1], "to": ["calm"]}]
    written = {**reading(counts), "levels": NEW_LEVELS, "transitions": transitions}
    above = ordered("R-1", "calm", (6, 28))
    assert decided(city("calm", 6), above, written=written).verdict == Verdict.PERMIT
    assert floor(city("calm", 5), above, written=written).where == (span("north", 5, 6, "green"),)


# -- where it fails ------------------------------------------------------------------------------


def test_each_level_that_the_floor_takes_is_a_row_with_its_orders() -> None:
    held = [
        ordered("R-1", "orange", (4, 12)),
        ordered("R-2", "red", (6, 7), "north"),
        ordered("R-3", "orange", (11, 14)),
    ]
    finding = floor(city("yellow", 5, 20), *held)
    assert finding.where == (
        span("north", 5, 6, "orange", "R-1"),
        span("north", 6, 7, "red", "R-2"),
        span("north", 7, 11, "orange", "R-1"),
        span("north", 11, 14, "orange", "R-3"),
    )
    assert finding.remedies == (Remedy(level="red"), period(14, 20))
    assert finding.facts["orders"] == tuple(map(order_named, ("R-1", "R-2", "R-3")))


def test_rows_are_those_of_the_proposed_period_alone() -> None:
    held = [ordered("R-1", "red", (1, 5)), ordered("R-2", "red", (9, 12))]
    assert decided(city("yellow", 5, 9), *held).findings == ()
    open_end = floor(city("yellow", 5, None), ordered("R-1", "red", (6, None)))
    assert open_end.where == (span("north", 6, None, "red", "R-1"),)
    assert open_end.remedies == (Remedy(level="red"), period(5, 6))
    after = floor(city("yellow", 5, None), ordered("R-1", "red", (6, 7)))
    assert after.remedies == (Remedy(level="red"), period(5, 6), period(7, None))


def test_an_empty_period_fails_no_floor() -> None:
    for end in (9, 5):
        decision = decided(city("yellow", 9, end), ordered("R-1", "red", (1, 28)))
        assert codes(decision) == ["period.empty"]


def test_a_row_that_the_parent_has_too_is_left_out() -> None:
    held = [ordered("R-1", "red", (6, 8)), ordered("R-2", "red", (12, 14), "lane")]
    finding = floor(city("yellow", 5, 20), *held)
    assert finding.where == (
        span("lane", 12, 14, "red", "R-2"),
        span("north", 6, 8, "red", "R-1"),
    )
    assert finding.facts["areas"] == (area("north"),)


def test_a_row_of_a_part_that_differs_from_its_parents_is_listed_beside_it() -> None:
    held = [ordered("R-1", "orange", (6, 8)), ordered("R-2", "red", (6, 8), "lane")]
    assert floor(city("yellow"), *held).where == (
        span("lane", 6, 8, "red", "R-2"),
        span("north", 6, 8, "orange", "R-1"),
    )


def test_a_part_where_the_order_above_was_ended_is_left_out_and_would_pass() -> None:
    ends = [{"at": "2026-02-02T00:00+08:00", "scope": ["mill"]}]
    held = order("R-1", "home", "red", (1, 28), ends=ends)
    finding = floor(city("yellow", scope=["lane", "mill"]), held)
    assert finding.where == (span("lane", 5, 9, "red", "R-1"),)
    assert finding.remedies == (Remedy(level="red"), Remedy(scope=("mill",)))
    whole = floor(city("yellow"), held)
    assert whole.where == (span("north", 5, 9, "red", "R-1"),)
    assert whole.remedies == (Remedy(level="red"), Remedy(scope=("mill",)))


def test_an_order_of_the_very_area_or_beneath_it_binds_nothing() -> None:
    held = [order("N-1", "north", "red", (1, 28)), order("S-1", "south", "red", (1, 28))]
    assert LESS not in codes(decided(city(), *held))


def test_every_strict_ancestor_counts() -> None:
    written = rules(
        floors=[{**FLOOR, "tier": "street"}],
        transitions=[{**RULES["transitions"][1], "tier": "street"}],
    )
    held = [ordered("R-1", "orange", (6, 8)), order("N-1", "north", "red", (7, 9))]
    finding = floor(issue("lane", "yellow", 5, 12, issuer="city_hall"), *held, written=written)
    assert finding.where == (
        span("lane", 6, 7, "orange", "R-1"),
        span("lane", 7, 9, "red", "N-1"),
    )


def test_two_ancestors_that_order_the_same_level_both_set_it() -> None:
    written = rules(
        floors=[{**FLOOR, "tier": "street"}],
        transitions=[{**RULES["transitions"][1], "tier": "street"}],
    )
    held = [ordered("R-1", "red", (6, 8)), order("A-1", "north", "red", (6, 8))]
    finding = floor(issue("lane", "yellow", 5, 12, issuer="city_hall"), *held, written=written)
    assert finding.where == (span("lane", 6, 8, "red", "A-1", "R-1"),)


# -- which places are looked at --------------------------------------------------------------------


def test_the_floor_is_checked_on_the_named_areas_that_lie_in_the_cover() -> None:
    held = [ordered("R-1", "red", (1, 28), "lane"), ordered("R-2", "red", (1, 28), "south")]
    assert codes(decided(city(scope=["mill", "south"]), *held)) == ["scope.outside_area"]
    assert codes(decided(city(scope=["south"]), *held)) == ["scope.outside_area"]
    assert floor(city(scope=["lane", "mill"]), *held).where == (span("lane", 5, 9, "red", "R-1"),)


# -- remedies in space -----------------------------------------------------------------------------


LAND = [
    {"id": "land", "tier": "land"},
    *({**one, "parent": one.get("parent", "land")} for one in AREAS),
]
LAND_RULES = rules(
    tiers=[{"id": "land"}, *RULES["tiers"]], floors=[{"id": "not_below_land", "tier": "region"}]
)


def land_order(*scope: str) -> Data:
    return order("L-1", "land", "red", (1, 28), scope=list(scope))


@pytest.mark.parametrize(
    ("ordered_for", "proposed_for", "passing"),
    [
        (["lane"], [], ["mill", "south"]),
        (["lane", "quay"], [], ["mill"]),
        (["north"], [], ["south"]),
        (["home"], [], None),
        (["lane"], ["lane", "quay", "south"], ["south"]),
        (["lane"], ["lane"], None),
        (["lane"], ["north", "lane"], ["mill"]),
    ],
    ids=[
        "a street of it",
        "a street of each city",
        "a city",
        "everything",
        "nested names",
        "all that is named",
        "named with the city around it",
    ],
)
def test_the_parts_that_would_pass_are_the_topmost_with_nothing_failing_beneath(
    ordered_for: list[str], proposed_for: list[str], passing: list[str] | None
) -> None:
    proposal = region(scope=proposed_for)
    decision = decided(proposal, land_order(*ordered_for), written=LAND_RULES, areas=LAND)
    scopes = [one.scope for one in found(decision, LESS).remedies if one.scope is not None]
    assert scopes == ([] if passing is None else [tuple(passing)])


def test_what_would_pass_in_time_must_pass_everywhere() -> None:
    held = [ordered("R-1", "red", (5, 6), "lane"), ordered("R-2", "red", (7, 8), "mill")]
    finding = floor(city("yellow", 5, 9), *held)
    assert finding.remedies == (Remedy(level="red"), period(6, 7), period(8, 9))


def test_remedies_come_as_level_then_periods_then_scope() -> None:
    held = [ordered("R-1", "orange", (5, 6), "lane"), ordered("R-2", "red", (8, 9), "lane")]
    finding = floor(city("yellow", 5, 9), *held)
    assert finding.remedies == (Remedy(level="red"), period(6, 8), Remedy(scope=("mill",)))


# -- what counts: the other two readings ----------------------------------------------------------


def test_covering_counts_what_is_ordered_for_the_very_place() -> None:
    assert decided(city(), ordered("R-1", "red", (1, 28), "south")).findings == ()
    assert floor(city(), ordered("R-1", "red", (6, 8), "lane")).where == (
        span("lane", 6, 8, "red", "R-1"),
    )


def test_issued_counts_what_is_ordered_anywhere_by_an_area_above() -> None:
    finding = floor(city(), ordered("R-1", "red", (6, 8), "quay"), written=ISSUED)
    assert finding.where == (span("north", 6, 8, "red", "R-1"),)
    assert finding.remedies == (Remedy(level="red"), period(5, 6), period(8, 9))


def test_touching_counts_what_is_ordered_anywhere_in_the_issuing_area() -> None:
    held = ordered("R-1", "red", (6, 8), "lane")
    finding = floor(city(scope=["mill"]), held, written=TOUCHING)
    assert finding.where == (span("mill", 6, 8, "red", "R-1"),)
    elsewhere = ordered("R-1", "red", (6, 8), "quay")
    assert decided(city(scope=["mill"]), elsewhere, written=TOUCHING).findings == ()


@pytest.mark.parametrize("counts", ["issued", "touching"])
def test_what_is_the_same_everywhere_is_one_row_for_each_topmost_named_area(counts: str) -> None:
    held = [ordered("R-1", "red", (6, 8), "lane"), ordered("R-2", "orange", (7, 9), "mill")]
    finding = floor(city(scope=["mill", "lane", "north"]), *held, written=reading(counts))
    assert finding.where == (
        span("north", 6, 8, "red", "R-1"),
        span("north", 8, 9, "orange", "R-2"),
    )
    apart = floor(city(scope=["mill", "lane"]), *held, written=reading(counts))
    assert [row.area for row in apart.where] == ["lane", "lane", "mill", "mill"]
    assert apart.facts["areas"] == (area("lane"), area("mill"))
    assert [one.scope for one in apart.remedies if one.scope] == []


@pytest.mark.parametrize("counts", ["issued", "touching"])
def test_orders_of_several_places_that_attain_the_floor_are_all_named(counts: str) -> None:
    held = [ordered("R-2", "red", (6, 8), "lane"), ordered("R-1", "red", (6, 8), "mill")]
    assert floor(city(), *held, written=reading(counts)).where == (
        span("north", 6, 8, "red", "R-1", "R-2"),
    )


def test_issued_takes_no_heed_of_orders_of_other_trees_or_lower_areas() -> None:
    held = [order("I-1", "island", "red", (1, 28)), order("N-1", "south", "red", (1, 28))]
    assert decided(city(), *held, written=ISSUED).findings == ()


def test_a_later_order_of_the_same_area_replaces_the_floor_of_an_earlier_one() -> None:
    held = [ordered("R-1", "red", (1, 28)), ordered("R-2", "yellow", (6, 8))]
    assert floor(city(), *held).where == (
        span("north", 5, 6, "red", "R-1"),
        span("north", 8, 9, "red", "R-1"),
    )


def test_a_milder_order_in_a_part_leaves_the_floor_elsewhere_as_issued() -> None:
    held = [ordered("R-1", "red", (1, 28)), ordered("R-2", "yellow", (1, 28), "north")]
    assert decided(city(), *held).findings == ()
    assert floor(city(), *held, written=ISSUED).where == (span("north", 5, 9, "red", "R-1"),)
    assert decided(city(), *held, written=TOUCHING).findings == ()


# -- whose orders count, and several rules -------------------------------------------------------


LANE_ORDER = {"id": "lane_order", "tier": "street", "to": ["yellow"], "issuers": ["city_hall"]}
OF_REGION = {"id": "of_region", "tier": "street", "of": ["region"]}
OF_CITY = {"id": "of_city", "tier": "street", "of": ["city"]}


def lane(*floors: Data, **more: Any) -> Data:
    """Return rules by which streets order, under these floors, and more of each."""
    written = [{**one, **more} for one in floors]
    return rules(floors=written, transitions=[*RULES["transitions"], LANE_ORDER])


def in_lane(place: str = "lane") -> Data:
    return {**issue(place, "yellow", 5, 9), "issuer": "city_hall"}


@pytest.mark.parametrize("counts", ["covering", "issued", "touching"])
def test_only_orders_of_the_tiers_that_a_floor_is_of_count_for_it(counts: str) -> None:
    by_region, by_city = ordered("R-1", "red", (6, 8)), order("N-1", "north", "orange", (7, 9))
    held = (by_region, by_city)
    region_alone = lane(OF_REGION, counts=counts)
    assert floor(in_lane(), *held, written=region_alone).where == (
        span("lane", 6, 8, "red", "R-1"),
    )
    assert LESS not in codes(decided(in_lane(), by_city, written=region_alone))
    city_alone = lane(OF_CITY, counts=counts)
    assert floor(in_lane(), *held, written=city_alone).where == (
        span("lane", 7, 9, "orange", "N-1"),
    )
    assert LESS not in codes(decided(in_lane(), by_region, written=city_alone))


def test_issued_looks_no_further_than_the_areas_that_count() -> None:
    held = order("N-1", "north", "red", (6, 8), scope=["mill"])
    elsewhere = ordered("R-1", "red", (6, 8), "quay")
    written = lane(OF_CITY, counts="issued")
    assert floor(in_lane(), held, written=written).where == (span("lane", 6, 8, "red", "N-1"),)
    assert LESS not in codes(decided(in_lane(), elsewhere, written=written))
    assert LESS in codes(decided(in_lane(), elsewhere, written=lane(OF_REGION, counts="issued")))


@pytest.mark.parametrize("counts", ["covering", "issued", "touching"])
def test_without_an_area_of_these_tiers_above_there_is_no_floor(counts: str) -> None:
    areas = [*AREAS, {"id": "pier", "tier": "street", "parent": "home"}]
    held = [ordered("R-1", "red", (1, 28))]
    of_city, of_region = (lane(one, counts=counts) for one in (OF_CITY, OF_REGION))
    assert LESS not in codes(decided(in_lane("pier"), *held, written=of_city, areas=areas))
    assert LESS in codes(decided(in_lane("pier"), *held, written=of_region, areas=areas))


def test_with_areas_of_these_tiers_silent_the_default_is_the_floor() -> None:
    calm = [{**LANE_ORDER, "to": ["calm"]}]
    written = {**lane(OF_CITY), "levels": NEW_LEVELS, "transitions": calm}
    finding = floor({**in_lane(), "level": "calm"}, written=written)
    assert finding.where == (span("lane", 5, 9, "green"),)


def test_each_floor_of_a_tier_is_judged_by_itself() -> None:
    advice = {**OF_CITY, "binding": False}
    held = (ordered("R-1", "orange", (5, 6)), order("N-1", "north", "red", (8, 9)))
    decision = decided(in_lane(), *held, written=lane(OF_REGION, advice))
    assert decision.verdict == Verdict.DENY
    first, second = (one for one in decision.findings if one.code == LESS)
    assert (first.rule, first.effect, second.rule, second.effect) == (
        "of_region",
        Effect.DENY,
        "of_city",
        Effect.NOTE,
    )
    assert first.remedies == (Remedy(level="orange"), period(6, 9))
    assert second.remedies == (Remedy(level="red"), period(5, 8))
    assert first.where == (span("lane", 5, 6, "orange", "R-1"),)
    assert second.where == (span("lane", 8, 9, "red", "N-1"),)
    kept = decided(in_lane(), held[1], written=lane(OF_REGION, advice))
    assert (kept.verdict, [one.rule for one in kept.findings]) == (Verdict.PERMIT, ["of_city"])


def test_floors_are_found_in_the_order_of_the_file() -> None:
    held = ordered("R-1", "red", (6, 8))
    for floors in ([OF_REGION, {**OF_REGION, "id": "again"}], [{"id": "b", "tier": "street"}]):
        decision = decided(in_lane(), held, written=lane(*floors))
        found_ = [one.rule for one in decision.findings if one.code == LESS]
        assert found_ == [one["id"] for one in floors]


# -- laws ---------------------------------------------------------------------------------------------


def rows_of(scene: Scene, rule: str | None = None) -> tuple[IssueProposal, Finding | None]:
    """Return the proposal, and its floor finding: by *rule*, or the first."""
    proposal = scene.proposal
    assert isinstance(proposal, IssueProposal)
    decision = decide(*Pair(scene.world).core, proposal, scene.at)
    failing = [one for one in decision.findings if one.code == LESS and rule in {None, one.rule}]
    return proposal, failing[0] if failing else None


@given(issues())
def test_at_the_level_that_would_do_nothing_fails_and_at_the_next_milder_one_something_does(
    scene: Scene,
) -> None:
    proposal, finding = rows_of(scene)
    if finding is None:
        return
    levels = [one.id for one in scene.world.rules.levels]
    enough = finding.remedies[0].level
    assert enough is not None
    for rank, fails in ((levels.index(enough), False), (levels.index(enough) - 1, True)):
        tried = proposal.model_copy(update={"level": levels[rank]})
        assert (rows_of(replace(scene, proposal=tried), finding.rule)[1] is not None) == fails


@given(issues())
def test_each_other_remedy_meets_the_floor_as_it_stands(scene: Scene) -> None:
    proposal, finding = rows_of(scene)
    for remedy in () if finding is None else finding.remedies[1:]:
        assert finding is not None
        update: dict[str, object] = {}
        if remedy.period is not None:
            start, end = remedy.period
            update["period"] = Period(start=start, end=end)
        if remedy.scope is not None and floor_of(scene, finding).counts == "covering":
            update["scope"] = remedy.scope
        if update:
            tried = replace(scene, proposal=proposal.model_copy(update=update))
            assert rows_of(tried, finding.rule)[1] is None


def floor_of(scene: Scene, finding: Finding) -> Floor:
    (found_,) = [one for one in scene.world.rules.floors if one.id == finding.rule]
    return found_


@given(issues())
def test_rows_lie_in_the_proposed_period_and_ask_for_more_than_is_proposed(scene: Scene) -> None:
    proposal, finding = rows_of(scene)
    levels = [one.id for one in scene.world.rules.levels]
    for row in () if finding is None else finding.where:
        assert row.start >= proposal.period.start
        assert proposal.period.end is None or (row.end or LAST) <= proposal.period.end
        assert levels.index(row.required) > levels.index(proposal.level)
        assert list(row.orders) == sorted(set(row.orders))


LAST = datetime.max.replace(tzinfo=UTC)
