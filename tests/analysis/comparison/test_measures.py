"""What two rules files say of measures is compared, though no verdict turns on it."""

from __future__ import annotations

from typing import Any

import pytest

from responselevels.analysis.comparison.diff import diff
from responselevels.models.rules import Rules
from responselevels.reports.frame.wording import Locale
from responselevels.reports.rules.differences import structure_worded
from tests.core.desk import RULES
from tests.core.measures.ground import MORE, ON_SCENE, PATROL, SPOTS
from tests.model.scenes import Data


def rules(*measures: Data) -> Rules:
    written = {"format": 1, "id": "by_hand", **RULES, "spots": SPOTS, "measures": measures}
    return Rules.model_validate(written)


OLD = rules(PATROL, MORE)


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ((PATROL, MORE, ON_SCENE), ["the measure `on_scene` is new"]),
        ((PATROL,), ["the measure `more` is gone"]),
        ((PATROL, {**MORE, "id": "most"}), ["the measure `more` is now called `most`"]),
        (
            (PATROL, {**MORE, "from": "red", "public": False}),
            ["the measure `more` says something else under `from` and `public`"],
        ),
        ((MORE, PATROL), []),
    ],
    ids=["new", "gone", "renamed", "changed", "in another order"],
)
def test_each_difference_of_measures_is_told(new: Any, told: list[str]) -> None:
    found = [structure_worded(one, Locale("en")) for one in diff(OLD, rules(*new)).structure]
    assert found == told


def test_another_clause_is_another_ground_and_nothing_else() -> None:
    other = {**PATROL, "cite": {"source": "opinion", "clause": "9"}}
    compared = diff(OLD, rules(other, MORE))
    assert compared.structure == ()
    assert [(one.rule, one.part) for one in compared.grounds] == [("patrol", ())]
