"""A line can be written in one way only, and nothing else is read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responselevels.register.log.canonical import (
    DEEPEST,
    DIGITS,
    line_of_members,
    members,
    read,
    to_bytes,
)

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**DIGITS) + 1, 10**DIGITS - 1)
    | st.text(st.characters(codec=None, categories=None), max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=20,
)
OBJECTS = st.dictionaries(st.text(max_size=6), VALUES, max_size=6)


def is_refused(raw: bytes) -> bool:
    try:
        read(raw)
    except ValueError:
        return True
    return False


@given(OBJECTS)
def test_what_is_written_is_read_again(fields: dict[str, Any]) -> None:
    line = to_bytes(fields)
    assert read(line) == fields
    assert line.isascii()
    assert line.count(b"\n") == 1


@given(OBJECTS, st.data())
def test_other_bytes_say_something_else_or_nothing(
    fields: dict[str, Any], data: st.DataObject
) -> None:
    line = to_bytes(fields)
    at = data.draw(st.integers(0, len(line) - 1))
    other = line[:at] + bytes([data.draw(st.integers(0, 255))]) + line[at + 1 :]
    try:
        found = read(other)
    except ValueError:
        return
    told, kept = (json.dumps(each, sort_keys=True) for each in (found, fields))
    assert (found == fields and told == kept) == (other == line)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "1",
        "null",
        '"a"',
        "{ }",
        '{"a":1 }',
        '{"a": 1}',
        '{"a":1}\r',
        ' {"a":1}',
        '{"b":1,"a":1}',
        '{"a":1,"a":1}',
        '{"a":1,"a":2}',
        '{"a":1.0}',
        '{"a":1e3}',
        '{"a":-0}',
        '{"a":01}',
        '{"a":+1}',
        '{"a":NaN}',
        '{"a":-Infinity}',
        '{"a":1000000000000000000}',
        '{"a":-1000000000000000000}',
        '{"a":' + "9" * 5000 + "}",
        '{"a":"\\u00e9","b":"\\u00E9"}',
        '{"a":"\\/"}',
        '{"a":"\\u002f"}',
        '{"a":"\\u000a"}',
        '{"a":"\x7f"}',
        '{"a":"é"}',
        '{"\\ud83d\\ude92":1,"\\uffff":1}',
        '{"a":1}{}',
        '{"a":1},',
        '{"a":true,}',
        '{"a":True}',
        "{'a':1}",
        "[" * 5_000,
        '{"a":' * 5_000,
        '{"a":' + "[" * 64 + "]" * 64 + "}",
        "\ufeff{}",
    ],
)
def test_no_other_spelling_is_read(text: str) -> None:
    assert is_refused(text.encode("utf-8") + b"\n")


@pytest.mark.parametrize("raw", [b"{}", b"{}\n\n", b"\n{}\n", b"{}\r\n", b"\xff\n", b"{\x00}\n"])
def test_a_line_has_one_line_feed_at_its_end(raw: bytes) -> None:
    assert is_refused(raw)


def test_a_line_of_members_is_the_line_of_what_they_were_taken_from() -> None:
    fields = {"scope": None, "order": {"id": "\u4e61", "area": 1}, "kind": "end", "at": "now"}
    taken = members(fields, ("order", "scope", "at"))
    del fields["kind"]
    assert line_of_members(taken) == to_bytes(fields)
    assert members(fields, ()) == ()
    with pytest.raises(KeyError):
        members(fields, ("order", "level"))


def test_keys_are_sorted_by_code_point_and_not_as_utf_16_sorts_them() -> None:
    fields = {"\U0001f692": 1, "\uffff": 2, "é": 3, "a": 4}
    assert to_bytes(fields) == (b'{"a":4,"\\u00e9":3,"\\uffff":2,"\\ud83d\\ude92":1}\n')


def test_half_a_surrogate_stays_as_it_is() -> None:
    line = b'{"a":"\\ud83d","b":"\\ude92\\ud83d"}\n'
    assert to_bytes(read(line)) == line


def nested(depth: int) -> dict[str, Any]:
    value: Any = []
    for _ in range(depth - 2):
        value = [value]
    return {"a": value}


def test_nesting_is_bounded_alike_for_reading_and_writing() -> None:
    deepest = nested(DEEPEST)
    assert read(to_bytes(deepest)) == deepest
    with pytest.raises(ValueError, match="too deep"):
        to_bytes(nested(DEEPEST + 1))
    with pytest.raises(ValueError, match="too deep"):
        read(json.dumps(nested(DEEPEST + 1), separators=(",", ":")).encode() + b"\n")


def test_brackets_in_texts_are_no_nesting() -> None:
    assert read(to_bytes({"a": "[{" * 200})) == {"a": "[{" * 200}


def test_many_lists_side_by_side_are_not_deep() -> None:
    wide = {"a": [[] for _ in range(200)], "b": {"c": {}}}
    assert read(to_bytes(wide)) == wide


@pytest.mark.parametrize("value", [1.5, float("nan"), 10**DIGITS, -(10**DIGITS), b"x", {1, 2}])
def test_what_has_no_canonical_form_is_not_written(value: Any) -> None:
    with pytest.raises(ValueError, match="has no canonical form"):
        to_bytes({"a": [value]})


def test_nesting_without_end_is_too_deep_to_be_written() -> None:
    value: Any = []
    for _ in range(100_000):
        value = [value]
    with pytest.raises(ValueError, match="too deep"):
        to_bytes({"a": value})
