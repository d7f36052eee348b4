"""What a decision rests on is kept with it: clauses as written, readings in all their languages."""

from __future__ import annotations

from dataclasses import replace

from responselevels.models.decisions import Verdict
from responselevels.models.duties import DutyDue
from responselevels.models.parts.cites import Clause
from responselevels.models.texts import Text
from responselevels.register.history.records import decision_record
from tests.reports.made import FLOOR, made

WORDS = {"en": "so we read it", "zh": "依此解读"}


def test_a_reading_is_kept_in_all_its_languages_and_a_silent_source_as_silent() -> None:
    read = Clause(source="opinion", clause=("3.4", "3.1"), reading=Text.of(WORDS))
    silent = Clause(source="opinion", clause=None, reading=Text.of("ours"))
    said = Clause(source="opinion", clause="3.4")
    duty = DutyDue(do=Text.of("tell"), to=None, due=None)
    findings = [replace(FLOOR, cite=cite) for cite in (read, silent, said, None)]
    record = decision_record(
        made(Verdict.DENY, *findings, duties=(replace(duty, cite=silent), duty))
    )
    assert [found["cite"] for found in record["findings"]] == [
        {"source": "opinion", "clause": ["3.4", "3.1"], "reading": WORDS},
        {"source": "opinion", "clause": None, "reading": "ours"},
        {"source": "opinion", "clause": "3.4"},
        None,
    ]
    assert [kept.get("cite") for kept in record["duties"]] == [
        {"source": "opinion", "clause": None, "reading": "ours"},
        None,
    ]
