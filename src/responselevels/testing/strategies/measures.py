"""Strategies of measures, of the figures that they are worked out from, and of extras of orders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from responselevels.models.areas import Area, Areas
from responselevels.models.parts.figures import Figure
from responselevels.models.parts.measures import Extra, Measure, figures_in
from responselevels.models.rules import Rules
from responselevels.testing.extra import st

_PER = {"figure": "people", "every": 10, "count": 3}
_NUMBERS: tuple[Any, ...] = (5, 4, "2.5")
_AMOUNTS: tuple[Any, ...] = (
    *_NUMBERS,
    {"figure": "people"},
    {"per": _PER},
    {"per": {**_PER, "steps": "whole"}},
    {"times": ["2.5", {"per": _PER}]},
    {"sum": [{"figure": "homes"}, {"times": [2, 3]}]},
)
_SPOTS = ("point", "face")


@st.composite
def measured(
    draw: st.DrawFn, levels: Sequence[str], tiers: Sequence[str], tracks: Sequence[str]
) -> dict[str, Any]:
    """Draw the measures of a rules file: none, or a few, of which some strengthen others."""
    number = draw(st.sampled_from((0, 0, 0, 1, 2, 3)))
    made: list[dict[str, Any]] = []
    for place in range(number):
        # All are of persons: a figure has one unit, and those that strengthen one another have, too.
        measure: dict[str, Any] = {"id": f"m{place}", **draw(_levels(levels))}
        measure["strengthens"] = draw(st.sampled_from((None, *(one["id"] for one in made))))
        measure["tiers"] = draw(st.sampled_from((None, None, tuple(tiers[-1:]), tuple(tiers[:1]))))
        measure["spots"] = draw(st.sampled_from((None, None, _SPOTS)))
        measure["public"] = draw(st.sampled_from((True, True, True, False)))
        measure["need"] = draw(st.none() | _needs())
        if tracks:
            measure["tracks"] = draw(st.sampled_from((None, tuple(tracks[:1]), tuple(tracks))))
        made.append(measure)
    return {"measures": made, "spots": [{"id": spot} for spot in _SPOTS]} if made else {}


def _levels(levels: Sequence[str]) -> st.SearchStrategy[dict[str, Any]]:
    some = st.lists(st.sampled_from(levels), min_size=1, max_size=2, unique=True)
    one = st.sampled_from(levels)
    return one.map(lambda level: {"from": level}) | some.map(lambda listed: {"at": tuple(listed)})


@st.composite
def _needs(draw: st.DrawFn) -> dict[str, Any]:
    bounds = draw(st.sampled_from((("at_least",), ("at_most",), ("at_least", "at_most"))))
    return {"unit": "person", **{bound: draw(st.sampled_from(_AMOUNTS)) for bound in bounds}}


def figures_of(rules: Rules) -> tuple[str, ...]:
    """Return the figures that the measures of *rules* are worked out from, sorted."""
    return tuple(sorted({name for one in rules.measures for name in _in_needs(one)}))


def _in_needs(measure: Measure) -> set[str]:
    bounds = () if measure.need is None else (measure.need.at_least, measure.need.at_most)
    return {name for bound in bounds if bound is not None for name in figures_in(bound)}


@st.composite
def with_figures(draw: st.DrawFn, areas: Areas, rules: Rules) -> Areas:
    """Draw *areas* with figures for the measures of *rules*; here and there one is missing.

    No two areas have one of the same day, so that none contradicts the sum of others.
    """
    names = figures_of(rules)
    if not names:
        return areas
    listed: list[Area] = []
    for number, area in enumerate(areas.areas):
        known = {
            name: tuple(
                Figure(
                    value=draw(st.integers(0, 40)),
                    unit="person",
                    as_of=f"{year}-01-{number + 1:02d}",
                )
                for year in draw(st.sampled_from(((), (2020,), (2020, 2026), (2030,), (2020,))))
            )
            for name in names
        }
        kept = {name: figures for name, figures in known.items() if figures}
        listed.append(area.model_copy(update={"figures": kept or None}))
    return areas.model_copy(update={"areas": tuple(listed)})


def extras(rules: Rules) -> st.SearchStrategy[tuple[Extra, ...]]:
    """Draw what an order asks for beside measures, mostly nothing; where there are none, nothing."""
    if not rules.measures:
        return st.just(())
    some = (Extra.model_validate({"do": "watch", "by": sorted(rules.bodies)[:1]}),)
    return st.sampled_from(((), (), (), (), some))
