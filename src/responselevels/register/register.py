"""`Register`: the friendly face over the pure core, in memory; and the door to one on a store.

In memory, it holds the rules, the areas and the orders so far, and swaps its
order book for another when an order is issued, ended or ratified. Asking never
changes it, and it never reads the clock: every instant is handed in.

A register on a store (`Register.open`, `Register.create`) has the same face for
asking, remembers how everything came about, and takes its time itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import Any

from responselevels.core.deciding.case import AnyProposal
from responselevels.core.deciding.decide import decide
from responselevels.core.orders.book import OrderBook, book_of
from responselevels.core.orders.causes import LevelChange, level_changes
from responselevels.core.orders.entries import entry_of
from responselevels.core.orders.holdings import (
    Holding,
    LevelSpan,
    floor_at,
    level_at,
    parse_instant,
    timeline,
)
from responselevels.core.world.resolver import NameResolver
from responselevels.core.world.scheme import Scheme
from responselevels.errors import InputError, NotPermitted, Place, Problem
from responselevels.machine.levels import compile_scheme
from responselevels.models.areas import Areas
from responselevels.models.decisions import Decision
from responselevels.models.orders import End, Order
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.rules import Rules
from responselevels.models.times import instant_of
from responselevels.register.clocks import USUAL, Bounds
from responselevels.register.history.actors import NOBODY, Actor
from responselevels.register.history.records import order_of
from responselevels.register.log.plain import held_to, listed
from responselevels.register.opening import (
    InitialContent,
    OpenOptions,
    create_register,
    open_register,
    restore_register,
)
from responselevels.register.stored import StoredRegister


class Register:
    """Rules, areas and the orders so far; decides, issues, ends and ratifies."""

    def __init__(self, rules: Rules, areas: Areas, orders: Iterable[Order] = ()) -> None:
        """Open a register in memory over *orders*, which are in order of issue.

        Raises:
            InputError: rules, areas or orders are not sound or don't fit each other.
        """
        held_to(rules, Rules, "rules")
        held_to(areas, Areas, "areas")
        known = listed(orders, Order, "orders")
        self._scheme = compile_scheme(rules, areas)
        self._book = book_of(self._scheme, known)
        self._orders: dict[str, Order] = {order.id: order for order in known}
        self._latest = self._book.last_issued
        self._last: Order | None = None
        self._lock = RLock()

    def __getstate__(self) -> dict[str, Any]:
        """Return what a copy needs: all but the lock, as it stands between two changes."""
        with self._lock:
            return {name: kept for name, kept in vars(self).items() if name != "_lock"} | {
                "_orders": dict(self._orders)
            }

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Become the register that *state* was taken from, with a lock of its own."""
        vars(self).update(state)
        self._lock = RLock()

    # -- on a store ----------------------------------------------------------------

    @staticmethod
    def open(url: str, **options: Any) -> StoredRegister:
        """Open the register at *url*: ``sqlite:///register.db``, or ``postgresql://…``.

        Its chain is verified, and all of it is read. Further arguments, all
        optional: *clock* (else the store's, or this machine's), *site* and
        *client* for the log, *patience* in seconds before it is busy,
        *time_is_right* where a person says that a time far ahead is (else
        `TimeRefused`), *witness* for this machine's clock where others are held
        to it, *read_only*, *sound_part* (read a damaged register up to its first bad
        event, and record nothing), and *remember_in*, the folder in which this site remembers
        how far it has seen a register (*remember* False: nowhere).

        Raises:
            RegisterAddress: *url* is no address of a register.
            RegisterNotFound: there is no register.
            RegisterUnreadable: it cannot be reached or read.
            RegisterDamaged: what is stored is not what was recorded.
            RegisterShrunk: it is smaller than this site has seen it, or another history.
            RegisterFormat: it was written by a later version.
            MissingExtra: a server is named, and psycopg is not installed.
        """
        return open_register(url, OpenOptions(**options))

    @staticmethod
    def create(
        url: str,
        rules: Rules,
        areas: Areas,
        orders: Iterable[Order] = (),
        *,
        id: str | None = None,  # noqa: A002 - the register's own word
        title: str | None = None,
        bounds: Bounds = USUAL,
        by: Actor = NOBODY,
        **options: Any,
    ) -> StoredRegister:
        """Make a register at *url* under *rules* and *areas*, and open it.

        *orders* were issued elsewhere before, in order of issue. *id* names the
        register for ever; without one, it is drawn by chance. *bounds* say how
        far ahead a time may be before it is doubted. The rest is as for `open`.

        Raises:
            InputError: rules, areas or orders are not sound or don't fit each other.
            RegisterExists: there is a register, or something else, at *url*.
            RegisterError: as `open`.
        """
        beginning = InitialContent(
            rules=rules, areas=areas, orders=orders, id=id, title=title, bounds=bounds, by=by
        )
        return create_register(url, beginning, OpenOptions(**options))

    @staticmethod
    def restore(
        source: str | Path, url: str, *, although_seen: int | None = None, **options: Any
    ) -> StoredRegister:
        """Put a copy in place at *url*, where no register is, and open it.

        *source* is the file of a copy (`StoredRegister.back_up`), the folder of
        an export, or the address of a register. It is verified whole before. Where
        this site has seen more of it, *although_seen* says how many events.

        Raises:
            RegisterShrunk: this site has seen more, or another history.
            RegisterExists: there is a register at *url*.
            RegisterError: the copy is not sound, or as `open`.
            InputError: *source*, *url* or *although_seen* is of another kind.
        """
        return restore_register(source, url, although_seen, OpenOptions(**options))

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
        return tuple(self._settled().values())

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
        """
        held_to(proposal, IssueProposal, "proposal")
        with self._lock:
            if proposal.id in self._settled():
                raise InputError([Problem(Place(path=("id",)), "order.known", {"id": proposal.id})])
            decision = self._permitted(proposal, at)
            order = order_of(proposal, decision, instant_of(at))
            entry = entry_of(
                NameResolver(self._scheme, self._book.people), order, self._book.count, path=()
            )
            return self._keep(order, self._book.issue(entry), at)

    def end(self, proposal: EndProposal, *, at: datetime) -> Order:
        """Decide *proposal* at *at* and end its order, if that is permitted; return the order.

        Raises:
            NotPermitted: the decision is not permit; it carries the decision.
            InputError: the proposal cannot be read, or *at* lies before the
                register's last change.
        """
        held_to(proposal, EndProposal, "proposal")
        with self._lock:
            self._permitted(proposal, at)
            scope = NameResolver(self._scheme).areas(proposal.scope, ()) or None
            book = self._book.end(proposal.order, parse_instant(proposal.at, ("at",)), scope)
            order = self._settled()[proposal.order]
            ended = End(at=proposal.at, scope=proposal.scope or None)
            return self._keep(order.model_copy(update={"ends": (*order.ends, ended)}), book, at)

    def ratify(self, proposal: RatifyProposal, *, at: datetime) -> Order:
        """Decide *proposal* at *at* and ratify its order, if that is permitted; return the order.

        Raises:
            NotPermitted: the decision is not permit; it carries the decision.
            InputError: the proposal cannot be read, or *at* lies before the
                register's last change.
        """
        held_to(proposal, RatifyProposal, "proposal")
        with self._lock:
            self._permitted(proposal, at)
            book = self._book.ratify(proposal.order)
            order = self._settled()[proposal.order]
            return self._keep(order.model_copy(update={"provisional_until": None}), book, at)

    def _permitted(self, proposal: AnyProposal, at: datetime) -> Decision:
        moment = parse_instant(at, ("at",))
        if self._latest is not None and moment < self._latest:
            raise InputError([Problem(Place(path=("at",)), "register.backwards", {"at": at})])
        decision = self.decide(proposal, at=at)
        if not decision.permitted:
            raise NotPermitted(decision)
        return decision

    def _keep(self, order: Order, book: OrderBook, at: datetime) -> Order:
        """Keep a change in one step: an interrupt from the keyboard comes before it or after it."""
        self.__dict__.update(_book=book, _latest=parse_instant(at, ("at",)), _last=order)
        self._settled()
        return order

    def _settled(self) -> dict[str, Order]:
        """Return the orders by their ids, that of the last change among them."""
        if self._last is not None:
            self._orders[self._last.id] = self._last
        return self._orders
