"""What is refused of tables beside what the files in `tests/bad` show: one thing at a time."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from responselevels.core.world.criteria import MAX_ROWS
from responselevels.core.world.tables import value_as_written
from tests.core.world.test_soundness import found

FACTS = [{"id": "people", "unit": "person", "from": 0}, {"id": "outdoors", "type": "yes_no"}]
SMALL: dict[str, Any] = {"when": {"people": {"below": 5}}, "levels": ["green"]}


def with_table(*rows: dict[str, Any], **more: Any) -> list[tuple[str, Any]]:
    return found(facts=FACTS, tables=[{"id": "grade", "rows": rows, **more}])


def test_a_table_that_is_whole_is_right() -> None:
    assert with_table(SMALL, {"when": {"people": {"from": 5}}, "levels": ["red"]}) == []


def test_gaps_and_overlaps_are_not_sought_where_something_else_is_wrong() -> None:
    assert with_table(SMALL) == [("criteria.gap", ("tables", 0, "rows"))]
    wrong = {**SMALL, "levels": ["purple"]}
    path = ("tables", 0, "rows", 0, "levels", 0)
    assert with_table(wrong) == [("level.unknown", path)]
    flawed = [{"id": "people", "unit": "person", "type": "yes_no"}]
    tables = [{"id": "grade", "rows": [SMALL]}]
    assert found(facts=flawed, tables=tables) == [("fact.kind", ("facts", 0))]


def test_gaps_are_not_sought_where_rows_overlap() -> None:
    assert with_table(SMALL, SMALL) == [("criteria.overlap", ("tables", 0, "rows", 1))]


def test_a_table_may_have_as_many_rows_as_are_read_and_no_more() -> None:
    rows = [
        {"when": {"people": {"from": n, "below": n + 1}}, "levels": ["green"]}
        for n in range(MAX_ROWS + 1)
    ]
    assert with_table(*rows[:MAX_ROWS], otherwise=["red"]) == []
    assert with_table(*rows, otherwise=["red"]) == [("criteria.too_long", ("tables", 0, "rows"))]


def test_what_a_table_and_its_rows_cite_is_looked_up() -> None:
    cite = {"source": "nowhere", "clause": "1"}
    assert with_table({**SMALL, "cite": cite}, otherwise=["red"], cite=cite) == [
        ("source.unknown", ("tables", 0, "rows", 0, "cite", "source")),
        ("source.unknown", ("tables", 0, "cite", "source")),
    ]


def test_nothing_has_no_sign() -> None:
    assert value_as_written(Fraction(0)) == "0"
    assert value_as_written(Fraction("-0.5")) == "-0.5"
