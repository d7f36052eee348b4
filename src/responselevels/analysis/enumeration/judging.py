"""What properties look at of a decision: the verdict, the rule that was taken, and what weighs against it.

The core tries its rules, and nothing more: what a permitted order would change, replace and overtake
is worked out only where a decision is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from responselevels.analysis.enumeration.asked import Facts, Question
from responselevels.core.deciding.case import Case
from responselevels.core.deciding.decide import Attempt, best
from responselevels.core.deciding.graces import provisional_until
from responselevels.models.decisions import Effect, Finding, Verdict


class DecidedClass(NamedTuple):
    """One class, and what is decided of it: verdict, rule taken, what stands against it.

    *provisional* says whether the order would lapse unless ratified. A tuple, for a file may have
    hundreds of thousands of rows, which are made four times as fast.
    """

    question: Question
    facts: Facts
    verdict: Verdict
    rule: str | None
    provisional: bool
    against: frozenset[str]

    @property
    def permitted(self) -> bool:
        """Whether it is permitted."""
        return self.verdict == Verdict.PERMIT

    def with_(self, **facts: Any) -> DecidedClass:
        """Return the row with some of its facts changed; what is decided of it is not known yet."""
        return self._replace(facts=replace(self.facts, **facts))

    def asked(self, question: Question) -> DecidedClass:
        """Return the row as one of *question*, whose classes are decided alike."""
        return DecidedClass(question, *self[1:])

    def naming(self, transition: str | None) -> DecidedClass:
        """Return the row as a question to one file, with this transition named."""
        return self._replace(question=replace(self.question, names=(transition,)))


def judged(question: Question, facts: Facts, case: Case, tried: Sequence[Attempt]) -> DecidedClass:
    """Return what the core decides of a class played as *case*, which the rules have *tried*."""
    chosen = best(tried)
    rule, open_ = chosen.rule, chosen.verdict != Verdict.DENY
    return DecidedClass(
        question,
        facts,
        chosen.verdict,
        None if rule is None else rule.id,
        rule is not None and open_ and provisional_until(case, rule) is not None,
        weighing(chosen.findings),
    )


def weighing(findings: Iterable[Finding]) -> frozenset[str]:
    """Return the codes of the findings that stand against what is proposed."""
    return frozenset([found.code for found in findings if found.effect != Effect.NOTE])
