"""Remarks on rules files (`lint`), for people and programs."""

from __future__ import annotations

from collections.abc import Sequence

from responselevels.analysis.linting.remarks import Remark
from responselevels.errors import path_worded
from responselevels.reports.programs.rules_documents import RemarkDocument
from responselevels.text.catalogue import Titles, worded


def remark_document(remark: Remark, titles: Titles, lang: str) -> RemarkDocument:
    """Return a remark for programs: the keys of a problem, and its cure."""
    where = remark.where
    return {
        "code": remark.code,
        "file": where.file,
        "line": where.line,
        "column": where.column,
        "path": path_worded(where.path) or None,
        "message": remark.reason(lang, titles=titles),
        "cure": remark.cure(lang, titles=titles),
    }


def lint_text(name: str, remarks: Sequence[Remark], titles: Titles, lang: str) -> str:
    """Return two lines for each remark on the rules file *name*: place and reason, then the cure.

    Without remarks, one line says so.
    """
    if not remarks:
        return worded("cli.lint.clean", {"rules": name}, lang) + "\n"
    lines = []
    for remark in remarks:
        reason = {"place": str(remark.where), "reason": remark.reason(lang, titles=titles)}
        cure = {"cure": remark.cure(lang, titles=titles)}
        lines.append(worded("cli.lint.remark", reason, lang))
        lines.append(f"  {worded('cli.lint.cure', cure, lang)} [{remark.code}]")
    return "".join(f"{line}\n" for line in lines)
