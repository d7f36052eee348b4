"""Deeds that name what is not there are refused, each at its place."""

from __future__ import annotations

from typing import Any

import pytest

from responselevels.core.due.deeds import problems_in_deeds
from responselevels.models.parts.deeds import Deed
from tests.core.due.desk import START, book, did, on, order, rules

RULES = rules(
    zone="Asia/Shanghai",
    cadence=[{"id": "inspect", "tier": "town", "every": "month", "do": "inspect"}],
    transitions=[
        {**START, "review": {"every": "P1D"}, "duties": [{"id": "report", "do": "report"}]},
        {
            **START,
            "id": "other",
            "review": {"every": "P1D", "id": "weekly"},
            "duties": [{"do": "x"}],
        },
        {**START, "id": "third"},
    ],
)


def found(*deeds: Deed) -> list[tuple[str, Any]]:
    problems = problems_in_deeds(book(RULES, order()), deeds)
    return [(problem.code, problem.where.path) for problem in problems]


def test_what_is_there_may_be_named() -> None:
    deeds = (
        did("inspect", "lower", on(1), "does"),
        did("report", "C-1", on(1)),
        did("start", "C-1", on(1), "review"),
        did("weekly", "C-1", on(1), "review"),
    )
    assert found(*deeds) == []


@pytest.mark.parametrize(
    ("kind", "name", "of", "expected"),
    [
        ("does", "inspekt", "lower", [("cadence.unknown", "does")]),
        ("does", "inspect", "lowe", [("area.unknown", "area")]),
        ("does", "inspect", "shuihe", [("deed.tier", "area")]),
        ("does", "inspekt", "shuihe", [("cadence.unknown", "does")]),
        ("duty", "repot", "C-1", [("duty.unknown", "duty")]),
        ("duty", "report", "C-2", [("order.unknown", "order")]),
        ("review", "other", "C-1", [("review.unknown", "review")]),
        ("review", "third", "C-9", [("review.unknown", "review"), ("order.unknown", "order")]),
    ],
)
def test_what_is_not_there_is_told_with_its_place(
    kind: str, name: str, of: str, expected: list[tuple[str, str]]
) -> None:
    good, bad = did("report", "C-1", on(1)), did(name, of, on(1), kind)
    assert found(good, bad) == [(code, ("deeds", 1, key)) for code, key in expected]
