"""Stories: a register that begins empty, and proposals put to it one after another.

Its book grows order by order, other than one made of a list at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from responselevels.models.orders import Order
from responselevels.models.proposals import EndProposal, RatifyProposal
from responselevels.register.register import Register
from responselevels.testing.reference import differences, plain
from responselevels.testing.reference.values import AnyProposal, Decision
from tests.model import naive
from tests.model.naive import World
from tests.model.worlds import world_of
from tests.model.worlds_proposals import proposal_of

STEPS = 14


@dataclass(frozen=True)
class Step:
    """A proposal put to a register, when, and what came of it; the orders before it."""

    proposal: AnyProposal
    at: datetime
    decision: Decision
    before: tuple[Order, ...]


@dataclass(frozen=True)
class Story:
    """The rules and areas, every step, and the register at the end."""

    world: World
    steps: tuple[Step, ...]
    register: Register

    @property
    def carried_out(self) -> list[Step]:
        """The steps that were permitted, and thus carried out."""
        return [step for step in self.steps if step.decision.verdict == "permit"]

    def differences(self) -> Iterator[str]:
        """Yield where the register decided otherwise than the naive engine does."""
        for number, step in enumerate(self.steps):
            ours = naive.decide(replace(self.world, orders=step.before), step.proposal, step.at)
            for line in differences(ours, step.decision):
                yield f"step {number} of {len(self.steps)}, {step.proposal.action}: {line}"


def story_of(random: Random, keep: Iterable[bool] = STEPS * (True,)) -> Story:
    """Draw a story in order of time, without the steps that are not to *keep*."""
    world, draw = world_of(random)
    world = replace(world, orders=())
    register, steps, tick = Register(world.rules, world.areas), [], 0
    for number, stays in enumerate(keep):
        tick += random.choice((0, 0, 1))
        at = draw.instant(tick)
        so_far = replace(world, orders=register.orders)
        proposal = proposal_of(draw, so_far, at).model_copy(update={"id": f"P-{number}"})
        if stays:
            decision = plain(register.decide(proposal, at=at))
            steps.append(Step(proposal, at, decision, register.orders))
            if decision.verdict == "permit":
                carry_out(register, proposal, at)
    return Story(world, tuple(steps), register)


def carry_out(register: Register, proposal: AnyProposal, at: datetime) -> Order:
    """Do what *proposal* asks; raise `NotPermitted` where it is not permitted."""
    if isinstance(proposal, EndProposal):
        return register.end(proposal, at=at)
    if isinstance(proposal, RatifyProposal):
        return register.ratify(proposal, at=at)
    return register.issue(proposal, at=at)
