"""`shade_of`: in which of five colours a level is shown; the words beside it say the same."""

from __future__ import annotations

from responselevels.core.world.scheme import Scheme

_SHADES = 4
"""The number of colours for levels above the default one; 0 is for that and what is milder."""


def shade_of(scheme: Scheme, level: str | None) -> int | None:
    """Return the colour of a level: 0 for the default, 4 for the most severe; None where none is known."""
    rank = None if level is None else scheme.ranks.get(level)
    if rank is None:
        return None
    above = rank - scheme.default
    if above <= 0:
        return 0
    steps = len(scheme.levels) - 1 - scheme.default
    # The most severe always has the last colour, and so on downwards: blue is left out first.
    return max(1, _SHADES - round((steps - above) * _SHADES / max(steps, _SHADES)))
