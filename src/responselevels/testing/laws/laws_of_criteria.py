"""The law of tables of criteria: docs/semantics.md, section 11."""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.models.proposals import IssueProposal
from responselevels.testing.laws import breaches
from responselevels.testing.laws.breaches import Breach, breach
from responselevels.testing.laws.history import History, Step
from responselevels.testing.laws.reference_tables import levels_left, table_of

_CODES = frozenset({"criteria.missing", "criteria.differs"})


def as_facts_call_for(history: History) -> Iterator[Breach]:
    """What the facts leave open is waited for, and what none of the rows left calls for is found."""
    for step in history.recent:
        expected = _expected(history, step)
        if expected is None:
            continue
        found = {one.code for one in step.decision.findings} & _CODES
        if found != expected:
            wrong = min(found ^ expected)
            yield breach("finding", proposal=breaches.order(step.proposal.id), finding=wrong)


def _expected(history: History, step: Step) -> set[str] | None:
    """Return the findings that there should be of the facts; None where nothing is said of them."""
    proposal, rules = step.proposal, history.rules
    rule = next((one for one in rules.transitions if one.id == step.decision.transition), None)
    if rule is None or not isinstance(proposal, IssueProposal):
        return None
    missing = any(one.code == "assessment.missing" for one in step.decision.findings)
    table = table_of(rules, rule.requires.assessment)
    if table is None or missing or proposal.assessment is None:
        return set() if table is None or missing else None
    left = levels_left(rules, table, proposal.assessment.facts)
    if left is None:
        return None
    having = sum(proposal.level in levels for levels in left)
    if having == len(left):
        return set()
    return {"criteria.missing"} if having else {"criteria.differs"}
