"""`RegisterSnapshot`: a register as it was known at some instant, or as it is known now. Only to be asked.

Time has two directions here: *at* is when a level holds, and *known* when that
was known. "What did the duty officer see at 03:00, before the order arrived?" is
``StoredRegister.as_known_at(three).level(area, at=three)``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from responselevels.core.deciding.case import AnyProposal
from responselevels.core.deciding.decide import decide
from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.causes import LevelChange, level_changes
from responselevels.core.orders.holdings import (
    Holding,
    LevelSpan,
    floor_at,
    level_at,
    parse_area,
    parse_instant,
    parse_window,
    timeline,
)
from responselevels.core.timeline import instant_of_micros
from responselevels.core.world.names import unknown_name
from responselevels.core.world.scheme import Scheme
from responselevels.errors import InputError, Place, Problem
from responselevels.models.decisions import Decision, Verdict
from responselevels.models.orders import Order
from responselevels.models.times import LAST_MICROS, instant_at
from responselevels.register.history.asking.measuring import MeasuresAsked
from responselevels.register.history.assembling import assembled
from responselevels.register.history.dossiers import Dossier
from responselevels.register.history.lifelines import LifeStep, life_of
from responselevels.register.history.state import State
from responselevels.register.history.versions import (
    RulesVersion,
    name_in_version,
    track_at,
    track_in_version,
    versions_known,
    windows,
)
from responselevels.register.log.decision_records import Audit
from responselevels.register.log.kinds import DecisionEvent, OrderEvent
from responselevels.register.log.plain import optional_text, plain_text


class RegisterSnapshot(MeasuresAsked):
    """What was known of a register; see the module. It keeps up with the register where it knows now."""

    def __init__(self, state: Callable[[], State], known: int | None = None) -> None:
        """Know what *state* returns, as of the instant *known*; None is all of it, always.

        It is called whenever something is asked: the register goes on meanwhile.
        """
        self._state_now = state
        self._known = LAST_MICROS if known is None else known

    @property
    def _state(self) -> State:
        """What the register has come to."""
        return self._state_now()

    @property
    def state(self) -> State:
        """What the register has come to, also what was not known yet."""
        return self._state

    @property
    def known(self) -> int:
        """The instant whose knowledge this is, in microseconds."""
        return self._known

    # -- what there is ------------------------------------------------------------------

    @property
    def versions(self) -> list[RulesVersion]:
        """The versions of rules and areas, one after the other."""
        return versions_known(self._state.versions, self._known)

    @property
    def scheme(self) -> Scheme:
        """The rules and areas in force, compiled."""
        return self.versions[-1].scheme

    @property
    def book(self) -> OrderBook:
        """The orders under the rules and areas in force."""
        return self.versions[-1].book_known(self._known)

    def not_permitted(self) -> dict[str, Audit]:
        """Return the orders taken over at the beginning that the rules did not permit.

        By id, each with the verdict and the findings that were recorded with it.
        """
        issued = (events[0] for events in self._state.order_events.values())
        audits = ((e.order.id, e.audit) for e in issued if isinstance(e, OrderEvent))
        return {
            name: audit
            for name, audit in audits
            if audit is not None and audit.verdict is not Verdict.PERMIT
        }

    @property
    def orders(self) -> tuple[Order, ...]:
        """All orders, in order of issue, with their ends and ratifications so far."""
        state = self._state
        if self._known >= state.recorded:
            return tuple(state.orders.values())
        recorded = state.recorded_orders
        return tuple(
            self._as_known(o) for o in list(state.orders.values()) if recorded[o.id] <= self._known
        )

    def order(self, name: str) -> Order:
        """Return one order, with its ends and ratification so far.

        Raises:
            InputError: there was no such order.
        """
        name = plain_text(name, "order")
        known = {order.id: order for order in self.orders}
        if name not in known:
            raise InputError([unknown_name("order", name, known.keys(), ("order",))])
        return known[name]

    def _as_known(self, order: Order) -> Order:
        """Return *order* without the ends and the ratification that came later."""
        changes = [
            act
            for version in self._state.versions
            for act in version.changes
            if act.order == order.id and act.recorded > self._known
        ]
        ended = sum(act.at is not None for act in changes)
        until = order.provisional_until
        if ended < len(changes):
            issued = self._state.issued_orders[order.id]
            until = issued.provisional_until
        ends = order.ends[: len(order.ends) - ended]
        as_issued = self._state.issued_orders[order.id].track
        given = any(one.track is not None for one in self.versions)
        track = order.track if given else as_issued
        return order.model_copy(update={"ends": ends, "provisional_until": until, "track": track})

    @property
    def dossiers(self) -> Iterator[Dossier]:
        """Every proposal, in the order proposed, with what was recorded of it."""
        for dossier in list(self._state.dossiers.values()):
            known = dossier if self._known >= self._state.recorded else dossier.known(self._known)
            if known is not None:
                yield known

    def dossier(self, proposal: str) -> Dossier:
        """Return what was recorded of one proposal.

        Raises:
            InputError: there was no such proposal.
        """
        proposal = plain_text(proposal, "proposal")
        dossier = self._state.dossiers.get(proposal)
        known = None if dossier is None else dossier.known(self._known)
        if known is None:
            names = [one.id for one in self.dossiers]
            raise InputError([unknown_name("proposal", proposal, names, ("proposal",))])
        return known

    def decisions(self, proposal: str) -> list[DecisionEvent]:
        """Return the decisions on one proposal, refusals too, in the order made.

        Raises:
            InputError: there was no such proposal.
        """
        return [e for e in self.dossier(proposal).events if isinstance(e, DecisionEvent)]

    def life(self, name: str) -> tuple[LifeStep, ...]:
        """Return each change in the life of a proposal and the order it became, what is foreseen too.

        Raises:
            InputError: there was no such proposal or order.
        """
        name = plain_text(name, "name")
        steps = life_of(self._state, name, known=self._known)
        if not steps:
            names = sorted({one.id for one in self.dossiers} | {one.id for one in self.orders})
            raise InputError([unknown_name("order", name, names, ("name",))])
        return steps

    # -- levels -------------------------------------------------------------------------

    def level(
        self, area: str, *, at: datetime, drill: bool = False, track: str | None = None
    ) -> Holding:
        """Return the effective level of *area* at the instant *at*, with its orders.

        *track* is named where the rules have tracks; there is no level over several.
        Of a time when they had none yet, the one level that there was is told.

        Raises:
            InputError: no such area or track (at that time), no track named where the
                rules had some, or *at* has no offset.
        """
        micros = parse_instant(at, ("at",))
        version, name = self._place(area, micros)
        book = version.book_known(self._known)
        within = self._track(version, track, micros)
        return replace(level_at(book, name, at, drill=drill, track=within), track=track)

    def floor(
        self,
        area: str,
        *,
        at: datetime,
        place: str | None = None,
        drill: bool = False,
        track: str | None = None,
    ) -> Holding:
        """Return the most severe level the areas above *area* order for *place* at *at*.

        *track* as for `level`.

        Raises:
            InputError: as `level`.
        """
        micros = parse_instant(at, ("at",))
        version, name = self._place(area, micros)
        within = self._track(version, track, micros)
        where = None if place is None else self._place(place, micros)[1]
        book = version.book_known(self._known)
        found = floor_at(book, name, at, place=where, drill=drill, track=within)
        return replace(found, track=track)

    def timeline(
        self,
        area: str,
        start: datetime,
        end: datetime | None,
        *,
        drill: bool = False,
        track: str | None = None,
    ) -> tuple[LevelSpan, ...]:
        """Return the effective level of *area* over ``[start, end)``, span by span.

        Times before there was such an area are left out, and so are those when the
        rules had tracks and *track* was none of them; else it is as for `level`.

        Raises:
            InputError: as `level`, or an end not after the start.
        """
        spans: list[LevelSpan] = []
        for one in self._through(area, start, end, track):
            book = one.version.book_known(self._known)
            span_of = partial(timeline, book, one.name, start=one.start, end=one.end)
            for found in span_of(drill=drill, track=one.track):
                span = replace(found, track=track)
                if spans and _joins(spans[-1], span):
                    spans[-1] = _joined(spans[-1], span)
                else:
                    spans.append(span)
        return tuple(spans)

    def transitions(
        self,
        area: str,
        start: datetime,
        end: datetime | None,
        *,
        drill: bool = False,
        track: str | None = None,
    ) -> tuple[LevelChange, ...]:
        """Return each move of the level of *area* in ``[start, end)`` with what caused it.

        A level that moves because other rules or areas came into force has no cause among orders.
        *track* as for `timeline`.

        Raises:
            InputError: as `level`, or an end not after the start.
        """
        changes: list[LevelChange] = []
        before: Holding | None = None
        for one in self._through(area, start, end, track):
            book = one.version.book_known(self._known)
            level_when = partial(level_at, book, one.name, drill=drill, track=one.track)
            level = level_when(one.start).level
            was = None if before is None else before.level
            # A level that is only called otherwise from here on has not moved.
            was = was and one.version.levels.get(was, was)
            # What is not known, on either side, is no move.
            if was is not None and level is not None and was != level:
                changes.append(
                    LevelChange(area=area, at=one.start, from_level=was, to_level=level, causes=())
                )
            changes += level_changes(
                book, one.name, start=one.start, end=one.end, drill=drill, track=one.track
            )
            if one.end is not None:
                before = level_when(one.end)
        return tuple(replace(change, track=track) for change in changes)

    def tracks(self, at: datetime) -> tuple[str, ...]:
        """Return the tracks that the rules had at the instant *at*, in the order of their file.

        Raises:
            InputError: *at* has no offset.
        """
        version = versions_known(self.versions, parse_instant(at, ("at",)))[-1]
        return tuple(version.scheme.tracks)

    def _place(self, area: str, at: int) -> tuple[RulesVersion, str]:
        """Return the version of the instant *at*, and the id that *area* had in it."""
        area = plain_text(area, "area")
        versions = self.versions
        version = versions_known(versions, at)[-1]
        name = self._name(versions, version, area)
        if name is None:
            facts = {"area": area, "at": instant_at(at)}
            raise InputError([Problem(Place(path=("area",)), "area.not_then", facts)])
        return version, name

    def _answering(self, area: str, at: datetime, /) -> tuple[OrderBook, str]:
        """Return the orders under the version of *at*, as they were known."""
        version, name = self._place(area, parse_instant(at, ("at",)))
        return version.book_known(self._known), name

    @staticmethod
    def _name(versions: list[RulesVersion], version: RulesVersion, area: str) -> str | None:
        if area in versions[-1].scheme.tree.numbers:
            return name_in_version(versions, version, area)
        if not any(area in known.scheme.tree.numbers for known in versions):
            parse_area(versions[-1].scheme, area)
        return area if area in version.scheme.tree.numbers else None

    def _track(self, version: RulesVersion, track: str | None, at: int) -> str | None:
        """Return the track that *version* is asked about for *track*; see `track_at`."""
        return track_at(self.versions, version, optional_text(track, "track"), at)

    def _through(
        self, area: str, start: datetime, end: datetime | None, track: str | None
    ) -> Iterator[_Stretch]:
        area, track = plain_text(area, "area"), optional_text(track, "track")
        versions, found = self.versions, False
        begin, until = parse_window(start, end)
        for version, first, last in windows(versions, begin, until):
            name = self._name(versions, version, area)
            there, within = track_in_version(versions, version, track)
            if name is not None and there:
                found = True
                yield _Stretch(version, name, within, instant_at(first), instant_of_micros(last))
        if not found:
            self._track(self._place(area, begin)[0], track, begin)

    # -- deciding -------------------------------------------------------------------------

    def decide(self, proposal: AnyProposal | str, *, at: datetime) -> Decision:
        """Decide *proposal* at *at* by what was known; record nothing.

        The id of a proposal stands for it with all that was recorded of it by then.

        Raises:
            InputError: the proposal names what is not there, or *at* has no offset.
        """
        if not isinstance(proposal, str):
            return decide(self.scheme, self.book, proposal, at)
        micros = parse_instant(at, ("at",))
        dossier = self.dossier(proposal)
        whole, evidence, _counted = assembled(dossier, self._state, micros, self._state.head.size)
        return decide(self.scheme, self.book, whole, at, evidence)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of a window in one version: what area and track are called in it, from when to when."""

    version: RulesVersion
    name: str
    track: str | None
    start: datetime
    end: datetime | None


def _joins(one: LevelSpan, other: LevelSpan) -> bool:
    return one.end == other.start and (one.level, one.orders) == (other.level, other.orders)


def _joined(one: LevelSpan, other: LevelSpan) -> LevelSpan:
    return replace(one, end=other.end)
