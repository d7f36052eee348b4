"""What two rules files say of measures: which are new, which are gone, and in what others differ.

No verdict turns on them; what a level makes people do does.
"""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.analysis.comparison.structure import Difference, only
from responselevels.models.parts.measures import Measure
from responselevels.models.rules import Rules
from responselevels.text.catalogue import Named


def differing_measures(old: Rules, new: Rules) -> Iterator[Difference]:
    """Yield how *old* and *new* differ in measures, but for what these cite."""
    before = {measure.id: measure for measure in old.measures}
    yield from only("measure", [*before], [measure.id for measure in new.measures])
    for measure in new.measures:
        if measure.id in before:
            keys = _changed(before[measure.id], measure)
            if keys:
                facts = {"measure": Named("measure", measure.id), "keys": keys}
                yield Difference("measure.changed", facts)


def _changed(old: Measure, new: Measure) -> tuple[str, ...]:
    """Return the keys under which two measures of one id say something else."""
    return tuple(
        f"`{field.alias or name}`"
        for name, field in Measure.model_fields.items()
        if name != "cite" and getattr(old, name) != getattr(new, name)
    )
