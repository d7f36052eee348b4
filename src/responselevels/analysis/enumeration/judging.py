"""What properties look at of a decision: the verdict, the rule that was taken, and what weighs against it.

The core tries its rules, and nothing more: what a permitted order would change, replace and overtake
is worked out only where a decision is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from responselevels.core.deciding.case import Case
from responselevels.core.deciding.decide import Attempt, best
from responselevels.core.deciding.graces import provisional_until
from responselevels.models.decisions import Effect, Finding, Verdict


@dataclass(frozen=True, slots=True)
class Judged:
    """What is decided of a case, as far as a property looks at it; see `DecidedClass`."""

    verdict: Verdict
    rule: str | None
    provisional: bool
    against: frozenset[str]

    @property
    def permitted(self) -> bool:
        """Whether it is permitted."""
        return self.verdict == Verdict.PERMIT


def judged(case: Case, tried: Sequence[Attempt]) -> Judged:
    """Return what the core decides of *case*, which the rules have *tried*, without what would follow."""
    chosen = best(tried)
    rule, open_ = chosen.rule, chosen.verdict != Verdict.DENY
    return Judged(
        chosen.verdict,
        None if rule is None else rule.id,
        rule is not None and open_ and provisional_until(case, rule) is not None,
        weighing(chosen.findings),
    )


def weighing(findings: Iterable[Finding]) -> frozenset[str]:
    """Return the codes of the findings that stand against what is proposed."""
    return frozenset([found.code for found in findings if found.effect != Effect.NOTE])
