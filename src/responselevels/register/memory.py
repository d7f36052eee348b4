"""`OrderMemory`: the orders of a register in memory, and how they change.

It swaps its order book for another when an order is issued, ended or ratified,
so that whoever holds the old one may go on asking it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from threading import RLock

from responselevels.core.deciding.case import AnyProposal, groups_meant
from responselevels.core.deciding.decide import decide
from responselevels.core.deciding.evidence import NO_EVIDENCE, Evidence
from responselevels.core.due.deeds import names_of_deeds, problems_in_deed
from responselevels.core.due.due import due
from responselevels.core.due.known import beside_orders
from responselevels.core.due.rows import Due
from responselevels.core.orders.book import OrderBook, book_of
from responselevels.core.orders.entries import entry_of
from responselevels.core.orders.holdings import parse_instant
from responselevels.core.world.resolver import NameResolver
from responselevels.core.world.scheme import Scheme
from responselevels.errors import InputError, Place, Problem
from responselevels.machine.zones import zone_of
from responselevels.models.decisions import Decision, NotPermitted
from responselevels.models.orders import Order, Orders
from responselevels.models.parts.deeds import Deed
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.times import instant_of
from responselevels.register.history.records import end_of, order_of
from responselevels.register.log.plain import held_to, plain


class OrderMemory:
    """Orders under one scheme, changed one at a time; `responselevels.Register` is its face.

    Every change raises what the method of that name there does. The *evidence* of a proposal is
    what is known of its approvals.
    """

    def __init__(self, scheme: Scheme, orders: Iterable[Order] | Orders) -> None:
        """Begin with *orders*, which are in order of issue.

        A whole list also says since when they are known.

        Raises:
            InputError: they are not sound, or do not fit the scheme.
        """
        known = tuple(orders.orders if isinstance(orders, Orders) else orders)
        self.scheme = scheme
        self.book = book_of(scheme, orders if isinstance(orders, Orders) else known)
        self._orders: dict[str, Order] = {order.id: order for order in known}
        self.deeds: tuple[Deed, ...] = ()
        self._latest = self.book.last_issued
        self._last: Order | None = None
        self._lock = RLock()

    def __getstate__(self) -> dict[str, object]:
        """Return what a copy needs: all but the lock, as it stands between two changes."""
        with self._lock:
            return {name: kept for name, kept in vars(self).items() if name != "_lock"} | {
                "_orders": dict(self._orders)
            }

    def __setstate__(self, state: dict[str, object]) -> None:
        """Become the memory that *state* was taken from, with a lock of its own."""
        vars(self).update(state)
        self._lock = RLock()

    def orders(self) -> tuple[Order, ...]:
        """Return all orders, in order of issue, with their ends and ratifications so far."""
        return tuple(self._settled().values())

    def issue(
        self, proposal: IssueProposal, at: datetime, evidence: Evidence = NO_EVIDENCE
    ) -> Order:
        """Issue *proposal*, if that is permitted; return the order."""
        held_to(proposal, IssueProposal, "proposal")
        with self._lock:
            if proposal.id in self._settled():
                raise InputError([Problem(Place(path=("id",)), "order.known", {"id": proposal.id})])
            decision = self._permitted(proposal, at, evidence)
            groups = groups_meant(self.scheme, self.book, proposal)
            order = order_of(proposal, decision, instant_of(at), groups)
            entry = entry_of(
                NameResolver(self.scheme, self.book.people), order, self.book.count, path=()
            )
            return self._keep(order, self.book.issue(entry), at)

    def end(self, proposal: EndProposal, at: datetime, evidence: Evidence = NO_EVIDENCE) -> Order:
        """End an order, if that is permitted; return it."""
        held_to(proposal, EndProposal, "proposal")
        with self._lock:
            self._permitted(proposal, at, evidence)
            ended = end_of(proposal, groups_meant(self.scheme, self.book, proposal), at)
            scope = NameResolver(self.scheme).areas(ended.scope or (), ()) or None
            ends, decided = (parse_instant(time, ("at",)) for time in (proposal.at, at))
            book = self.book.end(proposal.order, ends, scope, decided)
            order = self._settled()[proposal.order]
            return self._keep(order.model_copy(update={"ends": (*order.ends, ended)}), book, at)

    def ratify(
        self, proposal: RatifyProposal, at: datetime, evidence: Evidence = NO_EVIDENCE
    ) -> Order:
        """Ratify an order, if that is permitted; return it."""
        held_to(proposal, RatifyProposal, "proposal")
        with self._lock:
            self._permitted(proposal, at, evidence)
            book = self.book.ratify(proposal.order)
            order = self._settled()[proposal.order]
            return self._keep(order.model_copy(update={"provisional_until": None}), book, at)

    def _permitted(self, proposal: AnyProposal, at: datetime, evidence: Evidence) -> Decision:
        moment = parse_instant(at, ("at",))
        if self._latest is not None and moment < self._latest:
            raise InputError([Problem(Place(path=("at",)), "register.backwards", {"at": at})])
        decision = decide(self.scheme, self.book, proposal, at, evidence)
        if not decision.permitted:
            raise NotPermitted(decision)
        return decision

    def _keep(self, order: Order, book: OrderBook, at: datetime) -> Order:
        """Keep a change in one step: an interrupt from the keyboard comes before it or after it."""
        self.__dict__.update(book=book, _latest=parse_instant(at, ("at",)), _last=order)
        self._settled()
        return order

    def _settled(self) -> dict[str, Order]:
        """Return the orders by their ids, that of the last change among them."""
        if self._last is not None:
            self._orders[self._last.id] = self._last
        return self._orders

    # -- what is due ---------------------------------------------------------------------

    def done(self, deed: Deed) -> Deed:
        """Remember a deed, as it is read back: it is asked about long after, when it would be refused too late."""
        deed = plain(deed, Deed, "deed")
        with self._lock:
            known = names_of_deeds(self.scheme.rules)
            problems = [*problems_in_deed(self.book, deed, (), known)]
            if problems:
                raise InputError(problems)
            self.deeds = (*self.deeds, deed)
        return deed

    def due(
        self, at: datetime, within: timedelta, *, drill: bool, track: str | None
    ) -> tuple[Due, ...]:
        """Return what is due, in order of time."""
        zone = self.scheme.rules.zone
        with self._lock:
            beside = beside_orders(
                self.book,
                self.orders(),
                zone=None if zone is None else zone_of(zone),
                deeds=self.deeds,
            )
            return due(self.book, beside, at=at, within=within, drill=drill, track=track)


class RunningMemory:
    """What a register in memory tells of what is due, and takes of what was done."""

    _memory: OrderMemory

    def due(
        self, *, at: datetime, within: timedelta, drill: bool = False, track: str | None = None
    ) -> tuple[Due, ...]:
        """Return what is overdue at *at*, or due until *within* after it, in order of time.

        It looks at what was issued, ended and done by *at*. With *drill*, at drills alone;
        *track* leaves out orders of other tracks.

        Raises:
            InputError: *at* has no offset, *within* is negative, or there is no such track.
        """
        return self._memory.due(at, within, drill=drill, track=track)

    def done(self, deed: Deed) -> Deed:
        """Remember that something that was due was done; return it.

        Raises:
            InputError: it names what is not there.
        """
        return self._memory.done(deed)
