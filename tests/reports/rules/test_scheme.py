"""A rules file as a page for people: every rule and clause, and every question of a template."""

from __future__ import annotations

import json
import re
from io import StringIO
from pathlib import Path

import pytest

from responselevels.files import read_document
from responselevels.files.sheets import load_sheet, public_sheet
from responselevels.models.parts.cites import cites_in
from responselevels.reports.frame.layout import cells
from responselevels.reports.frame.rows import plain
from responselevels.reports.rules.pages import chapter_markdown, page_rows
from responselevels.reports.rules.scheme import scheme_page
from responselevels.reports.rules.schemes import schemes_document, schemes_rows
from responselevels.text.catalogue import LANGUAGES, Wording
from tests.files.checking.test_templates import filled_at, values_in
from tests.goldens import assert_golden

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
TEMPLATE = str(HERE / "template.yaml")
FILES = {
    "harbour": str(ROOT / "examples/harbour/rules.yaml"),
    "fairs": str(ROOT / "examples/fairs/rules.yaml"),
    "hazards": str(ROOT / "examples/hazards/rules.yaml"),
    "measures": str(ROOT / "examples/measures/rules.yaml"),
    "template": TEMPLATE,
}


def shown(path: str, lang: str) -> str:
    return plain(page_rows(scheme_page(load_sheet(path), lang), lang))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", FILES)
def test_a_page_is_as_it_was_read(name: str, lang: str) -> None:
    text = shown(FILES[name], lang)
    assert max(cells(line) for line in text.splitlines()) <= 80
    assert_golden(HERE / f"goldens/show.{name}.{lang}.txt", text)


def test_what_is_not_for_everybody_is_left_out_with_what_strengthens_it_and_counted(
    tmp_path: Path,
) -> None:
    text = Path(FILES["measures"]).read_text(encoding="utf-8")
    more = "  - {id: plain_clothes_1, strengthens: plain_clothes, from: '1'}\n"
    (tmp_path / "rules.yaml").write_text(text + more, encoding="utf-8")
    sheet = load_sheet(str(tmp_path / "rules.yaml"))
    page = plain(page_rows(scheme_page(public_sheet(sheet), "en"), "en"))
    assert "plain" not in page
    assert "Measures that are not for everybody, and are left out here: 2" in page
    assert "left out" not in plain(page_rows(scheme_page(sheet, "en"), "en"))
    assert public_sheet(load_sheet("liaoning-street")).rules.measures


@pytest.mark.parametrize("lang", LANGUAGES)
def test_in_markdown_clauses_and_readings_stand_in_columns(lang: str) -> None:
    page = scheme_page(load_sheet("xixian"), lang)
    for table in (chapter_markdown(chapter, lang) for chapter in page.chapters):
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
        assert widths in ({3}, {5})


def test_each_clause_and_each_reading_stands_in_the_page() -> None:
    sheet = load_sheet("xixian")
    for lang in LANGUAGES:
        entries = [one for chapter in scheme_page(sheet, lang).chapters for one in chapter.entries]
        told = {one.reading for one in entries if one.reading}
        asked = {cite.reading.in_(lang) for _path, cite in cites_in(sheet.rules) if cite.reading}
        assert told == asked


def test_each_question_of_a_template_stands_in_the_page() -> None:
    sheet = load_sheet(TEMPLATE)
    page = scheme_page(sheet, "en")
    said = [page.title, *(one.text for chapter in page.chapters for one in chapter.entries)]
    for problem in sheet.questions:
        question = problem.facts["question"]
        assert isinstance(question, Wording)
        assert any(f"to be filled in: {question.in_('en')}" in text for text in said)


def test_the_list_says_of_each_scheme_its_levels_its_sources_and_how_they_were_seen(
    tmp_path: Path,
) -> None:
    sheets = [load_sheet(path) for path in FILES.values()]
    made = tmp_path / "seen.yaml"
    text = Path(FILES["fairs"]).read_text(encoding="utf-8")
    made.write_text(re.sub(r"(?m)^(  notice: \{)", r"\1seen: mirror, ", text), "utf-8")
    sheets.append(load_sheet(str(made)))
    for lang in LANGUAGES:
        assert_golden(HERE / f"goldens/schemes.{lang}.txt", plain(schemes_rows(sheets, lang)))
    document = schemes_document(sheets, "en")["schemes"]
    assert [len(one["questions"]) for one in document] == [0, 0, 0, 0, 26, 0]
    assert document[4]["questions"][0] == {
        "path": "title",
        "question": "what the scheme is called",
    }
    assert [level["id"] for level in document[4]["levels"]] == ["calm", "full"]
    assert document[5]["sources"][0]["seen"] == "mirror"
    assert "".join(plain(schemes_rows([], "en"))) == ""


@pytest.mark.parametrize(
    "name",
    [
        "rules/event-security/filled.yaml",
        "rules/network-protection.yaml",
        "rules/grid-stars.yaml",
        "rules/xixian.yaml",
        "examples/harbour/rules.yaml",
    ],
)
def test_whatever_is_left_to_fill_in_the_page_asks_for_it(name: str) -> None:
    data, seen = read_document(ROOT / name).data, set()
    for path in values_in(data):
        shape = tuple("#" if isinstance(step, int) else step for step in path)
        if shape in seen:
            continue
        seen.add(shape)
        asked = json.dumps(filled_at(data, path, {"fill": "what is this?"}), ensure_ascii=False)
        page = scheme_page(load_sheet(StringIO(asked)), "en")
        said = [page.title, *(one.text for chapter in page.chapters for one in chapter.entries)]
        assert any("to be filled in: what is this?" in text for text in said), path


def test_what_runs_stands_in_the_page_too() -> None:
    yearly = shown("grid-stars", "en")
    assert "Calendar periods and days are those of Asia/Shanghai." in yearly
    assert re.search(r"every year: \w", yearly)
    assert "while the order stands" in shown("network-protection", "en")
