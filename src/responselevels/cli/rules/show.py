"""`responselevels show`: a rules file, or a template, as a page for people."""

from __future__ import annotations

import sys

from responselevels.cli.frame.status import Status
from responselevels.cli.frame.writing import write_file
from responselevels.files.sheets import Sheet, load_sheet, public_sheet
from responselevels.reports.frame.paint import show as painted
from responselevels.reports.frame.rows import plain
from responselevels.reports.pages.rules.contents import rules_contents
from responselevels.reports.pages.rules.html import rules_page
from responselevels.reports.pages.rules.markdown import rules_markdown
from responselevels.reports.rules.pages import page_rows
from responselevels.reports.rules.scheme import scheme_page


def show(
    lang: str,
    *,
    format: str,  # noqa: A002 - ``--format``
    output: str | None,
    hidden: bool,
    rules: str,
) -> int:
    """Print the page of *rules*, or write it into the file *output*; return the exit status.

    Measures that are not for everybody are left out, unless *hidden* ones are asked for.
    """
    sheet = load_sheet(rules)
    if format == "terminal" and output is None:
        shown = sheet if hidden else public_sheet(sheet)
        painted(page_rows(scheme_page(shown, lang), lang), sys.stdout)
        return Status.PERMITTED
    written = _written(sheet, format, lang, hidden=hidden)
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(written)
    else:
        write_file(output, written, lang)
    return Status.PERMITTED


def _written(sheet: Sheet, form: str, lang: str, *, hidden: bool) -> bytes:
    """Return the page in one of its forms."""
    if form == "terminal":
        page = scheme_page(sheet if hidden else public_sheet(sheet), lang)
        return plain(page_rows(page, lang)).encode()
    contents = rules_contents(sheet, lang, hidden=hidden)
    return rules_page(contents) if form == "html" else rules_markdown(contents).encode()
