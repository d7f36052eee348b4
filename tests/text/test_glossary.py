"""One Chinese word for one thing, in the catalogue, the pages, the examples and the schemes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from responselevels.text.catalogue import sentences
from tests.text.glossary import HAN, INSTEAD, MARKS, faults

ROOT = Path(__file__).parents[2]
ZH = sentences("zh")
PLACES = (
    "README.md",
    "Makefile",
    "docs/*.md",
    "docs/schemes/*.md",
    "examples/**/*",
    "rules/**/*.yaml",
    "src/**/*.py",
)
_CODE = re.compile(r"`[^`]*`|\]\([^)]*\)")
_STATUS = re.compile(r"(?<=[：；])\d+ ")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d\S*)?")


def chinese_files() -> Iterator[Path]:
    for pattern in PLACES:
        for path in sorted(ROOT.glob(pattern)):
            # Python keeps what it compiled beside the examples that were run.
            if path.is_file() and path.parent.name != "__pycache__":
                yield path


def chinese_lines(path: Path) -> Iterator[str]:
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if re.search(f"[{HAN}]", line):
            yield f"{path.relative_to(ROOT)}:{number}: {line}"


def prose(path: Path) -> Iterator[str]:
    """Yield the lines of a page between its blocks, without what is code in them."""
    text = re.sub(
        r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE
    )
    for line in text.split("\n"):
        if re.search(f"[{HAN}]", line) and not re.search("[A-Za-z]{3} [a-z]{2}", line):
            yield _STATUS.sub("", _CODE.sub("C", line)).strip()


def plain(code: str) -> str:
    """Return a sentence of the catalogue without code, instants and exit statuses."""
    return _STATUS.sub("", _INSTANT.sub("C", _CODE.sub("C", ZH[code])))


@pytest.mark.parametrize("code", sorted(ZH))
def test_a_sentence_keeps_to_the_glossary(code: str) -> None:
    assert not faults(ZH[code], INSTEAD)


@pytest.mark.parametrize("code", sorted(ZH))
def test_a_sentence_has_chinese_marks_and_no_stray_blanks(code: str) -> None:
    assert not faults(plain(code), MARKS)


def test_the_pages_the_examples_and_the_schemes_keep_to_the_glossary() -> None:
    lines = [line for path in chinese_files() for line in chinese_lines(path)]
    assert len(lines) > 500
    assert not [fault for line in lines for fault in faults(line, INSTEAD)]


def test_the_pages_have_chinese_marks() -> None:
    lines = [line for path in chinese_files() if path.suffix == ".md" for line in prose(path)]
    assert len(lines) > 100
    assert not [fault for line in lines for fault in faults(line, MARKS)]


@pytest.mark.parametrize(
    "planted",
    [
        "依据规则裁定", "不利的认定", "提议不准", "级别变宽", "第3个事件", "检查点`a`", "没有终点",
        "准许发布", "终止规则`a`", "在何处", "我们的解读", "三家中两家", "五月二十三日", "100 %",
    ],
)  # fmt: skip
def test_a_planted_word_is_found(planted: str) -> None:
    assert faults(planted, INSTEAD)


@pytest.mark.parametrize("planted", ["甲, 乙", "甲(乙)", "甲 乙", "共 3 项", "甲；或乙", "甲  `a`"])
def test_a_planted_mark_is_found(planted: str) -> None:
    assert faults(planted, MARKS)


@pytest.mark.parametrize(
    "right", ["不予准许", "不准确", "提前终止规则", "追认期限", "突发事件", "案事件", "或者"]
)
def test_what_the_glossary_allows_is_not_found(right: str) -> None:
    assert not faults(right, INSTEAD | MARKS)
