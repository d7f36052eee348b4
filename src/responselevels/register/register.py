"""`Register`: the friendly face over the pure core. In memory for now.

It holds the rules, the areas and the orders so far, and swaps its order book
for another when an order is issued, ended or ratified. Asking never changes
it, and it never reads the clock: every instant is handed in.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from threading import Lock

from responselevels.core.book import OrderBook, book_of
from responselevels.core.case import AnyProposal
from responselevels.core.causes import LevelChange, level_changes
from responselevels.core.decide import decide
from responselevels.core.entries import entry_of
from responselevels.core.holdings import (
    Holding,
    LevelSpan,
    floor_at,
    instant_given,
    level_at,
    timeline,
)
from responselevels.core.reader import Reader
from responselevels.core.scheme import Scheme
from responselevels.errors import InputError, NotPermitted, Place, Problem
from responselevels.machine.levels import compile_scheme
from responselevels.models.areas import Areas
from responselevels.models.decisions import Decision
from responselevels.models.orders import End, Order
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.rules import Rules
from responselevels.models.times import instant_of


class Register:
    """Rules, areas and the orders so far; decides, issues, ends and ratifies."""

    def __init__(self, rules: Rules, areas: Areas, orders: Iterable[Order] = ()) -> None:
        """Open a register in memory over *orders*, which are in order of issue.

        Raises:
            InputError: rules, areas or orders are not sound or don't fit each other.
        """
        listed = list(orders)
        self._scheme = compile_scheme(rules, areas)
        self._book = book_of(self._scheme, listed)
        self._orders = {order.id: order for order in listed}
        self._latest = self._book.last_issued
        self._lock = Lock()

    # -- asking ------------------------------------------------------------------

    @property
    def scheme(self) -> Scheme:
        """The compiled rules and areas."""
        return self._scheme

    @property
    def book(self) -> OrderBook:
        """The orders so far as they stand now; it does not change when the register does."""
        return self._book

    @property
    def orders(self) -> tuple[Order, ...]:
        """All orders, in order of issue, with their ends and ratifications so far."""
        return tuple(self._orders.values())

    def decide(self, proposal: AnyProposal, *, at: datetime) -> Decision:
        """Decide *proposal* at the instant *at* against the orders issued by then; change nothing.

        Raises:
            InputError: the proposal names what is not there, or *at* has no offset.
        """
        return decide(self._scheme, self._book, proposal, at)

    def level(self, area: str, *, at: datetime, drill: bool = False) -> Holding:
        """Return the effective level of *area* at the instant *at*, with its orders.

        Raises:
            InputError: no such area, or *at* has no offset.
        """
        return level_at(self._book, area, at, drill=drill)

    def floor(
        self, area: str, *, at: datetime, place: str | None = None, drill: bool = False
    ) -> Holding:
        """Return the most severe level the areas above *area* order for *place* at *at*.

        *place* is *area* itself where it is not given.

        Raises:
            InputError: no such area, or *at* has no offset.
        """
        return floor_at(self._book, area, at, place=place, drill=drill)

    def timeline(
        self, area: str, start: datetime, end: datetime | None, *, drill: bool = False
    ) -> tuple[LevelSpan, ...]:
        """Return the effective level of *area* over ``[start, end)``, span by span.

        Raises:
            InputError: no such area, a time without offset, or an end not after the start.
        """
        return timeline(self._book, area, start=start, end=end, drill=drill)

    def transitions(
        self, area: str, start: datetime, end: datetime | None, *, drill: bool = False
    ) -> tuple[LevelChange, ...]:
        """Return each move of the level of *area* in ``[start, end)`` with what caused it.

        Raises:
            InputError: no such area, a time without offset, or an end not after the start.
        """
        return level_changes(self._book, area, start=start, end=end, drill=drill)

    # -- changing ----------------------------------------------------------------

    def issue(self, proposal: IssueProposal, *, at: datetime) -> Order:
        """Decide *proposal* at *at* and issue it, if that is permitted; return the order.

        The order takes the proposal's id. Without a scope named, its scope is
        the issuing area.

        Raises:
            NotPermitted: the decision is not permit; it carries the decision.
            InputError: the proposal cannot be read, its id is an order's
                already, or *at* lies before the register's last change.
            TypeError: it is no proposal to issue.
        """
        _expect(proposal, IssueProposal)
        with self._lock:
            if proposal.id in self._orders:
                raise InputError([Problem(Place(path=("id",)), "order.known", {"id": proposal.id})])
            decision = self._permitted(proposal, at)
            order = _order_of(proposal, decision, instant_of(at))
            entry = entry_of(Reader(self._scheme), order, self._book.count, path=())
            self._book = self._book.issue(entry)
            return self._keep(order, at)

    def end(self, proposal: EndProposal, *, at: datetime) -> Order:
        """Decide *proposal* at *at* and end its order, if that is permitted; return the order.

        Raises:
            NotPermitted: the decision is not permit; it carries the decision.
            InputError: the proposal cannot be read, or *at* lies before the
                register's last change.
            TypeError: it is no proposal to end.
        """
        _expect(proposal, EndProposal)
        with self._lock:
            self._permitted(proposal, at)
            scope = Reader(self._scheme).areas(proposal.scope, ()) or None
            self._book = self._book.end(proposal.order, instant_given(proposal.at, ("at",)), scope)
            order = self._orders[proposal.order]
            ended = End(at=proposal.at, scope=proposal.scope or None)
            return self._keep(order.model_copy(update={"ends": (*order.ends, ended)}), at)

    def ratify(self, proposal: RatifyProposal, *, at: datetime) -> Order:
        """Decide *proposal* at *at* and ratify its order, if that is permitted; return the order.

        Raises:
            NotPermitted: the decision is not permit; it carries the decision.
            InputError: the proposal cannot be read, or *at* lies before the
                register's last change.
            TypeError: it is no proposal to ratify.
        """
        _expect(proposal, RatifyProposal)
        with self._lock:
            self._permitted(proposal, at)
            self._book = self._book.ratify(proposal.order)
            order = self._orders[proposal.order]
            return self._keep(order.model_copy(update={"provisional_until": None}), at)

    def _permitted(self, proposal: AnyProposal, at: datetime) -> Decision:
        moment = instant_given(at, ("at",))
        if self._latest is not None and moment < self._latest:
            raise InputError([Problem(Place(path=("at",)), "register.backwards", {"at": at})])
        decision = self.decide(proposal, at=at)
        if not decision.permitted:
            raise NotPermitted(decision)
        return decision

    def _keep(self, order: Order, at: datetime) -> Order:
        self._orders[order.id] = order
        self._latest = instant_given(at, ("at",))
        return order


def _expect(proposal: object, kind: type) -> None:
    if not isinstance(proposal, kind):
        raise TypeError(f"expected {kind.__name__}, got {type(proposal).__name__}")


def _order_of(proposal: IssueProposal, decision: Decision, issued_at: datetime) -> Order:
    return Order(
        id=proposal.id,
        area=proposal.area,
        level=proposal.level,
        scope=proposal.scope or (proposal.area,),
        period=proposal.period,
        issuer=proposal.issuer,
        issued_at=issued_at,
        transition=decision.transition,
        provisional_until=decision.provisional_until,
        drill=proposal.drill,
        proposer=proposal.proposer,
        assessment=proposal.assessment,
        approvals=proposal.approvals,
        reason=proposal.reason,
    )
