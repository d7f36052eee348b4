"""Why levels moved: each kind of cause by example, and every move accounted for."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given

from responselevels.core.orders.causes import Cause, CauseKind, LevelChange, level_changes
from responselevels.testing.reference.values import utc
from responselevels.testing.reference.world.standing import in_force
from tests.core.desk import rules, world
from tests.laws.strategies import Held, registers
from tests.model.scenes import Data, at, on, order

INSTANT = timedelta(microseconds=1)


def moves(
    held: list[Data],
    area: str = "north",
    first: int = 1,
    last: int | None = 28,
    *,
    drill: bool = False,
) -> list[LevelChange]:
    end = None if last is None else at(last)
    return list(level_changes(world(held), area, start=at(first), end=end, drill=drill))


def move(day: int, was: str, now: str, *causes: Cause, area: str = "north") -> LevelChange:
    return LevelChange(area=area, at=at(day), from_level=was, to_level=now, causes=causes)


def start(name: str) -> Cause:
    return Cause(kind=CauseKind.START, order=name)


def stop(kind: CauseKind, name: str) -> Cause:
    return Cause(kind=kind, order=name)


def replacement(name: str, replaced: str) -> Cause:
    return Cause(kind=CauseKind.REPLACEMENT, order=name, replaced=replaced)


RED = order("N-1", "north", "red", (4, 9))


@pytest.mark.parametrize(
    ("more", "day", "kind"),
    [
        ({}, 9, CauseKind.RUN_OUT),
        ({"provisional_until": on(7)}, 7, CauseKind.LAPSE),
        ({"provisional_until": on(9)}, 9, CauseKind.RUN_OUT),
        ({"ends": [{"at": on(6)}]}, 6, CauseKind.EARLY_END),
        ({"ends": [{"at": on(6), "scope": ["north"]}]}, 6, CauseKind.EARLY_END),
        ({"ends": [{"at": on(6)}], "provisional_until": on(7)}, 6, CauseKind.EARLY_END),
        ({"ends": [{"at": on(7)}], "provisional_until": on(7)}, 7, CauseKind.LAPSE),
    ],
    ids=[
        "run out",
        "lapse",
        "run out as it lapses",
        "early end",
        "early end there",
        "early end before it lapses",
        "early end as it lapses",
    ],
)
def test_an_order_starts_and_stops_in_one_of_these_ways(
    more: Data, day: int, kind: CauseKind
) -> None:
    assert moves([RED | more]) == [
        move(4, "green", "red", start("N-1")),
        move(day, "red", "green", stop(kind, "N-1")),
    ]


def test_a_later_order_that_starts_while_an_older_holds_replaces_it() -> None:
    held = [RED, order("N-2", "north", "yellow", (6, 8))]
    assert moves(held) == [
        move(4, "green", "red", start("N-1")),
        move(6, "red", "yellow", replacement("N-2", "N-1")),
        move(8, "yellow", "red", stop(CauseKind.RUN_OUT, "N-2")),
        move(9, "red", "green", stop(CauseKind.RUN_OUT, "N-1")),
    ]


def test_a_replacement_may_raise_too() -> None:
    held = [order("N-1", "north", "yellow", (4, 9)), order("N-2", "north", "red", (6, 9))]
    assert moves(held)[1] == move(6, "yellow", "red", replacement("N-2", "N-1"))


def test_one_order_may_start_as_another_stops() -> None:
    held = [RED, order("N-2", "north", "yellow", (9, 12))]
    assert moves(held)[1] == move(9, "red", "yellow", start("N-2"), stop(CauseKind.RUN_OUT, "N-1"))


def test_an_order_of_an_area_above_is_a_cause_too() -> None:
    held = [order("R-1", "home", "red", (4, 9)), order("N-1", "north", "orange", (4, 9))]
    assert moves(held, "lane") == [
        move(4, "green", "red", start("R-1"), area="lane"),
        move(9, "red", "green", stop(CauseKind.RUN_OUT, "R-1"), area="lane"),
    ]


def test_orders_that_rise_to_one_level_together_are_all_causes() -> None:
    held = [order("R-1", "home", "red", (4, 9)), order("N-1", "north", "red", (4, 9))]
    assert moves(held) == [
        move(4, "green", "red", start("N-1"), start("R-1")),
        move(9, "red", "green", stop(CauseKind.RUN_OUT, "N-1"), stop(CauseKind.RUN_OUT, "R-1")),
    ]


def test_only_what_held_at_the_old_level_makes_it_fall() -> None:
    held = [
        order("R-1", "home", "red", (4, 6)),
        order("N-1", "north", "orange", (4, 6)),
        order("N-2", "north", "yellow", (6, 9)),
    ]
    assert moves(held)[1] == move(6, "red", "yellow", stop(CauseKind.RUN_OUT, "R-1"))


def test_another_order_at_the_same_level_moves_nothing() -> None:
    assert moves([RED, order("N-2", "north", "red", (6, 12))]) == [
        move(4, "green", "red", start("N-1")),
        move(12, "red", "green", stop(CauseKind.RUN_OUT, "N-2")),
    ]


def test_an_end_in_a_part_moves_that_part_alone() -> None:
    held = [RED | {"ends": [{"at": on(6), "scope": ["lane"]}]}]
    assert moves(held, "lane")[1] == move(
        6, "red", "green", stop(CauseKind.EARLY_END, "N-1"), area="lane"
    )
    assert [one.at for one in moves(held, "mill")] == [at(4), at(9)]


def test_a_move_at_the_start_of_the_window_counts_and_one_at_its_end_does_not() -> None:
    assert [one.at for one in moves([RED], first=4, last=9)] == [at(4)]
    assert [one.at for one in moves([RED], first=5, last=9)] == []
    assert [one.at for one in moves([RED], first=9, last=None)] == [at(9)]


def test_drills_have_causes_of_their_own() -> None:
    held = [RED, order("D-1", "north", "orange", (5, 8), drill=True)]
    assert [one.causes[0].order for one in moves(held, drill=True)] == ["D-1", "D-1"]


def test_where_the_default_is_not_the_mildest_an_order_may_lower() -> None:
    levels = [{"id": "calm"}, {"id": "green", "default": True}, {"id": "yellow"}, {"id": "red"}]
    roots = [{"id": "home", "tier": "region"}]
    written = rules(levels=levels, transitions=[], endings=[])
    book = world([order("R-1", "home", "calm", (4, 9))], written, roots)
    assert list(level_changes(book, "home", start=at(1), end=None)) == [
        move(4, "green", "calm", start("R-1"), area="home"),
        move(9, "calm", "green", stop(CauseKind.RUN_OUT, "R-1"), area="home"),
    ]


# -- every move accounted for --------------------------------------------------------------------


def holds(world: Held, name: str, area: str, instant: datetime) -> bool:
    (found,) = (one for one in world.state.orders if one.id == name)
    return in_force(found, area, instant)


@given(registers())
def test_each_cause_began_or_ceased_to_hold_at_that_instant(world: Held) -> None:
    first, last = world.instants()[0] - INSTANT, world.instants()[-1]
    for area in world.areas:
        for one in world.register.transitions(area, first, last, track=world.track):
            assert one.causes
            before, now = utc(one.at) - INSTANT, utc(one.at)
            for cause in one.causes:
                begins = cause.kind in {CauseKind.START, CauseKind.REPLACEMENT}
                assert holds(world, cause.order, area, now) == begins
                assert holds(world, cause.order, area, before) != begins
                if cause.replaced is not None:
                    assert holds(world, cause.replaced, area, before)
                    assert holds(world, cause.replaced, area, now)
