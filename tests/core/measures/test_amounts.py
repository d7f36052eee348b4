"""Amounts are exact, rounded once at the end, and open where a figure is missing."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from responselevels import Bound, measures
from responselevels.core.measures.amounts import amount_written, rounded
from tests.core.measures.ground import PEOPLE, areas, book, figure, written
from tests.model.scenes import Data, at

WHOLE = {"per": {**PEOPLE, "steps": "whole"}}


def bound(
    way: str, amount: Any, *, unit: str = "person", listed: list[Data] | None = None
) -> Bound:
    """Return what a measure with this amount comes to in north, on the third of February 2026."""
    measure: Data = {"id": "m", "from": "green", "need": {"unit": unit, way: amount}}
    (row,) = measures(book(rules=written(measure), listed=listed), "north", at(3)).measures
    found: Bound | None = getattr(row, way)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("amount", "exact", "least", "most"),
    [
        ("2.5", "2.5", 3, 2),
        ({"figure": "people"}, "149999", 149999, 149999),
        ({"per": PEOPLE}, "74.9995", 75, 74),
        (WHOLE, "50", 50, 50),
        ({"times": ["2.5", WHOLE]}, "125", 125, 125),
        ({"times": ["0.5", {"per": PEOPLE}]}, "37.49975", 38, 37),
        ({"sum": [{"per": PEOPLE}, {"per": PEOPLE}, 1]}, "150.999", 151, 150),
    ],
    ids=["number", "figure", "pro rata", "whole steps", "times", "times pro rata", "sum"],
)
def test_an_amount_is_rounded_once_when_all_has_been_worked_out(
    amount: Any, exact: str, least: int, most: int
) -> None:
    low, high = bound("at_least", amount), bound("at_most", amount)
    assert (low.exact, high.exact) == (Fraction(exact), Fraction(exact))
    assert (low.amount, high.amount) == (Fraction(least), Fraction(most))


def test_what_is_measured_is_not_rounded() -> None:
    minutes = bound("at_least", {"times": ["0.1", 25]}, unit="minute")
    assert minutes.amount == Fraction("2.5")
    assert rounded(Fraction(5, 2), "at_most", "minute") == Fraction(5, 2)


def test_the_newest_figure_that_is_not_of_a_later_day_counts() -> None:
    known = [
        figure(7, "2026-02-03"),
        figure(5, "2026-02-02"),
        figure(3, "2020-11-01", example=True),
    ]
    (used,) = bound("at_least", {"figure": "people"}, listed=areas(north=known)).figures
    assert (used.value, used.as_of, used.latest, used.example) == (
        Fraction(5),
        "2026-02-02",
        "2026-02-02",
        False,
    )
    assert (used.figure, used.area, used.unit, used.summed) == ("people", "north", "person", 0)
    older = bound("at_least", {"figure": "people"}, listed=areas(north=known[2:]))
    assert (older.amount, older.figures[0].example) == (Fraction(3), True)


def test_without_a_figure_of_its_own_an_area_has_the_sum_of_those_beneath_it() -> None:
    parts = areas(lane=[figure(5, "2020-01-01")], mill=[figure(6, "2021-01-01", example=True)])
    (used,) = bound("at_least", {"figure": "people"}, listed=parts).figures
    assert (used.value, used.summed, used.example) == (Fraction(11), 2, True)
    assert (used.as_of, used.latest) == ("2020-01-01", "2021-01-01")


def test_the_sum_of_sums_counts_every_area_that_was_added_up() -> None:
    parts = areas(lane=[figure(5)], mill=[figure(6)], south=[figure(4)])
    measure: Data = {
        "id": "m",
        "from": "green",
        "need": {"unit": "person", "at_least": {"figure": "people"}},
    }
    (row,) = measures(book(rules=written(measure), listed=parts), "home", at(3)).measures
    assert row.at_least is not None
    assert (row.at_least.amount, row.at_least.figures[0].summed) == (Fraction(15), 3)


@pytest.mark.parametrize(
    ("listed", "lacking"),
    [
        (areas(), ("lane", "mill")),
        (areas(lane=[figure(5)]), ("mill",)),
        (areas(lane=[figure(5)], mill=[figure(6, "2027-01-01")]), ("mill",)),
        (areas(north=[figure(5, "2026-02-04")], lane=[figure(5)]), ("mill",)),
    ],
    ids=["nowhere", "one lacks it", "of a later day", "its own is of a later day"],
)
@pytest.mark.parametrize(
    "amount",
    [
        {"figure": "people"},
        {"per": PEOPLE},
        {"times": [2, {"figure": "people"}]},
        {"sum": [{"figure": "people"}, 5]},
    ],
    ids=["figure", "per", "times", "sum"],
)
def test_a_figure_that_is_missing_leaves_the_amount_open(
    listed: list[Data], lacking: tuple[str, ...], amount: Any
) -> None:
    found = bound("at_least", amount, listed=listed)
    assert (found.amount, found.exact) == (None, None)
    (missing,) = found.missing
    assert (missing.code, missing.figure, missing.area) == ("figure.missing", "people", "north")
    assert missing.lacking == lacking


def test_an_area_without_parts_lacks_the_figure_itself() -> None:
    measure: Data = {
        "id": "m",
        "from": "green",
        "need": {"unit": "person", "at_least": {"figure": "people"}},
    }
    (row,) = measures(book(rules=written(measure), listed=areas()), "lane", at(3)).measures
    assert row.at_least is not None
    assert row.at_least.missing[0].lacking == ("lane",)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("75", 75),
        ("2.5", "2.5"),
        ("10/3", "10/3"),
        ("-0.125", "-0.125"),
        ("0.04", "0.04"),
        ("1/7", "1/7"),
    ],
)
def test_an_amount_is_written_as_a_number_a_decimal_or_a_fraction(
    amount: str, text: object
) -> None:
    assert amount_written(Fraction(amount)) == text
