"""Printers: decisions as lines of JSON, or as pages for people."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from responselevels.cli.frame.locales import locale_of
from responselevels.errors import InputError
from responselevels.reports.frame.paint import show
from responselevels.reports.frame.rows import BLANK, Row
from responselevels.reports.frame.wording import Locale
from responselevels.reports.programs.json import decision_json, error_document, one_line
from responselevels.reports.terminal import tally_row

if TYPE_CHECKING:
    from responselevels.cli.frame.inputs import Inputs
    from responselevels.models.decisions import Decision

Rows = Callable[["Decision", Locale, "Inputs"], Iterable[Row]]
"""Makes the page of a decision."""


class JsonLines:
    """Prints one decision, or one error, a line."""

    def __init__(self, lang: str) -> None:
        """Take the language of the messages."""
        self._reader = locale_of(lang)

    @property
    def ready_made(self) -> str | None:
        """The language of the lines."""
        return self._reader.lang

    def start(self, inputs: Inputs) -> None:
        """Learn the titles."""
        self._reader = locale_of(self._reader.lang, inputs.titles)

    def decision(self, decision: Decision) -> None:
        """Print a decision."""
        self.line(decision_json(decision, self._reader.lang, self._reader.titles))

    def error(self, error: InputError) -> None:
        """Print what could not be read."""
        self.line(one_line(error_document(error, self._reader.lang)))

    def end(self, counts: Counter[str]) -> None:
        """Print nothing: every line has been printed."""

    def line(self, text: str) -> None:
        """Print a line that is ready."""
        sys.stdout.write(text + "\n")


class Pages:
    """Prints decisions for people, blank lines between them; errors on standard error."""

    def __init__(self, lang: str, rows: Rows, *, apart: int = 1) -> None:
        """Take the language, what makes the page of a decision, and how far *apart* they are."""
        self._reader = locale_of(lang)
        self._rows = rows
        self._apart = apart
        self._world: Inputs | None = None
        self._printed = False

    @property
    def ready_made(self) -> str | None:
        """None: a page is made of a decision, not of a line."""
        return None

    def start(self, inputs: Inputs) -> None:
        """Learn the titles, and what else the pages need."""
        self._world = inputs
        self._reader = locale_of(self._reader.lang, inputs.titles)

    def decision(self, decision: Decision) -> None:
        """Print the page of a decision."""
        if self._world is None:
            raise RuntimeError("a page is printed before the world is known")
        if self._printed:
            show([BLANK] * self._apart, sys.stdout)
        self._printed = True
        show(self._rows(decision, self._reader, self._world), sys.stdout)

    def line(self, text: str) -> None:
        """Refuse: nobody makes lines for pages."""
        raise RuntimeError(text)

    def error(self, error: InputError) -> None:
        """Print what could not be read, after what was printed before it."""
        sys.stdout.flush()
        sys.stderr.write(error.worded(self._reader.lang) + "\n")
        sys.stderr.flush()

    def end(self, counts: Counter[str]) -> None:
        """Print how many there were of each kind, where there were several."""
        if counts.total() > 1:
            show([BLANK, tally_row(counts, self._reader)], sys.stdout)
