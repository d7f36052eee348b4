"""The session of a register command: opens the register, calls the command, reports errors, closes it."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from socket import gethostname
from typing import Any

from pydantic_core import PydanticCustomError

from responselevels.cli.decisions.deciding import now as machine_time
from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.locales import locale_of
from responselevels.cli.frame.options import says
from responselevels.cli.frame.settings import VARIABLES
from responselevels.cli.frame.standard_streams import telling_what_was_recorded
from responselevels.cli.frame.status import status_of_error
from responselevels.errors import (
    ClockJumped,
    InputError,
    OutcomeUnknown,
    Place,
    Problem,
    RegisterError,
    Unremembered,
)
from responselevels.models.times import instant_at, instant_kept, instant_of
from responselevels.register.clocks import GivenClock
from responselevels.register.log.actors import Actor
from responselevels.register.opening import OpenOptions, OverviewOptions, open_register
from responselevels.register.register import StoredRegister
from responselevels.reports.frame.wording import Locale
from responselevels.reports.programs.json import Document, one_line, refusal_document
from responselevels.text.catalogue import worded
from responselevels.text.escaping import in_shell

CLOCK = "RESPONSELEVELS_CLOCK"
"""Environment variable with an instant to use as the time, for exercises; the log records that it was given."""

CLIENT = "responselevels"
"""Name of this program in the log."""

SITE = "RESPONSELEVELS_SITE"
"""Environment variable with the name of this site in the log; by default that of the machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """An open register, and how to speak of it."""

    lang: str
    register: StoredRegister
    as_json: bool
    person: str | None = None
    body: str | None = None
    key: str | None = None

    def moment(self, dated: datetime | None) -> datetime:
        """Return when something was said: as it is *dated*, else now.

        Raises:
            CommandError: a key is given and no time: asked again, it would say something else.
        """
        if dated is None and self.key is not None:
            raise CommandError(says("error.key_dated", self.lang))
        return dated or self.time()

    def time(self) -> datetime:
        """Return the time now, but none before the last event: an act is not older than what it answers.

        Recorded time goes on where a clock stands still or was set back (docs/decisions/0014).
        """
        at = now()
        return max(at, instant_at(self.register.state.recorded).astimezone(at.tzinfo))

    @contextmanager
    def asking(self, said: datetime | None = None) -> Iterator[None]:
        """Have it told how to ask for the same again, where nobody knows what came of it.

        *said* is when something was said, where a command has to be told that.

        Raises:
            OutcomeUnknown: with the options to ask again.
        """
        try:
            yield
        except OutcomeUnknown as error:
            if "again" in error.facts:
                raise
            facts = {**error.facts, "again": again(error.key or "", said)}
            raise OutcomeUnknown(error.code, facts, key=error.key) from error

    @property
    def actor(self) -> Actor | None:
        """The acting person and body given on the command line; None to take them from the record."""
        if self.person is None and self.body is None:
            return None
        return Actor(person=self.person, body=self.body)

    def locale(self, at: datetime | None = None) -> Locale:
        """Return who reads: with the titles in force, times in the offset of *at* or of this place."""
        titles = self.register.versions[-1].scheme.titles
        return locale_of(self.lang, titles, (at or now()).tzinfo)


Call = Callable[..., int]

_HOW = ("sound_part", "time_is_right", "named_areas")
"""What is said of a command's register: how it is opened."""


@telling_what_was_recorded()
def run_recording(call: Call, lang: str, **given: Any) -> int:
    """Call what leaves something behind; where it is broken off, say that this may have happened."""
    try:
        return run_reporting_errors(call, lang, **given)
    except KeyboardInterrupt:
        sys.stderr.write(f"responselevels: {says('error.broken_off', lang)}\n")
        raise


def run_reporting_errors(call: Call, lang: str, *, as_json: bool, **given: Any) -> int:
    """Call; with ``--json``, an error is a line of JSON where the answer would have been."""
    try:
        return call(lang, as_json=as_json, **given)
    except (InputError, RegisterError) as error:
        if not as_json:
            raise

        sys.stdout.write(one_line(refusal_document(error, lang)) + "\n")
        return status_of_error(error)


def with_session(
    call: Call,
    lang: str,
    *,
    register: str | None,
    as_json: bool,
    person: str | None = None,
    body: str | None = None,
    key: str | None = None,
    **given: Any,
) -> int:
    """Call with an open register; who may say *sound_part* only asks, and opens it for reading."""
    how = {name: given.pop(name) for name in _HOW if name in given}
    with opened(register, lang, **how, read_only="sound_part" in how) as known:
        if known.damage is not None:
            text = worded("register.warned.damage", {"says": known.damage.worded(lang)}, lang)
            sys.stderr.write(f"responselevels: {text}\n")
        session = Session(
            lang=lang, register=known, as_json=as_json, person=person, body=body, key=key
        )
        with session.asking():
            return call(session, **given)


def again(key: str, said: datetime | None) -> str:
    """Return the options with which a command asks under *key* for the same again."""
    asked = f"--key{'=' if key.startswith('-') else ' '}{in_shell(key)}"
    return asked if said is None else f"{asked} --dated {instant_kept(said)}"


@contextmanager
def opened(
    url: str | None, lang: str, *, named_areas: bool = False, **more: Any
) -> Iterator[StoredRegister]:
    """Open the register at *url*, and close it afterwards; *more* goes to `OpenOptions`.

    With *named_areas*, of its areas only those are read that the log names (`OverviewOptions`).

    Raises:
        CommandError: none is named.
        RegisterError: it cannot be opened.
    """
    options = OverviewOptions if named_areas else OpenOptions
    with (
        localized_warnings(lang),
        open_register(
            named(url, lang), options(**opening_options(), **more), StoredRegister
        ) as register,
    ):
        yield register


def opening_options() -> dict[str, Any]:
    """Return how this machine opens registers."""
    given = os.environ.get(CLOCK)
    clock = GivenClock(_instant(given), yields=True) if given else None
    return {"clock": clock, "site": os.environ.get(SITE) or gethostname(), "client": CLIENT}


@contextmanager
def localized_warnings(lang: str) -> Iterator[None]:
    """Say warnings of the register in a line each, on standard error, whatever comes of it."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("ignore")
        warnings.simplefilter("always", ClockJumped)
        warnings.simplefilter("always", Unremembered)
        try:
            yield
        finally:
            texts = dict.fromkeys(_warned(one.message, lang) for one in caught)
            if texts:
                sys.stdout.flush()
                sys.stderr.write("".join(f"responselevels: {text}\n" for text in texts))


def _warned(warning: Warning | str, lang: str) -> str:
    if isinstance(warning, Unremembered):
        return warning.worded(lang)
    return worded("register.warned.clock", {}, lang)


def named(url: str | None, lang: str) -> str:
    """Return the register's address.

    Raises:
        CommandError: none is named.
    """
    if not url:
        raise CommandError(says("error.no_register", lang, variable=VARIABLES["register"]))
    return url


def now() -> datetime:
    """Return the time, in the offset of this place: the machine's, or what stands for it."""
    given = os.environ.get(CLOCK)
    return _instant(given) if given else machine_time().astimezone()


def _instant(text: str) -> datetime:

    try:
        return instant_of(text)
    except PydanticCustomError as error:
        raise InputError([Problem(Place(path=(CLOCK,)), error.type, error.context or {})]) from None


def plain_locale(lang: str) -> Locale:
    """Return who reads a line about what was recorded; no titles are needed for it."""
    return locale_of(lang, zone=now().tzinfo)


def print_document(document: Document | Sequence[Document]) -> None:
    """Print a document as one line of JSON."""
    sys.stdout.write(one_line(document) + "\n")
