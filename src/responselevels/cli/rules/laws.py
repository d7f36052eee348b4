"""The laws, held against rules files by `responselevels test --laws`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from responselevels.analysis.casework.outcomes import LawOutcome

if TYPE_CHECKING:
    from responselevels.models.rules import Rules
    from responselevels.testing.laws.history import History


def run_laws(all_rules: Iterable[Rules], examples: int) -> Iterator[LawOutcome]:
    """Hold every law against each of *all_rules*.

    Raises:
        MissingExtra: Hypothesis is not installed.
    """
    # Hypothesis is no part of a usual installation: whoever asks for no laws does without.
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
                yield LawOutcome(rules=rules.id, law=law.name, broken=broken, history=tuple(lines))
            else:
                yield LawOutcome(rules=rules.id, law=law.name)
