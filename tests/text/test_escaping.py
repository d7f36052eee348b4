"""Text for foreign grammars, read back by a shell, and by parsers of XML, Markdown, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import unicodedata
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from responselevels.text.escaping import (
    in_csv,
    in_dot,
    in_json,
    in_markdown,
    in_mermaid,
    in_shell,
    in_xml,
    plain,
)
from tests.foreign.hostile import PIECES, texts

SHELLS = ["sh", "bash"]


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_reads_each_word_as_it_was(shell: str) -> None:
    words = [piece for piece in PIECES if "\0" not in piece]
    command = "printf '%s\\0' " + " ".join(map(in_shell, words))
    ran = subprocess.run([shell, "-c", command], capture_output=True, check=True)
    assert ran.stderr == b""
    assert ran.stdout.decode().split("\0")[:-1] == [plain(word) for word in words]


@settings(max_examples=15, deadline=None)
@given(st.lists(texts, min_size=30, max_size=60))
def test_a_shell_reads_any_words_as_they_were(words: list[str]) -> None:
    command = "printf '%s\\0' " + " ".join(map(in_shell, words))
    ran = subprocess.run(["sh", "-c", command], capture_output=True, check=True)
    assert ran.stdout.decode().split("\0")[:-1] == [plain(word) for word in words]


@given(texts)
def test_xml_reads_text_and_attributes_as_they_were(text: str) -> None:
    written = f'<a b="{in_xml(text)}">{in_xml(text)}</a>'
    read = ET.fromstring(written)
    assert (read.text or "", read.get("b")) == (plain(text), plain(text))


@given(texts)
def test_markdown_reads_nothing_but_text(text: str) -> None:
    (_open, inline, _close) = MarkdownIt("gfm-like", {"linkify": False}).parse(
        f"x{in_markdown(text)}x"
    )
    assert "".join(child.content for child in inline.children or []) == f"x{plain(text)}x"
    assert {child.type for child in inline.children or []} == {"text"}


@pytest.mark.parametrize("text", ["www.example.org", "http://example.org", "a@example.org"])
def test_nothing_is_left_that_becomes_a_link_by_itself(text: str) -> None:
    written = in_markdown(text)
    assert not any(mark in written for mark in ("www.", "://", "a@"))


@given(st.lists(st.lists(texts, min_size=1, max_size=3), min_size=1, max_size=3))
def test_a_spreadsheet_reads_cells_as_they_were_and_no_formula(rows: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO(in_csv(rows), newline="")))
    assert all(
        cell in {plain(wanted), f"'{plain(wanted)}"}
        for line, row in zip(read, rows, strict=True)
        for cell, wanted in zip(line, row, strict=True)
    )
    for cell in (cell for row in read for cell in row):
        start = cell.lstrip()[:1]
        assert start in {"", "'"} or start.isalnum() or start in "([（［《“" or _is_mark(start)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] in "LMN"


@given(texts)
def test_json_reads_back_the_same_and_shows_nothing_that_acts_on_a_terminal(text: str) -> None:
    line = in_json({"text": text, text: [text]})
    assert json.loads(line) == {"text": text, text: [text]}
    assert plain(line) == line


def test_json_keeps_what_can_be_seen_as_it_is() -> None:
    assert in_json({"区域": "渭城 é 😀"}) == '{"区域": "渭城 é 😀"}'
    assert in_json("\U000e0041\u202e\ud800") == '"\\udb40\\udc41\\u202e\\ud800"'


def test_what_is_plain_stays_plain_in_every_grammar() -> None:
    for written in (in_mermaid, in_dot, in_markdown, in_xml, in_shell):
        for text in ("activate", "city_order", "XX-2026-05", "渭城街道", "二级"):
            assert written(text) == text
    assert in_mermaid("Level 2") == in_markdown("Level 2") == in_dot("Level 2") == "Level 2"
