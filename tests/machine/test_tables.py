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
