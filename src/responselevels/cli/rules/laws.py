"""The laws, held against rules files by `responselevels test --laws`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from responselevels.analysis.casework.outcomes import LawOutcome

if TYPE_CHECKING:
    from responselevels.models.rules import Rules
    from responselevels.testing.laws.history import History


def run_laws(
    all_rules: Iterable[Rules], examples: int, *, named: str | None, lang: str
) -> Iterator[LawOutcome]:
    """Hold every law against each of *all_rules*.

    What breaks one comes as a case file, too, in *lang*; it names the rules as *named*, where they were.

    Raises:
        MissingExtra: Hypothesis is not installed.
    """
    # Hypothesis is no part of a usual installation: whoever asks for no laws does without.
    from responselevels.testing.failures import case_file_of
    from responselevels.testing.laws.catalogue import LAWS, LawBroken
    from responselevels.testing.runs.shared import SharedRun, history_lines

    for rules in all_rules:
        run = SharedRun(rules, LAWS, examples=examples)
        for law in LAWS:
            failing: list[History] = []
            try:
                run.hold(law, failing)
            except LawBroken as broken:
                lines = (line for history in failing[:1] for line in history_lines(history))
                cases = (case_file_of(one, broken, rules=named, lang=lang) for one in failing[:1])
                yield LawOutcome(
                    rules=rules.id,
                    law=law.name,
                    broken=broken,
                    history=tuple(lines),
                    case_file="".join(cases),
                )
            else:
                yield LawOutcome(rules=rules.id, law=law.name)
