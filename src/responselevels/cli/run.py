"""`main`: run a command line, and let nothing but words and a status out.

Every way a run can end is here: a status from the command, an input error, a
command line that makes no sense, an interrupt, an answer that nobody can take,
and a mistake of our own, which is one short line and no traceback.
"""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click

from responselevels.cli.app import build
from responselevels.cli.frame.click_i18n import usage_worded
from responselevels.cli.frame.language import language_of
from responselevels.cli.frame.settings import Settings, settings_for
from responselevels.cli.frame.standard_streams import GuardedStream, OutputLost, standard_streams
from responselevels.cli.frame.status import Status, status_of_error
from responselevels.cli.start import PROGRAM
from responselevels.errors import InputError, RegisterError, ResponseLevelsError, WorkersUnusable
from responselevels.text.catalogue import Phrase, visible, worded


def main(args: Sequence[str] | None = None) -> int:
    """Run the command line *args*, by default that of the process; return the exit status.

    What cannot be read is said on standard error, a line for each problem.
    """
    given = list(sys.argv[1:] if args is None else args)
    settings = settings_for(given, os.environ)
    lang = language_of(given, os.environ, settings.language())
    with standard_streams() as out:
        status = _ended(given, lang, settings, out)
        with suppress(OutputLost):
            sys.stdout.flush()
        sys.stderr.flush()
    return status


def _ended(args: list[str], lang: str, settings: Settings, out: GuardedStream | None) -> int:
    """Run, and return the status of the way it ended."""
    status: int | None = None
    try:
        status = _run(args, lang, settings)
        sys.stdout.flush()
    except OutputLost as lost:
        return _output_lost(lost, status, lang)
    except KeyboardInterrupt:
        return _say(worded("cli.error.interrupted", {}, lang), Status.INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - the last place where a mistake can become words
        return _say(_bug_worded(error, lang), Status.BUG)
    if out is not None and out.failure is not None:
        return _output_lost(out.failure, status, lang)
    return status


def _run(args: list[str], lang: str, settings: Settings) -> int:
    try:
        with_context = build(lang).main(args, PROGRAM, standalone_mode=False, obj=settings)
    except click.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        return _say(_usage_error_worded(error, lang), Status.INVALID_INPUT)
    except InputError as error:
        return _say(error.worded(lang), Status.INVALID_INPUT)
    except RegisterError as error:
        return _say(_register_error_worded(error, lang), status_of_error(error))
    except WorkersUnusable as error:
        return _say(f"{PROGRAM}: {error.worded(lang)}", status_of_error(error))
    except ResponseLevelsError as error:
        return _say(str(error), Status.INVALID_INPUT)
    return int(with_context or Status.PERMITTED)


def _register_error_worded(error: RegisterError, lang: str) -> str:
    """Return what a register could not do; where that is not known, with what to ask again."""
    text, again = f"{PROGRAM}: {error.worded(lang)}", error.facts.get("again")
    return text if again is None else f"{text}\n{worded('cli.error.again', {'again': again}, lang)}"


def _usage_error_worded(error: click.ClickException, lang: str) -> str:
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


_ANSWERED = (Status.PERMITTED, Status.DENIED, Status.PENDING)
"""Statuses of a command that did all it was asked to; only its output can still be lost."""


def _output_lost(lost: OutputLost, status: int | None, lang: str) -> int:
    """Say that the answer is lost, with the *status* it would have had; nothing where nobody listens.

    Where it was not done, that is what the status says.
    """
    undone = status is not None and status not in _ANSWERED
    if lost.went_away:
        return status if status is not None and undone else Status.BROKEN_PIPE
    closed = lost.reason.errno == errno.EBADF
    reason = Phrase("cli.error.closed") if closed else lost.reason.strerror or "?"
    facts = {"reason": reason, "status": status}
    done = status is not None and not undone
    code = "cli.error.unwritten.done" if done else "cli.error.unwritten"
    said = _say(f"{PROGRAM}: {worded(code, facts, lang)}", Status.OUTPUT_LOST)
    return status if status is not None and undone else said


def _say(text: str, status: Status) -> int:
    """Say *text* on standard error, after what was printed before it."""
    with suppress(OutputLost):
        sys.stdout.flush()
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
    return status
