"""What is drawn of rules has each key that makes acts fresh or bound often enough to be tried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hypothesis import given, settings

from responselevels.core.world.soundness import problems_in_rules
from responselevels.models.parts.requires import EndingRequires, Requires
from responselevels.models.rules import Rules
from responselevels.testing.strategies.schemes import rules as drawn_rules

KEYS = {"max_age", "approval_after_assessment", "digest", "digest of an ending", "digest of ratify"}


def keys_of(rules: Rules) -> Iterator[str]:
    """Yield each of `KEYS` that *rules* use."""
    asking: list[Requires | EndingRequires] = [each.requires for each in rules.transitions]
    asking += [each.requires for each in rules.endings]
    if any(asked.assessment and asked.assessment.max_age for asked in asking):
        yield "max_age"
    if any(asked.approval_after_assessment is False for asked in asking):
        yield "approval_after_assessment"
    if any(each.requires.digest == "required" for each in rules.transitions):
        yield "digest"
    if any(each.requires.digest == "required" for each in rules.endings):
        yield "digest of an ending"
    if any(each.ratify and each.ratify.digest == "required" for each in rules.transitions):
        yield "digest of ratify"


def test_drawn_rules_are_sound_and_have_each_key_of_acts_now_and_then() -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=300, database=None)
    @given(drawn_rules())
    def draw(rules: Rules) -> None:
        assert problems_in_rules(rules) == []
        seen.update(keys_of(rules))

    draw()
    assert {key: seen[key] >= 3 for key in KEYS} == dict.fromkeys(KEYS, True)
