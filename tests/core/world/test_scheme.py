"""Rules and areas compiled: ranks, tiers, arrows, and what does not fit together."""

from __future__ import annotations

from datetime import timedelta

import pytest

from responselevels.core.conditions import filled
from responselevels.core.timeline import FOREVER, micros_of
from responselevels.core.world.checked import CheckedWorld
from responselevels.core.world.scheme import ApprovalRequirement, FloorRule, LevelEdge, Scheme
from responselevels.errors import InputError
from responselevels.machine.levels import compile_scheme
from responselevels.models.areas import Areas
from responselevels.models.rules import Rules
from responselevels.models.times import FIRST_MICROS
from tests.core.desk import AREAS, CITE, CITY_ORDER, FLOOR, RULES, rules, scheme_of
from tests.model.scenes import Data, at, on


def compiled(written: Data, areas: list[Data]) -> Scheme:
    read = Rules.model_validate({"format": 1, "id": "by_hand", **written})
    return compile_scheme(read, Areas.model_validate({"areas": areas}))


def test_a_rank_is_the_place_in_the_list_and_never_read_off_the_name() -> None:
    backward = [{"id": "10", "default": True}, {"id": "9"}, {"id": "2"}]
    to = {**CITY_ORDER, "to": ["2", "9"]}
    scheme = scheme_of(rules(levels=backward, transitions=[to]), AREAS)
    assert scheme.ranks == {"10": 0, "9": 1, "2": 2}
    assert scheme.default == 0
    assert sorted(rank for _, rank in scheme.transitions_to) == [1, 2]


def test_the_default_may_stand_anywhere() -> None:
    levels = [{"id": "calm"}, {"id": "everyday", "default": True}, {"id": "storm"}]
    scheme = scheme_of(rules(levels=levels, transitions=[], endings=[]))
    assert scheme.default == 1


def test_what_does_not_fit_is_reported_all_at_once() -> None:
    broken = rules(floors=[{"id": "f", "tier": "town"}])
    areas = [*AREAS, {"id": "far", "tier": "vilage", "parent": "nowhere"}]
    with pytest.raises(InputError) as caught:
        compiled(broken, areas)
    places = [str(problem.where) for problem in caught.value.problems]
    assert places == ["floors[0].tier", "areas[8].parent", "areas[8].tier"]


def test_what_leads_where_is_taken_from_the_arrows_and_not_from_the_rules() -> None:
    read = Rules.model_validate({"format": 1, "id": "by_hand", **RULES})
    areas = Areas.model_validate({"areas": AREAS})
    arrows = [
        LevelEdge(rule="city_order", source="green", target="red"),
        LevelEdge(rule="stand_down", source="orange", target=None),
        LevelEdge(rule="close", source="red", target="green"),
    ]
    scheme = Scheme(CheckedWorld.of(read, areas), arrows)
    assert {key: [way.id for way in ways] for key, ways in scheme.transitions_to.items()} == {
        (1, 3): ["city_order"]
    }
    assert scheme.transitions_by_id["city_order"].sources == {0}
    assert scheme.transitions_by_id["activate"].targets == frozenset()
    assert {key: [way.id for way in ways] for key, ways in scheme.endings_of.items()} == {
        (1, 2): ["stand_down"]
    }


def test_several_ways_to_one_level_stand_in_the_order_of_the_file() -> None:
    ways = [{**CITY_ORDER, "id": name} for name in ("second", "first", "also")]
    scheme = scheme_of(rules(transitions=ways))
    assert [way.id for way in scheme.transitions_to[1, 2]] == ["second", "first", "also"]
    assert [way.place for way in scheme.transitions_to[1, 2]] == [0, 1, 2]


def test_a_transition_is_compiled_with_all_it_asks() -> None:
    asked: Data = {
        **CITY_ORDER,
        "from": ["green"],
        "to": ["red"],
        "requires": {
            "assessment": {"by": ["city_hall"]},
            "approval": {"any_of": ["board", {"all_of": ["office", "police"]}]},
            "max_duration": "P2D",
            "notice": "PT6H",
            "scope": "explicit",
            "reason": True,
        },
        "ratify": {"approval": "committee", "within": "PT4H"},
        "duties": [{"do": "tell"}],
    }
    way = scheme_of(rules(transitions=[asked])).transitions_by_id["city_order"]
    assert (way.tier, way.sources, way.targets) == (1, frozenset({0}), frozenset({3}))
    assert way.issuers == {"city_hall", "city_watch"}
    assert way.assessment is not None
    assert way.approval is not None
    assert way.approval.bodies == {"board", "office", "police"}
    assert filled(way.approval.condition, {"board"})
    assert (way.reason, way.bounded, way.explicit) == (True, True, True)
    assert (way.longest, way.notice) == (2 * 86_400_000_000, 6 * 3_600_000_000)
    assert way.ratify == ApprovalRequirement(condition="committee", bodies=frozenset({"committee"}))
    assert way.grace == timedelta(hours=4) // timedelta(microseconds=1)
    assert [duty.do.in_("en") for duty in way.duties] == ["tell"]
    assert way.cite == CITE


def test_what_more_is_asked_of_an_order_is_compiled() -> None:
    requires = {"scope": {"explicit": True, "tiers": ["street", "city"]}, "expected_end": True}
    asked: Data = {**CITY_ORDER, "requires": requires}
    way = scheme_of(rules(transitions=[asked])).transitions_by_id["city_order"]
    assert (way.explicit, way.scope_tiers, way.foreseen) == (True, frozenset({1, 2}), True)


def test_a_transition_that_asks_nothing_asks_a_bounded_period() -> None:
    bare = {key: CITY_ORDER[key] for key in ("id", "tier", "to", "issuers")}
    way = scheme_of(rules(transitions=[bare])).transitions_by_id["city_order"]
    assert way.bounded
    assert (way.assessment, way.approval, way.reason, way.explicit) == (None, None, False, False)
    assert (way.longest, way.notice, way.ratify, way.grace, way.cite) == (None,) * 5
    assert way.sources == {0, 1, 2, 3}
    assert (way.scope_tiers, way.foreseen) == (None, False)


def test_an_ending_is_compiled_with_all_it_asks() -> None:
    asked: Data = {
        "id": "close",
        "tier": "city",
        "of": ["red", "orange"],
        "issuers": ["city_watch"],
        "requires": {
            "assessment": {"by": ["office"]},
            "approval": "board",
            "reason": True,
        },
        "cite": {"source": "opinion", "clause": "3.4"},
    }
    scheme = scheme_of(rules(endings=[asked]))
    (way,) = scheme.endings_of[1, 3]
    assert scheme.endings_of.keys() == {(1, 2), (1, 3)}
    assert (way.id, way.place, way.tier, way.sources) == ("close", 0, 1, frozenset({2, 3}))
    assert way.issuers == {"city_watch"}
    assert not way.targets
    assert way.reason
    assert way.approval == ApprovalRequirement(
        condition="board", bodies=frozenset({"board"}), after_assessment=True
    )
    assert way.assessment is not None
    assert way.cite == CITE


def test_floors_are_kept_by_the_tier_they_bind() -> None:
    advice = {"id": "advice", "tier": "street", "counts": "issued", "binding": False}
    floors = [FLOOR, advice, {"id": "of_city", "tier": "street", "of": ["city"]}]
    assert scheme_of(rules(floors=floors)).floors == {
        1: (FloorRule(id="not_below", counts="covering", binding=True, cite=CITE),),
        2: (
            FloorRule(id="advice", counts="issued", binding=False, cite=None),
            FloorRule(id="of_city", counts="covering", binding=True, cite=None, of=frozenset({1})),
        ),
    }


@pytest.mark.parametrize(
    ("valid", "span"),
    [
        (None, (FIRST_MICROS, FOREVER)),
        ({}, (FIRST_MICROS, FOREVER)),
        ({"from": on(2)}, (micros_of(at(2)), FOREVER)),
        ({"to": on(9)}, (FIRST_MICROS, micros_of(at(9)))),
        ({"from": on(2), "to": on(9)}, (micros_of(at(2)), micros_of(at(9)))),
    ],
)
def test_the_time_of_validity_is_open_where_nothing_is_written(
    valid: Data | None, span: tuple[int, int]
) -> None:
    scheme = scheme_of(rules(valid=valid))
    assert (scheme.valid_from, scheme.valid_to) == span


def heard(written: Data, area: str) -> list[str]:
    scheme = scheme_of(written)
    return [scheme.tree.ids[number] for number in scheme.inherited_from[scheme.tree.numbers[area]]]


def test_an_area_hears_its_ancestors_as_far_as_the_first_that_does_not_inherit() -> None:
    assert heard(RULES, "lane") == ["lane", "north", "home"]
    deaf = rules(tiers=[{"id": "region"}, {"id": "city", "inherits": False}, {"id": "street"}])
    assert heard(deaf, "lane") == ["lane", "north"]
    assert heard(deaf, "north") == ["north"]
    assert heard(deaf, "home") == ["home"]
    assert heard(deaf, "outpost") == ["outpost"]
    streets = rules(tiers=[{"id": "region"}, {"id": "city"}, {"id": "street", "inherits": False}])
    assert heard(streets, "lane") == ["lane"]
    assert heard(streets, "north") == ["north", "home"]


def test_the_body_that_acts_is_that_of_the_nearest_area_of_its_tier_upward() -> None:
    scheme = scheme_of()
    lane, island = scheme.tree.numbers["lane"], scheme.tree.numbers["island"]
    assert scheme.acting("city_hall", lane) == scheme.tree.numbers["north"]
    assert scheme.acting("board", lane) == scheme.tree.numbers["home"]
    assert scheme.acting("city_hall", island) is None
