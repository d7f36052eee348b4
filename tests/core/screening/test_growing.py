"""A book that grows in place says at each order what the book of the orders before it says."""

from __future__ import annotations

from hypothesis import given

from responselevels.core.deciding.audit import audited
from responselevels.core.orders.book import OrderBook, book_of
from responselevels.core.orders.entries import entries_of
from responselevels.core.orders.levels import View, effective
from responselevels.core.orders.so_far import orders_so_far
from responselevels.core.screening.growing import GrowingBook
from responselevels.core.timeline import FOREVER
from responselevels.core.world.scheme import Scheme
from responselevels.machine.levels import compile_scheme
from responselevels.models.orders import Order
from tests.core.desk import world
from tests.laws.strategies import scenes, stories
from tests.model.scenes import on, order
from tests.model.shrink import Scene
from tests.model.stories import Story


def levels(book: OrderBook) -> list[object]:
    """Return the levels of all areas for all time, of the first track and its drills."""
    views = [View(book, -FOREVER, FOREVER, drill=drill, track=0) for drill in (False, True)]
    return [effective(view, area) for view in views for area in range(len(book.scheme.tree))]


def same_at_each_order(scheme: Scheme, orders: tuple[Order, ...]) -> None:
    grown = GrowingBook(scheme)
    for number, entry in enumerate(entries_of(scheme, orders)):
        grown.take_until(entry.issued)
        before = orders_so_far(book_of(scheme, orders[:number]), entry.issued)
        assert (len(grown), grown.book.count) == (number, number)
        assert [*grown.book] == [*before]
        assert levels(grown.book) == levels(before)
        assert audited(scheme, grown.book, orders[number]) == audited(
            scheme, before, orders[number]
        )
        grown.add(entry)


@given(scenes())
def test_it_is_the_book_of_any_orders_before(scene: Scene) -> None:
    same_at_each_order(compile_scheme(scene.world.rules, scene.world.areas), scene.world.orders)


@given(stories())
def test_it_is_the_book_of_what_a_register_issued_and_ended_before(story: Story) -> None:
    scheme = compile_scheme(story.world.rules, story.world.areas)
    same_at_each_order(scheme, story.register.orders)


def test_an_end_is_taken_in_once_the_time_of_its_decision_has_come() -> None:
    ends = [
        {"at": on(6), "decided_at": on(4)},
        {"at": on(5), "scope": ["lane"], "decided_at": on(3)},
        {"at": on(8)},
    ]
    book = world([order("R-1", "home", "red", (2, 9), ends=ends, scope=["north"])])
    (entry,) = book
    grown = GrowingBook(book.scheme)
    grown.add(entry)
    seen = []
    for day in (2, 3, 4):
        instant = entry.issued + (day - 1) * 86_400_000_000
        grown.take_until(instant)
        assert levels(grown.book) == levels(orders_so_far(book, instant))
        seen.append((len(grown.book.entry(0).ends), grown.until[0] - entry.issued))
    day = 86_400_000_000
    assert seen == [(1, 7 * day), (2, 7 * day), (3, 5 * day)]


def test_where_an_order_was_ended_the_others_speak_by_their_issue_and_not_by_their_end() -> None:
    orders = [
        order("R-1", "home", "red", (2, 20)),
        order("R-2", "home", "yellow", (2, 12)),
        order("R-3", "home", "orange", (2, 15), ends=[{"at": on(6), "decided_at": on(4)}]),
    ]
    book = world(orders)
    grown = GrowingBook(book.scheme)
    for entry in book:
        grown.add(entry)
    grown.take_until(book.entry(2).decided[0])
    assert levels(grown.book) == levels(book)


def test_beneath_an_area_the_lanes_of_one_issuer_are_found_and_no_others() -> None:
    held = [
        order("R-1", "home", "red", (2, 9), scope=["lane"]),
        order("N-1", "north", "red", (2, 9), scope=["mill"]),
        order("R-2", "home", "red", (2, 9)),
    ]
    book = world(held)
    grown, numbers = GrowingBook(book.scheme), book.scheme.tree.numbers
    for entry in book:
        grown.add(entry)
    home, north, asked = numbers["home"], numbers["north"], book.entry(2)
    found = {
        issuer: [lane.place for lane in grown.lanes_beneath(home, issuer, asked)]
        for issuer in (home, north)
    }
    assert found == {home: [numbers["lane"]], north: [numbers["mill"]]}
