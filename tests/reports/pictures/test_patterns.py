from __future__ import annotations

from responselevels.models.rules import Level
from responselevels.reports.pictures.patterns import pattern_of
from responselevels.reports.pictures.scale import shades


def test_levels_are_told_apart_without_their_colours() -> None:
    strokes = []
    for shade in shades([Level(id=str(rank)) for rank in range(7)], 1):
        drawn = pattern_of("a", shade)
        assert drawn.startswith('<pattern id="a"')
        strokes.append(drawn.partition(' d="')[2].partition('"')[0])
    assert len(set(strokes)) == 7
    assert strokes[1] == ""
