"""`shade_of`: in which of five colours a level is shown; the words and strokes beside it say the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from weakref import WeakKeyDictionary

from responselevels.core.world.scheme import Scheme
from responselevels.text.catalogue import LANGUAGES, Named

_SHADES = 4
"""The number of colours for levels above the default one; 0 is for that and what is milder."""

_COLOURS = (
    (1, re.compile(r"\bblue\b|蓝")),
    (2, re.compile(r"\byellow\b|黄")),
    (3, re.compile(r"\borange\b|橙")),
    (4, re.compile(r"\bred\b|红")),
)

_KNOWN: WeakKeyDictionary[Scheme, Mapping[str, int]] = WeakKeyDictionary()


def shade_of(scheme: Scheme, level: str | None) -> int | None:
    """Return the colour of a level: 0 for the default, 4 for the most severe; None where none is known.

    Where the rules name the colour of each level above the default one, as warnings do, it is that.
    """
    if level is None:
        return None
    known = _KNOWN.get(scheme)
    if known is None:
        known = _KNOWN[scheme] = {one: _shade(scheme, one) for one in scheme.levels}
    return known.get(level)


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
