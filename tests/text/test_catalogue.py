from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responselevels.text.catalogue import (
    Alternatives,
    Named,
    Phrase,
    duration_worded,
    fact_worded,
    has,
    instant_worded,
    listed,
    nested,
    sentences,
    spaced,
    untitled,
    visible,
    worded,
)

CHINA = timezone(timedelta(hours=8))
A, B, C = Named("body", "a"), Named("body", "b"), Named("body", "c")


def titled(named: Named, lang: str) -> str | None:
    return {"en": "Board", "zh": "委员会"}[lang] if named.id == "a" else None


def test_an_unknown_language_has_no_sentences() -> None:
    with pytest.raises(KeyError):
        sentences("fr")


def test_a_known_code_is_known_and_another_is_not() -> None:
    assert has("finding.reason.missing", "zh")
    assert not has("finding.reason.absent", "zh")


def test_a_place_without_a_fact_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        worded("finding.level.lowers", {}, "en")


def test_a_titled_thing_is_shown_with_its_id() -> None:
    assert fact_worded(A, "en", titles=titled) == "Board (`a`)"
    assert fact_worded(A, "zh", titles=titled) == "委员会（`a`）"


def test_a_thing_without_title_is_its_id() -> None:
    assert fact_worded(B, "en", titles=titled) == "`b`"
    assert untitled(A, "en") is None


def test_a_title_that_is_the_id_is_said_once() -> None:
    assert fact_worded(Named("level", "red"), "en", titles=lambda *_: "red") == "`red`"


def test_lists_are_joined_as_the_language_does() -> None:
    assert fact_worded((), "en") == "none"
    assert fact_worded((), "zh") == "无"
    assert fact_worded((A,), "en") == "`a`"
    assert fact_worded((A, B, C), "en") == "`a`, `b` and `c`"
    assert fact_worded((A, B, C), "en", joint="or") == "`a`, `b` or `c`"
    assert fact_worded((A, B, C), "zh") == "`a`、`b`和`c`"
    assert fact_worded((A, B, C), "zh", joint="or") == "`a`、`b`或`c`"


def test_a_long_list_is_counted_after_twenty() -> None:
    many = tuple(Named("area", f"{n:02d}") for n in range(25))
    assert fact_worded(many, "en").endswith("`18`, `19` and 5 more")
    assert fact_worded(many, "zh").endswith("`18`、`19`等25项")


def test_ways_are_alternatives() -> None:
    ways = Alternatives(((A,), (B, C)))
    assert fact_worded(ways, "en") == "`a`; or `b` and `c`"
    assert fact_worded(ways, "zh") == "`a`；或者`b`和`c`"


def test_many_ways_are_counted_after_twenty() -> None:
    ways = Alternatives(((A,),) * 23)
    assert fact_worded(ways, "en").endswith("; or `a`; or 3 more ways")
    assert fact_worded(ways, "zh").endswith("；或者`a`等23种")


def test_a_phrase_is_a_sentence_within_a_sentence() -> None:
    assert fact_worded(Phrase("help.reason.missing"), "en") == "state the reason"


def test_an_instant_is_shown_in_the_offset_of_the_reader() -> None:
    instant = datetime(2026, 2, 10, 0, 0, tzinfo=UTC)
    assert instant_worded(instant, CHINA) == "2026-02-10 08:00+08:00"
    assert instant_worded(instant, timezone(timedelta(hours=-3, minutes=-30))) == (
        "2026-02-09 20:30-03:30"
    )
    assert instant_worded(instant) == "2026-02-10 00:00Z"


def test_seconds_are_shown_where_there_are_any() -> None:
    assert instant_worded(datetime(2026, 2, 10, 0, 0, 5, tzinfo=UTC)) == "2026-02-10 00:00:05Z"
    odd = datetime(2026, 2, 10, 0, 0, 5, 7, tzinfo=UTC)
    assert instant_worded(odd) == "2026-02-10 00:00:05Z"
    assert instant_worded(odd.replace(second=0)) == "2026-02-10 00:00Z"
    assert instant_worded(odd, exact=True) == "2026-02-10 00:00:05.000007Z"


def test_what_lies_beneath_a_second_is_shown_where_two_times_would_read_alike() -> None:
    noon = datetime(2026, 2, 10, 12, tzinfo=UTC)
    facts = {"start": noon, "decided_at": noon.replace(microsecond=1)}
    said = worded("finding.period.backdated", facts, "en")
    assert "12:00Z" in said
    assert "12:00:00.000001Z" in said
    said = worded("finding.period.backdated", facts | {"start": noon.replace(hour=11)}, "en")
    assert ".000001" not in said


def test_without_a_zone_each_time_is_shown_in_its_own() -> None:
    facts = {
        "start": datetime(2026, 2, 10, tzinfo=CHINA),
        "decided_at": datetime(2026, 2, 10, tzinfo=UTC),
    }
    said = worded("finding.period.backdated", facts, "en", zone=None)
    assert "2026-02-10 00:00+08:00" in said
    assert "2026-02-10 00:00Z" in said


def test_an_instant_at_the_end_of_the_calendar_is_shown_in_utc() -> None:
    last = datetime.max.replace(microsecond=0, tzinfo=UTC)
    assert instant_worded(last, CHINA) == "9999-12-31 23:59:59Z"


def test_a_duration_is_worded_in_days_to_seconds() -> None:
    duration = timedelta(days=2, hours=1, minutes=1, seconds=1)
    assert duration_worded(duration, "en") == "2 days 1 h 1 min 1 s"
    assert duration_worded(duration, "zh") == "2天1小时1分钟1秒"
    assert duration_worded(timedelta(0), "en") == "0 s"
    assert fact_worded(timedelta(hours=6), "zh") == "6小时"


def test_what_cannot_be_seen_is_written_as_an_escape() -> None:
    assert visible("a\x1b[31mb") == "a\\u001b[31mb"
    assert visible("\u202eevil\U000e0001") == "\\u202eevil\\U000e0001"
    assert visible("\ud800") == "\\ud800"
    assert visible("西咸 é") == "西咸 é"
    assert fact_worded("\x07", "en") == "\\u0007"


@given(st.text())
def test_what_is_visible_stays_as_it_is(text: str) -> None:
    assert visible(visible(text)) == visible(text)


def test_ids_and_instants_stand_apart_from_chinese() -> None:
    assert spaced("由`X-1`设定") == "由 `X-1` 设定"
    assert spaced("标题（`x`）。") == "标题（`x`）。"
    assert spaced("起点2026-02-10 08:00+08:00早于") == "起点 2026-02-10 08:00+08:00 早于"
    assert spaced("`甲`") == "`甲`"


def test_brackets_around_brackets_are_of_another_kind() -> None:
    assert nested("甲（乙（丙）、丁（戊））") == "甲〔乙（丙）、丁（戊）〕"
    assert nested("甲（乙）（丙）") == "甲（乙）（丙）"
    assert nested("甲）乙（丙") == "甲）乙（丙"


def test_more_than_is_listed_is_said_in_both_languages() -> None:
    assert listed(["a"], "en", more=2) == "a and 2 more"
    assert listed(["甲"], "zh", more=2) == "甲等3项"
