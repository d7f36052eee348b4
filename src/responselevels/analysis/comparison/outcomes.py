"""What of a decision two files can differ in (docs/verification.md, What counts as a difference)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from responselevels.analysis.comparison.grouping import Outcome
from responselevels.analysis.enumeration.judging import weighing
from responselevels.core.deciding.case import Case
from responselevels.core.deciding.decide import Attempt, best, decided
from responselevels.models.decisions import STRICTEST_LAST, Decision, Effect, Finding, Verdict
from responselevels.models.duties import DutyDue
from responselevels.models.proposals import EndProposal, RatifyProposal
from responselevels.models.rules import Duty, Ending, Rules, Transition

ADVICE = frozenset({"floor.less_severe", "criteria.differs"})
"""What does not bind, where the rules say so, and is noted all the same."""


class Outcomes:
    """Reads outcomes off the decisions of two files."""

    def __init__(self, files: Sequence[Rules]) -> None:
        """Take the files, in the order in which they are numbered."""
        self._transitions = [{rule.id: rule for rule in file.transitions} for file in files]
        self._endings = [{rule.id: rule for rule in file.endings} for file in files]

    def of(self, case: Case, tried: Sequence[Attempt], file: int, *, refusing: bool) -> Outcome:
        """Return the outcome of *case*, which the rules have *tried*; with *refusing*, also who may refuse."""
        chosen = best(tried)
        denied = chosen.verdict == Verdict.DENY
        outcome = Outcome(
            chosen.verdict,
            weighing(chosen.findings),
            advised=frozenset() if denied else _advised(chosen.findings),
            refusers=frozenset(refusers(tried)) if refusing and not denied else frozenset(),
        )
        return self._permitted(outcome, case, file) if chosen.verdict == Verdict.PERMIT else outcome

    def _permitted(self, outcome: Outcome, case: Case, file: int) -> Outcome:
        """Return *outcome* with what the permitted order brings along."""
        decision = decided(case)
        until, at = decision.provisional_until, decision.decided_at
        return replace(
            outcome,
            duties=frozenset(map(_due(decision), decision.duties)),
            grace=None if until is None else until - at,
            rule=self._brought(case, decision, file),
        )

    def _brought(self, case: Case, decision: Decision, file: int) -> object:
        name = decision.transition or ""
        if isinstance(case.proposal, EndProposal):
            return brought_by(self._endings[file][name], ratifying=False)
        ratifying = isinstance(case.proposal, RatifyProposal)
        return brought_by(self._transitions[file][name], ratifying=ratifying)


def _advised(findings: Iterable[Finding]) -> frozenset[str]:
    return frozenset(
        found.code for found in findings if found.code in ADVICE and found.effect == Effect.NOTE
    )


def _due(decision: Decision) -> Any:
    """Return a function that tells a duty, with the time that it leaves."""
    at = decision.decided_at

    def told(duty: DutyDue) -> object:
        left = None if duty.due is None else duty.due - at
        return (*(duty.do, duty.to, duty.counts_from, duty.within), left)

    return told


def brought_by(rule: Transition | Ending, *, ratifying: bool) -> object:
    """Return what *rule* brings along, whatever levels move: duties, and how long a grace is."""
    ratify = rule.ratify if isinstance(rule, Transition) else None
    if ratifying:
        return _duties(ratify.duties if ratify is not None else ())
    return _duties(rule.duties), None if ratify is None else ratify.within


def _duties(duties: Iterable[Duty]) -> frozenset[object]:
    """Return what is to be done, with when; what is to be done always need not be said again."""
    kinds = [(d.when, (d.do, d.to, d.counts_from, d.within)) for d in duties]
    always = {what for when, what in kinds if when == "always"}
    return frozenset(pair for pair in kinds if pair[0] == "always" or pair[1] not in always)


def refusers(tried: Iterable[Attempt]) -> Iterable[object]:
    """Yield each set of bodies that may refuse, with what comes out unless one of them does.

    A refusal stops a rule where its condition names the body. Of the rules that bring a
    case as far, those count that fewest can stop.
    """
    able = [
        (
            STRICTEST_LAST.index(attempt.verdict),
            frozenset[str]() if attempt.rule.approval is None else attempt.rule.approval.bodies,
        )
        for attempt in tried
        if attempt.rule is not None and attempt.verdict != Verdict.DENY
    ]
    for rank, bodies in able:
        if not any(r <= rank and b <= bodies and (r, b) != (rank, bodies) for r, b in able):
            yield rank, bodies
