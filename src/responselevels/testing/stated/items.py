"""What a case file states of its rules, each property a test of pytest (docs/properties.md).

Each is proved over every class, and held against histories drawn from the rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from responselevels.errors import MissingExtra

if TYPE_CHECKING:
    from responselevels.analysis.enumeration.examined import ExaminedRules, Proof
    from responselevels.files.cases import LoadedCases
    from responselevels.models.cases import AuthorProperty
    from responselevels.testing.laws.history import History


def properties_of(
    parent: pytest.Collector, loaded: LoadedCases, *, examples: int, lang: str
) -> Iterator[pytest.Item]:
    """Yield a test for each property that a case file states, held against *examples* histories."""
    from responselevels.analysis.enumeration.examined import ExaminedRules
    from responselevels.text.escaping import plain

    examined = ExaminedRules(loaded.suite.rules)
    for number, stated in enumerate(loaded.suite.properties):
        item: PropertyItem = PropertyItem.from_parent(parent, name=plain(stated.name))
        item.stated, item.examined, item.loaded, item.number = stated, examined, loaded, number
        item.examples, item.lang = examples, lang
        yield item


class NotProved(Exception):  # noqa: N818 - says what happened
    """A property is refuted, or left open; carries the proof that was tried."""

    def __init__(self, proof: Proof) -> None:
        """Take the proof."""
        self.proof = proof
        super().__init__(proof.name)


class PropertyItem(pytest.Item):
    """One property that an author states. Without Hypothesis it is proved alone."""

    stated: AuthorProperty
    examined: ExaminedRules
    loaded: LoadedCases
    number: int
    examples: int
    lang: str
    failing: History | None = None

    def runtest(self) -> None:
        """Prove the property, and hold it against histories drawn from the rules.

        Raises:
            NotProved: a class refutes it, or there are too many to look at.
            LawBroken: a history breaks it; the smallest that was found.
        """
        from responselevels.analysis.stated.proving import prove_stated
        from responselevels.testing.law_runner import run_law
        from responselevels.testing.stated.laws import stated_laws

        (proof,) = prove_stated(self.examined, [self.stated])
        if proof.status in {"refuted", "open"}:
            raise NotProved(proof)
        failing: list[History] = []
        try:
            for law in stated_laws([self.stated], self.examined.rules):
                run_law(self.examined.rules, law, examples=self.examples, failing=failing)
        except MissingExtra:
            pass  # what is proved needs no histories
        finally:
            self.failing = failing[0] if failing else None

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return what refutes the property, or the smallest history that breaks it."""
        from responselevels.testing.law_runner import history_lines
        from responselevels.testing.laws.catalogue import LawBroken
        from responselevels.testing.stated.laws import proof_shown

        if isinstance(excinfo.value, NotProved):
            return proof_shown(excinfo.value.proof, self.examined.rules, self.lang)
        if not isinstance(excinfo.value, LawBroken) or self.failing is None:
            return super().repr_failure(excinfo, style)
        return "\n".join([excinfo.value.worded(self.lang), "", *history_lines(self.failing)])

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where the property stands."""
        line = self.loaded.place_of_property(self.number).line or 1
        return self.path, line - 1, self.name
