"""`History`: a register with all that was asked of it, as the laws look at it.

A register is anything with the face of `responselevels.Register`: to test a
register of your own, hand in a function that opens one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Protocol

from responselevels.core.deciding.case import AnyProposal, groups_meant
from responselevels.core.deciding.evidence import NO_EVIDENCE, Evidence
from responselevels.core.digests import proposal_digest
from responselevels.core.orders.book import book_of
from responselevels.core.orders.causes import LevelChange
from responselevels.core.orders.holdings import Holding, LevelSpan
from responselevels.core.world.scheme import Scheme
from responselevels.errors import InputError, WrongKind, expect
from responselevels.machine.levels import compile_scheme
from responselevels.models.areas import Areas
from responselevels.models.decisions import Decision, NotPermitted
from responselevels.models.orders import Approval, Order
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.rules import Rules
from responselevels.testing.laws.evident import EvidentRegister, takes_evidence, told
from responselevels.testing.laws.reference_levels import ReferenceScheme
from responselevels.testing.reference.values import Decision as ReferenceDecision
from responselevels.testing.reference.world.ground import Ground


class AnyRegister(Protocol):
    """The face of `responselevels.Register`, which a register of your own has too."""

    @property
    def orders(self) -> tuple[Order, ...]:
        """All orders, in order of issue, with their ends and ratifications so far."""
        ...

    def decide(self, proposal: AnyProposal, *, at: datetime) -> Decision:
        """Decide *proposal* at *at*; change nothing."""
        ...

    def issue(self, proposal: IssueProposal, *, at: datetime) -> Order:
        """Issue what is permitted."""
        ...

    def end(self, proposal: EndProposal, *, at: datetime) -> Order:
        """End an order early, where that is permitted."""
        ...

    def ratify(self, proposal: RatifyProposal, *, at: datetime) -> Order:
        """Ratify a provisional order, where that is permitted."""
        ...

    def level(
        self, area: str, *, at: datetime, drill: bool = False, track: str | None = None
    ) -> Holding:
        """Return the effective level of *area* at *at*."""
        ...

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
        ...

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
        ...

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
        ...


Opened = Callable[[Rules, Areas], AnyRegister]
"""Opens a register, fresh and empty."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One proposal put to the register: when, what was decided, whether it was carried out.

    *before* and *after* are the orders as they were and as they were left. *evidence* is what the
    register was told of the approvals.
    """

    proposal: AnyProposal
    at: datetime
    decision: Decision
    before: tuple[Order, ...]
    after: tuple[Order, ...]
    carried_out: bool
    evidence: Evidence = NO_EVIDENCE


class History:
    """A register with the rules, the areas, and every step since it was opened.

    *twin* is a second register that was told only what was carried out: the
    replay of the log (docs/semantics.md, section 6, invariant 9); None where the register was
    opened over orders whose issue nobody saw. *since* is the number of steps
    that have been looked at already, *audited* the orders that have been found decided as of
    their issue as the reference engine decides them, and *probed* what laws asked beside a
    step, each with the number of steps by then. *crashed* is what the register raised where it
    neither decided nor refused to, and what was put to it then.
    """

    def __init__(self, rules: Rules, areas: Areas, opened: Opened = EvidentRegister) -> None:
        """Open a register by *opened*, and its twin."""
        expect("rules", rules, Rules)
        expect("areas", areas, Areas)
        if not callable(opened):
            raise WrongKind("opened", ("function",), type(opened).__name__)
        self.rules = rules
        self.areas = areas
        self.opened = opened
        self.register: AnyRegister = opened(rules, areas)
        self.twin: AnyRegister | None = opened(rules, areas)
        self.steps: list[Step] = []
        self.since = 0
        self.crashed: tuple[tuple[AnyProposal, datetime, Evidence], Exception] | None = None
        self.audited: tuple[tuple[Order, ReferenceDecision], ...] = ()
        self.probed: dict[int, tuple[int, tuple[Step, ...]]] = {}

    @classmethod
    def over(cls, rules: Rules, areas: Areas, orders: Iterable[Order]) -> History:
        """Return a history without steps, its register opened over *orders*, lawful or not."""
        history = cls(rules, areas)
        history.register, history.twin = EvidentRegister(rules, areas, orders), None
        return history

    @cached_property
    def reference(self) -> ReferenceScheme:
        """The rules and areas as look-ups."""
        return ReferenceScheme(self.rules, self.areas)

    @cached_property
    def ground(self) -> Ground:
        """The same, as the reference engine looks at them."""
        return Ground(self.rules, self.areas)

    @cached_property
    def scheme(self) -> Scheme:
        """The rules and areas, compiled once."""
        return compile_scheme(self.rules, self.areas)

    @cached_property
    def relisted(self) -> Scheme:
        """The same, from the same areas and bodies listed the other way round."""
        bodies = {name: self.rules.bodies[name] for name in reversed(self.rules.bodies)}
        areas = self.areas.model_copy(update={"areas": self.areas.areas[::-1]})
        return compile_scheme(self.rules.model_copy(update={"bodies": bodies}), areas)

    @property
    def orders(self) -> tuple[Order, ...]:
        """The orders so far."""
        return self.register.orders

    @property
    def recent(self) -> list[Step]:
        """The steps not looked at yet."""
        return self.steps[self.since :]

    def take(self, proposal: AnyProposal, at: datetime, evidence: Evidence = NO_EVIDENCE) -> Step:
        """Put *proposal* to the register: decide it, try to carry it out, and keep what came of it.

        *evidence* is what is known of its approvals; a register whose methods have no such
        parameter is not told of it. A register that records what it is given may bind the
        approvals to it first, and count only the last words among them (`binds`); then the step
        is about the proposal so read.

        Raises:
            InputError: the proposal cannot be read, or the register refuses it unread.
        """
        known = evidence if takes_evidence(self.register.decide) else NO_EVIDENCE
        before = self.register.orders
        if getattr(self.register, "binds", False):
            proposal = self._bound(proposal)
        decision: Decision = told(self.register.decide, proposal, at, known)
        carried_out = self._carried_out(proposal, at, known)
        step = Step(
            proposal=proposal,
            at=at,
            decision=decision,
            before=before,
            after=self.register.orders,
            carried_out=carried_out,
            evidence=known,
        )
        self.steps.append(step)
        return step

    def decided(self, step: Step, proposal: AnyProposal | None = None) -> Decision:
        """Return what the register now decides at the time of *step*, of *proposal* or that of the step."""
        asked = step.proposal if proposal is None else proposal
        decision: Decision = told(self.register.decide, asked, step.at, step.evidence)
        return decision

    def _bound(self, proposal: AnyProposal) -> AnyProposal:
        """Return *proposal* with its last words, each bound to it by digest where it has none."""
        order = None
        if not isinstance(proposal, IssueProposal):
            order = next((one for one in self.orders if one.id == proposal.order), None)
        groups = groups_meant(self.scheme, book_of(self.scheme, self.orders), proposal)
        drill = None if order is None else order.drill
        digest = proposal_digest(proposal, drill=drill, groups=groups)
        approvals = tuple(
            one if one.digest is not None else one.model_copy(update={"digest": digest})
            for one in last_words(proposal.approvals)
        )
        return proposal.model_copy(update={"approvals": approvals})

    def _carried_out(self, proposal: AnyProposal, at: datetime, evidence: Evidence) -> bool:
        try:
            carry_out(self.register, proposal, at, evidence)
        except NotPermitted:
            return False
        if self.twin is not None:
            # Where the twin refuses, the law about replays sees that it has other orders.
            with suppress(NotPermitted, InputError):
                carry_out(self.twin, proposal, at, evidence)
        return True


def last_words(approvals: Iterable[Approval]) -> tuple[Approval, ...]:
    """Return what a register that records *approvals* one by one lets stand: the last words.

    A person's is the last for a body, whatever area is named; nobody's, for the body of one area.
    """
    last: dict[tuple[str, str | None, str | None], Approval] = {}
    for one in approvals:
        said = (one.body, one.person, one.area if one.person is None else None)
        last.pop(said, None)  # so that it stands where it was said last
        last[said] = one
    return tuple(last.values())


def carry_out(
    register: AnyRegister,
    proposal: AnyProposal,
    at: datetime,
    evidence: Evidence = NO_EVIDENCE,
) -> Order:
    """Issue, end or ratify, as *proposal* asks.

    Raises:
        NotPermitted: the decision is not permit.
        InputError: the proposal cannot be read.
    """
    call: Callable[..., Order] = register.ratify
    if isinstance(proposal, IssueProposal):
        call = register.issue
    elif isinstance(proposal, EndProposal):
        call = register.end
    order: Order = told(call, proposal, at, evidence)
    return order
