"""What a paper says, how a file reads it, and where it is silent are told apart in every report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from responselevels.machine.tables import table
from responselevels.models.decisions import Decision, Verdict, decision_written
from responselevels.models.duties import DutyDue
from responselevels.models.parts.cites import Clause
from responselevels.models.rules import Rules
from responselevels.models.texts import Text
from responselevels.reports.explain import explained
from responselevels.reports.frame.rows import plain
from responselevels.reports.frame.titles import titles_of
from responselevels.reports.frame.wording import Locale, grounded_message
from responselevels.reports.programs.json import decision_document
from responselevels.reports.terminal import decision_rows
from tests.core.desk import RULES as DESK
from tests.reports.made import AREAS, FLOOR, RULES, made

READING = Text.of({"en": "the end takes what the start takes", "zh": "终止比照启动"})
READ = Clause(source="short", clause="3.4", reading=READING)
SEVERAL = Clause(source="short", clause=("3.4", "3.1"), reading=READING)
SILENT = Clause(source="short", clause=None, reading=READING)
SAID = Clause(source="short", clause="3.4")
TAKES = "the end takes what the start takes"
RESTS = "It rests on the rule `city_not_below_region`"
LONG = "Long notice (Office, here called Note)"
GROUND = "依据规则`city_not_below_region`"
FULL = "《很长的通知》（某办，以下简称《简称》）"
DUTY = DutyDue(do=Text.of("Publish"), to=None, due=None)


def locale(lang: str) -> Locale:
    return Locale(lang, titles_of(RULES, AREAS))


def resting_on(cite: Clause | None, *duties: DutyDue) -> Decision:
    return made(Verdict.DENY, replace(FLOOR, cite=cite, where=(), remedies=()), duties=duties)


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("cite", "english", "chinese"),
    [
        (
            READ,
            "clause Note, as the rules file reads clause 3.4: the end takes what the start takes (rule ",
            "依据 《简称》，本规则文件对3.4的解读：终止比照启动（规则 ",
        ),
        (
            SEVERAL,
            "clause Note, as the rules file reads clauses 3.4 and 3.1: the end takes what the start takes (rule ",
            "依据 《简称》，本规则文件对3.4、3.1的解读：终止比照启动（规则 ",
        ),
        (
            SILENT,
            "rule Note: the source is silent; the rules file says: the end takes what the start takes (rule ",
            "规则 《简称》原文未作规定，本规则文件规定：终止比照启动（规则 ",
        ),
        (SAID, "clause Note, clause 3.4 (rule ", "依据 《简称》3.4（规则 "),
    ],
)
def test_a_terminal_tells_them_apart(cite: Clause, english: str, chinese: str) -> None:
    shown = one_line(plain(decision_rows(resting_on(cite), locale("en"))))
    assert english in shown
    assert "sources Note: Long notice" in shown
    shown = plain(decision_rows(resting_on(cite), locale("zh"))).replace("\n", "")
    assert chinese.replace(" ", "") in shown.replace(" ", "")


@pytest.mark.parametrize(
    ("cite", "english", "chinese"),
    [
        (
            READ,
            f"{RESTS}, taken from {LONG}, as the rules file reads clause 3.4: {TAKES}.",
            f"{GROUND}，出自{FULL}，本规则文件对3.4的解读：终止比照启动。",
        ),
        (
            SILENT,
            f"{RESTS}. {LONG}: the source is silent; the rules file says: {TAKES}.",
            f"{GROUND}。{FULL}原文未作规定，本规则文件规定：终止比照启动。",
        ),
    ],
)
def test_prose_tells_them_apart(cite: Clause, english: str, chinese: str) -> None:
    text = plain(explained(resting_on(cite), locale("en"), RULES.sources))
    assert english in one_line(text)
    text = plain(explained(resting_on(cite), locale("zh"), RULES.sources))
    assert chinese in "".join(text.split())


def test_a_duty_is_told_with_its_own_ground_and_names_the_source() -> None:
    decision = resting_on(None, replace(DUTY, cite=SILENT), DUTY, replace(DUTY, cite=READ))
    shown = one_line(plain(decision_rows(decision, locale("en"))))
    assert (
        "duties Publish (Note: the source is silent; the rules file says: the end takes what the start takes) "
        "Publish Publish (Note, as the rules file reads clause 3.4: the end takes what the start takes)"
    ) in shown
    assert "sources Note: Long notice" in shown
    prose = one_line(plain(explained(decision, locale("en"), RULES.sources)))
    assert "- Publish (Long notice (Office, here called Note): the source is silent; " in prose
    assert "- Publish (Note, as the rules file reads clause 3.4: " in prose
    shown = "".join(plain(decision_rows(decision, locale("zh"))).split())
    assert "Publish（《简称》原文未作规定，本规则文件规定：终止比照启动）" in shown


def test_json_has_the_reading_in_the_language_asked_for_and_a_null_clause_where_silent() -> None:
    document = decision_document(resting_on(READ, replace(DUTY, cite=SILENT), DUTY), "zh")
    read = {"source": "short", "clause": "3.4", "reading": "终止比照启动"}
    assert document["findings"][0]["cite"] == read
    silent = {"source": "short", "clause": None, "reading": "the end takes what the start takes"}
    english = decision_written(
        resting_on(SILENT, replace(DUTY, cite=SILENT), DUTY), "en", lambda finding: finding.code
    )
    assert english["findings"][0]["cite"] == silent
    assert english["duties"][0]["cite"] == silent
    assert "cite" not in english["duties"][1]
    said = decision_document(resting_on(SAID), "en")
    assert said["findings"][0]["cite"] == {"source": "short", "clause": "3.4"}


def test_a_message_for_build_servers_says_what_it_rests_on() -> None:
    finding = resting_on(READ).findings[0]
    assert grounded_message(finding, locale("en")).endswith(
        " (Note, as the rules file reads clause 3.4: the end takes what the start takes)"
    )
    assert grounded_message(finding, locale("zh")).endswith(
        "（《简称》，本规则文件对3.4的解读：终止比照启动）"
    )
    bare = replace(finding, cite=None)
    assert grounded_message(bare, Locale("en")) == bare.message("en")


def rules_with(**transition: object) -> Rules:
    source = {"opinion": {"title": "Opinion on all", "short": {"zh": "意见"}}}
    one = {**DESK["transitions"][0], **transition}
    return Rules.model_validate(
        {"format": 1, "id": "r", **DESK, "sources": source, "transitions": [one]}
    )


def test_the_table_of_rules_tells_the_ground_of_each_key() -> None:
    silent = {"source": "opinion", "reading": {"en": "an end | is needed", "zh": "须有结束时间"}}
    rules = rules_with(
        requires={"approval": "board", "cites": {"period": silent}},
        ratify={
            "approval": "board",
            "within": "PT1H",
            "cites": {"within": {"source": "opinion", "clause": "5"}},
        },
        cite={"source": "opinion", "clause": ["1", "2"], "reading": "so"},
    )
    (row,) = [line for line in table(rules, "en").splitlines() if line.startswith("| activate")]
    assert row.endswith(
        "| Opinion on all, as the rules file reads clauses 1 and 2: so; "
        r"`period`: Opinion on all: the source is silent; the rules file says: an end \| is needed; "
        "`within`: Opinion on all, clause 5 |"
    )
    (row,) = [line for line in table(rules, "zh").splitlines() if line.startswith("| activate")]
    assert row.endswith(
        "| 《意见》，本规则文件对1、2的解读：so；`period`：《意见》原文未作规定，本规则文件规定：须有结束时间；"
        "`within`：《意见》5 |"
    )
