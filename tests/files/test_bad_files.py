"""Every file in `tests/bad` has one mistake, and says in its head what must be said about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from responselevels.text.catalogue import sentences
from tests.files.making import BAD, PORT, read_as, rules, said

FILES = sorted(path for path in BAD.glob("*.yaml") if path.name != "port.yaml")


def expected(text: str, lang: str) -> str:
    (line,) = [line for line in text.split("\n")[:3] if line.startswith(f"# {lang}: ")]
    return line.removeprefix(f"# {lang}: ")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_one_mistake_gives_one_placed_message(path: Path, lang: str) -> None:
    text = path.read_text(encoding="utf-8")
    kind = path.stem.split("-")[0]
    assert said(lambda: read_as(kind, text), lang) == [expected(text, lang)]


def test_the_file_that_they_are_made_from_has_no_mistake() -> None:
    assert rules(PORT).id == "port"


def test_both_languages_word_the_same_problems() -> None:
    codes = [
        {code for code in sentences(lang) if code.startswith(("problem.", "phrase."))}
        for lang in ("en", "zh")
    ]
    assert codes[0] == codes[1]
