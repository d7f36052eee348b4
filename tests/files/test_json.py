"""JSON is read as strictly as YAML, and says the same things."""

from __future__ import annotations

from pathlib import Path

import pytest

from responselevels.files import load_areas, read_text
from responselevels.files.syntax.values import Unquoted
from tests.files.making import said


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ('{"a": [1, -2, true, false, null, "x"]}', {"a": [1, -2, True, False, None, "x"]}),
        ('"\\u65b0\\ud83d\\ude00"', "新😀"),
        ('{"a": 1.5}', {"a": Unquoted("1.5")}),
        ('{"a": 1e3}', {"a": Unquoted("1e3")}),
        ('{"a": 10000000000}', {"a": Unquoted("10000000000")}),
        ('{"a": "12:30"}', {"a": "12:30"}),
        ('\n\t{"a"\r\n:\n1}\n', {"a": 1}),
    ],
)
def test_what_json_holds(text: str, data: object) -> None:
    document = read_text(text, json=True)
    assert document.data == data
    assert document.flaws == ()


NOT_JSON = "from here on this is not JSON; check the commas, brackets and quotes"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{'a': 1}", f"1:2: {NOT_JSON}"),
        ('{"a": 1,}', f"1:9: {NOT_JSON}"),
        ('{"a": [1,\n ]}', f"2:2: {NOT_JSON}"),
        ("[,1]", f"1:2: {NOT_JSON}"),
        ('{"a": "\\q"}', f"1:8: {NOT_JSON}"),
        ('{"a": "x\ny"}', f"1:9: {NOT_JSON}"),
        ('{"a": 01}', f"1:8: {NOT_JSON}"),
        ('{"a": 1} {}', f"1:10: {NOT_JSON}"),
        (
            '["NaN", -Infinity]',
            ("1:9: `-Infinity` is no JSON; write a whole number, or a text in quotes"),
        ),
        ('{"a": nan}', f"1:7: {NOT_JSON}"),
        ("", "nothing is written here; `responselevels schema` shows what belongs in it"),
        ("null", "nothing is written here; `responselevels schema` shows what belongs in it"),
    ],
)
def test_what_is_not_json(text: str, line: str) -> None:
    assert said(lambda: read_text(text, json=True)) == [line]


def test_flaws_in_json_are_placed() -> None:
    text = '{\n "areas": [\n  {"id": "a", "id": "b", "tier": "\\u0000"}\n ]\n}'
    document = read_text(text, "a.json", json=True)
    assert [str(flaw) for flaw in document.flaws] == [
        "a.json:3:15: areas[0].id: the key `id` stands in line 3 already; keep one of the two",
        "a.json:3:34: areas[0].tier: the character U+0000 cannot stand here; leave it out",
    ]


def test_a_long_json_document_is_read_through_the_events() -> None:
    areas = ", ".join(f'{{"id": "a{n}", "tier": "t"}}' for n in range(2000))
    document = read_text(f'{{"areas": [{areas}]}}', json=True)
    assert len(document.data["areas"]) == 2000


def test_areas_may_be_json_or_yaml(tmp_path: Path) -> None:
    text = '{"areas": [{"id": "a", "tier": "t"}]}'
    for name in ("areas.json", "areas.yaml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        assert [area.id for area in load_areas(path).areas] == ["a"]
