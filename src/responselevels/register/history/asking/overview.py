"""What a duty officer asks first: what is open, what stands, and which level holds where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.holdings import LevelSpan, parse_instant, parse_track, timeline
from responselevels.core.orders.levels import View, effective
from responselevels.errors import InputError
from responselevels.machine.lifecycle import OPEN, STANDING, Act, Life
from responselevels.models.decisions import Decision
from responselevels.models.orders import Order
from responselevels.models.times import instant_at
from responselevels.register.history.asking.snapshot import RegisterSnapshot
from responselevels.register.history.dossiers import Dossier
from responselevels.register.history.lifelines import LifeStep, stands
from responselevels.register.history.versions import track_at, versions_known
from responselevels.register.log.plain import optional_text

_CLOSING = (Act.END, Act.RUN_OUT, Act.LAPSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenProposal:
    """A proposal on which something may still be done, and how it would be decided at the instant.

    There is an *error* instead where it names what is no longer there.
    """

    dossier: Dossier
    life: Life
    decision: Decision | None = None
    error: InputError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingOrder:
    """An order that is not over: where it stands, and when it will be over if nothing is done.

    *lapses* is the deadline of its ratification, None where it is not provisional.
    """

    order: Order
    life: Life
    until: datetime | None
    lapses: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Open proposals, standing orders, and the areas that are not at the default level.

    An area is left out where the area above has the same level by the same orders.
    *tracks* are those that were looked at, none where the rules have none; each row of
    *levels* says which it is of: the level, the orders that it comes from at the instant, and
    until when it is that level, by these orders or by others.
    """

    at: datetime
    tracks: tuple[str, ...]
    proposals: tuple[OpenProposal, ...]
    orders: tuple[StandingOrder, ...]
    levels: tuple[tuple[str, LevelSpan], ...]


def overview_of(
    register: RegisterSnapshot, at: datetime, *, drill: bool = False, track: str | None = None
) -> Overview:
    """Return the overview at the instant *at*, by what *register* knows.

    Proposals are those open by *at*; with *drill*, orders and levels are those of drills. Where
    the rules have tracks, all are looked at one by one, or with *track* that one alone.

    Raises:
        InputError: *at* has no offset, or there is no such track (at that time).
    """
    micros = parse_instant(at, ("at",))
    only = optional_text(track, "track")
    tracks = register.tracks(at) if only is None else (only,)
    levels = (
        row
        for one in tracks or (None,)
        for row in _levels(register, micros, drill=drill, track=one)
    )
    proposals = _open(RegisterSnapshot(lambda: register.state, min(micros, register.known)), at)
    return Overview(
        at=at,
        tracks=tracks,
        levels=tuple(levels),
        proposals=tuple(one for one in proposals if _is_of(one, track)),
        orders=tuple(
            one
            for one in _standing(register, at, drill=drill)
            if track is None or one.order.track == track
        ),
    )


def _is_of(proposal: OpenProposal, track: str | None) -> bool:
    """Say whether a proposal is of *track* (None: any); one that cannot be decided may be of any."""
    return track is None or proposal.decision is None or proposal.decision.track == track


def _open(register: RegisterSnapshot, at: datetime) -> Iterator[OpenProposal]:
    for dossier in register.dossiers:
        if dossier.life not in OPEN:
            continue
        try:
            decision = register.decide(dossier.id, at=at)
        except InputError as error:
            yield OpenProposal(dossier=dossier, life=dossier.life, error=error)
        else:
            yield OpenProposal(dossier=dossier, life=dossier.life, decision=decision)


def _standing(register: RegisterSnapshot, at: datetime, *, drill: bool) -> Iterator[StandingOrder]:
    for order in register.orders:
        over = order.period.end
        if order.drill != drill or (over is not None and over <= at):
            continue
        steps = register.life(order.id)
        life = stands(steps, at)
        if life in STANDING:
            lapses = order.provisional_until
            yield StandingOrder(order=order, life=life, until=_over(steps), lapses=lapses)


def _over(steps: tuple[LifeStep, ...]) -> datetime | None:
    last = steps[-1]
    return last.at if last.act in _CLOSING else None


def _levels(
    register: RegisterSnapshot, at: int, *, drill: bool, track: str | None
) -> Iterator[tuple[str, LevelSpan]]:
    version = versions_known(register.versions, at)[-1]
    book = version.book_known(register.known)
    scheme = book.scheme
    within = track_at(register.versions, version, track, at)
    view = View(book, at, at + 1, drill=drill, track=parse_track(scheme, within))
    for area in _places(book, view):
        rank, orders = effective(view, area)[0][2]
        above = scheme.tree.parents[area]
        same = above >= 0 and effective(view, above)[0][2] == (rank, orders)
        if rank != scheme.default and not same:
            name = scheme.tree.ids[area]
            start = instant_at(at)
            spans = timeline(book, name, start=start, end=None, drill=drill, track=within)
            # The level holds on where another order takes over with the same one.
            _, same_level = next(groupby(spans, key=attrgetter("level")))
            *_, last = same_level
            yield name, replace(spans[0], end=last.end, track=track)


def _places(book: OrderBook, view: View) -> list[int]:
    """Return the areas whose level may differ from that of the area above."""
    tree = book.scheme.tree
    roots = [area for area, above in enumerate(tree.parents) if above < 0]
    return sorted({place for root in roots for place in view.active_places(root)})
