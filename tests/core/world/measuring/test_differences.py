"""What becomes of measures is looked up, and is what holds at one level held against what holds at another."""

from __future__ import annotations

from itertools import product

import pytest

from responselevels import Areas, compile_scheme, load_rules
from responselevels.core.world.measuring import differences
from responselevels.core.world.measuring.differences import Differences
from responselevels.core.world.measuring.holding import holding, public_of
from responselevels.core.world.scheme import Scheme
from tests.core.desk import AREAS, world
from tests.core.measures.ground import MORE, ON_SCENE, PATROL, written
from tests.model.scenes import Data

HIDDEN: Data = {"id": "hidden", "from": "yellow", "public": False}
FLOOD: Data = {"id": "f", "from": "orange", "tracks": ["flood"]}


def tracked() -> Scheme:
    """Return a scheme with two tracks, a family of two, a hidden measure, and one of a track alone."""
    two = [{"id": "flood"}, {"id": "wind"}]
    return world([], written(PATROL, MORE, ON_SCENE, HIDDEN, FLOOD, tracks=two), AREAS).scheme


def shipped() -> Scheme:
    """Return the home scheme, of whose many measures most hold in one tier."""
    top = {"areas": [{"id": "xixian", "tier": "new_area"}]}
    return compile_scheme(load_rules("xixian"), Areas.model_validate(top))


def is_right(scheme: Scheme, known: Differences) -> int:
    """Hold *known* to what holds for each tier and each two sets of levels; return how many differ."""
    ranks = [*product(range(len(scheme.levels)), repeat=max(1, len(scheme.tracks)))]
    families = [public_of(family) for family in scheme.measures]
    assert known.ids == tuple(family.id for family in families)
    count = 0
    for tier, before, after in product(scheme.tiers.values(), ranks, ranks):
        sides = [
            [tuple(one.id for one in holding(family, tier, levels)) for family in families]
            for levels in (before, after)
        ]
        apart = [
            (number, old, new)
            for number, (old, new) in enumerate(zip(*sides, strict=True))
            if old != new
        ]
        # Once worked out, and once looked up.
        assert [*known[tier, before, after]] == [*known[tier, before, after]] == apart
        count += len(apart)
    return count


def test_what_differs_is_what_holds_before_or_after_and_not_at_both() -> None:
    for scheme in (tracked(), shipped()):
        assert is_right(scheme, scheme.differences) > 0


def test_it_is_right_where_more_moves_are_asked_for_than_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(differences, "_KEPT", 5)
    scheme = tracked()
    known = Differences(scheme.measures)
    assert is_right(scheme, known) > 0
    assert len(known) <= 5


def test_measures_that_nobody_is_shown_never_differ() -> None:
    known = tracked().differences
    number = known.ids.index("hidden")
    assert number not in [one[0] for one in known[1, (0, 0), (3, 3)]]
    assert [one[0] for one in known[1, (0, 0), (3, 3)]] != []
