"""From every state that a sequence leads to there is a way back to the default, for good.

The way back is a sequence itself: of ends, of milder orders and of time, after which, with
nobody doing anything more, every order runs out but those of the default.
"""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.analysis.enumeration.examined import Counterexample, ExaminedRules, Proof
from responselevels.analysis.sequences.asking import Step
from responselevels.analysis.sequences.carrying import after
from responselevels.analysis.sequences.checking import checked, found_in, shown
from responselevels.analysis.sequences.moves import Moves, ended
from responselevels.analysis.sequences.papers import Papers
from responselevels.analysis.sequences.search import DEPTH, Found
from responselevels.analysis.sequences.states import NEVER, Key, State, lasting, until_of
from responselevels.models.orders import Order
from responselevels.models.proposals import IssueProposal
from responselevels.text.catalogue import Named

MOST_TRIED = 500
"""Number of states that are looked at for one way back."""

STANDING = 4
"""Number of orders, not over, that an area may have on its way back."""


def way_back_in_steps(name: str, examined: ExaminedRules) -> Proof:
    """Check that each state reached, while the rules are in force, has a way back; a trace refutes it."""
    found = found_in(examined)
    against: dict[tuple[str, str], Counterexample] = {}
    looked = 0
    for one in found:
        ways = WaysBack(one)
        for state in one.states:
            if state.over:
                continue
            looked += 1
            order = lasting(one.setting, state)
            if order is None:
                continue
            kind = (one.setting.tier_of(order.area), order.level)
            if kind not in against and not ways.lead_from(state):
                against[kind] = ways.refuted(state, order)
    return checked(name, found, looked, against.values())


class WaysBack:
    """Looks for ways back in one setting; what was found is remembered."""

    def __init__(self, found: Found) -> None:
        """Take what was found there."""
        self.found = found
        self.setting = found.setting
        self.moves = Moves(found.moves.asking, STANDING)
        self._known: dict[Key, bool] = {}

    def lead_from(self, state: State) -> bool:
        """Say whether a way back leads from *state*: all may be ended, or some steps lead there."""
        return self._ending_all(state) or self._searched(state)

    def _ending_all(self, state: State) -> bool:
        """Say whether each order that holds for ever may be ended."""
        book = self.moves.asking.book(state)
        endless = (order for order in state.live() if until_of(order) == NEVER)
        steps = (self.moves.end(state, book, order) for order in endless)
        return all(step is not None and step.permitted for step in steps)

    def _searched(self, state: State) -> bool:
        key = state.key(self.setting)
        if key not in self._known:
            self._known[key] = self._search(state)
        return self._known[key]

    def _search(self, state: State) -> bool:
        """Say whether `DEPTH` more steps lead back; where there are too many to say, they may."""
        seen, layer = {state.key(self.setting)}, [state]
        for _depth in range(DEPTH):
            beyond = {new.key(self.setting): new for old in layer for new in self._next(old)}
            layer = [new for key, new in beyond.items() if key not in seen]
            seen.update(beyond)
            if any(lasting(self.setting, new) is None for new in layer):
                return True
            if len(seen) > MOST_TRIED:
                return True
        return False

    def _next(self, state: State) -> Iterator[State]:
        later = self.moves.later(state) or self._rested(state)
        if later is not None and not later.over:
            yield later
        yield from (after(state, step) for step in self._down(state))

    def _rested(self, state: State) -> State | None:
        """Return the state when one may act first again, after a lapse that nobody ratified; None if never."""
        valid = self.moves.rules.valid
        last = NEVER if valid is None or valid.to is None else valid.to
        lapses = (order.provisional_until for order in state.orders)
        again = (lapse + self.setting.rest for lapse in lapses if lapse and lapse <= state.at)
        known = [instant for instant in again if state.at < instant < last]
        return State(state.orders, min(known), state) if known else None

    def _down(self, state: State) -> Iterator[Step]:
        """Yield the permitted steps that may lead down: ends, and orders milder than what holds."""
        ranks = self.setting.scheme.ranks
        worst = max((ranks[order.level] for order in state.live()), default=0)
        for step in self.moves.steps(state):
            issue = step.proposal if isinstance(step.proposal, IssueProposal) else None
            if issue is None or ranks[issue.level] < worst:
                yield step

    def refuted(self, state: State, order: Order) -> Counterexample:
        """Return the sequence that led to *state*; a milder order there, if any; and that nobody ends it."""
        for step in self._down(state):
            if isinstance(step.proposal, IssueProposal) and step.proposal.area == order.area:
                state = self._over(after(state, step))
                break
        book = self.moves.asking.book(state)
        tried = self.moves.end(state, book, order)
        nobody = self.moves.asking.made(Papers(order.issuer or ""), ended(state, order))
        return shown(
            self.found,
            state,
            nobody if tried is None else tried.proposal,
            tier=Named("tier", self.setting.tier_of(order.area)),
            level=Named("level", order.level),
        )

    def _over(self, state: State) -> State:
        """Return the state in which what was ordered last is over, if it ever is."""
        while (later := self.moves.later(state)) is not None and not later.over:
            state = later
        return state
