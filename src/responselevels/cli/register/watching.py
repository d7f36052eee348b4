"""`register timeline` and `register watch`: levels over time as bars, once or again and again."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime, timedelta

from responselevels.cli.decisions.timeline import Bars, timeline_written, window_of
from responselevels.cli.frame.status import Status
from responselevels.cli.register.asking import known_then, moment_of
from responselevels.cli.register.session import Session
from responselevels.errors import RegisterBusy, RegisterUnreadable
from responselevels.register.history.asking.overview import overview_of
from responselevels.reports.frame.paint import show, width_of
from responselevels.reports.frame.rows import BLANK, Columns, Row, plain
from responselevels.reports.overview import overview_rows

_PAUSE = 5.0
"""Seconds between two looks, unless the store notifies of news earlier."""

_AGAIN = 12
"""After so many looks without news it is shown again: time has gone on."""

_CLEAR = "\x1b[H\x1b[2J"
"""What clears a terminal."""


def timeline(  # noqa: PLR0913 - each is an option
    session: Session,
    *,
    at: datetime | None,
    known_at: datetime | None,
    since: datetime | None,
    within: timedelta,
    drill: bool,
    track: str | None,
    format: str,  # noqa: A002 - ``--format``
    output: str | None,
    area: tuple[str, ...],
) -> int:
    """Print the bars, or write them or a picture into the file *output*; return the exit status."""
    known, moment = known_then(session, known_at), moment_of(session, at)
    window = window_of(known, moment, since or moment, within)
    bars = Bars(known, window, drill=drill, track=track, named=area)
    locale = session.locale(moment)
    if format == "svg":
        return timeline_written(bars.picture(locale), output, session.lang)
    rows = bars.rows(locale, width_of(sys.stdout))
    if output is not None:
        return timeline_written(plain(rows), output, session.lang)
    show(rows, sys.stdout)
    return Status.PERMITTED


# -- again and again ------------------------------------------------------------------------


def watch(
    session: Session, *, within: timedelta, drill: bool, track: str | None, once: bool
) -> int:
    """Print the state, and again whenever something is recorded; return the exit status."""
    first = True
    while True:
        if sys.stdout.isatty():
            sys.stdout.write(_CLEAR)
        elif not first:
            show([BLANK, BLANK], sys.stdout)
        first = False
        show(_page(session, within, drill=drill, track=track), sys.stdout)
        sys.stdout.flush()
        if once:
            return Status.PERMITTED
        _wait(session)


def _page(
    session: Session, within: timedelta, *, drill: bool, track: str | None
) -> Iterator[Row | Columns]:
    register, moment = session.register, moment_of(session, None)
    scheme = register.scheme
    yield from overview_rows(
        register.state.title or register.id,
        overview_of(register, moment, drill=drill, track=track),
        session.locale(moment),
        known=None,
        default=scheme.levels[scheme.default],
        verified=register.verified,
    )
    yield BLANK
    window = window_of(register, moment, moment, within)
    bars = Bars(register, window, drill=drill, track=track)
    yield from bars.rows(session.locale(moment), width_of(sys.stdout))


def _wait(session: Session) -> None:
    """Wait for news, but for no longer than a minute: time has gone on by then."""
    for _look in range(_AGAIN):
        try:
            if session.register.wait(_PAUSE):
                return
        except (RegisterUnreadable, RegisterBusy) as error:
            sys.stderr.write(f"responselevels: {error.worded(session.lang)}\n")
