"""Settings of classes of proposals: a line of areas, and the places in it that count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from responselevels.analysis.enumeration.asked import Facts, Question
from responselevels.core.world.scheme import Scheme
from responselevels.models.areas import Area


def areas_of(shape: Sequence[str], width: int) -> tuple[Area, ...]:
    """Return a line of areas through the tiers of *shape*, *width* siblings on each."""
    listed = [Area(id=f"{shape[0]}-1", tier=shape[0])]
    for above, tier in pairwise(shape):
        parent = f"{above}-1"
        listed += [Area(id=f"{tier}-{n}", tier=tier, parent=parent) for n in range(1, width + 1)]
    return tuple(listed)


@dataclass(frozen=True, slots=True)
class Scene:
    """Setting of a class: the issuing area, the places it names, and where the floor fails."""

    area: str
    places: tuple[str, ...]
    above: str | None
    failing: str | None


def width_of(question: Question, facts: Facts) -> int:
    """Return how many areas of a tier are needed: those named, and one beside them."""
    return max(2, len(question.standing) + 1) + bool(facts.tiers)


def held_by(scheme: Scheme, question: Question, facts: Facts, place: str) -> tuple[str, ...]:
    """Return the areas whose orders they are that *place* stands where it does.

    A single level is the issuing area's own doing, wherever it stands: a milder order there is put
    over its own one (docs/verification.md, "What is lowered is lowered by itself").
    """
    tiers = [tier.id for tier in scheme.rules.tiers]
    own, area = tiers.index(question.tier), f"{question.tier}-1"
    if facts.held in tiers[:own]:
        return (f"{facts.held}-1",)
    if facts.held is not None or len(question.standing) > 1 or place == area:
        return (place,)
    # Where a tier between them does not inherit, it takes an order of the place to stand there.
    numbers = scheme.tree.numbers
    heard = numbers[area] in scheme.inherited_from[numbers[place]]
    return (area,) if heard else (area, place)


def later_of(facts: Facts) -> timedelta:
    """Return when after the decision the floor begins to fail: within the period, not at its start.

    So it is told apart from where the areas stand when the period starts.
    """
    if facts.length is None:
        return facts.lead + timedelta(hours=1)
    return facts.lead + min(timedelta(hours=1), facts.length / 2)
