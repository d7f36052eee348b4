"""Proving a rules file: each property proved over every class, or refuted by an example.

What is enumerated, and why that is enough: docs/verification.md. Each property
is a function of the rows of one file; every verdict in them is the core's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from responselevels.analysis.enumeration.examined import Counterexample, ExaminedRules, Proof
from responselevels.analysis.enumeration.subsets import TooManyClasses
from responselevels.analysis.properties.apart import tracks_apart
from responselevels.analysis.properties.approvals import approved, not_alone, two_needed
from responselevels.analysis.properties.claims import claimed
from responselevels.analysis.properties.lowering import lowered_only_by_enders
from responselevels.analysis.properties.reachability import reachable_levels, unstuck, ways_back
from responselevels.analysis.properties.redundancy import unshadowed
from responselevels.analysis.properties.splitting import floor_kept
from responselevels.errors import expect
from responselevels.models.rules import Rules

__all__ = ["PROPERTIES", "Counterexample", "Proof", "verify"]

PROPERTIES: Mapping[str, Callable[[str, ExaminedRules], Proof]] = {
    "approved": approved,
    "reachable": reachable_levels,
    "way_back": ways_back,
    "not_alone": not_alone,
    "unshadowed": unshadowed,
    "unstuck": unstuck,
    "two_needed": two_needed,
    "floor_kept": floor_kept,
    "lowered_only_by_enders": lowered_only_by_enders,
    "tracks_apart": tracks_apart,
}
"""What is proved or refuted of a rules file, and the function that does it."""


def verify(rules: Rules) -> tuple[Proof, ...]:
    """Return what came of each property of `PROPERTIES`, in that order.

    *rules* must be sound (`core.world.soundness.problems_in_rules`).
    """
    expect("rules", rules, Rules)
    examined = ExaminedRules(rules)
    proofs = (_tried(name, prove, examined) for name, prove in PROPERTIES.items())
    return tuple(claimed(proof, rules) for proof in proofs)


def _tried(
    name: str, prove: Callable[[str, ExaminedRules], Proof], examined: ExaminedRules
) -> Proof:
    try:
        return prove(name, examined)
    except TooManyClasses:
        return Proof(name=name, status="open")
