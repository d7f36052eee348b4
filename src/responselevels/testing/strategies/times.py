"""Strategies of time: instants with offsets and clock changes, and periods.

Everything shrinks towards eight o'clock on Monday 5 January 2026 in UTC, whole
hours, and short periods.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from responselevels.models.orders import Period
from responselevels.models.times import instant_of
from responselevels.testing.arguments import NOTHING, takes
from responselevels.testing.extra import st
from responselevels.testing.laws.reference_levels import EARLIEST, LATEST, TICK

FIRST = instant_of("2026-01-05T08:00Z")
"""First instant of drawn histories, unless told otherwise."""

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

EDGES = tuple(
    instant_of(text)
    for text in (
        "2026-03-29T01:00Z",  # summer time begins in Europe: 01:00Z is 02:00, then 03:00
        "2026-10-25T00:30Z",  # and ends: 02:30 comes twice
        "2028-02-29T00:00Z",
        "2026-12-31T23:59:59.999999Z",
    )
)
"""Awkward instants: clock changes, a leap day, the last tick of a year."""

_OFFSETS = tuple(
    timezone(timedelta(minutes=minutes)) for minutes in (0, 480, 60, 120, 345, -210, 840)
)
_PLAIN = 3


@st.composite
def at_some_offset(draw: st.DrawFn, instant: datetime) -> datetime:
    """Write *instant* with some offset that it can be written with; it stays the same instant."""
    # At either end of time, the date of some offsets is one that there is no year for.
    ahead, back = LATEST - instant, EARLIEST - instant
    fitting = [zone for zone in _OFFSETS if back <= zone.utcoffset(None) <= ahead]
    return instant.astimezone(draw(st.sampled_from((*(_OFFSETS[0],) * _PLAIN, *fitting))))


@takes(not_before=(datetime,))
@st.composite
def instants(draw: st.DrawFn, not_before: datetime = FIRST) -> datetime:
    """Draw an instant from *not_before* on: on the hour, or near an awkward one."""
    later = tuple(edge for edge in EDGES if edge > not_before)
    base = draw(st.sampled_from((not_before,) * 8 + later))
    unit = draw(st.sampled_from((HOUR, HOUR, DAY, timedelta(minutes=30), TICK)))
    steps = draw(st.integers(0, 8))
    return draw(at_some_offset(base + steps * unit))


@takes(not_before=(datetime,), open_ended=(bool,), longest=(timedelta, NOTHING))
@st.composite
def periods(
    draw: st.DrawFn,
    not_before: datetime = FIRST,
    *,
    open_ended: bool = False,
    longest: timedelta | None = None,
) -> Period:
    """Draw a period that starts at *not_before* or later and is not empty.

    It has an end unless *open_ended* allows it to have none; it is at most
    *longest*, and often just as long.
    """
    start = not_before + draw(st.sampled_from((0, 0, 0, 1, 2, 24))) * HOUR
    lengths = (HOUR, 2 * HOUR, 4 * HOUR, DAY, 30 * DAY, TICK)
    fitting = [length for length in lengths if longest is None or length <= longest]
    if longest is not None:
        fitting.append(longest)
    if open_ended and longest is None and draw(st.integers(0, 3)) == 3:
        return Period(start=draw(at_some_offset(start)))
    end = start + draw(st.sampled_from(fitting))
    return Period(start=draw(at_some_offset(start)), end=draw(at_some_offset(end)))
