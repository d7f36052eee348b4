"""Conditions: which bodies fill one, and which further bodies would (section 3)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from responselevels.models.parts.conditions import AllOf, AnyOf, AtLeast

Condition = str | AnyOf | AllOf | AtLeast

Reading = frozenset[str]
"""The bodies that have approved, if persons are counted in one way."""

MOST_WAYS = 256
"""How many completions are listed at most."""


def filled(condition: Condition, bodies: Iterable[str]) -> bool:
    """Say whether *bodies* fill *condition*.

    Section 3: "A condition is a body, or `any_of`, `all_of` or `at_least` over conditions, nested
    as one likes." "One body's approval counts once, however often it is given."
    """
    present = set(bodies)
    if isinstance(condition, str):
        return condition in present
    if isinstance(condition, AnyOf):
        return any(filled(part, present) for part in condition.any_of)
    if isinstance(condition, AllOf):
        return all(filled(part, present) for part in condition.all_of)
    parts = [filled(part, present) for part in condition.at_least.of]
    return parts.count(True) >= condition.at_least.count


def completions(
    condition: Condition, readings: list[Reading], others: set[str]
) -> list[tuple[str, ...]]:
    """Return the sets of *others* that fill *condition* beside one of *readings*.

    Section 3: "`approval.missing` lists the completions: the smallest sets of further bodies that
    would fill the condition, the smaller ones first." "a completion is a set that would do beside
    any way of counting"
    """
    found: list[tuple[str, ...]] = []
    for size in range(len(others) + 1):
        for more in combinations(sorted(others), size):
            holds_one = any(set(smaller) <= set(more) for smaller in found)
            if not holds_one and any(filled(condition, {*one, *more}) for one in readings):
                found.append(more)
    return found[:MOST_WAYS]
