"""Levels as bars: what a character shows, where the marks are, and that every line fits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from responselevels.core.orders.holdings import LevelSpan
from responselevels.reports.frame.bars import AreaBar, Window, bar_rows, drawn_bar
from responselevels.reports.frame.layout import cells
from responselevels.reports.frame.rows import plain
from tests.exports.made import EVIL, locale

START = datetime(2026, 3, 1, tzinfo=UTC)
LEVELS = ("calm", "alert", EVIL)


def hours(count: float) -> datetime:
    return START + timedelta(hours=count)


def window(end: float = 10, at: float = 0) -> Window:
    return Window(start=START, end=hours(end), at=hours(at), levels=LEVELS, default=0)


def span(start: float, end: float | None, level: str | None) -> LevelSpan:
    until = None if end is None else hours(end)
    return LevelSpan(start=hours(start), end=until, level=level, orders=())


def test_each_character_is_a_piece_of_the_time() -> None:
    spans = (span(-5, 2, "calm"), span(2, 5, "alert"), span(5, 6, None), span(6, None, EVIL))
    assert drawn_bar(spans, window(), 10) == "..---?===="


def test_what_is_short_is_seen_and_what_is_worst_in_a_piece_is_shown() -> None:
    spans = (span(0, 4.1, "calm"), span(4.1, 4.2, EVIL), span(4.2, 10, "alert"))
    assert drawn_bar(spans, window(), 10) == "....=-----"
    assert drawn_bar(spans, window(), 2) == "=-"


def test_an_end_is_excluded_and_a_beginning_is_not() -> None:
    spans = (span(0, 5, "alert"), span(5, 10, "calm"))
    assert drawn_bar(spans, window(), 2) == "-."


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [40, 60, 80])
def test_every_line_fits_and_no_bar_is_broken(lang: str, width: int) -> None:
    spans = (span(0, 5, "alert"), span(5, 10, "calm"))
    bars = [
        AreaBar("port", spans),
        AreaBar("north", spans, 1),
        AreaBar(EVIL, spans, 2),
        AreaBar("长" * 40, spans, 1),
    ]
    lines = plain(bar_rows(bars, window(at=5), locale(lang), width=width), width).splitlines()
    assert max(map(cells, lines)) <= width
    drawn = [line.split()[-1] for line in lines if "---" in line]
    assert len(drawn) == len(bars)
    assert len({len(one) for one in drawn}) == 1
    assert not any(char < " " for line in lines for char in line)


def test_the_mark_stands_beneath_its_piece() -> None:
    bars = [AreaBar("port", (span(0, 5, "alert"), span(5, 10, "calm")))]
    lines = plain(bar_rows(bars, window(at=5), locale())).splitlines()
    (bar,) = (line for line in lines if "---" in line)
    (mark,) = (line for line in lines if line.strip() == "^")
    assert mark.index("^") == bar.index("-.") + 1
    assert "  -  Alert (`alert`)" in lines
    assert not any(
        line.strip() == "^" for line in plain(bar_rows(bars, window(at=0), locale())).splitlines()
    )


def test_more_levels_than_marks_still_have_one() -> None:
    many = tuple(str(number) for number in range(60))
    found = Window(start=START, end=hours(1), at=START, levels=many, default=3)
    assert found.mark("3") == "."
    assert found.mark("none") == found.mark(None) == "?"
    assert len({found.mark(level) for level in many[:20]}) == 20
