from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from responselevels.reports.frame.layout import cells, padded, wrapped
from responselevels.text.catalogue import visible

WORDS = st.text(
    st.sampled_from("abcXYZ 0123-:+`.,;()（）《》，。、；：？！级别区域西咸新区é\u0301—→"),
    max_size=120,
)


@pytest.mark.parametrize(
    ("text", "size"),
    [("", 0), ("level", 5), ("级别", 4), ("（`x`）", 7), ("é", 1), ("e\u0301", 1), ("→", 1)],
)
def test_a_text_takes_so_many_cells(text: str, size: int) -> None:
    assert cells(text) == size


@given(WORDS)
def test_cells_are_counted_as_rich_counts_them(text: str) -> None:
    assert cells(text) == cell_len(text)


def test_padding_counts_cells_and_never_cuts() -> None:
    assert padded("级", 4) == "级  "
    assert padded("level", 3) == "level"


def test_words_are_broken_at_blanks() -> None:
    assert wrapped("one two three", 8) == ["one two", "three"]


def test_an_empty_text_is_one_empty_line() -> None:
    assert wrapped("", 10) == [""]
    assert wrapped("   ", 10) == [""]


def test_chinese_is_broken_between_characters() -> None:
    assert wrapped("西咸新区勤务响应", 8) == ["西咸新区", "勤务响应"]


def test_no_line_begins_with_a_closing_mark() -> None:
    assert wrapped("西咸新区，勤务", 8) == ["西咸新", "区，勤务"]


def test_no_line_ends_with_an_opening_mark() -> None:
    assert wrapped("西咸新（`x`）", 8) == ["西咸新", "（`x`）"]


def test_a_figure_stays_with_what_it_counts() -> None:
    assert wrapped("至2026年5月23日", 8) == ["至2026年", "5月23日"]
    assert wrapped("自二月至2026年", 10) == ["自二月至", "2026年"]


def test_a_number_of_a_list_stays_with_what_it_numbers() -> None:
    assert wrapped("退出状态：0 准予；1 不予", 18) == ["退出状态：0 准予；", "1 不予"]


def test_a_line_never_ends_between_a_number_and_what_it_numbers() -> None:
    text = "一项不予；2 有内容无法读取"
    for width in range(8, 40):
        assert all(line == line.strip() and not line.endswith("2") for line in wrapped(text, width))


def test_an_instant_stays_in_one_piece() -> None:
    assert wrapped("from 2026-02-10 08:00+08:00 on", 26) == [
        "from",
        "2026-02-10 08:00+08:00 on",
    ]


def test_what_is_too_long_for_a_line_is_cut() -> None:
    assert wrapped("sha256:0123456789 x", 8) == ["sha256:0", "12345678", "9 x"]
    assert wrapped("a sha256:0123456789", 8) == ["a", "sha256:0", "12345678", "9"]


@given(WORDS, st.integers(min_value=2, max_value=80))
def test_no_line_is_wider_than_asked(text: str, width: int) -> None:
    assert all(cells(line) <= width for line in wrapped(text, width))


@given(WORDS, st.integers(min_value=2, max_value=80))
def test_breaking_loses_nothing_but_blanks(text: str, width: int) -> None:
    shown = visible(text)
    assert "".join("".join(wrapped(shown, width)).split()) == "".join(shown.split())
