"""`RegisterMachine`: drive a register through all that can happen, and check the laws.

    class Mine(RegisterMachine):
        rules_file, areas_file = "rules.yaml", "areas.yaml"

    TestMine = Mine.TestCase

Each step is something that happens at an office: somebody proposes, an approval
arrives, an order is ended or ratified, time passes. After each, every law of
`responselevels.testing.LAWS` is checked, and whatever a subclass adds with
Hypothesis' own `@invariant`; it may add a `@rule` of its own, too.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar

from responselevels.core.deciding.case import AnyProposal
from responselevels.errors import InputError
from responselevels.files import load_areas, load_rules
from responselevels.files.cases import load_cases
from responselevels.models.areas import Areas
from responselevels.models.orders import Approval, Order
from responselevels.models.rules import Rules
from responselevels.register.register import Register
from responselevels.testing.extra import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    note,
    precondition,
    rule,
    st,
)
from responselevels.testing.failures import CasesLabel
from responselevels.testing.laws.catalogue import LAWS, Law, LawBroken
from responselevels.testing.laws.history import AnyRegister, History, Step
from responselevels.testing.laws.reference_levels import TICK, ReferenceLevels
from responselevels.testing.run_labels import PendingLabel, ProposalLabel, orders_label
from responselevels.testing.stated.laws import stated_laws
from responselevels.testing.strategies import schemes
from responselevels.testing.strategies.formats import KINDS, Kind
from responselevels.testing.strategies.near_misses import beneath_others, too_mild
from responselevels.testing.strategies.proposing import (
    ProposalContext,
    endable,
    ending,
    ratifiable,
    ratification,
)
from responselevels.testing.strategies.times import FIRST


@st.composite
def _shown(draw: st.DrawFn, proposals: st.SearchStrategy[AnyProposal]) -> ProposalLabel:
    """Draw a proposal that shows itself in one line."""
    return ProposalLabel(draw(proposals))


class RegisterMachine(RuleBasedStateMachine):
    """A register driven through proposals, approvals, ends, ratifications and time.

    To set in a subclass: `rules_file` and `areas_file`, as paths, as models, or
    (rules) as the id of a shipped scheme; None draws them anew each time. `properties_file` is
    a case file that states properties of the rules: each is held to as the laws are.
    `most_orders` keeps the world small, `start` is when it begins, `tick` is how
    much time passes after each proposal (a register on a store needs some).

    To use in your own rules and invariants: `register`, `orders`, `present`, and
    `history` with every step so far; `take` puts a proposal to the register.
    """

    rules_file: ClassVar[Rules | str | Path | None] = None
    areas_file: ClassVar[Areas | str | Path | None] = None
    properties_file: ClassVar[str | Path | None] = None
    most_orders: ClassVar[int] = 10
    start: ClassVar[datetime] = FIRST
    tick: ClassVar[timedelta] = timedelta(0)

    history: History
    present: datetime

    def __init__(self) -> None:
        """Start with nothing; the first step opens the register."""
        super().__init__()
        self.waiting: list[PendingLabel] = []
        self._count = 0
        self._checked: tuple[Order, ...] | None = None
        self._stated: tuple[Law, ...] = ()

    # -- for subclasses --------------------------------------------------------------

    def new_register(self, rules: Rules, areas: Areas) -> AnyRegister:
        """Return a fresh, empty register over *rules* and *areas*: the one under test.

        It is called twice: the laws hold the register against another one that
        is told only what was carried out.
        """
        return Register(rules, areas)

    @property
    def register(self) -> AnyRegister:
        """The register under test."""
        return self.history.register

    @property
    def orders(self) -> tuple[Order, ...]:
        """The orders so far."""
        return self.history.orders

    def take(self, proposal: AnyProposal) -> Step | None:
        """Put *proposal* to the register now; return what came of it, None for an input error."""
        present = self.present
        self.present += self.tick
        try:
            step = self.history.take(proposal, present)
        except InputError as error:
            note(f"-> cannot be read: {error}")
            return None
        codes = ", ".join(finding.code for finding in step.decision.findings)
        note(f"-> {step.decision.verdict.value}" + (f" ({codes})" if codes else ""))
        open_sets = [f.completions for f in step.decision.findings if f.completions]
        if not step.carried_out and step.decision.verdict.value == "pending" and open_sets:
            bodies = sorted({body for one_set in open_sets[0] for body in one_set})
            self.waiting.append(PendingLabel(proposal, tuple(bodies)))
        return step

    # -- steps -----------------------------------------------------------------------

    @initialize(data=st.data())
    def open_a_register(self, data: st.DataObject) -> None:
        """Open the register, over the given rules and areas or drawn ones."""
        rules, areas = self.rules_file, self.areas_file
        if rules is None:
            rules = data.draw(schemes.rules(), "rules")
        elif not isinstance(rules, Rules):
            rules = load_rules(rules)
        if areas is None:
            areas = data.draw(schemes.areas(rules), "areas")
        elif not isinstance(areas, Areas):
            areas = load_areas(areas, rules)
        if self.properties_file is not None:
            stated = load_cases(self.properties_file, rules).suite.properties
            self._stated = stated_laws(stated, rules)
        self.history = History(rules, areas, self.new_register)
        self.present = self.start

    def _room(self) -> bool:
        return len(self.orders) < self.most_orders

    def _desk(self) -> ProposalContext:
        return ProposalContext(
            self.history.reference, self.orders, self.present, f"P-{self._count + 1}"
        )

    def _propose(self, data: st.DataObject, strategy: st.SearchStrategy[AnyProposal]) -> None:
        proposal = data.draw(_shown(strategy), "proposal").proposal
        self._count += 1
        self.take(proposal)

    @precondition(_room)
    @rule(data=st.data())
    def somebody_proposes(self, data: st.DataObject) -> None:
        """Somebody proposes something that the rules permit."""
        self._propose(data, self._asking("valid"))

    @precondition(_room)
    @rule(data=st.data())
    def somebody_gets_it_nearly_right(self, data: st.DataObject) -> None:
        """Somebody proposes something with one thing wrong."""
        self._propose(data, self._asking("nearly"))

    @precondition(_room)
    @rule(data=st.data())
    def somebody_proposes_at_random(self, data: st.DataObject) -> None:
        """Somebody proposes something put together without regard to the rules."""
        self._propose(data, self._asking("hostile"))

    @precondition(lambda self: bool(beneath_others(self._desk())))
    @precondition(_room)
    @rule(data=st.data())
    def somebody_asks_for_less_than_is_ordered_above(self, data: st.DataObject) -> None:
        """Somebody proposes what is milder than an area above has ordered, now or for later."""
        self._propose(data, too_mild(self._desk()))

    def _asking(self, kind: Kind) -> st.SearchStrategy[AnyProposal]:
        return KINDS[kind](self._desk())

    @precondition(lambda self: bool(self.waiting))
    @rule(data=st.data())
    def an_approval_arrives(self, data: st.DataObject) -> None:
        """One of the approvals that a proposal waits for arrives."""
        waiting = data.draw(st.sampled_from(self.waiting), "proposal")
        body = data.draw(st.sampled_from(waiting.bodies), "approved by")
        self.waiting.remove(waiting)
        more = (*waiting.proposal.approvals, Approval(body=body, at=self.present))
        self.take(waiting.proposal.model_copy(update={"approvals": more}))

    @precondition(lambda self: bool(endable(self._desk())))
    @rule(data=st.data())
    def an_order_is_ended(self, data: st.DataObject) -> None:
        """An order is ended early, in whole or in a part."""
        context = self._desk()
        chosen = data.draw(st.integers(0, len(endable(context)) - 1), "order")
        self._propose(data, ending(context, endable(context)[chosen]))

    @precondition(lambda self: bool(ratifiable(self._desk())))
    @rule(data=st.data())
    def an_order_is_ratified(self, data: st.DataObject) -> None:
        """A provisional order is ratified."""
        context = self._desk()
        chosen = data.draw(st.integers(0, len(ratifiable(context)) - 1), "order")
        self._propose(data, ratification(context, ratifiable(context)[chosen]))

    @rule(hours=st.sampled_from((1, 2, 4, 24)))
    def hours_pass(self, hours: int) -> None:
        """Some hours pass."""
        self.present += timedelta(hours=hours)

    @precondition(lambda self: bool(self.orders))
    @rule(just_before=st.booleans())
    def time_passes_to_the_next_change(self, just_before: bool) -> None:
        """Time passes to the next instant at which something starts or ends, or just before it."""
        edges = ReferenceLevels(self.history.reference, self.orders).edges()
        coming = [edge - TICK if just_before else edge for edge in edges]
        self.present = min((at for at in coming if at > self.present), default=self.present)
        note(f"-> {self.present.isoformat()}")

    def _rules_named(self) -> str | None:
        """Return how a case file names the rules: as this machine does; None where they are drawn."""
        rules = self.rules_file
        return None if rules is None or isinstance(rules, Rules) else str(rules)

    # -- after each step ---------------------------------------------------------------

    @invariant()
    def the_laws_hold(self) -> None:
        """Every law of `LAWS` holds, and what is stated; those about levels when the orders change."""
        history, orders = self.history, self.orders
        for law in (*LAWS, *self._stated):
            if law.of_levels and orders == self._checked:
                continue
            try:
                law.check(history)
            except LawBroken as broken:
                broken.add_note(orders_label(orders))
                note(CasesLabel(history, broken, self._rules_named()))
                raise
        history.since = len(history.steps)
        self._checked = orders
