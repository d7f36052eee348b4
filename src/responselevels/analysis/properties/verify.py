"""Proving a rules file: each property proved over every class, or refuted by an example.

What is enumerated, and why that is enough: docs/verification.md. Each property
is a function of the rows of one file; every verdict in them is the core's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from responselevels.analysis.enumeration.examined import Counterexample, ExaminedRules, Proof
from responselevels.analysis.enumeration.subsets import TooManyClasses
from responselevels.analysis.properties.apart import tracks_apart
from responselevels.analysis.properties.approvals import approved, not_alone
from responselevels.analysis.properties.claims import claimed
from responselevels.analysis.properties.endings import ended_as_started
from responselevels.analysis.properties.floors import floor_everywhere
from responselevels.analysis.properties.lowering import lowered_only_by_enders
from responselevels.analysis.properties.mutual import not_mutual
from responselevels.analysis.properties.ratifying import ratifiable, ratified_by_others
from responselevels.analysis.properties.reaching.leaving import ended_in_force, unstuck, ways_back
from responselevels.analysis.properties.reaching.reachability import reachable_levels
from responselevels.analysis.properties.redundancy import unshadowed
from responselevels.analysis.properties.several import two_needed, two_persons
from responselevels.analysis.properties.splitting import floor_kept
from responselevels.analysis.sequences.alone import alone_in_steps
from responselevels.analysis.sequences.graces import lapses_unratified, no_return, one_grace
from responselevels.analysis.sequences.lowered import lowered_in_steps
from responselevels.analysis.sequences.way_back import way_back_in_steps
from responselevels.analysis.stated.proving import prove_stated
from responselevels.errors import expect, expect_each
from responselevels.models.cases import AuthorProperty
from responselevels.models.rules import Rules

__all__ = ["PROPERTIES", "Counterexample", "Proof", "verify"]

PROPERTIES: Mapping[str, Callable[[str, ExaminedRules], Proof]] = {
    "approved": approved,
    "reachable": reachable_levels,
    "way_back": ways_back,
    "not_alone": not_alone,
    "unshadowed": unshadowed,
    "unstuck": unstuck,
    "ended_in_force": ended_in_force,
    "two_needed": two_needed,
    "two_persons": two_persons,
    "not_mutual": not_mutual,
    "ratifiable": ratifiable,
    "ratified_by_others": ratified_by_others,
    "ended_as_started": ended_as_started,
    "floor_kept": floor_kept,
    "floor_everywhere": floor_everywhere,
    "lowered_only_by_enders": lowered_only_by_enders,
    "tracks_apart": tracks_apart,
    "way_back_in_steps": way_back_in_steps,
    "one_grace": one_grace,
    "lapses_unratified": lapses_unratified,
    "no_return": no_return,
    "lowered_in_steps": lowered_in_steps,
    "alone_in_steps": alone_in_steps,
}
"""What is proved or refuted of a rules file, and the function that does it."""


def verify(rules: Rules, properties: Sequence[AuthorProperty] = ()) -> tuple[Proof, ...]:
    """Return what came of each property of `PROPERTIES`, in that order, and of those of the author.

    *rules* must be sound (`core.world.soundness.problems_in_rules`), and know every name in
    *properties*, which case files state (`files.cases.load_cases`).
    """
    expect("rules", rules, Rules)
    stated = expect_each("properties", properties, AuthorProperty)
    examined = ExaminedRules(rules)
    proofs = (_tried(name, prove, examined) for name, prove in PROPERTIES.items())
    of_all = tuple(claimed(proof, rules) for proof in proofs)
    return (*of_all, *prove_stated(examined, stated))


def _tried(
    name: str, prove: Callable[[str, ExaminedRules], Proof], examined: ExaminedRules
) -> Proof:
    try:
        return prove(name, examined)
    except TooManyClasses:
        return Proof(name=name, status="open")
