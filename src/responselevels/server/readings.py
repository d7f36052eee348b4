"""What a caller may read of a register: each answer cut to their areas, as of an instant.

`Reading` asks the register itself, or what was known of it at an earlier instant. Nothing is judged
here but by the engine, and nothing is recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property, partial
from typing import TypeVar

from responselevels.core.deciding.case import AnyProposal
from responselevels.core.due.rows import Due
from responselevels.core.measures.asking import compare_measures
from responselevels.core.orders.causes import LevelChange
from responselevels.core.orders.holdings import Holding, LevelSpan
from responselevels.errors import Forbidden, InputError, NotServed
from responselevels.machine.lifecycle import OPEN, Life
from responselevels.models.decisions import Decision, Finding
from responselevels.models.orders import Order
from responselevels.models.proposals import IssueProposal
from responselevels.models.times import micros_of
from responselevels.register.history.asking.overview import Overview, overview_of
from responselevels.register.history.asking.snapshot import RegisterSnapshot
from responselevels.register.history.dossiers import Dossier
from responselevels.register.history.lifelines import LifeStep, stands
from responselevels.register.history.versions import RulesVersion, versions_known
from responselevels.register.log.events import event_of, fields_of
from responselevels.reports.measures import Compared
from responselevels.server.acting import Acting
from responselevels.server.callers import Caller, Right
from responselevels.server.registers import ServedRegister, Stand
from responselevels.server.sight import SeenEvent, Sight

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which time and realm is asked about: *at* (None: now), by what was known at *known_at* (None: now)."""

    at: datetime | None = None
    known_at: datetime | None = None
    drill: bool = False
    track: str | None = None


NOW = Asked()


class Reading:
    """The register *served* as *caller* may read it; see the module.

    Attributes:
        at: the instant that is asked about.
        known: the register, as it was known.
        sight: what the caller may read of its areas.
    """

    def __init__(
        self,
        served: ServedRegister,
        caller: Caller,
        asked: Asked = NOW,
        *,
        stand: Stand | None = None,
    ) -> None:
        """Ask *served* as *asked*; with a *stand*, as of its instant, and what was worked out for it is shared.

        Raises:
            Forbidden: the account may not read.
            InputError: a time has no offset.
        """
        if not caller.may(Right.READ):
            raise Forbidden("acts.read")
        self.served, self.caller, self.asked = served, caller, asked
        register = served.register
        self._stand = stand if asked.at is None else None
        self.at = asked.at or (served.moment() if stand is None else stand.at)
        self.known: RegisterSnapshot = (
            register if asked.known_at is None else register.as_known_at(asked.known_at)
        )
        self.sight = Sight(caller, register)

    @cached_property
    def version(self) -> RulesVersion:
        """The rules and areas in force at the instant."""
        return versions_known(self.known.versions, micros_of(self.at))[-1]

    @property
    def tracks(self) -> tuple[str, ...] | tuple[None]:
        """The tracks that are asked about; None stands for none where the rules have none.

        Raises:
            InputError: the instant has no offset.
        """
        if self.asked.track is not None:
            return (self.asked.track,)
        return self.known.tracks(self.at) or (None,)

    # -- levels -----------------------------------------------------------------------------

    def places(self, under: str | None = None) -> Sequence[int]:
        """Return the numbers of the areas that there were and are seen, each after the wider one.

        With *under*, that area and those beneath it.

        Raises:
            NotServed: there was no such area, or it is not for them to see.
        """
        tree = self.version.scheme.tree
        start, end = 0, len(tree)
        if under is not None:
            number = tree.numbers.get(under)
            if number is None or not self.sight.sees(under):
                raise NotServed("area", {"area": under})
            start, end = number, tree.after[number]
        every = range(start, end)
        if self.sight.whole:
            return every
        return [number for number in every if self.sight.sees(tree.ids[number])]

    def level(self, area: str) -> tuple[Holding, ...]:
        """Return the effective level of *area*, of each track.

        Raises:
            NotServed: there is no such area, or it is not for them to see.
            InputError: there was none at that time, or no such track.
        """
        area = self.sight.area(area)
        ask = self.known.level
        drill = self.asked.drill
        return tuple(ask(area, at=self.at, drill=drill, track=one) for one in self.tracks)

    def timeline(
        self, area: str, start: datetime, end: datetime | None
    ) -> tuple[tuple[LevelSpan, ...], tuple[LevelChange, ...]]:
        """Return the effective level of *area* over ``[start, end)``, and each move with its causes.

        Raises:
            NotServed, InputError: as `level`, or an end not after the start.
        """
        area, drill = self.sight.area(area), self.asked.drill
        spans: list[LevelSpan] = []
        moves: list[LevelChange] = []
        for track in self.tracks:
            spans += self.known.timeline(area, start, end, drill=drill, track=track)
            moves += self.known.transitions(area, start, end, drill=drill, track=track)
        return tuple(spans), tuple(moves)

    def measures(self, area: str, *, hidden: bool = False, compare: str | None = None) -> Compared:
        """Return what is in force on the ground in *area*; with *compare*, beside what would be at that level.

        Raises:
            Forbidden: *hidden* ones are asked for, and they have no right to them.
            NotServed, InputError: as `level`, or no such level.
        """
        if hidden and not self.caller.may(Right.HIDDEN):
            raise Forbidden("acts.hidden")
        area, at, drill = self.sight.area(area), self.at, self.asked.drill
        held = self.known.measures(area, at=at, drill=drill, hidden=hidden)
        if compare is None:
            return Compared(held, held, ())
        then = self.known.measures(
            area, at=at, drill=drill, hidden=hidden, supposing=compare, track=self.asked.track
        )
        return Compared(held, then, compare_measures(held, then))

    def overview(self) -> Overview:
        """Return what is open, what stands, and which level holds where.

        Raises:
            InputError: there is no such track.
        """
        sight, asked = self.sight, self.asked
        found = self._shared(
            "overview",
            lambda: overview_of(self.known, self.at, drill=asked.drill, track=asked.track),
        )
        if sight.whole:
            return found
        return replace(
            found,
            proposals=tuple(
                one
                if one.decision is None
                else replace(one, decision=self._cut(one.decision, one.dossier.content))
                for one in found.proposals
                if sight.touches(one.dossier.content)
            ),
            orders=tuple(
                replace(one, order=sight.order(one.order))
                for one in found.orders
                if sight.touches(one.order)
            ),
            levels=tuple(row for row in found.levels if sight.knows(row[0])),
        )

    def due(self, within: timedelta) -> tuple[Due, ...]:
        """Return what is overdue, or due until *within* after the instant, in order of time.

        Raises:
            InputError: *within* is negative, or there is no such track.
        """
        asked, due = self.asked, partial(self.served.register.due, at=self.at, within=within)
        rows = self._shared(
            ("due", within),
            lambda: due(known_at=asked.known_at, drill=asked.drill, track=asked.track),
        )
        if self.sight.whole:
            return rows
        return tuple(row for row in rows if self._sees_due(row))

    def _shared(self, what: Hashable, work_out: Callable[[], T]) -> T:
        """Return what is worked out of the whole register, for all who ask as of one stand; it is cut afterwards."""
        if self._stand is None:
            return work_out()
        found: T = self.served.kept.get((what, self._stand, self.asked), work_out)
        return found

    def _sees_due(self, row: Due) -> bool:
        state = self.served.register.state
        if row.area is not None:
            return self.sight.sees(row.area)
        if row.order is not None:
            order = state.orders.get(row.order)
            return order is not None and self.sight.touches(order)
        if row.kind == "proposal.starts":
            dossier = state.dossiers.get(str(row.name))
            return dossier is not None and self.sight.touches(dossier.content)
        return self.sight.whole or row.kind != "key.expires"

    # -- proposals --------------------------------------------------------------------------

    def proposals(self, *, only_open: bool = False) -> Iterator[Dossier]:
        """Yield the proposals that are about what they may read, in the order proposed."""
        for dossier in self.known.dossiers:
            if only_open and dossier.life not in OPEN:
                continue
            if self.sight.touches(dossier.content):
                yield dossier

    def proposal(self, name: str) -> Dossier:
        """Return what was recorded of one proposal.

        Raises:
            NotServed: there is none, or it is not for them to see.
        """
        dossier = self.served.register.state.dossiers.get(name)
        known = None if dossier is None else dossier.known(self.known.known)
        if known is None or not self.sight.touches(known.content):
            raise NotServed("proposal", {"proposal": name})
        return known

    def decision(self, name: str) -> Decision:
        """Return how a recorded proposal would be decided at the instant.

        Raises:
            NotServed: as `proposal`.
            InputError: it names what is no longer there.
        """
        content = self.proposal(name).content
        return self._cut(self.known.decide(name, at=self.at), content)

    def judge(self, proposal: AnyProposal) -> Decision:
        """Return how *proposal* would be decided at the instant; it need not be recorded.

        Raises:
            Forbidden: it is about areas that are not theirs to read.
            InputError: it names what is not there, or not for them to know.
        """
        sight = self.sight
        sight.check_names(proposal)
        hidden = [area for area in sight.scope_of(proposal) if not sight.sees(area)]
        if hidden:
            about = proposal.area if isinstance(proposal, IssueProposal) else proposal.order
            told = next((area for area in hidden if sight.knows(area)), about)
            raise Forbidden("acts.area", {"area": told})
        return self.known.decide(proposal, at=self.at)

    def _cut(self, decision: Decision, content: AnyProposal) -> Decision:
        """Return *decision* without what it says of areas that are not theirs to read."""
        if self.sight.holds(content):
            return decision
        sees = self.sight.sees
        return replace(
            decision,
            findings=tuple(one for one in decision.findings if self._shows(one)),
            changes=tuple(row for row in decision.changes if sees(row.area)),
            overtakes=tuple(row for row in decision.overtakes if sees(row.area)),
            replaces=tuple(row for row in decision.replaces if self.sight.knows(row.area)),
            measures=tuple(row for row in decision.measures if sees(row.area)),
        )

    def _shows(self, finding: Finding) -> bool:
        """Say whether a finding is about no area that is not theirs."""
        return all(self.sight.sees(span.area) for span in finding.where)

    # -- orders -----------------------------------------------------------------------------

    def orders(self) -> Iterator[Order]:
        """Yield the orders that are about what they may read, in order of issue."""
        for order in self.known.orders:
            if self.sight.touches(order):
                yield self.sight.order(order)

    def order(self, name: str) -> Order:
        """Return one order, as they may read it.

        Raises:
            NotServed: there is none, or it is not for them to see.
        """
        order = next((one for one in self.known.orders if one.id == name), None)
        if order is None or not self.sight.touches(order):
            raise NotServed("order", {"order": name})
        return self.sight.order(order)

    def life(self, name: str) -> tuple[LifeStep, ...]:
        """Return each change in the life of a proposal or an order.

        Raises:
            NotServed: there is none, or it is not for them to see.
        """
        self._thing(name)
        return self.known.life(name)

    def state_of(self, name: str) -> Life | None:
        """Return where an order or a proposal stands at the instant; None before it was there.

        Raises:
            NotServed: as `life`.
        """
        steps = [step for step in self.life(name) if step.at <= self.at]
        return stands(tuple(steps), self.at) if steps else None

    def _thing(self, name: str) -> None:
        state = self.served.register.state
        if name in state.dossiers:
            self.proposal(name)
        else:
            self.order(name)

    # -- what is asked of the caller -----------------------------------------------------------

    def waiting(self) -> tuple[tuple[Dossier, Decision | None], ...]:
        """Return the open proposals that one of the caller's bodies could move on, with how they would be decided.

        These are: their own bodies' proposals, and those to which an act of theirs is missing.
        """
        found: list[tuple[Dossier, Decision | None]] = []
        for dossier in self.proposals(only_open=True):
            try:
                decision = self.decision(dossier.id)
            except InputError:
                decision = None
            if self._waits(dossier, decision):
                found.append((dossier, decision))
        return tuple(found)

    def _waits(self, dossier: Dossier, decision: Decision | None) -> bool:
        bodies = Acting(self.served, self.caller).bodies_for(dossier.content)
        if dossier.content.issuer in bodies:
            return True
        findings = () if decision is None else decision.findings
        sets = (set(some) for one in findings for some in one.completions or ())
        return any(not bodies.isdisjoint(some) for some in sets)

    # -- the log ------------------------------------------------------------------------------

    def events(self, after: int, limit: int) -> Iterator[SeenEvent]:
        """Yield the events after number *after* that are about what they may read, *limit* at most.

        Raises:
            RegisterError: the log cannot be read.
        """
        found = 0
        size = self.served.register.head.size
        for seq, line in enumerate(self.served.register.store.lines(after + 1, size), after + 1):
            seen = self.sight.event(event_of(line, fields_of(line, seq), seq))
            if seen is not None:
                found += 1
                yield seen
            if found >= limit:
                return

    def event(self, seq: int) -> SeenEvent:
        """Return one event.

        Raises:
            NotServed: there is none, or it is not for them to see.
        """
        register = self.served.register
        for line in register.store.lines(seq, min(seq + 1, register.head.size)):
            found = self.sight.event(event_of(line, fields_of(line, seq), seq))
            if found is not None:
                return found
        raise NotServed("event", {"seq": seq, "size": register.head.size})
