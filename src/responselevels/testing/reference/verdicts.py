"""From findings to a verdict, and which of several attempts counts (sections 2 and 3)."""

from __future__ import annotations

from collections.abc import Iterable

from responselevels.testing.reference.values import Finding

WORST = ("permit", "pending", "deny")
"""The verdicts, the best first."""

WEIGHT = {"note": "permit", "pending": "pending", "deny": "deny"}
"""What a finding of each effect makes of the verdict by itself."""

Attempt = tuple[str | None, list[Finding]]
"""A transition or ending, and the findings on it; None where none fits."""


def verdict_of(findings: Iterable[Finding]) -> str:
    """Return the verdict that *findings* come to.

    Section 2: "The verdict is the worst effect among the findings." "nothing stands against it"
    "what is missing is only an act of another body, an assessment or an approval, and it may still
    come" "something else stands against it"
    """
    return max((WEIGHT[one.effect] for one in findings), key=WORST.index, default="permit")


def best(attempts: list[Attempt]) -> Attempt:
    """Return the best of *attempts*, which are in the order of the file.

    Section 3: "If several fit, each is tried and the best outcome is the decision: permit before
    pending before deny; then the one with fewer findings, notes not counted; then the one that
    stands first in the file."
    """

    def badness(attempt: Attempt) -> tuple[int, int]:
        findings = attempt[1]
        weighty = [one for one in findings if one.effect != "note"]
        return WORST.index(verdict_of(findings)), len(weighty)

    return min(attempts, key=badness)
