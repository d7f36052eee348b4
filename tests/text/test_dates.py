"""Dates in running text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from responselevels.text.dates import date_worded, day_worded, zone_worded

CHINA = timezone(timedelta(hours=8))
NIGHT = datetime(2026, 5, 22, 16, 0, tzinfo=UTC)


def test_a_chinese_date_has_no_leading_zeros_and_says_the_hour() -> None:
    assert date_worded(NIGHT, "zh", CHINA) == "2026年5月23日0时"
    assert date_worded(NIGHT + timedelta(minutes=5), "zh", CHINA) == "2026年5月23日0时5分"


def test_seconds_are_said_where_there_are_any() -> None:
    assert date_worded(NIGHT + timedelta(seconds=7), "zh") == "2026年5月22日16时0分7秒"
    late = NIGHT + timedelta(microseconds=7)
    assert date_worded(late, "zh") == "2026年5月22日16时0分0.000007秒"


def test_an_english_date_is_as_everywhere() -> None:
    assert date_worded(NIGHT, "en", CHINA) == "2026-05-23 00:00+08:00"
    assert day_worded("2026-05-03", "en") == "2026-05-03"
    assert zone_worded(CHINA, "en") == "+08:00"


def test_a_date_at_the_end_of_the_calendar_has_its_zone_with_it() -> None:
    last = datetime.max.replace(microsecond=0, tzinfo=UTC)
    assert date_worded(last, "zh", CHINA) == "9999-12-31 23:59:59Z"


def test_a_day_has_no_leading_zeros() -> None:
    assert day_worded("2026-05-03", "zh") == "2026年5月3日"


def test_the_zone_is_called_by_its_name_where_it_has_one() -> None:
    assert zone_worded(CHINA, "zh") == "北京时间（+08:00）"
    assert zone_worded(UTC, "zh") == "协调世界时"
    assert zone_worded(ZoneInfo("Asia/Shanghai"), "zh") == "北京时间"
    assert zone_worded(ZoneInfo("Europe/Paris"), "zh") == "时区Europe/Paris的时间"
    assert zone_worded(ZoneInfo("Europe/Paris"), "en") == "Europe/Paris"
    assert zone_worded(timezone(timedelta(hours=-3, minutes=-30)), "zh") == "时区-03:30的时间"
