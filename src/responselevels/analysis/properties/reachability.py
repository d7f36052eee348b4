"""Properties of reachability: every level is reached and left again, and no area is stuck."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from responselevels.analysis.enumeration.examined import (
    Counterexample,
    DecidedClass,
    ExaminedRules,
    Proof,
    least_by,
    smallest,
)
from responselevels.analysis.linting.reach import contributing
from responselevels.text.catalogue import Named


def reachable_levels(name: str, examined: ExaminedRules) -> Proof:
    """Prove that each level can come to hold, by permitted orders, from the default on."""
    issues = [row for row in examined.rows if row.question.action == "issue"]
    reached = {level for _tier, level in _reached(examined, issues)}
    levels, default = examined.common.levels, examined.common.default
    against = [
        _unreached(examined, level, issues)
        for level in levels
        if level not in reached and level != levels[default]
    ]
    return Proof.of(name, len(issues), against)


def _reached(examined: ExaminedRules, issues: Iterable[DecidedClass]) -> frozenset[tuple[str, str]]:
    """Return (tier, level) for each level that an order of that tier can come to set."""
    heard = contributing(examined.rules)
    default = examined.common.levels[examined.common.default]
    steps = {
        (row.question.tier, row.question.standing[0], row.question.level)
        for row in issues
        if row.permitted and len(row.question.standing) == 1
    }
    # A least fixed point over the permitted steps, beginning with the default level.
    reached: set[tuple[str, str]] = set()
    while True:
        more = {
            (tier, level)
            for tier, standing, level in steps
            if standing == default or any((other, standing) in reached for other in heard[tier])
        }
        if more <= reached:
            return frozenset(reached)
        reached |= more


def _unreached(examined: ExaminedRules, level: str, issues: list[DecidedClass]) -> Counterexample:
    default = examined.common.levels[examined.common.default]
    tried = [r for r in issues if r.question.level == level and r.question.standing == (default,)]
    facts = {"level": Named("level", level)}
    if not tried:
        return Counterexample(facts=facts)
    nearest = min(len(row.against) for row in tried)
    return examined.shown(smallest([r for r in tried if len(r.against) == nearest]), **facts)


def ways_back(name: str, examined: ExaminedRules) -> Proof:
    """Prove that each level reached is left again: its period runs out, or it can be ended or lowered."""
    issues = [row for row in examined.rows if row.question.action == "issue"]
    reached = _reached(examined, issues)
    default = examined.common.levels[examined.common.default]
    above = [r for r in issues if r.permitted and r.question.level != default]
    endless = [r for r in above if (r.question.tier, r.question.level) in reached and _open(r)]
    against = [
        examined.shown(row, tier=Named("tier", tier), level=Named("level", level))
        for (tier, level), row in least_by(endless, _tier_and_level)
        if not _ended(tier, level, examined.rows)
        and default not in _lowered(tier, level, examined.rows)
    ]
    return Proof.of(name, len(above), against)


def _tier_and_level(row: DecidedClass) -> tuple[str, str]:
    return row.question.tier, row.question.level


def _open(row: DecidedClass) -> bool:
    return row.facts.length is None


def _ended(tier: str, level: str, rows: Iterable[DecidedClass]) -> bool:
    """Say whether somebody may end an order of *tier* at *level*."""
    asked = ("end", tier, level)
    return any(
        row.permitted and (row.question.action, row.question.tier, row.question.level) == asked
        for row in rows
    )


def _lowered(tier: str, level: str, rows: Iterable[DecidedClass]) -> frozenset[str]:
    """Return the levels to which orders of *tier* itself may lead on from *level*, step by step."""
    steps = {
        (row.question.standing[0], row.question.level)
        for row in rows
        if row.permitted
        and row.question.action == "issue"
        and row.question.tier == tier
        and len(row.question.standing) == 1
    }
    # The transitive closure of the steps, one step further in each round.
    found = {level}
    while more := {to for start, to in steps if start in found} - found:
        found |= more
    return frozenset(found - {level})


# -- nobody is stuck, on whatever line ---------------------------------------------------


def unstuck(name: str, examined: ExaminedRules) -> Proof:
    """Prove that no area is stuck with an order that runs for ever and nobody there may end.

    Lines of areas may skip tiers, and where one is skipped its bodies are
    missing: each such line is looked at.
    """
    against: list[Counterexample] = []
    looked = 0
    for tier, shape in _shapes(examined):
        narrowed = examined.over(shape)
        rows = [
            row
            for question in narrowed.questions()
            if question.tier == tier and len(question.standing) < 2
            for row in narrowed.rows_of(question)
        ]
        looked += sum(row.permitted and _open(row) for row in rows)
        against += _stuck(narrowed, tier, rows)
    return Proof.of(name, looked, against)


def _shapes(examined: ExaminedRules) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each tier that may order without end, with each choice of tiers above it."""
    tiers = examined.common.shape
    for number, tier in enumerate(tiers):
        own = [t for t in examined.rules.transitions if t.tier == tier]
        if all(t.requires.period == "bounded" for t in own):
            continue
        for count in range(number, -1, -1):
            for above in combinations(tiers[:number], count):
                yield tier, (*above, tier)


def _stuck(
    examined: ExaminedRules, tier: str, rows: list[DecidedClass]
) -> Iterator[Counterexample]:
    levels, default = examined.common.levels, examined.common.default
    endless = [
        row
        for row in rows
        if row.permitted and _open(row) and levels.index(row.question.level) > default
    ]
    above = tuple(Named("tier", name) for name in examined.common.shape[:-1])
    for (_tier, level), row in least_by(endless, _tier_and_level):
        milder = set(levels[: levels.index(level)])
        if not _ended(tier, level, rows) and not milder & _lowered(tier, level, rows):
            yield examined.shown(
                row, tier=Named("tier", tier), level=Named("level", level), above=above
            )
