"""Ids, texts, times and durations: what is taken, and the code with which anything else is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from responselevels.models.base import Flag, Id, Whole, Words
from responselevels.models.texts import Text
from responselevels.models.times import (
    FIRST_MICROS,
    LAST_MICROS,
    Day,
    Duration,
    Instant,
    duration_of,
    duration_written,
    instant_at,
    instant_of,
    instant_written,
    micros_of,
)
from tests.models.making import accepted, refused

BERLIN = ZoneInfo("Europe/Berlin")
CHINA = timezone(timedelta(hours=8))

# -- ids ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "4",
        "no",
        "12:30",
        "橙色",
        "a b",
        "r&d;",
        "café",
        "𝔸",
        "🟧",
        "naïve",
        "x" * 300,
        "ー",
        "a\u00a0b",
    ],
)
def test_an_id_is_any_text_that_shows_what_it_is(name: str) -> None:
    assert accepted(Id, name) == name


@pytest.mark.parametrize(
    ("name", "code", "facts"),
    [
        ("", "id.empty", {}),
        ("  ", "id.empty", {}),
        ("\u3000\u2003", "id.empty", {}),
        (" a", "id.blanks", {"value": " a"}),
        ("a\u00a0", "id.blanks", {"value": "a\u00a0"}),
        ("橙\n", "id.blanks", {"value": "橙\n"}),
        ("a\tb", "id.character", {"value": "a\tb", "character": "U+0009"}),
        ("a\x00b", "id.character", {"value": "a\x00b", "character": "U+0000"}),
        ("a\x7fb", "id.character", {"value": "a\x7fb", "character": "U+007F"}),
        ("a\u200bb", "id.character", {"value": "a\u200bb", "character": "U+200B"}),
        ("a\u202eb", "id.character", {"value": "a\u202eb", "character": "U+202E"}),
        ("a\u2066b", "id.character", {"value": "a\u2066b", "character": "U+2066"}),
        ("\ufeffa", "id.character", {"value": "\ufeffa", "character": "U+FEFF"}),
        ("a\u2028b", "id.character", {"value": "a\u2028b", "character": "U+2028"}),
        ("a\u2029b", "id.character", {"value": "a\u2029b", "character": "U+2029"}),
        ("a\u00adb", "id.character", {"value": "a\u00adb", "character": "U+00AD"}),
        ("e\u0301", "id.not_nfc", {"value": "e\u0301", "written": "é"}),
        ("\u212b", "id.not_nfc", {"value": "\u212b", "written": "\u00c5"}),
    ],
)
def test_an_id_that_hides_something_is_refused(name: str, code: str, facts: dict[str, str]) -> None:
    assert refused(Id, name) == (code, facts)


@pytest.mark.parametrize("value", [4, 4.0, True, None, b"4", ["4"], date(2026, 2, 1)])
def test_nothing_but_text_is_an_id(value: object) -> None:
    assert refused(Id, value)[0] == "string_type"


def test_half_a_character_is_no_part_of_an_id() -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Id).validate_python("a\ud800")


@pytest.mark.parametrize(
    ("kind", "wrong"), [(Words, 4), (Flag, "true"), (Flag, 1), (Whole, "1"), (Whole, True)]
)
def test_nothing_is_converted_silently(kind: Any, wrong: object) -> None:
    assert refused(kind, wrong)[0] in {"string_type", "bool_type", "int_type"}


# -- texts ---------------------------------------------------------------------------------------


def test_a_plain_text_is_the_same_in_every_language() -> None:
    text = accepted(Text, "Routine")
    assert text == Text.of("Routine")
    assert (text.in_("en"), text.in_("zh"), text.written()) == ("Routine", "Routine", "Routine")


def test_a_text_in_several_languages_answers_in_each() -> None:
    text = accepted(Text, {"zh": "常态", "en": "Routine"})
    assert (text.in_("zh"), text.in_("en"), text.in_("fr")) == ("常态", "Routine", "Routine")
    assert text.written() == {"zh": "常态", "en": "Routine"}
    assert text == accepted(Text, {"en": "Routine", "zh": "常态"})


def test_a_text_without_the_language_or_english_answers_in_the_first_it_has() -> None:
    assert accepted(Text, {"zh": "常态", "fr": "Routine"}).in_("de") == "Routine"
    assert accepted(Text, {"zh": "常态"}).written() == {"zh": "常态"}


def test_a_text_already_made_is_taken_as_it_is() -> None:
    text = Text.of({"zh-Hans": "常态"})
    assert accepted(Text, text) is text


@pytest.mark.parametrize(
    ("value", "code", "facts"),
    [
        ("", "text.empty", {}),
        (" \n", "text.empty", {}),
        ({}, "text.empty", {}),
        (4, "text.type", {}),
        (None, "text.type", {}),
        (["a"], "text.type", {}),
        ({"EN": "x"}, "text.language", {"value": "EN"}),
        ({"english": "x"}, "text.language", {"value": "english"}),
        ({"en_GB": "x"}, "text.language", {"value": "en_GB"}),
        ({"en\n": "x"}, "text.language", {"value": "en\n"}),
        ({"": "x"}, "text.language", {"value": ""}),
        ({1: "x"}, "text.language", {"value": "1"}),
        ({"en": ""}, "text.words", {"language": "en"}),
        ({"en": " "}, "text.words", {"language": "en"}),
        ({"en": "x", "zh": None}, "text.words", {"language": "zh"}),
    ],
)
def test_a_text_that_says_nothing_or_in_no_language_is_refused(
    value: object, code: str, facts: dict[str, str]
) -> None:
    assert refused(Text, value) == (code, facts)


def test_a_text_is_written_as_it_was_read() -> None:
    adapter = TypeAdapter(Text)
    for value in ("Routine", {"en": "Routine", "zh": "常态"}):
        assert adapter.dump_python(adapter.validate_python(value)) == value


def test_the_schema_of_a_text_asks_for_what_the_model_asks() -> None:
    assert TypeAdapter(Text).json_schema() == {
        "anyOf": [
            {"type": "string", "minLength": 1},
            {
                "type": "object",
                "minProperties": 1,
                "propertyNames": {"pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"},
                "additionalProperties": {"type": "string", "minLength": 1},
            },
        ]
    }


# -- instants ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("2026-02-10T08:00+08:00", "2026-02-10T00:00:00Z"),
        ("2026-02-10T00:00Z", "2026-02-10T00:00:00Z"),
        ("2026-02-10T00:00:01.5Z", "2026-02-10T00:00:01.500000Z"),
        ("2026-02-10T00:00:01.000001-00:00", "2026-02-10T00:00:01.000001Z"),
        ("2026-02-09T12:15:00-11:45", "2026-02-10T00:00:00Z"),
        ("2024-02-29T23:59:59.999999+00:00", "2024-02-29T23:59:59.999999Z"),
        ("0001-01-01T00:00Z", "0001-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"),
        ("2026-02-10T00:00+23:59", "2026-02-09T00:01:00Z"),
    ],
)
def test_an_instant_is_written_with_its_offset(written: str, utc: str) -> None:
    assert instant_written(accepted(Instant, written)) == utc


def test_the_offset_is_kept() -> None:
    assert instant_of("2026-02-10T08:00+08:00").isoformat() == "2026-02-10T08:00:00+08:00"
    assert instant_of("2026-02-10T08:00-03:30").utcoffset() == timedelta(hours=-3.5)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "now",
        "2026-02-10",
        "2026-02-10 08:00+08:00",
        "2026-02-10T08+08:00",
        "2026-2-10T08:00+08:00",
        "2026-02-10T08:00+0800",
        "2026-02-10T08:00+08",
        "2026-02-10T08:00 +08:00",
        "2026-02-10T08:00z",
        "2026-02-10t08:00Z",
        "2026-02-10T08:00:00.Z",
        "2026-02-10T08:00:00.0000001Z",
        "2026-02-10T08:00:00,5Z",
        "20260210T0800Z",
        "2026-W07-2T08:00Z",
        "+2026-02-10T08:00Z",
        "12026-02-10T08:00Z",
        " 2026-02-10T08:00Z",
        "2026-02-10T08:00Z\n",
        "２０２６-02-10T08:00Z",
        "2026-02-10T08:00[Asia/Shanghai]",
    ],
)
def test_what_is_not_written_so_is_malformed(written: str) -> None:
    assert refused(Instant, written) == ("time.malformed", {"value": written})


@pytest.mark.parametrize(
    "written",
    [
        "2026-02-29T00:00Z",
        "2026-13-01T00:00Z",
        "2026-00-01T00:00Z",
        "2026-02-10T24:00Z",
        "2026-02-10T00:60Z",
        "2026-06-30T23:59:60Z",
        "2026-02-10T00:00+24:00",
        "2026-02-10T00:00+08:60",
        "2026-02-10T00:00-99:00",
        "0000-01-01T00:00Z",
        "0001-01-01T00:00+08:00",
        "9999-12-31T23:59-00:01",
    ],
)
def test_a_time_that_no_clock_shows_is_impossible(written: str) -> None:
    assert refused(Instant, written)[0] == "time.impossible"


def test_a_time_without_offset_is_refused() -> None:
    assert refused(Instant, "2026-02-10T08:00") == ("time.naive", {"value": "2026-02-10T08:00"})
    naive = datetime(2026, 2, 10, 8)  # noqa: DTZ001 - refused for that
    assert refused(Instant, naive) == ("time.naive", {"value": "2026-02-10T08:00:00"})


@pytest.mark.parametrize(
    "value", [0, 1_770_000_000, 1.5, None, True, date(2026, 2, 10), b"2026", []]
)
def test_nothing_but_text_or_a_datetime_is_a_time(value: object) -> None:
    assert refused(Instant, value)[0] == "time.type"


def test_a_time_of_a_zone_keeps_the_offset_that_clocks_show_there() -> None:
    winter, summer = datetime(2026, 2, 1, tzinfo=BERLIN), datetime(2026, 7, 1, tzinfo=BERLIN)
    assert instant_of(winter).isoformat() == "2026-02-01T00:00:00+01:00"
    assert instant_of(summer).isoformat() == "2026-07-01T00:00:00+02:00"
    assert type(instant_of(winter).tzinfo) is timezone


def test_of_an_hour_that_clocks_show_twice_the_fold_says_which() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    assert instant_written(instant_of(first)) == "2026-10-25T00:30:00Z"
    assert instant_written(instant_of(first.replace(fold=1))) == "2026-10-25T01:30:00Z"


@pytest.mark.parametrize("fold", [0, 1])
@pytest.mark.parametrize("minute", [0, 30, 59])
def test_a_time_that_clocks_skip_is_refused(minute: int, fold: int) -> None:
    skipped = datetime(2026, 3, 29, 2, minute, tzinfo=BERLIN, fold=fold)
    assert refused(Instant, skipped) == ("time.gap", {"value": skipped.isoformat()})


@pytest.mark.parametrize(
    "edge",
    [datetime(2026, 3, 29, 1, 59, 59, tzinfo=BERLIN), datetime(2026, 3, 29, 3, tzinfo=BERLIN)],
)
def test_the_times_on_either_side_of_a_gap_are_taken(edge: datetime) -> None:
    assert instant_of(edge) == edge


@pytest.mark.parametrize(
    "edge",
    [
        datetime(1, 1, 1, tzinfo=CHINA),
        datetime(9999, 12, 31, 23, 59, tzinfo=timezone(-timedelta(minutes=1))),
        datetime(1, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai")),
        datetime(9999, 12, 31, 23, tzinfo=ZoneInfo("America/New_York")),
    ],
)
def test_a_time_outside_the_years_that_can_be_written_is_impossible(edge: datetime) -> None:
    assert refused(Instant, edge) == ("time.impossible", {"value": edge.isoformat()})


def test_the_last_instant_in_a_zone_is_taken() -> None:
    last = datetime(9999, 12, 31, 18, 59, 59, tzinfo=ZoneInfo("America/New_York"))
    assert instant_written(instant_of(last)) == "9999-12-31T23:59:59Z"


@given(st.datetimes(timezones=st.sampled_from([UTC, CHINA, timezone(timedelta(hours=-9.5))])))
def test_an_instant_reads_back_as_it_was_written(instant: datetime) -> None:
    micros = micros_of(instant)
    if FIRST_MICROS <= micros <= LAST_MICROS:
        assert instant_at(micros) == instant
        assert micros_of(instant_of(instant_written(instant))) == micros
        assert instant_of(instant.isoformat()) == instant
    else:
        assert refused(Instant, instant)[0] == "time.impossible"


def test_instants_are_counted_from_1970() -> None:
    assert micros_of(datetime(1970, 1, 1, tzinfo=UTC)) == 0
    assert micros_of(datetime(1970, 1, 2, 0, 0, 1, 2, tzinfo=UTC)) == 86_401_000_002
    assert micros_of(datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)) == -1
    assert instant_at(-1).isoformat() == "1969-12-31T23:59:59.999999+00:00"


def test_an_instant_is_dumped_with_its_offset() -> None:
    adapter = TypeAdapter[datetime](Instant)
    written = adapter.dump_python(instant_of("2026-02-10T08:00+08:00"), mode="json")
    assert written == "2026-02-10T08:00:00+08:00"


# -- days ------------------------------------------------------------------------------------------


def test_a_day_stays_text() -> None:
    assert accepted(Day, "2024-02-29") == "2024-02-29"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2023-02-29", "2023-02-29"),
        ("2023-2-1", "2023-2-1"),
        ("20230201", "20230201"),
        ("2023-W05-1", "2023-W05-1"),
        ("0000-01-01", "0000-01-01"),
        ("２０２３-02-01", "２０２３-02-01"),
        ("2023-02-01\n", "2023-02-01\n"),
        (2023, "2023"),
        (date(2023, 2, 1), "2023-02-01"),
    ],
)
def test_what_is_no_day_is_refused(value: object, shown: str) -> None:
    assert refused(Day, value) == ("day.malformed", {"value": shown})


# -- durations ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "length", "again"),
    [
        ("P1D", timedelta(days=1), "P1D"),
        ("PT6H", timedelta(hours=6), "PT6H"),
        ("PT90M", timedelta(minutes=90), "PT1H30M"),
        ("P1DT2H3M4S", timedelta(days=1, hours=2, minutes=3, seconds=4), "P1DT2H3M4S"),
        ("PT24H", timedelta(days=1), "P1D"),
        ("P0DT1S", timedelta(seconds=1), "PT1S"),
        ("P999999D", timedelta(days=999_999), "P999999D"),
        ("PT999999S", timedelta(seconds=999_999), "P11DT13H46M39S"),
        (timedelta(hours=4), timedelta(hours=4), "PT4H"),
    ],
)
def test_a_duration_is_written_in_days_to_seconds(
    written: object, length: timedelta, again: str
) -> None:
    assert accepted(Duration, written) == length
    assert TypeAdapter[timedelta](Duration).dump_python(length, mode="json") == again


@pytest.mark.parametrize(
    "value",
    [
        *("", "P", "PT", "P1DT", "1D", "p1d", "P1M", "P1Y", "P1W", "P-1D", "-P1D", "P1.5D"),
        *("PT1,5H", "P1D ", "P1D\n", "PT1S1M", "P1H", "P1000000D", "P１D", "PT1000000S"),
    ],
)
def test_what_is_no_such_duration_is_malformed(value: str) -> None:
    assert refused(Duration, value) == ("duration.malformed", {"value": value})


@pytest.mark.parametrize("value", [4, 4.5, None, True])
def test_a_number_is_no_duration(value: object) -> None:
    assert refused(Duration, value) == ("duration.malformed", {"value": str(value)})


def test_a_long_text_is_cut_in_what_is_said_of_it() -> None:
    assert refused(Duration, "x" * 500) == ("duration.malformed", {"value": "x" * 40})


@pytest.mark.parametrize("value", ["P0D", "PT0S", "P0DT0H0M0S", timedelta(0), timedelta(days=-1)])
def test_a_duration_is_positive(value: object) -> None:
    assert refused(Duration, value) == ("duration.not_positive", {"value": str(value)})


@given(st.timedeltas(timedelta(seconds=1), timedelta(days=999_999)))
def test_a_duration_of_whole_seconds_reads_back_as_it_was_written(length: timedelta) -> None:
    whole = timedelta(seconds=length // timedelta(seconds=1))
    assert duration_of(duration_written(whole)) == whole


@pytest.mark.parametrize("value", [timedelta(milliseconds=250), timedelta(days=1, microseconds=1)])
def test_a_duration_that_could_not_be_written_is_refused(value: timedelta) -> None:
    assert refused(Duration, value) == ("duration.malformed", {"value": str(value)})
