"""What is found once for a scene is what each case that is played in it gets by itself."""

from __future__ import annotations

import pytest

from responselevels.analysis.enumeration.questions import questions
from responselevels.analysis.enumeration.worlds import SharedVocabulary, WorldBuilder
from responselevels.core.deciding.decide import attempts
from responselevels.files import load_rules

FEW = 5
"""Of so many classes one is looked at."""


@pytest.mark.parametrize(
    "name", ["xixian", "tests/cli/world/rules.yaml", "examples/lowering/marsec.yaml"]
)
def test_a_case_that_is_played_is_tried_as_the_core_tries_it(name: str) -> None:
    rules = load_rules(name)
    worlds = WorldBuilder(SharedVocabulary.of([rules]))
    pairs = [(way.id,) for way in rules.transitions if way.ratify is not None]
    looked = 0
    for question in questions(worlds.common, pairs):
        for number, facts in enumerate(worlds.choices(question).facts()):
            played = None if number % FEW else worlds.played(question, facts, 0)
            if played is not None:
                case, tried = played
                assert tried == attempts(case)
                looked += 1
    assert looked > 100
