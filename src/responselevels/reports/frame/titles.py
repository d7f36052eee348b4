"""The titles of a scheme's levels, tiers, bodies and sources, and of its areas."""

from __future__ import annotations

from responselevels.models.areas import Areas
from responselevels.models.rules import Rules
from responselevels.models.telling import TitleBook
from responselevels.text.catalogue import Titles


def titles_of(rules: Rules, areas: Areas | None = None) -> Titles:
    """Return what finds the title of a named thing of *rules* or *areas*.

    Where a title has no words in the language asked for, those that it has
    are given; a thing without a title has None (docs/formats.md, Rules file, Areas). A
    source is known by its short title too, as the kind ``short``, where it has
    one in the language.
    """
    return TitleBook.of(rules, areas)
