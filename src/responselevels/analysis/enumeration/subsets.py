"""Sets of bodies that approve or assess: equivalence classes, and a representative of each.

A decision looks at such a set only to see which conditions it fills. Sets that fill the
same ones are decided alike, so one of them stands for all. Of few bodies every set is a
class of its own; of more, there is one class for each pattern of conditions filled.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from itertools import chain, combinations

from responselevels.core.conditions import Condition, filled
from responselevels.models.parts.requires import AssessmentRule

Bodies = frozenset[str]
NOBODY: Bodies = frozenset()
MAX_ENUMERATED = 3
"""Number of bodies up to which every subset is a class of its own."""
MAX_BODIES = 12
"""Maximum number of bodies whose subsets are enumerated (4,096 subsets)."""


class TooManyClasses(Exception):  # noqa: N818 - it says what there is too much of
    """A question has more classes, or its conditions name more bodies, than can be enumerated."""


Signature = Callable[..., tuple[bool, ...]]
"""How a set is judged: by these conditions or assessments, the one judgement for each."""


def all_filled(conditions: tuple[Condition, ...], bodies: Bodies) -> tuple[bool, ...]:
    """Say of each of *conditions* whether *bodies* fill it."""
    return tuple(filled(condition, bodies) for condition in conditions)


def all_assessed(rules: tuple[AssessmentRule, ...], bodies: Bodies) -> tuple[bool, ...]:
    """Say of each of *rules* whether an assessment by *bodies* is what it asks for."""
    return tuple(assessed(rule, bodies) for rule in rules)


def assessed(rule: AssessmentRule, parties: Bodies) -> bool:
    """Say whether an assessment by *parties* is what *rule* asks for."""
    return not parties.isdisjoint(rule.by) and parties.issuperset(rule.with_)


@lru_cache(maxsize=4096)
def subsets(
    names: tuple[str, ...],
    asked: tuple[Hashable, ...],
    signature: Signature,
    singly: int,
) -> tuple[Bodies, ...]:
    """Return the subsets of *names* to look at: all of them, or the smallest of each pattern."""
    every = _every(names)
    if len(names) <= singly:
        return every
    # Smallest first, so that the first of each pattern is the simplest example to show.
    smallest: dict[tuple[bool, ...], Bodies] = {}
    for bodies in every:
        smallest.setdefault(signature(asked, bodies), bodies)
    return tuple(smallest.values())


def _every(names: Sequence[str]) -> tuple[Bodies, ...]:
    """Return every subset of *names*, the smallest first."""
    if len(names) > MAX_BODIES:
        raise TooManyClasses
    counts = range(len(names) + 1)
    return tuple(map(frozenset, chain.from_iterable(combinations(names, n) for n in counts)))


@lru_cache(maxsize=4096)
def maximal_unfilling(
    names: tuple[str, ...], conditions: tuple[Condition, ...]
) -> tuple[Bodies, ...]:
    """Return the maximal subsets of *names* that fill none of *conditions*."""
    # Largest first: whatever lies in one found before is not maximal.
    found: list[Bodies] = []
    for bodies in reversed(_every(names)):
        if not any(all_filled(conditions, bodies)) and not any(bodies < wide for wide in found):
            found.append(bodies)
    return tuple(found)


def representative(  # noqa: PLR0917 - what `subsets` is asked, and of whom
    bodies: Iterable[str],
    names: tuple[str, ...],
    asked: tuple[Hashable, ...],
    signature: Signature,
    singly: int,
) -> Bodies:
    """Return the representative of *bodies* among those that `subsets` returns."""
    known = frozenset(bodies) & frozenset(names)
    looked_at = subsets(names, asked, signature, singly)
    if known in looked_at:
        return known
    judged = signature(asked, known)
    return next(other for other in looked_at if signature(asked, other) == judged)
