"""A decision as its line of JSON, written straight, without a document between (docs/formats.md, Decision).

A batch writes very many decisions, whose names, instants and clauses are the same again and again.
What a decision is written as is laid down in `responselevels.models.decisions`, to which this is
held character by character (tests/reports/programs/test_lines.py); what is rare is written by that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache

from responselevels.models.decisions import (
    Change,
    Decision,
    Finding,
    Overtake,
    Remedy,
    Replaced,
    Span,
    cite_written,
    criteria_written,
    due_written,
)
from responselevels.models.duties import DutyDue
from responselevels.models.measuring import measure_change_written
from responselevels.models.parts.cites import Clause
from responselevels.models.texts import Text
from responselevels.models.times import instant_written
from responselevels.text.escaping import in_json

_KEPT = 4096
_text = lru_cache(maxsize=_KEPT)(in_json)
"""Ids of areas, levels, orders and rules, in quotes."""


def decision_line(decision: Decision, lang: str, message: Callable[[Finding], str]) -> str:
    """Return *decision* as one line; readings and duties are in *lang*, *message* words a finding."""
    findings = [_finding(finding, message(finding), lang) for finding in decision.findings]
    line = (
        f'{{"proposal": {in_json(decision.proposal)}, "verdict": "{decision.verdict.value}"'
        f', "transition": {_name(decision.transition)}, "decided_at": {_time(decision.decided_at)}'
        f', "rules": {{"id": {_text(decision.rules_id)}, "digest": {_text(decision.rules_digest)}}}'
        f', "findings": {_list(findings)}'
        f', "changes": {_list([_change(row) for row in decision.changes])}'
        f', "overtakes": {_list([_order_span(row) for row in decision.overtakes])}'
        f', "replaces": {_list([_order_span(row) for row in decision.replaces])}'
        f', "duties": {_list([_duty(duty, lang) for duty in decision.duties])}'
        f', "provisional_until": {_time(decision.provisional_until)}'
    )
    if decision.track is not None:
        line += f', "track": {_text(decision.track)}'
    if decision.measures:
        line += (
            f', "measures": {in_json([measure_change_written(row) for row in decision.measures])}'
        )
    return line + "}"


def _list(parts: Sequence[str]) -> str:
    return f"[{', '.join(parts)}]"


def _name(name: str | None) -> str:
    return "null" if name is None else _text(name)


def _time(instant: datetime | None) -> str:
    return "null" if instant is None else f'"{instant_written(instant)}"'


@lru_cache(maxsize=_KEPT)
def _said(text: Text | None, lang: str) -> str:
    return "null" if text is None else in_json(text.in_(lang))


@lru_cache(maxsize=_KEPT)
def _cite(cite: Clause | None, lang: str) -> str:
    return "null" if cite is None else in_json(cite_written(cite, lang))


def _finding(finding: Finding, message: str, lang: str) -> str:
    line = (
        f'{{"code": {_text(finding.code)}, "effect": "{finding.effect.value}"'
        f', "rule": {_name(finding.rule)}, "message": {in_json(message)}'
        f', "cite": {_cite(finding.cite, lang)}'
        f', "where": {_list([_span(span) for span in finding.where])}'
        f', "remedies": {_list([_remedy(remedy) for remedy in finding.remedies])}'
    )
    if finding.completions is not None:
        line += f', "completions": {_list([_names(bodies) for bodies in finding.completions])}'
    if finding.code.startswith("criteria."):
        line += f', "criteria": {in_json(criteria_written(finding.facts))}'
    return line + "}"


def _names(names: Sequence[str]) -> str:
    return _list([_text(name) for name in names])


def _span(span: Span) -> str:
    return (
        f'{{"area": {_text(span.area)}, "start": {_time(span.start)}, "end": {_time(span.end)}'
        f', "required": {_text(span.required)}, "orders": {_names(span.orders)}}}'
    )


def _remedy(remedy: Remedy) -> str:
    if remedy.level is not None:
        return f'{{"level": {_text(remedy.level)}}}'
    if remedy.period is not None:
        start, end = remedy.period
        return f'{{"period": {{"start": {_time(start)}, "end": {_time(end)}}}}}'
    return f'{{"scope": {_names(remedy.scope or ())}}}'


def _change(change: Change) -> str:
    return (
        f'{{"area": {_text(change.area)}, "start": {_time(change.start)}, "end": {_time(change.end)}'
        f', "from": {_text(change.from_level)}, "to": {_text(change.to_level)}}}'
    )


def _order_span(row: Overtake | Replaced) -> str:
    return (
        f'{{"order": {_text(row.order)}, "area": {_text(row.area)}'
        f', "start": {_time(row.start)}, "end": {_time(row.end)}}}'
    )


def _duty(duty: DutyDue, lang: str) -> str:
    if duty.id is not None or duty.counts_from != "decision":
        return in_json(due_written(duty, lang))
    cite = "" if duty.cite is None else f', "cite": {_cite(duty.cite, lang)}'
    return (
        f'{{"do": {_said(duty.do, lang)}, "to": {_said(duty.to, lang)}'
        f', "due": {_time(duty.due)}{cite}}}'
    )
