"""Templates filled in: an answer is taken as the file would have it, and comments stay."""

from __future__ import annotations

import pytest

from responselevels.errors import InputError, Path, Problem
from responselevels.files import load_rules
from responselevels.files.filling import Template, fill_in
from tests.files.making import rules

TEMPLATE = """\
format: 1
id: flood   # stays
# which levels there are
levels: {fill: which levels}   # here
tiers:
  fill: {en: which tiers, zh: 哪些层级}
# bodies
bodies: {office: {tier: {fill: where}}, council: {tier: town}}
transitions:
  - id: raise   # the rule
    tier: town
    to: {fill: to which}
    issuers: [office]
    requires: {max_duration: {fill: how long}, reason: {fill: whether}, approval: {fill: who}}
    cite: {source: plan, reading: {fill: how it is read}}
sources: {plan: {title: Plan}}
"""
ANSWERS: dict[Path, str] = {
    ("levels",): "calm，高水, flood",
    ("tiers",): "[{id: town}, {id: ward}]",
    ("bodies", "office", "tier"): " town ",
    ("transitions", 0, "to"): "高水、flood",
    ("transitions", 0, "requires", "max_duration"): "P7D",
    ("transitions", 0, "requires", "reason"): "true",
    ("transitions", 0, "requires", "approval"): "{any_of: [council]}",
    ("transitions", 0, "cite", "reading"): "as it stands: # word, for word {really}",
}


def template(text: str = TEMPLATE) -> Template:
    return Template(text, "flood.yaml")


def test_each_question_is_asked_once_in_the_order_of_the_file_and_comments_stay() -> None:
    asked: list[Path] = []

    def ask(problem: Problem, so_far: Template, _wrong: tuple[Problem, ...]) -> str:
        assert so_far.questions()[0] == problem
        asked.append(problem.where.path)
        return ANSWERS[problem.where.path]

    filled = fill_in(template(), ask)
    assert asked == [*ANSWERS]
    read = rules(filled.text)
    assert [level.id for level in read.levels] == ["calm", "高水", "flood"]
    assert [level.default for level in read.levels] == [True, False, False]
    assert [tier.id for tier in read.tiers] == ["town", "ward"]
    assert read.transitions[0].to == ("高水", "flood")
    assert read.transitions[0].requires.reason
    cite = read.transitions[0].cite
    assert cite is not None
    assert cite.reading is not None
    assert cite.reading.in_("en") == ANSWERS["transitions", 0, "cite", "reading"]
    for words in ("# stays", "# which levels there are", "# here", "# bodies", "# the rule"):
        assert words in filled.text


@pytest.mark.parametrize(
    ("path", "answer", "said"),
    [
        (("levels",), "calm", "at least two"),
        (("bodies", "office", "tier"), "twn", "unknown tier `twn`"),
        (("transitions", 0, "to"), "flod", "unknown level `flod`"),
        (("transitions", 0, "requires", "max_duration"), "a week", "is not a duration"),
        # What would add a key, or hide what stands behind it, is no answer.
        (("transitions", 0, "requires", "max_duration"), "P7D, notice: PT1H", "is not a duration"),
        (("transitions", 0, "requires", "max_duration"), "P7D # a week", "is not a duration"),
        (("transitions", 0, "requires", "max_duration"), "P7D}", "is not a duration"),
        (("transitions", 0, "requires", "max_duration"), "", "is not a duration"),
        (("transitions", 0, "requires", "max_duration"), "{fill: again}", "is not a duration"),
        (("transitions", 0, "requires", "approval"), "nobody", "unknown body `nobody`"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_with_its_place(
    path: Path, answer: str, said: str
) -> None:
    so_far = template()
    for before, fits in ANSWERS.items():
        if before == path:
            break
        so_far = so_far.answered(before, fits)
    with pytest.raises(InputError) as caught:
        so_far.answered(path, answer)
    assert said in caught.value.worded("en")
    assert caught.value.problems[0].where.file == "flood.yaml"


def test_only_a_question_can_be_answered() -> None:
    with pytest.raises(KeyError):
        template().answered(("transitions", 0, "tier"), "town")


def test_without_an_answer_what_is_left_is_told() -> None:
    with pytest.raises(InputError) as caught:
        fill_in(template(), lambda _problem, _so_far, _wrong: None)
    assert len(caught.value.problems) == len(ANSWERS)


def test_an_answer_that_turns_out_not_to_fit_is_asked_for_again_and_later_ones_are_kept() -> None:
    # Whether `flod` is a level is looked at once the rule is whole, that is when the issuers are known.
    text = TEMPLATE.replace("issuers: [office]", "issuers: {fill: who}")
    answers = {path: [answer] for path, answer in ANSWERS.items()}
    answers["transitions", 0, "to"] = ["flod", "flodd", "高水、flood"]
    answers["transitions", 0, "issuers"] = ["office"]
    told: list[tuple[Path, str]] = []

    def ask(problem: Problem, _so_far: Template, wrong: tuple[Problem, ...]) -> str:
        told.extend((problem.where.path, one.worded("en")) for one in wrong)
        return answers[problem.where.path].pop(0)

    filled = fill_in(template(text), ask)
    assert [(path, "unknown level `flod" in said) for path, said in told] == [
        (("transitions", 0, "to"), True)
    ] * 2
    assert not any(answers.values())
    assert rules(filled.text).transitions[0].to == ("高水", "flood")


def test_who_gives_up_on_an_answer_that_does_not_fit_is_told_what_is_wrong() -> None:
    def ask(_problem: Problem, _so_far: Template, wrong: tuple[Problem, ...]) -> str | None:
        return None if wrong else "calm"

    with pytest.raises(InputError, match="at least two"):
        fill_in(template(), ask)


def test_areas_are_filled_in_too() -> None:
    areas = Template("areas:\n  - {id: town, tier: {fill: which}}\n", "areas.yaml", areas=True)
    assert areas.answered(("areas", 0, "tier"), "town").text == (
        "areas:\n  - {id: town, tier: town}\n"
    )


def test_a_file_without_questions_is_left_as_it_is() -> None:
    text = "format: 1\nid: x\n"
    assert fill_in(template(text), lambda _problem, _so_far, _wrong: "x").text == text
    assert load_rules("xixian").id == "xixian"
