from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from responselevels.models.decisions import Change, Verdict
from responselevels.reports.explain import explained
from responselevels.reports.rows import plain
from responselevels.reports.tables import Standing, audit_rows, level_rows
from responselevels.reports.terminal import decision_rows, tally_row
from responselevels.reports.titles import titles_of
from responselevels.reports.wording import Reader
from tests.goldens import assert_golden
from tests.reports.made import AREAS, DENIED, EVERY, FLOOR, MISSING, RULES, T1, WAITING, made

GOLDENS = Path(__file__).parent / "goldens"
LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])
DECISIONS = pytest.mark.parametrize("name", EVERY)


def reader(lang: str) -> Reader:
    return Reader(lang, titles_of(RULES, AREAS))


def assert_fits(text: str) -> None:
    assert max(map(cell_len, text.splitlines())) <= 80
    assert all(line == line.rstrip() for line in text.splitlines())


@LANGUAGES
@DECISIONS
def test_a_decision_is_shown_whole(lang: str, name: str) -> None:
    shown = plain(decision_rows(EVERY[name], reader(lang)))
    assert_golden(GOLDENS / f"decision.{name}.{lang}.txt", shown)
    assert_fits(shown)


@LANGUAGES
@DECISIONS
def test_a_decision_is_explained_whole(lang: str, name: str) -> None:
    shown = plain(explained(EVERY[name], reader(lang), RULES.sources))
    assert_golden(GOLDENS / f"explained.{name}.{lang}.txt", shown)
    assert_fits(shown)


def test_a_clause_is_explained_with_what_is_known_of_its_source() -> None:
    def cited(source: str) -> str:
        cite = replace(FLOOR.cite, source=source) if FLOOR.cite else None
        decision = made(Verdict.DENY, replace(FLOOR, cite=cite, where=(), remedies=()))
        return " ".join(plain(explained(decision, reader("en"), RULES.sources)).split())

    assert "cites Bare notice, clause 3.4." in cited("bare")
    assert "cites Dated notice (issued 2022-01-02), clause 3.4." in cited("dated")
    assert "cites Published notice (Office), clause 3.4." in cited("published")
    assert "cites unknown, clause 3.4." in cited("unknown")


def test_a_source_without_title_has_no_legend() -> None:
    shown = plain(decision_rows(DENIED, Reader("en")))
    assert "clause  opinion, clause 3.4 (rule `city_not_below_region`)" in shown
    assert "sources" not in shown


@LANGUAGES
def test_many_rows_are_counted(lang: str) -> None:
    changes = tuple(
        Change(area=f"a{n:03d}", start=T1, end=None, from_level="4", to_level="3")
        for n in range(30)
    )
    decision = made(Verdict.PERMIT, changes=changes)
    shown = plain(decision_rows(decision, reader(lang)))
    told = plain(explained(decision, reader(lang), {}))
    for text in (shown, told):
        assert "a023" in text
        assert "a024" not in text
        assert ("and 6 more; `--json` lists them all" in text) == (lang == "en")
        assert_fits(text)


@LANGUAGES
def test_levels_are_shown_as_a_tree(lang: str) -> None:
    standings = [
        Standing("region", 0, "4", ()),
        Standing("north", 1, "3", ("N-1", "R-1")),
        Standing(
            "a-street-with-quite-a-long-name-of-its-own", 2, "2", tuple(f"R-{n}" for n in range(9))
        ),
    ]
    shown = plain(level_rows(standings, reader(lang)))
    assert_golden(GOLDENS / f"levels.{lang}.txt", shown)
    assert_fits(shown)


@LANGUAGES
def test_an_audit_lists_what_was_not_permitted(lang: str) -> None:
    shown = plain(audit_rows([("R-1", WAITING), ("R-2", DENIED)], reader(lang)))
    assert_golden(GOLDENS / f"audit.{lang}.txt", shown)
    assert_fits(shown)


def test_several_are_summed_up_in_a_line() -> None:
    counts = {"permit": 2, "pending": 0, "deny": 1, "unread": 1}
    assert plain([tally_row(counts, reader("en"))]) == (
        "4 in all: 2 permitted, 1 denied and 1 not readable\n"
    )
    assert plain([tally_row(counts, reader("zh"))]) == ("共4项：准予2项、不予1项、无法读取1项\n")


def test_nothing_from_a_file_reaches_the_terminal_as_anything_but_text() -> None:
    decision = made(
        Verdict.DENY,
        replace(FLOOR, rule="\x1b]0;owned\x07[red]"),
        MISSING,
        proposal="P\x1b[2J\u202e[bold]",
        transition="\x9b31m",
    )
    for rows in (decision_rows(decision, reader("en")), explained(decision, reader("en"), {})):
        shown = plain(rows)
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(shown)
        assert "P\\u001b[2J\\u202e[bold]" in shown
        assert "[red]" in shown
