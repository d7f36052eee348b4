"""The life of a proposal and of the order it became, step by step.

What people did comes from the events of the log. What time brings (an order
starts, is replaced, resumes, ends, runs out, lapses) is worked out from the
order books whenever somebody asks: it is written nowhere, so nothing can be
out of date or wait for a clock to tick (docs/decisions, 0015).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.entries import Entry, held_until
from responselevels.core.orders.levels import View
from responselevels.core.timeline import FOREVER, Track, mapped, zipped
from responselevels.machine.lifecycle import Act, Life, next_state
from responselevels.models.orders import Order
from responselevels.models.times import instant_at, micros_of
from responselevels.register.history.dossiers import act_of
from responselevels.register.history.state import OrderHistory, State
from responselevels.register.history.versions import RulesVersion, versions_known, windows
from responselevels.register.log.actors import Actor
from responselevels.register.log.kinds import (
    ApprovalEvent,
    AttemptEvent,
    DecisionEvent,
    EndEvent,
    Event,
    OrderEvent,
    RatificationEvent,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeStep:
    """One change in the life of a proposal or an order.

    *act* is None where a signed word was handed in and refused: that is in the
    log, and changes nothing.
    *cause* is the id of what brought it: the proposal to end or to ratify, the
    order that replaced it or was over. *rule* is the id of the transition or
    ending it took. *event* is its entry in the log, and *actor* who did it;
    what time brings has neither.
    """

    at: datetime
    act: Act | None
    before: Life | None
    after: Life
    actor: Actor | None = None
    cause: str | None = None
    rule: str | None = None
    event: Event | None = None

    @property
    def approval(self) -> ApprovalEvent | None:
        """Its event, where that is an approval, a refusal, or one of them taken back."""
        return self.event if isinstance(self.event, ApprovalEvent) else None

    @property
    def refused(self) -> str | None:
        """Why a signed word was refused; None where this is something else."""
        return self.event.code if isinstance(self.event, AttemptEvent) else None

    @property
    def seq(self) -> int | None:
        """The number of its event; None where time brought it."""
        return None if self.event is None else self.event.seq


@dataclass(frozen=True, slots=True)
class _Move:
    """An act, before it is known where it leads from."""

    at: int
    act: Act | None
    cause: str | None = None
    rule: str | None = None
    event: Event | None = None


def life_of(state: State, name: str, *, known: int = FOREVER) -> tuple[LifeStep, ...]:
    """Return the life of the proposal or order *name*, as known at the instant *known*.

    What time will bring to an order, if nothing more is done, comes last: ask
    `at` of each step. Nothing known of it is an empty life.
    """
    moves = [*_of_proposal(state, name, known), *_of_order(state, name, known)]
    moves.sort(key=lambda move: move.at)  # stable: what people did comes before what time brings
    return tuple(_steps(moves, name, _grace(state, name)))


def stands(steps: Iterable[LifeStep], at: datetime) -> Life | None:
    """Return where a life stands at the instant *at*; None before it began."""
    life = None
    for step in steps:
        if step.at <= at:
            life = step.after
    return life


def _steps(moves: Iterable[_Move], name: str, grace: bool) -> Iterator[LifeStep]:
    life: Life | None = None
    for move in moves:
        if move.act == Act.RATIFY:
            grace = False
        after = (
            life if move.act is None else next_state(life, move.act, provisional=grace, name=name)
        )
        if after is None:
            raise LookupError(name)
        yield LifeStep(
            at=instant_at(move.at),
            act=move.act,
            before=life,
            after=after,
            actor=None if move.event is None else move.event.actor,
            cause=move.cause,
            rule=move.rule,
            event=move.event,
        )
        life = after


# -- what people did -------------------------------------------------------------------


def _of_proposal(state: State, name: str, known: int) -> Iterator[_Move]:
    """Yield what the log has of the proposal, up to its order."""
    dossier = state.dossiers.get(name)
    for event in () if dossier is None else dossier.events:
        if event.recorded <= known:
            yield _Move(event.recorded, act_of(event), rule=_rule_of(state, event), event=event)


def _of_order(state: State, name: str, known: int) -> Iterator[_Move]:
    """Yield what was done to the order once it was issued, then what time brings it."""
    events = [e for e in state.order_events.get(name, ()) if e.recorded <= known]
    if not events:
        return
    first = events[0]
    if not isinstance(first, OrderEvent):
        raise TypeError(name)
    order = first.order
    done: list[_Move] = []
    if first.decision is None:
        issued = micros_of(order.issued_at)
        done.append(_Move(issued, Act.TAKE_OVER, rule=order.transition, event=first))
    for event in events[1:]:
        rule = _rule_of(state, event)
        done.append(_Move(event.recorded, _done_to(order, event), event.of, rule, event))
    yield from done
    yield from _brought(versions_known(state.versions, known), order, known, done)


def _done_to(order: Order, event: OrderHistory) -> Act:
    if isinstance(event, EndEvent):
        # Whoever names all that the order is for ends it as a whole.
        whole = event.scope is None or {*order.scope} <= {*event.scope}
        return Act.SET_END if whole else Act.END_IN_PART
    return Act.RATIFY


def _rule_of(state: State, event: Event) -> str | None:
    """Return the transition or ending that was taken as the best, where there is one."""
    if isinstance(event, DecisionEvent):
        return event.transition
    if not isinstance(event, OrderEvent | EndEvent | RatificationEvent):
        return None
    name = event.order.id if isinstance(event, OrderEvent) else event.of
    dossier = state.dossiers.get(name)
    found = (e for e in (dossier.events if dossier else ()) if e.seq == event.decision)
    return next((_rule_of(state, decision) for decision in found), None)


def _grace(state: State, name: str) -> bool:
    """Say whether the order was issued as a provisional one."""
    first = next(iter(state.order_events.get(name, ())), None)
    return isinstance(first, OrderEvent) and first.order.provisional_until is not None


# -- what time brings --------------------------------------------------------------------


def _brought(
    versions: list[RulesVersion], order: Order, known: int, done: Iterable[_Move]
) -> Iterator[_Move]:
    """Yield what time brings to *order*: its start, its replacements, and its end."""
    start, issued = micros_of(order.period.start), micros_of(order.issued_at)
    books = [version.book_known(known) for version in versions]
    entries = [(book, entry) for book in books if (entry := book.find(order.id)) is not None]
    over, last = _over(*entries[-1])
    if over > start:
        for move in _held(_winners(versions, order.id, known, (start, over)), start):
            yield _Move(max(move.at, issued), move.act, move.cause)
    if over < FOREVER:
        by = next((m for m in done if last == Act.END and _ends_at(m) == over), None)
        cause, rule = (None, None) if by is None else (by.cause, by.rule)
        yield _Move(max(over, issued), last, cause, rule)


def _ends_at(move: _Move) -> int | None:
    return micros_of(move.event.at) if isinstance(move.event, EndEvent) else None


def _over(book: OrderBook, entry: Entry) -> tuple[int, Act]:
    """Return when *entry* stops holding everywhere, and how."""
    tree = book.scheme.tree
    own = [place for place in entry.scope if tree.covers(entry.area, place)]
    over = max(held_until(entry, place, tree) for place in own or entry.scope)
    if over == entry.end:
        return over, Act.RUN_OUT
    return over, Act.LAPSE if over == entry.lapse else Act.END


def _held(track: Track[str | None], start: int) -> Iterator[_Move]:
    """Yield how an order comes to hold, gives way to others, and holds again."""
    replaced = track[0][2]
    yield _Move(start, Act.START if replaced is None else Act.REPLACE, replaced)
    for (_, _, before), (at, _, after) in pairwise(track):
        if before is None:
            yield _Move(at, Act.REPLACE, after)
        elif after is None:
            yield _Move(at, Act.RESUME, before)


def _winners(
    versions: list[RulesVersion], order: str, known: int, span: tuple[int, int]
) -> Track[str | None]:
    """Return over *span* what replaces *order*: an order's id, or None while it holds somewhere."""
    track: Track[str | None] = []
    for version, start, end in windows(versions, *span):
        book = version.book_known(known)
        entry = book.find(order)
        if entry is not None:
            track += _replaced_by(book, entry, start, end)
    return mapped(track, lambda same: same)


def _replaced_by(book: OrderBook, entry: Entry, start: int, end: int) -> Track[str | None]:
    view = View(book, start, end, drill=entry.drill, track=entry.track)
    tracks = [
        track
        for place in _places(book, entry, start, end)
        for issuer, track in view.tracks(place).items()
        if issuer == entry.area
    ]
    if not tracks:
        return [(start, end, None)]

    def winner(numbers: tuple[int, ...]) -> str | None:
        return None if entry.number in numbers else book.entry(max(numbers)).id

    return mapped(zipped(tracks), winner)


def _places(book: OrderBook, entry: Entry, start: int, end: int) -> Iterator[int]:
    """Yield the places that tell whether *entry* holds anywhere in its scope.

    Whatever replaces it in a place does so in the whole cover, save where the
    later order was ended apart from the rest.
    """
    for place in entry.scope:
        if book.scheme.tree.covers(entry.area, place):
            yield place
            for part in book.places_within(place, start, end):
                if part != place and any(lane.parted for lane in book.place(part)):
                    yield part
