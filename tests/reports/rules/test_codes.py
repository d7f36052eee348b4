"""What codes mean: every code is told in both languages, and the findings as docs/semantics.md has them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from responselevels.files.cases import finding_codes
from responselevels.reports.frame.rows import plain
from responselevels.reports.rules.codes import (
    code_rows,
    codes_of,
    codes_rows,
    effect_of,
    explained,
    known_codes,
    shown,
)
from responselevels.text.catalogue import LANGUAGES, sentences
from tests.goldens import assert_golden

ROOT = Path(__file__).resolve().parents[3]
GOLDENS = Path(__file__).parent / "goldens"


def test_every_finding_is_told_and_nothing_else_is_one() -> None:
    assert sorted(codes_of("finding")) == sorted(finding_codes())


def test_every_problem_and_every_remark_has_a_code_that_is_told() -> None:
    told = {f"{kind}.{code}" for code, kinds in known_codes().items() for kind in kinds}
    problems = {key for key in sentences("en") if key.startswith("problem.")}
    assert {key for key in told if key.startswith("problem.")} == problems
    remarks = {key for key in sentences("en") if key.startswith("lint.") and key.endswith(".cure")}
    assert {f"{key}.cure" for key in told if key.startswith("lint.")} == remarks


def test_the_effect_of_a_finding_is_that_of_the_semantics() -> None:
    text = (ROOT / "docs" / "semantics.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z_]+\.[a-z_]+)` \| .* \| (.*?) \|$", text, re.MULTILINE)
    for code, effect in rows:
        words = effect_of(code).removesuffix(".or_note")
        assert effect.split(";")[0] == words, code
        assert ("a note where" in effect) == effect_of(code).endswith(".or_note"), code


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_has_words_and_every_finding_and_remark_a_cure(lang: str) -> None:
    for code, kinds in known_codes().items():
        for kind in kinds:
            told = explained(code, kind, lang)
            assert told.says
            assert bool(told.when) == (kind == "finding")
            assert bool(told.cures) == (kind != "problem")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_findings_are_listed_family_by_family(lang: str) -> None:
    assert_golden(GOLDENS / f"codes.{lang}.txt", plain(codes_rows(lang)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_code_of_two_kinds_is_told_as_both(lang: str) -> None:
    text = "".join(plain(code_rows(code, lang)) for code in ("period.empty", "approval.self"))
    assert_golden(GOLDENS / f"code.{lang}.txt", text)


def test_a_fact_is_shown_by_a_word() -> None:
    assert shown("problem.missing", "zh") == "缺少键 `‹键›`；请补上"
    assert shown("finding.period.too_long", "en") == (
        "the period is ‹length› long; the rules allow at most ‹longest›"
    )
