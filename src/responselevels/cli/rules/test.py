"""`responselevels test`: run case files, and show how much of the rules they exercise."""

from __future__ import annotations

import sys
from collections import Counter

from responselevels.analysis.casework.outcomes import LawOutcome
from responselevels.cli.frame.locales import locale_of
from responselevels.cli.frame.settings import setting
from responselevels.cli.frame.status import Status
from responselevels.cli.rules.laws import run_laws
from responselevels.cli.rules.suites import SuiteResults, run_suites
from responselevels.files.cases import LoadedCases
from responselevels.reports.frame.paint import show
from responselevels.reports.frame.rows import BLANK, plain
from responselevels.reports.frame.titles import titles_of
from responselevels.reports.frame.wording import Locale
from responselevels.reports.programs.ci import CheckedItem, Fault, faults_of, report
from responselevels.reports.programs.json import error_document, one_line
from responselevels.reports.programs.rules_documents import SuiteDocument
from responselevels.reports.rules.cases import outcome_document, outcome_rows, spaced, tally_rows
from responselevels.reports.rules.coverage import coverage_document, coverage_rows
from responselevels.reports.rules.laws import law_cases, law_document, law_items, law_rows
from responselevels.version import __version__


def test(
    lang: str,
    *,
    paths: tuple[str, ...],
    rules: str | None,
    coverage: bool,
    laws: bool,
    examples: int,
    as_json: bool,
    report: str | None,
) -> int:
    """Run the cases at *paths* and print those not as expected; return the exit status.

    With *laws*, every law is held against the rules as well.
    """
    if laws and not paths:
        rules = rules or setting("rules")
    found = run_suites(paths or (".",), rules, needed=not (laws and rules and not paths))
    held = run_laws(found.all_rules(), examples, named=rules, lang=lang) if laws else ()
    results = list(held)
    counts = Counter("passed" if each.passed else "failed" for _file, each in found.all())
    counts["unread"] = len(found.errors)
    if report is not None:
        _print_report(report, found, law_items(results, lang), lang)
    elif as_json:
        _print_json(found, counts, lang, coverage=coverage, laws=results if laws else None)
    else:
        if laws:
            _print_laws(results, examples, lang)
        if found.files or found.errors:
            _print_pages(found, counts, lang, coverage=coverage)
    if found.errors:
        return Status.INVALID_INPUT
    broken = any(one.broken is not None for one in results)
    return Status.DENIED if counts["failed"] or broken else Status.PERMITTED


def _print_report(form: str, found: SuiteResults, laws: list[CheckedItem], lang: str) -> None:
    looked = laws
    for loaded, outcome in found.all():
        place = loaded.place(outcome.number)
        faults: tuple[Fault, ...] = ()
        if not outcome.passed:
            text = plain(outcome_rows(outcome, place, _locale(loaded, lang))).rstrip()
            faults = (Fault("case.failed", text, place),)
        looked.append(CheckedItem(place.file or "", outcome.case.name, faults))
    for error in found.errors:
        name = error.problems[0].where.file or ""
        looked.append(CheckedItem(name, name, faults_of(error, lang)))
    sys.stdout.write(report(form, looked, __version__))


def _print_laws(results: list[LawOutcome], examples: int, lang: str) -> None:
    show(law_rows(results, examples, lang), sys.stdout)
    for text in law_cases(results):
        sys.stdout.write(f"\n{text}")
    sys.stdout.flush()


def _locale(loaded: LoadedCases, lang: str) -> Locale:
    return locale_of(lang, titles_of(loaded.suite.rules, loaded.suite.areas))


def _print_pages(found: SuiteResults, counts: Counter[str], lang: str, *, coverage: bool) -> None:
    for loaded, outcome in found.all():
        if not outcome.passed:
            rows = outcome_rows(outcome, loaded.place(outcome.number), _locale(loaded, lang))
            show(spaced(rows), sys.stdout)
    for covered in found.coverages() if coverage else ():
        show(coverage_rows(covered, locale_of(lang, titles_of(covered.rules))), sys.stdout)
        show([BLANK], sys.stdout)
    show(tally_rows(counts, len(found.files), locale_of(lang)), sys.stdout)
    sys.stdout.flush()
    for error in found.errors:
        sys.stderr.write(error.worded(lang) + "\n")


def _print_json(
    found: SuiteResults,
    counts: Counter[str],
    lang: str,
    *,
    coverage: bool,
    laws: list[LawOutcome] | None,
) -> None:
    document: SuiteDocument = {
        "passed": counts["passed"],
        "failed": counts["failed"],
        "cases": [
            outcome_document(outcome, loaded.place(outcome.number), _locale(loaded, lang))
            for loaded, outcome in found.all()
        ],
        "errors": [error_document(error, lang) for error in found.errors],
    }
    if coverage:
        document["coverage"] = [coverage_document(each) for each in found.coverages()]
    if laws is not None:
        document["laws"] = [law_document(each, lang) for each in laws]
    sys.stdout.write(one_line(document) + "\n")
