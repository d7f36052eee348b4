from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from responselevels.models.decisions import Change
from responselevels.reports.frame.wording import Locale
from responselevels.reports.pictures.changes import MOST, changes_picture, window_of
from tests.reports.pictures.test_timeline import read, text, xixian

NOON = datetime(2026, 5, 20, 4, tzinfo=UTC)
CHANGE = Change(
    area="qinhan", start=NOON, end=NOON + timedelta(days=12), from_level="4", to_level="2"
)


def test_what_there_was_and_what_there_would_be_are_drawn_and_told() -> None:
    scheme = xixian().scheme
    found = read(changes_picture([CHANGE], scheme, Locale("en", scheme.titles)))
    assert text(found, "desc") == [
        "Qinhan New City: Level 4 (`4`) becomes Level 2 (`2`), 2026-05-20 04:00Z to 2026-06-01 04:00Z."
    ]
    assert text(found).count("Level 2") == 1
    found = read(changes_picture([CHANGE], scheme, Locale("zh", scheme.titles)))
    assert "变化后的级别" in text(found)


def test_a_picture_has_so_many_rows_at_most_and_cuts_what_is_too_wide() -> None:
    scheme = xixian().scheme
    locale = Locale("en", scheme.titles)
    many = [replace(CHANGE, area=f"{'西' * 30}{n}") for n in range(MOST + 5)]
    drawn = text(read(changes_picture(many, scheme, locale)))
    assert len([one for one in drawn if one.endswith("…")]) == MOST
    assert "and 5 more" in drawn
    assert changes_picture([], scheme, locale) == ""


def test_the_window_has_room_on_both_sides_unless_time_itself_ends() -> None:
    start, end = window_of([CHANGE])
    assert (start, end) == (NOON - timedelta(days=1), NOON + timedelta(days=13))
    start, end = window_of([replace(CHANGE, end=None)])
    assert end > NOON + timedelta(days=1) > NOON > start
    last = datetime.max.replace(tzinfo=UTC)
    assert window_of([replace(CHANGE, end=last)]) == (NOON, last)
