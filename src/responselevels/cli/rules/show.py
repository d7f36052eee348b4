"""`responselevels show`: a rules file, or a template, as a page for people."""

from __future__ import annotations

import sys

from responselevels.cli.frame.status import Status
from responselevels.cli.frame.writing import write_file
from responselevels.files.sheets import load_sheet, public_sheet
from responselevels.reports.frame.paint import show as painted
from responselevels.reports.frame.rows import plain
from responselevels.reports.rules.pages import page_markdown, page_rows
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
    page = scheme_page(sheet if hidden else public_sheet(sheet), lang)
    if format == "markdown":
        text = page_markdown(page, lang)
    elif output is None:
        painted(page_rows(page, lang), sys.stdout)
        return Status.PERMITTED
    else:
        text = plain(page_rows(page, lang))
    if output is None:
        sys.stdout.write(text)
    else:
        write_file(output, text.encode(), lang)
    return Status.PERMITTED
