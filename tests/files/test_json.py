"""JSON is read as strictly as YAML, and says the same things."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responselevels.files import load_areas, read_text
from responselevels.files.syntax import json_text
from responselevels.files.syntax.json_text import compose_json, json_events, quick_json
from responselevels.files.syntax.reader import MAX_DEPTH, MAX_SCALAR, compose
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


LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(10**10), 10**10)
    | st.text(max_size=4)
    | st.sampled_from(["\0", '"', '\\"', "\\", "\\u0000", "😀", "\ud83d", "新", "\u2028"])
)
PLAIN = st.recursive(
    LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=2), inner)
)


@given(PLAIN, st.booleans(), st.sampled_from([None, 1]), st.booleans())
def test_what_is_read_quickly_is_what_the_events_say(
    data: Any, ascii_: bool, indent: int | None, long: bool
) -> None:
    text = json.dumps([data, ["x" * 99] * 101 * long], ensure_ascii=ascii_, indent=indent)
    slowly = compose(json_events(text))
    try:
        assert quick_json(text) == slowly.data
    except ValueError:
        pass  # it may always be silent
    else:
        assert slowly.complete
        assert not slowly.flaws


@pytest.mark.parametrize("text", ['["\ud83d"]', '{"\ude00": 1}', '["新\ud83d"]'])
def test_half_a_character_in_a_text_is_told(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says: nobody is told
        quick_json(text)
    (flaw,) = read_text(text, json=True).flaws
    assert "cannot stand here" in str(flaw)


@pytest.mark.parametrize("padding", [0, 200])
def test_the_depth_of_a_long_text_is_judged_like_that_of_a_short_one(padding: int) -> None:
    def nested(depth: int) -> str:
        return f"[{'[' * depth}{']' * depth}{', [7]' * padding * 20}]"

    assert quick_json(nested(MAX_DEPTH - 1)) is not None
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says: nobody is told
        quick_json(nested(MAX_DEPTH))
    assert not compose_json(nested(MAX_DEPTH)).complete


@pytest.mark.parametrize("depth", [33, 20_000])
def test_a_deep_text_is_no_matter_for_the_stack(depth: int) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says: nobody is told
        quick_json("[" * depth + "1" * 10_001 + "]" * depth)
    with pytest.raises(ValueError):  # noqa: PT011
        quick_json("[" * depth + "]" * depth)


def test_a_text_within_a_long_one_may_be_as_long_as_anywhere() -> None:
    for length, taken in ((MAX_SCALAR, True), (MAX_SCALAR + 1, False)):
        text = json.dumps(["x" * length, "y"])
        assert compose_json(text).complete is taken


@pytest.mark.parametrize("odd", ["3", '"x"', "null", ""])
def test_a_long_text_may_hold_one_value(odd: str) -> None:
    text = odd + " " * 10_001
    assert compose_json(text).data == (None if not odd else json.loads(odd))


def test_a_long_document_is_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(json_text, "json_events")
    areas = ", ".join(f'{{"id": "a{n}", "tier": "t", "title": "新"}}' for n in range(2000))
    document = read_text(f'{{"areas": [{areas}]}}', json=True)
    assert len(document.data["areas"]) == 2000


def test_a_long_document_with_something_odd_is_read_through_the_events() -> None:
    areas = ", ".join(f'{{"id": "a{n}", "tier": "t", "x": 1.5}}' for n in range(2000))
    document = read_text(f'{{"areas": [{areas}]}}', json=True)
    assert document.data["areas"][-1] == {"id": "a1999", "tier": "t", "x": Unquoted("1.5")}


def test_areas_may_be_json_or_yaml(tmp_path: Path) -> None:
    text = '{"areas": [{"id": "a", "tier": "t"}]}'
    for name in ("areas.json", "areas.yaml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        assert [area.id for area in load_areas(path).areas] == ["a"]
