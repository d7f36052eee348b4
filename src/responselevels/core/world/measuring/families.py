"""Measures, compiled: ranks for levels, numbers for tiers and tracks, families of those that strengthen one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from responselevels.models.parts.cites import Cite, Clause
from responselevels.models.parts.measures import Measure, Need
from responselevels.models.rules import Rules
from responselevels.models.texts import Text

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledMeasure:
    """A measure with what it takes over from the one it strengthens.

    *ranks* are those at which it holds; *tiers* the numbers of tiers, *tracks* the numbers of
    tracks whose level counts, each None for all.
    """

    id: str
    do: Text | None
    ranks: frozenset[int]
    tiers: frozenset[int] | None
    tracks: frozenset[int] | None
    spots: tuple[str, ...]
    by: tuple[str, ...]
    need: Need | None
    public: bool
    cite: Clause | None


@dataclass(frozen=True, slots=True)
class Family:
    """Measures that strengthen one another, in the order of the file; *id* is that of the weakest."""

    id: str
    members: tuple[CompiledMeasure, ...]


def families_of(
    rules: Rules,
    *,
    ranks: Mapping[str, int],
    tiers: Mapping[str, int],
    tracks: Mapping[str, int],
    clause_of: Callable[[Cite | None], Clause | None],
) -> tuple[Family, ...]:
    """Return the families of the measures of *rules*, which are sound, in the order of the file."""
    by_id = {measure.id: measure for measure in rules.measures}
    members: dict[str, list[CompiledMeasure]] = {}
    for measure in rules.measures:
        line = [measure, *_above(measure, by_id)]
        compiled = CompiledMeasure(
            id=measure.id,
            do=_first(one.do for one in line),
            ranks=_ranks(measure, ranks),
            tiers=_numbers(_first(one.tiers for one in line), tiers),
            tracks=_numbers(_first(one.tracks for one in line), tracks),
            spots=_first(one.spots for one in line) or (),
            by=_first(one.by for one in line) or (),
            need=measure.need,
            # What is asked for beside something that is not shown would give it away.
            public=all(one.public for one in line),
            cite=clause_of(measure.cite),
        )
        members.setdefault(line[-1].id, []).append(compiled)
    roots = [measure.id for measure in rules.measures if measure.strengthens is None]
    return tuple(Family(root, tuple(members[root])) for root in roots)


def _above(measure: Measure, by_id: Mapping[str, Measure]) -> list[Measure]:
    """Return the measures that *measure* strengthens, directly or by way of others, nearest first."""
    above: list[Measure] = []
    while measure.strengthens is not None:
        measure = by_id[measure.strengthens]
        above.append(measure)
    return above


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)


def _ranks(measure: Measure, ranks: Mapping[str, int]) -> frozenset[int]:
    if measure.from_ is None:
        return frozenset(ranks[level] for level in measure.at or ())
    return frozenset(rank for rank in ranks.values() if rank >= ranks[measure.from_])


def _numbers(names: tuple[str, ...] | None, numbers: Mapping[str, int]) -> frozenset[int] | None:
    return None if names is None else frozenset(numbers[name] for name in names)
