"""Case files, found, read and run for a command: what came out, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from responselevels.analysis.casework.cases import run
from responselevels.analysis.casework.coverage import coverages_of
from responselevels.analysis.casework.outcomes import Coverage, Outcome
from responselevels.core.digests import rules_digest
from responselevels.errors import InputError, Place, Problem
from responselevels.files import parse, read_rules
from responselevels.files.cases import LoadedCases, case_files_in, load_cases
from responselevels.models.rules import Rules


@dataclass(slots=True)
class SuiteResults:
    """The cases of several files with their outcomes, and why other files could not be read."""

    files: list[tuple[LoadedCases, list[Outcome]]] = field(default_factory=list)
    errors: list[InputError] = field(default_factory=list)
    by: Rules | None = None

    def all_rules(self) -> list[Rules]:
        """Return the rules that everything is decided by, or those of each file, each once."""
        if self.by is not None:
            return [self.by]
        rules = {rules_digest(loaded.suite.rules): loaded.suite.rules for loaded, _ in self.files}
        return list(rules.values())

    def all(self) -> Iterator[tuple[LoadedCases, Outcome]]:
        """Yield each case with its file."""
        for loaded, outcomes in self.files:
            for outcome in outcomes:
                yield loaded, outcome

    def coverages(self) -> list[Coverage]:
        """Return the coverage of each rules file that the cases are decided by."""
        return coverages_of(
            (loaded.suite.rules, outcome.exercised) for loaded, outcome in self.all()
        )


def run_suites(paths: Iterable[str], rules: str | None, *, needed: bool = True) -> SuiteResults:
    """Run the cases of all files at *paths*, by *rules* where given.

    A file that cannot be read does not stop the others.

    Raises:
        InputError: *rules* cannot be read, or cases are *needed* and there is no case file at all.
    """
    by = None if rules is None else parse(read_rules(rules), Rules)
    found = SuiteResults(by=by)
    for path in files_at(paths) if needed else ():
        try:
            loaded = load_cases(path, by)
            found.files.append((loaded, list(run(loaded.suite))))
        except InputError as error:
            found.errors.append(error)
    return found


def files_at(paths: Iterable[str]) -> list[Path]:
    """Return the case files at *paths*, each once.

    Raises:
        InputError: there is none.
    """
    given = list(paths)
    files = list(dict.fromkeys(file for path in given for file in case_files_in(path)))
    if not files:
        raise InputError([Problem(Place(file=path), "cases.no_files") for path in given])
    return files
