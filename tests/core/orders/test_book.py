"""The order book: built one by one or at once it is the same, and no old book ever changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responselevels.core.orders import book as books
from responselevels.core.orders.book import OrderBook, book_of
from responselevels.core.orders.entries import Entry, entries_of
from responselevels.core.orders.holdings import LevelSpan, timeline
from responselevels.core.orders.so_far import orders_so_far
from responselevels.core.timeline import micros_of
from responselevels.core.world.scheme import Scheme
from responselevels.machine.levels import compile_scheme
from responselevels.models.orders import Order, Orders
from tests.core.desk import scheme_of, world
from tests.model.naive import World
from tests.model.scenes import Data, at, on, order
from tests.model.worlds import world_of

ALWAYS = (datetime.fromisoformat("2020-01-01T00:00Z"), None)
Said = dict[tuple[str, bool, str | None], tuple[LevelSpan, ...]]


def everything(book: OrderBook) -> Said:
    """Return the level of every area at all times, by track, drills too."""
    start, end = ALWAYS
    return {
        (area, drill, track): timeline(book, area, start=start, end=end, drill=drill, track=track)
        for area in book.scheme.tree.ids
        for drill in (False, True)
        for track in book.scheme.tracks or (None,)
    }


def worlds() -> st.SearchStrategy[tuple[World, Random]]:
    def drawn(seed: int) -> tuple[World, Random]:
        random = Random(seed)
        return world_of(random)[0], random

    return st.integers(0, 2**64 - 1).map(drawn)


def one_by_one(scheme: Scheme, entries: list[Entry], random: Random) -> list[OrderBook]:
    """Return every book on the way: orders issued, with their ends or before them, in some order."""
    books, waiting = [OrderBook(scheme)], list(entries)
    acts: list[tuple[str, int, tuple[int, ...] | None]] = []
    while waiting or acts:
        book = books[-1]
        if waiting and (not acts or random.random() < 0.6):
            entry = waiting.pop(0)
            ended = random.randint(0, len(entry.ends))
            books.append(book.issue(replace(entry, ends=entry.ends[:ended])))
            acts += [(entry.id, *end) for end in entry.ends[ended:]]
        else:
            books.append(book.end(*acts.pop(random.randrange(len(acts)))))
    return books


@given(worlds())
def test_a_book_built_one_by_one_says_the_same_as_one_filled_at_once(
    drawn: tuple[World, Random],
) -> None:
    made, random = drawn
    scheme = compile_scheme(made.rules, made.areas)
    grown = one_by_one(scheme, entries_of(scheme, made.orders), random)[-1]
    filled = book_of(scheme, made.orders)
    assert everything(grown) == everything(filled)
    assert grown.order_ids() == filled.order_ids() == tuple(one.id for one in made.orders)
    assert (len(grown), grown.last_issued) == (len(filled), filled.last_issued)


@given(worlds())
def test_a_book_whose_orders_were_ratified_says_the_same_as_one_of_firm_orders(
    drawn: tuple[World, Random],
) -> None:
    made, random = drawn
    scheme = compile_scheme(made.rules, made.areas)
    book = one_by_one(scheme, entries_of(scheme, made.orders), random)[-1]
    for one in random.sample(made.orders, len(made.orders)):
        book = book.ratify(one.id)
    firm = [one.model_copy(update={"provisional_until": None}) for one in made.orders]
    assert everything(book) == everything(book_of(scheme, firm))


@given(worlds())
def test_old_books_stay_as_they_were(drawn: tuple[World, Random]) -> None:
    made, random = drawn
    scheme = compile_scheme(made.rules, made.areas)
    book, steps = OrderBook(scheme), []
    for later in one_by_one(scheme, entries_of(scheme, made.orders), random)[1:]:
        steps.append((book, everything(book), book.order_ids()))
        book = later
    for one in made.orders:
        steps.append((book, everything(book), book.order_ids()))
        book = book.ratify(one.id)
    for old, said, ids in steps:
        assert everything(old) == said
        assert old.order_ids() == ids


def as_known(one: Order, instant: int) -> Order:
    """Return an order without the ends that were decided after *instant*."""
    known = [e for e in one.ends if e.decided_at is None or micros_of(e.decided_at) <= instant]
    return one.model_copy(update={"ends": tuple(known)})


@given(worlds(), st.integers(0, 7))
def test_as_of_an_instant_there_are_the_orders_issued_by_then(
    drawn: tuple[World, Random], number: int
) -> None:
    made, _ = drawn
    scheme = compile_scheme(made.rules, made.areas)
    book = book_of(scheme, made.orders)
    for one in made.orders[number : number + 1]:
        for late in (0, -1):
            instant = micros_of(one.issued_at) + late
            so_far = [
                as_known(o, instant) for o in made.orders if micros_of(o.issued_at) <= instant
            ]
            known = orders_so_far(book, instant)
            assert known.order_ids() == tuple(o.id for o in so_far)
            assert everything(known) == everything(book_of(scheme, so_far))


def levels(book: OrderBook, area: str) -> list[tuple[datetime, str | None]]:
    spans = timeline(book, area, start=at(1), end=at(28))
    return [(span.start, span.level) for span in spans]


def test_an_order_ended_in_a_part_holds_on_around_it() -> None:
    ends = [{"at": on(6), "scope": ["lane"]}]
    book = world([order("N-1", "north", "red", (4, 9), ends=ends)])
    assert levels(book, "lane") == [(at(1), "green"), (at(4), "red"), (at(6), "green")]
    for area in ("north", "mill"):
        assert levels(book, area) == [(at(1), "green"), (at(4), "red"), (at(9), "green")]


def test_a_part_of_a_part_may_be_ended_sooner_and_the_rest_later() -> None:
    book = world([order("R-1", "home", "red", (4, 20))])
    lane, north, home = (book.scheme.tree.numbers[name] for name in ("lane", "north", "home"))
    nested = (
        book.end("R-1", micros_of(at(12)), (north,))
        .end("R-1", micros_of(at(8)), (lane,))
        .end("R-1", micros_of(at(16)), (home,))
    )
    assert levels(nested, "lane")[-1] == (at(8), "green")
    assert levels(nested, "mill")[-1] == levels(nested, "north")[-1] == (at(12), "green")
    assert levels(nested, "south")[-1] == levels(nested, "home")[-1] == (at(16), "green")
    assert levels(book, "lane")[-1] == (at(20), "green")


def test_an_end_in_a_part_lets_the_older_order_count_again_there_alone() -> None:
    held = [order("N-1", "north", "yellow", (4, 20)), order("N-2", "north", "red", (6, 10))]
    book = world(held)
    ended = book.end("N-2", micros_of(at(8)), (book.scheme.tree.numbers["lane"],))
    assert levels(ended, "lane")[2:] == [(at(6), "red"), (at(8), "yellow"), (at(20), "green")]
    assert levels(ended, "mill")[2:] == [(at(6), "red"), (at(10), "yellow"), (at(20), "green")]


def test_an_order_issued_after_a_part_was_ended_holds_there_too() -> None:
    book = world([order("N-1", "north", "red", (4, 20), ends=[{"at": on(6), "scope": ["lane"]}])])
    (later,) = entries_of(book.scheme, world_orders(order("N-2", "north", "orange", (5, 8))))
    grown = book.issue(replace(later, number=1))
    assert levels(grown, "lane")[1:] == [(at(4), "red"), (at(5), "orange"), (at(8), "green")]
    assert levels(grown, "mill")[1:] == [
        (at(4), "red"),
        (at(5), "orange"),
        (at(8), "red"),
        (at(20), "green"),
    ]


def test_an_early_end_brings_back_every_order_that_outlasts_it_in_whatever_order_they_end() -> None:
    listed = world_orders(
        order("N-1", "north", "red", (1, 12)),
        order("N-2", "north", "orange", (2, 5)),
        order("N-3", "north", "yellow", (3, 8)),
    )
    grown = OrderBook(scheme_of())
    for entry in entries_of(grown.scheme, listed):
        grown = grown.issue(entry)
    for book in (grown, book_of(grown.scheme, listed)):
        ended = book.end("N-3", micros_of(at(6)), None)
        assert levels(ended, "north") == [
            (at(1), "red"),
            (at(2), "orange"),
            (at(3), "yellow"),
            (at(6), "red"),
            (at(12), "green"),
        ]


def test_a_place_is_lively_whenever_one_of_its_orders_is() -> None:
    book = world(
        [
            order("N-1", "north", "red", (4, 6), scope=["lane"]),
            order("N-2", "north", "red", (12, 14), scope=["lane"]),
        ]
    )
    north, lane = (book.scheme.tree.numbers[name] for name in ("north", "lane"))
    for days, places in (((5, 6), [lane]), ((13, 15), [lane]), ((15, 20), [])):
        start, end = (micros_of(at(day)) for day in days)
        assert list(book.places_within(north, start, end)) == places


def world_orders(*held: Data) -> tuple[Order, ...]:
    return Orders.model_validate({"orders": [{**one, "issuer": "office"} for one in held]}).orders


def test_ending_or_ratifying_an_unknown_order_is_refused() -> None:
    book = world([order("N-1", "north", "red", (4, 9))])
    with pytest.raises(LookupError, match="N-2"):
        book.end("N-2", 0, None)
    with pytest.raises(LookupError, match="N-2"):
        book.ratify("N-2")
    with pytest.raises(LookupError, match="7"):
        book.entry(7)


def test_an_empty_book_knows_nothing() -> None:
    book = OrderBook(scheme_of())
    assert list(book) == []
    assert (len(book), book.order_ids(), book.find("R-1"), book.last_issued) == (0, (), None, None)
    assert orders_so_far(book, 0) is book
    assert book.place(0) == ()


def test_a_book_equals_itself_alone() -> None:
    one, other = world([]), world([])
    assert one == one  # noqa: PLR0124 - identity is the point
    assert one != other


# -- many orders, issued one by one ---------------------------------------------------------


def test_a_long_sequence_keeps_every_order_findable() -> None:
    listed = world_orders(
        *(order(f"N-{n}", "north", "red", (2, 3), scope=["lane"]) for n in range(700))
    )
    scheme = scheme_of()
    book, halfway = OrderBook(scheme), OrderBook(scheme)
    for entry in entries_of(scheme, listed):
        book = book.issue(entry)
        if entry.number == 349:
            halfway = book
    ids = [f"N-{n}" for n in range(700)]
    assert book.order_ids() == tuple(ids)
    assert list(book.order_names()) == ids
    assert [entry.number for entry in map(book.find, ids) if entry is not None] == list(range(700))
    assert halfway.order_names() == set(ids[:350])
    assert halfway.find("N-350") is None
    assert levels(book, "lane") == [(at(1), "green"), (at(2), "red"), (at(3), "green")]


def test_a_book_that_remembers_no_more_lanes_answers_the_same() -> None:
    book = world([order("N-1", "north", "red", (4, 9)), order("L-1", "lane", "red", (4, 9))])
    numbers = book.scheme.tree.numbers
    with patch.object(books, "MOST_UNFOLDED", 1):
        unsaid = {name: book.place(numbers[name]) for name in ("north", "lane", "mill")}
    assert list(book.unfolded) == [numbers["north"]]
    assert unsaid == {name: book.place(numbers[name]) for name in unsaid}
    assert len(book.unfolded) == 3
    assert book.place(numbers["lane"]) is book.place(numbers["lane"])
    assert book.end("N-1", 0, None).unfolded == {}


def test_a_place_whose_order_has_lapsed_is_active_no_longer() -> None:
    held = order("N-1", "north", "red", (1, 20), scope=["lane"], provisional_until=on(4))
    book = world([held])
    lane, home = (book.scheme.tree.numbers[name] for name in ("lane", "home"))
    for day, places in ((3, [lane]), (4, [])):
        assert list(book.places_within(home, micros_of(at(day)), micros_of(at(15)))) == places
