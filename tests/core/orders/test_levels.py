"""Views: the orders of a book through a window, held to the definitions of docs/semantics.md, section 1."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given

from responselevels.core.orders.book import filled_book
from responselevels.core.orders.lanes import SILENT
from responselevels.core.orders.levels import View, effective, floor_over, most_severe, source_at
from responselevels.core.timeline import FOREVER, micros_of
from responselevels.testing.reference.world.standing import in_force
from tests.core.desk import REGION_ORDER, rules, world
from tests.laws.strategies import Held, registers
from tests.model.scenes import at, on, order

DAY = timedelta(days=1) // timedelta(microseconds=1)


def view_of(held: Held) -> View:
    book = held.register.book
    start, end = micros_of(held.instants()[0]) - 1, micros_of(held.instants()[-1])
    return View(book, start, end, drill=False, track=book.scheme.tracks.get(held.track or "", 0))


@given(registers())
def test_a_track_says_who_ordered_last_among_the_orders_in_force(held: Held) -> None:
    view, ground = view_of(held), held.ground
    numbers = {one.id: number for number, one in enumerate(held.register.orders)}
    for area in held.areas:
        tracks = view.tracks(view.book.scheme.tree.numbers[area])
        for above in ground.line[area]:
            track = tracks.get(view.book.scheme.tree.numbers[above])
            for instant in held.instants()[:-1]:
                holding = [
                    numbers[one.id]
                    for one in held.state.orders
                    if one.area == above and in_force(one, area, instant)
                ]
                micros = micros_of(instant)
                found = SILENT
                if track is not None:
                    found = next(n for s, e, n in track if s <= micros < e)
                assert found == max(holding, default=SILENT)


@given(registers())
def test_no_place_that_is_not_lively_differs_from_the_nearest_lively_one_above(held: Held) -> None:
    view = view_of(held)
    tree = view.book.scheme.tree
    for root in (number for number, parent in enumerate(tree.parents) if parent < 0):
        active_places = list(view.active_places(root))
        assert active_places[0] == root
        assert active_places == sorted(set(active_places))
        for place in range(root, tree.after[root]):
            nearest = next(wider for wider in tree.line(place) if wider in active_places)
            assert view.tracks(place) == view.tracks(nearest)


@given(registers())
def test_an_area_that_is_silent_all_along_has_no_track(held: Held) -> None:
    view = view_of(held)
    for area in range(len(view.book.scheme.tree)):
        for track in view.tracks(area).values():
            assert track != [(view.start, view.end, SILENT)]


def test_tracks_and_levels_are_worked_out_once() -> None:
    book = world([order("N-1", "north", "red", (4, 9))])
    view = View(book, micros_of(at(1)), FOREVER, drill=False, track=0)
    lane = book.scheme.tree.numbers["lane"]
    assert view.coded(lane) is view.coded(lane)
    assert effective(view, lane) is effective(view, lane)


def test_the_most_severe_of_several_with_all_orders_that_attain_it() -> None:
    held = [
        order("A", "home", "orange", (1, 9)),
        order("B", "north", "red", (3, 5)),
        order("C", "lane", "red", (4, 6)),
    ]
    book = world(held)
    start, end = micros_of(at(1)), micros_of(at(9))
    view = View(book, start, end, drill=False, track=0)
    lane = book.scheme.tree.numbers["lane"]
    assert effective(view, lane) == [
        (start, micros_of(at(3)), (2, (0,))),
        (micros_of(at(3)), micros_of(at(4)), (3, (1,))),
        (micros_of(at(4)), micros_of(at(5)), (3, (1, 2))),
        (micros_of(at(5)), micros_of(at(6)), (3, (2,))),
        (micros_of(at(6)), end, (2, (0,))),
    ]
    assert floor_over(view, lane, lane)[-1] == (micros_of(at(5)), end, (2, (0,)))


def test_an_area_that_is_silent_says_the_default_wherever_it_stands_in_the_list() -> None:
    levels = [{"id": "green"}, {"id": "yellow", "default": True}, {"id": "red"}]
    only_red = [{**REGION_ORDER, "to": ["red"]}]
    written = rules(levels=levels, transitions=only_red, floors=[])
    book = world([order("R-1", "home", "green", (1, 9))], written)
    start, end = micros_of(at(1)), micros_of(at(9))
    view = View(book, start, end, drill=False, track=0)
    home, north = (book.scheme.tree.numbers[name] for name in ("home", "north"))
    assert effective(view, home) == [(start, end, (0, (0,)))]
    assert effective(view, north) == [(start, end, (1, ()))]


def test_no_order_stands_behind_the_default_and_every_one_behind_another_level() -> None:
    book = world([order("A", "home", "green", (1, 4)), order("B", "home", "red", (4, 9))])
    start, middle, end = (micros_of(at(day)) for day in (1, 4, 9))
    view = View(book, start, end, drill=False, track=0)
    assert effective(view, 0) == [(start, middle, (0, ())), (middle, end, (3, (1,)))]


def test_where_all_are_silent_the_level_is_what_silence_stands_for() -> None:
    view = View(world([]), 0, DAY, drill=False, track=0)
    assert most_severe(view, [], silence=2) == [(0, DAY, (2, ()))]
    assert effective(view, 0) == [(0, DAY, (0, ()))]


def test_a_lapsed_order_is_lively_no_longer() -> None:
    held = order("N-1", "north", "red", (1, 20), scope=["lane"], provisional_until=on(4))
    book = world([held])
    tree = book.scheme.tree
    for day, active_places in ((3, ["home", "lane"]), (4, ["home"])):
        view = View(book, micros_of(at(day)), FOREVER, drill=False, track=0)
        assert [tree.ids[place] for place in view.active_places(0)] == active_places


@given(registers())
def test_the_level_at_an_instant_is_that_of_a_view_of_this_instant(held: Held) -> None:
    book = held.register.book
    track = book.scheme.tracks.get(held.track or "", 0)
    for instant in map(micros_of, held.instants()):
        for drill in (False, True):
            view = View(book, instant, instant + 1, drill=drill, track=track)
            for area in range(len(book.scheme.tree)):
                at_once = source_at(book, area, instant, view.realm)
                assert [(instant, instant + 1, at_once)] == effective(view, area)


def test_the_level_at_an_instant_is_found_in_long_lanes_and_behind_many_questions(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("responselevels.core.orders.book.MOST_UNFOLDED", 1)
    days = [order(f"N-{n}", "north", "red", (1, 2), scope=["lane"]) for n in range(700)]
    book = world(days)
    entries = [
        replace(one, start=2 * one.number, end=2 * one.number + 1, rank=1 + one.number % 2)
        for one in book
    ]
    book = filled_book(book.scheme, entries)
    lane, mill = (book.scheme.tree.numbers[name] for name in ("lane", "mill"))
    for _ in range(2):
        for instant in (0, 1, 2, 777, 1_398, 1_399):
            silent = (book.scheme.default, ())
            number = instant // 2
            holds = (1 + number % 2, (number,)) if not instant % 2 else silent
            assert source_at(book, lane, instant, 0) == holds
            assert source_at(book, mill, instant, 0) == silent
    assert [*book.heard] == [(lane, 0)]
