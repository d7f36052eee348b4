"""Decisions, levels and audits for programs (FORMATS, Decision and Command line).

The documents are built as plain dicts, since ten thousand of them are asked for
at a time; `responselevels.reports.published` has the same shapes as models.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from responselevels.errors import InputError, Problem, RegisterError, path_worded
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
from responselevels.models.times import instant_written
from responselevels.reports.wording import Reader, message_of
from responselevels.text.catalogue import Titles, untitled
from responselevels.text.foreign import in_json

Document = dict[str, Any]


def decision_document(decision: Decision, lang: str = "en", titles: Titles = untitled) -> Document:
    """Return *decision* as FORMATS lays it down; `message`, `do` and `to` are in *lang*.

    Instants are in UTC, an open end is None; the times that a message mentions
    are in the offset that the proposal was written in.
    """
    reader = Reader(lang, titles).of(decision)
    return {
        "proposal": decision.proposal,
        "verdict": decision.verdict.value,
        "transition": decision.transition,
        "decided_at": instant_written(decision.decided_at),
        "rules": {"id": decision.rules_id, "digest": decision.rules_digest},
        "findings": findings_document(decision.findings, reader),
        "changes": [_change(change) for change in decision.changes],
        "overtakes": [_overtake(overtake) for overtake in decision.overtakes],
        "duties": [_duty(duty, lang) for duty in decision.duties],
        "provisional_until": (
            None
            if decision.provisional_until is None
            else instant_written(decision.provisional_until)
        ),
    }


def findings_document(findings: Sequence[Finding], reader: Reader) -> list[Document]:
    """Return *findings* as a decision document lists them, worded for *reader*."""
    return [_finding(finding, reader) for finding in findings]


def level_document(rows: Iterable[tuple[str, str, tuple[str, ...]]]) -> list[Document]:
    """Return the effective levels: *rows* are (area, level, orders it comes from)."""
    return [{"area": area, "level": level, "orders": list(orders)} for area, level, orders in rows]


def audit_document(order: str, decision: Decision, reader: Reader) -> Document:
    """Return what an audit says of one order that the rules did not permit."""
    return {
        "order": order,
        "verdict": decision.verdict.value,
        "findings": findings_document(decision.findings, reader.of(decision)),
    }


def error_document(error: InputError, lang: str = "en") -> Document:
    """Return an input error as one line of a batch: what is wrong, and where.

    Where there are several problems, `where` is the place of the first, and
    each is introduced by its own field path.
    """
    first, *more = error.problems
    messages = [_introduced(problem, lang) for problem in error.problems] if more else []
    return {
        "error": "; ".join(messages) or first.worded(lang),
        "where": str(first.where),
    }


def refusal_document(error: InputError | RegisterError, lang: str = "en") -> Document:
    """Return what a command of the register could not do, as its answer: a message, and what kind."""
    if isinstance(error, InputError):
        return error_document(error, lang)
    document = {"error": error.worded(lang), "code": error.code}
    again = error.facts.get("again")
    return document if again is None else {**document, "again": again}


def _introduced(problem: Problem, lang: str) -> str:
    path = path_worded(problem.where.path)
    return f"{path}: {problem.worded(lang)}" if path else problem.worded(lang)


def decision_json(decision: Decision, lang: str = "en", titles: Titles = untitled) -> str:
    """Return *decision* as one line of JSON, the same for the same decision."""
    return one_line(decision_document(decision, lang, titles))


def one_line(document: Document | list[Document]) -> str:
    """Return *document* as one line of JSON, in UTF-8 characters as they are.

    Only what would act on a terminal instead of being seen is written as an
    escape, which reads back the same.
    """
    return in_json(document)


def _finding(finding: Finding, reader: Reader) -> Document:
    document: Document = {
        "code": finding.code,
        "effect": finding.effect.value,
        "rule": finding.rule,
        "message": message_of(finding, reader),
        "cite": _cite(finding.cite),
        "where": [_span(span) for span in finding.where],
        "remedies": [_remedy(remedy) for remedy in finding.remedies],
    }
    if finding.completions is not None:
        document["completions"] = [list(bodies) for bodies in finding.completions]
    return document


def _cite(cite: Clause | None) -> Document | None:
    return None if cite is None else {"source": cite.source, "clause": cite.clause}


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
