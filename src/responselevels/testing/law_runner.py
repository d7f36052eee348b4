"""One law held against what a rules file makes possible, for laws beside those of the catalogue.

Histories are those of `responselevels.testing.runs`, drawn once for each rules file.
"""

from __future__ import annotations

from responselevels.models.rules import Rules
from responselevels.testing.laws.catalogue import Law
from responselevels.testing.laws.history import History
from responselevels.testing.runs.shared import SharedRun, history_lines

__all__ = ["history_lines", "run_law"]

_KNOWN: list[SharedRun] = []
"""The last run, in case that the next law is of the same rules."""


def run_law(rules: Rules, law: Law, *, examples: int, failing: list[History]) -> None:
    """Hold *law* against *examples* histories drawn from *rules*; some laws against any orders too.

    If it raises, *failing* holds the smallest history found that breaks the law.

    Raises:
        LawBroken: a history does not keep it.
        MissingExtra: Hypothesis is not installed.
    """
    if not any(run.rules is rules and run.examples == examples for run in _KNOWN):
        _KNOWN[:] = [SharedRun(rules, [], examples=examples)]
    (run,) = _KNOWN
    run.hold(law, failing)
