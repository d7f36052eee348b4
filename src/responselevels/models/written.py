"""A decision as JSON (docs/formats.md, Decision).

Plain dicts, since ten thousand of them are asked for at a time;
`responselevels.reports.programs.documents` has the same shapes as models.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from responselevels.models.times import instant_written

if TYPE_CHECKING:
    from responselevels.models.decisions import (
        Change,
        Clause,
        Decision,
        DutyDue,
        Finding,
        Overtake,
        Remedy,
        Span,
    )

Document = dict[str, Any]

Message = Callable[["Finding"], str]
"""Words a finding."""


def decision_written(decision: Decision, lang: str, message: Message) -> Document:
    """Return *decision* as docs/formats.md lays it down; `message`, `do` and `to` are in *lang*.

    Instants are in UTC, an open end is None.
    """
    until = decision.provisional_until
    return {
        "proposal": decision.proposal,
        "verdict": decision.verdict.value,
        "transition": decision.transition,
        "decided_at": instant_written(decision.decided_at),
        "rules": {"id": decision.rules_id, "digest": decision.rules_digest},
        "findings": findings_written(decision.findings, message),
        "changes": [_change(change) for change in decision.changes],
        "overtakes": [_overtake(overtake) for overtake in decision.overtakes],
        "duties": [_duty(duty, lang) for duty in decision.duties],
        "provisional_until": None if until is None else instant_written(until),
    }


def findings_written(findings: Sequence[Finding], message: Message) -> list[Document]:
    """Return *findings* as a decision lists them."""
    return [_finding(finding, message(finding)) for finding in findings]


def _finding(finding: Finding, message: str) -> Document:
    document: Document = {
        "code": finding.code,
        "effect": finding.effect.value,
        "rule": finding.rule,
        "message": message,
        "cite": _cite(finding.cite),
        "where": [_span(span) for span in finding.where],
        "remedies": [_remedy(remedy) for remedy in finding.remedies],
    }
    if finding.completions is not None:
        document["completions"] = [list(bodies) for bodies in finding.completions]
    return document


def _cite(cite: Clause | None) -> Document | None:
    return None if cite is None else cite.written()


def _period(part: Span | Change | Overtake) -> Document:
    end = None if part.end is None else instant_written(part.end)
    return {"start": instant_written(part.start), "end": end}


def _span(span: Span) -> Document:
    return {
        "area": span.area,
        **_period(span),
        "required": span.required,
        "orders": list(span.orders),
    }


def _remedy(remedy: Remedy) -> Document:
    if remedy.level is not None:
        return {"level": remedy.level}
    if remedy.period is not None:
        start, end = remedy.period
        return {
            "period": {
                "start": instant_written(start),
                "end": None if end is None else instant_written(end),
            }
        }
    return {"scope": list(remedy.scope or ())}


def _change(change: Change) -> Document:
    return {
        "area": change.area,
        **_period(change),
        "from": change.from_level,
        "to": change.to_level,
    }


def _overtake(overtake: Overtake) -> Document:
    return {"order": overtake.order, "area": overtake.area, **_period(overtake)}


def _duty(duty: DutyDue, lang: str) -> Document:
    return {
        "do": duty.do.in_(lang),
        "to": None if duty.to is None else duty.to.in_(lang),
        "due": None if duty.due is None else instant_written(duty.due),
    }
