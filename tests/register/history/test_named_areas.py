"""What stands is told alike under all areas, and under those alone that a log names."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import assume, given

from responselevels import Register
from responselevels.core.digests import canonical
from responselevels.models.areas import Area, Areas
from responselevels.models.base import Model
from responselevels.register.history.dossiers import to_json
from responselevels.register.history.named_areas import AllAreas, areas_named, schemes_of_named
from responselevels.register.history.outlines import texts_in
from tests.laws.strategies import Held, registers
from tests.model.naive import World
from tests.register.duty import AREAS, RULES

FIGURE = {"value": 3, "unit": "post", "as_of": "2026-01-01"}
TOWN: dict[str, Any] = {
    "areas": [
        {"id": "east", "tier": "district", "title": '东区, "the" {"id":"no","tier":'},
        {"id": "e1", "tier": "ward", "parent": "east", "title": {"en": "First", "zh": "一"}},
        {"id": "e2", "tier": "ward", "parent": "east"},
        {"id": "west", "tier": "district"},
        {"id": "w1", "tier": "ward", "parent": "west"},
        {"id": "港", "tier": "ward", "parent": "west"},
    ]
}


def written(**more: Any) -> bytes:
    return canonical(to_json(Areas.model_validate({**TOWN, **more})))


def ids_of(body: bytes, *named: str) -> list[str]:
    areas = areas_named(body, [name.encode() for name in named])
    assert set(areas.areas) <= set(Areas.model_validate_json(body).areas)
    return sorted(area.id for area in areas.areas)


def test_named_areas_stay_with_those_above_them() -> None:
    assert ids_of(written(), "e2", "港", "nowhere") == ["e2", "east", "west", "港"]
    assert ids_of(written(), "w1", "west") == ["w1", "west"]


def test_many_are_found_as_few_are() -> None:
    more = [{"id": f"n{n}", "tier": "ward", "parent": "west"} for n in range(30)]
    body, some = written(areas=[*TOWN["areas"], *more]), [f"n{n}" for n in range(10)]
    assert ids_of(body, "n1", "n29") == ["n1", "n29", "west"]
    assert ids_of(body, "n29", "e2", *some) == sorted(["n29", "e2", "east", "west", *some])


def test_where_none_is_named_one_is_left() -> None:
    assert ids_of(written()) == ["east"]


def test_groups_stay_and_so_do_their_members() -> None:
    groups = [{"id": "quays", "members": ["港"], "title": {"en": "Quays", "zh": "码头"}}]
    body = written(groups=groups)
    assert ids_of(body, "e1") == ["e1", "east", "west", "港"]
    assert areas_named(body, []).groups == Areas.model_validate_json(body).groups


@pytest.mark.parametrize(
    "odd",
    [
        {"id": "n", "tier": "district", "title": {"id": "Utara"}},
        {"id": 'n"', "tier": "district"},
        {"id": "n", "tier": "district", "figures": {"posts": [FIGURE]}},
    ],
)
def test_what_is_not_plain_to_see_is_left_to_the_reader(odd: dict[str, Any]) -> None:
    with pytest.raises(AllAreas):
        ids_of(written(areas=[*TOWN["areas"], odd]))


def test_another_spelling_is_left_to_the_reader() -> None:
    with pytest.raises(AllAreas):
        ids_of(json.dumps(TOWN).encode())


def test_all_areas_are_compiled_where_the_log_is_longer_or_there_are_measures() -> None:
    documents = {"rules": canonical(to_json(RULES)), "areas": canonical(to_json(AREAS))}
    short = schemes_of_named([b"{}"])("rules", "areas", documents.__getitem__, {})
    assert len(short.tree) < len(AREAS.areas)
    with pytest.raises(AllAreas):
        schemes_of_named([b" " * 10_000])("rules", "areas", documents.__getitem__, {})
    measure = {"id": "secret", "do": "watch the bridge", "from": "alert", "public": False}
    documents["rules"] = canonical({**to_json(RULES), "measures": [measure]})
    with pytest.raises(AllAreas):
        schemes_of_named([b"{}"])("rules", "areas", documents.__getitem__, {})


# -- the law ----------------------------------------------------------------------------------


def named_in(models: Sequence[Model]) -> set[bytes]:
    lines = [json.dumps(model.model_dump(mode="json", by_alias=True)).encode() for model in models]
    return {text.encode() for line in lines for text in texts_in(line)}


def with_others(world: World) -> Areas:
    """Return the areas of *world*, and beneath each one that nobody names, wherever one may be."""
    lowest = world.rules.tiers[-1].id
    more = [Area(id="other", tier=lowest)]
    more += [
        Area(id=f"other-{number}", tier=lowest, parent=area.id)
        for number, area in enumerate(world.areas.areas)
        if area.tier != lowest
    ]
    return Areas(areas=(*world.areas.areas, *more), groups=world.areas.groups)


def kept_of(areas: Areas, models: Sequence[Model]) -> Areas:
    try:
        return areas_named(canonical(to_json(areas)), named_in(models))
    except AllAreas:
        assume(False)
        raise


@given(registers())
def test_levels_are_the_same(held: Held) -> None:
    areas = with_others(held.world)
    few = kept_of(areas, held.world.orders)
    assert len(few.areas) < len(areas.areas)
    whole = Register(held.world.rules, areas, held.world.orders)
    part = Register(held.world.rules, few, held.world.orders)
    for area in few.areas:
        for at in held.instants():
            asked: dict[str, Any] = {"at": at, "track": held.track}
            assert part.level(area.id, **asked) == whole.level(area.id, **asked)
            assert part.floor(area.id, **asked) == whole.floor(area.id, **asked)
