"""`responselevels new`: files written to begin with.

Each kind of file is written by a function of its own; `new` chooses by the option that is given.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.options import says
from responselevels.cli.frame.status import Status
from responselevels.cli.frame.writing import write_file
from responselevels.files import load_rules, shipped_ids
from responselevels.testing.ghostwriting import property_tests as written_tests


def new(lang: str, *, property_tests: str | None, out: str | None) -> int:
    """Write what is asked for into the file *out*, or print it; return the exit status.

    Raises:
        CommandError: nothing is asked for, or the file is there already or cannot be written.
    """
    if property_tests is None:
        raise CommandError(says("error.new.nothing", lang))
    return _put(_tests_of(property_tests, out, lang), out, lang)


def _tests_of(rules: str, out: str | None, lang: str) -> str:
    """Return property tests of *rules*, which they name as seen from the folder of *out*."""
    known = load_rules(rules)
    named = rules
    if rules not in shipped_ids():
        folder = Path(out).parent if out is not None else Path()
        named = Path(os.path.relpath(rules, folder)).as_posix()
    return written_tests(known, named, lang, shipped=rules in shipped_ids())


def _put(text: str, out: str | None, lang: str) -> int:
    if out is None:
        sys.stdout.write(text)
    else:
        write_file(out, text.encode(), lang, new=True, reader=lambda raw: compile(raw, out, "exec"))
        sys.stdout.write(says("new.written", lang, path=out) + "\n")
    return Status.PERMITTED
