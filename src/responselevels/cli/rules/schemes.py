"""`responselevels schemes`: the schemes that ship with the package."""

from __future__ import annotations

import sys

from responselevels.cli.frame.status import Status
from responselevels.files.sheets import load_sheet
from responselevels.files.shipped import shipped_ids
from responselevels.reports.frame.paint import show
from responselevels.reports.programs.json import one_line
from responselevels.reports.rules.schemes import schemes_document, schemes_rows


def schemes(lang: str, *, as_json: bool) -> int:
    """Print the shipped schemes; return the exit status."""
    sheets = [load_sheet(name) for name in shipped_ids()]
    if as_json:
        sys.stdout.write(one_line(schemes_document(sheets, lang)) + "\n")
    else:
        show(schemes_rows(sheets, lang), sys.stdout)
    return Status.PERMITTED
