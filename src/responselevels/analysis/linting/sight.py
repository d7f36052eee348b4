"""How colours are seen: the contrast of two, and whether everybody can tell them apart.

Contrast is that of WCAG 2. How far two colours are apart is measured in Oklab; how they are seen by
who lacks one of three kinds of cones follows the matrices of Machado, Oliveira and Fernandes (2009)
for the whole loss of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import dist

Tone = str
"""A colour ``#rrggbb``, in lower case."""

Triple = tuple[float, float, float]

INKS = ("#111614", "#ffffff")
"""The inks in which a level is written on its colour."""

LEAST_CONTRAST = 4.5
"""The contrast from which small text can be read (WCAG 2, 1.4.3)."""

LEAST_APART = 0.06
"""The distance in Oklab from which two colours of bands are told apart at a glance."""

_SIGHTS: tuple[tuple[Triple, Triple, Triple], ...] = (
    (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
)
"""What the three kinds of cones lost make of a colour: no red, no green, no blue."""

_LMS = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)


def ink_on(fill: Tone) -> Tone:
    """Return the ink that can be read best on a colour."""
    return max(INKS, key=lambda ink: contrast(fill, ink))


def contrast(one: Tone, other: Tone) -> float:
    """Return the contrast of two colours, from 1 to 21, as WCAG works it out.

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def apart(one: Tone, other: Tone) -> float:
    """Return how far two colours are apart, from 0 to 1, for who sees all colours."""
    return dist(_oklab(_linear(one)), _oklab(_linear(other)))


def apart_at_least(one: Tone, other: Tone) -> float:
    """Return how far two colours are apart for whoever sees the least difference between them.

    >>> apart("#d00000", "#607000") > LEAST_APART > apart_at_least("#d00000", "#807000")
    True
    """
    blind = (
        dist(_oklab(_times(sight, _linear(one))), _oklab(_times(sight, _linear(other))))
        for sight in _SIGHTS
    )
    return min(apart(one, other), *blind)


def _linear(tone: Tone) -> Triple:
    """Return how much red, green and blue light a colour has, from 0 to 1 each."""
    red, green, blue = (int(tone[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _light(red), _light(green), _light(blue)


def _light(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _luminance(tone: Tone) -> float:
    red, green, blue = _linear(tone)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _times(matrix: Sequence[Triple], light: Triple) -> Triple:
    """Return *light* as *matrix* makes it, held to what a screen can show."""
    red, green, blue = (
        min(max(sum(part * of for part, of in zip(row, light, strict=True)), 0.0), 1.0)
        for row in matrix
    )
    return red, green, blue


def _oklab(light: Triple) -> Triple:
    long, middle, short = (
        sum(part * of for part, of in zip(row, light, strict=True)) ** (1 / 3) for row in _LMS
    )
    first, second, third = (row[0] * long + row[1] * middle + row[2] * short for row in _LAB)
    return first, second, third
