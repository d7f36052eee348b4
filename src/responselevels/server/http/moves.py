"""What moved a proposal or an order on since somebody looked: the events since, each in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from fastapi import Request

from responselevels.errors import NotServed
from responselevels.models.times import instant_at, instant_written
from responselevels.register.history.lifelines import LifeStep
from responselevels.reports.frame.wording import Locale
from responselevels.reports.lifelines import step_worded
from responselevels.server.callers import Caller
from responselevels.server.http.documents import MoveDocument
from responselevels.server.http.proposal_documents import actor_document
from responselevels.server.languages import lang_of
from responselevels.server.marks import MovedOnSince
from responselevels.server.readings import Reading
from responselevels.server.registers import ServedRegister, served_of
from responselevels.server.sight import SeenEvent


def moves_since(request: Request, error: MovedOnSince) -> list[MoveDocument]:
    """Return what was recorded since the asker of *request* looked, as far as it is theirs to read.

    Raises:
        RegisterError: the log cannot be read.
    """
    served = served_of(request, str(request.path_params["slug"]))
    return list(_moves(served, request.state.caller, error, lang_of(request)))


def _moves(
    served: ServedRegister, caller: Caller, error: MovedOnSince, lang: str
) -> Iterator[MoveDocument]:
    reading = Reading(served, caller)
    locale = Locale(lang, served.register.scheme.titles)
    steps = {step.seq: step for step in _steps(reading, error.name)}
    for seq in error.since or ():
        with suppress(NotServed):  # it is about areas of others
            seen = reading.event(seq)
            yield {
                "event": seq,
                "recorded_at": instant_written(instant_at(seen.event.recorded)),
                "kind": seen.event.kind,
                "of": seen.of,
                "actor": actor_document(seen.event.actor),
                "told": _told(seen, steps.get(seq), reading, locale),
            }


def _steps(reading: Reading, name: str) -> Iterator[LifeStep]:
    """Yield the life of the proposal or order *name*, and of the order that it is about."""
    yield from reading.life(name)
    dossier = reading.served.register.state.dossiers.get(name)
    order = None if dossier is None else getattr(dossier.content, "order", None)
    if order in reading.served.register.state.orders:
        yield from reading.life(str(order))


def _told(seen: SeenEvent, step: LifeStep | None, reading: Reading, locale: Locale) -> str:
    if step is None:
        return locale.worded(f"life.kind.{seen.event.kind}", {})
    return step_worded(step, reading.at, locale)
