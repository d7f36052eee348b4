"""Progress of long batches, on standard error."""

from __future__ import annotations

import sys
import time
from typing import TextIO

from responselevels.text.catalogue import worded

_FIRST = 0.5
"""Seconds before the first message; a batch that is done by then needs none."""

_EVERY = {True: 0.1, False: 1.0}
"""Seconds between two messages, by whether standard error is a terminal."""


class Progress:
    """Progress counter on standard error; on a terminal it is one line, cleared at the end.

    Without *always*, it speaks only where standard error is a terminal and
    standard output is not, so that nobody's decisions are written over.
    """

    def __init__(self, lang: str, *, total: int | None, always: bool = False) -> None:
        """Start counting towards *total*, None where that is not known."""
        self._lang = lang
        self._total = total
        self._stream: TextIO = sys.stderr
        self._terminal = self._stream.isatty()
        self._speaks = always or (self._terminal and not sys.stdout.isatty())
        self._done = 0
        self._next = time.monotonic() + _FIRST
        self._said = False

    def step(self) -> None:
        """Count one more, and say so from time to time."""
        self._done += 1
        if self._speaks and time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY[self._terminal]
            self._say("\r\x1b[K{}" if self._terminal else "{}\n")

    def close(self) -> None:
        """Wipe the line, or say the last number where there is no line to wipe."""
        if self._said:
            self._say("\r\x1b[K" if self._terminal else "{}\n")

    def _say(self, form: str) -> None:
        self._said = True
        key = "cli.progress" if self._total is not None else "cli.progress.unknown"
        facts = {"done": self._done, "total": self._total}
        self._stream.write(form.format(worded(key, facts, self._lang)))
        self._stream.flush()
