"""The orders so far: what was issued, and ended, by an instant, and nothing that came later."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product

import pytest
from hypothesis import given

from responselevels.core.deciding.audit import audit
from responselevels.core.orders.book import OrderBook, book_of, filled_book
from responselevels.core.orders.entries import ALWAYS_KNOWN
from responselevels.core.orders.holdings import level_at, timeline
from responselevels.core.orders.so_far import EarlierBook, orders_so_far
from responselevels.core.timeline import micros_of
from responselevels.errors import InputError
from responselevels.machine.levels import compile_scheme
from responselevels.models.decisions import Verdict
from responselevels.models.orders import End, Order, Orders
from tests.core.desk import city, codes, decided, ending, scheme_of, world
from tests.laws.strategies import scenes
from tests.model.scenes import Data, at, on, order
from tests.model.shrink import Scene

INSTANT = timedelta(microseconds=1)
ABOVE = order("R-1", "home", "red", (4, 9), issuer="office")
ENDED: Data = {**ABOVE, "ends": [{"at": on(4), "decided_at": on(3)}]}


def seen(book: OrderBook, when: datetime) -> OrderBook:
    return orders_so_far(book, micros_of(when))


def test_an_end_counts_from_the_instant_of_its_decision() -> None:
    book = world([ENDED])
    assert seen(book, at(3)) is book
    before = seen(book, at(3) - INSTANT)
    assert level_at(before, "home", at(5)).level == "red"
    assert level_at(book, "home", at(5)).level == "green"


def test_a_decision_as_of_an_earlier_time_does_not_know_of_an_end() -> None:
    assert codes(decided(city(), ENDED, when=at(3))) == []
    assert codes(decided(city(), ENDED, when=at(3) - INSTANT)) == ["floor.less_severe"]


def test_an_order_can_be_ended_again_by_who_does_not_know_of_the_end() -> None:
    own = order("N-1", "north", "red", (2, 9), ends=[{"at": on(4), "decided_at": on(3)}])
    early = decided(ending("N-1", 4), own, when=at(3) - INSTANT)
    assert early.verdict == Verdict.PERMIT
    assert "order.not_in_force" in codes(decided(ending("N-1", 4), own, when=at(3)))


def test_an_audit_counts_an_end_only_from_its_decision() -> None:
    below = order("N-1", "north", "yellow", (5, 9), issuer="city_hall")
    for decided_at, issued, verdict in ((3, 2, "deny"), (3, 3, "permit"), (None, 2, "permit")):
        end: Data = {"at": on(4)} | ({} if decided_at is None else {"decided_at": on(decided_at)})
        listed = [ABOVE | {"ends": [end]}, below | {"issued_at": on(issued)}]
        orders = Orders.model_validate({"orders": listed}).orders
        assert [str(made.verdict) for _, made in audit(scheme_of(), orders)] == ["permit", verdict]


def test_of_several_ends_each_counts_from_its_own_decision() -> None:
    ends = [
        {"at": on(8), "decided_at": on(2)},
        {"at": on(6), "scope": ["north"]},
        {"at": on(5), "decided_at": on(4)},
    ]
    book = world([ABOVE | {"ends": ends}])
    (entry,) = seen(book, at(3))
    assert [end for end, _scope in entry.ends] == [micros_of(at(8)), micros_of(at(6))]
    assert entry.decided == (micros_of(at(2)), ALWAYS_KNOWN)
    (entry,) = seen(book, at(1))
    assert entry.decided == (ALWAYS_KNOWN,)


def test_an_end_that_comes_later_is_known_beside_those_of_the_list() -> None:
    book = world([ENDED]).end("R-1", micros_of(at(7)), None)
    (entry,) = seen(book, at(1))
    assert entry.ends == ((micros_of(at(7)), None),)
    grown = OrderBook(book.scheme).issue(world([ENDED]).entry(0))
    assert level_at(seen(grown, at(1)), "home", at(5)).level == "red"


def test_an_end_that_was_decided_before_its_order_was_issued_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        world([ABOVE | {"issued_at": on(3), "ends": [{"at": on(4), "decided_at": on(2)}]}])
    assert str(caught.value) == (
        "orders[0].ends[0].decided_at: this end of `R-1` is decided at 2026-02-02 00:00+08:00, "
        "before its issue at 2026-02-03 00:00+08:00; correct one of the two"
    )
    world([ABOVE | {"issued_at": on(3), "ends": [{"at": on(4), "decided_at": on(3)}]}])


def with_decided(order_: Order, late: timedelta) -> Order:
    ends = tuple(
        End(at=end.at, scope=end.scope, decided_at=order_.issued_at + late * number)
        for number, end in enumerate(order_.ends)
    )
    return order_.model_copy(update={"ends": ends})


def as_known(order_: Order, when: datetime) -> Order:
    known = [end for end in order_.ends if end.decided_at is None or end.decided_at <= when]
    return order_.model_copy(update={"ends": tuple(known)})


@given(scenes())
def test_the_orders_so_far_are_those_of_a_list_without_what_came_later(scene: Scene) -> None:
    scheme = compile_scheme(scene.world.rules, scene.world.areas)
    orders = [with_decided(one, timedelta(days=1)) for one in scene.world.orders]
    book = book_of(scheme, orders)
    for one in orders:
        known = seen(book, one.issued_at)
        listed = [as_known(o, one.issued_at) for o in orders if o.issued_at <= one.issued_at]
        told = book_of(scheme, listed)
        for area, track in product(scheme.tree.ids, scheme.tracks or (None,)):
            start = at(1) - timedelta(days=400)
            assert timeline(known, area, start=start, end=None, track=track) == timeline(
                told, area, start=start, end=None, track=track
            )


# -- the first orders of a longer book, against a book of these alone --------------------------


def said(book: OrderBook) -> dict[object, object]:
    """Return what a book says of its orders and of the levels of each area."""
    start = datetime.fromisoformat("2020-01-01T00:00Z")
    tracks = book.scheme.tracks or (None,)
    everywhere = product(book.scheme.tree.ids, (False, True), tracks)
    return {
        "ids": book.order_ids(),
        "names": list(book.order_names()),
        "last": book.last_issued,
        "waiting": [[*book.provisional(area, 0)] for area in range(len(book.scheme.tree))],
        **{
            asked: timeline(book, asked[0], start=start, end=None, drill=asked[1], track=asked[2])
            for asked in everywhere
        },
    }


@given(scenes())
def test_the_first_orders_of_a_longer_book_say_what_a_book_of_these_alone_says(
    scene: Scene,
) -> None:
    scheme = compile_scheme(scene.world.rules, scene.world.areas)
    whole = book_of(scheme, scene.world.orders)
    entries = list(whole)
    for count in range(len(entries)):
        last = entries[count].issued - 1
        known = [entry for entry in entries if entry.issued <= last]
        alone = orders_so_far(filled_book(scheme, known), last)
        first = orders_so_far(whole, last)
        assert said(first) == said(alone)
        for entry in entries:
            assert (first.find(entry.id) is None) == (entry.issued > last)
            for name in (*entry.persons, *(person.upper() for person in entry.persons)):
                assert first.people.resembled(name) == alone.people.resembled(name)
        # Changed, it says the same as the other one changed.
        for entry in known:
            assert said(first.ratify(entry.id)) == said(alone.ratify(entry.id))
            assert said(first.end(entry.id, 0, None)) == said(alone.end(entry.id, 0, None))
        later = replace(entries[count], number=len(known))
        assert said(first.issue(later)) == said(alone.issue(later))


def test_a_decision_in_the_past_paints_the_lanes_that_it_looks_at_and_no_others() -> None:
    streets = [order(f"N-{n}", "north", "red", (2, 9), scope=["lane"]) for n in range(50)]
    held = [*streets, order("S-1", "south", "red", (2, 9)), order("N-50", "north", "red", (2, 9))]
    last = {**order("N-51", "north", "red", (2, 9), scope=["lane"]), "issued_at": on(3)}
    book = world([*held, last])
    before = seen(book, at(3) - INSTANT)
    assert isinstance(before, EarlierBook)
    assert level_at(before, "lane", at(4)).orders == ("N-50",)
    numbers = book.scheme.tree.numbers
    assert {*before.earlier} <= {numbers[name] for name in ("lane", "north", "home")}
    assert seen(book, at(3) - INSTANT) is before
