"""Levels and floors as users ask for them: half-open at every edge, refusing what cannot be asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.causes import level_changes
from responselevels.core.orders.holdings import (
    Holding,
    LevelSpan,
    floor_at,
    floor_timeline,
    level_at,
    timeline,
)
from responselevels.errors import InputError
from tests.core.desk import rules, world
from tests.model.scenes import Data, at, on, order

INSTANT = timedelta(microseconds=1)
NOTHING = Holding("green", ())
BERLIN = ZoneInfo("Europe/Berlin")


def edges(book: OrderBook, area: str, day: int) -> tuple[str | None, str | None]:
    """Return the level just before a day begins, and as it begins."""
    instant = at(day)
    return level_at(book, area, instant - INSTANT).level, level_at(book, area, instant).level


@pytest.mark.parametrize(
    ("more", "first", "last"),
    [
        ({}, 4, 9),
        ({"provisional_until": on(7)}, 4, 7),
        ({"ends": [{"at": on(6)}]}, 4, 6),
        ({"ends": [{"at": on(6), "scope": ["north"]}]}, 4, 6),
    ],
    ids=["it runs out", "it lapses", "it is ended", "it is ended there"],
)
def test_an_order_holds_from_its_start_to_just_before_its_end(
    more: Data, first: int, last: int
) -> None:
    book = world([order("N-1", "north", "red", (4, 9), **more)])
    assert edges(book, "lane", first) == ("green", "red")
    assert edges(book, "lane", last) == ("red", "green")


def test_an_order_without_end_holds_to_the_end_of_time() -> None:
    book = world([order("N-1", "north", "red", (4, None))])
    last = datetime.fromisoformat("9999-12-31T23:59:59.999999Z")
    assert level_at(book, "lane", last) == Holding("red", ("N-1",))
    assert timeline(book, "north", start=at(1), end=None)[-1] == LevelSpan(
        start=at(4), end=None, level="red", orders=("N-1",)
    )


@pytest.mark.parametrize("day", [4, 3])
def test_ended_at_or_before_its_start_it_never_was_in_force(day: int) -> None:
    book = world([order("N-1", "north", "red", (4, 9), ends=[{"at": on(day)}])])
    assert timeline(book, "north", start=at(1), end=at(12)) == (
        LevelSpan(start=at(1), end=at(12), level="green", orders=()),
    )


def test_the_level_comes_from_all_orders_that_attain_it_sorted_by_id() -> None:
    held = [
        order("Z", "home", "red", (4, 9)),
        order("A", "north", "red", (4, 9), scope=["lane"]),
        order("M", "north", "orange", (4, 9), scope=["mill"]),
    ]
    book = world(held)
    assert level_at(book, "lane", at(5)) == Holding("red", ("A", "Z"))
    assert level_at(book, "mill", at(5)) == Holding("red", ("Z",))
    assert level_at(book, "island", at(5)) == NOTHING


def test_at_the_default_the_level_comes_from_no_order() -> None:
    book = world([order("N-1", "north", "green", (4, 9))])
    assert level_at(book, "north", at(5)) == NOTHING
    assert timeline(book, "north", start=at(1), end=at(12)) == (
        LevelSpan(start=at(1), end=at(12), level="green", orders=()),
    )


def test_drills_are_apart_from_real_orders() -> None:
    held = [
        order("N-1", "north", "red", (4, 9)),
        order("D-1", "north", "orange", (4, 9), drill=True),
    ]
    book = world(held)
    assert level_at(book, "north", at(5)) == Holding("red", ("N-1",))
    assert level_at(book, "north", at(5), drill=True) == Holding("orange", ("D-1",))
    assert floor_at(book, "lane", at(5), drill=True) == Holding("orange", ("D-1",))
    (span,) = timeline(book, "north", start=at(4), end=at(9), drill=True)
    (floor,) = floor_timeline(book, "lane", start=at(4), end=at(9), drill=True)
    assert (span.orders, floor.orders) == (("D-1",), ("D-1",))


def test_a_later_mild_order_replaces_an_earlier_severe_one_of_the_same_area() -> None:
    held = [order("N-1", "north", "red", (4, 9)), order("N-2", "north", "yellow", (6, 8))]
    spans = timeline(world(held), "north", start=at(4), end=at(9))
    assert [(span.start, span.level, span.orders) for span in spans] == [
        (at(4), "red", ("N-1",)),
        (at(6), "yellow", ("N-2",)),
        (at(8), "red", ("N-1",)),
    ]


def test_spans_differ_from_their_neighbours_in_level_or_in_orders() -> None:
    held = [order("N-1", "north", "red", (4, 6)), order("N-2", "north", "red", (6, 8))]
    spans = timeline(world(held), "north", start=at(5), end=at(7))
    assert spans == (
        LevelSpan(start=at(5), end=at(6), level="red", orders=("N-1",)),
        LevelSpan(start=at(6), end=at(7), level="red", orders=("N-2",)),
    )


def test_a_window_of_one_microsecond_can_be_asked_for() -> None:
    book = world([order("N-1", "north", "red", (4, 9))])
    (span,) = timeline(book, "north", start=at(9) - INSTANT, end=at(9))
    assert (span.level, span.start, span.end) == ("red", at(9) - INSTANT, at(9))


# -- floors ----------------------------------------------------------------------------------


def test_the_floor_is_what_the_strict_ancestors_order_for_the_place() -> None:
    held = [
        order("R-1", "home", "orange", (4, 9), scope=["lane"]),
        order("N-1", "north", "red", (4, 9)),
    ]
    book = world(held)
    assert floor_at(book, "north", at(5)) == NOTHING
    assert floor_at(book, "north", at(5), place="lane") == Holding("orange", ("R-1",))
    assert floor_at(book, "lane", at(5)) == Holding("red", ("N-1",))
    assert floor_timeline(book, "lane", start=at(3), end=at(5)) == (
        LevelSpan(start=at(3), end=at(4), level="green", orders=()),
        LevelSpan(start=at(4), end=at(5), level="red", orders=("N-1",)),
    )


def test_nothing_binds_an_area_without_ancestors() -> None:
    levels = [{"id": "calm"}, {"id": "green", "default": True}, {"id": "yellow"}, {"id": "red"}]
    written = rules(levels=levels, transitions=[], endings=[])
    book = world([order("N-1", "north", "red", (4, 9))], written)
    assert floor_at(book, "home", at(5)) == Holding("calm", ())
    assert floor_at(book, "north", at(5)) == Holding("green", ())
    assert floor_at(book, "lane", at(5)) == Holding("red", ("N-1",))


def test_the_floor_takes_no_heed_of_what_a_tier_inherits() -> None:
    written = rules(tiers=[{"id": "region"}, {"id": "city", "inherits": False}, {"id": "street"}])
    book = world([order("R-1", "home", "red", (4, 9))], written)
    assert level_at(book, "north", at(5)) == NOTHING
    assert floor_at(book, "north", at(5)) == Holding("red", ("R-1",))


# -- what cannot be asked ----------------------------------------------------------------------


NAIVE = datetime(2026, 2, 3, 8)  # noqa: DTZ001 - refused for that
SKIPPED = datetime(2026, 3, 29, 2, 30, tzinfo=BERLIN)
Ask = Callable[[OrderBook], object]


def span_asked(start: datetime, end: datetime | None) -> dict[str, Ask]:
    return {
        "timeline": lambda book: timeline(book, "north", start=start, end=end),
        "floor_timeline": lambda book: floor_timeline(book, "north", start=start, end=end),
        "level_changes": lambda book: level_changes(book, "north", start=start, end=end),
    }


def asked(at_: datetime) -> dict[str, Ask]:
    return {
        "level_at": lambda book: level_at(book, "north", at_),
        "floor_at": lambda book: floor_at(book, "north", at_),
    }


def refused(ask: Ask) -> str:
    with pytest.raises(InputError) as caught:
        ask(world([]))
    return str(caught.value)


NO_OFFSET = "`2026-02-03T08:00:00` has no offset; add one, such as `+08:00`, or `Z` for UTC"


@pytest.mark.parametrize("name", ["level_at", "floor_at"])
def test_an_instant_needs_an_offset_and_must_exist(name: str) -> None:
    assert refused(asked(NAIVE)[name]) == f"at: {NO_OFFSET}"
    assert refused(asked(SKIPPED)[name]) == (
        "at: `2026-03-29T02:30:00+01:00` is skipped in its time zone when clocks go forward; "
        "take an earlier or a later time"
    )


@pytest.mark.parametrize("name", ["timeline", "floor_timeline", "level_changes"])
def test_a_window_needs_offsets_and_an_end_after_its_start(name: str) -> None:
    assert refused(span_asked(NAIVE, at(9))[name]) == f"start: {NO_OFFSET}"
    assert refused(span_asked(at(1), NAIVE)[name]) == f"end: {NO_OFFSET}"
    for end in (at(4), at(3)):
        assert refused(span_asked(at(4), end)[name]) == (
            "end: the time asked for ends before or as it begins; let its end be later than its start"
        )


@pytest.mark.parametrize(
    "ask",
    [
        lambda book: level_at(book, "nort", at(5)),
        lambda book: floor_at(book, "nort", at(5)),
        lambda book: timeline(book, "nort", start=at(5), end=None),
        lambda book: floor_timeline(book, "nort", start=at(5), end=None),
        lambda book: level_changes(book, "nort", start=at(5), end=None),
    ],
    ids=["level_at", "floor_at", "timeline", "floor_timeline", "level_changes"],
)
def test_an_unknown_area_is_reported_with_the_nearest_name(ask: Ask) -> None:
    assert refused(ask) == (
        "area: unknown area `nort`; known: `home`, `north`, `lane`, `mill`, `south`, `quay`, "
        "`island` and `outpost`; did you mean `north`?"
    )


def test_an_unknown_place_is_reported_as_such() -> None:
    said = refused(lambda book: floor_at(book, "north", at(5), place="lone"))
    assert said.startswith("place: unknown area `lone`")


def test_an_instant_that_clocks_show_twice_is_the_one_its_fold_says() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    again = first.replace(fold=1)
    held = order("N-1", "north", "red", (4, 9)) | {"period": {"start": again}}
    book = world([held])
    assert level_at(book, "north", first) == NOTHING
    assert level_at(book, "north", again) == Holding("red", ("N-1",))


@pytest.mark.parametrize("hours", [14, -14])
def test_a_time_that_is_outside_of_all_years_in_utc_is_refused(hours: int) -> None:
    wall = datetime.min if hours > 0 else datetime.max
    with pytest.raises(InputError) as refused:
        level_at(world([]), "north", wall.replace(tzinfo=timezone(timedelta(hours=hours))))
    assert [problem.code for problem in refused.value.problems] == ["time.impossible"]
