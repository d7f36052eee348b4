"""What a register knows of what is due: duties by its decisions, deeds, proposals, keys.

Rules and areas are those in force at the instant that is asked about. What was recorded under
others is told in the names of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from responselevels.core.deciding.duties import moves_in
from responselevels.core.due.asking import Beside, Expiring, Waiting
from responselevels.core.due.known import foreseen_in, waiting_among
from responselevels.core.due.setting import SetDuty, set_by, tellable, transition_of
from responselevels.core.orders.book import OrderBook
from responselevels.core.timeline import micros_of
from responselevels.core.world.scheme import CompiledRule
from responselevels.machine.lifecycle import OPEN
from responselevels.machine.zones import zone_of
from responselevels.models.parts.deeds import Deed
from responselevels.models.rules import duties_in
from responselevels.register.history.asking.snapshot import RegisterSnapshot
from responselevels.register.history.judged import decided_again
from responselevels.register.history.state import OrderHistory, State
from responselevels.register.history.versions import (
    RulesVersion,
    name_in_version,
    versions_known,
)
from responselevels.register.log.kinds import (
    DecisionEvent,
    DeedEvent,
    EndEvent,
    OrderEvent,
    RatificationEvent,
)


def known_at(register: RegisterSnapshot, at: int) -> tuple[OrderBook, Beside]:
    """Return the orders as of *at* (microseconds), by what *register* knows, and what it knows beside."""
    versions = versions_known(register.versions, at)
    version = versions[-1]
    # Before the register was made, what it took over was true already.
    known = min(register.known, max(at, version.since))
    book = version.book_known(known)
    zone = version.scheme.rules.zone
    return book, Beside(
        zone=None if zone is None else zone_of(zone),
        duties=[*_duties(register.state, book, known)],
        deeds=[*_deeds(register.state, versions, register.known)],
        foreseen=foreseen_in(register.state.orders[name] for name in _standing(book, at)),
        since=_asked_for_since(versions),
        waiting=[*_waiting(register, book, known)],
        keys=[*_expiring(register.state, known)],
    )


def _standing(book: OrderBook, at: int) -> Iterator[str]:
    """Yield the ids of the orders that may not be over: nothing is asked of the others."""
    return (entry.id for entry in book if entry.end > at)


# -- duties ------------------------------------------------------------------------------


def _duties(state: State, book: OrderBook, known: int) -> Iterator[SetDuty]:
    # What an order was decided by is in its lines: they are read where there are duties at all.
    duties = (duty for version in state.versions for _, duty in duties_in(version.scheme.rules))
    if not tellable(duties):
        return
    for entry in book:
        for event in state.order_events[entry.id]:
            if event.recorded <= known:
                yield from _set_by(state, book, event)


def _set_by(state: State, book: OrderBook, event: OrderHistory) -> Iterator[SetDuty]:
    if event.decision is None:
        yield from _taken_over(book, event)
        return
    decision = _decision(state, event)
    rule = _rule(state, event, decision)
    ratified = isinstance(event, RatificationEvent)
    duties = tellable(rule.ratify_duties if ratified else rule.duties)
    moved = frozenset[str]()
    if any(duty.when != "always" for duty in duties):
        scheme = state.version_at(decision.seq).scheme
        moved = moves_in(scheme, decided_again(state, decision).changes)
    yield from set_by(
        duties,
        moved,
        order=_order(event),
        decided=decision.recorded,
        ended=micros_of(event.at) if isinstance(event, EndEvent) else None,
        cite=rule.cite,
    )


def _taken_over(book: OrderBook, event: OrderHistory) -> Iterator[SetDuty]:
    """Yield the duties of an order that was issued elsewhere: of how it moved levels nothing is known."""
    # What is only recorded of the past was never decided, and set nothing.
    recorded = isinstance(event, OrderEvent) and event.order.recorded is not None
    entry = None if recorded else book.find(_order(event))
    rule = None if entry is None else transition_of(book.scheme, entry)
    if entry is not None and rule is not None:
        yield from set_by(
            rule.duties, frozenset(), order=entry.id, decided=entry.issued, cite=rule.cite
        )


def _order(event: OrderHistory) -> str:
    return event.order.id if isinstance(event, OrderEvent) else event.order


def _decision(state: State, event: OrderHistory) -> DecisionEvent:
    name = event.order.id if isinstance(event, OrderEvent) else event.of
    return next(
        one
        for one in state.dossiers[name].events
        if isinstance(one, DecisionEvent) and one.seq == event.decision
    )


def _rule(state: State, event: OrderHistory, decision: DecisionEvent) -> CompiledRule:
    """Return the rule that a carried-out *decision* took."""
    scheme = state.version_at(decision.seq).scheme
    if not isinstance(event, EndEvent):
        return scheme.transitions_by_id[str(decision.transition)]
    endings = (rule for rules in scheme.endings_of.values() for rule in rules)
    return next(rule for rule in endings if rule.id == decision.transition)


# -- deeds -------------------------------------------------------------------------------


def _deeds(state: State, versions: list[RulesVersion], known: int) -> Iterator[Deed]:
    for event in list(state.deeds):
        if event.recorded <= known:
            yield _renamed(event, versions)


def _renamed(event: DeedEvent, versions: list[RulesVersion]) -> Deed:
    """Return the deed of *event* in the names that areas have now."""
    deed, area = event.deed, event.deed.area
    if area is None:
        return deed
    for version in versions:
        if version.seq > event.seq:
            area = version.renamed.get(area, area)
    return deed.model_copy(update={"area": area})


# -- cadences ----------------------------------------------------------------------------


def _asked_for_since(versions: list[RulesVersion]) -> Mapping[tuple[str, str], int]:
    """Return since when each area of the tier is asked for each cadence without a break.

    It is of the last version and those before it alone, and kept with that.
    """
    version = versions[-1]
    if version.asked_since is None:
        version.asked_since = _since(versions)
    return version.asked_since


def _since(versions: list[RulesVersion]) -> dict[tuple[str, str], int]:
    scheme, first = versions[-1].scheme, len(versions) == 1
    areas, ids = scheme.tree.by_tier(), scheme.tree.ids
    since: dict[tuple[str, str], int] = {}
    for cadence in scheme.rules.cadence:
        for number in areas.get(scheme.tiers[cadence.tier], ()):
            area = ids[number]
            asked = versions[-1].since if first else _asked_since(versions, cadence.id, area)
            since[cadence.id, area] = asked
    return since


def _asked_since(versions: list[RulesVersion], cadence: str, area: str) -> int:
    began = versions[-1].since
    for version in reversed(versions):
        name = name_in_version(versions, version, area)
        if name is None or not _asks(version, cadence, name):
            break
        began = version.since
    return began


def _asks(version: RulesVersion, cadence: str, area: str) -> bool:
    tree, tiers = version.scheme.tree, version.scheme.rules.tiers
    tier = tiers[tree.tiers[tree.numbers[area]]].id
    return any(one.id == cadence and one.tier == tier for one in version.scheme.rules.cadence)


# -- proposals and keys ------------------------------------------------------------------


def _waiting(register: RegisterSnapshot, book: OrderBook, known: int) -> Iterator[Waiting]:
    past = RegisterSnapshot(lambda: register.state, known)
    open_ones = (one.content for one in past.dossiers if one.life in OPEN)
    yield from waiting_among(book, open_ones)


def _expiring(state: State, known: int) -> Iterator[Expiring]:
    """Yield the keys of the list in force that expire and are not revoked."""
    keys = state.keyring.list_at(known)
    for key in () if keys is None else keys.keys:
        if key.until is not None and key.revoked is None:
            yield Expiring(id=key.id, until=micros_of(key.until))
