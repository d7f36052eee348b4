"""Lifelines of proposals and orders: each change with its time, actor, cause and event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from responselevels.machine.lifecycle import Act
from responselevels.models.times import instant_written
from responselevels.reports.frame.layout import WIDTH, cells
from responselevels.reports.frame.rows import Columns, Row
from responselevels.reports.frame.wording import Locale
from responselevels.text.catalogue import Named, Phrase

if TYPE_CHECKING:
    from responselevels.register.history.lifelines import LifeStep
    from responselevels.register.log.actors import Actor
    from responselevels.register.log.kinds import ApprovalEvent
    from responselevels.reports.programs.register_documents import (
        ActorDocument,
        HistoryDocument,
        NamedStepDocument,
        StepDocument,
    )

NamedStep = tuple[str, "LifeStep"]
"""A step of a lifeline, with the id of the proposal or order it belongs to."""

_STYLES = {Act.PERMIT: "permit", Act.POSTPONE: "pending", Act.DENY: "deny"}
_WIDEST_NAME = 16


def history_rows(
    name: str, steps: Sequence[LifeStep], at: datetime, locale: Locale
) -> Iterator[Row | Columns]:
    """Yield the life of one proposal or order; what lies after *at* is marked as foreseen."""
    state = "nothing"
    for step in steps:
        if not _foreseen(step, at):
            state = step.after.value
    life = Phrase(f"life.state.{state}")
    yield Row(locale.says("life.headline", name=Named("order", name), state=life), style="strong")
    yield from _table([(None, step) for step in steps], at, locale)


def timeline_rows(
    steps: Sequence[NamedStep], at: datetime, locale: Locale, zones: Mapping[str, datetime | None]
) -> Iterator[Columns]:
    """Yield the lives of all proposals and orders, in the order of time.

    *zones* has, for each name, a time in the offset that it is written in.
    """
    yield from _table(steps, at, locale, zones)


def _table(
    steps: Sequence[tuple[str | None, LifeStep]],
    at: datetime,
    locale: Locale,
    zones: Mapping[str, datetime | None] | None = None,
) -> Iterator[Columns]:
    own = {name: locale.within(zone) for name, zone in (zones or {}).items()}
    cases = [(_cells(name, step, at, own.get(str(name), locale)), step) for name, step in steps]
    widths = [max((cells(row[i]) for row, _step in cases), default=0) for i in range(3)]
    widths[2] = min(widths[2], _WIDEST_NAME)
    kept = [i for i in range(3) if widths[i]]
    rest = WIDTH - 2 - sum(widths[i] + 2 for i in kept)
    for row, step in cases:
        style = "faint" if _foreseen(step, at) else ""
        if step.act is not None:
            style = _STYLES.get(step.act, style)
        yield Columns(
            (*(row[i] for i in kept), row[3]),
            (widths[kept[0]] + 2, *(widths[i] for i in kept[1:]), rest),
            (*("faint" if i < 2 else "strong" for i in kept), style),
            2,
        )


def _cells(
    name: str | None, step: LifeStep, at: datetime, locale: Locale
) -> tuple[str, str, str, str]:
    number = "" if step.seq is None else locale.says("life.number", seq=step.seq)
    return locale.fact(step.at), number, name or "", step_worded(step, at, locale)


def _foreseen(step: LifeStep, at: datetime) -> bool:
    """Say whether a step is still to come; what people did has happened."""
    return step.event is None and step.at > at


def step_worded(step: LifeStep, at: datetime, locale: Locale) -> str:
    """Return what happened, by whom, by which rule and because of what, in one line."""
    parts = [_happened(step, locale)]
    parts += _actor_worded(step, locale)
    if step.rule is not None:
        parts.append(locale.says("life.rule", rule=Named("rule", step.rule)))
    if step.cause is not None:
        code = "life.over" if step.act == Act.RESUME else "life.cause"
        parts.append(locale.says(code, cause=Named("order", step.cause)))
    if _foreseen(step, at):
        return locale.says("life.foreseen", what=locale.says("life.joint").join(parts))
    return locale.says("life.joint").join(parts)


def _happened(step: LifeStep, locale: Locale) -> str:
    if step.act is None:
        return locale.says("life.past.attempt", code=step.refused)
    event = step.approval
    if event is None:
        return locale.says(f"life.past.{step.act.value}")
    body = locale.fact(Named("body", event.approval.body))
    if event.approval.area is not None:
        area = Named("area", event.approval.area)
        body = locale.says("life.body_of", body=body, area=area)
    standing = Phrase(f"life.standing.{_standing(step, event)}")
    return locale.says(f"life.past.{step.act.value}", body=body, standing=standing)


def _standing(step: LifeStep, event: ApprovalEvent) -> str:
    """Return how it is known that a word was said: signed, by a person made sure of, or as asserted."""
    actor = step.actor
    if event.standing == "signed" or actor is None or not actor.is_authenticated:
        return event.standing
    return "authenticated" if actor.person == event.approval.person else event.standing


def _actor_worded(step: LifeStep, locale: Locale) -> Iterator[str]:
    """Yield who did it, and for whom; of a signed word that recorded nobody, who signed."""
    if step.actor is None or step.event is None:
        return
    word = None if step.approval is None else step.approval.approval
    person = step.actor.person or (None if word is None else word.person)
    if person is not None:
        shown = step.actor.is_authenticated and _mark_person(step)
        code = "life.by.authenticated" if shown else "life.by"
        yield locale.says(code, person=Named("person", person))
    if step.actor.body not in (None, None if word is None else word.body):
        yield locale.says("life.for", body=Named("body", str(step.actor.body)))


def _mark_person(step: LifeStep) -> bool:
    """Say whether it is not said yet that the person was made sure of."""
    event = step.approval
    return event is None or _standing(step, event) != "authenticated"


# -- for programs ------------------------------------------------------------------------


def history_document(name: str, steps: Iterable[LifeStep], at: datetime) -> HistoryDocument:
    """Return the life of one proposal or order, for programs."""
    return {"name": name, "steps": [step_document(step, at) for step in steps]}


def step_document(step: LifeStep, at: datetime) -> StepDocument:
    """Return one change in a life, for programs; an event has the details."""
    return {
        "at": instant_written(step.at),
        "act": step.act,
        "before": step.before,
        "after": step.after,
        "actor": _actor_document(step.actor),
        "cause": step.cause,
        "rule": step.rule,
        "event": step.seq,
        "foreseen": _foreseen(step, at),
    }


def _actor_document(actor: Actor | None) -> ActorDocument | None:
    if actor is None:
        return None
    return {"person": actor.person, "body": actor.body, "auth": actor.auth}


def timeline_document(steps: Iterable[NamedStep], at: datetime) -> list[NamedStepDocument]:
    """Return the lives of all, in the order of time, for programs."""
    return [{"name": name, **step_document(step, at)} for name, step in steps]
