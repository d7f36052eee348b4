"""The tutorial shows what stands in its files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "examples" / "tutorial").rglob("*.yaml"))
PAGES = ("tutorial.md", "how-to/property-test.md")


def shown_on(page: str) -> list[str]:
    text = (ROOT / "docs" / "site" / page).read_text(encoding="utf-8")
    return re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)


@pytest.mark.parametrize("page", [f"{lang}/{page}" for lang in ("en", "zh") for page in PAGES])
def test_each_part_of_a_file_that_is_shown_stands_in_it(page: str) -> None:
    texts = [path.read_text(encoding="utf-8") for path in FILES]
    blocks = shown_on(page)
    assert blocks
    assert [block for block in blocks if not any(block in text for text in texts)] == []


@pytest.mark.parametrize("page", ["en/tutorial.md", "zh/tutorial.md"])
def test_the_tutorial_says_how_long_the_rules_file_is(page: str) -> None:
    lines = (ROOT / "examples/tutorial/rules.yaml").read_text(encoding="utf-8").count("\n")
    text = (ROOT / "docs" / "site" / page).read_text(encoding="utf-8")
    assert re.search(rf"\b{lines} lines\b|全文{lines}行", text)
