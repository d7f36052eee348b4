"""Colours of levels that cannot be written on, that are taken for one another, or that some levels lack."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from responselevels.analysis.linting.remarks import Remark, remark
from responselevels.analysis.linting.sight import (
    LEAST_APART,
    LEAST_CONTRAST,
    apart,
    apart_at_least,
    contrast,
    ink_on,
)
from responselevels.models.parts.colours import tone_of
from responselevels.models.rules import Rules
from responselevels.text.catalogue import Named


def colours(rules: Rules) -> Iterator[Remark]:
    """Find colours of levels that do not serve whoever has to read them."""
    given = [
        (number, level.id, tone_of(level.colour))
        for number, level in enumerate(rules.levels)
        if level.colour is not None
    ]
    for number, name, tone in given:
        found = contrast(tone, ink_on(tone))
        if found < LEAST_CONTRAST:
            facts = {"level": Named("level", name), "contrast": f"{int(found * 10) / 10}"}
            yield remark("colour.unreadable", ("levels", number, "colour"), **facts)
    for (_first, one, below), (number, other, above) in combinations(given, 2):
        if apart_at_least(below, above) < LEAST_APART:
            code = "colour.alike" if apart(below, above) < LEAST_APART else "colour.confused"
            facts = {"one": Named("level", one), "other": Named("level", other)}
            yield remark(code, ("levels", number, "colour"), **facts)
    # The default level may go without: it is grey then, as where no file says anything.
    lacking = [level.id for level in rules.levels if level.colour is None and not level.default]
    if given and lacking:
        named = tuple(Named("level", name) for name in lacking)
        yield remark("colour.some", ("levels",), levels=named)
