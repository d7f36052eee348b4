"""`main`: run a command line, and let nothing but words and a status out.

Every way a run can end is here: a status from the command, an input error, a
command line that makes no sense, an interrupt, a reader that went away, and a
mistake of our own, which is one short line and no traceback.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

import click

from responselevels.cli.app import PROGRAM, build
from responselevels.cli.language import language_of
from responselevels.cli.spoken import Unheard, usage_worded
from responselevels.cli.status import Status, status_of_error
from responselevels.errors import InputError, MissingExtra, RegisterError
from responselevels.text.catalogue import visible, worded


def main(args: Sequence[str] | None = None) -> int:
    """Run the command line *args*, by default that of the process; return the exit status.

    What cannot be read is said on standard error, a line for each problem.
    """
    given = list(sys.argv[1:] if args is None else args)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    lang = language_of(given, os.environ)
    try:
        status = _run(given, lang)
        sys.stdout.flush()
    except (BrokenPipeError, Unheard):
        return _unheard()
    except KeyboardInterrupt:
        return _say(worded("cli.error.interrupted", {}, lang), Status.INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - the last place where a mistake can become words
        return _say(_bug_worded(error, lang), Status.BUG)
    return status


def _run(args: list[str], lang: str) -> int:
    try:
        with_context = build(lang).main(args, PROGRAM, standalone_mode=False)
    except click.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        return _say(_usage(error, lang), Status.UNREAD)
    except InputError as error:
        return _say(error.worded(lang), Status.UNREAD)
    except RegisterError as error:
        return _say(_undone(error, lang), status_of_error(error))
    except MissingExtra as error:
        return _say(str(error), Status.UNREAD)
    return int(with_context or Status.PERMITTED)


def _undone(error: RegisterError, lang: str) -> str:
    """Return what a register could not do; where that is not known, with what to ask again."""
    text, again = f"{PROGRAM}: {error.worded(lang)}", error.facts.get("again")
    return text if again is None else f"{text}\n{worded('cli.error.again', {'again': again}, lang)}"


def _usage(error: click.ClickException, lang: str) -> str:
    text = f"{PROGRAM}: {visible(usage_worded(error, lang))}"
    if not isinstance(error, click.UsageError):
        return text
    command = PROGRAM if error.ctx is None else error.ctx.command_path
    return f"{text}\n{worded('cli.usage.hint', {'command': command}, lang)}"


def _bug_worded(error: Exception, lang: str) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1]
    facts = {"kind": type(error).__name__, "place": f"{Path(last.filename).name}:{last.lineno}"}
    return f"{PROGRAM}: {worded('cli.error.bug', facts, lang)}"


def _say(text: str, status: Status) -> int:
    try:
        sys.stdout.flush()
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
    except BrokenPipeError:
        return _unheard()
    return status


def _unheard() -> int:
    """Point the output nowhere, so that closing it says nothing either."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return Status.UNHEARD
