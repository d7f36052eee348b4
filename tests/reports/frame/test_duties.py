"""How duties are told: what, for whom, by when."""

from __future__ import annotations

from datetime import timedelta

import pytest

from responselevels.models.decisions import Verdict
from responselevels.models.duties import DutyDue
from responselevels.models.texts import Text
from responselevels.reports.frame.titles import titles_of
from responselevels.reports.frame.wording import Locale, duties_worded
from tests.reports.made import AREAS, RULES, made

SWEEP = Text.of({"en": "sweep the ground", "zh": "清场"})


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "sweep the ground; within 6 h of the end, which is not set yet"),
        ("zh", "清场（结束后6小时以内，结束时间尚未确定）"),
    ],
)
def test_a_duty_that_counts_from_an_end_that_nobody_knows_yet_says_so(lang: str, told: str) -> None:
    within = timedelta(hours=6)
    duty = DutyDue(do=SWEEP, to=None, due=None, counts_from="end", within=within)
    locale = Locale(lang, titles_of(RULES, AREAS))
    assert duties_worded(made(Verdict.PERMIT, duties=(duty,)), locale) == [told]
