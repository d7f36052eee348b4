from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from responselevels.models.decisions import Change, Decision, Verdict
from responselevels.models.parts.cites import Clause
from responselevels.reports.explain import explained
from responselevels.reports.frame.rows import plain
from responselevels.reports.frame.titles import titles_of
from responselevels.reports.frame.wording import Locale
from responselevels.reports.tables import AreaLevel, audit_rows, level_rows
from responselevels.reports.terminal import decision_rows, tally_row
from tests.goldens import assert_golden
from tests.reports.made import AREAS, DENIED, EVERY, FLOOR, MISSING, RULES, T1, WAITING, made

GOLDENS = Path(__file__).parent / "goldens"
LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])
DECISIONS = pytest.mark.parametrize("name", EVERY)


def locale(lang: str) -> Locale:
    return Locale(lang, titles_of(RULES, AREAS))


def assert_fits(text: str) -> None:
    assert max(map(cell_len, text.splitlines())) <= 80
    assert all(line == line.rstrip() for line in text.splitlines())


@LANGUAGES
@DECISIONS
def test_a_decision_is_shown_whole(lang: str, name: str) -> None:
    shown = plain(decision_rows(EVERY[name], locale(lang)))
    assert_golden(GOLDENS / f"decision.{name}.{lang}.txt", shown)
    assert_fits(shown)


@LANGUAGES
@DECISIONS
def test_a_decision_is_explained_whole(lang: str, name: str) -> None:
    shown = plain(explained(EVERY[name], locale(lang), RULES.sources))
    assert_golden(GOLDENS / f"explained.{name}.{lang}.txt", shown)
    assert_fits(shown)


def test_a_clause_is_explained_with_what_is_known_of_its_source() -> None:
    def cited(source: str) -> str:
        cite = replace(FLOOR.cite, source=source) if FLOOR.cite else None
        decision = made(Verdict.DENY, replace(FLOOR, cite=cite, where=(), remedies=()))
        return " ".join(plain(explained(decision, locale("en"), RULES.sources)).split())

    assert "cites Bare notice, clause 3.4." in cited("bare")
    assert "cites Dated notice (issued 2022-01-02), clause 3.4." in cited("dated")
    assert "cites Published notice (Office), clause 3.4." in cited("published")
    assert "cites unknown, clause 3.4." in cited("unknown")
    assert "cites Long notice (Office, here called Note), clause 3.4." in cited("short")


def citing(source: str, *clauses: str) -> Decision:
    cite = Clause(source=source, clause=clauses[0] if len(clauses) == 1 else clauses)
    one = replace(FLOOR, cite=cite, where=(), remedies=())
    return made(Verdict.DENY, one, replace(one, code="level.lowers", facts={"areas": ()}))


def test_a_clause_names_its_source_by_the_short_title_and_the_title_is_said_once() -> None:
    shown = plain(decision_rows(citing("short", "3.4", "3.1"), locale("zh")))
    assert shown.count("依据    《简称》3.4、3.1（规则 `city_not_below_region`）") == 2
    assert shown.count("出处  《简称》：《很长的通知》\n") == 1
    shown = plain(decision_rows(citing("short", "3.4", "3.1", "2"), locale("en")))
    assert shown.count("clause  Note, clauses 3.4, 3.1 and 2 (rule") == 2
    assert shown.count("sources    Note: Long notice\n") == 1


def test_a_source_without_a_short_title_is_named_by_its_title_or_its_id() -> None:
    assert "《通知》3.4（规则" in plain(decision_rows(citing("bare", "3.4"), locale("zh")))
    assert "出处" not in plain(decision_rows(citing("bare", "3.4"), locale("zh")))
    assert "《unknown》3.4（规则" in plain(decision_rows(citing("unknown", "3.4"), locale("zh")))


def test_a_short_title_in_another_language_alone_is_not_used() -> None:
    shown = plain(decision_rows(citing("chinese", "3.4"), locale("en")))
    assert "clause  Bulletin, clause 3.4 (rule" in shown
    assert "《通报》3.4（规则" in plain(decision_rows(citing("chinese", "3.4"), locale("zh")))


def test_prose_names_a_source_in_full_at_first_and_then_by_its_short_title() -> None:
    text = "".join(
        plain(explained(citing("short", "3.4", "3.1"), locale("zh"), RULES.sources)).split()
    )
    assert text.count("出自《很长的通知》（某办，以下简称《简称》）3.4、3.1。") == 1
    assert text.count("出自《简称》3.4、3.1。") == 1
    text = plain(explained(citing("short", "3.4", "3.1"), locale("en"), RULES.sources))
    assert "cites Note, clauses 3.4 and 3.1." in " ".join(text.split())


def test_chinese_prose_writes_dates_out_and_says_the_zone_once() -> None:
    text = plain(explained(EVERY["denied"], locale("zh"), RULES.sources))
    assert text.count("时间均为北京时间（+08:00），时段不含止时。") == 1
    assert "自2026年2月13日0时起至2026年2月14日0时止" in text
    assert "2026-" not in text


def test_a_source_without_title_has_no_legend() -> None:
    shown = plain(decision_rows(DENIED, Locale("en")))
    assert "clause  opinion, clause 3.4 (rule `city_not_below_region`)" in shown
    assert "sources" not in shown


@LANGUAGES
def test_many_rows_are_counted(lang: str) -> None:
    changes = tuple(
        Change(area=f"a{n:03d}", start=T1, end=None, from_level="4", to_level="3")
        for n in range(30)
    )
    decision = made(Verdict.PERMIT, changes=changes)
    shown = plain(decision_rows(decision, locale(lang)))
    told = plain(explained(decision, locale(lang), {}))
    for text in (shown, told):
        assert "a023" in text
        assert "a024" not in text
        assert ("and 6 more; `--json` lists them all" in text) == (lang == "en")
        assert_fits(text)


@LANGUAGES
def test_levels_are_shown_as_a_tree(lang: str) -> None:
    standings = [
        AreaLevel("region", 0, "4", ()),
        AreaLevel("north", 1, "3", ("N-1", "R-1")),
        AreaLevel(
            "a-street-with-quite-a-long-name-of-its-own", 2, "2", tuple(f"R-{n}" for n in range(9))
        ),
    ]
    shown = plain(level_rows(standings, locale(lang)))
    assert_golden(GOLDENS / f"levels.{lang}.txt", shown)
    assert_fits(shown)


@LANGUAGES
def test_an_audit_lists_what_was_not_permitted(lang: str) -> None:
    shown = plain(audit_rows([("R-1", WAITING), ("R-2", DENIED)], locale(lang)))
    assert_golden(GOLDENS / f"audit.{lang}.txt", shown)
    assert_fits(shown)


def test_several_are_summed_up_in_a_line() -> None:
    counts = {"permit": 2, "pending": 0, "deny": 1, "unread": 1}
    assert plain([tally_row(counts, locale("en"))]) == (
        "4 in all: 2 permitted, 1 denied and 1 not readable\n"
    )
    assert plain([tally_row(counts, locale("zh"))]) == ("共4项：准予2项、不予1项、无法读取1项\n")


def test_nothing_from_a_file_reaches_the_terminal_as_anything_but_text() -> None:
    decision = made(
        Verdict.DENY,
        replace(FLOOR, rule="\x1b]0;owned\x07[red]"),
        MISSING,
        proposal="P\x1b[2J\u202e[bold]",
        transition="\x9b31m",
    )
    for rows in (decision_rows(decision, locale("en")), explained(decision, locale("en"), {})):
        shown = plain(rows)
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(shown)
        assert "P\\u001b[2J\\u202e[bold]" in shown
        assert "[red]" in shown
