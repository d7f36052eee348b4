"""What measures are in force somewhere: which, since when, because of what, under which clause."""

from __future__ import annotations

from datetime import timedelta, timezone
from fractions import Fraction

import pytest

from responselevels import (
    AreaMeasures,
    InputError,
    MeasureInForce,
    WrongKind,
    book_of,
    compare_measures,
    measures,
    measures_if,
)
from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.holdings import Holding
from responselevels.models.orders import Orders
from tests.core.measures.ground import MORE, ON_SCENE, PATROL, areas, book, figure, written
from tests.model.scenes import Data, at, order

TRACKS = [{"id": "flood"}, {"id": "wind"}]
ORANGE = order("N-1", "north", "orange", (5, 9))


def members(answer: AreaMeasures) -> dict[str, tuple[str, ...]]:
    return {row.measure: row.members for row in answer.measures}


def row(answer: AreaMeasures, measure: str = "patrol") -> MeasureInForce:
    (found,) = [row for row in answer.measures if row.measure == measure]
    return found


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("green", {"patrol": ("patrol",)}),
        ("yellow", {"patrol": ("patrol",)}),
        ("orange", {"patrol": ("patrol", "more")}),
        ("red", {"patrol": ("patrol", "more"), "on_scene": ("on_scene",)}),
    ],
)
def test_from_holds_at_more_severe_levels_too_and_at_at_no_other(
    level: str, expected: dict[str, tuple[str, ...]]
) -> None:
    held = order("N-1", "north", level, (5, 9))
    assert members(measures(book(held), "north", at(6))) == expected


def test_a_measure_is_for_the_tiers_that_it_names_and_one_that_strengthens_it_too() -> None:
    red = order("R-1", "home", "red", (5, 9))
    assert members(measures(book(red), "lane", at(6))) == {"on_scene": ("on_scene",)}


def test_of_those_that_strengthen_one_another_the_most_that_is_asked_counts() -> None:
    answer = row(measures(book(ORANGE), "north", at(6)))
    assert answer.at_least is not None
    assert (answer.at_least.measure, answer.at_least.amount) == ("more", Fraction(188))
    assert (answer.at_most, answer.unit, answer.public) == (None, "person", True)
    assert [text.in_("en") for text in answer.do] == ["patrols", "more patrols"]
    assert (answer.by, answer.spots) == (("city_hall",), ("point",))
    assert [(one.measure, one.cite.clause) for one in answer.cites] == [("patrol", "2.1")]


def test_of_several_greatest_amounts_the_least_counts_and_of_equal_ones_the_first() -> None:
    first: Data = {"id": "a", "from": "green", "need": {"unit": "minute", "at_most": 10}}
    rest = [
        {**first, "id": "b", "strengthens": "a", "need": {"unit": "minute", "at_most": 5}},
        {**first, "id": "c", "strengthens": "b", "need": {"unit": "minute", "at_most": 5}},
        {"id": "d", "strengthens": "a", "from": "green"},
    ]
    answer = row(measures(book(rules=written(first, *rest)), "north", at(6)), "a")
    assert answer.at_most is not None
    assert (answer.at_most.measure, answer.at_most.amount, answer.at_least) == (
        "b",
        Fraction(5),
        None,
    )


def test_of_equal_least_amounts_the_first_counts() -> None:
    need = {"unit": "person", "at_least": 5}
    first: Data = {"id": "a", "from": "green", "need": need}
    same: Data = {"id": "b", "strengthens": "a", "from": "green", "need": need}
    answer = row(measures(book(rules=written(first, same)), "north", at(6)), "a")
    assert answer.at_least is not None
    assert answer.at_least.measure == "a"


def test_where_a_figure_of_one_is_missing_nobody_knows_which_counts() -> None:
    least: Data = {**PATROL, "need": {"unit": "person", "at_least": 3}}
    answer = row(measures(book(ORANGE, rules=written(least, MORE), listed=areas()), "north", at(6)))
    assert answer.at_least is not None
    assert (answer.at_least.measure, answer.at_least.amount) == ("more", None)


def test_a_measure_holds_since_the_same_ones_hold_because_of_the_orders_of_its_level() -> None:
    later = order("N-2", "north", "red", (7, 9))
    answer = row(measures(book(ORANGE, later), "north", at(8)))
    assert answer.since == at(5)
    assert answer.causes == (Holding("red", ("N-2",)),)
    everyday = row(measures(book(ORANGE), "north", at(3)))
    assert (everyday.since, everyday.causes) == (None, (Holding("green", ()),))
    assert row(measures(book(ORANGE), "north", at(9))).since == at(9)


def test_what_is_not_public_is_shown_only_where_it_is_asked_for() -> None:
    rules = written({**PATROL, "public": False}, MORE, {**ON_SCENE, "at": ["orange"]})
    hidden = book(ORANGE, rules=rules)
    assert members(measures(hidden, "north", at(6))) == {"on_scene": ("on_scene",)}
    whole = measures(hidden, "north", at(6), hidden=True)
    assert members(whole) == {"patrol": ("patrol", "more"), "on_scene": ("on_scene",)}
    assert [one.public for one in whole.measures] == [False, True]
    secret = book(ORANGE, rules=written(PATROL, {**MORE, "public": False}))
    assert members(measures(secret, "north", at(6))) == {"patrol": ("patrol",)}
    assert not row(measures(secret, "north", at(6), hidden=True)).public


def tracked(*held: Data) -> OrderBook:
    rules = written(
        {"id": "any", "from": "orange"},
        {"id": "wind", "from": "orange", "tracks": ["wind"]},
        {"id": "calm", "at": ["green"], "tracks": ["flood"]},
        tracks=TRACKS,
    )
    return book(*held, rules=rules)


def test_the_level_of_any_track_counts_unless_some_are_named() -> None:
    held = order("N-1", "north", "red", (5, 9), track="flood")
    answer = measures(tracked(held), "north", at(6))
    assert members(answer) == {"any": ("any",)}
    assert row(answer, "any").causes == (Holding("red", ("N-1",), "flood"),)
    assert answer.levels == (Holding("red", ("N-1",), "flood"), Holding("green", (), "wind"))
    more = order("N-2", "north", "orange", (6, 9), track="wind")
    both = measures(tracked(held, more), "north", at(7))
    assert members(both) == {"any": ("any",), "wind": ("wind",)}
    assert row(both, "any").since == at(5)
    assert len(row(both, "any").causes) == 2


def test_drills_show_their_own() -> None:
    drill = {**ORANGE, "drill": True}
    answer = measures(book(drill), "north", at(6), drill=True)
    assert (members(answer), answer.drill) == ({"patrol": ("patrol", "more")}, True)
    assert members(measures(book(drill), "north", at(6))) == {"patrol": ("patrol",)}


def test_extras_hold_where_their_order_is_what_its_area_orders() -> None:
    watch = [{"do": "watch", "by": ["police"]}, {"do": "report"}]
    wide = order("R-1", "home", "yellow", (5, 9), extras=watch)
    answer = measures(book(wide, ORANGE), "lane", at(6))
    assert [(one.order, one.area, one.do.in_("en"), one.by) for one in answer.extras] == [
        ("R-1", "home", "watch", ("police",)),
        ("R-1", "home", "report", ()),
    ]
    assert (answer.extras[0].since, answer.extras[0].track) == (at(5), None)
    replaced = order("R-2", "home", "yellow", (7, 8), issued_at="2026-02-02T00:00+08:00")
    assert measures(book(wide, replaced), "lane", at(7)).extras == ()
    assert measures(book(wide, replaced), "lane", at(8)).extras[0].since == at(8)
    tracks = book({**wide, "track": "wind"}, rules=written(tracks=TRACKS))
    assert measures(tracks, "lane", at(6)).extras[0].track == "wind"


def test_before_orders_are_known_nothing_is_known_of_measures() -> None:
    known = tracked(order("N-1", "north", "red", (5, 9), track="flood", extras=[{"do": "watch"}]))
    held = [
        order("N-1", "north", "red", (5, 9), track="flood", issuer="city_hall"),
        order("N-2", "north", "red", (5, 9), track="wind", issuer="city_hall"),
    ]
    orders = Orders.model_validate({"orders": held, "known_from": {"flood": at(7), "wind": at(6)}})
    late = book_of(known.scheme, orders)
    answer = measures(late, "north", at(6, 1))
    assert answer.levels == (Holding(None, (), "flood"), Holding("red", ("N-2",), "wind"))
    assert members(answer) == {"any": ("any",), "wind": ("wind",)}
    assert row(answer, "wind").since is None
    assert measures(late, "north", at(7)).levels[0] == Holding("red", ("N-1",), "flood")
    supposed = measures_if(late, "north", at(5), "red", track="wind")
    assert (members(supposed), row(supposed, "any").since) == (
        {"any": ("any",), "wind": ("wind",)},
        None,
    )
    assert measures(late, "north", at(5)).measures == ()


def test_another_level_can_be_supposed() -> None:
    answer = measures_if(book(ORANGE), "north", at(6), "red")
    assert (answer.supposed, answer.levels) == (True, (Holding("red", ()),))
    assert members(answer) == {"patrol": ("patrol", "more"), "on_scene": ("on_scene",)}
    assert row(answer).since is None
    assert not measures(book(), "north", at(6)).supposed


def test_what_another_level_would_change_is_told_by_family() -> None:
    known = book(ORANGE)
    now = measures(known, "north", at(6))
    up = compare_measures(now, measures_if(known, "north", at(6), "red"))
    assert [(one.measure, one.change) for one in up] == [("on_scene", "begin")]
    down = compare_measures(
        measures_if(known, "north", at(6), "red"), measures(known, "north", at(3))
    )
    assert [(one.measure, one.change) for one in down] == [
        ("patrol", "differ"),
        ("on_scene", "end"),
    ]
    assert down[0].before is not None
    assert down[0].after is not None
    assert down[0].before.at_least != down[0].after.at_least
    assert compare_measures(now, now) == ()


def test_days_are_those_of_the_zone() -> None:
    known = areas(north=[figure(7, "2026-02-03"), figure(5)])
    midnight = at(3)
    east = timezone(timedelta(hours=8))
    plain = row(measures(book(listed=known), "north", midnight)).at_least
    there = row(measures(book(listed=known), "north", midnight, zone=east)).at_least
    assert plain is not None
    assert there is not None
    assert (plain.figures[0].value, there.figures[0].value) == (Fraction(5), Fraction(7))


@pytest.mark.parametrize(
    ("level", "track", "code"),
    [
        ("rde", "wind", "level.unknown"),
        (5, "wind", "record.text"),
        ("red", None, "track.missing"),
        ("red", "wnd", "track.unknown"),
    ],
)
def test_what_cannot_be_supposed_is_an_input_error(level: str, track: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        measures_if(tracked(), "north", at(6), level, track=track)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_an_area_that_is_not_there_is_an_input_error() -> None:
    with pytest.raises(InputError) as caught:
        measures(book(), "nroth", at(6))
    assert caught.value.problems[0].code == "area.unknown"


def test_answers_are_compared_and_nothing_else() -> None:
    now = measures(book(), "north", at(6))
    with pytest.raises(WrongKind):
        compare_measures(now, ())  # type: ignore[arg-type]
