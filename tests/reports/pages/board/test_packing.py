from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responselevels.core.timeline import FOREVER
from responselevels.reports.pages.board.packing import Table, Times, folded

MINUTE = 60_000_000


def unfolded(names: list[str]) -> list[str]:
    found, before = [], ""
    for name in names:
        before = before[: int(name[0], 36)] + name[1:]
        found.append(before)
    return found


@given(st.lists(st.text(alphabet="ab西🀄", max_size=40)))
def test_names_come_back_as_they_were(names: list[str]) -> None:
    assert unfolded(folded(names)) == names


def test_nothing_is_shared_from_a_character_on_that_is_two_in_a_browser() -> None:
    assert folded(["a🀄b", "a🀄c"]) == ["0a🀄b", "1🀄c"]


def test_more_than_one_digit_can_say_is_not_shared() -> None:
    assert folded(["x" * 50, "x" * 50])[1] == "z" + "x" * 15


@pytest.mark.parametrize(
    ("micros", "unit"),
    [([5 * MINUTE, 7 * MINUTE], MINUTE), ([MINUTE, 1_000_000], 1_000_000), ([1, MINUTE], 1)],
)
def test_the_longest_unit_is_taken_that_leaves_whole_numbers(micros: list[int], unit: int) -> None:
    times = Times.of(micros)
    assert times.unit == unit
    assert [times.base + (times.short(one) or 0) * unit for one in micros] == micros


def test_what_never_comes_has_no_number() -> None:
    assert Times.of([0, FOREVER]).short(FOREVER) is None
    assert Times.of([]).short(0) == 0


def test_a_text_that_is_named_again_keeps_its_number_and_shows_what_cannot_be_seen() -> None:
    table = Table()
    assert [table.number(one) for one in ("a", "b\u202e", "a", None)] == [0, 1, 0, -1]
    assert table.texts == ["a", "b\\u202e"]
