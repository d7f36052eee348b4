"""What holds on the ground, asked of the reference engine: as the engine answers it."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Any

import pytest

from responselevels import Areas, InputError, Rules, book_of, compile_scheme, decide
from responselevels.models.orders import Orders
from responselevels.testing import reference
from tests.core.desk import city, ending, region
from tests.core.measures.ground import areas, figure, written
from tests.model.scenes import Data, at, order, scene

Held = reference.Held
RULES = Rules.model_validate({"format": 1, "id": "r", **written()})
SIXTH = at(6)
ORANGE = order("N-1", "north", "orange", (5, 9), issuer="city_hall")


def held(
    *orders: Data, when: datetime = SIXTH, area: str = "north", **more: Any
) -> frozenset[Held]:
    listed = Orders.model_validate({"orders": orders, **more.pop("beside", {})})
    known = Areas.model_validate({"areas": areas(north=[figure(149999)])})
    return reference.measures(RULES, known, listed, area, at=when, **more)


def test_those_in_force_are_told_with_what_they_come_to() -> None:
    assert held() == {Held("patrol", ("patrol",), Fraction(75), None)}
    assert held(ORANGE) == {Held("patrol", ("patrol", "more"), Fraction(188), None)}
    red = {**ORANGE, "level": "red", "drill": True}
    assert Held("on_scene", ("on_scene",), None, Fraction(5)) in held(red, drill=True)
    assert held(red) == held()


def test_a_figure_that_is_missing_leaves_the_amount_open() -> None:
    assert held(area="south") == {Held("patrol", ("patrol",), "missing", None)}


def test_nothing_holds_because_of_a_level_that_is_not_known() -> None:
    assert held(ORANGE, beside={"known_from": at(7)}) == frozenset()
    assert held(ORANGE, beside={"known_from": at(7)}, when=at(8)) == held(ORANGE)


def test_what_is_not_there_cannot_be_asked_about() -> None:
    with pytest.raises(InputError):
        held(area="nroth")


@pytest.mark.parametrize(
    ("proposal", "orders"),
    [
        (city("red"), [ORANGE]),
        (region("red"), [ORANGE]),
        (city("red", scope=["lane"]), [ORANGE]),
        (city("red", end=None), [order("N-1", "north", "yellow", (6, 7))]),
        (ending("N-1"), [order("N-1", "north", "red", (1, None))]),
    ],
    ids=["a city", "a region", "a street", "for good", "an end"],
)
@pytest.mark.parametrize(
    "tiers",
    [
        [{"id": "region"}, {"id": "city"}, {"id": "street"}],
        [{"id": "region"}, {"id": "city"}, {"id": "street", "inherits": False}],
    ],
    ids=["all inherit", "streets do not"],
)
def test_both_engines_tell_the_same_rows(
    proposal: Data, orders: list[Data], tiers: list[Data]
) -> None:
    rules = written(tiers=tiers)
    made, asked = scene({"rules": rules, "areas": areas(north=[figure(5)])}, orders, proposal)
    scheme = compile_scheme(made.rules, made.areas)
    ours = decide(scheme, book_of(scheme, made.orders), asked, at(3))
    theirs = reference.decide(made.rules, made.areas, made.orders, asked, at(3))
    assert bool(ours.measures) == bool(ours.changes)
    assert reference.differences(theirs, reference.plain(ours)) == ()
