"""Answers to requests that were recorded before: what came of them, read from their events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from responselevels.errors import ApprovalRefused
from responselevels.models.decisions import Decision
from responselevels.models.orders import Order
from responselevels.register.history.asking.snapshot import RegisterSnapshot
from responselevels.register.history.judged import decided_again
from responselevels.register.history.state import State
from responselevels.register.log.kinds import (
    AttemptEvent,
    DecisionEvent,
    EndEvent,
    Event,
    KeysEvent,
    OrderEvent,
    RatificationEvent,
)
from responselevels.register.recording.issued import Issued


def decision_in(state: State, events: Sequence[Event]) -> Decision:
    """Return the decision that *events* recorded."""
    (event,) = (event for event in events if isinstance(event, DecisionEvent))
    return decided_again(state, event)


def issued_in(state: State, events: Sequence[Event]) -> Issued:
    """Return the decision that *events* recorded, and what became of the order by it."""
    (event,) = (event for event in events if isinstance(event, DecisionEvent))
    decision, last = decided_again(state, event), events[-1]
    order = None if last is event else _order_in(state, last)
    return Issued(decision=decision, order=order, event=event.seq)


def _order_in(state: State, event: Event) -> Order:
    """Return the order that *event* made or changed, as it was then."""
    if isinstance(event, OrderEvent):
        return event.order
    if not isinstance(event, EndEvent | RatificationEvent):
        raise TypeError(event.kind)
    return RegisterSnapshot(lambda: state, event.recorded).order(event.order)


def version_in(events: Sequence[Event]) -> int:
    """Return the version of the key list that was adopted by *events*."""
    (event,) = (event for event in events if isinstance(event, KeysEvent))
    return event.version


@dataclass(frozen=True, slots=True)
class Tried:
    """Why a signed approval was refused, None where it was recorded."""

    refused: ApprovalRefused | None


def tried_before(events: Sequence[Event]) -> Tried:
    """Return what came of a signed approval that *events* recorded."""
    last = events[-1]
    if not isinstance(last, AttemptEvent):
        return Tried(None)
    return Tried(ApprovalRefused("approval.before", {"code": last.code}))
