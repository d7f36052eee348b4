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

from responselevels.core.deciding.case import AnyProposal
from responselevels.core.deciding.decide import decide
from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.causes import LevelChange, level_changes
from responselevels.core.orders.holdings import Holding, LevelSpan, floor_at, level_at, timeline
from responselevels.core.world.scheme import Scheme
from responselevels.machine.levels import compile_scheme
from responselevels.models.areas import Areas
from responselevels.models.decisions import Decision
from responselevels.models.orders import Order, Orders
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.rules import Rules
from responselevels.register.clocks import Clock
from responselevels.register.history.asking.measuring import MeasuresAsked
from responselevels.register.log.actors import NOBODY, Actor
from responselevels.register.log.bounds import USUAL, Bounds
from responselevels.register.log.plain import held_to, listed
from responselevels.register.memory import OrderMemory, RunningMemory
from responselevels.register.opening import (
    InitialContent,
    OpenOptions,
    create_register,
    open_register,
    restore_register,
)
from responselevels.register.recording.timing import own_time
from responselevels.register.stored import RecordingRegister


class Register(RunningMemory, MeasuresAsked):
    """Rules, areas and the orders so far; decides, issues, ends and ratifies."""

    def __init__(self, rules: Rules, areas: Areas, orders: Iterable[Order] | Orders = ()) -> None:
        """Open a register in memory over *orders*, which are in order of issue.

        Before a whole list (`load_orders`) is known by its `known_from`, levels are None.

        Raises:
            InputError: rules, areas or orders are not sound or don't fit each other.
        """
        held_to(rules, Rules, "rules")
        held_to(areas, Areas, "areas")
        known = orders if isinstance(orders, Orders) else listed(orders, Order, "orders")
        self._memory = OrderMemory(compile_scheme(rules, areas), known)

    # -- on a store ----------------------------------------------------------------

    @staticmethod
    def open(  # noqa: PLR0913 - each is a way of its own to open one
        url: str,
        *,
        clock: Clock | None = None,
        witness: Clock | None = None,
        time_is_right: bool = False,
        site: str | None = None,
        client: str | None = None,
        patience: float = 20.0,
        read_only: bool = False,
        sound_part: bool = False,
        remember_in: Path | str | None = None,
        remember: bool = True,
    ) -> StoredRegister:
        """Open the register at *url*: ``sqlite:///register.db``, or ``postgresql://…``.

        Its chain is verified, and all of it is read.

        Args:
            url: where it is.
            clock: where its times come from; else the store, or this machine.
            witness: stands for this machine's clock where another is held to it.
            time_is_right: a person says that a time far ahead is (else `TimeRefused`).
            site: what the log calls this place.
            client: what the log calls this program.
            patience: how many seconds to wait for others before it is busy.
            read_only: nothing is to be recorded.
            sound_part: read a damaged one up to its first bad event, and record nothing.
            remember_in: the folder in which this site remembers how far it has seen
                registers; else a folder of this user.
            remember: remember it at all.

        Raises:
            RegisterAddress: *url* is no address of a register.
            RegisterNotFound: there is no register.
            RegisterUnreadable: it cannot be reached or read.
            RegisterDamaged: what is stored is not what was recorded.
            RegisterShrunk: it is smaller than this site has seen it, or another history.
            RegisterFormat: it was written by a later version.
            MissingExtra: a server is named, and psycopg is not installed.
        """
        options = OpenOptions(
            clock=clock,
            witness=witness,
            time_is_right=time_is_right,
            site=site,
            client=client,
            patience=patience,
            read_only=read_only,
            sound_part=sound_part,
            remember_in=remember_in,
            remember=remember,
        )
        return open_register(url, options, StoredRegister)

    @staticmethod
    def create(  # noqa: PLR0913 - what it begins with, and each way to open it
        url: str,
        rules: Rules,
        areas: Areas,
        orders: Iterable[Order] = (),
        *,
        id: str | None = None,  # noqa: A002 - the register's own word
        title: str | None = None,
        bounds: Bounds = USUAL,
        by: Actor = NOBODY,
        clock: Clock | None = None,
        witness: Clock | None = None,
        time_is_right: bool = False,
        site: str | None = None,
        client: str | None = None,
        patience: float = 20.0,
        read_only: bool = False,
        sound_part: bool = False,
        remember_in: Path | str | None = None,
        remember: bool = True,
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
        options = OpenOptions(
            clock=clock,
            witness=witness,
            time_is_right=time_is_right,
            site=site,
            client=client,
            patience=patience,
            read_only=read_only,
            sound_part=sound_part,
            remember_in=remember_in,
            remember=remember,
        )
        return create_register(url, beginning, options, StoredRegister)

    @staticmethod
    def restore(  # noqa: PLR0913 - what is put in place, and each way to open it
        source: str | Path,
        url: str,
        *,
        although_seen: int | None = None,
        clock: Clock | None = None,
        witness: Clock | None = None,
        time_is_right: bool = False,
        site: str | None = None,
        client: str | None = None,
        patience: float = 20.0,
        read_only: bool = False,
        sound_part: bool = False,
        remember_in: Path | str | None = None,
        remember: bool = True,
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
        options = OpenOptions(
            clock=clock,
            witness=witness,
            time_is_right=time_is_right,
            site=site,
            client=client,
            patience=patience,
            read_only=read_only,
            sound_part=sound_part,
            remember_in=remember_in,
            remember=remember,
        )
        return restore_register(source, url, although_seen, options, StoredRegister)

    # -- asking ------------------------------------------------------------------

    @property
    def scheme(self) -> Scheme:
        """The compiled rules and areas."""
        return self._memory.scheme

    @property
    def book(self) -> OrderBook:
        """The orders so far as they stand now; it does not change when the register does."""
        return self._memory.book

    @property
    def orders(self) -> tuple[Order, ...]:
        """All orders, in order of issue, with their ends and ratifications so far."""
        return self._memory.orders()

    def decide(self, proposal: AnyProposal, *, at: datetime) -> Decision:
        """Decide *proposal* at the instant *at* against the orders issued by then; change nothing.

        Raises:
            InputError: the proposal names what is not there, or *at* has no offset.
        """
        return decide(self.scheme, self.book, proposal, at)

    def level(
        self, area: str, *, at: datetime, drill: bool = False, track: str | None = None
    ) -> Holding:
        """Return the effective level of *area* at the instant *at*, with its orders.

        *track* is named where the rules have tracks; there is no level over several.

        Raises:
            InputError: no such area or track, no track where the rules have some, or no offset.
        """
        return level_at(self.book, area, at, drill=drill, track=track)

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

        *place* is *area* itself where it is not given; *track* and errors as for `level`.
        """
        return floor_at(self.book, area, at, place=place, drill=drill, track=track)

    def timeline(
        self,
        area: str,
        start: datetime,
        end: datetime | None,
        *,
        drill: bool = False,
        track: str | None = None,
    ) -> tuple[LevelSpan, ...]:
        """Return the effective level of *area* over ``[start, end)``, span by span; *track* as for `level`.

        Raises:
            InputError: as `level`, or an end not after the start.
        """
        return timeline(self.book, area, start=start, end=end, drill=drill, track=track)

    def transitions(
        self,
        area: str,
        start: datetime,
        end: datetime | None,
        *,
        drill: bool = False,
        track: str | None = None,
    ) -> tuple[LevelChange, ...]:
        """Return each move of the level of *area* in ``[start, end)`` with its causes; *track* as for `level`.

        Raises:
            InputError: as `level`, or an end not after the start.
        """
        return level_changes(self.book, area, start=start, end=end, drill=drill, track=track)

    def _answering(self, area: str, _at: datetime, /) -> tuple[OrderBook, str]:
        """Return the orders, which answer for every area and instant."""
        return self.book, area

    # -- changing ----------------------------------------------------------------

    def issue(self, proposal: IssueProposal, *, at: datetime) -> Order:
        """Decide *proposal* at *at* and issue it, if that is permitted; return the order.

        The order takes the proposal's id. Without a scope named, its scope is the issuing area.

        Raises:
            NotPermitted: the decision is not permit; it carries the decision.
            InputError: the proposal cannot be read, its id is an order's
                already, or *at* lies before the register's last change.
        """
        return self._memory.issue(proposal, at)

    def end(self, proposal: EndProposal, *, at: datetime) -> Order:
        """Decide *proposal* at *at* and end its order, if that is permitted; return the order.

        Raises:
            NotPermitted: the decision is not permit; it carries the decision.
            InputError: the proposal cannot be read, or *at* lies before the register's last change.
        """
        return self._memory.end(proposal, at)

    def ratify(self, proposal: RatifyProposal, *, at: datetime) -> Order:
        """Decide *proposal* at *at* and ratify its order, if that is permitted; return the order.

        Raises:
            NotPermitted: the decision is not permit; it carries the decision.
            InputError: the proposal cannot be read, or *at* lies before the register's last change.
        """
        return self._memory.ratify(proposal, at)


class StoredRegister(RecordingRegister, Register):
    """A register on a store, opened by `Register.open`: it can all that a register in memory can.

    What is asked of it is answered by what was recorded; it takes its time itself.
    """

    def issue(
        self,
        proposal: AnyProposal | str,
        *,
        at: datetime | None = None,
        by: Actor | None = None,
        key: str | None = None,
    ) -> Order:
        """Decide a proposal now, record the decision, and issue it if that is permitted.

        A proposal that was not recorded yet is recorded first; the id of one
        that was stands for it. `carry_out` also returns the decision and its event.

        Raises:
            NotPermitted: the decision is not permit; it is recorded, and carried by the error.
            InputError: it names what is not there, its id is taken, or *at* is given,
                which is the register's to take.
            ActImpossible: it was issued or withdrawn.
        """
        own_time(at)
        return self.carry_out("issue", proposal, by=by, key=key).permitted_order()

    def end(
        self,
        proposal: AnyProposal | str,
        *,
        at: datetime | None = None,
        by: Actor | None = None,
        key: str | None = None,
    ) -> Order:
        """Decide a proposal to end an order now, record it, and end the order if that is permitted.

        Raises:
            NotPermitted, InputError, ActImpossible: as `issue`.
        """
        own_time(at)
        return self.carry_out("end", proposal, by=by, key=key).permitted_order()

    def ratify(
        self,
        proposal: AnyProposal | str,
        *,
        at: datetime | None = None,
        by: Actor | None = None,
        key: str | None = None,
    ) -> Order:
        """Decide a proposal to ratify an order now, record it, and ratify it if that is permitted.

        Raises:
            NotPermitted, InputError, ActImpossible: as `issue`.
        """
        own_time(at)
        return self.carry_out("ratify", proposal, by=by, key=key).permitted_order()
