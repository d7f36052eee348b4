"""Verify holds a file's tables: nothing is permitted at a level that the facts do not call for."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from responselevels.analysis.properties.verify import verify
from responselevels.core.deciding import decide
from responselevels.core.deciding.criteria import check_criteria
from responselevels.files import load_rules
from responselevels.models.decisions import Effect

FAIRS = load_rules(Path(__file__).resolve().parents[3] / "examples" / "fairs" / "rules.yaml")


def approved() -> Any:
    return next(proof for proof in verify(FAIRS) if proof.name == "approved")


def test_nothing_is_permitted_that_the_tables_do_not_call_for() -> None:
    assert approved().status == "proved"


def nothing(*_args: Any) -> Any:
    return ()


def only_notes(*args: Any) -> Any:
    return [found for found in check_criteria(*args) if found.effect is Effect.NOTE]


def only_denials(*args: Any) -> Any:
    return [found for found in check_criteria(*args) if found.effect is not Effect.PENDING]


@pytest.mark.parametrize("forgotten", [nothing, only_notes, only_denials])
def test_a_core_that_forgets_the_facts_is_refuted_with_an_example(forgotten: Any) -> None:
    with patch.object(decide, "check_criteria", forgotten):
        proof = approved()
    assert proof.status == "refuted"
    rules = {found.facts["rule"].id for found in proof.counterexamples}
    assert "county_order" in rules
