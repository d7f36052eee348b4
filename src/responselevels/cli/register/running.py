"""`due` and `done` of a register: what is due, and what was done."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta

from pydantic import ValidationError

from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.status import Status
from responselevels.cli.register.asking import moment_of
from responselevels.cli.register.session import Session, print_document
from responselevels.core.timeline import end_within
from responselevels.machine.zones import zone_of
from responselevels.models.parts.deeds import Deed
from responselevels.models.times import micros_of
from responselevels.register.history.dossiers import to_json
from responselevels.register.history.versions import versions_known
from responselevels.reports.due import due_document, due_rows
from responselevels.reports.frame.paint import show
from responselevels.text.catalogue import Named, worded


def due(
    session: Session,
    *,
    at: datetime | None,
    known_at: datetime | None,
    within: timedelta,
    drill: bool,
    track: str | None,
) -> int:
    """Show what is due, in order of time; return the exit status."""
    register, moment = session.register, moment_of(session, at)
    rows = register.due(at=moment, within=within, known_at=known_at, drill=drill, track=track)
    name = versions_known(register.versions, micros_of(moment))[-1].scheme.rules.zone
    zone = None if name is None else zone_of(name)
    locale = session.locale(at).within(zone or moment)
    if session.as_json:
        document = due_document(rows, locale, at=moment, within=within, known=known_at, zone=zone)
        print_document(document)
        return Status.PERMITTED

    until = end_within(moment, within)
    show(due_rows(rows, locale, at=moment, until=until, known=known_at, zone=zone), sys.stdout)
    return Status.PERMITTED


def done(session: Session, *, at: datetime | None, **named: str | None) -> int:
    """Record what was done; return the exit status."""
    given = {key: value for key, value in named.items() if value is not None}
    when = session.moment(at)
    try:
        deed = Deed.model_validate({**given, "at": when})
    except ValidationError as error:
        (wrong,) = error.errors(include_url=False)
        said = {
            key: tuple(_option(one) for one in fact) if isinstance(fact, list) else _option(fact)
            for key, fact in wrong["ctx"].items()
        }
        code = f"cli.error.{wrong['type']}"
        raise CommandError(worded(code, said, session.lang)) from None
    with session.asking(when):
        deed = session.register.done(deed, by=session.actor, key=session.key)
    if session.as_json:
        print_document({"deed": to_json(deed), "event": session.register.head.size - 1})
        return Status.PERMITTED
    kind, name, of = deed.of
    facts: dict[str, object] = {
        "name": Named(_NAMED[kind], name),
        "area": Named("area", of),
        "order": Named("order", of),
        "at": deed.at,
    }
    locale = session.locale(at)
    what = locale.says(f"due.deed.{kind}", **facts)
    sys.stdout.write(locale.says("due.done", what=what) + "\n")
    return Status.PERMITTED


_NAMED = {"does": "cadence", "duty": "duty", "review": "review"}


def _option(key: str) -> str:
    return f"`--{key}`"
