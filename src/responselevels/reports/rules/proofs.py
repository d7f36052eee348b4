"""Proofs and counterexamples of the properties of a rules file (`verify`), for people and programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

from responselevels.analysis.enumeration.examined import ProofStatus
from responselevels.analysis.enumeration.examples import case_file, trace_file
from responselevels.analysis.properties.verify import Counterexample, Proof
from responselevels.models.documents import CaseData
from responselevels.reports.frame.layout import cells
from responselevels.reports.frame.rows import Row
from responselevels.reports.frame.wording import Locale
from responselevels.reports.programs.rules_documents import (
    CounterexampleDocument,
    PropertyDocument,
    QuantifierDocument,
)
from responselevels.text.catalogue import Named, Phrase

Save = Callable[[str, CaseData], str]
"""Writes the data of a case file under a name, and returns the path."""

STATUSES: tuple[ProofStatus, ...] = ("proved", "checked", "refuted", "idle", "open")
_STYLES = {
    "proved": "permit",
    "checked": "permit",
    "refuted": "deny",
    "idle": "faint",
    "open": "pending",
}


class ProofReport:
    """Report of proofs, as rows or as JSON data; counterexamples are saved as they are reported.

    *rules* is how a case file names the rules; *save* takes a name and the data of a case
    file, and returns the path it was written to. Without it nothing is saved.
    """

    def __init__(self, locale: Locale, rules: str, save: Save | None) -> None:
        self.locale = locale
        self.rules = rules
        self.save = save

    def title(self, name: str, proofs: tuple[Proof, ...]) -> Row:
        """Return the first line: how many of each status."""
        counts = Counter(proof.status for proof in proofs)
        parts = tuple(
            Phrase(f"verify.tally.{status}", {"count": counts[status]})
            for status in STATUSES
            if counts[status]
        )
        says = self.locale.says("verify.title", rules=Named("scheme", name), parts=parts)
        return Row(says, style="strong")

    def rows(self, proofs: tuple[Proof, ...]) -> Iterator[Row]:
        """Yield what came of each property, with its counterexamples and notes."""
        labels = {status: self.locale.says(f"verify.status.{status}") for status in STATUSES}
        column = max(map(cells, labels.values())) + 2
        for proof in proofs:
            label, style = labels[proof.status], _STYLES[proof.status]
            yield Row(self.says(proof), label, style, 2, column)
            for text in self.scope(proof):
                yield Row(text, style="faint", indent=2 + column)
            for text in self.texts(proof):
                yield Row(text, indent=2 + column)
            for note in proof.notes:
                text = self.locale.says(f"verify.{proof.name}.note", **note)
                yield Row(text, self.locale.says("verify.note"), "note", 2, column)
        if self.save is None and any(proof.counterexamples for proof in proofs):
            yield Row(self.locale.says("verify.hint"), style="faint", indent=2)

    def says(self, proof: Proof) -> str:
        """Return what a property says, with the classes, or the states within a depth, it was held to."""
        says = self._sentence(proof)
        if proof.depth is not None:
            key = "verify.depth" if proof.depth == proof.sought else "verify.depth.short"
            facts = {"depth": proof.depth, "sought": proof.sought, "count": proof.states}
            return self.locale.says(key, says=says, **facts)
        if not proof.classes:
            return says
        return self.locale.says("verify.classes", says=says, count=proof.classes)

    def _sentence(self, proof: Proof) -> str:
        """Return the sentence of a property: that of the catalogue, or what its author states."""
        if proof.says is None:
            return self.locale.says(f"verify.{proof.name}")
        return self.locale.says(proof.says.code, **proof.says.facts)

    def scope(self, proof: Proof) -> Iterator[str]:
        """Yield what the property is said of, and what it assumes; nothing where it is not applicable."""
        if proof.stated_at is not None:
            yield self.locale.says("verify.stated.at", where=str(proof.stated_at))
        over = self._over(proof)
        if over is None or proof.status == "idle":
            return
        yield self.locale.says("verify.over", **over)
        if proof.assumes:
            assumed = tuple(Phrase(f"verify.assumes.{name}") for name in proof.assumes)
            yield self.locale.says("verify.assumes", assumed=assumed)

    def _over(self, proof: Proof) -> QuantifierDocument | None:
        over = proof.quantifier
        if over is None:
            return None
        says = self.locale.says
        return {
            "proposals": says(f"verify.over.proposals.{over.proposals}"),
            "times": says(f"verify.over.times.{over.times}"),
            "lines": says(f"verify.over.lines.{over.lines}"),
            "sequences": says(f"verify.over.sequences.{over.sequences}"),
        }

    def texts(self, proof: Proof) -> Iterator[str]:
        """Yield why a property does not hold, and where the example of it was written."""
        # What was looked for and not found is said in a note.
        if proof.status == "open" and not proof.notes:
            yield self.locale.says("verify.open")
        for number, against in enumerate(proof.counterexamples, start=1):
            yield self.refuted(proof, against)
            path = self._written(proof, number, against)
            if path is not None:
                yield self.locale.says("verify.written", path=path)

    def refuted(self, proof: Proof, against: Counterexample) -> str:
        """Return what refutes a property."""
        if proof.says is not None:
            return self.locale.says("verify.stated.refuted", **against.facts)
        return self.locale.says(f"verify.{proof.name}.refuted", **against.facts)

    def document(self, proof: Proof) -> PropertyDocument:
        """Return the same for programs; the examples as the data of case files."""
        refuted: list[CounterexampleDocument] = []
        for number, against in enumerate(proof.counterexamples, start=1):
            case = self._case(proof, against)
            self._written(proof, number, against)
            says = self.refuted(proof, against)
            refuted.append({"says": says, "case": case})
        notes = [self.locale.says(f"verify.{proof.name}.note", **note) for note in proof.notes]
        document: PropertyDocument = {
            "property": proof.name,
            "says": self._sentence(proof),
            "quantifier": self._over(proof),
            "assumes": [self.locale.says(f"verify.assumes.{name}") for name in proof.assumes],
            "status": proof.status,
            "classes": proof.classes,
            "depth": proof.depth,
            "sought": proof.sought,
            "states": proof.states,
            "counterexamples": refuted,
            "notes": notes,
        }
        if proof.stated_at is not None:
            document["stated_at"] = {
                "file": proof.stated_at.file,
                "line": proof.stated_at.line,
                "column": proof.stated_at.column,
            }
        return document

    def _case(self, proof: Proof, against: Counterexample) -> CaseData | None:
        if against.example is None or against.decision is None:
            return None
        name = self.refuted(proof, against)
        if not against.before:
            return case_file(self.rules, name, against.example, against.decision)
        steps = (*against.before, (against.example, against.decision))
        said = partial(self.locale.says, "verify.step", says=name, count=len(steps))
        numbered = enumerate(steps, start=1)
        return trace_file(self.rules, [(said(number=n), *step) for n, step in numbered])

    def _written(self, proof: Proof, number: int, against: Counterexample) -> str | None:
        case = self._case(proof, against)
        if self.save is None or case is None:
            return None
        stem = proof.stem or proof.name.replace("_", "-")
        return self.save(f"{stem}-{number}", case)
