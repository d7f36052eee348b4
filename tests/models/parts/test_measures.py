"""Measures and amounts: what can be written, and what is refused where it stands."""

from __future__ import annotations

from typing import Any

import pytest

from responselevels.models.areas import Area
from responselevels.models.parts.measures import (
    AMOUNTS,
    Amount,
    FigureAmount,
    Measure,
    PerAmount,
    SumAmount,
    TimesAmount,
    figures_in,
)
from tests.models.making import accepted, problems

PER = {"figure": "people", "every": 10, "count": "2.5"}


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ({"figure": "people"}, FigureAmount),
        ({"per": PER}, PerAmount),
        ({"times": ["2.5", {"per": PER}]}, TimesAmount),
        ({"sum": [5, "2.5", {"figure": "people"}]}, SumAmount),
    ],
)
def test_an_amount_says_by_its_key_how_it_is_counted(written: Any, kind: type) -> None:
    amount = accepted(Amount, written)
    assert isinstance(amount, kind)
    assert accepted(Amount, amount) == amount
    assert (
        accepted(Measure, {"id": "m", "need": {"unit": "person", "at_least": amount}}).need
        is not None
    )


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ({}, "amount.kind"),
        ({"figure": "people", "sum": [5]}, "amount.kind"),
        ([5], "amount.form"),
        (True, "amount.form"),
        (2.5, "amount.form"),
        (None, "amount.form"),
        ("many", "number.form"),
        ({"times": 5}, "times.form"),
        ({"times": [5]}, "times.form"),
        ({"times": [1, 2, 3]}, "times.form"),
    ],
)
def test_what_is_no_amount_is_refused(written: Any, code: str) -> None:
    assert [found for found, _place in problems(Amount, written)] == [code]


def test_the_keys_of_amounts_are_those_of_the_models() -> None:
    kinds = (FigureAmount, PerAmount, TimesAmount, SumAmount)
    assert tuple(key for kind in kinds for key in kind.model_fields) == AMOUNTS


def test_all_figures_of_an_amount_are_found() -> None:
    amount = accepted(Amount, {"sum": [5, {"times": [2, {"per": PER}]}, {"figure": "homes"}]})
    assert [*figures_in(amount)] == ["people", "homes"]


def test_what_is_done_is_the_title_of_a_measure() -> None:
    assert Measure.model_validate({"id": "m", "from": "red", "do": "watch"}).title is not None
    assert Measure.model_validate({"id": "m", "from": "red"}).title is None


def test_an_area_without_figures_has_none() -> None:
    assert Area(id="a", tier="city").figures is None
