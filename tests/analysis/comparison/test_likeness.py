"""What `diff` finds where questions stand for one another is what it finds where none does."""

from __future__ import annotations

import pytest

from responselevels.analysis.comparison.comparing import Comparing
from responselevels.analysis.comparison.diff import RulesDiff, diff
from responselevels.analysis.comparison.likeness import Likeness
from responselevels.analysis.comparison.structure import paired
from responselevels.analysis.enumeration.asked import Question
from responselevels.analysis.enumeration.worlds import SharedVocabulary
from responselevels.models.rules import Rules
from tests.analysis.comparison.pairs import (
    Change,
    Data,
    Pair,
    all_of,
    asks,
    beside,
    rule,
    says,
)


def smaller(data: Data) -> None:
    """Leave out the street, what tables say and one of the bodies, so that all is soon decided."""
    data.update(tiers=data["tiers"][:2], tables=[], facts=[])
    for key in ("transitions", "endings", "floors"):
        data[key] = [one for one in data[key] if one["tier"] != "street"]
    rule(data, "order")["requires"] = {"approval": "council", "max_duration": "PT36H"}
    rule(data, "raise")["requires"].update(assessment={"by": ["office"]}, approval="board")
    del data["bodies"]["chief"]


def with_a_severe_default(data: Data) -> None:
    """Make the default level the second."""
    data["levels"].sort(key=lambda level: level["id"] != "yellow")


def a_duty(when: str) -> Change:
    duty = {"do": f"where levels are {when}", "within": "PT2H", "when": when}
    return says("order", duties=[duty])


LAWS = (
    Pair(
        "duties that hang on how levels move",
        all_of(a_duty("raised"), asks("order", reason=True)),
        old=all_of(smaller, a_duty("lowered")),
    ),
    Pair(
        "a floor more, and a default that is not the mildest",
        beside("towns", id="again", counts="issued", binding=False),
        old=all_of(smaller, with_a_severe_default),
    ),
    Pair(
        "a more severe default where only one of the files lets orders be lowered freely",
        all_of(a_duty("raised"), lambda data: data.update(lowering="free")),
        old=all_of(smaller, with_a_severe_default),
    ),
    Pair(
        "an end that asks more, which hides what a transition asks more",
        asks("order", approval={"all_of": ["council", "board"]}),
        old=all_of(smaller, asks("stand_down", approval={"all_of": ["council", "board"]})),
    ),
)


def singly(old: Rules, new: Rules, monkeypatch: pytest.MonkeyPatch) -> RulesDiff:
    """Return what `diff` finds where it decides each class of each question under both files."""
    with monkeypatch.context() as patched:
        patched.setattr(Likeness, "kind", lambda _self, question: (question,))
        patched.setattr(Likeness, "same", lambda _self, _question: False)
        return diff(old, new)


@pytest.mark.parametrize("pair", LAWS, ids=lambda pair: pair.name)
def test_what_is_found_is_what_is_found_where_each_question_is_decided_by_itself(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = pair.rules()
    assert diff(old, new) == singly(old, new, monkeypatch)


def comparing(old: Rules, new: Rules) -> Comparing:
    return Comparing(SharedVocabulary.of([old, new]), paired(old, new))


def test_of_a_file_held_against_itself_no_class_is_decided_and_each_is_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rules, _other = LAWS[0].rules()
    looked = diff(rules, rules).classes
    assert looked == singly(rules, rules, monkeypatch).classes > 0
    undecided = comparing(rules, rules)
    monkeypatch.setattr("responselevels.analysis.comparison.comparing.Outcomes.of", None)
    assert list(undecided.splits()) == []
    assert undecided.looked == looked


def test_what_only_one_tier_asks_otherwise_leaves_the_questions_of_the_others_undecided() -> None:
    both = comparing(*Pair("", asks("reopen", reason=True)).rules())
    likeness = Likeness(both.worlds, both.unshown)
    ends = [Question("end", tier, "red", (), (None, None)) for tier in ("region", "town", "street")]
    assert [likeness.same(question) for question in ends] == [True, True, False]
