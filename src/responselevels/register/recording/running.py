"""`RunningRegister`: what is due in a register on a store, and what was done."""

from __future__ import annotations

from datetime import datetime, timedelta

from responselevels.core.due.deeds import names_of_deeds, problems_in_deed
from responselevels.core.due.due import due
from responselevels.core.due.rows import Due
from responselevels.core.orders.holdings import parse_instant
from responselevels.errors import InputError, Place, Problem
from responselevels.models.parts.deeds import Deed
from responselevels.models.times import micros_of
from responselevels.register.history.asking.snapshot import RegisterSnapshot
from responselevels.register.history.dossiers import to_json
from responselevels.register.log.actors import Actor
from responselevels.register.log.kinds import DeedEvent
from responselevels.register.log.plain import plain
from responselevels.register.recording.draft import Draft
from responselevels.register.recording.due import known_at as known_as_of
from responselevels.register.recording.requests import request_of
from responselevels.register.recording.transactions import TransactionalLog


class RunningRegister(RegisterSnapshot):
    """A register on a store that tells what is due, and records what was done."""

    def __init__(self, log: TransactionalLog) -> None:
        """Take up the register that *log* adds up to."""
        super().__init__(log.state)
        self._log = log

    @property
    def named_areas(self) -> bool:
        """Whether of the areas only those that the log names are there, and those above them."""
        return self._log.named

    def due(
        self,
        *,
        at: datetime,
        within: timedelta,
        known_at: datetime | None = None,
        drill: bool = False,
        track: str | None = None,
    ) -> tuple[Due, ...]:
        """Return what is overdue at *at*, or due until *within* after it, in order of time.

        It looks at what was issued, ended, done and proposed by *at*, and with *known_at* only at
        what was recorded by then. With *drill*, at drills alone; *track* leaves out orders of others.

        Raises:
            InputError: a time has no offset, *within* is negative, or there is no such track.
        """
        known = None if known_at is None else parse_instant(known_at, ("known_at",))
        snapshot = self if known is None else RegisterSnapshot(self._log.state, known)
        book, beside = known_as_of(snapshot, parse_instant(at, ("at",)))
        return due(book, beside, at=at, within=within, drill=drill, track=track)

    def done(self, deed: Deed, *, by: Actor | None = None, key: str | None = None) -> Deed:
        """Record that something that was due was done; return it.

        Raises:
            InputError: it names what is not there, or lies in the future.
        """
        deed = plain(deed, Deed, "deed")
        request = request_of("done", {"deed": to_json(deed)}, by, key)
        return self._log.write(request, lambda draft: _record(draft, deed), lambda _events: deed)


def _record(draft: Draft, deed: Deed) -> Deed:
    known = names_of_deeds(draft.scheme.rules)
    problems = [*problems_in_deed(draft.book, deed, (), known)]
    if micros_of(deed.at) > draft.at:
        facts = {"at": deed.at, "now": draft.time}
        problems.append(Problem(Place(path=("at",)), "deed.future", facts))
    if problems:
        raise InputError(problems)
    draft.add(DeedEvent(draft.header, deed=deed))
    return deed
