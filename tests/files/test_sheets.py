"""Rules files for people to look at: a template is read as far as it goes."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest

from responselevels.errors import InputError
from responselevels.files import load_rules, shipped_ids
from responselevels.files.checking.templates import questions
from responselevels.files.sheets import load_sheet
from responselevels.files.shipped import read_rules
from tests.files.making import PORT

TEMPLATE = Path(__file__).resolve().parents[1] / "reports" / "rules" / "template.yaml"


def test_rules_are_themselves_and_ask_nothing() -> None:
    sheet = load_sheet("xixian")
    assert (sheet.rules, sheet.questions) == (load_rules("xixian"), ())
    assert sheet.asked() == ()


def test_every_shipped_file_can_be_looked_at() -> None:
    for name in shipped_ids():
        sheet = load_sheet(name)
        assert sheet.rules.id == name
        assert len(sheet.questions) == len(questions(read_rules(name)))


def test_of_a_template_what_is_filled_in_is_there_and_the_rest_has_its_questions() -> None:
    sheet = load_sheet(str(TEMPLATE))
    rules = sheet.rules
    assert [getattr(level, "id", None) for level in rules.levels] == ["calm", None, "full"]
    assert sheet.is_gap("levels", 1)
    assert not sheet.is_gap("levels", 2)
    assert [one.where.path for one in sheet.asked("levels", 2)] == [("levels", 2, "title")]
    raise_ = rules.transitions[0]
    assert (raise_.tier, raise_.to, raise_.issuers) == ("town", (), ())
    assert raise_.requires.notice is not None
    assert raise_.requires.approval is None
    assert rules.bodies["mayor"].title is not None
    assert [*rules.tracks] == []


def test_one_body_that_is_asked_for_is_left_out_of_those_that_are_known() -> None:
    asked = PORT.replace("council: {tier: harbour}", "council: {fill: which tier}")
    sheet = load_sheet(StringIO(asked))
    assert "council" not in sheet.rules.bodies
    assert sheet.is_gap("bodies", "council")


def test_what_is_wrong_beside_its_questions_cannot_be_looked_at() -> None:
    with pytest.raises(InputError) as caught:
        load_sheet(StringIO(PORT.replace("issuers: [master]", "issuer: {fill: who}", 1)))
    codes = {problem.code for problem in caught.value.problems}
    assert codes == {"template.fill", "key.unknown", "missing"}
