"""`responselevels explain`: decisions in prose, with the clause behind every finding."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from responselevels.cli.decisions.deciding import DecisionRequest, decide_all
from responselevels.cli.frame.inputs import Inputs
from responselevels.cli.frame.printing import Pages
from responselevels.models.decisions import Decision
from responselevels.reports.explain import explained
from responselevels.reports.frame.rows import Row
from responselevels.reports.frame.wording import Locale


def explain(lang: str, **request: Any) -> int:
    """Decide each proposal and explain the decision; return the exit status."""
    return decide_all(DecisionRequest(lang=lang, **request), Pages(lang, _rows, apart=2))


def _rows(decision: Decision, locale: Locale, inputs: Inputs) -> Iterable[Row]:
    return explained(decision, locale, inputs.rules.sources)
