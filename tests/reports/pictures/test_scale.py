from __future__ import annotations

from itertools import pairwise

import pytest

from responselevels.analysis.linting.sight import contrast, ink_on
from responselevels.core.world.scheme import Scheme
from responselevels.files import load_rules
from responselevels.machine.levels import compile_scheme
from responselevels.models.areas import Area, Areas
from responselevels.models.rules import Level, Rules, Tier
from responselevels.reports.pictures.scale import shades_of


def scheme(levels: int, default: int) -> Scheme:
    rules = Rules(
        format=1,
        id="sample",
        levels=tuple(Level(id=str(rank), default=rank == default) for rank in range(levels)),
        tiers=(Tier(id="city"),),
    )
    return compile_scheme(rules, Areas(areas=(Area(id="a", tier="city"),)))


@pytest.mark.parametrize("levels", range(2, 9))
def test_levels_above_the_default_grow_darker_step_by_step(levels: int) -> None:
    fills = [shade.fill for shade in shades_of(scheme(levels, 0))]
    assert len(set(fills)) == levels
    light = [contrast(fill, "#000000") for fill in fills[1:]]
    assert all(one > other for one, other in pairwise(light))


def test_what_is_milder_than_the_default_has_colours_and_patterns_of_its_own() -> None:
    shades = shades_of(scheme(6, 2))
    assert [shade.pattern for shade in shades] == [-2, -1, 0, 1, 2, 3]
    assert len({shade.fill for shade in shades}) == 6


@pytest.mark.parametrize(("levels", "default"), [(2, 1), (4, 0), (12, 3), (30, 10)])
def test_there_is_ink_that_can_be_read_on_every_colour(levels: int, default: int) -> None:
    for shade in shades_of(scheme(levels, default)):
        assert contrast(shade.fill, shade.ink) >= 4.5


def test_any_colour_at_all_has_an_ink() -> None:
    assert all(
        contrast(grey, ink_on(grey)) >= 4.2
        for grey in (f"#{n:02x}{n:02x}{n:02x}" for n in range(256))
    )


def test_the_most_severe_level_of_a_scheme_is_the_darkest() -> None:
    rules = load_rules("xixian")
    areas = Areas(areas=(Area(id="a", tier=rules.tiers[0].id),))
    shades = shades_of(compile_scheme(rules, areas))
    assert max(shades, key=lambda shade: contrast(shade.fill, "#ffffff")) == shades[-1]


def coloured(*colours: str | None) -> Scheme:
    """Return a scheme whose levels have *colours*, the first being the default one."""
    bare = scheme(len(colours), 0)
    levels = tuple(
        level.model_copy(update={"colour": colour})
        for level, colour in zip(bare.rules.levels, colours, strict=True)
    )
    rules = bare.rules.model_copy(update={"levels": levels})
    return compile_scheme(rules, Areas(areas=(Area(id="a", tier="city"),)))


def test_levels_are_shown_in_the_colours_of_their_rules() -> None:
    shown = shades_of(coloured(None, "yellow", "#A8121B"))
    assert [shade.fill for shade in shown] == [
        shades_of(scheme(3, 0))[0].fill,
        "#f2c500",
        "#a8121b",
    ]
    assert [shade.ink for shade in shown[1:]] == ["#111614", "#ffffff"]
    assert shades_of(coloured("#ffffff", "yellow", "red"))[0].fill == "#ffffff"


def test_half_of_the_colours_are_none() -> None:
    assert shades_of(coloured(None, None, "red")) == shades_of(scheme(3, 0))
    assert shades_of(coloured("white", None, None)) == shades_of(scheme(3, 0))
