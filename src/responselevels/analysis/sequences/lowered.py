"""What a sequence lowers is lowered by those who could have ended it, on the same papers.

Invariant 11 of docs/semantics.md, wherever a sequence leads to: to orders that lie under others,
that are to begin, that were ended in a part or acted first.
"""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.analysis.enumeration.examined import Counterexample, ExaminedRules, Proof
from responselevels.analysis.sequences.asking import Step
from responselevels.analysis.sequences.checking import checked, found_in, shown
from responselevels.analysis.sequences.moves import ended
from responselevels.analysis.sequences.papers import Papers
from responselevels.analysis.sequences.search import Found
from responselevels.analysis.sequences.states import State
from responselevels.models.orders import Order
from responselevels.models.proposals import IssueProposal
from responselevels.text.catalogue import Named

Kind = tuple[str, str, str]


def lowered_in_steps(name: str, examined: ExaminedRules) -> Proof:
    """Check that who puts a milder order over one could have ended it; the sequence refutes it."""
    found = found_in(examined)
    against: dict[Kind, Counterexample] = {}
    looked = 0
    for one in found:
        may = _MayEnd(one)
        for state, step, proposal, order in _lowering(one):
            looked += 1
            tier = one.setting.tier_of(order.area)
            kind = (tier, order.level, str(proposal.transition))
            if kind not in against and not may.end(state, order, step.papers):
                facts = {"tier": Named("tier", tier), "level": Named("level", proposal.level)}
                way = Named("transition", kind[2])
                standing = Named("level", order.level)
                against[kind] = shown(one, state, proposal, **facts, standing=standing, rule=way)
    return checked(name, found, looked, against.values())


def _lowering(found: Found) -> Iterator[tuple[State, Step, IssueProposal, Order]]:
    """Yield each step that puts a milder order over one, with that one."""
    ranks = found.setting.scheme.ranks
    for state, step in found.steps:
        proposal = step.proposal
        if not isinstance(proposal, IssueProposal):
            continue
        severer = [
            order
            for order in state.live()
            if order.area == proposal.area and ranks[order.level] > ranks[proposal.level]
        ]
        if severer:
            _example, decision = found.moves.asking.decided(state, proposal)
            replaced = {row.order for row in decision.replaces}
            for order in severer:
                if order.id in replaced:
                    yield state, step, proposal, order


class _MayEnd:
    """Says who may end what in one setting; what was asked is remembered."""

    def __init__(self, found: Found) -> None:
        self.asking = found.moves.asking
        self._known: dict[tuple[str, str, Papers], bool] = {}

    def end(self, state: State, order: Order, papers: Papers) -> bool:
        kind = (order.area, order.level, papers)
        if kind not in self._known:
            book = self.asking.book(state)
            step = self.asking.tried(state, book, papers, ended(state, order))
            self._known[kind] = step.permitted
        return self._known[kind]
