"""The screen of an audit: what it passes is permitted; and it passes what it should.

The first is the law: what is said of an order is what deciding it says. The second keeps it
from being idle: for each thing that a decision asks, an order that has it and one that has not.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from responselevels.core.deciding.audit import audited
from responselevels.core.digests import proposal_digest
from responselevels.core.orders.book import book_of
from responselevels.core.orders.entries import entries_of
from responselevels.core.screening.growing import GrowingBook
from responselevels.core.screening.screen import Screen
from responselevels.core.world.scheme import Scheme
from responselevels.machine.levels import compile_scheme
from responselevels.models.decisions import Verdict
from responselevels.models.orders import Order, Orders
from responselevels.models.proposals import IssueProposal
from tests.core.desk import (
    AREAS,
    CITY_ORDER,
    FLOOR,
    REGION_ORDER,
    RULES,
    approval,
    asking,
    city,
    ending_asking,
    rules,
    scheme_of,
)
from tests.laws.strategies import scenes, stories
from tests.model.scenes import Data, on, order
from tests.model.shrink import Scene
from tests.model.stories import Story


def told(scheme: Scheme, orders: tuple[Order, ...]) -> list[Verdict | None]:
    """Return, for each order, what the screen says of it."""
    book = GrowingBook(scheme)
    screen, found = Screen(book), []
    for one, entry in zip(orders, entries_of(scheme, orders), strict=True):
        book.take_until(entry.issued)
        found.append(screen.verdict(one, entry))
        book.add(entry)
        screen.add(entry)
    return found


def decided(scheme: Scheme, orders: tuple[Order, ...]) -> list[Verdict]:
    """Return the verdict on each order, each decided against a book of those before it."""
    return [
        audited(scheme, book_of(scheme, orders[:number]), one).verdict
        for number, one in enumerate(orders)
    ]


# -- the law -----------------------------------------------------------------------------------


def same_as_decided(scheme: Scheme, orders: tuple[Order, ...]) -> None:
    both = zip(told(scheme, orders), decided(scheme, orders), strict=True)
    assert all(said in {None, verdict} for said, verdict in both)


@given(scenes())
def test_what_the_screen_says_of_an_order_is_what_deciding_it_says(scene: Scene) -> None:
    same_as_decided(compile_scheme(scene.world.rules, scene.world.areas), scene.world.orders)


@given(stories())
def test_what_the_screen_says_of_what_a_register_issued_is_what_deciding_says(story: Story) -> None:
    scheme = compile_scheme(story.world.rules, story.world.areas)
    same_as_decided(scheme, story.register.orders)


# -- one thing at a time -------------------------------------------------------------------------


def held(name: str = "N-1", level: str = "yellow", days: Any = (4, 9), **more: Any) -> Data:
    """Return an order of the city hall for north, issued on the 3rd."""
    return order(name, "north", level, days, **({"issuer": "city_hall", "issued_at": on(3)} | more))


def above(name: str, level: str, days: Any = (4, 9), **more: Any) -> Data:
    """Return an order of the office for home, issued on the 1st."""
    return order(name, "home", level, days, **({"issuer": "office", "issued_at": on(1)} | more))


def said(*orders: Data, written: Data = RULES, areas: list[Data] = AREAS) -> Verdict | None:
    """Return what the screen says of the last of *orders*; it says nothing but what is decided."""
    scheme = scheme_of(written, areas)
    listed = Orders.model_validate({"orders": list(orders)}).orders
    verdict = told(scheme, listed)[-1]
    assert verdict in {None, decided(scheme, listed)[-1]}
    return verdict


def screened(*orders: Data, written: Data = RULES, areas: list[Data] = AREAS) -> bool:
    """Say whether the last of *orders* passes."""
    return said(*orders, written=written, areas=areas) == Verdict.PERMIT


def refused(*orders: Data, written: Data = RULES, areas: list[Data] = AREAS) -> bool:
    """Say whether the screen says that the last of *orders* is denied."""
    return said(*orders, written=written, areas=areas) == Verdict.DENY


ASSESSED: Data = {"assessment": {"by": "office", "at": on(2)}}
TABLED: Data = {
    "facts": [{"id": "depth", "unit": "metre", "from": 0}],
    "tables": [
        {
            "id": "flood",
            "rows": [
                {"when": {"depth": {"below": 1}}, "levels": ["green"]},
                {"when": {"depth": {"from": 1, "below": 3}}, "levels": ["yellow", "orange"]},
            ],
            "otherwise": ["red"],
        }
    ],
}


@pytest.mark.parametrize(
    ("requires", "given_", "through"),
    [
        ({}, {}, True),
        ({}, {"issuer": "office"}, False),
        ({}, {"days": (2, 9)}, False),
        ({}, {"scope": ["home"]}, False),
        ({}, {"scope": ["lane", "south"]}, False),
        ({}, {"scope": ["lane", "mill"]}, True),
        ({}, {"expected_end": on(8)}, True),
        ({}, {"expected_end": on(4)}, False),
        ({}, {"expected_end": on(10)}, False),
        ({"expected_end": True}, {}, False),
        ({"expected_end": True}, {"expected_end": on(9)}, True),
        ({"reason": True}, {}, False),
        ({"reason": True}, {"reason": " "}, False),
        ({"reason": True}, {"reason": "a storm"}, True),
        ({"period": "bounded"}, {"days": (4, None)}, False),
        ({"period": "bounded"}, {}, True),
        ({"max_duration": "P4D"}, {}, False),
        ({"max_duration": "P5D"}, {}, True),
        ({"notice": "P2D"}, {}, False),
        ({"notice": "P1D"}, {}, True),
        ({"scope": {"explicit": False, "tiers": ["street"]}}, {}, False),
        ({"scope": {"explicit": False, "tiers": ["street"]}}, {"scope": ["lane"]}, True),
    ],
)
def test_what_a_transition_asks_of_scope_period_and_reason(
    requires: Data, given_: Data, through: bool
) -> None:
    assert screened(held(**given_), written=asking(**requires)) is through


@pytest.mark.parametrize(
    ("asked", "given_", "through"),
    [
        ({"by": ["office"]}, {}, False),
        ({"by": ["office"]}, {"by": "office", "at": on(2)}, True),
        ({"by": ["office"]}, {"by": "board", "at": on(2)}, False),
        ({"by": ["office"]}, {"by": "office", "at": on(4)}, False),
        ({"by": ["office"], "with": ["police"]}, {"by": "office", "at": on(2)}, False),
        (
            {"by": ["office"], "with": ["police"]},
            {"by": "police", "with": ["office"], "at": on(2)},
            True,
        ),
        ({"by": ["office"], "max_age": "PT12H"}, {"by": "office", "at": on(2)}, False),
        ({"by": ["office"], "max_age": "P1D"}, {"by": "office", "at": on(2)}, True),
    ],
)
def test_what_a_transition_asks_of_the_assessment(asked: Data, given_: Data, through: bool) -> None:
    more: Data = {"assessment": given_} if given_ else {}
    assert screened(held(**more), written=asking(assessment=asked)) is through


@pytest.mark.parametrize(
    ("facts", "binding", "through"),
    [
        ({"depth": 2}, True, True),
        ({"depth": 4}, True, False),
        ({"depth": 4}, False, True),
        ({}, True, False),
        ({}, False, False),
    ],
)
def test_what_a_table_calls_for(facts: Data, binding: bool, through: bool) -> None:
    asked = {"assessment": {"by": ["office"], "table": "flood", "binding": binding}}
    written = {**asking(**asked), **TABLED}
    given_: Data = {"assessment": {"by": "office", "at": on(2), "facts": facts}}
    assert screened(held(**given_), written=written) is through


@pytest.mark.parametrize(
    ("more", "given_", "through"),
    [
        ({}, [], False),
        ({}, [approval("board")], True),
        ({}, [approval("police")], False),
        ({}, [approval("board", at=on(4))], False),
        ({}, [approval("board", area="home")], True),
        ({}, [approval("board", area="island")], False),
        ({}, [approval("board", person="li.na")], False),
        ({}, [approval("board", person="wang.fang")], True),
        ({"signed": True}, [approval("board")], False),
        ({"digest": "required"}, [approval("board")], False),
    ],
)
def test_what_a_transition_asks_of_the_approval(
    more: Data, given_: list[Data], through: bool
) -> None:
    written = asking(approval="board", **more)
    assert screened(held(approvals=given_, proposer="li.na"), written=written) is through


def test_the_issuer_approves_nothing_and_neither_does_a_body_that_is_not_there() -> None:
    itself = held(approvals=[approval("city_hall")])
    assert not screened(itself, written=asking(approval="city_hall"))
    nowhere = order("O-1", "outpost", "yellow", (4, 9), issuer="city_hall", issued_at=on(3))
    given_ = nowhere | {"approvals": [approval("board")]}
    assert not screened(given_, written=asking(approval="board"))


def test_an_approval_that_is_older_than_the_assessment_does_not_count() -> None:
    written = asking(approval="board", assessment={"by": ["office"]})
    for day, through in ((1, False), (2, True)):
        given_ = {**ASSESSED, "approvals": [approval("board", at=on(day))]}
        assert screened(held(**given_), written=written) is through


@pytest.mark.parametrize("explicit", [True, False])
def test_an_approval_counts_if_it_is_bound_to_what_was_proposed(explicit: bool) -> None:
    written = asking(approval="board", scope="explicit" if explicit else "optional")

    def digest(scope: list[str]) -> str:
        proposed = city("yellow", 4, 9, action="issue", scope=scope)
        return proposal_digest(IssueProposal.model_validate(proposed))

    for scope in ([], ["north"]):
        bound = digest(scope)
        given_ = held(approvals=[approval("board", digest=bound)])
        assert screened(given_, written=written) is (bool(scope) or not explicit)
        # One that is bound tells, whoever approves beside it.
        given_ = held(approvals=[approval("board", digest=bound), approval("police")])
        assert screened(given_, written=written) is (bool(scope) or not explicit)
    other = held(approvals=[approval("board", digest=digest(["north"]))], level="red")
    assert not screened(other, written=written)


def test_rules_hold_in_their_time_alone() -> None:
    for valid, through in (
        ({"to": on(3)}, False),
        ({"from": on(3)}, True),
        ({"from": on(4)}, False),
    ):
        assert screened(held(), written=rules(valid=valid)) is through


def test_a_transition_that_is_named_is_the_only_one_and_one_with_ratify_must_be() -> None:
    at_once = {**CITY_ORDER, "id": "at_once", "ratify": {"approval": "board", "within": "P2D"}}
    written = rules(transitions=[at_once])
    assert not screened(held(), written=written)
    assert screened(held(transition="at_once"), written=written)
    assert screened(held(transition="at_once", provisional_until=on(5)), written=written)
    assert not screened(held(transition="at_once", provisional_until=on(6)), written=written)
    assert not screened(held(transition="activate"), written=rules())


def test_acting_first_again_is_looked_at_closely() -> None:
    ratify = {"approval": "board", "within": "PT4H", "again_after": "P1D"}
    at_once = {**CITY_ORDER, "id": "at_once", "ratify": ratify}
    written = rules(transitions=[at_once], lowering="free")
    first = held("N-1", transition="at_once", provisional_until=f"{on(3)[:10]}T04:00+08:00")
    for day, through in ((3, False), (4, False), (5, True)):
        again = held("N-2", days=(6, 9), transition="at_once", issued_at=on(day))
        assert screened(first, again, written=written) is through


def test_a_transition_starts_from_the_levels_that_hold_there() -> None:
    written = rules(transitions=[REGION_ORDER, {**CITY_ORDER, "from": ["orange"]}])
    assert not screened(held(level="orange"), written=written)
    raised = above("R-1", "orange")
    assert screened(raised, held(level="orange"), written=written)
    assert not screened(raised, held(level="orange", days=(10, 12)), written=written)
    drill = above("R-1", "orange", drill=True)
    assert not screened(drill, held(level="orange"), written=written)
    part = above("R-2", "red", scope=["lane"])
    assert screened(raised, part, held(level="red", scope=["mill"]), written=written)
    assert not screened(raised, part, held(level="red", scope=["mill", "lane"]), written=written)


# -- the floor ------------------------------------------------------------------------------------


def test_a_floor_is_what_an_area_above_orders_on_the_line_or_beneath() -> None:
    assert not screened(above("R-1", "orange"), held())
    assert screened(above("R-1", "orange"), held(level="orange"))
    assert screened(above("R-1", "orange", drill=True), held())
    assert screened(above("R-1", "orange", scope=["south"]), held())
    assert not screened(above("R-1", "orange", scope=["lane"]), held())
    assert screened(above("R-1", "orange", scope=["lane"]), held(scope=["mill"]))
    assert screened(above("R-1", "orange", (1, 4), scope=["lane"]), held())
    # South has one street alone beneath it.
    south = order("S-1", "south", "yellow", (4, 9), issuer="city_hall", issued_at=on(3))
    assert not screened(above("R-1", "orange", scope=["quay"]), south)


def test_an_order_counts_as_far_as_it_holds_within_the_period() -> None:
    written = rules(endings=[])
    for days, through in (((9, 12), True), ((8, 12), False), ((2, 4), True), ((2, 5), False)):
        red = held("N-0", "red", days, issued_at=on(1))
        assert screened(red, held(), written=written) is through
        assert screened(above("R-1", "red", days, scope=["north"]), held()) is through
    # Whatever is ordered after it.
    for days in ((4, 6), (5, 6)):
        first = above("R-1", "red", days, scope=["north"])
        assert not screened(first, above("R-2", "yellow", (6, 9), scope=["north"]), held())


def test_an_order_that_was_ended_early_sets_no_floor_beneath_from_when_that_is_known() -> None:
    for decided_at, through in ((None, True), (3, True), (4, False)):
        end = {"at": on(3)} | ({} if decided_at is None else {"decided_at": on(decided_at)})
        for scope in (["lane"], ["north"]):
            ended = above("R-1", "red", (2, None), scope=scope, ends=[end])
            assert (
                screened(
                    ended,
                    held(),
                )
                is through
            )


def test_where_an_order_was_ended_apart_what_speaks_again_is_looked_at() -> None:
    older = above("R-1", "red", scope=["north"])
    milder = above("R-2", "yellow", scope=["north"], ends=[{"at": on(4), "scope": ["lane"]}])
    written = rules(lowering="free")
    assert not screened(older, milder, held(scope=["lane"]), written=written)
    for named in ("home", "north"):
        wider = above("R-1", "red", scope=[named])
        ended = above("R-2", "yellow", scope=["north"], ends=[{"at": on(4), "scope": ["lane"]}])
        assert not screened(wider, ended, held(scope=["lane"]), written=written)
    # Ended apart elsewhere, it lies over an older one that is milder.
    milder = above("R-0", "yellow", scope=["north"])
    older = above("R-1", "red", scope=["home"], ends=[{"at": on(4), "scope": ["south"]}])
    assert not screened(milder, older, held())


def test_what_is_below_an_order_for_its_very_place_is_denied() -> None:
    assert refused(above("R-1", "orange"), held())
    assert refused(above("R-1", "orange"), held(scope=["mill"]))
    assert refused(above("R-1", "orange", scope=["lane"]), held(scope=["lane", "mill"]))
    # Whatever the order lacks besides.
    assert refused(above("R-1", "orange"), held(), written=asking(reason=True))
    # What holds beneath a place is left to deciding, and so is what covers no place of it.
    assert not refused(above("R-1", "orange", scope=["lane"]), held())
    touching = rules(floors=[{**FLOOR, "counts": "touching"}])
    touched = above("R-1", "orange", scope=["lane"])
    assert not refused(touched, held(scope=["mill"]), written=touching)


def test_what_is_below_an_order_that_was_painted_over_is_not_denied_for_it() -> None:
    first, over = above("R-1", "red"), above("R-2", "yellow", scope=["north"])
    assert screened(first, over, held())
    assert refused(first, above("R-2", "yellow", (5, 9), scope=["north"]), held())
    for named, denied in (("mill", True), ("lane", False)):
        ended = above("R-1", "red", ends=[{"at": on(3), "scope": ["lane"]}])
        assert refused(ended, held(scope=[named])) is denied


def test_a_scope_of_groups_is_read_before_it_is_denied() -> None:
    named = [{"group": "all", "members": ["lane", "mill"]}]
    grouped = held(scope=["lane", "mill"], scope_named=named)
    assert not refused(above("R-1", "orange"), grouped)


@pytest.mark.parametrize(
    ("counts", "through"), [("covering", True), ("touching", True), ("issued", False)]
)
def test_which_orders_make_a_floor_elsewhere(counts: str, through: bool) -> None:
    written = rules(floors=[{**FLOOR, "counts": counts}])
    elsewhere = above("R-1", "orange", scope=["quay"])
    assert screened(elsewhere, held(), written=written) is through
    touched = above("R-1", "orange", scope=["lane"])
    assert screened(touched, held(scope=["mill"]), written=written) is (counts == "covering")


def test_a_floor_that_only_advises_or_counts_others_denies_nothing() -> None:
    raised = above("R-1", "orange")
    assert screened(raised, held(), written=rules(floors=[{**FLOOR, "binding": False}]))
    for of, through in (("city", True), ("region", False)):
        street = {**CITY_ORDER, "id": "street_order", "tier": "street"}
        floors = [{**FLOOR, "tier": "street", "of": [of]}]
        written = rules(floors=floors, transitions=[REGION_ORDER, CITY_ORDER, street])
        own = order("L-1", "lane", "yellow", (4, 9), issuer="city_hall", issued_at=on(3))
        assert screened(raised, own, written=written) is through


def test_where_the_default_is_not_the_mildest_silence_above_is_a_floor() -> None:
    levels = [{"id": "calm"}, {"id": "green", "default": True}, *RULES["levels"][1:]]
    written = rules(levels=levels, transitions=[REGION_ORDER, {**CITY_ORDER, "to": ["calm"]}])
    assert not screened(held(level="calm"), written=written)
    alone = order("O-1", "outpost", "calm", (4, 9), issuer="city_hall", issued_at=on(3))
    assert screened(alone, written=written)


# -- lowering -----------------------------------------------------------------------------------------


def test_what_lowers_an_order_of_the_area_has_to_fill_its_ending() -> None:
    red = held("N-0", "red", issued_at=on(1))
    assert screened(red, held())
    assert screened(red, held(), written=rules(lowering="free", endings=[]))
    assert not screened(red, held(), written=rules(lowering="refused"))
    assert not screened(red, held(), written=rules(endings=[]))
    assert not screened(red, held(), written=ending_asking(reason=True))
    assert screened(red, held(reason="over"), written=ending_asking(reason=True))
    assert screened(red, held(scope=["lane"]))
    assert not screened(red | {"scope": ["lane"]}, held(), written=rules(endings=[]))
    assert screened(red | {"scope": ["lane"]}, held(scope=["mill"]), written=rules(endings=[]))


def test_orders_of_every_level_between_have_to_be_ended() -> None:
    stand_down = {"id": "stand_down", "tier": "city", "issuers": ["city_hall"], "of": ["red"]}
    written = rules(endings=[{**stand_down, "cite": {"source": "opinion", "clause": "3.4"}}])
    assert not screened(held("N-0", "red", issued_at=on(1)), held(), written=written)
    assert screened(held("N-0", "red", issued_at=on(1)), held(level="orange"), written=written)


def test_acts_that_are_older_than_an_order_do_not_count_for_lowering_it() -> None:
    written = ending_asking(assessment={"by": ["office"]}, approval="board")
    acts = {**ASSESSED, "approvals": [approval("board")]}
    for day, through in ((2, True), (3, False)):
        red = held("N-0", "red", issued_at=on(day))
        assert screened(red, held(**acts), written=written) is through
    late = {**ASSESSED, "approvals": [approval("board", at=on(1))]}
    assert not screened(held("N-0", "red", issued_at=on(2)), held(**late), written=written)


def test_what_may_be_ratified_yet_is_looked_at_closely() -> None:
    red = held("N-0", "red", (4, 12), issued_at=on(1), provisional_until=on(5))
    written = rules(endings=[])
    assert not screened(red, held(days=(6, 9)), written=written)
    assert screened(red, held(days=(6, 9), issued_at=on(5)), written=written)
    assert screened(red, held(days=(12, 15)), written=written)
    assert screened(red, held(days=(6, 9), drill=True), written=written)
    assert screened(red, held(level="red", days=(6, 9)), written=written)


# -- what lies over what ------------------------------------------------------------------------------


def test_a_later_order_above_hides_an_earlier_one_exactly_where_it_lies_over_it() -> None:
    red = above("R-1", "red")
    over = above("R-2", "yellow", scope=["north"])
    assert screened(red, over, held())
    assert not screened(red, above("R-2", "yellow", (5, 9), scope=["north"]), held())
    assert not screened(red, above("R-2", "yellow", (4, 6), scope=["north"]), held())
    assert not screened(over | {"id": "R-0"}, red, held())
    beneath = above("R-1", "red", scope=["lane"])
    assert screened(beneath, over, held())
    assert not screened(beneath, above("R-2", "yellow", scope=["mill"]), held())


def test_a_later_order_of_the_area_hides_what_it_has_lowered() -> None:
    written = rules(endings=[], lowering="refused")
    lowered = [held("N-0", "red", issued_at=on(1)), held("N-1", "yellow", issued_at=on(2))]
    assert screened(*lowered, held("N-2"), written=written)
    streets = [one | {"scope": ["lane"]} for one in lowered[:1]] + lowered[1:]
    assert screened(*streets, held("N-2"), written=written)
    assert not screened(streets[0], held("N-2"), written=written)
