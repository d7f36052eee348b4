"""A floor for every tier that may order: whatever is ordered above, a rule looks at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from responselevels.analysis.enumeration.examined import (
    Counterexample,
    ExaminedRules,
    Proof,
    least_by,
)
from responselevels.analysis.enumeration.judging import DecidedClass
from responselevels.analysis.properties.reaching.reachability import orderable
from responselevels.analysis.properties.splitting import FLOOR
from responselevels.text.catalogue import Named


def floor_everywhere(name: str, examined: ExaminedRules) -> Proof:
    """Prove that no tier orders less than a tier above it has ordered without a floor that says so.

    A floor that only advises says so too.
    """
    looked = 0
    against: dict[tuple[str, str], Counterexample] = {}
    for above, row in _below(examined):
        looked += 1
        facts = replace(row.facts, floor="covering", above=_unless_nearest(examined, row, above))
        decision = examined.worlds.decide(row.question, facts)
        key = (row.question.tier, above)
        if key in against or decision is None or FLOOR in {f.code for f in decision.findings}:
            continue
        named = {"tier": Named("tier", row.question.tier), "above": Named("tier", above)}
        against[key] = examined.shown(row._replace(facts=facts), **named)
    return Proof.of(name, looked, list(against.values()))


def _below(examined: ExaminedRules) -> Iterator[tuple[str, DecidedClass]]:
    """Yield each order that a tier above may have outbid, with that tier; the smallest for each level."""
    shape, levels = examined.common.shape, examined.common.levels
    ordered = orderable(examined)
    single = [
        row
        for row in examined.permitted
        if row.question.action == "issue"
        and row.facts.floor == "met"
        and len(row.question.standing) == 1
        and (row.question.tier, row.question.level) in ordered
    ]
    for (tier, level, _rule), row in least_by(single, _by_rule):
        more = levels[levels.index(level) + 1 :]
        for above in shape[: shape.index(tier)]:
            if any((above, severe) in ordered for severe in more):
                yield above, row


def _by_rule(row: DecidedClass) -> tuple[str, str, str | None]:
    return row.question.tier, row.question.level, row.rule


def _unless_nearest(examined: ExaminedRules, row: DecidedClass, above: str) -> str | None:
    shape = examined.common.shape
    return None if shape[shape.index(row.question.tier) - 1] == above else above
