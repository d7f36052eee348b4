"""`responselevels diff`: what changes in meaning between two rules files."""

from __future__ import annotations

import sys
from functools import partial
from typing import Any

from responselevels.analysis.comparison.diff import diff as compared
from responselevels.cli.frame import options
from responselevels.cli.frame.status import Status
from responselevels.cli.frame.writing import write_file
from responselevels.cli.rules.writing_cases import rules_from, write_case
from responselevels.errors import InputError, Problem
from responselevels.files import load_rules
from responselevels.models.rules import Rules
from responselevels.reports.frame.paint import show
from responselevels.reports.frame.titles import titles_of
from responselevels.reports.frame.wording import Locale
from responselevels.reports.pages.rules.versions import VersionsRequest, versions_page
from responselevels.reports.programs.json import one_line
from responselevels.reports.rules.comparison import DiffReport


def diff(
    lang: str,
    *,
    old: str,
    new: str | None,
    write: str | None,
    html: str | None,
    as_json: bool,
) -> int:
    """Compare *old* and *new* and print how they differ; return the exit status.

    With *html*, both are written into that file side by side, too, as a page.
    """
    paths = options.both_rules(old, new, lang)
    before, after, titles = _both(*paths)
    found = compared(before, after)
    named = (rules_from(write, paths[0]), rules_from(write, paths[1]))
    save = None if write is None else partial(write_case, write, lang=lang)
    locale = Locale(lang, titles)
    report = DiffReport(locale, (before, after), paths, named, save=save)
    if html is not None:
        page = versions_page(
            VersionsRequest(
                files=(before, after),
                paths=paths,
                found=found,
                locale=locale,
            )
        )
        write_file(html, page, lang)
    if as_json:
        sys.stdout.write(one_line(report.document(found)) + "\n")
    else:
        show(report.rows(found), sys.stdout)
    return Status.PERMITTED if found.equivalent else Status.DENIED


def _both(old: str, new: str) -> tuple[Rules, Rules, Any]:
    """Return both files, and titles: those of the old one, else of the new.

    Raises:
        InputError: everything that is wrong with either.
    """
    known: list[Rules] = []
    problems: list[Problem] = []
    for path in (old, new):
        try:
            known.append(load_rules(path))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    first, second = (titles_of(rules) for rules in known)
    return known[0], known[1], lambda named, lang: first(named, lang) or second(named, lang)
