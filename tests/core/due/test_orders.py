"""What comes of orders by itself: they run out, lapse, are ended, or outlive what was expected."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from responselevels.core.due.due import due
from responselevels.core.due.rows import Fall
from responselevels.errors import InputError
from tests.core.due.desk import asked, beside, book, ended, on, order, rules, times, town
from tests.core.due.desk import order as county

SECOND = timedelta(microseconds=1)


def test_an_order_that_runs_out_says_what_the_level_falls_back_to() -> None:
    (row,) = asked(rules(), county(), at=on(12))
    assert (row.kind, row.due, row.overdue) == ("order.runs_out", on(20), False)
    assert (row.order, row.area, row.until) == ("C-1", "shuihe", on(20))
    assert row.falls == (Fall(area="shuihe", from_level="III", to_level="IV"),)


def test_where_another_order_holds_the_level_falls_back_to_that() -> None:
    severe = county(level="II", scope=("lower", "upper"))
    rows = asked(rules(), town(end=on(25)), severe, at=on(12), days=9)
    (row,) = rows
    assert row.falls == (
        Fall(area="lower", from_level="II", to_level="III"),
        Fall(area="upper", from_level="II", to_level="IV"),
    )


def test_where_another_order_gives_the_same_no_level_moves() -> None:
    (row,) = asked(rules(), county(end=on(25)), town(), at=on(12), days=9)
    assert (row.order, row.falls) == ("L-1", ())


@pytest.mark.parametrize(
    ("at", "days", "there"),
    [
        (on(15), 5, True),
        (on(15), 5 - 1e-9, False),
        (on(20) - SECOND, 1, True),
        (on(20), 1, False),
        (on(10, 6), 30, True),
        (on(10, 6) - SECOND, 30, False),
    ],
)
def test_an_end_is_told_from_the_issue_on_and_within_the_time_asked(
    at: datetime, days: float, there: bool
) -> None:
    assert bool(asked(rules(), county(), at=at, days=days)) is there


def test_a_grace_that_ends_first_lapses() -> None:
    orders = county(provisional_until=on(10, 18))
    assert times(asked(rules(), orders, at=on(10))) == [("order.lapses", on(10, 18), False)]


def test_an_early_end_is_told_once_it_is_decided() -> None:
    one = county(**ended(on(18), decided_at=on(12)))
    assert times(asked(rules(), one, at=on(12))) == [("order.ends", on(18), False)]
    assert times(asked(rules(), one, at=on(12) - SECOND)) == [("order.runs_out", on(20), False)]


def test_an_order_that_is_ended_in_a_part_is_over_twice() -> None:
    one = county(scope=("lower", "upper"), **ended(on(18), scope=("lower",)))
    rows = asked(rules(), one, at=on(12))
    assert times(rows) == [("order.ends", on(18), False), ("order.runs_out", on(20), False)]
    assert [[fall.area for fall in row.falls] for row in rows] == [["lower"], ["upper"]]
    assert {row.until for row in rows} == {on(20)}


def test_an_order_without_end_or_ended_before_its_start_has_no_end_to_tell() -> None:
    assert asked(rules(), town(end=None), at=on(12)) == ()
    assert asked(rules(), county(start=on(15), **ended(on(14))), at=on(12)) == ()


def test_an_order_beyond_its_own_area_counts_where_it_says() -> None:
    (row,) = asked(rules(), town(scope=("upper",)), at=on(12))
    assert (row.kind, row.falls) == ("order.runs_out", ())


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (on(12), [("order.expected_end", on(15), False), ("order.runs_out", on(20), False)]),
        (on(15), [("order.expected_end", on(15), False), ("order.runs_out", on(20), False)]),
        (on(16), [("order.expected_end", on(15), True), ("order.runs_out", on(20), False)]),
        (on(20), []),
    ],
)
def test_an_expected_end_is_told_while_the_order_goes_on(at: datetime, told: Any) -> None:
    assert times(asked(rules(), county(expected_end=on(15)), at=at)) == told


def test_an_expected_end_too_far_ahead_or_at_the_very_end_is_not_told() -> None:
    assert times(asked(rules(), county(expected_end=on(15)), at=on(12), days=2)) == []
    kinds = [row.kind for row in asked(rules(), county(expected_end=on(20)), at=on(12))]
    assert kinds == ["order.runs_out"]
    open_one = town(end=None, expected_end=on(15))
    (row,) = asked(rules(), open_one, at=on(16))
    assert (row.overdue, row.until) == (True, None)


# -- whose orders ------------------------------------------------------------------------


def test_drills_are_told_apart() -> None:
    orders = (county(), county(id="D-1", drill=True))
    assert [row.order for row in asked(rules(), *orders, at=on(12))] == ["C-1"]
    assert [row.order for row in asked(rules(), *orders, at=on(12), drill=True)] == ["D-1"]


def test_the_orders_of_one_track_can_be_asked_about_alone() -> None:
    tracked = rules(tracks=[{"id": "flood"}, {"id": "wind"}])
    orders = (county(track="flood"), county(id="C-2", track="wind"))
    rows = asked(tracked, *orders, at=on(12))
    assert [(row.order, row.track) for row in rows] == [("C-1", "flood"), ("C-2", "wind")]
    assert [row.order for row in asked(tracked, *orders, at=on(12), track="wind")] == ["C-2"]
    with pytest.raises(InputError) as caught:
        asked(tracked, *orders, at=on(12), track="snow")
    assert [problem.code for problem in caught.value.problems] == ["track.unknown"]
    assert [row.track for row in asked(rules(), order(), at=on(12))] == [None]


def test_a_time_before_the_instant_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        due(book(rules()), beside(), at=on(12), within=timedelta(seconds=-1))
    assert [problem.code for problem in caught.value.problems] == ["within.negative"]
    assert due(book(rules()), beside(), at=on(12), within=timedelta(0)) == ()


def test_an_instant_needs_an_offset() -> None:
    naive = on(12).replace(tzinfo=None)
    with pytest.raises(InputError):
        due(book(rules()), beside(), at=naive, within=timedelta(0))
    tokyo = on(12).astimezone(timezone(timedelta(hours=9)))
    assert asked(rules(), county(), at=tokyo) == asked(rules(), county(), at=on(12))
