"""`responselevels diff`: what changes in meaning between two rules files."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from responselevels.analysis.comparison.diff import Group, RulesDiff
from responselevels.analysis.comparison.diff import diff as compared
from responselevels.analysis.enumeration.examples import case_file, decided
from responselevels.analysis.enumeration.worlds import Example
from responselevels.cli.frame import options
from responselevels.cli.frame.status import Status
from responselevels.cli.rules.writing_cases import rules_from, write_case
from responselevels.errors import InputError, Problem
from responselevels.files import load_rules
from responselevels.models.rules import Rules
from responselevels.reports.differences import group_rows, headline, structure_worded, written
from responselevels.reports.frame.paint import show
from responselevels.reports.frame.rows import BLANK, Row
from responselevels.reports.frame.titles import titles_of
from responselevels.reports.frame.wording import Locale
from responselevels.reports.programs.json import one_line


def diff(lang: str, *, old: str, new: str | None, write: str | None, as_json: bool) -> int:
    """Compare *old* and *new* and print how they differ; return the exit status."""
    paths = options.both_rules(old, new, lang)
    before, after, titles = _both(*paths)
    found = compared(before, after)
    report = DiffReport(Locale(lang, titles), (before, after), paths, write)
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


class DiffReport:
    """Tells of a comparison, and writes its examples into a folder where one is given."""

    def __init__(
        self,
        locale: Locale,
        files: tuple[Rules, Rules],
        paths: tuple[str, str],
        folder: str | None,
    ) -> None:
        self.locale = locale
        self.files = files
        self.paths = paths
        self.folder = folder

    def rows(self, found: RulesDiff) -> Iterator[Row]:
        """Yield the summary, the structural differences, and each group of classes."""
        old, new = (f"`{path}`" for path in self.paths)
        key = "diff.equivalent" if found.equivalent else "diff.differ"
        style = "permit" if found.equivalent else "deny"
        yield Row(self.locale.says(key, old=old, new=new, count=found.classes), style=style)
        for before, after in found.pairing.renamed:
            text = self.locale.says("diff.renamed", old=f"`{before}`", new=f"`{after}`")
            yield Row(text, style="faint", indent=2)
        for difference in found.structure:
            yield Row(structure_worded(difference, self.locale), indent=2)
        if found.open is not None:
            yield Row(self.locale.says(f"diff.open.{found.open}"), indent=2)
        for number, group in enumerate(found.groups, start=1):
            yield BLANK
            yield from group_rows(group, self.locale)
            if self.folder is not None:
                path = self._written(number, group)
                yield Row(self.locale.says("verify.written", path=path), indent=2)
        if found.groups and self.folder is None:
            yield BLANK
            yield Row(self.locale.says("verify.hint"), style="faint")

    def document(self, found: RulesDiff) -> dict[str, Any]:
        """Return the same for programs; the examples as the data of case files."""
        structure = []
        for difference in found.structure:
            row: dict[str, Any] = {"code": difference.code}
            row["says"] = structure_worded(difference, self.locale)
            if difference.example is not None:
                both = self._cases(row["says"], (difference.example, difference.example))
                row["examples"] = dict(zip(("old", "new"), both, strict=True))
            structure.append(row)
        groups = []
        for number, group in enumerate(found.groups, start=1):
            groups.append(self._group(group))
            if self.folder is not None:
                self._written(number, group)
        return {
            "equivalent": found.equivalent,
            "classes": found.classes,
            "open": found.open,
            "renamed": [list(pair) for pair in found.pairing.renamed],
            "structure": structure,
            "differences": groups,
        }

    def _group(self, group: Group) -> dict[str, Any]:
        title = headline(group, self.locale)
        both = self._cases(title, group.examples)
        return {
            "says": title,
            "action": group.action,
            "tier": group.tier,
            "from": [list(standing) for standing in group.standing],
            "to": list(group.levels),
            "transition": list(group.names),
            "aspect": group.aspect,
            "old": group.old.value,
            "new": group.new.value,
            "because": list(group.reasons),
            "only_where": {
                name: [written(value) for value in values]
                for name, values in group.only_where.items()
            },
            "classes": group.classes,
            "examples": dict(zip(("old", "new"), both, strict=True)),
        }

    def _cases(self, name: str, examples: tuple[Example, Example]) -> list[dict[str, Any] | None]:
        return [self._case(name, file, example) for file, example in enumerate(examples)]

    def _case(self, name: str, file: int, example: Example) -> dict[str, Any] | None:
        """Return the case file of an example under one file, None where that cannot read it."""
        try:
            decision = decided(self.files[file], example)
        except InputError:
            return None
        return case_file(rules_from(self.folder, self.paths[file]), name, example, decision)

    def _written(self, number: int, group: Group) -> str:
        folder, title = self.folder or ".", headline(group, self.locale)
        paths = []
        for side, case in zip(("old", "new"), self._cases(title, group.examples), strict=True):
            if case is not None:
                paths.append(
                    write_case(folder, f"difference-{number}.{side}", case, self.locale.lang)
                )
        return ", ".join(paths)
