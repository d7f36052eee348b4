"""What an order paints over, and what comes back once it is gone."""

from __future__ import annotations

from responselevels.core.orders.arrays.pairs import SortedPairs
from responselevels.core.orders.lanes import repainted
from responselevels.core.timeline import FOREVER
from tests.core.desk import CITY_ORDER, REGION_ORDER, city, decided, rules
from tests.model.scenes import Data, at, order

STEPS = SortedPairs((-FOREVER, 2, 8), (-1, 7, -1))
"""The order of code 7 holds from 2 to 8; -1 is the code of silence here."""


def test_an_order_of_no_length_leaves_no_step() -> None:
    alone = repainted(STEPS, (0, 10), [(7, 2, 8)], -1)
    assert alone == STEPS
    assert repainted(STEPS, (0, 10), [(7, 2, 8), (9, 5, 5)], -1) == alone
    assert repainted(STEPS, (0, 10), [(7, 2, 8), (9, 8, 8), (10, 0, 0)], -1) == alone


def test_an_order_that_only_touches_the_span_leaves_no_step() -> None:
    assert repainted(STEPS, (3, 5), [(7, 2, 8), (9, 0, 3), (10, 5, 6)], -1) == STEPS


def test_once_a_provisional_order_lapses_the_areas_own_earlier_order_holds_again() -> None:
    emergency: Data = {
        **CITY_ORDER,
        "id": "emergency",
        "requires": {"period": "open"},
        "ratify": {"within": "P3D", "approval": "city_watch"},
    }
    held = order("N-1", "north", "yellow", (4, 9))
    made = decided(
        city("red", 5, 9, transition="emergency"),
        held,
        written=rules(transitions=[REGION_ORDER, CITY_ORDER, emergency]),
    )
    assert made.provisional_until == at(6)
    assert [(c.area, c.start, c.end, c.from_level, c.to_level) for c in made.changes] == [
        ("north", at(5), at(6), "yellow", "red")
    ]
