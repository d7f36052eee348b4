"""What the page shows is what the core says: its own script reads the data, and every area is compared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from responselevels.core.orders.book import OrderBook, book_of
from responselevels.core.orders.entries import realm_of
from responselevels.core.orders.levels import Source, View, effective, floor_over
from responselevels.core.timeline import FOREVER, Track
from responselevels.files import load_areas, load_orders, load_rules
from responselevels.machine.levels import compile_scheme
from responselevels.models.areas import Area, Areas
from responselevels.models.orders import Order, Period
from responselevels.models.parts.records import Record
from responselevels.models.rules import Level, Rules, Tier
from responselevels.reports.pages.board.data import BoardRequest, board_page
from responselevels.testing.strategies import formats, schemes
from tests.reports.pages.board.node import read

EXAMPLES = Path(__file__).parents[4] / "examples"
AT = datetime(2026, 5, 20, 4, tzinfo=UTC)
EARLY = -(10**15)


def page(book: OrderBook, orders: Iterable[Order] = (), lang: str = "en") -> bytes:
    return board_page(BoardRequest(book=book, orders=[*orders], at=AT, zone=UTC, lang=lang))


def steps(track: Track[Source]) -> list[dict[str, Any]]:
    """Return a track as the page has it: milliseconds, and nothing before the first step."""
    return [
        {"from": None if start == EARLY else start / 1000, "rank": rank, "orders": list(orders)}
        for start, _end, (rank, orders) in track
    ]


def expected(book: OrderBook, *, drill: bool, track: int) -> list[tuple[Any, Any]]:
    view = View(book, EARLY, FOREVER, drill=drill, track=track)
    return [
        (steps(effective(view, area)), steps(floor_over(view, area, area)))
        for area in range(len(book.scheme.tree))
    ]


def above_default(found: list[dict[str, Any]], default: int) -> list[dict[str, Any]]:
    """Return the steps of a floor that are drawn: those above the default level."""
    return [step for step in found if step["rank"] > default]


def check(book: OrderBook, told: Any) -> None:
    scheme = book.scheme
    assert told["ids"] == scheme.tree.ids
    assert told["parent"] == scheme.tree.parents
    for track in range(max(len(scheme.tracks), 1)):
        for drill in (False, True):
            found = told["realms"][str(realm_of(track, drill=drill))]
            wanted = expected(book, drill=drill, track=track)
            for area, (levels, floor) in enumerate(wanted):
                assert found[area]["levels"] == levels, scheme.tree.ids[area]
                shown = floor if scheme.tree.tiers[area] in scheme.floors else []
                assert above_default(found[area]["floors"], scheme.default) == above_default(
                    shown, scheme.default
                )


@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_every_area_has_the_levels_and_the_floor_that_the_core_says(data: st.DataObject) -> None:
    rules = data.draw(schemes.rules())
    areas = data.draw(schemes.areas(rules))
    orders = data.draw(formats.orders(rules, areas, most=12))
    book = book_of(compile_scheme(rules, areas), orders)
    check(book, read(page(book, orders)))


def test_an_order_that_names_a_place_outside_of_its_area_orders_nothing_there() -> None:
    levels = (Level(id="4", default=True), Level(id="3"))
    rules = Rules(format=1, id="sample", levels=levels, tiers=(Tier(id="city"),))
    areas = Areas(areas=(Area(id="a", tier="city"), Area(id="b", tier="city")))
    orders = [
        Order(
            id=name,
            area=area,
            level="3",
            scope=("a",),
            period=Period(start=AT, end=AT + timedelta(hours=hours)),
            issuer=None,
            issued_at=AT,
            recorded=Record(),
        )
        for name, area, hours in (("R-1", "b", 2), ("R-2", "a", 1))
    ]
    book = book_of(compile_scheme(rules, areas), orders)
    check(book, read(page(book, orders)))


@pytest.mark.parametrize("name", ["xixian", "hazards", "harbour", "flood", "fairs"])
def test_the_boards_of_the_examples_show_what_the_core_says(name: str) -> None:
    folder = EXAMPLES / name
    rules = folder / "rules.yaml"
    known = load_rules(str(rules) if rules.exists() else name)
    (areas,) = folder.glob("areas.*")
    scheme = compile_scheme(known, load_areas(str(areas)))
    orders = load_orders(str(folder / "orders.yaml"))
    book = book_of(scheme, orders)
    check(book, read(page(book, orders.orders)))
