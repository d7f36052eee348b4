"""Both languages have the same pages, which say the same in the same order, by the same commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import commands_in
from docs.site.in_depth import SUMMARIES, english

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "docs" / "site"
ENGLISH = {path.relative_to(SITE / "en").as_posix() for path in (SITE / "en").rglob("*.md")}
CHINESE = {path.relative_to(SITE / "zh").as_posix() for path in (SITE / "zh").rglob("*.md")}
FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)


def text_of(language: str, name: str) -> str:
    return (SITE / language / name).read_text(encoding="utf-8")


def outline_of(text: str) -> list[int]:
    return [len(marks) for marks in re.findall(r"^(#+) ", FENCE.sub("", text), re.MULTILINE)]


def commands_of(text: str) -> list[str]:
    found: list[str] = []
    for kind, block in FENCE.findall(text):
        if kind == "console":
            commands = [command for command, _ in commands_in(block)]
            found += [without_language(command) for command in commands]
    # Chinese pages say the language once.
    said = ("export LC_ALL=", "export RESPONSELEVELS_LANG=")
    return [command for command in found if not command.startswith(said)]


def without_language(command: str) -> str:
    """Leave out what is of a language: titles, and files apart, for both pages may run at once."""
    command = re.sub(r" --(lang (en|zh)\b|(title|paper) '[^']*')", "", command)
    return re.sub(r"(build/\w+)-zh\b", r"\1", command)


def test_every_page_is_there_in_both_languages() -> None:
    assert ENGLISH == CHINESE


@pytest.mark.parametrize("name", sorted(ENGLISH & CHINESE))
def test_a_page_has_the_same_outline_in_both_languages(name: str) -> None:
    assert outline_of(text_of("zh", name)) == outline_of(text_of("en", name))


@pytest.mark.parametrize("name", sorted(ENGLISH & CHINESE))
def test_a_page_runs_the_same_commands_in_both_languages(name: str) -> None:
    assert commands_of(text_of("zh", name)) == commands_of(text_of("en", name))


def test_every_long_page_has_a_sentence_in_chinese() -> None:
    assert {path.stem for path in (ROOT / "docs").glob("*.md")} == set(SUMMARIES)


def test_a_long_page_links_to_pages_of_the_site_and_names_what_is_not_there() -> None:
    pages = dict(english())
    assert "](semantics.md" in pages["in-depth/formats.md"]
    assert "`verifier/verify.mjs`" in pages["in-depth/auditing.md"]
    assert "](../verifier" not in pages["in-depth/auditing.md"]
    assert "](examples/register.md)" in pages["in-depth/http.md"]
