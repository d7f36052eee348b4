"""`register measures`: what holds on the ground by what is recorded (docs/command-line.md)."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from responselevels.cli.decisions.measures import Asked, every_area, held_together, print_measures
from responselevels.cli.frame.status import Status
from responselevels.cli.register.asking import areas_then, known_then, moment_of
from responselevels.cli.register.session import Session
from responselevels.models.times import micros_of
from responselevels.register.history.versions import versions_known


def measures(
    session: Session,
    *,
    at: datetime | None,
    known_at: datetime | None,
    drill: bool,
    compare: str | None,
    track: str | None,
    hidden: bool,
    area: tuple[str, ...],
) -> int:
    """Show the measures of each area named, or of all there were; return the exit status."""
    asked = Asked(compare=compare, track=track, hidden=hidden, as_json=session.as_json)
    held_together(asked, session.lang)
    known, moment = known_then(session, known_at), moment_of(session, at)
    places = area or every_area((name for name, _depth in areas_then(known, moment)), asked)
    rules = versions_known(known.versions, micros_of(moment))[-1].scheme.rules
    ask = partial(known.measures, at=moment, drill=drill, hidden=hidden)
    print_measures(asked, places, ask, rules=rules, locale=session.locale(at))
    return Status.PERMITTED
