"""Settings of classes of proposals: a line of areas, and the places in it that count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

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
