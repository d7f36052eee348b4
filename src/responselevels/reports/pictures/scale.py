"""`shades_of`: the colour of each level, and which ink can be read on it.

From the default level upwards colours grow darker step by step, so that they are told apart in
black and white and by who sees no red or no green; patterns and words say the same. What is milder
than the default is blue.
"""

from __future__ import annotations

from dataclasses import dataclass

from responselevels.core.world.scheme import Scheme

_SEVERE = (
    *("#ffe08a", "#fbb93e", "#ee8a2e", "#d95f1e"),
    *("#b5331b", "#8d1c2b", "#651238", "#3d0a33"),
)
_USUAL = 6
"""Number of colours that are spread over the levels, unless there are more of these."""
_MILD = ("#cfe4f2", "#a5cbe6", "#78aed6")
_DEFAULT = "#e4e9e6"
_INKS = ("#111614", "#ffffff")


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
    return shades(len(scheme.levels), scheme.default)


def shades(levels: int, default: int) -> list[Shade]:
    """Return the shade of each of so many *levels* by rank, of which one is the *default*."""
    above = levels - 1 - default
    fills = [_fill(rank - default, above) for rank in range(levels)]
    return [Shade(fill, ink_on(fill), rank - default) for rank, fill in enumerate(fills)]


def _fill(step: int, above: int) -> str:
    """Return the colour of a level *step* steps above the default one, of *above* steps in all."""
    if step == 0:
        return _DEFAULT
    if step < 0:
        return _MILD[min(-step, len(_MILD)) - 1]
    last = min(max(above, _USUAL), len(_SEVERE)) - 1
    # The most severe always has the last colour; the others are spread beneath it.
    return _SEVERE[last - round((above - step) * last / max(above - 1, 1))]


def ink_on(fill: str) -> str:
    """Return the ink that can be read best on a colour."""
    return max(_INKS, key=lambda ink: contrast(fill, ink))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours ``#rrggbb``, from 1 to 21, as WCAG works it out.

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
