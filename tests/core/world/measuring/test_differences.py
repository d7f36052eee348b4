"""What becomes of measures is looked up, and is what holds at one level held against what holds at another."""

from __future__ import annotations

from itertools import product

import pytest

from responselevels.core.world.measuring import differences
from responselevels.core.world.measuring.differences import Differences
from responselevels.core.world.measuring.holding import holding, public_of
from responselevels.core.world.scheme import Scheme
from tests.core.desk import AREAS, world
from tests.core.measures.ground import MORE, ON_SCENE, PATROL, written
from tests.model.scenes import Data

HIDDEN: Data = {"id": "hidden", "from": "yellow", "public": False}
ALWAYS: Data = {"id": "always", "from": "green", "tiers": ["city"]}
FLOOD: Data = {"id": "f", "from": "orange", "tracks": ["flood"]}


def tracked() -> Scheme:
    """Return a scheme with two tracks, a family of two, a hidden measure, one that always holds, one of a track."""
    two = [{"id": "flood"}, {"id": "wind"}]
    return world(
        [], written(PATROL, MORE, ON_SCENE, HIDDEN, ALWAYS, FLOOD, tracks=two), AREAS
    ).scheme


def is_right(scheme: Scheme, known: Differences) -> int:
    """Hold *known* to what holds for each tier and each two sets of levels; return how many differ."""
    ranks = [*product(range(len(scheme.levels)), repeat=max(1, len(scheme.tracks)))]
    families = [public_of(family) for family in scheme.measures]
    count = 0
    for tier, before, after in product(scheme.tiers.values(), ranks, ranks):
        sides = [
            [tuple(one.id for one in holding(family, tier, levels)) for family in families]
            for levels in (before, after)
        ]
        apart = [
            (family.id, old, new)
            for family, old, new in zip(families, *sides, strict=True)
            if old != new
        ]
        # Once worked out, and once looked up.
        for _turn in range(2):
            found = known[tier, before, after]
            assert [(known.ids[number], *sides) for number, *sides in found] == apart
        count += len(apart)
    return count


def test_what_differs_is_what_holds_before_or_after_and_not_at_both() -> None:
    scheme = tracked()
    assert is_right(scheme, scheme.differences) > 0
    assert scheme.differences.ids == ("patrol", "on_scene", "f")


def test_it_is_right_where_more_moves_are_asked_for_than_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(differences, "_KEPT", 5)
    scheme = tracked()
    known = Differences(scheme.measures, len(scheme.levels))
    assert is_right(scheme, known) > 0
    assert len(known) <= 5
