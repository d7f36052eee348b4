"""Acting first again: when it is denied, and how long the grace is.

See docs/semantics.md, section 5.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from responselevels.core.orders.book import OrderBook
from responselevels.models.decisions import Decision, Verdict
from tests.core.desk import (
    CITY_ORDER,
    REGION_ORDER,
    city,
    codes,
    decided,
    denied,
    found,
    order_named,
    rules,
    world,
)
from tests.model.scenes import Data, at, on, order

INSTANT = timedelta(microseconds=1)
AT_ONCE: Data = {
    **CITY_ORDER,
    "id": "at_once",
    "ratify": {"approval": "board", "within": "P2D", "again_after": "P7D"},
}
SOON: Data = {
    **CITY_ORDER,
    "id": "soon",
    "ratify": {"approval": "police", "within": "PT6H", "again_after": "P1D"},
}
EVER: Data = {**CITY_ORDER, "id": "ever", "ratify": {"approval": "board", "within": "P2D"}}
WRITTEN = rules(transitions=[REGION_ORDER, CITY_ORDER, AT_ONCE, SOON, EVER])


def first(lapse: int = 4, **more: Any) -> Data:
    """Return an order of north of the 1st to be ratified up to a day; its period is over since."""
    held = order("N-1", "north", "red", (1, 3), transition="at_once")
    return held | {"provisional_until": on(lapse), **more}


def again(*held: Data, day: int = 5, off: timedelta = timedelta(0), **more: Any) -> Decision:
    """Decide that north acts first again, at a day and a bit."""
    proposal = city(start=day + 1, end=day + 3, **{"transition": "at_once", **more})
    return decided(proposal, *held, written=WRITTEN, when=at(day) + off)


def test_acting_first_again_is_denied_until_the_time_is_over() -> None:
    expected = denied(
        "provisional.repeated",
        "at_once",
        orders=(order_named("N-1"),),
        until=at(4),
        again_after=timedelta(days=7),
        earliest=at(11),
    )
    assert again(first(), day=5).findings == (expected,)
    assert again(first(), day=11, off=-INSTANT).findings == (expected,)
    assert again(first(), day=11).verdict == Verdict.PERMIT


def test_the_instant_at_which_the_grace_ends_is_after_it() -> None:
    assert again(first(), day=4).verdict == Verdict.DENY
    assert again(first(), day=4, off=-INSTANT).verdict == Verdict.PERMIT


@pytest.mark.parametrize(
    "fate",
    [
        {"period": {"start": on(1), "end": on(9)}},
        {"ends": [{"at": on(2)}]},
        {"ends": [{"at": on(1)}]},
        {"period": {"start": on(1), "end": on(2)}},
        {"scope": ["lane"]},
        {"scope": ["lane"], "ends": [{"at": on(2), "scope": ["lane"]}]},
        {"transition": "ever"},
        {"transition": None},
    ],
    ids=[
        "lapsed",
        "ended",
        "never begun",
        "run out",
        "in a part",
        "in a part and ended there",
        "by another transition",
        "by none that is known",
    ],
)
def test_it_counts_whatever_became_of_the_order(fate: Data) -> None:
    assert codes(again(first(**fate))) == ["provisional.repeated"]


def test_it_counts_where_the_order_was_replaced() -> None:
    replaced = order("N-2", "north", "yellow", (2, 9), issued_at=on(2))
    assert "provisional.repeated" in codes(again(first(), replaced))


@pytest.mark.parametrize(
    "other",
    [
        {"provisional_until": None},
        {"area": "south", "scope": ["south"]},
        {"area": "home", "scope": ["home"]},
        {"area": "lane", "scope": ["lane"]},
        {"drill": True},
        {"scope": ["quay"]},
        {"scope": ["home"]},
        {"issued_at": "2026-02-05T00:00:00.000001+08:00"},
    ],
    ids=[
        "ratified",
        "of a sister",
        "of the area above",
        "of an area beneath",
        "a drill",
        "beyond its own cover",
        "in all that lies above",
        "issued after the decision",
    ],
)
def test_what_is_no_unratified_order_of_the_area_does_not_count(other: Data) -> None:
    assert "provisional.repeated" not in codes(again(first(**other)))


def test_a_drill_is_held_against_drills() -> None:
    assert "provisional.repeated" in codes(again(first(drill=True), drill=True))
    assert "provisional.repeated" not in codes(again(first(), drill=True))


def test_another_part_may_act_first() -> None:
    assert again(first(scope=["lane"]), scope=["mill"]).verdict == Verdict.PERMIT
    assert again(first(scope=["lane"]), scope=["mill", "lane"]).verdict == Verdict.DENY
    assert again(first(), scope=["mill"]).verdict == Verdict.DENY
    outside = again(first(scope=["lane"]), scope=["quay"])
    assert codes(outside) == ["scope.outside_area"]


def test_the_normal_way_stays_open() -> None:
    assert again(first(), transition="city_order").verdict == Verdict.PERMIT
    assert again(first(), transition=None).transition == "city_order"


def test_a_transition_that_says_nothing_of_it_may_be_taken_again_and_again() -> None:
    decision = again(first(), transition="ever")
    assert (decision.verdict, decision.provisional_until) == (Verdict.PERMIT, at(7))


def test_each_transition_says_how_long_it_waits() -> None:
    assert again(first(), transition="soon").verdict == Verdict.PERMIT
    assert again(first(), transition="soon", off=-INSTANT).verdict == Verdict.DENY


def test_of_several_orders_the_last_grace_counts_and_all_are_named() -> None:
    held = [first(), first(3, id="N-2"), first(lapse=2, id="N-3", transition="ever")]
    facts = found(again(*held), "provisional.repeated").facts
    assert facts["orders"] == tuple(order_named(name) for name in ("N-1", "N-2", "N-3"))
    assert (facts["until"], facts["earliest"]) == (at(4), at(11))
    at_the_edge = again(*held, day=10)
    assert found(at_the_edge, "provisional.repeated").facts["orders"] == (order_named("N-1"),)


# -- while a grace runs -------------------------------------------------------------------------


def test_while_a_grace_runs_a_new_one_ends_no_later() -> None:
    decision = again(first(6))
    assert (decision.verdict, decision.provisional_until) == (Verdict.PERMIT, at(6))
    assert again(first(9)).provisional_until == at(7)


def test_of_several_graces_that_run_the_first_to_end_is_the_last() -> None:
    held = [first(6), first(9, id="N-2"), first(8, id="N-3")]
    assert again(*held).provisional_until == at(6)
    assert again(*reversed(held)).provisional_until == at(6)


def test_an_order_cut_short_holds_no_longer_than_its_grace() -> None:
    held = first(6, period={"start": on(1), "end": on(2)})
    proposal = city("red", start=5, end=9, transition="at_once")
    decision = decided(proposal, held, written=WRITTEN, when=at(5))
    assert [(row.start, row.end) for row in decision.changes] == [(at(5), at(6))]


def test_where_one_grace_ended_and_another_runs_it_is_denied() -> None:
    decision = again(first(), first(9, id="N-2"))
    assert codes(decision) == ["provisional.repeated"]


# -- the book ------------------------------------------------------------------------------------


def test_a_book_knows_its_unratified_orders_however_it_came_about() -> None:
    listed = [first(), first(5, id="N-2"), order("N-3", "north", "red", (1, 9)), first(id="N-4")]
    filled = world(listed, WRITTEN)
    grown = OrderBook(filled.scheme)
    for entry in filled:
        grown = grown.issue(entry)
    for book in (filled, grown):
        north = book.scheme.tree.numbers["north"]
        assert [entry.id for entry in book.provisional(north, 0)] == ["N-1", "N-2", "N-4"]
        assert [entry.id for entry in book.ratify("N-2").provisional(north, 0)] == ["N-1", "N-4"]
        assert list(book.provisional(north + 1, 0)) == []


def test_the_time_until_one_may_act_first_again_never_passes_the_end_of_time() -> None:
    held = first(provisional_until="9999-12-31T00:00:00Z", issued_at="9999-12-01T00:00:00Z")
    proposal = city(transition="at_once") | {
        "period": {"start": "9999-12-31T12:00:00Z", "end": "9999-12-31T13:00:00Z"}
    }
    when = at(5, 10).replace(year=9999, month=12, day=31)
    decision = decided(proposal, held, written=WRITTEN, when=when)
    last = found(decision, "provisional.repeated").facts["earliest"]
    assert str(last) == "9999-12-31 23:59:59.999999+00:00"
