"""The page of a rules file: who may do what, blanks to sign, templates, and words of others."""

from __future__ import annotations

import json
import re
from io import StringIO
from typing import Any

import pytest

from responselevels.core.digests import rules_digest
from responselevels.files.sheets import Sheet, load_sheet
from responselevels.files.shipped import shipped_ids
from responselevels.models.rules import Rules
from responselevels.reports.pages.rules.contents import RulesContents, rules_contents
from responselevels.reports.pages.rules.html import rules_page
from responselevels.reports.pages.rules.markdown import rules_markdown
from responselevels.text.catalogue import LANGUAGES
from tests.reports.pages.rules.test_whole import WHOLE, Where, with_at
from tests.reports.pages.test_page import HOSTILE, Reader, hashed, policy_of


def of(name: str, lang: str = "en", **how: Any) -> RulesContents:
    return rules_contents(load_sheet(name), lang, **how)


def words(contents: RulesContents) -> str:
    read = Reader(rules_page(contents).decode())
    return "\n".join(said for tag, _attrs, said in read.inside if tag not in {"style", "title"})


def test_who_may_do_what_stands_in_a_row_for_each_body() -> None:
    table = of("xixian").who
    rows = {row.body: row.acts for row in table.rows}
    assert table.levels == ("Level 4", "Level 3", "Level 2", "Level 1")
    assert rows["safety_office"] == ((), *[("issues ①", "assesses ①", "ends ③")] * 3)
    assert rows["public_security"][1] == ("assesses with others ①",)
    assert rows["governance_committee"][3] == ("approves ①③",)
    assert rows["city_management"][2] == ("issues ②", "ends ④")


def test_who_approves_alone_is_told_from_who_approves_with_others() -> None:
    table = rules_contents(load_sheet(StringIO(json.dumps(WHOLE))), "en").who
    rows = {row.body: row for row in table.rows}
    assert rows["council"].acts[2] == ("issues ①", "approves ①", "ends ③")
    assert rows["bureau"].acts[2] == (
        "assesses ①",
        "approves ③",
        "approves with others ①",
        "ratifies ①",
    )
    assert rows["police"].acts[2] == (
        "assesses ③",
        "assesses with others ①",
        "approves with others ①",
    )
    assert rows["council"].adoption == "approves"
    assert rows["hall"].adoption == ""
    assert rows["hall"].acts == ((), ("issues ②",), ())


def test_who_signs_signs_the_whole_file_also_where_measures_are_left_out() -> None:
    sheet = load_sheet(StringIO(json.dumps(WHOLE)))
    digest = rules_digest(sheet.rules)
    for hidden in (False, True):
        contents = rules_contents(sheet, "en", hidden=hidden)
        told = words(contents)
        assert told.count(digest) == 2
        assert ("guard_more" in told) == hidden
        assert ("left out here: 1" in told) == (not hidden)
        assert contents.signers == ("Great council",)
        assert told.split("Signature or seal")[1].strip().startswith("Date\nGreat council")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_shipped_scheme_has_a_page_and_a_template_asks_its_questions(lang: str) -> None:
    for name in shipped_ids():
        sheet = load_sheet(name)
        contents = rules_contents(sheet, lang)
        told, text = words(contents), rules_markdown(contents)
        assert (contents.digest is None) == bool(sheet.questions)
        assert text.count("\n## ") >= len(contents.page.chapters) + 1
        for chapter in contents.page.chapters:
            for entry in chapter.entries:
                assert entry.text in told or "`" in entry.text, (name, entry)


def hostile(data: Any, where: Where = ()) -> Any:
    """Return *data* with hostile words for each text, and hostile ids."""
    name = HOSTILE.replace("\u2028", "").strip()
    if isinstance(data, dict):
        langs = set(data) & {"en", "zh"}
        return (
            dict.fromkeys(langs, HOSTILE)
            if langs
            else {key: hostile(inner, (*where, key)) for key, inner in data.items()}
        )
    if isinstance(data, list):
        return [hostile(inner, (*where, at)) for at, inner in enumerate(data)]
    free = where[-1] == "id" and where[0] in {"transitions", "endings", "floors", "cadence"}
    return f"{name} {'.'.join(map(str, where))}" if free or where[-1] == "clause" else data


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whatever_stands_in_a_file_is_text_and_nothing_else_is_let_in(lang: str) -> None:
    sheet = Sheet(Rules.model_validate(hostile(WHOLE), by_alias=True, by_name=False))
    contents = rules_contents(sheet, lang, hidden=True)
    page = Reader(rules_page(contents).decode())
    tags = {tag for tag, _attrs in page.tags}
    assert not tags & {"script", "img"}
    assert sum("alert(1)" in said for _tag, _attrs, said in page.inside) > 60
    policy = policy_of(page)
    assert "script-src" not in policy
    assert len(hashed(policy["style-src"])) == 1
    assert not [attrs for _tag, attrs in page.tags if "style" in attrs or "onerror" in attrs]
    names = [attrs["id"] for _tag, attrs in page.tags if "id" in attrs]
    assert len(names) == len(set(names))
    text = rules_markdown(contents)
    assert not re.search(r"(?<!\\)[<|]\s*(?:script|img)", text)
    for line in text.splitlines():
        assert not line.startswith(("<", "[", ">"))


def test_the_comments_of_a_file_are_told_but_not_those_beside_what_is_left_out() -> None:
    text = yaml_of(WHOLE) + "\n# plain & <simple>\n"
    sheet = load_sheet(StringIO("# of measures\n" + text))
    for hidden in (False, True):
        contents = rules_contents(sheet, "en", hidden=hidden)
        told = words(contents)
        assert ("of measures" in told) == hidden
        assert "plain & <simple>" in told
        assert "plain \\& \\<simple\\>" in rules_markdown(contents)
    assert load_sheet(StringIO(json.dumps(WHOLE))).comments == ()


def yaml_of(data: Any) -> str:
    """Return *data* as YAML, its measures first."""
    first = {"measures": data["measures"], **data}
    return "\n".join(f"{key}: {json.dumps(part)}" for key, part in first.items())


def test_a_text_without_words_in_the_language_of_the_page_is_told_in_those_it_has() -> None:
    data = with_at(("title",), {"fr": "Entier", "ja": "全体"})
    contents = rules_contents(load_sheet(StringIO(json.dumps(data))), "zh")
    assert contents.page.title == "Entier（whole_scheme）"
    first = contents.wordings[0]
    assert (first.place, first.lang, first.words) == ("title", "ja", "全体")
