"""Days and instants in running text: in Chinese written out, in English as everywhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from responselevels.text.catalogue import instant_worded

WRITTEN_OUT = frozenset({"zh"})
"""The languages that write a date out in running text; the zone is said once for all of them."""

_BEIJING = timedelta(hours=8)


def date_worded(instant: datetime, lang: str, zone: tzinfo = UTC) -> str:
    """Return *instant* in *zone* as running text of *lang* writes it, without the zone.

    In English, and where the calendar ends, it is `instant_worded`, with it.

    >>> date_worded(datetime(2026, 5, 23, 4, 30, tzinfo=UTC), "zh")
    '2026年5月23日4时30分'
    """
    if lang not in WRITTEN_OUT:
        return instant_worded(instant, zone)
    try:
        local = instant.astimezone(zone)
    except OverflowError:
        return instant_worded(instant, zone)
    text = f"{local.year}年{local.month}月{local.day}日{local.hour}时"
    fraction = f".{local.microsecond:06d}" if local.microsecond else ""
    if local.minute or local.second or fraction:
        text += f"{local.minute}分"
    if local.second or fraction:
        text += f"{local.second}{fraction}秒"
    return text


def day_worded(day: str, lang: str) -> str:
    """Return a calendar *day*, ``2021-03-01``, as running text of *lang* writes it.

    >>> day_worded("2021-03-01", "zh")
    '2021年3月1日'
    """
    if lang not in WRITTEN_OUT:
        return day
    year, month, number = map(int, day.split("-"))
    return f"{year}年{month}月{number}日"


def zone_worded(zone: tzinfo, lang: str) -> str:
    """Return what the times of a text that is in *zone* are called.

    >>> from datetime import timezone
    >>> zone_worded(timezone(timedelta(hours=8)), "zh")
    '北京时间（+08:00）'
    """
    offset = zone.utcoffset(None)
    if offset is None:  # it has summer and winter: its name says which
        named = {"Asia/Shanghai": "北京时间"}.get(str(zone), f"时区{zone}的时间")
        return named if lang in WRITTEN_OUT else str(zone)
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    written = f"{'-' if minutes < 0 else '+'}{hours:02d}:{rest:02d}"
    if lang not in WRITTEN_OUT:
        return written
    if offset == _BEIJING:
        return f"北京时间（{written}）"
    return f"时区{written}的时间" if minutes else "协调世界时"
