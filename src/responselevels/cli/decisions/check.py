"""`responselevels check`: decide proposals (docs/command-line.md)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from responselevels.cli.decisions.deciding import DecisionRequest, decide_all
from responselevels.cli.frame.inputs import Inputs
from responselevels.cli.frame.printing import JsonLines, Pages
from responselevels.models.decisions import Decision
from responselevels.reports.frame.rows import Row
from responselevels.reports.frame.wording import Locale
from responselevels.reports.terminal import decision_rows


def check(lang: str, *, as_json: bool, **request: Any) -> int:
    """Decide each proposal and print the decision; return the exit status."""
    printer = JsonLines(lang) if as_json else Pages(lang, _rows)
    return decide_all(DecisionRequest(lang=lang, **request), printer)


def _rows(decision: Decision, locale: Locale, _world: Inputs) -> Iterable[Row]:
    return decision_rows(decision, locale)
