"""`shades_of`: the colour of each level, and which ink can be read on it.

Where the rules say a colour for each level but the default one, it is that. Else, from the default
level upwards, colours grow darker step by step, so that they are told apart in black and white and by
who sees no red or no green; what is milder than the default is blue. Patterns and words say the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from responselevels.analysis.linting.sight import ink_on
from responselevels.core.world.scheme import Scheme
from responselevels.models.parts.colours import tone_of
from responselevels.models.rules import Level

_SEVERE = (
    *("#ffe08a", "#fbb93e", "#ee8a2e", "#d95f1e"),
    *("#b5331b", "#8d1c2b", "#651238", "#3d0a33"),
)
_USUAL = 6
"""Number of colours that are spread over the levels, unless there are more of these."""
_MILD = ("#cfe4f2", "#a5cbe6", "#78aed6")
_DEFAULT = "#e4e9e6"


@dataclass(frozen=True, slots=True)
class Shade:
    """The colour of a level, the ink to write on it, and the number of its pattern.

    *pattern* is 0 for the default level, positive above it and negative beneath.
    """

    fill: str
    ink: str
    pattern: int


def shades_of(scheme: Scheme) -> list[Shade]:
    """Return the shade of each level, by rank."""
    return shades(scheme.rules.levels, scheme.default)


def shades(levels: Sequence[Level], default: int) -> list[Shade]:
    """Return the shade of each of *levels*, of which that of rank *default* is the default one."""
    given = colours_said(levels, default)
    above = len(levels) - 1 - default
    fills = [given.get(rank) or _fill(rank - default, above) for rank in range(len(levels))]
    return [Shade(fill, ink_on(fill), rank - default) for rank, fill in enumerate(fills)]


def colours_said(levels: Sequence[Level], default: int) -> dict[int, str]:
    """Return the tones that rules say, by rank; none where some level but the default one has none.

    Half of a file's colours among those of the scale would tell of an order that is not there.
    """
    said = {rank: level.colour for rank, level in enumerate(levels) if level.colour is not None}
    if any(rank not in said for rank in range(len(levels)) if rank != default):
        return {}
    return {rank: tone_of(colour) for rank, colour in said.items()}


def _fill(step: int, above: int) -> str:
    """Return the colour of a level *step* steps above the default one, of *above* steps in all."""
    if step == 0:
        return _DEFAULT
    if step < 0:
        return _MILD[min(-step, len(_MILD)) - 1]
    last = min(max(above, _USUAL), len(_SEVERE)) - 1
    # The most severe always has the last colour; the others are spread beneath it.
    return _SEVERE[last - round((above - step) * last / max(above - 1, 1))]
