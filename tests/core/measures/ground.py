"""Rules with measures, areas with figures, and books over them, for the tests of this room."""

from __future__ import annotations

from typing import Any

from responselevels.core.orders.book import OrderBook
from tests.core.desk import AREAS, rules, world
from tests.model.scenes import Data

PEOPLE = {"figure": "people", "every": 100000, "count": 50}
PATROL: Data = {
    "id": "patrol",
    "do": "patrols",
    "from": "green",
    "tiers": ["city"],
    "by": ["city_hall"],
    "spots": ["point"],
    "need": {"unit": "person", "at_least": {"per": PEOPLE}},
    "cite": {"source": "opinion", "clause": "2.1"},
}
MORE: Data = {
    "id": "more",
    "do": "more patrols",
    "strengthens": "patrol",
    "from": "orange",
    "need": {"unit": "person", "at_least": {"times": ["2.5", {"per": PEOPLE}]}},
}
ON_SCENE: Data = {"id": "on_scene", "at": ["red"], "need": {"unit": "minute", "at_most": 5}}
SPOTS = [{"id": "point"}, {"id": "line"}]


def figure(value: int | str, day: str = "2020-11-01", **more: object) -> Data:
    """Return a figure of persons as of a day."""
    return {"value": value, "unit": "person", "as_of": day, **more}


def areas(**people: list[Data]) -> list[Data]:
    """Return the areas of the desk, some with figures of people."""
    return [
        {**area, **({"figures": {"people": people[area["id"]]}} if area["id"] in people else {})}
        for area in AREAS
    ]


def written(*measures: Data, **more: object) -> Data:
    """Return the rules of the desk with these measures."""
    return rules(measures=list(measures or (PATROL, MORE, ON_SCENE)), spots=SPOTS, **more)


def book(*held: Data, listed: list[Data] | None = None, **more: Any) -> OrderBook:
    """Return the book of the orders *held*, with the measures of this page."""
    known = areas(north=[figure(149999)]) if listed is None else listed
    return world(list(held), more.pop("rules", None) or written(**more), known)
