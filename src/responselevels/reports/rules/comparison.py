"""Changes in meaning between two rules files (`diff`), for people and programs."""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.analysis.comparison.diff import Group, RulesDiff
from responselevels.analysis.enumeration.examples import case_file, decided
from responselevels.analysis.enumeration.worlds import Example
from responselevels.errors import InputError, path_worded
from responselevels.models.documents import CaseData
from responselevels.models.rules import Rules
from responselevels.reports.frame.rows import BLANK, Row
from responselevels.reports.frame.wording import Locale
from responselevels.reports.programs.rules_documents import (
    DiffDocument,
    ExamplesDocument,
    GroupDocument,
    StructureDocument,
)
from responselevels.reports.rules.differences import (
    ground_rows,
    ground_worded,
    group_rows,
    headline,
    structure_worded,
    values_written,
)
from responselevels.reports.rules.proofs import Save


def verdict_code(found: RulesDiff) -> str:
    """Return the code of the sentence that says whether two files mean the same."""
    if found.open == "unshown":
        return "diff.unshown"
    return "diff.equivalent" if found.equivalent else "diff.differ"


class DiffReport:
    """Report of a comparison, as rows or as JSON data; examples are saved as they are reported.

    *paths* are the two files as they were given, and *named* is how a case file names each;
    *save* takes a name and the data of a case file, and returns the path it was written to.
    Without it nothing is saved.
    """

    def __init__(
        self,
        locale: Locale,
        files: tuple[Rules, Rules],
        paths: tuple[str, str],
        named: tuple[str, str],
        *,
        save: Save | None,
    ) -> None:
        self.locale = locale
        self.files = files
        self.paths = paths
        self.named = named
        self.save = save

    def rows(self, found: RulesDiff) -> Iterator[Row]:
        """Yield the summary, the structural differences, and each group of classes."""
        old, new = (f"`{path}`" for path in self.paths)
        key = verdict_code(found)
        style = "permit" if found.equivalent else "deny"
        yield Row(self.locale.says(key, old=old, new=new, count=found.classes), style=style)
        for before, after in found.pairing.renamed:
            text = self.locale.says("diff.renamed", old=f"`{before}`", new=f"`{after}`")
            yield Row(text, style="faint", indent=2)
        for difference in found.structure:
            yield Row(structure_worded(difference, self.locale), indent=2)
        if found.open is not None:
            yield Row(self.locale.says(f"diff.open.{found.open}"), indent=2)
        yield from ground_rows(found.grounds, self.locale)
        for number, group in enumerate(found.groups, start=1):
            yield BLANK
            yield from group_rows(group, self.locale)
            if self.save is not None:
                path = self._saved(number, group)
                yield Row(self.locale.says("verify.written", path=path), indent=2)
        if found.groups and self.save is None:
            yield BLANK
            yield Row(self.locale.says("verify.hint"), style="faint")

    def document(self, found: RulesDiff) -> DiffDocument:
        """Return the same for programs; the examples as the data of case files."""
        structure: list[StructureDocument] = []
        for difference in found.structure:
            says = structure_worded(difference, self.locale)
            row: StructureDocument = {"code": difference.code, "says": says}
            if difference.example is not None:
                row["examples"] = self._cases(says, (difference.example, difference.example))
            structure.append(row)
        groups = []
        for number, group in enumerate(found.groups, start=1):
            groups.append(self._group(group))
            if self.save is not None:
                self._saved(number, group)
        return {
            "equivalent": found.equivalent,
            "classes": found.classes,
            "open": found.open,
            "renamed": [list(pair) for pair in found.pairing.renamed],
            "structure": structure,
            "differences": groups,
            "grounds": [
                {
                    "rule": ground.rule,
                    "part": path_worded(ground.part) or None,
                    "old": None if ground.old is None else ground.old.written(),
                    "new": None if ground.new is None else ground.new.written(),
                    "says": ground_worded(ground, self.locale),
                }
                for ground in found.grounds
            ],
        }

    def _group(self, group: Group) -> GroupDocument:
        title = headline(group, self.locale)
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
                name: values_written(group, name, values)
                for name, values in group.only_where.items()
            },
            "classes": group.classes,
            "examples": self._cases(title, group.examples),
        }

    def _cases(self, name: str, examples: tuple[Example, Example]) -> ExamplesDocument:
        old, new = (self._case(name, file, example) for file, example in enumerate(examples))
        return {"old": old, "new": new}

    def _case(self, name: str, file: int, example: Example) -> CaseData | None:
        """Return the case file of an example under one file, None where that cannot read it."""
        try:
            decision = decided(self.files[file], example)
        except InputError:
            return None
        return case_file(self.named[file], name, example, decision)

    def _saved(self, number: int, group: Group) -> str:
        """Save the case files of an example, and return their paths."""
        if self.save is None:
            return ""
        cases = self._cases(headline(group, self.locale), group.examples)
        sides = (("old", cases["old"]), ("new", cases["new"]))
        named = ((f"difference-{number}.{side}", case) for side, case in sides)
        return ", ".join(self.save(name, case) for name, case in named if case is not None)
