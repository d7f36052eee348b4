from __future__ import annotations

from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.levels import View
from responselevels.core.orders.lowered import LoweredOrders
from responselevels.core.timeline import FOREVER
from responselevels.models.times import micros_of
from tests.core.desk import world
from tests.model.scenes import Data, at, on, order

YELLOW, ORANGE, RED = 1, 2, 3


def lowered(
    book: OrderBook, rank: int, days: tuple[int, int | None], when: int = 3
) -> LoweredOrders:
    """Return what an order of north of *rank* would lower over these days."""
    start, end = days
    until = FOREVER if end is None else micros_of(at(end))
    view = View(book, micros_of(at(start)), until, drill=False, track=0)
    return LoweredOrders(view, book.scheme.tree.numbers["north"], rank, at=micros_of(at(when)))


def rows(
    book: OrderBook, place: str, rank: int = YELLOW, days: tuple[int, int | None] = (5, 9)
) -> list[object]:
    """Return (first day, day after the last, rank, order) of what is lowered at *place*."""
    found = lowered(book, rank, days).at(book.scheme.tree.numbers[place])
    day = micros_of(at(2)) - micros_of(at(1))
    first = micros_of(at(1))
    return [
        ((start - first) // day + 1, (end - first) // day + 1, of, book.entry(number).id)
        for start, end, of, number in found
    ]


def test_each_order_is_lowered_where_no_later_one_is_milder() -> None:
    book = world(
        [
            order("N-1", "north", "orange", (4, 9)),
            order("N-2", "north", "red", (5, 8)),
            order("N-3", "north", "yellow", (6, 7)),
            order("N-4", "north", "orange", (6, 12)),
        ]
    )
    assert rows(book, "north") == [
        (5, 6, ORANGE, "N-1"),
        (5, 6, RED, "N-2"),
        (6, 9, ORANGE, "N-4"),
        (7, 9, ORANGE, "N-1"),
    ]
    assert rows(book, "north", ORANGE) == [(5, 6, RED, "N-2")]
    assert rows(book, "north", RED) == []
    assert rows(book, "south") == []


def test_places_that_share_their_orders_are_worked_out_once() -> None:
    book = world([order("N-1", "north", "red", (5, 9)), order("L-1", "lane", "red", (5, 9))])
    found = lowered(book, YELLOW, (5, 9))
    numbers = book.scheme.tree.numbers
    assert found.places(numbers["north"]) == [numbers["north"], numbers["lane"]]
    assert found.at(numbers["lane"]) is found.at(numbers["north"])


def test_a_part_in_which_an_order_was_ended_fares_by_itself() -> None:
    held = order("N-1", "north", "red", (5, 9), ends=[{"at": on(6), "scope": ["lane"]}])
    book = world([held])
    assert rows(book, "lane") == [(5, 6, RED, "N-1")]
    assert rows(book, "mill") == rows(book, "north") == [(5, 9, RED, "N-1")]


def test_the_places_of_what_may_be_ratified_are_looked_at_though_they_are_quiet() -> None:
    held: Data = order("N-1", "north", "red", (4, 12), scope=["lane"], provisional_until=on(5))
    book = world([held])
    numbers = book.scheme.tree.numbers
    assert lowered(book, YELLOW, (6, 9)).places(numbers["north"]) == [
        numbers["north"],
        numbers["lane"],
    ]
    assert lowered(book, YELLOW, (6, 9), when=5).places(numbers["north"]) == [numbers["north"]]
    assert lowered(book, RED, (6, 9)).places(numbers["north"]) == [numbers["north"]]
    assert lowered(book, YELLOW, (6, 9)).places(numbers["south"]) == [numbers["south"]]


def test_what_may_be_ratified_is_lowered_only_where_its_scope_reaches() -> None:
    quiet = order("N-1", "north", "red", (4, 12), scope=["lane"], provisional_until=on(5))
    book = world([order("N-0", "north", "orange", (7, 8)), quiet])
    assert rows(book, "mill") == [(7, 8, ORANGE, "N-0")]
    assert rows(book, "lane") == [(5, 9, RED, "N-1"), (7, 8, ORANGE, "N-0")]


def test_an_order_named_twice_on_a_line_is_lowered_once() -> None:
    book = world([order("N-1", "north", "red", (5, 9), scope=["north", "lane"])])
    assert rows(book, "lane") == [(5, 9, RED, "N-1")]


def test_an_open_order_is_lowered_to_the_end_of_the_period() -> None:
    book = world([order("N-1", "north", "red", (5, None))])
    ((_, end, _, _),) = lowered(book, YELLOW, (5, None)).at(book.scheme.tree.numbers["north"])
    assert end == FOREVER
