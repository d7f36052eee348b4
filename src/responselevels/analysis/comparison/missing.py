"""Cases that are missing: for a mutant that no case noticed, a proposal that tells it apart. Pure.

What tells two files apart is found as `diff` finds it. A case expects all that the decision
under the rules as they are has, and the mutant must fail it: an example that does not do that
is not taken.
"""

from __future__ import annotations

from dataclasses import dataclass

from responselevels.analysis.casework.outcomes import Mutant
from responselevels.analysis.comparison.diff import diff, witnesses
from responselevels.analysis.enumeration.examples import decided, trace_file
from responselevels.analysis.enumeration.worlds import Example
from responselevels.errors import InputError
from responselevels.models.decisions import Decision
from responselevels.models.documents import CaseData
from responselevels.models.rules import Rules


@dataclass(frozen=True, slots=True)
class MissingCase:
    """What would notice a mutant: the data of a case file; None where no example does.

    With *same*, there can be none: the changed file means the same.
    """

    document: CaseData | None
    same: bool = False


def missing_case(rules: Rules, mutant: Mutant, *, named: str, name: str) -> MissingCase:
    """Return a case of *rules* that notices *mutant*; *named* is how the case file names the rules."""
    for example in witnesses(rules, mutant.rules):
        case = _case(rules, mutant.rules, example)
        if case is not None:
            return MissingCase(_document(named, name, example, case))
    return MissingCase(None, same=diff(rules, mutant.rules).equivalent)


def _document(named: str, name: str, example: Example, decision: Decision) -> CaseData:
    duties = [duty.id or duty.do.words[0][1] for duty in decision.duties]
    return trace_file(named, [(name, example, decision)], duties=duties)


def _case(rules: Rules, changed: Rules, example: Example) -> Decision | None:
    """Return what is decided of *example* under *rules*; None where the changed ones decide alike."""
    try:
        decision = decided(rules, example)
    except InputError:
        return None  # it names what only the changed rules know
    try:
        other = decided(changed, example)
    except InputError:
        return decision
    return decision if _told(decision) != _told(other) else None


def _told(decision: Decision) -> tuple[object, ...]:
    """Return what a case that is written expects."""
    return (
        decision.verdict,
        decision.transition,
        {found.code for found in decision.findings},
        decision.changes,
        [duty.do for duty in decision.duties],
        decision.provisional_until,
    )
