"""A decision tells which measures would begin, end or differ, at as few areas as may be."""

from __future__ import annotations

import json

from responselevels import Decision
from tests.core.desk import AREAS, city, decided, ending, region
from tests.core.measures.ground import MORE, ON_SCENE, PATROL, areas, figure, written
from tests.model.scenes import Data, at, order

Told = tuple[str, str, str]

RULES = written()
LEVELS = (
    {"id": "streets", "from": "yellow", "tiers": ["street"]},
    {"id": "cities", "from": "yellow", "tiers": ["city"]},
    {"id": "all", "from": "orange"},
)


def told(decision: Decision) -> list[Told]:
    return [(row.area, row.measure, row.change) for row in decision.measures]


def test_measures_begin_and_differ_where_the_level_moves() -> None:
    rows = decided(city("red"), written=RULES, areas=areas(north=[figure(5)])).measures
    assert [(row.area, row.measure, row.change, row.before, row.after) for row in rows] == [
        ("north", "patrol", "differ", ("patrol",), ("patrol", "more")),
        ("north", "on_scene", "begin", (), ("on_scene",)),
    ]
    assert [(row.start, row.end) for row in rows] == [(at(5), at(9))] * 2


def test_an_end_ends_them() -> None:
    held = order("N-1", "north", "red", (1, 9))
    rows = decided(ending("N-1"), held, written=RULES)
    assert told(rows) == [("north", "patrol", "differ"), ("north", "on_scene", "end")]
    assert (rows.measures[1].start, rows.measures[1].end) == (at(4), at(9))
    open_ended = order("N-1", "north", "red", (1, None))
    assert decided(ending("N-1"), open_ended, written=RULES).measures[0].end is None


def test_neighbouring_spans_that_say_the_same_are_one_row() -> None:
    held = order("N-1", "north", "yellow", (6, 7))
    decision = decided(city("red"), held, written=RULES)
    assert len(decision.changes) == 3
    assert [(row.start, row.end) for row in decision.measures] == [(at(5), at(9))] * 2


def test_a_row_is_told_once_at_the_top_also_for_tiers_beneath() -> None:
    assert told(decided(region("red"), written=written(*LEVELS))) == [
        ("home", "streets", "begin"),
        ("home", "cities", "begin"),
        ("home", "all", "begin"),
    ]


def test_a_row_for_a_tier_is_not_told_where_no_area_of_it_lies_beneath() -> None:
    lane = city("red", scope=["lane"])
    assert told(decided(lane, written=written(*LEVELS))) == [
        ("lane", "streets", "begin"),
        ("lane", "all", "begin"),
    ]
    alone = {**region("red"), "area": "island"}
    assert told(decided(alone, written=written(*LEVELS))) == [("island", "all", "begin")]


def test_a_place_that_fares_otherwise_has_a_row_of_its_own_or_none() -> None:
    held = [
        order("N-1", "north", "orange", (5, 9)),
        order("S-1", "south", "orange", (5, 7)),
    ]
    decision = decided(region("yellow"), *held, written=written(*LEVELS))
    # All cities and streets fare otherwise than the region that is above them.
    assert [
        (*row, one.start) for row, one in zip(told(decision), decision.measures, strict=True)
    ] == [
        ("south", "streets", "begin", at(7)),
        ("south", "cities", "begin", at(7)),
    ]


def test_what_does_not_inherit_is_not_spoken_for() -> None:
    tiers = [{"id": "region"}, {"id": "city"}, {"id": "street", "inherits": False}]
    assert told(decided(region("red"), written=written(*LEVELS, tiers=tiers))) == [
        ("home", "cities", "begin"),
        ("home", "all", "begin"),
    ]


def test_measures_that_are_not_public_are_left_out() -> None:
    secret = written(PATROL, MORE, {**ON_SCENE, "public": False})
    assert told(decided(city("red"), written=secret)) == [("north", "patrol", "differ")]


def tracked(*measures: Data) -> Data:
    return written(*measures, tracks=[{"id": "flood"}, {"id": "wind"}])


def test_a_measure_of_any_track_begins_where_no_other_track_asks_for_it() -> None:
    rules = tracked(
        {"id": "any", "from": "orange"}, {"id": "f", "from": "orange", "tracks": ["flood"]}
    )
    wind = order("N-1", "north", "orange", (6, 7), track="wind")
    decision = decided(city("red", track="flood"), wind, written=rules)
    assert [(row.measure, row.start, row.end) for row in decision.measures] == [
        ("any", at(5), at(6)),
        ("f", at(5), at(9)),
        ("any", at(7), at(9)),
    ]
    yellow = order("N-2", "north", "yellow", (7, 8), track="flood")
    assert told(decided(city("red", track="flood"), wind, yellow, written=rules)) == told(decision)
    beneath = order("N-1", "north", "orange", (1, None), track="wind", scope=["lane"])
    apart = decided(city("red", track="flood"), beneath, written=rules)
    assert told(apart) == [("north", "any", "begin"), ("north", "f", "begin")]
    ended = {**order("N-1", "north", "orange", (1, None), track="wind")}
    ended["ends"] = [{"at": "2026-02-02T00:00+08:00", "scope": ["lane"]}]
    assert told(decided(city("red", track="flood"), ended, written=rules)) == [
        ("lane", "any", "begin"),
        ("north", "f", "begin"),
    ]


def test_no_row_is_of_no_time() -> None:
    rules = tracked({"id": "any", "from": "orange"})
    wind = order("N-1", "north", "orange", (5, 7), track="wind")
    flood = order("N-2", "north", "orange", (7, 9), track="flood")
    # Where the one ends, the other begins: some track asks for it all along.
    assert decided(city("red", track="flood"), wind, flood, written=rules).measures == ()


def test_other_tracks_are_looked_at_too_where_silence_is_not_mild() -> None:
    levels = [
        {"id": "green"},
        {"id": "yellow", "default": True},
        {"id": "orange"},
        {"id": "red"},
    ]
    rules = {**tracked({"id": "any", "from": "orange"}), "levels": levels}
    wind = order("N-1", "north", "orange", (1, None), track="wind", scope=["lane"])
    decision = decided(city("red", track="flood"), wind, written=rules)
    assert told(decision) == [("north", "any", "begin")]


def test_a_denied_proposal_and_one_that_moves_nothing_change_no_measure() -> None:
    strict = written(floors=[{"id": "f", "tier": "city"}])
    held = order("R-1", "home", "red", (1, None))
    assert decided(city("yellow"), held, written=strict).measures == ()
    assert decided(city("red"), held, written=RULES).measures == ()


def test_json_has_the_rows_where_there_are_some() -> None:
    document = json.loads(decided(city("red"), written=RULES).to_json())
    assert document["measures"][1] == {
        "measure": "on_scene",
        "change": "begin",
        "area": "north",
        "start": "2026-02-04T16:00:00Z",
        "end": "2026-02-08T16:00:00Z",
        "before": [],
        "after": ["on_scene"],
    }
    assert "measures" not in json.loads(decided(city("red"), areas=AREAS).to_json())
    held = order("N-1", "north", "red", (1, None))
    opened = json.loads(decided(ending("N-1"), held, written=RULES).to_json())
    assert opened["measures"][0]["end"] is None
