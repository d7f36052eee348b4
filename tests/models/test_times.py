"""Instants, days and durations."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

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
    local_of,
    micros_of,
)
from tests.models.making import accepted, refused

BERLIN = ZoneInfo("Europe/Berlin")
CHINA = timezone(timedelta(hours=8))

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


# -- times of other classes -------------------------------------------------------------------------


class Stamp(datetime):
    """A time of another program, which says what a plain one says."""


class Nameless(tzinfo):
    """A zone that knows no offset, or gives what is none."""

    def __init__(self, answer: object) -> None:
        self.answer = answer

    def utcoffset(self, _at: datetime | None) -> Any:
        return self.answer

    def dst(self, _at: datetime | None) -> timedelta | None:
        return None

    def tzname(self, _at: datetime | None) -> str | None:
        return None


def test_a_time_of_another_class_becomes_a_plain_one() -> None:
    found = instant_of(Stamp(2026, 2, 10, 8, 0, 1, 5, tzinfo=BERLIN))
    assert type(found) is datetime
    assert found == datetime(2026, 2, 10, 8, 0, 1, 5, tzinfo=BERLIN)


def test_a_time_that_its_class_cannot_say_again_is_refused() -> None:
    class Odd(Stamp):
        def isoformat(self, *_args: object, **_more: object) -> str:
            raise RuntimeError("no text today")

    assert refused(Instant, Odd(2026, 2, 10, tzinfo=UTC)) == ("time.inexact", {"value": "Odd"})


@pytest.mark.parametrize(
    ("answer", "code"),
    [(None, "time.naive"), (5, "time.zone"), (timedelta(hours=25), "time.zone")],
)
def test_a_zone_must_say_how_far_it_is_from_utc(answer: object, code: str) -> None:
    naive = datetime(2026, 2, 10, 8, tzinfo=Nameless(answer))
    assert refused(Instant, naive) == (code, {"value": "2026-02-10T08:00:00"})


def test_an_offset_may_not_lead_out_of_the_years_that_there_are() -> None:
    first = datetime(1, 1, 1, tzinfo=Nameless(timedelta(hours=8)))
    assert refused(Instant, first)[0] == "time.impossible"
    assert refused(Instant, datetime(1, 1, 1, tzinfo=CHINA))[0] == "time.impossible"


def test_an_instant_is_written_by_itself_and_not_by_the_clock_on_the_wall() -> None:
    # The clocks go back at three: the two times are equal to Python, and an hour apart.
    summer = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    winter = summer.replace(fold=1)
    assert summer == winter
    written = [
        instant_written(one) for one in (summer, winter, instant_of(summer), instant_of(winter))
    ]
    assert written == ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"] * 2


@pytest.mark.parametrize(
    ("instant", "zone", "day"),
    [
        ("9999-12-31T23:59:00+00:00", "Asia/Shanghai", "9999-12-31"),
        ("0001-01-01T00:00:00+00:00", "America/New_York", "0001-01-01"),
        ("2026-02-28T16:00:00+00:00", "Asia/Shanghai", "2026-03-01"),
    ],
)
def test_where_the_calendar_ends_an_instant_stays_in_its_own_zone(
    instant: str, zone: str, day: str
) -> None:
    assert local_of(datetime.fromisoformat(instant), ZoneInfo(zone)).date().isoformat() == day
