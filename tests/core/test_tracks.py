"""Tracks are apart as drills are: what is of one never counts for another.

See docs/semantics.md, sections 1 and 10.
"""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from responselevels.core.deciding.audit import audit
from responselevels.core.digests import proposal_digest
from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.causes import level_changes
from responselevels.core.orders.entries import realm_of
from responselevels.core.orders.holdings import (
    Holding,
    floor_at,
    floor_timeline,
    level_at,
    timeline,
)
from responselevels.core.orders.levels import View
from responselevels.core.screening.proposed import proposal_of
from responselevels.core.timeline import micros_of
from responselevels.errors import InputError
from responselevels.models.decisions import Decision, Verdict
from responselevels.models.orders import Order
from responselevels.models.proposals import IssueProposal
from tests.core.desk import (
    CITY_ORDER,
    REGION_ORDER,
    approval,
    change,
    city,
    codes,
    decided,
    ending,
    found,
    rules,
    world,
)
from tests.model.scenes import Data, at, on, order

TRACKS = [{"id": "flood", "title": {"en": "High water", "zh": "洪涝"}}, {"id": "wind"}]
TRACKED = rules(tracks=TRACKS)
ACTING_FIRST: Data = {
    **CITY_ORDER,
    "id": "at_once",
    "ratify": {"approval": "city_watch", "within": "PT4H", "again_after": "P7D"},
}


def of(track: str, name: str, *what: Any, **more: Any) -> Data:
    """Return an order of a track: area, level and days as for `order`."""
    return order(name, *what, track=track, **more)


def judged(proposal: Data, *held: Data, written: Data = TRACKED) -> Decision:
    return decided(proposal, *held, written=written)


def book(*held: Data) -> OrderBook:
    return world(list(held), TRACKED)


def problems(proposal: Data, *held: Data, written: Data = TRACKED) -> list[tuple[str, str]]:
    """Return what keeps a proposal from being understood: where, and the sentence."""
    with pytest.raises(InputError) as refused:
        judged(proposal, *held, written=written)
    return [
        (".".join(map(str, one.where.path)), one.worded("en")) for one in refused.value.problems
    ]


# -- what cannot be understood --------------------------------------------------------------------


def test_a_proposal_to_issue_names_its_track_where_the_rules_have_tracks() -> None:
    assert problems(city()) == [
        (
            "track",
            "the rules have tracks, and none is named; write one of them as `track`: `flood` and `wind`",
        )
    ]


def test_an_unknown_track_is_refused_with_the_nearest() -> None:
    expected = "unknown track `floods`; known: `flood` and `wind`; did you mean `flood`?"
    assert problems(city(track="floods")) == [("track", expected)]


def test_the_title_of_a_track_leads_to_its_id() -> None:
    (problem,) = problems(city(track="洪涝"))
    assert "`flood`" in problem[1]


def test_a_track_is_refused_where_the_rules_have_none() -> None:
    expected = "the rules have no tracks, yet `flood` is named; leave `track` out"
    assert problems(city(track="flood"), written=rules()) == [("track", expected)]
    assert problems(city(track="flood"), written=rules(tracks=[])) == [("track", expected)]


@pytest.mark.parametrize(
    ("more", "code"),
    [({}, "track.missing"), ({"track": "fire"}, "track.unknown")],
)
def test_an_order_of_a_list_names_its_track_too(more: Data, code: str) -> None:
    with pytest.raises(InputError) as refused:
        book(order("N-1", "north", "red", (4, 9), **more))
    (problem,) = refused.value.problems
    assert (problem.code, problem.where.path) == (code, ("orders", 0, "track"))


def test_a_level_asked_for_without_a_track_is_no_question() -> None:
    held = book(of("flood", "N-1", "north", "red", (4, 9)))
    days: Any = {"start": at(4), "end": at(9)}
    asks: list[Any] = [
        lambda: level_at(held, "north", at(5)),
        lambda: floor_at(held, "north", at(5)),
        lambda: timeline(held, "north", **days),
        lambda: floor_timeline(held, "north", **days),
        lambda: level_changes(held, "north", **days),
    ]
    for ask in asks:
        with pytest.raises(InputError) as refused:
            ask()
        assert [one.code for one in refused.value.problems] == ["track.missing"]


def test_a_track_asked_for_is_a_text_and_one_of_the_rules() -> None:
    held = book()
    for track, code in (("fire", "track.unknown"), (3, "record.text")):
        with pytest.raises(InputError) as refused:
            level_at(held, "north", at(5), track=track)  # type: ignore[arg-type]
        assert [one.code for one in refused.value.problems] == [code]


# -- apart ------------------------------------------------------------------------------------


def test_orders_of_two_tracks_lie_side_by_side() -> None:
    held = book(
        of("flood", "F-1", "north", "red", (4, 9)),
        of("wind", "W-1", "north", "yellow", (5, 8)),
        of("wind", "D-1", "north", "orange", (5, 8), drill=True),
    )
    assert level_at(held, "north", at(6), track="flood") == Holding("red", ("F-1",), "flood")
    assert level_at(held, "north", at(6), track="wind") == Holding("yellow", ("W-1",), "wind")
    drill = level_at(held, "north", at(6), track="wind", drill=True)
    assert drill == Holding("orange", ("D-1",), "wind")
    assert level_at(held, "north", at(6), track="flood", drill=True).level == "green"
    assert floor_at(held, "lane", at(6), track="wind").orders == ("W-1",)
    (span,) = timeline(held, "north", start=at(6), end=at(7), track="flood")
    assert (span.level, span.orders, span.track) == ("red", ("F-1",), "flood")
    (floor,) = floor_timeline(held, "lane", start=at(6), end=at(7), track="wind")
    assert (floor.level, floor.track) == ("yellow", "wind")
    (move,) = level_changes(held, "north", start=at(3), end=at(5), track="flood")
    assert (move.to_level, move.track) == ("red", "flood")


def test_a_later_order_of_another_track_replaces_nothing() -> None:
    decision = judged(city("yellow", track="wind"), of("flood", "F-1", "north", "red", (4, 9)))
    assert decision.verdict == Verdict.PERMIT
    assert decision.changes == (change("north", (5, 9), "green", "yellow"),)
    assert (decision.track, decision.drill) == ("wind", False)


@pytest.mark.parametrize("counts", ["covering", "touching", "issued"])
def test_a_floor_of_another_track_does_not_bind(counts: str) -> None:
    floors = [{"id": "not_below", "tier": "city", "counts": counts}]
    written = {**TRACKED, "floors": floors}
    held = of("flood", "R-1", "home", "red", (4, 9))
    assert judged(city("yellow", track="wind"), held, written=written).permitted
    denied = judged(city("yellow", track="flood"), held, written=written)
    assert codes(denied) == ["floor.less_severe"]
    assert found(denied, "floor.less_severe").where[0].orders == ("R-1",)


def test_an_order_of_another_track_is_not_overtaken() -> None:
    held = of("wind", "N-1", "north", "yellow", (4, 9))
    above: Data = {"id": "P-1", "area": "home", "level": "red", "issuer": "office"}
    above |= {"period": {"start": on(5), "end": on(9)}}
    assert judged({**above, "track": "flood"}, held).overtakes == ()
    assert [row.order for row in judged({**above, "track": "wind"}, held).overtakes] == ["N-1"]


def test_from_looks_at_the_level_of_the_own_track() -> None:
    written = {**TRACKED, "transitions": [REGION_ORDER, {**CITY_ORDER, "from": ["red"]}]}
    held = of("flood", "F-1", "north", "red", (4, 9))
    assert judged(city("orange", track="flood"), held, written=written).permitted
    assert "transition.undefined" in codes(
        judged(city("orange", track="wind"), held, written=written)
    )


def test_a_grace_of_another_track_bars_nothing() -> None:
    written = {**TRACKED, "transitions": [REGION_ORDER, CITY_ORDER, ACTING_FIRST]}
    lapsed = of(
        "flood", "F-1", "north", "red", (1, 9), provisional_until=on(2), transition="at_once"
    )
    again = city("red", transition="at_once")
    assert judged({**again, "track": "wind"}, lapsed, written=written).permitted
    assert codes(judged({**again, "track": "flood"}, lapsed, written=written)) == [
        "provisional.repeated"
    ]


def test_an_order_of_another_track_makes_no_place_lively() -> None:
    held = book(
        of("flood", "F-1", "north", "red", (4, 9), scope=["lane"]),
        of("wind", "W-1", "north", "red", (4, 9), scope=["mill"]),
        of("wind", "W-2", "home", "red", (4, 9), ends=[{"at": on(6), "scope": ["quay"]}]),
    )
    tree, span = held.scheme.tree, (micros_of(at(5)), micros_of(at(8)))
    lively = [
        {tree.ids[place] for place in View(held, *span, drill=False, track=track).active_places(0)}
        for track in (0, 1)
    ]
    # Where an order was ended apart, the place is marked for all.
    assert lively == [{"home", "lane", "quay"}, {"home", "mill", "quay"}]


# -- ending and ratifying ---------------------------------------------------------------------


def test_who_ends_an_order_is_in_its_track() -> None:
    held = of("flood", "F-1", "north", "red", (2, 9)), of("wind", "W-1", "north", "orange", (2, 9))
    decision = judged(ending("F-1"), *held)
    assert (decision.verdict, decision.track) == (Verdict.PERMIT, "flood")
    assert decision.changes == (change("north", (4, 9), "red", "green"),)


def test_who_ratifies_an_order_is_in_its_track() -> None:
    written = {**TRACKED, "transitions": [REGION_ORDER, CITY_ORDER, ACTING_FIRST]}
    held = of("wind", "W-1", "north", "red", (2, 9), provisional_until=on(4), transition="at_once")
    ratifying: Data = {"id": "P-1", "action": "ratify", "order": "W-1", "issuer": "city_hall"}
    decision = judged({**ratifying, "approvals": [approval("city_watch")]}, held, written=written)
    assert (decision.verdict, decision.track) == (Verdict.PERMIT, "wind")


def test_a_proposal_to_end_names_no_track() -> None:
    with pytest.raises(ValidationError, match="track"):
        judged(ending("F-1", track="flood"), of("flood", "F-1", "north", "red", (2, 9)))


# -- digests, audits, documents ---------------------------------------------------------------


def test_an_approval_of_one_track_is_none_of_another() -> None:
    flood, wind = (IssueProposal.model_validate(city(track=name)) for name in ("flood", "wind"))
    bare = IssueProposal.model_validate(city())
    assert len({proposal_digest(one) for one in (flood, wind, bare)}) == 3
    written = {
        **TRACKED,
        "transitions": [REGION_ORDER, {**CITY_ORDER, "requires": {"approval": "city_watch"}}],
    }
    given = [approval("city_watch", digest=proposal_digest(flood))]
    assert judged(city(track="flood", approvals=given), written=written).permitted
    assert codes(judged(city(track="wind", approvals=given), written=written)) == [
        "approval.missing",
        "approval.stale",
    ]


def test_an_order_tells_the_track_of_the_proposal_it_was() -> None:
    held = Order.model_validate(
        {**of("wind", "W-1", "north", "yellow", (4, 9)), "issuer": "city_hall"}
    )
    assert proposal_of(held).track == "wind"
    scheme = book().scheme
    floor = Order.model_validate(
        {**of("flood", "R-1", "home", "red", (4, 9)), "issuer": "office", "issued_at": on(1)}
    )
    assert [decision.permitted for _order, decision in audit(scheme, [floor, held])] == [True, True]


def test_a_decision_has_its_track_as_json_where_the_rules_have_tracks() -> None:
    assert '"track": "wind"' in judged(city(track="wind")).to_json()
    assert "track" not in decided(city()).to_json()


def test_realms_are_numbered_by_track_and_drill() -> None:
    realms = [realm_of(track, drill=drill) for track in (0, 1) for drill in (False, True)]
    assert realms == [0, 1, 2, 3]
