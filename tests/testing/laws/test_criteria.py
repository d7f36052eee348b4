"""The law of tables sees what is not found of the facts, and what is found wrongly."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from responselevels import load_areas, load_rules
from responselevels.core.deciding import decide
from responselevels.core.deciding.criteria import check_criteria
from responselevels.files import load_proposals
from responselevels.models.decisions import Finding
from responselevels.models.times import instant_of
from responselevels.testing import LAWS, History, LawBroken
from responselevels.testing.laws import laws_of_criteria

FOLDER = Path(__file__).resolve().parents[3] / "examples" / "fairs"
AT = instant_of("2026-05-10T10:00+08:00")
(LAW,) = [law for law in LAWS if law.name == "as_facts_call_for"]


def history(*names: str) -> History:
    """Return the history of a register to which these proposals of the example are put."""
    rules = load_rules(FOLDER / "rules.yaml")
    made = History(rules, load_areas(FOLDER / "areas.yaml", rules))
    for name in names:
        for entry in load_proposals(FOLDER / "proposals" / f"{name}.yaml"):
            assert entry.proposal is not None
            made.take(entry.proposal, AT)
    return made


EVERY = ("permit", "differs", "missing", "enough", "at-the-bound", "advice")


@pytest.mark.parametrize("name", EVERY)
def test_the_core_keeps_the_law(name: str) -> None:
    LAW.check(history(name))


def nothing(*_args: Any) -> Iterable[Finding]:
    return ()


def closed_below(case: Any, rule: Any, assessment: Any) -> Iterable[Finding]:
    """Take a bound for one of the row beneath it."""
    facts = {
        name: value - 1 if type(value) is int and value > 0 else value
        for name, value in assessment.facts.items()
    }
    return check_criteria(case, rule, assessment.model_copy(update={"facts": facts}))


@pytest.mark.parametrize(
    ("fault", "name", "finding"),
    [
        (nothing, "differs", "criteria.differs"),
        (nothing, "missing", "criteria.missing"),
        (nothing, "advice", "criteria.differs"),
        (closed_below, "at-the-bound", "criteria.differs"),
    ],
)
def test_a_check_that_looks_away_breaks_it(fault: Any, name: str, finding: str) -> None:
    with patch.object(decide, "check_criteria", fault):
        made = history(name)
        with pytest.raises(LawBroken, match=f"should have `{finding}` exactly where"):
            LAW.check(made)


def test_where_too_many_sets_of_facts_would_be_tried_nothing_is_said() -> None:
    with patch.object(decide, "check_criteria", nothing):
        made = history("differs")
        with patch.object(laws_of_criteria, "levels_left", return_value=None):
            LAW.check(made)
