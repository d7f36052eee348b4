"""Instants, days and durations: how they are written, and as microseconds."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

# -- instants -------------------------------------------------------------------

_INSTANT = re.compile(
    r"\d{4}-\d\d-\d\dT(\d\d):\d\d(?::\d\d(?:\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?",
    re.ASCII,
)
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - arithmetic on wall time, offset handled apart
_EPOCH_IN_UTC = _EPOCH.replace(tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
FIRST_MICROS = (datetime.min - _EPOCH) // _MICROSECOND
LAST_MICROS = (datetime.max - _EPOCH) // _MICROSECOND


def instant_of(value: Any) -> datetime:
    """Return the aware datetime that *value* stands for, its offset kept.

    *value* is an aware `datetime`, or text like ``2026-02-10T08:00+08:00``:
    seconds and up to six decimals may follow, ``Z`` stands for UTC.

    Of a subclass of `datetime`, a plain one comes back. One that says more than
    a `datetime` can hold, such as nanoseconds, is refused: it could not be
    written down and read as the same again.

    Raises:
        PydanticCustomError: naive, not a time at all, finer than a microsecond,
            a local time that its zone skips, a zone that gives no answer, or
            outside the years 1 to 9999 in UTC.
    """
    if isinstance(value, datetime):
        return _aware(_plain(value))
    if not isinstance(value, str):
        raise PydanticCustomError("time.type", "a quoted time expected")
    return _read(value)


@lru_cache(maxsize=1024)
def _read(text: str) -> datetime:
    """Return the instant that *text* writes; the same times stand in many places of a log."""
    match = _INSTANT.fullmatch(text)
    if match is None:
        raise PydanticCustomError("time.malformed", "not a time", {"value": text})
    hour, offset = match.groups()
    if offset is None:
        raise PydanticCustomError("time.naive", "no offset", {"value": text})
    impossible = PydanticCustomError("time.impossible", "no such time", {"value": text})
    # Python takes hour 24 for midnight, from 3.14 on, and any minutes of an offset.
    if hour > "23" or (offset != "Z" and offset[-2:] > "59"):
        raise impossible
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise impossible from None
    _in_range(instant)
    return instant


def _plain(value: datetime) -> datetime:
    """Return *value* as a `datetime` itself, where it says nothing that one cannot hold."""
    if type(value) is datetime:
        return value
    try:
        day = (value.year, value.month, value.day)
        time = (value.hour, value.minute, value.second, value.microsecond)
        plain = datetime(*day, *time, tzinfo=value.tzinfo, fold=value.fold)
        if value.isoformat() == plain.isoformat() and value == plain:
            return plain
    except Exception:  # noqa: BLE001, S110 - whatever a foreign class raises, it is no plain time
        pass
    raise PydanticCustomError("time.inexact", "no plain time", {"value": type(value).__name__})


def _wall(value: datetime) -> str:
    """Return the time on the wall, for messages: it asks no zone."""
    return value.replace(tzinfo=None).isoformat()


def _aware(value: datetime) -> datetime:
    if value.tzinfo is None or isinstance(value.tzinfo, timezone):
        offset = value.utcoffset()
    else:
        offset = _asked(value)
    if offset is None:
        raise PydanticCustomError("time.naive", "no offset", {"value": _wall(value)})
    fixed = value.replace(tzinfo=timezone(offset))
    _in_range(fixed)
    return fixed


def _asked(value: datetime) -> timedelta | None:
    """Return the offset of *value* by its zone, which may be anybody's."""
    try:
        offset = value.utcoffset()
        skipped = offset is not None and _skipped(value, timezone(offset))
    except PydanticCustomError:
        raise
    except Exception:  # noqa: BLE001 - whatever a foreign zone raises, it gives no answer
        facts = {"value": _wall(value)}
        raise PydanticCustomError("time.zone", "no answer", facts) from None
    if skipped:
        raise PydanticCustomError("time.gap", "skipped", {"value": value.isoformat()})
    return offset


def _skipped(value: datetime, zone: timezone) -> bool:
    """Say whether the clocks of the zone of *value* never show it."""
    fixed = value.replace(tzinfo=zone)
    _in_range(fixed)
    back = fixed.astimezone(UTC).astimezone(value.tzinfo)
    return _wall(back.replace(fold=0)) != _wall(value.replace(fold=0))


def _in_range(value: datetime) -> None:
    if not FIRST_MICROS <= micros_of(value) <= LAST_MICROS:
        raise PydanticCustomError("time.impossible", "no such time", {"value": value.isoformat()})


def local_of(instant: datetime, zone: tzinfo | None) -> datetime:
    """Return *instant* in *zone*, None for that of the machine; as it is, in the last hours that can be written and the first."""
    try:
        return instant.astimezone(zone)
    except OverflowError:
        return instant


def micros_of(instant: datetime) -> int:
    """Return the aware *instant* as microseconds since 1970-01-01T00:00Z."""
    since = instant - _EPOCH_IN_UTC
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


@lru_cache(maxsize=8192)
def instant_at(micros: int) -> datetime:
    """Return the UTC datetime *micros* microseconds after 1970-01-01T00:00Z."""
    # Remembered, for the edges of periods are told again and again, of one place after another.
    return _EPOCH_IN_UTC + timedelta(microseconds=micros)


def instant_written(instant: datetime) -> str:
    """Return *instant* in UTC as ``YYYY-MM-DDTHH:MM:SS[.ffffff]Z``.

    >>> instant_written(instant_of("2026-02-10T08:00+08:00"))
    '2026-02-10T00:00:00Z'
    """
    # Two times of one wall clock that are an hour apart may be equal, but not at a fixed offset.
    fixed = type(instant.tzinfo) is timezone
    return _written_once(instant) if fixed else _written(instant)


def _written(instant: datetime) -> str:
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


_written_once = lru_cache(maxsize=4096)(_written)
"""The same instants begin and end many rows of many decisions."""


def instant_kept(instant: datetime) -> str:
    """Return *instant* as text that is read as the same again, in its offset if that can be written.

    >>> instant_kept(instant_of("2026-02-10T08:00+08:00"))
    '2026-02-10T08:00:00+08:00'
    """
    offset = instant.utcoffset() or timedelta(0)
    return instant_written(instant) if offset.seconds % 60 else instant.isoformat()


_INSTANT_PATTERN = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})$"

Instant = Annotated[
    datetime,
    BeforeValidator(instant_of),
    PlainSerializer(instant_kept, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": _INSTANT_PATTERN}),
]
"""A point in time, aware; compared and stored on the UTC time line."""


def day_of(value: Any) -> str:
    """Return *value* if it is a calendar day, as ``2021-03-01``.

    Raises:
        PydanticCustomError: it is not.
    """
    if not isinstance(value, str):
        raise PydanticCustomError("day.malformed", "a quoted day expected", {"value": str(value)})
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        raise PydanticCustomError("day.malformed", "not a day", {"value": value})
    try:
        date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("day.malformed", "no such day", {"value": value}) from None
    return value


Day = Annotated[
    str,
    BeforeValidator(day_of),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
]
"""A calendar day, as ``2021-03-01``."""


# -- durations ------------------------------------------------------------------

_DURATION_PATTERN = (
    r"P(?=\d|T\d)(?:(\d{1,6})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?"
)
_DURATION = re.compile(_DURATION_PATTERN, re.ASCII)


def duration_of(value: Any) -> timedelta:
    """Return the positive duration that *value* writes in days to seconds.

    Months and years are refused: they are not the same length each time. A day
    is 24 hours of elapsed time.

    Raises:
        PydanticCustomError: not such a duration, or not positive.
    """
    if isinstance(value, timedelta) and not value.microseconds:
        duration = value
    else:
        match = _DURATION.fullmatch(value) if isinstance(value, str) else None
        if match is None:
            raise PydanticCustomError(
                "duration.malformed", "not a duration", {"value": str(value)[:40]}
            )
        days, hours, minutes, seconds = (int(n or 0) for n in match.groups())
        duration = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if duration <= timedelta(0):
        raise PydanticCustomError("duration.not_positive", "not positive", {"value": str(value)})
    return duration


def duration_written(duration: timedelta) -> str:
    """Return a positive *duration* of whole seconds as ISO 8601 in days, hours, minutes, seconds.

    >>> duration_written(timedelta(days=1, hours=6))
    'P1DT6H'
    """
    total = duration // timedelta(seconds=1)
    days, rest = divmod(total, 86_400)
    hours, rest = divmod(rest, 3_600)
    minutes, seconds = divmod(rest, 60)
    date_part = f"{days}D" if days else ""
    clock = "".join(f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if n)
    return "P" + date_part + (f"T{clock}" if clock else "")


Duration = Annotated[
    timedelta,
    BeforeValidator(duration_of),
    PlainSerializer(duration_written, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": f"^{_DURATION_PATTERN}$"}),
]
"""A positive length of elapsed time."""
