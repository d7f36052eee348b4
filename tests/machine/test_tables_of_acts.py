"""Tables of rules say what is asked of acts: how old, bound to what, in which order."""

from __future__ import annotations

import csv
import io

import pytest

from responselevels.machine.tables import csv_table
from responselevels.models.rules import Rules
from tests.core.desk import AREAS, CITY_ORDER, ENDING, REGION_ORDER, city, rules
from tests.model.scenes import Data, scene

ASKED: Data = {
    "assessment": {"by": ["office"], "max_age": "P2D"},
    "approval": "board",
    "digest": "required",
    "approval_after_assessment": False,
}


def written(**changed: object) -> Rules:
    return scene({"rules": rules(**changed), "areas": AREAS}, [], city())[0].rules


@pytest.mark.parametrize(
    ("lang", "assessment", "approval", "ratified"),
    [
        (
            "en",
            "office, at most 2 days old",
            "board, with the digest, also before the assessment",
            "board, with the digest",
        ),
        (
            "zh",
            "office，距判定不超过2天",
            "board，须载明摘要，可以早于研判",
            "board，须载明摘要",
        ),
    ],
)
def test_what_is_asked_of_acts_stands_beside_them(
    lang: str, assessment: str, approval: str, ratified: str
) -> None:
    ratify = {"approval": "board", "within": "P2D", "digest": "required"}
    at_once = {**CITY_ORDER, "id": "at_once", "ratify": ratify}
    asked = {**CITY_ORDER, "requires": ASKED}
    made = written(
        transitions=[REGION_ORDER, asked, at_once], endings=[{**ENDING, "requires": ASKED}]
    )
    _head, _region, issue, first, end = csv.reader(io.StringIO(csv_table(made, lang)))
    assert [row[5:7] for row in (issue, end)] == [[assessment, approval]] * 2
    assert first[6].endswith(ratified)


def test_that_approvals_come_after_the_assessment_needs_no_word() -> None:
    plain = {key: ASKED[key] for key in ("assessment", "approval")}
    made = written(transitions=[{**CITY_ORDER, "requires": {**plain}}])
    rows = list(csv.reader(io.StringIO(csv_table(made))))
    assert rows[1][6] == "board"
