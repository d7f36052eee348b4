"""The commands that query a register: `status`, `level`, `history` and `follow`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from responselevels.cli.decisions.timeline import Bars, window_of
from responselevels.cli.frame.locales import offset_of
from responselevels.cli.frame.status import Status
from responselevels.cli.register.session import (
    Session,
    now,
    plain_locale,
    print_document,
    with_session,
)
from responselevels.models.times import instant_at, micros_of
from responselevels.register.history.asking.overview import overview_of
from responselevels.register.history.asking.snapshot import RegisterSnapshot
from responselevels.register.history.lifelines import LifeStep
from responselevels.register.history.versions import versions_known
from responselevels.register.log.events import event_of, fields_of
from responselevels.register.log.kinds import Event, OrderEvent
from responselevels.reports.frame.paint import show, width_of
from responselevels.reports.frame.rows import BLANK
from responselevels.reports.lifelines import (
    history_document,
    history_rows,
    timeline_document,
    timeline_rows,
)
from responselevels.reports.overview import overview_document, overview_rows
from responselevels.reports.programs.json import level_document
from responselevels.reports.tables import AreaLevel, level_rows
from responselevels.text.catalogue import Named, Phrase

_PAUSE = 5.0
"""Seconds between two looks of `follow`, unless the store notifies it of news earlier."""


def known_then(session: Session, known_at: datetime | None) -> RegisterSnapshot:
    """Return the register as it is known, or as it was at *known_at*."""
    return session.register if known_at is None else session.register.as_known_at(known_at)


def moment_of(session: Session, at: datetime | None) -> datetime:
    """Return the instant that is asked about: now, if nothing else is said.

    Now is never before what is recorded: clocks of several places differ a little.
    """
    here = now()
    return at or max(here, instant_at(session.register.state.recorded).astimezone(here.tzinfo))


def status(lang: str, **given: Any) -> int:
    """Show what is open, what stands, and which level holds where; return the exit status.

    For that, areas that the log does not name need not be read, however many they are; unless
    a proposal is open: what stands in its way may be told by them.
    """
    status = with_session(_status, lang, named_areas=True, **given)
    return with_session(_status, lang, **given) if status == _ALL_AREAS else status


_ALL_AREAS = -1


def _status(
    session: Session,
    *,
    at: datetime | None,
    known_at: datetime | None,
    drill: bool,
    track: str | None,
    bars: bool,
) -> int:
    register, locale = session.register, session.locale(at)
    known, moment = known_then(session, known_at), moment_of(session, at)
    overview = overview_of(known, moment, drill=drill, track=track)
    if register.named_areas and overview.proposals:
        return _ALL_AREAS
    if session.as_json:
        print_document(
            overview_document(
                register.id, overview, locale, known=known_at, verified=register.verified
            )
        )
        return Status.PERMITTED

    title = register.state.title or register.id
    scheme = register.scheme
    default = scheme.levels[scheme.default]
    rows = overview_rows(
        title, overview, locale, known=known_at, default=default, verified=register.verified
    )
    show(rows, sys.stdout)
    if bars:
        drawn = Bars(known, window_of(known, moment, moment), drill=drill, track=track)
        show([BLANK, *drawn.rows(locale, width_of(sys.stdout))], sys.stdout)
    return Status.PERMITTED


def level(
    session: Session,
    *,
    at: datetime | None,
    known_at: datetime | None,
    drill: bool,
    track: str | None,
    area: tuple[str, ...],
) -> int:
    """Show the level of each area named, or of all; return the exit status.

    Where the rules have tracks, that of every track, or of *track* alone.
    """
    known, moment = known_then(session, known_at), moment_of(session, at)
    places = [(name, 0) for name in area] or areas_then(known, moment)
    if session.as_json and not area:
        places = sorted(places)
    levels = [
        (name, depth, known.level(name, at=moment, drill=drill, track=one))
        for one in _tracks(known, moment, track)
        for name, depth in places
    ]
    if session.as_json:
        print_document(level_document((name, holding) for name, _depth, holding in levels))
        return Status.PERMITTED

    standings = [
        AreaLevel(name, depth, holding.level, holding.orders, holding.track)
        for name, depth, holding in levels
    ]
    show(level_rows(standings, session.locale(at)), sys.stdout)
    return Status.PERMITTED


def _tracks(
    known: RegisterSnapshot, at: datetime, track: str | None
) -> tuple[str, ...] | tuple[None]:
    """Return the tracks that are asked about: *track*, or all there were; None stands for no tracks."""
    return (track,) if track is not None else known.tracks(at) or (None,)


def areas_then(known: RegisterSnapshot, at: datetime) -> list[tuple[str, int]]:
    """Return every area that there was at *at*, with its depth, each after the wider one."""
    tree = versions_known(known.versions, micros_of(at))[-1].scheme.tree
    return [(name, len(tree.lines[number]) - 1) for number, name in enumerate(tree.ids)]


def history(
    session: Session,
    *,
    at: datetime | None,
    known_at: datetime | None,
    last: int | None,
    name: str | None,
) -> int:
    """Show the life of a proposal or order, or of all; return the exit status."""
    known, moment = known_then(session, known_at), moment_of(session, at)
    if name is None:
        timeline = _timeline(known, moment)
        return _print_timeline(session, timeline[-last:] if last else timeline, at, moment)
    steps = known.life(name)[-(last or 0) :]
    if session.as_json:
        print_document(history_document(name, steps, moment))
        return Status.PERMITTED

    locale = session.locale(at).within(offset_of(session.register, name))
    show(history_rows(name, steps, moment, locale), sys.stdout)
    return Status.PERMITTED


def _timeline(known: RegisterSnapshot, at: datetime) -> list[tuple[str, LifeStep]]:
    """Return every step up to *at* of all proposals and orders, in the order of time."""
    names = {one.id: None for one in known.orders} | {one.id: None for one in known.dossiers}
    steps = [(name, step) for name in names for step in known.life(name) if step.at <= at]
    return sorted(steps, key=lambda one: (one[1].at, one[1].seq is None, one[1].seq or 0))


def _print_timeline(
    session: Session, steps: list[tuple[str, LifeStep]], at: datetime | None, moment: datetime
) -> int:
    if session.as_json:
        print_document(timeline_document(steps, moment))
    else:
        zones = {name: offset_of(session.register, name) for name, _step in steps}
        show(timeline_rows(steps, moment, session.locale(at), zones), sys.stdout)
    return Status.PERMITTED


# -- following the log --------------------------------------------------------------------


def follow(session: Session, *, after: int | None, once: bool) -> int:
    """Print each event as it is recorded, until interrupted; return the exit status."""
    register = session.register
    seq = register.head.size - 1 if after is None else after
    while True:
        for event in _events(session, seq):
            _print_event(session, event)
            seq = event.seq
        sys.stdout.flush()
        if once:
            return Status.PERMITTED
        register.wait(_PAUSE)


def _events(session: Session, after: int) -> Iterator[Event]:
    for seq, line in enumerate(session.register.store.lines(after + 1), after + 1):
        yield event_of(line, fields_of(line, seq), seq)


def _print_event(session: Session, event: Event) -> None:
    """Print the line of the log itself, or what it says in a line."""
    if session.as_json:
        sys.stdout.write(event.line.decode("ascii"))
        return

    locale = plain_locale(session.lang)
    of: str | None = getattr(event, "of", None)
    if of is None and isinstance(event, OrderEvent):
        of = event.order.id
    facts: dict[str, object] = {
        "at": instant_at(event.recorded),
        "event": event.seq,
        "kind": Phrase(f"life.kind.{event.kind}"),
        "of": None if of is None else Named("proposal", of),
    }
    locale = locale.within(None if of is None else offset_of(session.register, of))
    sys.stdout.write(locale.says("life.event" if of is None else "life.event.of", **facts) + "\n")
