"""Calendar periods: where they begin, and how they are counted through."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responselevels.core.due.calendar import MONTHS, Calendar
from responselevels.core.timeline import FOREVER, micros_of
from responselevels.models.times import FIRST_MICROS, LAST_MICROS, instant_at

BEIJING = ZoneInfo("Asia/Shanghai")
ZONES = [BEIJING, UTC, *map(ZoneInfo, ("America/Sao_Paulo", "Africa/Cairo", "Asia/Beirut"))]


def at(year: int, month: int, day: int, *, zone: ZoneInfo = BEIJING) -> int:
    return micros_of(datetime(year, month, day, tzinfo=zone))


@pytest.mark.parametrize(
    ("every", "begin", "end"),
    [
        ("month", (2026, 6), (2026, 7)),
        ("quarter", (2026, 4), (2026, 7)),
        ("half_year", (2026, 1), (2026, 7)),
        ("year", (2026, 1), (2027, 1)),
    ],
)
def test_a_period_is_of_the_days_of_its_zone(
    every: str, begin: tuple[int, int], end: tuple[int, int]
) -> None:
    periods = Calendar(every, BEIJING)
    # In UTC it is the 31st of May still.
    number = periods.number_at(at(2026, 6, 1))
    assert (periods.begin(number), periods.end(number)) == (at(*begin, 1), at(*end, 1))


def test_a_period_begins_with_its_first_instant_and_ends_just_before_the_next() -> None:
    periods = Calendar("month", BEIJING)
    june = periods.number_at(at(2026, 6, 1))
    assert periods.number_at(at(2026, 6, 1) - 1) == june - 1
    assert periods.number_at(at(2026, 7, 1) - 1) == june
    assert periods.number_at(at(2026, 7, 1)) == june + 1


def test_the_first_whole_period_begins_with_the_instant_or_after_it() -> None:
    periods = Calendar("month", BEIJING)
    june = periods.number_at(at(2026, 6, 1))
    assert periods.first_whole(at(2026, 6, 1)) == june
    assert periods.first_whole(at(2026, 6, 1) + 1) == june + 1
    assert periods.first_whole(at(2026, 6, 1) - 1) == june


def test_a_day_whose_midnight_is_skipped_begins_when_the_clocks_go_forward() -> None:
    damascus = ZoneInfo("Asia/Damascus")
    periods = Calendar("month", damascus)
    april = periods.number_at(at(1991, 4, 2, zone=damascus))
    begin = instant_at(periods.begin(april))
    assert begin.astimezone(damascus).isoformat() == "1991-04-01T01:00:00+03:00"
    before = (begin - timedelta(microseconds=1)).astimezone(damascus)
    assert before.isoformat() == "1991-03-31T23:59:59.999999+02:00"


def test_the_ends_of_time_are_no_trouble() -> None:
    east, west = timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))
    first, last = Calendar("month", east), Calendar("month", east)
    assert first.begin(first.number_at(FIRST_MICROS)) == FIRST_MICROS
    assert last.end(last.number_at(LAST_MICROS)) == FOREVER
    assert Calendar("year", west).number_at(FIRST_MICROS) == 1
    assert Calendar("year", west).end(Calendar("year", west).number_at(LAST_MICROS)) == FOREVER


@given(
    moment=st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)),  # noqa: DTZ001
    zone=st.sampled_from(ZONES),
    every=st.sampled_from([*MONTHS]),
)
def test_every_instant_lies_in_the_period_with_its_number(
    moment: datetime, zone: ZoneInfo, every: str
) -> None:
    instant, periods = micros_of(moment.replace(tzinfo=UTC)), Calendar(every, zone)
    number = periods.number_at(instant)
    assert periods.begin(number) <= instant < periods.end(number)
    assert periods.number_at(periods.begin(number)) == number
