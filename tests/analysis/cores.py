"""What is judged, as a decision has it; and a core that decides wrongly, wherever it is asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from responselevels.analysis.enumeration import worlds
from responselevels.analysis.enumeration.asked import Facts, Question
from responselevels.analysis.enumeration.examples import weighty
from responselevels.analysis.enumeration.judging import DecidedClass
from responselevels.core.deciding.case import Case
from responselevels.models.decisions import Decision


def judged_in(question: Question, facts: Facts, decision: Decision) -> DecidedClass:
    """Return what properties look at of *decision*, which is that of a class."""
    provisional = decision.provisional_until is not None
    against = weighty(decision)
    return DecidedClass(
        question, facts, decision.verdict, decision.transition, provisional, against
    )


def decide_by(monkeypatch: pytest.MonkeyPatch, wrong: Callable[[Case], Decision]) -> None:
    """Let the small worlds be decided by *wrong*."""
    monkeypatch.setattr(worlds, "decided", wrong)
    monkeypatch.setattr(
        worlds, "judged", lambda asked, facts, case, _tried: judged_in(asked, facts, wrong(case))
    )
