"""The law of measures sees what holds that should not, what does not, and what is counted wrongly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any
from unittest.mock import patch

import pytest

from responselevels.core.measures import asking
from responselevels.core.measures.asking import AreaMeasures
from responselevels.models.areas import Areas
from responselevels.models.orders import Orders
from responselevels.models.rules import Rules
from responselevels.register.register import Register
from responselevels.testing import LAWS, History, LawBroken
from responselevels.testing.laws import laws_of_measures
from tests.core.measures.ground import MORE, ON_SCENE, PATROL, areas, figure, written
from tests.model.scenes import order

(LAW,) = [law for law in LAWS if law.name == "measures_as_they_hold"]


def history(*measures: Any, extras: Any = ()) -> History:
    """Return the history of a register opened over a real order and a drill."""
    rules = Rules.model_validate({"format": 1, "id": "r", **written(*measures)})
    listed = Areas.model_validate({"areas": areas(north=[figure(149999)])})
    held = [
        order("N-1", "north", "orange", (5, 9), issuer="city_hall", extras=extras),
        order("N-2", "north", "red", (6, 7), issuer="city_hall", drill=True),
    ]
    orders = Orders.model_validate({"orders": held}).orders
    return History(rules, listed, lambda rules, areas: Register(rules, areas, orders))


@pytest.mark.parametrize("extras", [(), [{"do": "watch"}]], ids=["no extras", "extras"])
def test_the_core_keeps_the_law(extras: Any) -> None:
    LAW.check(history(extras=extras))


def test_where_there_is_nothing_of_the_kind_there_is_nothing_to_look_at() -> None:
    rules = Rules.model_validate({"format": 1, "id": "r", **written()})
    bare = History(
        rules.model_copy(update={"measures": ()}), Areas.model_validate({"areas": areas()})
    )
    with patch.object(laws_of_measures, "book_of") as opened:
        LAW.check(bare)
    assert not opened.called


def without_the_last(found: AreaMeasures) -> AreaMeasures:
    return replace(found, measures=found.measures[:-1])


def one_more(found: AreaMeasures) -> AreaMeasures:
    rows = []
    for row in found.measures:
        least = row.at_least
        if least is not None and least.amount is not None:
            least = replace(least, amount=least.amount + Fraction(1))
        rows.append(replace(row, at_least=least))
    return replace(found, measures=tuple(rows))


def without_extras(found: AreaMeasures) -> AreaMeasures:
    return replace(found, extras=())


@pytest.mark.parametrize(
    ("fault", "code"),
    [(without_the_last, "measures"), (one_more, "measures"), (without_extras, "extras")],
)
def test_what_is_wrong_breaks_the_law(
    fault: Callable[[AreaMeasures], AreaMeasures], code: str
) -> None:
    looked_at = history(PATROL, MORE, ON_SCENE, extras=[{"do": "watch"}])

    def wrong(*asked: Any, **more: Any) -> AreaMeasures:
        return fault(asking.measures(*asked, **more))

    with patch.object(laws_of_measures, "measures", wrong), pytest.raises(LawBroken) as caught:
        LAW.check(looked_at)
    assert caught.value.breach.code == code
    assert "north" in caught.value.worded("zh")
