from __future__ import annotations

import re
from pathlib import Path

import pytest

from responselevels.models.decisions import Effect, Finding
from responselevels.reports.frame.wording import Locale, help_of, message_of
from responselevels.text.catalogue import LANGUAGES, Alternatives, Named, sentences
from tests.goldens import assert_golden
from tests.text.finding_facts import CODES, FACTS

GOLDENS = Path(__file__).parent / "goldens"


def finding(key: str) -> Finding:
    code = next(code for code in CODES if key == code or key.startswith(code + "."))
    variant = key.removeprefix(code).removeprefix(".")
    facts = FACTS[key] | ({"variant": variant} if variant else {})
    return Finding(code=code, effect=Effect.DENY, facts=facts)


def test_the_facts_here_cover_every_code() -> None:
    assert {finding(key).code for key in FACTS} == CODES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_finding_has_a_sentence_and_no_sentence_is_without_a_finding(lang: str) -> None:
    keys = {key for key in sentences(lang) if key.startswith("finding.")}
    assert keys == {f"finding.{key}" for key in FACTS}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_help_belongs_to_a_finding(lang: str) -> None:
    keys = {key.removeprefix("help.") for key in sentences(lang) if key.startswith("help.")}
    assert keys <= set(FACTS) | CODES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_finding_says_what_was_found_and_what_would_put_it_right(lang: str) -> None:
    locale = Locale(lang)
    lines = []
    for key in FACTS:
        found = finding(key)
        lines += [key, f"  {message_of(found, locale)}", f"  {help_of(found, locale)}"]
    assert_golden(GOLDENS / f"findings.{lang}.txt", "\n".join(lines) + "\n")


def test_a_level_that_is_in_force_already_is_not_led_to_from_itself() -> None:
    facts = {"tier": Named("tier", "city"), "level": Named("level", "4")}
    found_ = Finding(
        code="transition.undefined",
        effect=Effect.DENY,
        facts={**facts, "standing": (Named("level", "4"),)},
    )
    assert message_of(found_, Locale("zh")) == "方案未规定 `city` 可以发布 `4` 指令"
    assert "from" not in message_of(found_, Locale("en"))


def test_where_one_way_is_left_there_is_nothing_to_choose() -> None:
    facts = {"approved": (), "ways": Alternatives(((Named("body", "a"), Named("body", "b")),))}
    found_ = Finding(code="approval.missing", effect=Effect.PENDING, facts=facts)
    assert message_of(found_, Locale("zh")) == "尚缺 `a` 和 `b` 批准（已批准：无）"
    assert help_of(found_, Locale("zh")) == "请取得 `a` 和 `b` 的批准后重新判定"


@pytest.mark.parametrize("key", FACTS)
def test_messages_start_in_lower_case_and_have_no_full_stop(key: str) -> None:
    for text in (message_of(finding(key), Locale("en")), help_of(finding(key), Locale("en"))):
        assert not text[0].isupper()
        assert not text.endswith(".")
    for text in (message_of(finding(key), Locale("zh")), help_of(finding(key), Locale("zh"))):
        assert not text.endswith("。")


@pytest.mark.parametrize("key", FACTS)
def test_levels_are_more_or_less_severe_in_english_and_higher_or_lower_in_chinese(key: str) -> None:
    words = message_of(finding(key), Locale("en")) + help_of(finding(key), Locale("en"))
    assert not re.search(r"\b(higher|lower|above|below|raise|raised)\b", words)
    words = message_of(finding(key), Locale("zh")) + help_of(finding(key), Locale("zh"))
    assert not re.search("[宽严轻]", words)
