from __future__ import annotations

from io import StringIO
from types import SimpleNamespace

import pytest

from responselevels.cli.frame import progress
from responselevels.cli.frame.progress import Progress


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def errors(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Let standard error be a terminal, standard output not, and speak at once."""
    stream = Terminal()
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stdout=StringIO(), stderr=stream))
    monkeypatch.setattr(progress, "_FIRST", 0.0)
    monkeypatch.setattr(progress, "_EVERY", {True: 0.0, False: 0.0})
    return stream


def test_on_a_terminal_it_is_one_line_that_is_wiped(errors: Terminal) -> None:
    told = Progress("en", total=2)
    told.step()
    told.step()
    told.close()
    assert errors.getvalue() == "\r\x1b[Kdecided 1 of 2\r\x1b[Kdecided 2 of 2\r\x1b[K"


def test_where_the_total_is_not_known_it_is_left_out(errors: Terminal) -> None:
    Progress("zh", total=None).step()
    assert errors.getvalue() == "\r\x1b[K已判定1项"


def test_what_is_done_at_once_needs_no_word(
    errors: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "_FIRST", 60.0)
    told = Progress("en", total=2)
    told.step()
    told.close()
    assert errors.getvalue() == ""


def test_it_is_quiet_where_decisions_go_to_the_same_terminal(
    errors: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("responselevels.cli.frame.progress.sys.stdout", Terminal())
    Progress("en", total=2).step()
    assert errors.getvalue() == ""


def test_elsewhere_it_speaks_only_when_asked_a_line_at_a_time(
    errors: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert errors.getvalue() == ""
    plain = StringIO()
    monkeypatch.setattr("responselevels.cli.frame.progress.sys.stderr", plain)
    Progress("en", total=2).step()
    assert plain.getvalue() == ""
    told = Progress("en", total=2, always=True)
    told.step()
    told.close()
    assert plain.getvalue() == "decided 1 of 2\ndecided 1 of 2\n"
