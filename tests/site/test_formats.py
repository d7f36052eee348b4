"""The reference of formats tells every key of what is read, and every format that is published."""

from __future__ import annotations

import pytest

from docs.site.contents import LANGUAGES, Language
from docs.site.generated import formats
from docs.site.generated.keys import KEYS, PARTS, PRINTED
from responselevels.cli.commands import FORMATS

TOLD = {part: schema for name in formats.READ for part, schema in formats.parts_of(name).items()}


def test_every_part_and_key_is_told_in_chinese_and_nothing_else() -> None:
    used = {
        name if name in KEYS else f"*.{key}"
        for part, schema in TOLD.items()
        for key in schema["properties"]
        for name in (f"{part}.{key}",)
    }
    assert (used, set(TOLD)) == (set(KEYS), set(PARTS))


def test_every_published_format_is_listed() -> None:
    assert set(PRINTED) == set(FORMATS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_has_a_row(language: Language) -> None:
    text = formats.pages(language)["reference/formats.md"]
    for part, schema in TOLD.items():
        section = text.partition(f"\n### {part}\n")[2].partition("\n## ")[0].partition("\n### ")[0]
        assert [key for key in schema["properties"] if f"| `{key}` |" not in section] == []
