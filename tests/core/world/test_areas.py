"""The tree as numbers, held to walking from parent to parent."""

from __future__ import annotations

from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from responselevels.core.world.areas import AreaTree
from responselevels.models.areas import Areas
from responselevels.testing.reference.world.ground import Ground
from tests.core.desk import AREAS
from tests.model.worlds import world_of

TIERS = {"region": 0, "city": 1, "street": 2}


def home() -> AreaTree:
    return AreaTree(Areas.model_validate({"areas": AREAS}), TIERS)


def grounds() -> st.SearchStrategy[Ground]:
    worlds = st.integers(0, 2**32).map(lambda seed: world_of(Random(seed))[0])
    return worlds.map(lambda world: Ground(world.rules, world.areas))


def tree_of(ground: Ground) -> AreaTree:
    tiers = {tier.id: number for number, tier in enumerate(ground.rules.tiers)}
    areas = [{"id": a, "tier": t, "parent": ground.parent[a]} for a, t in ground.tier.items()]
    return AreaTree(Areas.model_validate({"areas": areas}), tiers)


@given(grounds())
def test_lines_and_covers_are_those_of_walking_up(ground: Ground) -> None:
    tree = tree_of(ground)
    assert len(tree) == len(ground.tier)
    for area, number in tree.numbers.items():
        assert [tree.ids[n] for n in tree.line(number)] == ground.line[area]
        assert tree.alone[number] == (number,)
        for other, narrow in tree.numbers.items():
            assert tree.covers(number, narrow) == (other in ground.cover[area])


@given(grounds())
def test_children_are_the_areas_directly_beneath_by_id(ground: Ground) -> None:
    tree = tree_of(ground)
    for area, number in tree.numbers.items():
        beneath = sorted(below for below, parent in ground.parent.items() if parent == area)
        assert [tree.ids[child] for child in tree.children(number)] == beneath


@given(grounds(), st.randoms(use_true_random=False))
def test_topmost_are_those_that_no_other_covers(ground: Ground, random: Random) -> None:
    tree = tree_of(ground)
    some = {area for area in ground.tier if random.random() < 0.5}
    numbers = tuple(sorted(tree.numbers[area] for area in some))
    found = sorted(tree.ids[number] for number in tree.topmost(numbers))
    assert tuple(found) == ground.topmost(some)


@given(grounds())
def test_the_numbers_do_not_depend_on_the_order_of_the_list(ground: Ground) -> None:
    listed = Areas.model_validate(
        {
            "areas": [
                {"id": a, "tier": t, "parent": ground.parent[a]} for a, t in ground.tier.items()
            ]
        }
    )
    tiers = {tier.id: number for number, tier in enumerate(ground.rules.tiers)}
    backward = Areas(areas=tuple(reversed(listed.areas)))
    assert AreaTree(backward, tiers).ids == AreaTree(listed, tiers).ids


def test_a_cover_is_a_run_of_numbers() -> None:
    tree = home()
    assert tree.ids == ["home", "north", "lane", "mill", "south", "quay", "island", "outpost"]
    assert tree.after == [6, 4, 3, 4, 6, 6, 7, 8]
    assert tree.parents == [-1, 0, 1, 1, 0, 4, -1, -1]


def test_what_lies_within_a_scope_is_covered_by_one_of_its_areas_however_many_they_are() -> None:
    tree = home()
    for size in range(len(tree) + 1):
        for scope in combinations(range(len(tree)), size):
            covered = [any(tree.covers(wide, area) for wide in scope) for area in range(len(tree))]
            assert [tree.within(area, scope) for area in range(len(tree))] == covered


def test_the_nearest_area_of_a_tier_is_looked_for_upward() -> None:
    tree = home()
    lane, outpost = tree.numbers["lane"], tree.numbers["outpost"]
    assert tree.of_tier(lane, TIERS["street"]) == lane
    assert tree.of_tier(lane, TIERS["city"]) == tree.numbers["north"]
    assert tree.of_tier(lane, TIERS["region"]) == tree.numbers["home"]
    assert tree.of_tier(outpost, TIERS["region"]) is None


def test_no_areas_are_an_empty_tree() -> None:
    tree = AreaTree(Areas(areas=()), TIERS)
    assert len(tree) == 0
    assert tree.after == []
