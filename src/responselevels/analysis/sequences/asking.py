"""Asking the core in a setting: a proposal with the least papers that it passes with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from responselevels.analysis.enumeration.worlds import Example
from responselevels.analysis.sequences.papers import Bodies, Papers, bound, demands, papers_of
from responselevels.analysis.sequences.settings import Setting
from responselevels.analysis.sequences.states import State
from responselevels.core.deciding.case import Case, resolve
from responselevels.core.deciding.decide import attempts, best, decided
from responselevels.core.deciding.graces import provisional_until
from responselevels.core.orders.book import OrderBook, book_of
from responselevels.models.decisions import Decision, Effect, Finding, Verdict
from responselevels.models.proposals import Proposal
from responselevels.models.rules import Ending, Transition
from responselevels.models.times import instant_at

MAX_ROUNDS = 4
"""How often approvals are added: once for the transition, and for each ending that is asked."""

UNMENDED = frozenset({"transition.undefined", "provisional.repeated"})
"""What denies whatever the papers are."""

Made = Callable[[Papers], Proposal]
"""A proposal made with papers."""


@dataclass(frozen=True, slots=True)
class Step:
    """A proposal and what came of it: on what papers, the verdict, and until when it is provisional."""

    proposal: Proposal
    papers: Papers
    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    until: datetime | None = None

    @property
    def permitted(self) -> bool:
        """Whether it is permitted."""
        return self.verdict == Verdict.PERMIT

    @property
    def hopeless(self) -> bool:
        """Whether no papers mend what it is denied for."""
        return any(f.effect == Effect.DENY and f.code in UNMENDED for f in self.findings)


@dataclass
class Asking:
    """Asks the core in one setting. With *only*, nobody else acts."""

    setting: Setting
    only: Bodies | None = None
    _first: dict[tuple[object, ...], tuple[Papers, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Work out what the rules demand of approvals."""
        self.signed = demands(self.setting.rules, "signed")
        self.bound = demands(self.setting.rules, "digest")

    def book(self, state: State) -> OrderBook:
        """Return the orders of *state*, as decisions look at them."""
        return book_of(self.setting.scheme, state.orders)

    def example(self, state: State, proposal: Proposal) -> Example:
        """Return *proposal*, made in *state*, as an example."""
        bodies = {approval.body for approval in proposal.approvals}
        signed = tuple(sorted(bodies)) if self.signed else ()
        return Example(
            areas=self.setting.areas,
            orders=state.orders,
            proposal=proposal,
            at=state.at,
            signed=signed,
        )

    def decided(self, state: State, proposal: Proposal) -> tuple[Example, Decision]:
        """Return *proposal* as an example, and all that is decided of it in *state*."""
        example = self.example(state, proposal)
        return example, decided(self._case(example, self.book(state)))

    def trace(self, state: State) -> tuple[tuple[Example, Decision], ...]:
        """Return the proposals that led to *state*, in order, each with what was decided of it."""
        steps: list[tuple[Example, Decision]] = []
        while state.before is not None:
            if state.proposal is not None:
                steps.append(self.decided(state.before, state.proposal))
            state = state.before
        return tuple(reversed(steps))

    def tried(self, state: State, book: OrderBook, papers: Papers, made: Made) -> Step:
        """Return what comes, in *state*, of the proposal that is *made* with *papers*."""
        proposal = self.made(papers, made)
        case = self._case(self.example(state, proposal), book)
        chosen = best(attempts(case))
        until = None if chosen.rule is None else provisional_until(case, chosen.rule)
        lapse = None if until is None else instant_at(until)
        return Step(proposal, papers, chosen.verdict, chosen.findings, lapse)

    def made(self, papers: Papers, made: Made) -> Proposal:
        """Return the proposal that is *made* with *papers*, its approvals bound to it if need be."""
        proposal = made(papers)
        return bound(proposal) if self.bound and papers.approvals else proposal

    def _case(self, example: Example, book: OrderBook) -> Case:
        scheme, proposal = self.setting.scheme, example.proposal
        return resolve(scheme, book, proposal, example.at, example.evidence)

    def best(
        self,
        state: State,
        book: OrderBook,
        papers: Iterable[Papers],
        made: Made,
        *,
        giving_up: bool = False,
    ) -> Step | None:
        """Return the first that is permitted, each of *papers* completed; else the last tried.

        None where there are no papers. With *giving_up*, no others are tried after some were
        denied for what no papers mend.
        """
        step: Step | None = None
        for first in papers:
            more: Papers | None = first
            for _round in range(MAX_ROUNDS):
                if more is None:
                    break
                step = self.tried(state, book, more, made)
                if step.permitted:
                    return step
                if giving_up and step.hopeless:
                    return step
                more = more.completed(step, self.only)
        return step

    def first(self, rule: Transition | Ending, level: str) -> tuple[Papers, ...]:
        """Return the papers to begin with under *rule*, for an order of *level*."""
        key = (isinstance(rule, Ending), rule.id, level)
        if key not in self._first:
            self._first[key] = tuple(papers_of(self.setting.rules, rule, level, self.only))
        return self._first[key]
