"""The pictures of the site are what the library draws of its example files."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs.site.contents import LANGUAGES, Language
from docs.site.pictures import DRAWN, path_of, picture
from tests.goldens import assert_golden

SITE = Path(__file__).resolve().parents[2] / "docs" / "site"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_is_as_the_library_draws_it(name: str, language: Language) -> None:
    assert_golden(path_of(name, language), picture(name, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_is_drawn_and_shown_on_a_page(language: Language) -> None:
    folder = SITE / language / "explanation"
    pages = "".join(page.read_text(encoding="utf-8") for page in folder.glob("*.md"))
    assert {path.stem for path in folder.glob("*.svg")} == set(DRAWN)
    assert [name for name in DRAWN if f"]({name}.svg)" not in pages] == []
