"""What would change: where, once each, and only by what was asked."""

from __future__ import annotations

import pytest

from responselevels.models.decisions import Decision
from tests.core.desk import city, decided, ending, rules
from tests.model.scenes import Data, at, order

LEVELS: list[Data] = [{"id": "green"}, {"id": "yellow", "default": True}, {"id": "red"}]
RED = order("N-1", "north", "red", (4, 9))


def rows(made: Decision) -> list[tuple[str, str, str]]:
    return [(row.area, row.from_level, row.to_level) for row in made.changes]


@pytest.mark.parametrize(
    ("scope", "area"), [([], "north"), (["north"], "north"), (["lane"], "lane")]
)
def test_an_ending_changes_the_part_it_names_and_no_other(scope: list[str], area: str) -> None:
    made = decided(ending("N-1", 6, scope=scope), RED)
    assert rows(made) == [(area, "red", "green")]
    assert [(row.start, row.end) for row in made.changes] == [(at(6), at(9))]


def test_a_part_that_changes_as_its_parent_does_is_no_row_of_its_own() -> None:
    mild = order("H-1", "home", "green", (5, 9), scope=["lane"])
    assert rows(decided(city("red"), mild)) == [("north", "green", "red")]
    harsh = order("H-1", "home", "yellow", (5, 9), scope=["lane"])
    assert rows(decided(city("red"), harsh)) == [
        ("lane", "yellow", "red"),
        ("north", "green", "red"),
    ]


def test_an_order_overtakes_none_of_the_areas_above_it() -> None:
    above = order("H-1", "home", "yellow", (5, 9))
    assert decided(city("red"), above).overtakes == ()


def test_silence_above_is_the_default_even_where_that_is_not_the_mildest() -> None:
    made = decided(city("green"), written=rules(levels=LEVELS, transitions=LENIENT, floors=[]))
    assert rows(made) == []


LENIENT: list[Data] = [
    {
        "id": "city_order",
        "tier": "city",
        "to": ["green", "red"],
        "issuers": ["city_hall"],
        "requires": {"period": "open"},
    }
]
