"""Climbing: real orders, issued one after another on one line of areas, until every level has held.

Each step is a proposal that has all that could be asked of it (every approval, every assessor,
a reason, the longest notice), decided by the core over the orders issued so far. So what is
found to hold can hold; what is not found may still.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from responselevels.analysis.enumeration.asked import Question
from responselevels.analysis.enumeration.examined import ExaminedRules
from responselevels.analysis.enumeration.examples import weighty
from responselevels.analysis.enumeration.worlds import Example
from responselevels.analysis.properties.reaching.generous import generous
from responselevels.models.decisions import Decision
from responselevels.models.orders import Order
from responselevels.models.proposals import IssueProposal
from responselevels.models.rules import Transition

Step = tuple[Example, Decision]

Book = frozenset[tuple[str, str, datetime | None]]
"""What is ordered: areas, each with a level and until when."""

MOST_STATES = 60
"""Number of books of orders from which further orders are tried."""


class Climb:
    """What holds after some sequence of orders, and what came nearest to the levels that never did.

    *held* are the levels that came to hold, *tried* counts the proposals decided, *nearest* has
    for a level the steps that end in the proposal of it with the fewest findings.
    """

    def __init__(self, examined: ExaminedRules, wanted: frozenset[str]) -> None:
        """Look for each level *wanted*, and stop once all are found."""
        self.examined = examined
        self.held: set[str] = set()
        self.nearest: dict[str, tuple[Step, ...]] = {}
        self.tried = 0
        self._wanted = wanted
        self._generous = [
            (level, example)
            for transition in examined.rules.transitions
            for level in transition.to
            for example in _generous(examined, transition, level)
        ]
        self._climb()

    def _climb(self) -> None:
        books: list[tuple[Step, ...]] = [()]
        known: set[Book] = {frozenset()}
        for steps in books:
            for step, key in self._from(steps):
                if self._wanted <= self.held:
                    return
                if key not in known and len(books) < MOST_STATES:
                    known.add(key)
                    books.append((*steps, step))

    def _from(self, steps: tuple[Step, ...]) -> Iterator[tuple[Step, Book]]:
        """Yield each permitted step after *steps*, with what is ordered then."""
        orders = tuple(issued_order(*step, f"O-{n}") for n, step in enumerate(steps, start=1))
        ordered = {order.area: order.level for order in orders}
        for level, example in self._generous:
            if not isinstance(example.proposal, IssueProposal):
                continue
            if ordered.get(example.proposal.area) == level:
                continue
            after = replace(example, orders=orders)
            decision = self.examined.worlds.again(after)
            self.tried += 1
            found = {change.to_level for change in decision.changes}
            self.held |= found
            if level not in found:
                self._note(level, (*steps, (after, decision)))
            if decision.permitted:
                step = after, decision
                yield (
                    step,
                    frozenset(map(_held, (*orders, issued_order(*step, f"O-{len(steps) + 1}")))),
                )

    def _note(self, level: str, steps: tuple[Step, ...]) -> None:
        best = self.nearest.get(level)
        if best is None or _distance(steps) < _distance(best):
            self.nearest[level] = steps


def _held(order: Order) -> tuple[str, str, datetime | None]:
    return order.area, order.level, order.period.end


def _distance(steps: tuple[Step, ...]) -> tuple[bool, int, int]:
    """Return how far a proposal is from a permit: nothing is farther than where no transition fits."""
    decision = steps[-1][1]
    return decision.transition is None, len(weighty(decision)), len(steps)


def issued_order(example: Example, decision: Decision, name: str) -> Order:
    """Return the order that the proposal of *example*, one to issue, becomes as it was decided.

    Raises:
        TypeError: it proposes something else.
    """
    proposal = example.proposal
    if not isinstance(proposal, IssueProposal):
        raise TypeError(proposal)
    return Order(
        id=name,
        area=proposal.area,
        level=proposal.level,
        scope=proposal.scope or (proposal.area,),
        period=proposal.period,
        issuer=proposal.issuer,
        issued_at=example.at,
        transition=decision.transition,
        provisional_until=decision.provisional_until,
        track=proposal.track,
    )


def _generous(examined: ExaminedRules, transition: Transition, level: str) -> Iterator[Example]:
    """Yield proposals by *transition* that have all that it, or an ending of what it lowers, may ask.

    All begin at once, so that each is looked at where the one before it holds; of two, the one
    above may end first, so that the other is seen.
    """
    levels = examined.common.levels
    standing = (levels[examined.common.default],)
    question = Question("issue", transition.tier, level, standing, (transition.id,))
    for facts in generous(examined, question):
        halves = (
            [facts] if facts.length is None else [facts, replace(facts, length=facts.length / 2)]
        )
        for one in halves:
            try:
                example = examined.worlds.example(question, one)
            except LookupError:
                continue
            yield replace(example, orders=())
