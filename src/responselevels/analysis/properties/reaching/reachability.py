"""Every level can come to hold: shown by a sequence of real orders, or excluded for a reason.

That a level can hold is shown in one way only: permitted proposals are issued, one after
another, until it does (`climbing`). That it cannot is said only where it is excluded whatever
is proposed: no transition leads there from a level that an area can stand at, or a floor forbids
it wherever it could be ordered. What is neither shown nor excluded stays open.
"""

from __future__ import annotations

from dataclasses import replace

from responselevels.analysis.enumeration.examined import (
    Counterexample,
    ExaminedRules,
    Proof,
    smallest,
)
from responselevels.analysis.linting.reach import contributing
from responselevels.analysis.properties.reaching.climbing import Climb
from responselevels.models.rules import Rules
from responselevels.text.catalogue import Named

Ordered = frozenset[tuple[str, str]]
"""Pairs of a tier and a level that its orders may have."""


def reachable_levels(name: str, examined: ExaminedRules) -> Proof:
    """Prove that each level can come to hold, by permitted orders, from where nothing is ordered."""
    levels, default = examined.common.levels, examined.common.default
    wanted = frozenset(levels) - {levels[default]}
    climb = Climb(examined, wanted)
    possible = _possible(examined, orderable(examined))
    missing = [level for level in levels if level in wanted - climb.held]
    against = [_unreached(examined, climb, level) for level in missing if level not in possible]
    unknown = [{"level": Named("level", level)} for level in missing if level in possible]
    proof = Proof.of(name, climb.tried, against, tuple(unknown))
    return replace(proof, status="open") if unknown and not against else proof


def _unreached(examined: ExaminedRules, climb: Climb, level: str) -> Counterexample:
    """Return the sequence that came nearest to *level*; where nothing leads there, the nearest denial."""
    facts = {"level": Named("level", level)}
    steps = climb.nearest.get(level)
    if steps is None:
        default = examined.common.levels[examined.common.default]
        asked = [r for r in examined.rows if r.question.action == "issue"]
        tried = [r for r in asked if (r.question.level, r.question.standing) == (level, (default,))]
        nearest = min(len(row.against) for row in tried)
        return examined.shown(smallest(r for r in tried if len(r.against) == nearest), **facts)
    *before, (example, decision) = steps
    return Counterexample(facts=facts, example=example, decision=decision, before=tuple(before))


# -- what is not excluded -----------------------------------------------------------------


def orderable(examined: ExaminedRules) -> Ordered:
    """Return (tier, level) for each level that orders of a tier may come to have; too many rather than too few.

    An area stands at a level by orders of its own tier, of tiers beneath, or of tiers above
    that it inherits from. What is ordered above binds it too, where a floor counts it.
    """
    leading = {(t.tier, level) for t in examined.rules.transitions for level in t.to}
    excluded = _Excluded(examined)
    # A least fixed point: each round adds what the orders known so far make possible.
    reached: frozenset[tuple[str, str]] = frozenset()
    while more := {
        (tier, level)
        for tier, level in leading - reached
        for standing in examined.common.levels
        if excluded.allows((tier, standing, level), reached)
    }:
        reached |= more
    return reached


class _Excluded:
    """Says which steps no proposal can take."""

    def __init__(self, examined: ExaminedRules) -> None:
        """Take the rules file."""
        self.common = examined.common
        self.rules = examined.rules
        self.rank = {level: n for n, level in enumerate(examined.common.levels)}
        self.heard = contributing(examined.rules)
        self.steps = {
            (row.question.tier, row.question.standing[0], row.question.level)
            for row in examined.permitted
            if row.question.action == "issue" and len(row.question.standing) == 1
        }

    def allows(self, step: tuple[str, str, str], reached: Ordered) -> bool:
        """Say whether an order of a tier may lead, from where its area stands, to a level, as far as is known."""
        tier, standing, level = step
        own = step in self.steps
        if not (own or self._fits(*step)) or not self._clear(tier, level, reached):
            return False
        if standing == self.common.levels[self.common.default]:
            # Where the default is not the mildest level, areas of small worlds stand at it by orders,
            # which are lowered then; in truth they may be silent.
            return own or self.common.default > 0
        if own and (tier, standing) in reached:
            return True
        shape = self.common.shape
        above = shape[: shape.index(tier)]
        lowers = self.rank[standing] > self.rank[level]
        # Where an area above holds the place at a more severe level, a floor that counts it denies.
        return any(
            (other, standing) in reached
            and not (lowers and other in above and self._counted(tier, other))
            for other in self.heard[tier] - {tier}
        )

    def _fits(self, tier: str, standing: str, level: str) -> bool:
        return any(
            t.tier == tier and level in t.to and (t.from_ is None or standing in t.from_)
            for t in self.rules.transitions
        )

    def _counted(self, tier: str, above: str) -> bool:
        return any(
            floor.tier == tier and floor.binding and (floor.of is None or above in floor.of)
            for floor in self.rules.floors
        )

    def _clear(self, tier: str, level: str, reached: Ordered) -> bool:
        """Say whether floors leave room: areas that are silent above stand for the default."""
        if self.rank[level] >= self.common.default:
            return True
        shape = self.common.shape
        above = shape[: shape.index(tier)]
        return all(
            self.as_mild(other, level, reached) for other in above if self._counted(tier, other)
        )

    def as_mild(self, tier: str, level: str, reached: Ordered) -> bool:
        """Say whether an area of *tier* may order *level* or less."""
        return any((tier, name) in reached for name in self.common.levels[: self.rank[level] + 1])


def _possible(examined: ExaminedRules, reached: Ordered) -> frozenset[str]:
    """Return the levels that are not excluded from holding somewhere."""
    excluded = _Excluded(examined)
    common, rules = examined.common, examined.rules
    chains = [_chain(rules, tier) for tier in common.shape]
    return frozenset(
        level
        for rank, level in enumerate(common.levels)
        if any(
            any((tier, level) in reached for tier in chain)
            # Of several orders the most severe holds, and silence counts as the default.
            and (
                rank >= common.default
                or all(excluded.as_mild(tier, level, reached) for tier in chain)
            )
            for chain in chains
        )
    )


def _chain(rules: Rules, tier: str) -> tuple[str, ...]:
    """Return the tiers whose orders hold in an area of *tier*: upward, to the first that does not inherit."""
    tiers = [one.id for one in rules.tiers]
    chain = []
    for place in range(tiers.index(tier), -1, -1):
        chain.append(tiers[place])
        if not rules.tiers[place].inherits:
            break
    return tuple(chain)
