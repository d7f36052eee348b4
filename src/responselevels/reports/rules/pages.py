"""A page for people: chapters of entries, for a terminal or as Markdown.

An entry has beside its text the clause that it comes from and how that is read, so that
nobody takes a reading for the clause.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from responselevels.reports.frame.layout import cells
from responselevels.reports.frame.rows import BLANK, Row
from responselevels.text.catalogue import visible, worded
from responselevels.text.escaping import in_markdown

_WIDEST = 24
"""Maximum width of the column of labels, in terminal cells."""

_INDENT = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a page says: what of, the text, and where it comes from."""

    label: str
    text: str
    clause: str = ""
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading with entries beneath it."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A title, sentences beneath it, and chapters."""

    title: str
    notes: tuple[str, ...]
    chapters: tuple[Chapter, ...]


def page_rows(page: Page, lang: str) -> Iterator[Row]:
    """Yield *page* for a terminal; clause and reading stand beneath the text, each by itself."""
    yield Row(page.title, style="strong")
    for note in page.notes:
        yield Row(note)
    for chapter in page.chapters:
        yield BLANK
        yield Row(chapter.title, style="strong")
        column = min(max(cells(visible(entry.label)) for entry in chapter.entries) + 2, _WIDEST)
        for entry in chapter.entries:
            yield Row(entry.text, entry.label, "", _INDENT, column)
            yield from _grounds(entry, column, lang)


def _grounds(entry: Entry, column: int, lang: str) -> Iterator[Row]:
    heads = {kind: _says(f"head.{kind}", lang) for kind in ("clause", "reading")}
    width = max(cells(head) for head in heads.values()) + 2
    for kind, text in (("clause", entry.clause), ("reading", entry.reading)):
        if text:
            yield Row(text, heads[kind], "faint", _INDENT + column, width)


def page_markdown(page: Page, lang: str) -> str:
    """Return *page* as Markdown: a table for each chapter, clauses and readings in columns."""
    parts = [f"# {in_markdown(page.title)}\n"]
    parts += [f"{in_markdown(note)}\n" for note in page.notes]
    for chapter in page.chapters:
        parts.append(f"## {in_markdown(chapter.title)}\n")
        parts.append("".join(_table(chapter, lang)))
    return "\n".join(parts)


def _table(chapter: Chapter, lang: str) -> Iterator[str]:
    grounded = any(entry.clause or entry.reading for entry in chapter.entries)
    heads = ("what", "rule", "clause", "reading") if grounded else ("what", "rule")
    yield _line([_says(f"head.{head}", lang) for head in heads])
    yield _line(["---"] * len(heads))
    for entry in chapter.entries:
        row = (entry.label, entry.text, entry.clause, entry.reading)
        yield _line([in_markdown(cell) for cell in row[: len(heads)]])


def _line(row: list[str]) -> str:
    return f"| {' | '.join(row)} |\n"


def _says(code: str, lang: str) -> str:
    return worded(f"scheme.{code}", {}, lang)
