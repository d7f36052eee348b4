"""Mutants of an approval condition: an operator exchanged, a branch dropped or added, a count moved.

Each comes with the smallest set of bodies whose approval tells the two apart;
one that means the same, whoever approves, is no mutant and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from responselevels.analysis.casework.requirements import condition_fact, written_condition
from responselevels.core.conditions import Condition, filled
from responselevels.errors import Path
from responselevels.models.parts.conditions import (
    AllOf,
    AnyOf,
    AtLeast,
    Quorum,
    bodies_in,
    parts_of,
)
from responselevels.text.catalogue import Named

ChangedCondition = tuple[Path, str, Mapping[str, object], Condition]
"""Where in the condition, the code, its facts, and the condition as a whole, changed."""

_MOST = 12
"""Of more bodies than this, not all sets are tried."""


def changed_conditions(condition: Condition, bodies: Sequence[str]) -> Iterator[ChangedCondition]:
    """Yield each change of *condition* that means something; *bodies* are those that may be added."""
    for path, code, facts, changed in _changes(condition, bodies):
        # An equivalent mutant: no case could notice it, so that it must not count as missed.
        told = told_apart_by(condition, changed)
        if told is None:
            continue
        side = "weaker" if filled(changed, told) else "stronger"
        by = tuple(Named("body", name) for name in sorted(told))
        yield path, f"{code}.{side}", {**facts, "bodies": by}, changed


def told_apart_by(one: Condition, other: Condition) -> frozenset[str] | None:
    """Return a smallest set of bodies that fills exactly one of two conditions, if there is one."""
    # Exhaustive over subsets, the smallest first; the number of names is limited to keep it so.
    names = sorted({*bodies_in(one), *bodies_in(other)})[:_MOST]
    for size in range(len(names) + 1):
        for chosen in combinations(names, size):
            if filled(one, frozenset(chosen)) != filled(other, frozenset(chosen)):
                return frozenset(chosen)
    return None


def _changes(condition: Condition, bodies: Sequence[str]) -> Iterator[ChangedCondition]:
    """Yield each change, those inside of parts too."""
    if isinstance(condition, str):
        for body in bodies:
            if body != condition:
                added = AnyOf(any_of=(condition, body))
                yield (), "branch.added", {"branch": Named("body", body)}, added
        return
    parts = parts_of(condition)
    key = _key_of(condition)
    yield from _of_operator(condition)
    for number, part in enumerate(parts):
        rest = (*parts[:number], *parts[number + 1 :])
        if rest:
            facts = {"branch": condition_fact(part)}
            yield (*key, number), "branch.dropped", facts, _with(condition, rest)
        if isinstance(part, str):
            continue
        for path, code, about, changed in _changes(part, bodies):
            whole = (*parts[:number], changed, *parts[number + 1 :])
            yield (*key, number, *path), code, about, _with(condition, whole)
    for body in bodies:
        if body not in parts:
            facts = {"branch": Named("body", body)}
            yield key, "branch.added", facts, _with(condition, (*parts, body))


def _key_of(condition: AnyOf | AllOf | AtLeast) -> Path:
    if isinstance(condition, AtLeast):
        return ("at_least", "of")
    return ("any_of",) if isinstance(condition, AnyOf) else ("all_of",)


def _with(condition: AnyOf | AllOf | AtLeast, parts: tuple[Condition, ...]) -> Condition:
    if isinstance(condition, AnyOf):
        return AnyOf(any_of=parts)
    if isinstance(condition, AllOf):
        return AllOf(all_of=parts)
    return AtLeast(at_least=Quorum(count=min(condition.at_least.count, len(parts)), of=parts))


def _of_operator(condition: AnyOf | AllOf | AtLeast) -> Iterator[ChangedCondition]:
    parts = parts_of(condition)
    others: list[Condition] = []
    if isinstance(condition, AnyOf):
        others.append(AllOf(all_of=parts))
    elif isinstance(condition, AllOf):
        others.append(AnyOf(any_of=parts))
    else:
        count = condition.at_least.count
        others += [
            AtLeast(at_least=Quorum(count=moved, of=parts))
            for moved in (count - 1, count + 1)
            if 1 <= moved <= len(parts)
        ]
    for other in others:
        yield (), "condition", _before_after(condition, other), other


def _before_after(before: Condition, after: Condition) -> Mapping[str, object]:
    return {"before": f"`{written_condition(before)}`", "after": f"`{written_condition(after)}`"}
