"""Two versions of a rules file on one page: what changed is marked, and what it means is told with examples."""

from __future__ import annotations

from typing import Any

import pytest

from responselevels.analysis.comparison.diff import diff
from responselevels.core.digests import rules_digest
from responselevels.files.shipped import read_rules
from responselevels.models.rules import Rules
from responselevels.reports.frame.titles import titles_of
from responselevels.reports.frame.wording import Locale
from responselevels.reports.pages.rules.versions import VersionsRequest, versions_page
from tests.reports.pages.rules.test_html import hostile
from tests.reports.pages.rules.test_whole import ALONE, WHOLE, changed, leaves, with_at
from tests.reports.pages.test_page import Reader, hashed, policy_of

SHIPPED = read_rules("xixian").data


def rules(data: Any) -> Rules:
    return Rules.model_validate(data, by_alias=True, by_name=False)


def request(old: Any, new: Any, lang: str = "en") -> VersionsRequest:
    files = (rules(old), rules(new))
    return VersionsRequest(
        files=files,
        paths=("old.yaml", "new.yaml"),
        found=diff(*files),
        locale=Locale(lang, titles_of(files[0])),
    )


def read(asked: VersionsRequest) -> Reader:
    return Reader(versions_page(asked).decode())


def words(page: Reader, *tags: str) -> str:
    skipped = {"style", "title"}
    return "\n".join(
        said for tag, _attrs, said in page.inside if (tag in tags if tags else tag not in skipped)
    )


def edited(data: Any, **keys: Any) -> Any:
    return {**data, **keys}


def test_files_that_say_the_same_are_proved_to_and_nothing_is_marked() -> None:
    page = read(request(SHIPPED, SHIPPED))
    assert "Proved to mean the same" in words(page)
    assert "No proposal comes out otherwise" in words(page)
    assert not {"ins", "del"} & {tag for tag, _attrs in page.tags}
    digest = rules_digest(rules(SHIPPED))
    assert words(page).count(digest) == 4


@pytest.mark.parametrize(
    ("lang", "verdicts"),
    [
        ("en", ["The meaning differs", "Permitted", "Pending: something is still missing"]),
        ("zh", ["含义不同", "准予", "待补：手续尚缺"]),
    ],
)
def test_a_difference_in_meaning_is_told_with_an_example_decided_under_both(
    lang: str, verdicts: list[str]
) -> None:
    first, *others = SHIPPED["transitions"]
    both = {"all_of": first["requires"]["approval"]["any_of"]}
    stricter = {**first, "requires": {**first["requires"], "approval": both}}
    page = read(request(SHIPPED, edited(SHIPPED, transitions=[stricter, *others]), lang))
    assert words(page, "strong") == "\n".join(verdicts)
    assert "approval.missing" in words(page)
    assert words(page, "del") != ""
    marks = words(page, "ins")
    assert ("approves with others ①" if lang == "en" else "与其他机构共同批准①") in marks


def test_another_clause_or_reading_is_marked_and_told_and_still_proved_to_mean_the_same() -> None:
    first, *others = SHIPPED["floors"]
    cite = {**first["cite"], "reading": {"en": "read anew", "zh": "另作解读"}}
    page = read(request(SHIPPED, edited(SHIPPED, floors=[{**first, "cite": cite}, *others])))
    assert "Proved to mean the same" in words(page)
    assert "read anew" in words(page, "ins")
    assert "city_not_below_new_area" in words(page).split("What the difference means")[2]


def test_what_only_one_file_has_is_an_example_that_the_other_cannot_read() -> None:
    provisional = {
        "id": "at_once",
        "tier": "new_area",
        "to": ["1"],
        "issuers": ["safety_office"],
        "ratify": {"approval": "governance_committee", "within": "PT4H"},
    }
    more = edited(SHIPPED, transitions=[*SHIPPED["transitions"], provisional])
    told = words(read(request(SHIPPED, more)))
    assert "it names what the file does not have" in told
    assert "To order Level 1: new area (at_once) (added)" in told
    gone = words(read(request(more, SHIPPED)))
    assert "(at_once) (removed)" in gone
    # A rule has the same number in both, and what is gone has the last.
    assert "⑤ To order Level 1: new area (at_once) (removed)" in gone


def test_whatever_changes_in_a_file_is_marked() -> None:
    lost, nothing = [], diff(rules(SHIPPED), rules(SHIPPED))
    for number, (where, value) in enumerate(leaves(WHOLE)):
        if number % 5 or where in ALONE:
            continue
        data, _wanted = changed(where, value, number)
        files = (rules(WHOLE), rules(data))
        asked = VersionsRequest(files=files, paths=("a", "b"), found=nothing, locale=Locale("zh"))
        if not {"ins", "del"} & {tag for tag, _attrs in read(asked).tags}:
            lost.append((where, value))
    assert lost == []


def test_words_of_both_files_are_text() -> None:
    old = with_at(("levels", 2, "title"), {"en": "Tempest"})
    page = read(request(old, hostile(WHOLE), "zh"))
    assert not {tag for tag, _attrs in page.tags} & {"script", "img"}
    policy = policy_of(page)
    assert "script-src" not in policy
    assert len(hashed(policy["style-src"])) == 1
    assert not [attrs for _tag, attrs in page.tags if "style" in attrs or "onerror" in attrs]
    names = [attrs["id"] for _tag, attrs in page.tags if "id" in attrs]
    assert len(names) == len(set(names))


def test_files_with_other_ladders_differ_and_the_heading_says_what_its_sentence_says() -> None:
    page = read(request(SHIPPED, read_rules("marsec").data))
    assert "The meaning differs" in words(page)
    assert "Not proved" not in words(page)
