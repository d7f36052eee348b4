"""The reference engine says which sentence of the semantics each function carries out."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.goldens import assert_golden
from tests.testing.reference.clauses import (
    ROOT,
    Row,
    functions,
    quotes,
    rows,
    sections,
    titles,
)

PAGE = ROOT / "docs" / "reference-engine.md"
EVERY_ROW = [*rows()]


def test_what_is_quoted_stands_in_that_section_word_for_word() -> None:
    text = sections()
    assert len(quotes()) > 100
    assert [quote for quote in quotes() if quote.text not in text[quote.section]] == []


def test_the_tables_of_findings_are_read() -> None:
    assert len(EVERY_ROW) > 40
    assert Counter(row.section for row in EVERY_ROW)[3] > 30


@pytest.mark.parametrize("row", EVERY_ROW, ids=lambda row: f"{row.section}-{row.code}")
def test_each_row_of_a_table_of_findings_is_quoted_where_the_finding_is_made(row: Row) -> None:
    quoting = [
        function
        for function in functions()
        if any((row.section, row.when) == (one.section, one.text) for one in function.quotes())
    ]
    assert [function for function in quoting if row.code in function.source] != []


def test_every_section_that_decides_is_quoted() -> None:
    # Section 6 has the invariants, which follow; they are laws, not rules. By what section 15 is about,
    # nothing is decided.
    assert {quote.section for quote in quotes()} == {*titles()} - {6, 15}


def test_the_page_lists_every_sentence_with_the_function_that_carries_it_out() -> None:
    text = PAGE.read_text(encoding="utf-8")
    head, mark, _rest = text.partition("<!-- listed -->\n")
    assert mark
    assert_golden(PAGE, head + mark + listed())


def listed() -> str:
    """Return the sentences, section by section, in the order in which they stand there."""
    lines, text = [], sections()
    for section, title in titles().items():
        found: dict[str, list[str]] = {}
        for quote in sorted(
            (one for one in quotes() if one.section == section),
            key=lambda one: (text[section].index(one.text), one.function),
        ):
            found.setdefault(quote.text, []).append(quote.function)
        if found:
            lines += [
                "",
                f"## {section}. {title}",
                "",
                "| sentence | carried out by |",
                "| --- | --- |",
            ]
            for sentence, by in found.items():
                cell = sentence.replace("|", "\\|")
                lines.append(f"| {cell} | {', '.join(f'`{one}`' for one in by)} |")
    return "\n".join(lines) + "\n"
