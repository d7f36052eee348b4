"""`hue_of`: the colour in which a level is shown; the words and strokes beside it say the same.

A level has one of five colours, each with a tone for light pages and one for dark ones. Where the rules
themselves name one of these four for each level above the default one, as warnings do, it is that. Where
they say other colours, the level is shown in these, on every page alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from responselevels.analysis.linting.sight import INKS, ink_on
from responselevels.core.world.scheme import Scheme
from responselevels.reports.pictures.scale import colours_said
from responselevels.text.catalogue import LANGUAGES, Named

_SHADES = 4
"""The number of colours for levels above the default one; 0 is for that and what is milder."""

_OURS = ("blue", "yellow", "orange", "red")

_COLOURS = (
    (1, re.compile(r"\bblue\b|蓝")),
    (2, re.compile(r"\byellow\b|黄")),
    (3, re.compile(r"\borange\b|橙")),
    (4, re.compile(r"\bred\b|红")),
)

_KNOWN: WeakKeyDictionary[Scheme, Mapping[str, Hue]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Hue:
    """How a level is shown: one of five colours (None: the level is not known), or a tone of its own.

    The strokes of *shade* are drawn on either. *fill* and *ink* are ``#rrggbb`` where the rules have a
    tone, else None.
    """

    shade: int | None = None
    fill: str | None = None
    ink: str | None = None

    @property
    def mark(self) -> str:
        """The end of the names of its styles."""
        return "x" if self.shade is None else str(self.shade)

    @property
    def strokes(self) -> str | None:
        """The name of its pattern; None where it has none."""
        if self.shade == 0:
            return None
        kind = "p" if self.ink is None else "d" if self.ink == INKS[0] else "l"
        return f"{kind}{self.mark}"


UNKNOWN = Hue()


def hue_of(scheme: Scheme, level: str | None) -> Hue:
    """Return how *level* is shown; None is a level that is not known."""
    if level is None:
        return UNKNOWN
    known = _KNOWN.get(scheme)
    if known is None:
        known = _KNOWN[scheme] = _hues(scheme)
    return known.get(level, UNKNOWN)


def shade_of(scheme: Scheme, level: str | None) -> int | None:
    """Return the number of the colour of a level: 0 for the default, 4 for the most severe."""
    return hue_of(scheme, level).shade


def has_tones(scheme: Scheme) -> bool:
    """Say whether the rules have tones of their own, for which there are strokes in either ink."""
    return any(hue_of(scheme, level).fill is not None for level in scheme.levels)


def _hues(scheme: Scheme) -> dict[str, Hue]:
    levels, default = scheme.rules.levels, scheme.default
    above = [level.colour for level in levels[default + 1 :]]
    if all(colour in _OURS for colour in above) and levels[default].colour is None and default == 0:
        shades = [0, *(_OURS.index(str(colour)) + 1 for colour in above)]
        return {level.id: Hue(shade) for level, shade in zip(levels, shades, strict=True)}
    tones = colours_said(levels, default)
    hues: dict[str, Hue] = {}
    for rank, level in enumerate(levels):
        fill = tones.get(rank)
        ink = None if fill is None else ink_on(fill)
        hues[level.id] = Hue(_shade(scheme, level.id), fill, ink)
    return hues


def _shade(scheme: Scheme, level: str) -> int:
    above = scheme.ranks[level] - scheme.default
    if above <= 0:
        return 0
    named = [_named(scheme, one) for one in scheme.levels[scheme.default + 1 :]]
    colour = named[above - 1]
    if colour is not None and None not in named:
        return colour
    steps = len(scheme.levels) - 1 - scheme.default
    # The most severe always has the last colour, and so on downwards: blue is left out first.
    return max(1, _SHADES - round((steps - above) * _SHADES / max(steps, _SHADES)))


def _named(scheme: Scheme, level: str) -> int | None:
    """Return the colour that the title of a level names, in any language; None for none, or several."""
    titles = (scheme.titles(Named("level", level), lang) or "" for lang in LANGUAGES)
    text = " ".join((level, *titles)).casefold()
    found = {shade for shade, colour in _COLOURS if colour.search(text)}
    return found.pop() if len(found) == 1 else None
