"""Decisions, levels and audits for programs (docs/formats.md, Decision; docs/command-line.md).

What a decision is written as stands in `responselevels.models.decisions`; here are the
words that a reader is told, and whatever else is printed as JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timezone
from typing import TYPE_CHECKING, Literal, cast

from responselevels.errors import InputError, RegisterError, path_worded
from responselevels.models.decisions import (
    Decision,
    Finding,
    decision_written,
    findings_written,
)
from responselevels.reports.frame.wording import Locale, message_of
from responselevels.reports.programs.lines import decision_line
from responselevels.text.catalogue import Titles, untitled
from responselevels.text.escaping import in_json

if TYPE_CHECKING:
    from responselevels.core.orders.holdings import Holding
    from responselevels.models.documents import (
        AuditRow,
        DecisionDocument,
        ErrorDocument,
        FindingDocument,
        LevelRow,
        ProblemDocument,
        RefusalDocument,
    )

Document = Mapping[str, object]
"""Any document: keys, and what can be written as JSON."""

__all__ = [
    "Document",
    "audit_document",
    "decision_document",
    "decision_json",
    "error_document",
    "findings_document",
    "level_document",
    "one_line",
    "problems_document",
    "refusal_document",
]


def decision_document(
    decision: Decision, lang: str = "en", titles: Titles = untitled
) -> DecisionDocument:
    """Return *decision* as docs/formats.md lays it down; `message`, `do` and `to` are in *lang*.

    Instants are in UTC, an open end is None; the times that a message mentions
    are in the offset that the proposal was written in.
    """
    locale = Locale(lang, titles).of(decision)
    return decision_written(decision, lang, lambda finding: message_of(finding, locale))


def findings_document(findings: Sequence[Finding], locale: Locale) -> list[FindingDocument]:
    """Return *findings* as a decision document lists them, worded for *locale*."""
    return findings_written(findings, lambda finding: message_of(finding, locale), locale.lang)


def level_document(rows: Iterable[tuple[str, Holding]]) -> list[LevelRow]:
    """Return the effective levels of areas; each row has its track where the rules have tracks."""
    return [_level_row(area, holding) for area, holding in rows]


def _level_row(area: str, holding: Holding) -> LevelRow:
    row: LevelRow = {"area": area, "level": holding.level, "orders": list(holding.orders)}
    return row if holding.track is None else {**row, "track": holding.track}


def audit_document(order: str, decision: Decision, locale: Locale) -> AuditRow:
    """Return what an audit says of one order that the rules did not permit."""
    row: AuditRow = {
        "order": order,
        "verdict": cast("Literal['pending', 'deny']", decision.verdict.value),
        "findings": findings_document(decision.findings, locale.of(decision)),
    }
    return row if decision.track is None else {**row, "track": decision.track}


def error_document(error: InputError, lang: str = "en") -> ErrorDocument:
    """Return an input error as one line of a batch: everything that is wrong, and where."""
    return {"error": problems_document(error, lang)}


def problems_document(error: InputError, lang: str = "en") -> list[ProblemDocument]:
    """Return the problems of an input error: which, where, and what to do.

    `file`, `line`, `column` and `path` are None where there is none to tell.
    """
    return [
        {
            "code": problem.code,
            "file": problem.where.file,
            "line": problem.where.line,
            "column": problem.where.column,
            "path": path_worded(problem.where.path) or None,
            "message": problem.worded(lang),
        }
        for problem in error.problems
    ]


def refusal_document(
    error: InputError | RegisterError, lang: str = "en"
) -> ErrorDocument | RefusalDocument:
    """Return what a command of the register could not do, as its answer: a message, and what kind."""
    if isinstance(error, InputError):
        return error_document(error, lang)
    document: RefusalDocument = {"error": error.worded(lang), "code": error.code}
    again = error.facts.get("again")
    if again is not None:
        document["again"] = again
    return document


def decision_json(decision: Decision, lang: str = "en", titles: Titles = untitled) -> str:
    """Return *decision* as one line of JSON, the same for the same decision.

    It is ``one_line(decision_document(decision, lang, titles))``.
    """
    locale = Locale(lang, titles, timezone(decision.offset)) if decision.findings else _NOBODY
    return decision_line(decision, lang, lambda finding: message_of(finding, locale))


_NOBODY = Locale()


def one_line(document: Document | Sequence[Document]) -> str:
    """Return *document* as one line of JSON, in UTF-8 characters as they are.

    Only what would act on a terminal instead of being seen is written as an
    escape, which reads back the same.
    """
    return in_json(document)
