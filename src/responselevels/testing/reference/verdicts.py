"""From attempts to a decision.

See docs/semantics.md, section 2, and section 3 on several transitions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from responselevels.testing.reference.consequences import changes_of, overtakes_of
from responselevels.testing.reference.findings.checks import Asked, finding
from responselevels.testing.reference.values import Decision, Finding, sorted_findings
from responselevels.testing.reference.world.levels import State

WORST = ("permit", "pending", "deny")
WEIGHT = {"note": "permit", "pending": "pending", "deny": "deny"}

Attempt = tuple[str | None, list[Finding]]
"""A transition or ending, and the findings on it; None where none fits."""


def verdict_of(findings: Iterable[Finding]) -> str:
    """Return the worst effect among *findings*."""
    return max((WEIGHT[one.effect] for one in findings), key=WORST.index, default="permit")


def best(attempts: list[Attempt]) -> Attempt:
    """Return the best attempt: verdict, then fewest findings but notes, then file order."""

    def badness(attempt: Attempt) -> tuple[int, int]:
        findings = attempt[1]
        weighty = [one for one in findings if one.effect != "note"]
        return WORST.index(verdict_of(findings)), len(weighty)

    return min(attempts, key=badness)


def judged(asked: Asked, attempt: Attempt, before: State, after: Callable[[], State]) -> Decision:
    """Return the decision by *attempt*, with what would change unless it is a deny."""
    rule, findings = attempt
    verdict = verdict_of(findings)
    if verdict == "deny":
        return Decision(verdict, rule, sorted_findings(findings))
    then = after()
    changes = changes_of(before, then, asked.at)
    rank = asked.ground.rank
    lowered = {row.area for row in changes if rank(row.to_level) < rank(row.from_level)}
    if lowered:
        findings = [*findings, finding("level.lowers", "note", areas=tuple(lowered))]
    overtakes = overtakes_of(before, then, asked.area, asked.at)
    return Decision(verdict, rule, sorted_findings(findings), changes, overtakes)
