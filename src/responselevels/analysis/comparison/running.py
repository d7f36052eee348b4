"""What two rules files say of what is due: cadences, reviews, and the zone of their calendar.

No verdict turns on them; what has to be done, and by when, does.
"""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.analysis.comparison.structure import Difference, only
from responselevels.models.parts.cites import without_cites
from responselevels.models.parts.running import Cadence
from responselevels.models.rules import Rules
from responselevels.text.catalogue import Named


def differing_running(old: Rules, new: Rules) -> Iterator[Difference]:
    """Yield how *old* and *new* differ in what is due, but for what that cites."""
    if old.zone != new.zone:
        facts = {"old": old.zone or "–", "new": new.zone or "–"}
        yield Difference("zone.changed", facts)
    before = {cadence.id: cadence for cadence in old.cadence}
    yield from only("cadence", [*before], [cadence.id for cadence in new.cadence])
    for cadence in new.cadence:
        if cadence.id in before:
            keys = _changed(before[cadence.id], cadence)
            if keys:
                named = {"cadence": Named("cadence", cadence.id), "keys": keys}
                yield Difference("cadence.changed", named)
    yield from _reviews(old, new)


def _changed(old: Cadence, new: Cadence) -> tuple[str, ...]:
    """Return the keys under which two cadences of one id say something else."""
    names = (name for name in Cadence.model_fields if name != "cite")
    return tuple(f"`{name}`" for name in names if getattr(old, name) != getattr(new, name))


def _reviews(old: Rules, new: Rules) -> Iterator[Difference]:
    before = {transition.id: transition.review for transition in old.transitions}
    for transition in new.transitions:
        if transition.id not in before:
            continue
        pair = (before[transition.id], transition.review)
        one, other = (None if review is None else without_cites(review) for review in pair)
        if one != other:
            kind = "added" if one is None else "removed" if other is None else "changed"
            facts = {"transition": Named("transition", transition.id)}
            yield Difference(f"review.{kind}", facts)
