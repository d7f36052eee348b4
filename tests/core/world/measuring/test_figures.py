"""What is refused of figures: units that do not fit, and sums that contradict their parts."""

from __future__ import annotations

import pytest

from responselevels import Areas, InputError
from responselevels.core.world.forest import problems_in_areas
from tests.core.desk import scheme_of
from tests.core.measures.ground import areas, figure, written
from tests.model.scenes import Data

VALUE = "areas[1].figures.people[0].value"


def alone(listed: list[Data]) -> list[tuple[str, str]]:
    """Return what is wrong with areas without a look at any rules."""
    found = problems_in_areas(Areas.model_validate({"areas": listed}))
    return [(problem.code, str(problem.where)) for problem in found]


@pytest.mark.parametrize(
    ("north", "lane", "mill", "wrong"),
    [
        (11, [5], [6], False),
        (12, [5], [6], True),
        (12, [5], [], False),
        ("11.5", ["5.25"], ["6.25"], False),
    ],
    ids=["agrees", "does not agree", "is not told of all parts", "agrees exactly"],
)
def test_a_figure_agrees_with_those_of_the_same_day_of_all_parts(
    north: int, lane: list[int], mill: list[int], wrong: bool
) -> None:
    listed = areas(
        north=[figure(north)],
        lane=[figure(one) for one in lane],
        mill=[figure(one) for one in mill],
    )
    assert alone(listed) == ([("figure.differs", VALUE)] if wrong else [])


def test_there_may_be_none_of_what_a_figure_counts() -> None:
    assert alone(areas(north=[figure(0)], lane=[figure(0)], mill=[figure("0.0")])) == []


def test_figures_of_different_days_are_not_compared() -> None:
    listed = areas(north=[figure(12)], lane=[figure(5)], mill=[figure(6, "2021-11-01")])
    assert alone(listed) == []


def test_a_part_may_be_a_sum_itself() -> None:
    listed = areas(home=[figure(14)], lane=[figure(5)], mill=[figure(6)], south=[figure(4)])
    assert alone(listed) == [("figure.differs", "areas[0].figures.people[0].value")]


def test_trees_that_are_not_sound_are_looked_at_as_far_as_that_goes() -> None:
    circle: list[Data] = [
        {"id": "a", "tier": "city", "parent": "b", "figures": {"people": [figure(1)]}},
        {"id": "b", "tier": "city", "parent": "a", "figures": {"people": [figure(2)]}},
        {"id": "c", "tier": "city", "parent": "gone", "figures": {"people": [figure(-2)]}},
        {"id": "a", "tier": "city", "figures": {"people": [figure(1), figure(2)]}},
    ]
    found = {code for code, _field in alone(circle)}
    assert {"amount.negative", "figure.repeated", "areas.circle", "area.unknown"} <= found


def test_a_figure_is_in_the_unit_that_a_measure_takes_it_in() -> None:
    need = {"unit": "vehicle", "at_least": {"figure": "people"}}
    rules = written({"id": "cars", "from": "green", "need": need})
    with pytest.raises(InputError) as caught:
        scheme_of(rules, areas(north=[figure(5)]))
    (problem,) = caught.value.problems
    assert (problem.code, str(problem.where)) == (
        "unit.mismatch",
        "areas[1].figures.people[0].unit",
    )
    assert "the measure `cars` is in vehicles" in caught.value.worded("en")


def test_groups_do_not_hide_what_is_wrong_with_figures() -> None:
    listed = {"areas": areas(north=[figure(-1)]), "groups": [{"id": "g", "members": ["north"]}]}
    found = problems_in_areas(Areas.model_validate(listed))
    assert [problem.code for problem in found] == ["amount.negative"]
