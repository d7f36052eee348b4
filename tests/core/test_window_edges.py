"""What one microsecond before a window decides, and how an empty window is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from responselevels.core.orders.causes import level_changes
from responselevels.core.orders.holdings import timeline
from responselevels.errors import InputError, Place, Problem
from tests.core.desk import world
from tests.model.scenes import at, order

INSTANT = timedelta(microseconds=1)
BOOK = world([order("N-1", "north", "red", (4, 9))])


@pytest.mark.parametrize(("late", "listed"), [(0 * INSTANT, 1), (INSTANT, 0), (2 * INSTANT, 0)])
def test_a_change_before_the_window_is_not_listed_however_near(
    late: timedelta, listed: int
) -> None:
    changes = level_changes(BOOK, "north", start=at(4) + late, end=at(8))
    assert len(changes) == listed


def test_an_empty_window_is_refused_in_words() -> None:
    with pytest.raises(InputError) as caught:
        timeline(BOOK, "north", start=at(4), end=at(4))
    assert caught.value.problems == (Problem(Place(path=("end",)), "window.empty"),)
    assert caught.value.worded("en") == (
        "end: the time asked for ends before or as it begins; let its end be later than its start"
    )
    assert (
        caught.value.worded("zh")
        == "end: 所查时段的结束时间不晚于起始时间；请使结束时间晚于起始时间"
    )
