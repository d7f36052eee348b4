"""`Timed`: a register on a store as `RegisterMachine` drives one, with every instant handed in.

    class Durable(RegisterMachine):
        tick = TICK

        def new_register(self, rules, areas):
            return Timed.made(f"sqlite:///{folder}/{uuid4().hex}.db", rules, areas, self.start)

A register on a store takes its time itself, and never the same twice: the
machine's `tick` lets some time pass after each thing that happens.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from responselevels.core.deciding.case import AnyProposal
from responselevels.core.orders.causes import LevelChange
from responselevels.core.orders.holdings import Holding, LevelSpan
from responselevels.models.areas import Areas
from responselevels.models.decisions import Decision
from responselevels.models.orders import Order
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.rules import Rules
from responselevels.register.clocks import GivenClock
from responselevels.register.register import Register, StoredRegister

TICK = timedelta(milliseconds=1)
"""Time that passes between two things that happen to a register on a store."""


class Timed:
    """A register on a store whose clock is set by whoever asks; *register* is that register.

    *binds*: what is recorded binds each approval to the proposal that it was given for, and of
    those of one person for a body only the last counts (docs/signing.md).
    """

    binds = True

    def __init__(self, register: StoredRegister, clock: GivenClock) -> None:
        """Drive *register*, which was opened with *clock*."""
        self.register = register
        self._clock = clock

    @classmethod
    def made(cls, url: str, rules: Rules, areas: Areas, start: datetime, **more: Any) -> Timed:
        """Make a register at *url* a little before *start*, and drive it."""
        clock = GivenClock(start - TICK)
        ways = {"id": "tested", "remember": False, "witness": clock, **more}
        return cls(Register.create(url, rules, areas, clock=clock, **ways), clock)

    @property
    def orders(self) -> tuple[Order, ...]:
        """All orders, in order of issue, with their ends and ratifications so far."""
        return self.register.orders

    def decide(self, proposal: AnyProposal, *, at: datetime) -> Decision:
        """Decide *proposal* at *at*; record nothing."""
        return self.register.decide(proposal, at=at)

    def issue(self, proposal: IssueProposal, *, at: datetime) -> Order:
        """Decide *proposal* at *at*, and issue it if that is permitted."""
        return self.register.issue(self._recorded(proposal, at))

    def end(self, proposal: EndProposal, *, at: datetime) -> Order:
        """Decide *proposal* at *at*, and end its order if that is permitted."""
        return self.register.end(self._recorded(proposal, at))

    def ratify(self, proposal: RatifyProposal, *, at: datetime) -> Order:
        """Decide *proposal* at *at*, and ratify its order if that is permitted."""
        return self.register.ratify(self._recorded(proposal, at))

    def _recorded(self, proposal: AnyProposal, at: datetime) -> AnyProposal | str:
        """Return *proposal*, or its id where it is recorded already and now reads like this."""
        self._clock.at = at
        if all(dossier.id != proposal.id for dossier in self.register.dossiers):
            return proposal
        self._clock.at = at - TICK / 2
        self.register.amend(proposal)
        self._clock.at = at
        return proposal.id

    def level(
        self, area: str, *, at: datetime, drill: bool = False, track: str | None = None
    ) -> Holding:
        """Return the effective level of *area* at *at*."""
        return self.register.level(area, at=at, drill=drill, track=track)

    def floor(
        self,
        area: str,
        *,
        at: datetime,
        place: str | None = None,
        drill: bool = False,
        track: str | None = None,
    ) -> Holding:
        """Return the floor for what *area* orders for *place*."""
        return self.register.floor(area, at=at, place=place, drill=drill, track=track)

    def timeline(
        self,
        area: str,
        start: datetime,
        end: datetime | None,
        *,
        drill: bool = False,
        track: str | None = None,
    ) -> tuple[LevelSpan, ...]:
        """Return the effective level of *area* over a period."""
        return self.register.timeline(area, start, end, drill=drill, track=track)

    def transitions(
        self,
        area: str,
        start: datetime,
        end: datetime | None,
        *,
        drill: bool = False,
        track: str | None = None,
    ) -> tuple[LevelChange, ...]:
        """Return each move of the level of *area* in a period, with its causes."""
        return self.register.transitions(area, start, end, drill=drill, track=track)
