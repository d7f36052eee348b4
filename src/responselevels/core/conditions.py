"""Conditions: whether one is filled, and which further bodies would fill it.

See docs/semantics.md, section 3. A condition is monotone: one more body never unfills
it. A body has approved or it has not, so what has approved is a set of bodies, and only
the minimal sets that would fill a condition are of interest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations, islice

from responselevels.models.parts.conditions import AllOf, AnyOf, AtLeast, parts_of

Condition = str | AnyOf | AllOf | AtLeast

BodySets = list[frozenset[str]]
"""Minimal sets of bodies, by size, then by name."""

MAX_COMPLETIONS = 256
"""Maximum number of completions listed, the smallest first.

Their number may grow exponentially with the bodies (any 10 of 20 are 184,756); nobody
reads more than a few.
"""


def filled(condition: Condition, bodies: AbstractSet[str]) -> bool:
    """Say whether the approval of *bodies* fills *condition*."""
    if isinstance(condition, str):
        return condition in bodies
    parts = parts_of(condition)
    if isinstance(condition, AnyOf):
        return any(filled(part, bodies) for part in parts)
    if isinstance(condition, AllOf):
        return all(filled(part, bodies) for part in parts)
    return sum(filled(part, bodies) for part in parts) >= condition.at_least.count


def completions(
    condition: Condition, approved: AbstractSet[str], able: AbstractSet[str]
) -> tuple[tuple[str, ...], ...]:
    """Return the minimal sets of bodies that would fill *condition* beside *approved*.

    Minimal means that no set contains another one. Each is drawn from *able*, the bodies
    whose approval could count; they are sorted by size, then by name. The result is empty
    where *able* cannot fill the condition, ``((),)`` where it is filled already, and has at
    most `MAX_COMPLETIONS` sets.
    """
    return tuple(tuple(sorted(sets)) for sets in _fillings(condition, approved, able))


def completions_beside(
    condition: Condition, readings: Iterable[AbstractSet[str]], able: AbstractSet[str]
) -> tuple[tuple[str, ...], ...]:
    """Return `completions` where any one of *readings* may be the set that has approved."""
    sets = _smallest(
        one_set for approved in readings for one_set in _fillings(condition, approved, able)
    )
    return tuple(tuple(sorted(one_set)) for one_set in sets)


def _fillings(condition: Condition, approved: AbstractSet[str], able: AbstractSet[str]) -> BodySets:
    if isinstance(condition, str):
        if condition in approved:
            return [frozenset()]
        # [∅] says "nothing more is needed", [] says "cannot be filled".
        return [frozenset({condition})] if condition in able else []
    parts = [_fillings(part, approved, able) for part in parts_of(condition)]
    if isinstance(condition, AnyOf):
        return _smallest(one_set for part in parts for one_set in part)
    if isinstance(condition, AllOf):
        return _together(parts)
    return _at_least(condition.at_least.count, parts)


def _at_least(count: int, parts: Sequence[BodySets]) -> BodySets:
    done = sum(frozenset() in part for part in parts)
    open_parts = [part for part in parts if part and frozenset() not in part]
    if done >= count:
        return [frozenset()]
    # The usual case, "at least k of these bodies": combinations come out smallest first and
    # in order of name, so that the first ones can be taken without making all of them.
    if all(len(part) == 1 and len(part[0]) == 1 for part in open_parts):
        names = sorted(next(iter(part[0])) for part in open_parts)
        chosen = combinations(names, count - done)
        return _smallest(frozenset(names) for names in islice(chosen, MAX_COMPLETIONS))
    # Else dynamic programming over the parts. best[k]: the minimal sets that fill k of the
    # parts looked at so far; k runs downward, so that each part is used at most once.
    best: list[BodySets] = [[] for _ in range(count - done + 1)]
    best[0] = [frozenset()]
    for part in open_parts:
        for k in range(count - done, 0, -1):
            best[k] = _smallest([*best[k], *_together([best[k - 1], part])])
    return best[count - done]


def _together(parts: Iterable[BodySets]) -> BodySets:
    """Return the minimal sets that fill all *parts*: one set of each, united."""
    # Minimised after each part, not only at the end: the product would grow exponentially.
    sets: BodySets = [frozenset()]
    for part in parts:
        sets = _smallest(one | other for one in sets for other in part)
    return sets


def _smallest(sets: Iterable[frozenset[str]]) -> BodySets:
    """Return the minimal sets: those that contain no other one, by size, then by name."""
    # Sorted by size, a set can only contain sets that come before it.
    kept: BodySets = []
    for one_set in sorted(set(sets), key=lambda one_set: (len(one_set), sorted(one_set))):
        if not any(smaller <= one_set for smaller in kept):
            kept.append(one_set)
            if len(kept) == MAX_COMPLETIONS:
                break
    return kept
