"""The titles of a scheme's levels, tiers, bodies and sources, and of its areas."""

from __future__ import annotations

from responselevels.models.areas import Areas
from responselevels.models.rules import Rules
from responselevels.models.texts import Text
from responselevels.text.catalogue import Named, Titles


def titles_of(rules: Rules, areas: Areas | None = None) -> Titles:
    """Return what finds the title of a named thing of *rules* or *areas*.

    Where a title has no words in the language asked for, those that it has
    are given; a thing without a title has None (FORMATS, Rules file, Areas).
    """
    known: dict[tuple[str, str], Text | None] = {}
    known.update({("level", level.id): level.title for level in rules.levels})
    known.update({("tier", tier.id): tier.title for tier in rules.tiers})
    known.update({("body", name): body.title for name, body in rules.bodies.items()})
    known.update({("source", name): source.title for name, source in rules.sources.items()})
    known["scheme", rules.id] = rules.title
    if areas is not None:
        known.update({("area", area.id): area.title for area in areas.areas})

    def title_of(named: Named, lang: str) -> str | None:
        title = known.get((named.kind, named.id))
        return None if title is None else title.in_(lang)

    return title_of
