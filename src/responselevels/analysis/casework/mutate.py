"""Mutation of rules files: which single change of a rule no case would notice. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from responselevels.analysis.casework.cases import notices
from responselevels.analysis.casework.mutants import mutants_of
from responselevels.analysis.casework.outcomes import Mutant, Mutation
from responselevels.core.world.soundness import problems_in_rules
from responselevels.errors import expect, expect_each
from responselevels.models.cases import Suite
from responselevels.models.rules import Rules


def mutate(rules: Rules, suites: Sequence[Suite]) -> Mutation:
    """Try every mutant of *rules* on the cases of *suites*, which pass with *rules* themselves.

    A mutant is noticed where a case comes out otherwise than it expects. What
    could not be loaded as rules is counted and not tried.
    """
    expect("rules", rules, Rules)
    suites = expect_each("suites", suites, Suite)
    noticed, unsound = 0, 0
    survivors: list[Mutant] = []
    tallies: dict[str | None, tuple[int, int]] = {}
    for mutant in mutants_of(rules):
        if problems_in_rules(mutant.rules):
            unsound += 1
            continue
        seen = any(notices(suite, mutant.rules) for suite in suites)
        noticed += seen
        survivors += () if seen else (mutant,)
        before = tallies.get(mutant.rule, (0, 0))
        tallies[mutant.rule] = (before[0] + seen, before[1] + (not seen))
    return Mutation(noticed=noticed, survivors=tuple(survivors), unsound=unsound, tallies=tallies)
