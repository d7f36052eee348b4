"""`Asked`: who asks for what in which area; and `finding`, as the checks make them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from responselevels.core.deciding.evidence import NO_EVIDENCE, Evidence
from responselevels.models.orders import Order
from responselevels.models.proposals import IssueProposal, RatifyProposal
from responselevels.testing.reference.values import AnyProposal, Finding, facts_of, utc
from responselevels.testing.reference.world.ground import Ground
from responselevels.testing.reference.world.levels import State, state_of


def finding(code: str, effect: str = "deny", rule: str | None = None, **facts: object) -> Finding:
    """Return a finding with *facts*; `with_` and `max_` stand for the bare words.

    Section 2: "Each finding has an effect: *deny*, *pending*, or *note*. A note tells the reader
    something and weighs nothing."
    """
    named = {key.rstrip("_"): value for key, value in facts.items()}
    return Finding(code, effect, rule, facts_of(named))


@dataclass(frozen=True)
class Asked:
    """A proposal, and all that its decision depends on; groups stand for their members.

    Section 2: "A decision depends on the rules, the areas, the orders so far, the proposal and the
    time of the decision, and on nothing else." "The clock is never read."

    *of* is what has an area, a drill and a track: the proposal to issue, or the order that is to
    be ended or ratified, which is *order*, too. *so_far* are the orders issued by *at*, *digest*
    is what an approval of the proposal is bound to, *evidence* what a register knows. *past* is
    the order that is decided again.
    """

    ground: Ground
    proposal: AnyProposal
    of: IssueProposal | Order
    digest: str
    at: datetime
    evidence: Evidence = NO_EVIDENCE
    so_far: tuple[Order, ...] = ()
    order: Order | None = None
    past: Order | None = None

    @property
    def area(self) -> str:
        """The area of the order that is proposed, or to be ended or ratified."""
        return self.of.area

    @cached_property
    def state(self) -> State:
        """The orders that count for it.

        Section 1: "Whoever ends or ratifies a drill is in the drill." "whoever ends or ratifies an
        order is in the order's" track. Section 10: "It takes the track of its order, as it takes its
        drill."
        """
        of = self.of
        return state_of(self.ground, self.so_far, drill=of.drill, track=of.track)

    @property
    def since(self) -> datetime:
        """The instant from which on it changes anything.

        Section 14: "What it brought about is told from its start on, also where it was issued later."
        """
        if self.past is None or self.past.recorded is None:
            return self.at
        return min(self.at, utc(self.past.period.start))

    @property
    def ratified(self) -> Order | None:
        """The order that is to be ratified, where it is asked to ratify one."""
        return self.order if isinstance(self.proposal, RatifyProposal) else None

    def as_if_to_end(self, order: Order) -> Asked:
        """Return the same, looked at as if it were a proposal to end *order*.

        Section 7: "Each ending that fits is judged by the issuer, assessment, approvals and reason
        of the proposal, as if it were a proposal to end that order." "An approval that is bound by
        digest to the proposal counts for its endings too, and so does one that is signed."
        """
        return replace(self, order=order)


def inside(ground: Ground, proposal: IssueProposal) -> set[str]:
    """Return the places that are looked at: the covers of the areas named, as far as they are its own.

    Section 3: "in the named areas that lie in the issuing area's cover, and in the issuing area if
    none is named"
    """
    own = ground.cover[proposal.area]
    named = proposal.scope or (proposal.area,)
    return ground.covered(area for area in named if area in own)
