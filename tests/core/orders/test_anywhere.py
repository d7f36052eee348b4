"""The most severe that the areas above order anywhere: held against the definition, place by place.

See docs/semantics.md, section 3, "The floor rule": `touching` and `issued`.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given

from responselevels.core.orders.anywhere import severest_anywhere
from responselevels.core.orders.book import book_of
from responselevels.core.orders.levels import View
from responselevels.core.timeline import mapped
from responselevels.core.world.scheme import Scheme
from responselevels.machine.levels import compile_scheme
from responselevels.models.times import micros_of
from responselevels.testing.reference.world.levels import most_severe
from tests.core.desk import world
from tests.laws.strategies import Held, held, scenes
from tests.model.scenes import Data, at, order
from tests.model.shrink import Scene

YELLOW, ORANGE, RED = 1, 2, 3
Rows = list[tuple[int, int, int, tuple[str, ...]]]


def view_of(those: Held, scheme: Scheme) -> View:
    """Return a view of the real orders of one track, from before them all to after them all."""
    instants = those.instants()
    first, last = instants[0] - timedelta(days=1), instants[-1]
    track = 0 if those.track is None else scheme.tracks[those.track]
    book = book_of(scheme, those.world.orders)
    return View(book, micros_of(first), micros_of(last), drill=False, track=track)


def found(view: View, issuers: tuple[int, ...], places: list[int], *, beyond: int) -> Rows:
    """Return what is found, with ids for orders."""
    entry = view.book.entry
    return [
        (start, end, rank, tuple(sorted(entry(number).id for number in orders)))
        for start, end, (rank, orders) in severest_anywhere(view, issuers, places, beyond=beyond)
    ]


def defined(
    those: Held, view: View, issuers: tuple[int, ...], places: list[int], *, beyond: int
) -> Rows:
    """Return the same by the definition: at each instant, each of *issuers* for each of *places*."""
    tree, state = view.book.scheme.tree, those.state
    pairs = [(a, place) for place in places for a in issuers if tree.covers(a, place)]
    cuts = sorted({view.start, *map(micros_of, those.instants())})
    instants = {micros_of(instant): instant for instant in those.instants()}
    instants[view.start] = those.instants()[0] - timedelta(days=1)
    steps = []
    for start, end in pairwise(cuts):
        ids = [(tree.ids[a], tree.ids[place]) for a, place in pairs]
        worst = most_severe(state.ordered(*both, instants[start]) for both in ids)
        steps.append((start, end, (worst.rank, worst.orders)))
    rows = mapped(steps, lambda source: source)
    return [(*span, *source) for *span, source in rows if source[0] > beyond]  # type: ignore[misc]


@given(scenes())
def test_it_is_the_most_severe_that_any_of_them_orders_for_any_place(scene: Scene) -> None:
    those = held(scene.world)
    scheme = compile_scheme(scene.world.rules, scene.world.areas)
    view, tree = view_of(those, scheme), scheme.tree
    for area in range(len(tree)):
        above = tree.lines[area][1:]
        if not above:
            continue
        for top in (area, above[-1]):
            whole = list(range(top, tree.after[top]))
            active = sorted({*view.active_places(top), *(a for a in above if a >= top)})
            for beyond in range(-1, len(scheme.levels)):
                expected = defined(those, view, above, whole, beyond=beyond)
                assert found(view, above, active, beyond=beyond) == expected


def seen(*orders: Data, issuers: str = "home", beyond: int = 0) -> Rows:
    """Return what *issuers* order anywhere on the first days of the month, the days as numbers."""
    book = world(list(orders))
    first, day = micros_of(at(1)), micros_of(at(2)) - micros_of(at(1))
    view = View(book, first, first + 27 * day, drill=False, track=0)
    top = book.scheme.tree.numbers[issuers]
    rows = found(view, (top,), list(view.active_places(top)), beyond=beyond)
    return [
        ((start - first) // day + 1, (end - first) // day + 1, rank, orders)
        for start, end, rank, orders in rows
    ]


def test_an_order_counts_while_it_is_what_its_area_orders_for_some_place() -> None:
    wide = order("R-1", "home", "red", (2, 9), scope=["north"])
    milder = order("R-2", "home", "yellow", (4, 12), scope=["lane"])
    assert seen(wide, milder) == [(2, 9, RED, ("R-1",)), (9, 12, YELLOW, ("R-2",))]
    replaced = order("R-3", "home", "orange", (5, 7), scope=["home"])
    assert seen(wide, milder, replaced) == [
        (2, 5, RED, ("R-1",)),
        (5, 7, ORANGE, ("R-3",)),
        (7, 9, RED, ("R-1",)),
        (9, 12, YELLOW, ("R-2",)),
    ]


def test_all_orders_that_attain_it_are_its_reasons_each_once() -> None:
    both = order("R-1", "home", "red", (2, 9), scope=["lane", "mill"])
    other = order("R-2", "home", "red", (4, 6), scope=["quay"])
    assert seen(both, other) == [
        (2, 4, RED, ("R-1",)),
        (4, 6, RED, ("R-1", "R-2")),
        (6, 9, RED, ("R-1",)),
    ]


@pytest.mark.parametrize(("beyond", "rows"), [(YELLOW, [(2, 9, RED, ("R-1",))]), (RED, [])])
def test_what_does_not_exceed_the_rank_asked_about_is_left_out(beyond: int, rows: Rows) -> None:
    red = order("R-1", "home", "red", (2, 9), scope=["lane"])
    yellow = order("R-2", "home", "yellow", (1, 28), scope=["mill"])
    assert seen(red, yellow, beyond=beyond) == rows
