"""Both languages say the same things: the same codes, with the same places in each."""

from __future__ import annotations

from importlib import import_module
from string import Formatter

import pytest

from responselevels.text.catalogue import PARTS, sentences

WHOLE = ("finding.", "help.", "problem.", "lint.")
EN, ZH = sentences("en"), sentences("zh")


def places(template: str) -> set[str]:
    return {field for _text, field, _spec, _conversion in Formatter().parse(template) if field}


def test_both_languages_have_the_same_sentences() -> None:
    assert set(EN) == set(ZH)


@pytest.mark.parametrize("code", sorted(EN))
def test_a_sentence_has_the_same_places_in_both_languages(code: str) -> None:
    assert places(EN[code]) == places(ZH[code])


@pytest.mark.parametrize("code", [c for c in sorted(EN) if c.startswith(WHOLE)])
def test_a_whole_sentence_is_one_line_without_blanks_around_it(code: str) -> None:
    for template in (EN[code], ZH[code]):
        assert template
        assert template == template.strip()
        assert "\n" not in template


def test_no_sentence_stands_in_two_parts() -> None:
    for lang in ("en", "zh"):
        tables = [import_module(f"responselevels.text.{lang}.{part}").SENTENCES for part in PARTS]
        assert sum(map(len, tables)) == len(set().union(*tables))
