"""`responselevels lint`: what can be loaded but looks wrong in a rules file."""

from __future__ import annotations

import sys

from responselevels.analysis.linting.lint import lint as examined
from responselevels.analysis.linting.remarks import Remark
from responselevels.cli.frame.status import Status
from responselevels.errors import InputError
from responselevels.files import Document, parse, read_rules
from responselevels.files.checking.templates import is_template, questions
from responselevels.models.areas import Areas
from responselevels.models.rules import Rules
from responselevels.reports.frame.titles import titles_of
from responselevels.reports.programs.ci import CheckedItem, Fault, faults_of
from responselevels.reports.programs.ci import report as reported
from responselevels.reports.programs.json import error_document, one_line
from responselevels.reports.programs.rules_documents import LintedDocument, UnreadRulesDocument
from responselevels.reports.rules.remarks import lint_text, remark_document
from responselevels.text.catalogue import Titles, untitled
from responselevels.version import __version__


def lint(lang: str, *, as_json: bool, report: str | None, rules: tuple[str, ...]) -> int:
    """Examine each of *rules* and print what looks wrong; return the exit status."""
    if report is not None:
        return _reported(report, rules, lang)
    return max(_linted(name, lang, as_json=as_json) for name in rules)


def _reported(form: str, rules: tuple[str, ...], lang: str) -> int:
    """Print what looks wrong as a build server reads it; return the exit status."""
    looked, status = [], Status.PERMITTED
    for name in rules:
        try:
            remarks, titles = remarks_on(name)
        except InputError as error:
            faults, status = faults_of(error, lang), Status.INVALID_INPUT
        else:
            faults = tuple(
                Fault(r.code, r.reason(lang, titles=titles), r.where, "warning") for r in remarks
            )
            status = max(status, Status.DENIED if faults else Status.PERMITTED)
        looked.append(CheckedItem(name, name, faults))
    sys.stdout.write(reported(form, looked, __version__))
    return status


def _linted(name: str, lang: str, *, as_json: bool) -> Status:
    try:
        remarks, titles = remarks_on(name)
    except InputError as error:
        _print_error(error, name, lang, as_json=as_json)
        return Status.INVALID_INPUT
    if as_json:
        _print_json({"rules": name, "remarks": [remark_document(r, titles, lang) for r in remarks]})
    else:
        sys.stdout.write(lint_text(name, remarks, titles, lang))
    return Status.DENIED if remarks else Status.PERMITTED


def _print_error(error: InputError, name: str, lang: str, *, as_json: bool) -> None:
    if as_json:
        _print_json({"rules": name, **error_document(error, lang)})
        return
    sys.stdout.flush()
    sys.stderr.write(error.worded(lang) + "\n")


def _print_json(document: LintedDocument | UnreadRulesDocument) -> None:
    sys.stdout.write(one_line(document) + "\n")


def remarks_on(name: str) -> tuple[list[Remark], Titles]:
    """Return the remarks on one rules file, or on a template, in the order of the file."""
    document = read_rules(name)
    try:
        rules = _rules_of(document)
    except InputError as error:
        # A template is no rules file yet: what is left to fill in is all that can be said of it.
        if not is_template(error):
            raise
        return [Remark(one.where, one.code, one.facts) for one in questions(document)], untitled
    if rules is None:
        return [], untitled
    found = examined(rules)
    places = document.places((remark.where.path, False) for remark in found)
    placed = [remark.at(place) for remark, place in zip(found, places, strict=True)]
    placed.sort(key=lambda remark: (remark.where.line or 0, remark.where.column or 0))
    return placed, titles_of(rules)


def _rules_of(document: Document) -> Rules | None:
    """Return the rules of *document*; None where it has areas, which nothing is remarked on of."""
    data = document.data
    if isinstance(data, dict) and "areas" in data and "format" not in data:
        parse(document, Areas)
        return None
    return parse(document, Rules)
