"""`responselevels mutate`: the changes of a rules file that no case notices."""

from __future__ import annotations

import sys

from responselevels.analysis.casework.cases import run
from responselevels.analysis.casework.mutate import mutate as mutated
from responselevels.analysis.casework.outcomes import Mutation
from responselevels.analysis.comparison.missing import MissingCase, missing_case
from responselevels.cli.frame.status import Status
from responselevels.cli.rules.suites import files_at
from responselevels.cli.rules.writing_cases import rules_from, write_case
from responselevels.errors import InputError, Place, Problem
from responselevels.files import parse, read_rules
from responselevels.files.cases import load_cases
from responselevels.models.cases import Suite
from responselevels.models.rules import Rules
from responselevels.reports.frame.paint import show
from responselevels.reports.frame.titles import titles_of
from responselevels.reports.frame.wording import Locale
from responselevels.reports.programs.json import one_line
from responselevels.reports.rules.mutants import (
    Written,
    change_worded,
    mutation_document,
    mutation_rows,
)


def mutate(
    lang: str,
    *,
    rules: str,
    cases: tuple[str, ...],
    as_json: bool,
    summary: bool,
    write: str | None,
) -> int:
    """Try every change of *rules* on the *cases* and print what none notices.

    With *write*, the cases that are missing are written into that folder.
    """
    document = read_rules(rules)
    known = parse(document, Rules)
    mutation = mutated(known, _suites(cases, known))
    wanted = ((mutant.path, False) for mutant in mutation.survivors)
    places = dict(enumerate(document.places(wanted)))
    locale = Locale(lang, titles_of(known))
    written = {} if write is None else _written(mutation, locale, (rules, write), known)
    if as_json:
        found = mutation_document(mutation, places, locale, written)
        sys.stdout.write(one_line(found) + "\n")
    else:
        rows = mutation_rows(mutation, places, locale, written=written, summary=summary)
        show(rows, sys.stdout)
    return Status.DENIED if mutation.survivors else Status.PERMITTED


def _written(mutation: Mutation, locale: Locale, paths: tuple[str, str], known: Rules) -> Written:
    """Write the case that each survivor lacks, where there is one."""
    rules, folder = paths
    named = rules_from(folder, rules)
    found: dict[int, tuple[MissingCase, str | None]] = {}
    for number, mutant in enumerate(mutation.survivors):
        case = missing_case(known, mutant, named=named, name=change_worded(mutant, locale))
        path = None
        if case.document is not None:
            path = write_case(folder, f"missing-{number + 1}", case.document, locale.lang)
        found[number] = (case, path)
    return found


def _suites(paths: tuple[str, ...], rules: Rules) -> list[Suite]:
    """Return the cases at *paths*, which have to pass with *rules* as they are.

    Raises:
        InputError: a file cannot be read, or a case does not pass.
    """
    suites: list[Suite] = []
    problems: list[Problem] = []
    for path in files_at(paths):
        try:
            loaded = load_cases(path, rules)
        except InputError as error:
            problems += error.problems
            continue
        for outcome in run(loaded.suite):
            if not outcome.passed:
                place = loaded.place(outcome.number)
                where = Place(place.file, place.line)
                problems.append(Problem(where, "case.fails", {"name": outcome.case.name}))
        suites.append(loaded.suite)
    if problems:
        raise InputError(problems)
    return suites
