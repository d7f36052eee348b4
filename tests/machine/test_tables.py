"""The rules as a Markdown table, whole, in English and in Chinese."""

from __future__ import annotations

import csv
import io

import pytest

from responselevels.files import load_rules
from responselevels.machine.tables import csv_table, table
from responselevels.models.rules import Rules
from tests.core.desk import RULES
from tests.model.scenes import Data

WRITTEN: Data = {
    "sources": {"opinion": {"title": "Opinion"}},
    "levels": [
        {"id": "4", "default": True, "title": {"en": "Routine", "zh": "常态"}},
        {"id": "3|2"},
        {"id": "1"},
    ],
    "tiers": [{"id": "region", "title": {"en": "Region", "zh": "大区"}}, {"id": "city|town"}],
    "bodies": {
        "office": {"tier": "region", "title": {"en": "Office", "zh": "办公室"}},
        "board": {"tier": "region"},
        "police": {"tier": "region"},
    },
    "transitions": [
        {
            "id": "activate",
            "tier": "region",
            "from": ["4", "1"],
            "to": ["3|2", "1"],
            "issuers": ["office", "board"],
            "requires": {
                "assessment": {"by": ["office", "board"], "with": ["police", "board"]},
                "approval": {
                    "any_of": [
                        "board",
                        {"all_of": ["office", "police"]},
                        {"at_least": {"count": 2, "of": ["board", "office", "police"]}},
                    ]
                },
                "max_duration": "P2D",
                "notice": "PT6H",
                "scope": "explicit",
            },
            "cite": {"source": "opinion", "clause": "3|4"},
        },
        {
            "id": "at|once",
            "tier": "city|town",
            "to": ["1"],
            "issuers": ["police"],
            "requires": {"period": "open", "assessment": {"by": ["police"]}},
            "ratify": {"approval": {"all_of": ["board"]}, "within": "PT4H"},
        },
        {
            "id": "both",
            "tier": "region",
            "to": ["1"],
            "issuers": ["police"],
            "requires": {"approval": "board"},
            "ratify": {"approval": "office", "within": "P1D"},
        },
    ],
    "endings": [
        {
            "id": "stand_down",
            "tier": "region",
            "of": ["3|2"],
            "issuers": ["office"],
            "requires": {"assessment": {"by": ["office"]}, "approval": "board"},
            "cite": {"source": "opinion", "clause": "5"},
        },
        {"id": "close", "tier": "city|town", "issuers": ["police"]},
    ],
}
ENGLISH = r"""
| rule | tier | from | to | issuers | assessment | approval | period | scope | clause |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| activate | Region | Routine and 1 | 3\|2 and 1 | Office and board | Office or board with police and board | (board or (Office and police) or at least 2 of (board, Office, police)) | bounded, at most 2 days, notice 6 h | named | Opinion, clause 3\|4 |
| at\|once | city\|town | any level | 1 | police | police | within 4 h after: board | may be open | optional | – |
| both | Region | any level | 1 | police | – | board; within 1 day after: Office | bounded | optional | – |
| stand_down | Region | 3\|2 | ends early | Office | Office | board | – | – | Opinion, clause 5 |
| close | city\|town | any level | ends early | police | – | – | – | – | – |
"""
CHINESE = r"""
| 规则 | 层级 | 原级别 | 目标级别 | 发布机构 | 研判 | 批准 | 时段 | 范围 | 依据 |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| activate | 大区 | 常态、1 | 3\|2、1 | 办公室、board | 办公室或board会同police、board | 〔board或（办公室和police）或board、办公室、police中至少2个〕 | 须写明结束时间、不超过2天、提前6小时发布 | 须写明 | 《Opinion》3\|4 |
| at\|once | city\|town | 任何级别 | 1 | police | police | 事后4小时内：board | 可未定结束时间 | 可不写 | – |
| both | 大区 | 任何级别 | 1 | police | – | board；事后1天内：办公室 | 须写明结束时间 | 可不写 | – |
| stand_down | 大区 | 3\|2 | 提前终止 | 办公室 | 办公室 | board | – | – | 《Opinion》5 |
| close | city\|town | 任何级别 | 提前终止 | police | – | – | – | – | – |
"""


@pytest.mark.parametrize(("lang", "expected"), [("en", ENGLISH), ("zh", CHINESE)])
def test_each_rule_is_one_row_with_all_it_asks(lang: str, expected: str) -> None:
    rules = Rules.model_validate({"format": 1, "id": "by_hand", **WRITTEN})
    assert table(rules, lang) == expected.lstrip()


def test_every_row_has_as_many_cells_as_the_head() -> None:
    rows = table(Rules.model_validate({"format": 1, "id": "by_hand", **RULES})).splitlines()
    assert {row.replace(r"\|", "").count("|") for row in rows} == {11}


def test_in_csv_a_cell_is_empty_where_nothing_is_asked() -> None:
    heads, *rows = csv.reader(io.StringIO(csv_table(load_rules("xixian"))))
    (ending,) = [dict(zip(heads, row, strict=True)) for row in rows if row[0] == "city_end_early"]
    assert [name for name, cell in ending.items() if not cell] == [
        "assessment",
        "approval",
        "period",
        "scope",
    ]


# -- tables of criteria -----------------------------------------------------------------------

CRITERIA: Data = {
    "facts": [
        {"id": "people", "title": {"en": "People", "zh": "人数"}, "unit": "person", "from": 0},
        {"id": "outdoors", "type": "yes_no"},
        {"id": "kind", "one_of": ["fair|fête", "concert"]},
    ],
    "tables": [
        {
            "id": "grade",
            "title": {"en": "Grades", "zh": "分级"},
            "rows": [
                {"when": {"people": {"below": 10}}, "levels": ["4"]},
                {
                    "when": {"people": {"from": 10, "below": "20.5"}, "outdoors": True},
                    "levels": ["3|2", "1"],
                },
                {"when": {"people": {"from": 10}, "outdoors": False}, "levels": ["1"]},
                {
                    "when": {
                        "people": {"from": "20.5"},
                        "outdoors": True,
                        "kind": ["fair|fête", "concert"],
                    },
                    "levels": ["1"],
                    "cite": {"source": "opinion", "clause": "9"},
                },
            ],
        },
        {
            "id": "other",
            "rows": [{"when": {"kind": "concert"}, "levels": ["1"]}],
            "otherwise": ["4"],
            "cite": {"source": "opinion", "clause": "8"},
        },
        {"id": "always", "rows": [{"when": {}, "levels": ["1"]}], "otherwise": ["4"]},
    ],
}


def with_criteria(**asked: object) -> Rules:
    first, *rest = WRITTEN["transitions"]
    assessment = {"by": ["office"], **asked}
    changed = {**first, "requires": {"assessment": assessment}}
    return Rules.model_validate(
        {**RULES, **WRITTEN, "format": 1, "id": "x", **CRITERIA, "transitions": [changed, *rest]}
    )


def test_tables_of_criteria_follow_the_rules_each_by_itself() -> None:
    written = table(with_criteria(table="grade"))
    assert "| Office; level by the table Grades |" in written
    assert written.partition("\n\n")[2] == (
        "Grades\n\n"
        "| row | People | outdoors | kind | levels | clause |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        "| 1 | below 10 |  |  | Routine | – |\n"
        "| 2 | 10 or more, below 20.5 | yes |  | 3\\|2 or 1 | – |\n"
        "| 3 | 10 or more | no |  | 1 | – |\n"
        "| 4 | 20.5 or more | yes | fair\\|fête or concert | 1 | Opinion, clause 9 |\n"
        "\nother\n\n"
        "| row | kind | levels | clause |\n"
        "| --- | --- | --- | --- |\n"
        "| 1 | concert | 1 | Opinion, clause 8 |\n"
        "| 2 | otherwise | Routine | Opinion, clause 8 |\n"
        "\nalways\n\n"
        "| row | levels | clause |\n"
        "| --- | --- | --- |\n"
        "| 1 | 1 | – |\n"
        "| 2 | Routine | – |\n"
    )


def test_a_table_of_criteria_reads_in_chinese_as_official_papers_do() -> None:
    written = table(with_criteria(table="grade", binding=False), "zh")
    assert "办公室；级别参考分级标准表分级" in written
    assert "| 2 | 10以上，不足20.5 | 是 |  | 3\\|2或1 | – |\n" in written
    assert "| 2 | 其余情况 | 常态 |" in written


def test_the_csv_has_the_rules_alone() -> None:
    rows = list(csv.reader(io.StringIO(csv_table(with_criteria(table="grade")))))
    assert {len(row) for row in rows} == {10}
    assert rows[1][5] == "Office; level by the table Grades"
