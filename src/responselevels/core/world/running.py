"""What is refused of cadences and reviews (docs/semantics.md, section 13)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from responselevels.core.world.names import title_indexes, unknown_name
from responselevels.errors import Path, Place, Problem
from responselevels.models.parts.cites import Cite
from responselevels.models.rules import Rules


class Looks(Protocol):
    """What the checks of a rules file know of its names."""

    def cited(self, cite: Cite | None, path: Path) -> Iterator[Problem]:
        """Yield what is wrong with a citation."""
        ...


def problems_in_running(rules: Rules, looks: Looks) -> Iterator[Problem]:
    """Yield what is refused of the cadences and the reviews of *rules*."""
    if rules.cadence and rules.zone is None:
        # A month begins at another instant in each zone: none is taken for granted.
        yield Problem(Place(path=("cadence",)), "cadence.no_zone")
    tiers = {tier.id: None for tier in rules.tiers}.keys()
    seen: dict[str, Path] = {}
    for number, cadence in enumerate(rules.cadence):
        path: Path = ("cadence", number)
        yield from _told_apart(cadence.id, (*path, "id"), seen)
        if cadence.tier not in tiers:
            index = title_indexes(rules)["tier"]
            yield unknown_name("tier", cadence.tier, tiers, (*path, "tier"), index)
        yield from looks.cited(cadence.cite, path)
    yield from _reviews(rules, looks)


def _reviews(rules: Rules, looks: Looks) -> Iterator[Problem]:
    seen: dict[str, Path] = {}
    for number, transition in enumerate(rules.transitions):
        review, path = transition.review, ("transitions", number)
        if review is None:
            continue
        # Without an id of its own, a review has that of its transition: deeds name either.
        if review.id is None:
            yield from _told_apart(transition.id, (*path, "id"), seen)
        else:
            yield from _told_apart(review.id, (*path, "review", "id"), seen)
        yield from looks.cited(review.cite, (*path, "review"))


def _told_apart(name: str, path: Path, seen: dict[str, Path]) -> Iterator[Problem]:
    first = seen.setdefault(name, path)
    if first != path:
        yield Problem(Place(path=path), "id.repeated", {"id": name, "first": Place(path=first)})
