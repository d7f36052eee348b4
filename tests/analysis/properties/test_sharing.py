"""What is proved where questions stand for one another is what is proved where none does."""

from __future__ import annotations

import pytest

from responselevels.analysis.enumeration import examined
from responselevels.analysis.enumeration.examined import ExaminedRules, Proof
from responselevels.analysis.properties.verify import PROPERTIES
from responselevels.files import load_rules
from responselevels.models.rules import Rules
from tests.analysis.edits import original

OF_CLASSES = [*PROPERTIES][: [*PROPERTIES].index("way_back_in_steps")]
"""Those of every class; sequences are no classes."""


def proofs(rules: Rules) -> list[Proof]:
    looked_at = ExaminedRules(rules)
    return [PROPERTIES[name](name, looked_at) for name in OF_CLASSES]


@pytest.mark.parametrize(
    "rules",
    [original(), load_rules("examples/lowering/marsec.yaml")],
    ids=lambda rules: rules.id,
)
def test_what_is_proved_is_what_is_proved_where_each_question_is_decided_by_itself(
    rules: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = proofs(rules)
    monkeypatch.setattr(examined, "kind_of", lambda _worlds, question: (question,))
    assert shared == proofs(rules)
