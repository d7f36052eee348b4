from __future__ import annotations

from datetime import UTC, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responselevels.models.times import FIRST_MICROS, LAST_MICROS
from responselevels.reports.pictures.axis import Axis

DAY = 86_400_000_000
instants = st.integers(FIRST_MICROS, LAST_MICROS - 1)
zones = st.sampled_from([UTC, timezone(timedelta(hours=8)), ZoneInfo("Europe/Paris")])


@given(start=instants, length=st.integers(60_000_000, 10**17), zone=zones)
def test_round_times_ascend_within_the_window_with_room_between_them(
    start: int, length: int, zone: timezone
) -> None:
    axis = Axis(start, min(start + length, LAST_MICROS), 100, 752)
    ticks = [*axis.ticks(zone)]
    assert len(ticks) <= 8
    assert all(100 <= tick.x <= 752 for tick in ticks)
    assert all(one.x < other.x for one, other in pairwise(ticks))


@given(start=instants, at=instants)
def test_what_is_outside_lies_at_an_edge(start: int, at: int) -> None:
    axis = Axis(start, start + DAY, 0, 100)
    assert axis.x(at) == (0 if at <= start else 100) or axis.has(at)


@pytest.mark.parametrize(
    ("days", "labels"),
    [
        (0.25, ["2026-05-18 08:00", "09:00", "10:00", "11:00", "12:00", "13:00"]),
        (3, ["2026-05-18 12:00", "05-19", "12:00", "05-20", "12:00", "05-21"]),
        (21, ["2026-05-23", "05-28", "06-02", "06-07"]),
        (60, ["2026-06-01", "06-15", "06-29", "07-13"]),
        (900, ["2026-07", "2027-01", "2027-07", "2028-01", "2028-07"]),
    ],
)
def test_labels_are_as_short_as_the_time_allows(days: float, labels: list[str]) -> None:
    start = 1_779_105_600_000_000 - 4 * 3_600_000_000 * (days == 0.25)  # 2026-05-18T12:00Z
    axis = Axis(start, start + int(days * DAY), 0, 652)
    assert [tick.label for tick in axis.ticks(UTC)] == labels
