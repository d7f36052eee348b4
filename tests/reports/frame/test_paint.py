from __future__ import annotations

from io import StringIO

import pytest

from responselevels.reports.frame.paint import is_coloured, show
from responselevels.reports.frame.rows import BLANK, Columns, Row, plain

ROWS: list[Row | Columns] = [
    Row("P-1: denied", style="deny"),
    BLANK,
    Row("less severe than [red]that[/red] :smile:", "deny", "deny", 2, 8),
    Columns(("north", "3"), (8, 4), ("", "strong"), 2),
]


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "120")


def test_a_pipe_gets_no_colour() -> None:
    stream = StringIO()
    show(ROWS, stream)
    assert stream.getvalue() == plain(ROWS)
    assert plain(ROWS) == (
        "P-1: denied\n\n  deny    less severe than [red]that[/red] :smile:\n  north   3\n"
    )


def test_a_terminal_gets_colour_and_the_same_words() -> None:
    stream = Terminal()
    show(ROWS, stream)
    painted = stream.getvalue()
    assert "\x1b[1;31mP-1: denied\x1b[0m\n" in painted
    assert "[red]that[/red] :smile:" in painted


def test_no_color_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    stream = Terminal()
    show(ROWS, stream)
    assert "\x1b[1;31m" not in stream.getvalue()
    assert "P-1: denied" in stream.getvalue()


def test_a_dumb_terminal_gets_no_escapes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    stream = Terminal()
    show(ROWS, stream)
    assert stream.getvalue() == plain(ROWS)


def test_a_narrow_terminal_gets_narrow_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("COLUMNS", "44")
    stream = Terminal()
    show([Row("word " * 20)], stream)
    assert max(map(len, stream.getvalue().splitlines())) <= 44


def test_a_wide_terminal_gets_80_columns() -> None:
    stream = Terminal()
    show([Row("word " * 40)], stream)
    assert max(map(len, stream.getvalue().splitlines())) <= 80


def test_the_last_column_gives_way_to_a_narrow_terminal() -> None:
    row = Columns(("north", "`R-1`, `R-2` and `R-3`"), (8, 40), ("", ""))
    assert plain([row], 26) == "north     `R-1`, `R-2` and\n          `R-3`\n"


def test_a_label_wider_than_its_column_is_not_cut() -> None:
    assert plain([Row("text", "a-long-label", "", 0, 4)]) == "a-long-label text\n"


@pytest.mark.parametrize(
    ("environ", "terminal", "coloured"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"NO_COLOR": ""}, True, True),
        ({"NO_COLOR": "0"}, True, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "3"}, True, False),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "3"}, False, True),
        ({"FORCE_COLOR": "true"}, False, True),
        ({"FORCE_COLOR": "0"}, True, False),
        ({"FORCE_COLOR": "False"}, True, False),
        ({"FORCE_COLOR": ""}, False, False),
        ({"FORCE_COLOR": "2", "TERM": "dumb"}, False, True),
        ({"CLICOLOR_FORCE": "1"}, False, True),
        ({"CLICOLOR_FORCE": "0"}, False, False),
        ({"CLICOLOR": "0"}, True, False),
        ({"CLICOLOR": "1"}, True, True),
        ({"TERM": "dumb"}, True, False),
    ],
)
def test_the_environment_says_whether_there_is_colour(
    environ: dict[str, str], terminal: bool, coloured: bool
) -> None:
    assert is_coloured(environ, terminal=terminal) is coloured


def test_colour_can_be_forced_into_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    stream = StringIO()
    show(ROWS, stream)
    assert "\x1b[1;31mP-1: denied\x1b[0m\n" in stream.getvalue()
