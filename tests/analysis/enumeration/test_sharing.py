"""Questions that are decided alike have the very rows that each of them gets by itself."""

from __future__ import annotations

from copy import deepcopy

import pytest

from responselevels.analysis.enumeration.examined import ExaminedRules
from responselevels.analysis.enumeration.sharing import kind_of
from responselevels.files import load_rules
from responselevels.models.rules import Rules
from tests.analysis.edits import WRITTEN, original, rules_of


def lowering(mode: str) -> Rules:
    rules = load_rules("tests/cli/world/rules.yaml")
    return rules.model_copy(update={"lowering": mode})


def with_a_severe_default() -> Rules:
    """Return the Xixian rules with a default that is not the least severe level."""
    data = deepcopy(WRITTEN)
    for number, level in enumerate(data["levels"]):
        level["default"] = number == 1
    return rules_of(data)


@pytest.mark.parametrize(
    "rules",
    [
        original(),
        with_a_severe_default(),
        load_rules("examples/hazards/rules.yaml"),
        load_rules("examples/lowering/marsec.yaml"),
        load_rules("examples/lowering/flood.yaml"),
        *map(lowering, ("as_ending", "refused", "free")),
    ],
    ids=lambda rules: (
        f"{rules.id}-{rules.lowering}-{[x.default for x in rules.levels].index(True)}"
    ),
)
def test_what_is_decided_once_for_several_questions_is_what_each_gets_by_itself(
    rules: Rules,
) -> None:
    examined = ExaminedRules(rules)
    kinds = set()
    for question in examined.questions():
        kinds.add(kind_of(examined.worlds, question))
        assert tuple(examined.rows_of(question)) == tuple(examined.decided_anew(question))
    # Something is shared at all.
    assert len(kinds) < len(list(examined.questions()))
