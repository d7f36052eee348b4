"""The schemes that ship with the package (`schemes`), for people and programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from responselevels.errors import Problem, path_worded
from responselevels.files.sheets import Sheet, there
from responselevels.reports.frame.layout import cells
from responselevels.reports.frame.rows import BLANK, Row
from responselevels.reports.programs.rules_documents import (
    QuestionDocument,
    SchemeDocument,
    SchemesDocument,
)
from responselevels.reports.rules.scheme_words import Words
from responselevels.text.catalogue import listed, worded


def schemes_document(sheets: Sequence[Sheet], lang: str) -> SchemesDocument:
    """Return the schemes for programs, titles in *lang*."""
    return {"schemes": [_document(sheet, lang) for sheet in sheets]}


def _document(sheet: Sheet, lang: str) -> SchemeDocument:
    rules = sheet.rules
    return {
        "id": rules.id,
        "title": None if rules.title is None else rules.title.in_(lang),
        "levels": [
            {
                "id": level.id,
                "title": None if level.title is None else level.title.in_(lang),
                "default": level.default,
            }
            for _number, level in there(rules.levels)
        ],
        "sources": [
            {"id": name, "title": source.title.in_(lang), "seen": source.seen}
            for name, source in (rules.sources or {}).items()
            if not sheet.asked("sources", name, "title")
        ],
        "questions": [_question(one, lang) for one in sheet.questions],
    }


def _question(problem: Problem, lang: str) -> QuestionDocument:
    question = worded("phrase.question", problem.facts, lang)
    return {"path": path_worded(problem.where.path), "question": question}


def schemes_rows(sheets: Sequence[Sheet], lang: str) -> Iterator[Row]:
    """Yield for each scheme its id and title, its levels, and its sources and how they were seen."""
    column = max((cells(sheet.rules.id) for sheet in sheets), default=0) + 2
    for number, sheet in enumerate(sheets):
        if number:
            yield BLANK
        words = Words(sheet, lang)
        yield Row(_title(sheet, words), sheet.rules.id, "strong", 0, column)
        yield from _parts(sheet, words, column)


def _title(sheet: Sheet, words: Words) -> str:
    title = words.titled(sheet.rules.id, sheet.rules.title)
    if sheet.asked("title"):
        title = words.entry("", ("title",), "").text
    if not sheet.questions:
        return title
    count = len(sheet.questions)
    template = worded("schemes.template", {"count": count}, words.lang)
    return worded("schemes.titled", {"title": title, "template": template}, words.lang)


def _parts(sheet: Sheet, words: Words, column: int) -> Iterator[Row]:
    heads = [worded(f"schemes.{part}", {}, words.lang) for part in ("levels", "source")]
    width = max(map(cells, heads)) + 2
    levels = [entry.text for entry in words.gaps("levels")] or [_levels(sheet, words)]
    for text in levels:
        yield Row(text, heads[0], "faint", column, width)
    for number, (name, source) in enumerate((sheet.rules.sources or {}).items()):
        seen = worded(
            "schemes.seen", {"source": words.source(name), "seen": words.seen(source)}, words.lang
        )
        text = words.source(name) if source.seen is None else seen
        yield Row(text, "" if number else heads[1], "faint", column, width)


def _levels(sheet: Sheet, words: Words) -> str:
    titles = []
    for _number, level in there(sheet.rules.levels):
        title = words.titled(level.id, level.title)
        if level.default:
            title = worded("schemes.usual", {"level": title}, words.lang)
        titles.append(title)
    return listed(titles, words.lang, joint="series")
