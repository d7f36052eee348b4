"""Questions at standard input, one after the other, for what no option says."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.options import says
from responselevels.errors import InputError

T = TypeVar("T")


def asked(question: str, option: str, lang: str) -> str:
    """Ask *question* and return the line that answers it, without blanks at its ends.

    Raises:
        CommandError: there is no more to read; *option* would say it.
    """
    sys.stdout.write(f"{question}\n> ")
    sys.stdout.flush()
    try:
        line = "" if sys.stdin is None else sys.stdin.readline()
    except ValueError:  # closed, or no text
        line = ""
    if not line:
        sys.stdout.write("\n")
        raise CommandError(says("error.new.answer", lang, question=question, option=option))
    if not sys.stdin.isatty():
        sys.stdout.write(line.rstrip("\r\n") + "\n")  # as a terminal shows what is typed
    return line.strip()


def answer_to(question: str, option: str, lang: str, taken: Callable[[str], T]) -> T:
    """Ask until *taken* takes the answer, saying each time what is wrong with it; return what it made of it.

    Raises:
        CommandError: there is no more to read.
    """
    while True:
        said = asked(question, option, lang)
        try:
            return taken(said)
        except InputError as error:
            sys.stdout.write(error.worded(lang) + "\n")
