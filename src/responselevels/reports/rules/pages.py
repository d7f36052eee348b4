"""A page for people: chapters of entries, for a terminal or as Markdown.

An entry has beside its text the clause that it comes from and how that is read, so that
nobody takes a reading for the clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from responselevels.errors import Path
from responselevels.reports.frame.layout import cells
from responselevels.reports.frame.rows import BLANK, Row
from responselevels.text.catalogue import visible, worded
from responselevels.text.escaping import in_markdown

_WIDEST = 24
"""Maximum width of the column of labels, in terminal cells."""

_INDENT = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a page says: what of, the text, and where it comes from.

    *name* is the id by which the file names it, where the label is not that. *key* finds the same thing
    in another version of the file.
    """

    label: str
    text: str
    clause: str = ""
    reading: str = ""
    name: str = ""
    key: Path = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading with entries beneath it; *key* finds the same chapter in another version of the file."""

    title: str
    entries: tuple[Entry, ...]
    key: Path = ()


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


def chapter_markdown(chapter: Chapter, lang: str) -> str:
    """Return the table of a chapter as Markdown."""
    grounded = any(entry.clause or entry.reading for entry in chapter.entries)
    heads = ("what", "rule", "clause", "reading") if grounded else ("what", "rule")
    rows = (
        (labelled_markdown(entry.label, entry.name), entry.text, entry.clause, entry.reading)
        for entry in chapter.entries
    )
    cells = [[row[0], *map(in_markdown, row[1 : len(heads)])] for row in rows]
    return table_markdown([_says(f"head.{head}", lang) for head in heads], cells)


def labelled_markdown(label: str, name: str) -> str:
    """Return a label as Markdown, with the id of what it labels where that has one."""
    return in_markdown(label) + (f" ({in_markdown(name)})" if name else "")


def table_markdown(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as Markdown: *heads* are text, the cells of *rows* Markdown."""
    return "".join(_line(row) for row in ([*map(in_markdown, heads)], ["---"] * len(heads), *rows))


def _line(row: Sequence[str]) -> str:
    return f"| {' | '.join(row)} |\n"


def _says(code: str, lang: str) -> str:
    return worded(f"scheme.{code}", {}, lang)
